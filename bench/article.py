#!/usr/bin/python3
"""The program that api_fdw replaces, as it is written by hand.

asyncio, aiohttp and a semaphore fire the requests, pandas flattens and types the
answers.  Prints the wall time in milliseconds, the imports not counted.

Usage: article.py URL COUNT CONCURRENCY [ROWS], where URL holds {id}; with ROWS each
answer is a page of records, which stand in its data
"""

import asyncio
import sys
import time

import aiohttp
import pandas


async def fetch(session, semaphore, url):
    async with semaphore:
        async with session.get(url) as response:
            response.raise_for_status()
            return await response.json()


async def fetch_all(urls, concurrency):
    semaphore = asyncio.Semaphore(concurrency)
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*(fetch(session, semaphore, url) for url in urls))


def main():
    url, count, concurrency = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    begin = time.perf_counter()
    records = asyncio.run(fetch_all([url.replace("{id}", str(i)) for i in range(1, count + 1)],
                                    concurrency))
    expected = int(sys.argv[4]) if len(sys.argv) > 4 else count
    frame = pandas.json_normalize(records, record_path="data" if len(sys.argv) > 4 else None)
    frame["id"] = frame["id"].astype("int64")
    frame["created_at"] = pandas.to_datetime(frame["created_at"], utc=True)
    print(f"{(time.perf_counter() - begin) * 1000:.1f}")
    if len(frame) != expected:
        sys.exit(f"{len(frame)} rows instead of {expected}")


if __name__ == "__main__":
    main()
