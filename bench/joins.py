#!/usr/bin/python3
"""Measures joins and unions: wall times beside their bounds, requests, private memory.

Wants what measure.py wants; writes README's table of joins.

Usage: joins.py ROOT FLOOR [--runs N] [--no-write]
"""

import argparse
import json
import pathlib
import statistics
import sys
import time

from measure import MOCK, Figure, Psql, machine, mock, program, write_between
from pages import PAGED, table
from rows import memory_kb

KEYS, ROWS, LATENCY = 60, 200, 200
MANY = 10000
SETUP = f"""
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS api_fdw;
DROP SERVER IF EXISTS pages CASCADE;
CREATE SERVER pages FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '{MOCK}', max_concurrency '100');
CREATE FOREIGN TABLE slow (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER pages
  OPTIONS (path '/posts/{{id}}', params '{{"delay": "{LATENCY}"}}', max_concurrency '20');
CREATE FOREIGN TABLE brisk (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER pages
  OPTIONS (path '/posts/{{id}}', params '{{"delay": "20"}}', max_concurrency '100');
DROP TABLE IF EXISTS orders, many;
CREATE TABLE orders AS SELECT g AS n, g % {KEYS} + 1 AS k FROM generate_series(1, {ROWS}) g;
CREATE TABLE many AS SELECT g AS k FROM generate_series(1, {MANY}) g;
ANALYZE orders; ANALYZE many;
"""
TABLES, PLANS, TURNS, BACKENDS = 8, 10, 40, 11
PLANNING = """
DO $$
DECLARE
  since timestamptz;
  best float8 := 'infinity';
BEGIN
  FOR i IN 1 .. {plans} LOOP
    since := clock_timestamp();
    FOR j IN 1 .. 10 LOOP
      EXECUTE 'EXPLAIN SELECT * FROM {tables}';
    END LOOP;
    best := least(best, 100 * extract(epoch FROM clock_timestamp() - since));
  END LOOP;
  PERFORM set_config('bench.best', best::text, false);
END $$;
SELECT current_setting('bench.best');
"""
LOOP = "SET api_fdw.enable_batch_join = off;"
JOIN = "SELECT count(*), count(title) FROM orders JOIN slow ON slow.id = orders.k;"
MANY_JOIN = "SELECT count(*), count(title) FROM many JOIN brisk ON brisk.id = many.k;"


class Asked:
    """A contestant: a query in a fresh backend, with the requests it takes and its memory."""

    def __init__(self, sql, answer, requests, settings=""):
        self.sql, self.answer, self.requests, self.settings = sql, answer, requests, settings
        self.memory = []

    def __call__(self):
        psql = Psql()
        psql.ask("SELECT count(*) FROM api_fdw_options();" + self.settings)
        pid = psql.ask("SELECT pg_backend_pid();")
        own, _ = memory_kb(pid)
        mock("/_mock/reset", "POST")
        begin = time.perf_counter()
        answer = psql.ask(self.sql)
        wall = (time.perf_counter() - begin) * 1000
        self.memory.append(memory_kb(pid)[1] - own)
        psql.close()
        if answer != self.answer:
            sys.exit(f"wrong rows: {answer} instead of {self.answer}")
        requests = json.loads(mock("/_mock/stats"))["requests"]
        if requests != self.requests:
            sys.exit(f"{requests} requests instead of {self.requests}")
        return wall


def planning():
    """What a join of local tables takes to plan (ms) without and with the library, and by how much they differ."""
    tables = " JOIN ".join(f"local{i}" + (f" USING (k{i})" if i > 1 else "") for i in range(1, TABLES + 1))
    psql = Psql()
    psql.ask("".join(f"DROP TABLE IF EXISTS local{i}; CREATE TABLE local{i} AS SELECT g AS k{i}, g AS k{i + 1} "
                     f"FROM generate_series(1, 100) g; ANALYZE local{i};" for i in range(1, TABLES + 1)))
    psql.close()
    pairs = []
    for _ in range(BACKENDS):
        backends = [Psql(), Psql()]
        backends[1].ask("LOAD 'api_fdw';")
        turns = [[float(psql.ask(PLANNING.format(plans=PLANS, tables=tables))) for psql in backends] for _ in range(TURNS)]
        pairs.append([min(times) for times in zip(*turns)])
        for psql in backends:
            psql.close()
    without, with_it = zip(*pairs)
    ratio = statistics.median(b / a for a, b in pairs)
    return statistics.median(without), statistics.median(with_it), 100 * (ratio - 1)


def pages_of(name, pages):
    """A table of so many pages of ten rows; its requests are like no other's, which would share them."""
    return table(name, {"n": pages * 10, "size": 10, "delay": LATENCY, "total": "body", "of": name}, PAGED + ", total_path '$.total'")


def union(names):
    arms = " UNION ALL ".join(f"SELECT name FROM {name}" for name in names)
    return f"SELECT count(name) FROM ({arms}) AS u;"


def contest(floor):
    rows = f"{ROWS}|{ROWS}"
    alone = Figure(f"{MANY:,} keys x 20 ms: libcurl alone, 100 in flight",
                   program(floor, f"{MOCK}/posts/1?delay=20&n=", MANY, 100))
    whole = Figure("60 pages x 200 ms: one table", Asked(union(["sixty"]), "600", 60))
    return [
        Figure(f"{ROWS} rows, {KEYS} keys x {LATENCY} ms: one after the other", Asked(JOIN, rows, KEYS, LOOP), once=True),
        Figure("batched, 20 in flight", Asked(JOIN, rows, KEYS)).against(-(-KEYS // 20) * LATENCY, 1.1),
        alone,
        Figure("batched", Asked(MANY_JOIN, f"{MANY}|{MANY}", MANY)).against(alone, 1.1),
        whole,
        Figure("three tables of 20 pages in UNION ALL",
               Asked(union(["one", "two", "three"]), "600", 60)).against(whole, 1.1)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("floor")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--no-write", action="store_true")
    options = parser.parse_args()
    psql = Psql()
    psql.ask(SETUP + pages_of("sixty", 60) + "".join(pages_of(name, 20) for name in ("one", "two", "three")))
    psql.close()
    figures = contest(options.floor)
    for run in range(options.runs):
        for figure in figures:
            if run == 0 or not figure.once:
                figure.walls.append(figure.run())
    head = ["joins and unions", "median", f"spread of {options.runs}", "x bound", "allowed"]
    lines = ["| " + " | ".join(row) + " |" for row in
             [head, ["---", "--:", "--:", "--:", "--:"]] + [figure.cells() for figure in figures]]
    without, with_it, differ = planning()
    memory = max(figures[3].run.memory) / 1024
    lines += ["", f"The bound of {KEYS} keys is {-(-KEYS // 20)} x {LATENCY} ms; of {MANY:,} libcurl alone, and of the union "
              f"the one table, in the same run.\nA batched join of {MANY:,} keys takes {memory:.1f} MB of memory, at most.",
              f"Planning a join of {TABLES} local tables takes {without:.2f} ms, and {with_it:.2f} ms with the library "
              f"loaded: {differ:+.1f} % (median of {BACKENDS} pairs).",
              "", machine() + ".", ""]
    print("\n".join(lines))
    if not options.no_write:
        write_between(pathlib.Path(options.root) / "README.md", "joins", "\n".join(lines))
    return 1 if any(figure.failed() for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
