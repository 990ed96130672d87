#!/usr/bin/python3
"""Measures what a user meets without hints: joins of all forms, LIMIT, long lists, slow outer sides; and planning.

Wants what measure.py wants; writes the table of docs/performance.md.

Usage: forms.py ROOT [--runs N] [--no-write]
"""

import argparse
import json
import pathlib
import statistics
import sys
import time

from measure import MOCK, Figure, Psql, machine, mock, write_between

KEYS, ROWS, LATENCY, WINDOW = 60, 200, 200, 20
PAGED = "record_path '$.data', pagination 'page_number', page_param 'page', total_path '$.total'"


def params(**knobs):
    return "params '" + json.dumps({name: str(value) for name, value in knobs.items()}) + "'"


SETUP = f"""
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS api_fdw;
DROP SERVER IF EXISTS forms CASCADE;
DROP TABLE IF EXISTS orders, few;
DROP FUNCTION IF EXISTS slow;
CREATE SERVER forms FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '{MOCK}');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER forms
  OPTIONS (path '/posts/{{id}}', {params(delay=LATENCY)});
CREATE FOREIGN TABLE ignoring (id int OPTIONS (param 'wanted'), name text) SERVER forms
  OPTIONS (path '/paged/page', {params(n=10000, size=10, delay=20, total="body")}, {PAGED});
CREATE FOREIGN TABLE sparse (id int OPTIONS (param 'id'), title text) SERVER forms
  OPTIONS (path '/search', pagination 'none', {params(delay=50)});
CREATE FOREIGN TABLE listed (id int OPTIONS (param 'ids', param_in 'comma', param_in_max '100'), name text) SERVER forms
  OPTIONS (path '/paged/page', {params(n=100000, total="body")}, {PAGED}, page_size '100', page_size_param 'per_page');
CREATE FOREIGN TABLE quick (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER forms
  OPTIONS (path '/posts/{{id}}', {params(delay=50)});
CREATE TABLE orders AS SELECT g AS n, g % {KEYS} + 1 AS k, NULL::text AS t FROM generate_series(1, {ROWS}) g;
CREATE TABLE few AS SELECT g * 30 AS k FROM generate_series(1, 3000) g;
CREATE FUNCTION slow(n int) RETURNS int LANGUAGE plpgsql STABLE AS $$ BEGIN PERFORM pg_sleep(0.05); RETURN n; END $$;
ANALYZE orders, few;
"""
FORMS = {
    "UPDATE ... FROM": "UPDATE orders SET t = title FROM posts WHERE id = k",
    "MERGE, WHEN MATCHED": "MERGE INTO orders USING posts ON id = k WHEN MATCHED THEN UPDATE SET t = title",
    "DELETE USING": "DELETE FROM orders USING posts WHERE id = k",
    "FOR UPDATE": "SELECT n, title FROM orders JOIN posts ON id = k FOR UPDATE OF orders",
    "UNION ALL inside": "SELECT n, title FROM orders JOIN (SELECT id, title FROM posts UNION ALL SELECT n, t FROM orders WHERE n < 0) p"
                        " ON id = k",
    "sub-select in the target list": "SELECT n, (SELECT title FROM posts WHERE id = k) FROM orders"}
PLANNED = 6
PLANNING = """
DO $$
DECLARE
  since timestamptz;
  took float8[];
BEGIN
  FOR i IN 1 .. 21 LOOP
    since := clock_timestamp();
    EXECUTE 'EXPLAIN SELECT * FROM {tables}';
    took := took || (1000 * extract(epoch FROM clock_timestamp() - since))::float8;
  END LOOP;
  PERFORM set_config('bench.took', (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t) FROM unnest(took) t)::text, false);
END $$;
SELECT current_setting('bench.took');
"""


class Asked:
    """A contestant: a statement in a fresh backend, rolled back, with the requests that it takes."""

    def __init__(self, sql, requests=None, rows=None):
        self.sql, self.requests, self.rows = sql, requests, rows
        self.took = []

    def __call__(self):
        psql = Psql()
        psql.ask("SET client_min_messages = error; SELECT count(*) FROM api_fdw_options(); BEGIN;")
        mock("/_mock/reset", "POST")
        begin = time.perf_counter()
        answer = psql.ask(self.sql + ";")
        wall = (time.perf_counter() - begin) * 1000
        psql.ask("ROLLBACK;")
        psql.close()
        self.took.append(json.loads(mock("/_mock/stats"))["requests"])
        if self.requests is not None and self.took[-1] != self.requests:
            sys.exit(f"{self.sql[:200]}: {self.took[-1]} requests instead of {self.requests}")
        if self.rows is not None and len(answer.splitlines()) != self.rows:
            sys.exit(f"{self.sql[:200]}: {answer[:200]}")
        return wall


