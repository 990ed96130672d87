#!/usr/bin/python3
"""Measures pages: wall times beside their bounds, chains in flight, private memory.

Wants what measure.py wants; writes README's table of pages.

Usage: pages.py ROOT FLOOR [--runs N] [--no-write]
"""

import argparse
import json
import os
import pathlib
import select
import statistics
import sys
import time

from measure import MOCK, Figure, Psql, machine, mock, program, write_between

SETUP = f"""
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS api_fdw;
DROP SERVER IF EXISTS pages CASCADE;
CREATE SERVER pages FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '{MOCK}');
"""
PAGED = "record_path '$.data', pagination 'page_number', page_param 'page'"


def table(name, knobs, options, columns="id int, name text, v bigint", style="page"):
    params = json.dumps({k: str(v) for k, v in knobs.items()})
    return (f"CREATE FOREIGN TABLE {name} ({columns}) SERVER pages OPTIONS (path '/paged/{style}', "
            f"params '{params}', {options});")


TABLES = (
    table("total", {"n": 1000, "size": 10, "delay": 200, "total": "body"}, PAGED + ", total_path '$.total'")
    + table("blind", {"n": 1000, "size": 10, "delay": 200}, PAGED)
    + table("many", {"n": 100000, "size": 100, "delay": 20, "total": "body"}, PAGED + ", total_path '$.total'")
    + table("chains", {"n": 200, "size": 10, "delay": 20}, "record_path '$.data', pagination 'cursor', "
            "cursor_param 'cursor', cursor_path '$.next_cursor'",
            "chain int OPTIONS (param 'chain', param_only 'true'), id int", "cursor")
    + "".join(table(f"rows{n}", {"n": n, "size": 100, "total": "body", "above": 10 ** 9},
                    PAGED + ", total_path '$.total'") for n in (10000, 100000, 1000000)))


def scan(name, rows):
    """A contestant: the whole table in a fresh backend."""

    def run():
        psql = Psql()
        psql.ask("SELECT count(*) FROM api_fdw_options();")
        begin = time.perf_counter()
        answer = psql.ask(f"SELECT count(*), count(name), count(DISTINCT id) FROM {name};")
        wall = (time.perf_counter() - begin) * 1000
        psql.close()
        if answer != f"{rows}|{rows}|{rows}":
            sys.exit(f"{name}: wrong rows: {answer}")
        return wall

    return run


def first_row(name):
    """A contestant: from the query to the first row of a table in a fresh backend."""

    def run():
        psql = Psql()
        psql.ask("SELECT count(*) FROM api_fdw_options();")
        begin = time.perf_counter()
        answer = psql.ask(f"BEGIN; DECLARE c CURSOR FOR SELECT id FROM {name}; FETCH 1 FROM c;")
        wall = (time.perf_counter() - begin) * 1000
        psql.ask("ROLLBACK;")
        psql.close()
        if answer.split()[-1] != "1":
            sys.exit(f"{name}: wrong first row: {answer}")
        return wall

    return run


def rounds_without_total(pages, window, latency):
    """The doubling sum: 1, 2, 4 .. window at once."""
    rounds, asked, width = 0, 0, 1
    while asked < pages:
        asked += width
        width = min(width * 2, window)
        rounds += 1
    return rounds * latency


def chains():
    """Fifty cursor chains of twenty pages: peak and mean in flight until the tail."""
    psql = Psql()
    ids = ", ".join(str(i) for i in range(1, 51))
    mock("/_mock/reset", "POST")
    answer = psql.ask(f"SELECT count(*), count(DISTINCT (chain, id)) FROM chains WHERE chain IN ({ids});")
    psql.close()
    if answer != "10000|10000":
        sys.exit(f"chains: wrong rows: {answer}")
    log = [entry for entry in json.loads(mock("/_mock/log")) if entry.get("ended")]
    tail = sorted(entry["at"] for entry in log)[-20]
    begin = min(entry["at"] for entry in log)
    busy = sum(min(entry["ended"], tail) - entry["at"] for entry in log if entry["at"] < tail)
    return len(log), json.loads(mock("/_mock/stats"))["peak_in_flight"], busy / (tail - begin)


