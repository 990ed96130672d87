#!/usr/bin/python3
"""Flattens random documents with pandas.json_normalize and with api_fdw: the same tables.

Documents have nested objects, nulls, missing keys, keys beyond ASCII, values of mixed types, arrays, records
below records and values around them; some are flattened to a depth only.  Wants a running server with the
extension (PGHOST, PGPORT ...).  The last line is "N passed, N failed".

Usage: compare.py [COUNT [SEED]]
"""

import http.server
import json
import math
import random
import subprocess
import sys
import threading

import pandas

KEYS = ["id", "name", "value", "at", "ключ", "naïve key", "K-1", "名前", "a'b", 'quo"te', "UPPER", "x_y"]
BODIES = {}


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves the documents."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = BODIES[self.path].encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def scalar(chance):
    return chance.choice([None, True, False, 0, -1, 12, 3.25, 10 ** 15, "", "text", "ünïcode 文", "a \"quoted\" line\n",
                          "2024-01-02T03:04:05Z", "\u2028", "12"])


def value(chance, depth):
    kind = chance.random()
    if depth > 0 and kind < 0.35:
        return record(chance, depth - 1)
    if kind < 0.5:
        return [chance.choice([scalar(chance), {"k": scalar(chance)}, []]) for _ in range(chance.randrange(3))]
    return scalar(chance)


def record(chance, depth):
    keys = chance.sample(KEYS, chance.randrange(1, 5))
    return {key: value(chance, depth) for key in keys}


def records(chance):
    """Records that have much in common, and not all of it."""
    shape = record(chance, 3)
    made = []
    for _ in range(chance.randrange(1, 8)):
        one = {key: (item if chance.random() < 0.5 else value(chance, 2)) for key, item in shape.items()
               if chance.random() < 0.85}
        made.append(one or {"id": 1})
    return made


def document(chance):
    """A document, and how it is to be flattened: arguments of json_normalize, record_path, meta_paths by column."""
    style = chance.choice(["plain", "below", "exploded"])
    level = chance.choice([None, None, 0, 1, 2])
    if style == "plain":
        return records(chance), {"max_level": level}, None, {}
    around = {"state": scalar(chance), "info": {"deep": {"er": scalar(chance)}}}
    if style == "below":
        around["data"] = records(chance)
        return (around, {"record_path": ["data"], "meta": ["state", ["info", "deep", "er"]], "max_level": level,
                         "meta_prefix": "m."},
                "$.data", {"m.state": "$.state", "m.info.deep.er": "$.info.deep.er"})
    around["groups"] = [{"title": scalar(chance), "items": records(chance)} for _ in range(chance.randrange(1, 4))]
    return (around, {"record_path": ["groups", "items"], "meta": ["state", ["groups", "title"]], "max_level": level,
                     "meta_prefix": "m."},
            "$.groups[*].items[*]", {"m.state": "$.state", "m.groups.title": "$.groups[*].title"})


def identifier(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "E'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def ask(sql):
    done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"], input=sql, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise ValueError(done.stdout)
    return done.stdout


def path_of(name):
    """The default path of a column, for names longer than PostgreSQL's and those it would read otherwise."""
    return "$" + "".join("." + json.dumps(part, ensure_ascii=False) for part in name.split("."))


def flattened(number, names, record_path, metas):
    """The same by api_fdw: rows of {column: value}, the columns by their position."""
    columns = ", ".join(f"c{i} json OPTIONS ({'meta_path' if name in metas else 'json_path'} "
                        f"{literal(metas.get(name) or path_of(name))})" for i, name in enumerate(names))
    place = f", record_path {literal(record_path)}" if record_path else ""
    answer = ask(f"CREATE FOREIGN TABLE t{number} ({columns}) SERVER flat OPTIONS (path '/{number}'{place});\n"
                 f"SELECT coalesce(json_agg(t), '[]') FROM t{number} AS t;")
    return json.loads(answer)


def same(theirs, ours):
    """Equal, but for what is meant to differ: a column of a key that has an object in one record and a scalar
    in another shows the object, too, where json_normalize has nothing but the columns of its members."""
    if isinstance(theirs, float) and math.isnan(theirs):
        theirs = None
    if theirs is None and isinstance(ours, dict):
        return True
    if type(theirs).__module__ == "numpy":
        theirs = theirs.item()
    if isinstance(theirs, bool) or isinstance(ours, bool):
        return theirs is ours or theirs == ours
    return theirs == ours


def judge(number, chance):
    """None, or what differs."""
    body, arguments, record_path, metas = document(chance)
    BODIES[f"/{number}"] = json.dumps(body, ensure_ascii=chance.random() < 0.5)
    frame = pandas.json_normalize(body, **arguments)
    names = list(frame.columns)
    try:
        rows = flattened(number, names, record_path, metas)
    except ValueError as error:
        return f"{error} of {body}"
    if len(rows) != len(frame):
        return f"{len(rows)} rows instead of {len(frame)} of {body}"
    for at, row in enumerate(rows):
        for i, name in enumerate(names):
            theirs = frame.iloc[at, i]
            if not same(theirs, row[f"c{i}"]):
                return f"row {at}, {name}: {row[f'c{i}']!r} instead of {theirs!r} of {body}"
    return None


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ask(f"SET client_min_messages = error; CREATE EXTENSION IF NOT EXISTS api_fdw; CREATE SERVER flat FOREIGN DATA WRAPPER "
        f"api_fdw OPTIONS (base_url 'http://127.0.0.1:{server.server_port}');")
    failed = 0
    for number in range(count):
        wrong = judge(number, random.Random(seed * 1000000 + number))
        if wrong:
            failed += 1
            print(f"seed {seed}, document {number}: {wrong}")
    print(f"{count - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
