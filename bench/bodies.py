#!/usr/bin/python3
"""Writes the bodies that the throughput benchmarks read, and the flat rows as CSV too.

Flat rows are six small values, 135 bytes of JSON each; nested records have 3.4 KB, of
which a reader wants five values.  Pages stand in DIR/html/flat/N and DIR/html/nested/N,
flat ones also gzipped beside them.

Usage: bodies.py DIR [FLAT_ROWS [NESTED_ROWS]]
"""

import csv
import gzip
import json
import pathlib
import sys

FLAT_PAGE = 1000
NESTED_PAGE = 100
WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu".split()


def flat(number):
    return {"id": number, "name": f"customer number {number:07d}", "score": round(number * 0.37, 2), "active": number % 3 == 0,
            "created_at": f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}T{number % 24:02d}:15:{number % 60:02d}Z",
            "city": WORDS[number % len(WORDS)] + " township"}


def nested(number):
    """As the APIs of code hosts and shops have it: much beside what is wanted."""
    person = {"login": f"user{number % 5000}", "id": number % 5000, "avatar_url": f"https://example.com/a/{number}.png",
              "url": f"https://api.example.com/users/user{number % 5000}", "type": "User", "site_admin": False}
    labels = [{"id": i, "name": WORDS[(number + i) % len(WORDS)], "color": f"{i * 7919:06x}", "default": False,
               "description": "what \"this\" label is about, in a sentence"} for i in range(5)]
    return {"id": number, "number": number * 3, "title": f"Title of {number}: " + " ".join(WORDS[:6]),
            "user": person, "labels": labels, "state": "open" if number % 2 else "closed",
            "assignees": [dict(person, id=i) for i in range(3)], "comments": number % 40,
            "body": ("A line of text, \u00fcber and \u4e2d\u6587 too.\n" * 40)[:1060], "created_at": "2024-05-06T07:08:09Z",
            "milestone": {"id": number % 9, "title": WORDS[number % 12], "creator": person, "due_on": None},
            "reactions": {name: number % 7 for name in ("+1", "-1", "laugh", "hooray", "confused", "heart")},
            "links": [f"https://api.example.com/items/{number}/{what}" for what in WORDS],
            "amount": round(number * 1.01, 2), "meta": {"deep": {"deeper": {"deepest": list(range(20))}}}}


def write_pages(folder, total, size, make, zipped):
    folder.mkdir(parents=True)
    written = 0
    for page in range(-(-total // size)):
        records = [make(number) for number in range(page * size + 1, min(total, (page + 1) * size) + 1)]
        body = json.dumps({"total": total, "data": records}, ensure_ascii=False, separators=(",", ":")).encode()
        (folder / str(page + 1)).write_bytes(body)
        if zipped:
            (folder / f"{page + 1}.gz").write_bytes(gzip.compress(body, 6))
        written += len(body)
    return written


def main():
    home = pathlib.Path(sys.argv[1])
    flat_rows, nested_rows = (int(arg) for arg in (sys.argv[2:] + ["1000000", "200000"][len(sys.argv) - 2:]))
    sizes = (write_pages(home / "html/flat", flat_rows, FLAT_PAGE, flat, True),
             write_pages(home / "html/nested", nested_rows, NESTED_PAGE, nested, False))
    with open(home / "flat.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([str(value) for value in flat(number).values()] for number in range(1, flat_rows + 1))
    print(f"{sizes[0] / flat_rows:.0f} and {sizes[1] / nested_rows:.0f} bytes a record", file=sys.stderr)


if __name__ == "__main__":
    main()