def private_kb(pid):
    """Private memory, without the server's shared segment where nobody else has touched it yet."""
    kb, shared = 0, False
    for line in pathlib.Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if not line.split()[0].endswith(":"):
            shared = "/dev/zero" in line or "/dev/shm" in line
        elif line.startswith("Private_") and not shared:
            kb += int(line.split()[1])
    return kb


def memory(rows):
    """
    How far a backend's private memory grows while it reads so many rows, at most, kB.  The reader
    pauses a hundred times, so that as many pages as may be lie unread whatever the number of rows.
    """
    psql = Psql()
    psql.ask("SELECT count(*) FROM api_fdw_options();")
    pid = psql.ask("SELECT pg_backend_pid();")
    before = private_kb(pid)
    psql.process.stdin.write(f"SELECT count(CASE WHEN id % {rows // 100} = 1 THEN pg_sleep(0.02)::text ELSE name END) "
                             f"FROM rows{rows};\n\\echo :end\n")
    psql.process.stdin.flush()
    peak, seen = before, b""
    while b":end" not in seen:
        peak = max(peak, private_kb(pid))
        if select.select([psql.process.stdout], [], [], 0.005)[0]:
            seen += os.read(psql.process.stdout.fileno(), 4096)
    psql.process.terminate()
    return peak - before


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("floor")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--no-write", action="store_true")
    options = parser.parse_args()
    psql = Psql()
    psql.ask(SETUP + TABLES)
    psql.close()
    floor = Figure("1,000 pages x 100 rows x 20 ms: libcurl alone, 20 in flight",
                   program(options.floor, f"{MOCK}/paged/page?n=100000&size=100&delay=20&total=body&page=", 1000, 20))
    contest = [
        Figure("first row of 100 pages x 200 ms", first_row("total")).against(200, 1.04),
        Figure("100 pages x 200 ms, total known", scan("total", 1000)).against(200 + 5 * 200, 1.04),
        Figure("100 pages x 200 ms, no total", scan("blind", 1000)).against(rounds_without_total(100, 20, 200), 1.04),
        floor,
        Figure("1,000 pages x 100 rows x 20 ms: api_fdw", scan("many", 100000)).against(floor, 1.08)]
    for _ in range(options.runs):
        for figure in contest:
            figure.walls.append(figure.run())
    head = ["pages, 20 in flight", "median", f"spread of {options.runs}", "x bound", "allowed"]
    lines = ["| " + " | ".join(row) + " |" for row in
             [head, ["---", "--:", "--:", "--:", "--:"]] + [figure.cells() for figure in contest]]
    requests, peak, mean = chains()
    counts = (10000, 100000, 1000000)
    grown = {rows: statistics.median(memory(rows) for _ in range(3)) for rows in counts}
    spread = max(grown.values()) / min(grown.values()) - 1
    lines += ["", f"With a total the bound is one latency and ceil(99 / 20) more; without, 1, 2, 4 .. 20 pages a round; "
              f"for the 1,000 pages\nit is libcurl alone in the same run. 50 cursor chains of 20 pages: {requests:,} "
              f"requests, {peak} in flight at most, {mean:.1f} on average\nuntil the tail. Private memory grows by "
              + ", ".join(f"{kb / 1024:.2f} MB for {rows:,} rows" for rows, kb in grown.items())
              + f": {spread:.0%}\nbetween them (medians of 3).", "", machine() + ".", ""]
    print("\n".join(lines))
    if not options.no_write:
        write_between(pathlib.Path(options.root) / "README.md", "pages", "\n".join(lines))
    return 1 if any(figure.failed() for figure in contest) or peak != 20 or mean < 18 or spread > 0.1 else 0


if __name__ == "__main__":
    sys.exit(main())
