#!/usr/bin/python3
"""One call after the other, with what Python brings along.

Prints the wall time in milliseconds.

Usage: loop.py URL COUNT, where URL holds {id}
"""

import http.client
import json
import sys
import time
import urllib.parse


def main():
    url, count = urllib.parse.urlsplit(sys.argv[1]), int(sys.argv[2])
    target = urllib.parse.urlunsplit(("", "", url.path, url.query, ""))
    begin = time.perf_counter()
    connection = http.client.HTTPConnection(url.netloc)
    for i in range(1, count + 1):
        connection.request("GET", target.replace("{id}", str(i)))
        json.load(connection.getresponse())
    print(f"{(time.perf_counter() - begin) * 1000:.1f}")


if __name__ == "__main__":
    main()