def contest():
    bound = -(-KEYS // WINDOW) * LATENCY
    result = [Figure(f"{name}: {ROWS} rows, {KEYS} keys x {LATENCY} ms", Asked(sql, KEYS)).against(bound, 1.1)
              for name, sql in FORMS.items()]
    ignored = "SELECT name FROM ignoring WHERE id = 6000"
    every = Figure("1,000 pages x 20 ms that ignore the filter", Asked(ignored, 1000, 1))
    result += [every, Figure("LIMIT 1 of them", Asked(ignored + " LIMIT 1", None, 1)).against(every, 1.1)]
    keys = "SELECT title FROM sparse WHERE id = ANY (ARRAY(SELECT generate_series(119, 20, -1)))"
    every = Figure("100 keys x 50 ms, one of which has a row", Asked(keys, 100, 1))
    result += [every, Figure("LIMIT 1 of them", Asked(keys + " LIMIT 1", None, 1)).against(every, 1.1)]
    first = "DECLARE c CURSOR FOR SELECT n, title FROM (SELECT slow(g) AS n FROM generate_series(1, 40) g OFFSET 0) o " \
            "JOIN quick ON id = n; FETCH 1 FROM c"
    result.append(Figure("a row each 50 ms outside, 50 ms a request: the first row", Asked(first, None, 1)).against(100, 1.2))
    literals = ", ".join(str(i) for i in range(1, 100001))
    literal = Figure("100,000 ids in lists of 100: literals",
                     Asked(f"SELECT count(*) FROM listed WHERE id = ANY ('{{{literals}}}')", 1000, 1))
    array = Figure("the same of a sub-select",
                   Asked("SELECT count(*) FROM listed WHERE id = ANY (ARRAY(SELECT generate_series(1, 100000)))", 1000, 1))
    result += [literal, array.against(literal, 1.2)]
    for rows, requests in ((1, 1), (100, 1), (3000, 30)):
        sql = f"SELECT count(name) FROM few JOIN listed ON id = k WHERE k <= {rows * 30}"
        result.append(Figure(f"{rows:,} rows joined to 1,000 pages that take lists: {requests} requests", Asked(sql, requests, 1)))
    return result


def planning(runs):
    """The median time of a plan of a join of tables of the API: a star around a local one, and a chain."""
    psql = Psql()
    star = "orders " + " ".join(f"JOIN posts p{i} ON p{i}.id = orders.k + {i}" for i in range(PLANNED))
    chain = "posts p0 " + " ".join(f"JOIN posts p{i} ON p{i}.id = p{i - 1}.id + 1" for i in range(1, PLANNED)) + " WHERE p0.id = 1"
    times = {"star": [], "chain": []}
    for _ in range(runs):
        for name, tables in (("star", star), ("chain", chain)):
            times[name].append(float(psql.ask(PLANNING.format(tables=tables))))
    psql.close()
    return {name: statistics.median(took) for name, took in times.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-write", action="store_true")
    options = parser.parse_args()
    psql = Psql()
    psql.ask(SETUP)
    version = int(psql.ask("SELECT current_setting('server_version_num');"))
    psql.close()
    figures = [figure for figure in contest() if version >= 150000 or not figure.what.startswith("MERGE")]
    for _ in range(options.runs):
        for figure in figures:
            figure.walls.append(figure.run())
    took = planning(options.runs)
    head = ["default options", "median", f"spread of {options.runs}", "requests", "x bound", "allowed"]
    lines = ["| " + " | ".join(row) + " |" for row in [head, ["---", "--:", "--:", "--:", "--:", "--:"]] + [
        figure.cells()[:3] + [f"{statistics.median(figure.run.took):,.0f}"] + figure.cells()[3:] for figure in figures]]
    lines += ["", f"The bound of the forms is {-(-KEYS // WINDOW)} x {LATENCY} ms; of the others what stands above them in the same run. "
              f"Planning a join of {PLANNED} tables of the\nAPI takes {took['star']:.2f} ms as a star around a local table, "
              f"{took['chain']:.2f} ms as a chain.", "", machine() + ".", ""]
    print("\n".join(lines))
    if not options.no_write:
        write_between(options.root / "docs" / "performance.md", "forms", "\n".join(lines))
    return 1 if any(figure.failed() for figure in figures) or max(took.values()) > 5 else 0


if __name__ == "__main__":
    sys.exit(main())
