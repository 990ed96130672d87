#!/usr/bin/python3
"""Measures wall times beside their bounds; writes README's table and docs/bench.svg.

Wants a running server with the extension (PGHOST, PGPORT ...), the mock API
(MOCK_URL) and the floor program.  Each contestant runs in a fresh backend or
process; runs of all contestants are interleaved; medians are shown.

Usage: measure.py ROOT FLOOR [--runs N] [--no-write]
"""

import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import time
import urllib.request

BENCH = pathlib.Path(__file__).resolve().parent
MOCK = os.environ.get("MOCK_URL", "")
SETUP = """
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS api_fdw;
DROP SERVER IF EXISTS bench CASCADE;
CREATE SERVER bench FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '{mock}', max_concurrency '1000');
CREATE FOREIGN TABLE slow (id int OPTIONS (param 'id'), title text, created_at timestamptz)
  SERVER bench OPTIONS (path '/posts/{{id}}', params '{{"delay": "200"}}');
CREATE FOREIGN TABLE brisk (id int OPTIONS (param 'id'), title text, created_at timestamptz)
  SERVER bench OPTIONS (path '/posts/{{id}}', params '{{"delay": "20"}}');
CREATE FOREIGN TABLE instant (id int OPTIONS (param 'id'), title text, created_at timestamptz)
  SERVER bench OPTIONS (path '/posts/{{id}}');
"""
FIXED_COST = """
CREATE TEMP TABLE cost (wall float8, transfer float8);
DO $$
DECLARE
  since timestamptz;
  wall float8;
  plan jsonb;
BEGIN
  FOR i IN 1 .. 50 + {count} LOOP
    since := clock_timestamp();
    PERFORM * FROM instant WHERE id = i;
    wall := 1000 * extract(epoch FROM clock_timestamp() - since);
    EXECUTE 'EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM instant WHERE id = ' || i INTO plan;
    IF i > 50 THEN
      INSERT INTO cost VALUES (wall, (jsonb_path_query_first(plan, '$.**."Transfer Time"') #>> '{{}}')::float8);
    END IF;
  END LOOP;
END $$;
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY wall), percentile_cont(0.5) WITHIN GROUP (ORDER BY transfer)
  FROM cost;
"""


class Psql:
    """One backend; the wall time of a query is measured around it."""

    def __init__(self):
        self.process = subprocess.Popen(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ask("SELECT 1;")

    def ask(self, sql):
        self.process.stdin.write(sql + "\n\\echo :end\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line == ":end\n":
                return "".join(lines).strip()
            lines.append(line)
        sys.exit("psql ended")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def mock(path, method="GET"):
    request = urllib.request.Request(MOCK + path, method=method)
    with urllib.request.urlopen(request) as response:
        return response.read()


def ours(table, count, window):
    """A contestant: the scan in a fresh backend; also checks rows and the peak in flight."""

    def run():
        psql = Psql()
        psql.ask(f"ALTER FOREIGN TABLE {table} OPTIONS (ADD max_concurrency '{window}');"
                 "SELECT count(*) FROM api_fdw_options();")
        mock("/_mock/reset", "POST")
        begin = time.perf_counter()
        answer = psql.ask(f"SELECT count(*), count(title), count(DISTINCT id), max(created_at) > '2000-01-01' "
                          f"FROM {table} WHERE id BETWEEN 1 AND {count};")
        wall = (time.perf_counter() - begin) * 1000
        psql.ask(f"ALTER FOREIGN TABLE {table} OPTIONS (DROP max_concurrency);")
        psql.close()
        if answer != f"{count}|{count}|{count}|t":
            sys.exit(f"wrong rows: {answer}")
        peak = json.loads(mock("/_mock/stats"))["peak_in_flight"]
        if peak != min(window, count):
            sys.exit(f"{peak} in flight instead of {window}")
        return wall

    return run


def program(*command):
    """A contestant that prints its wall time."""

    def run():
        done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True)
        return float(done.stdout.split()[0])

    return run


class Figure:
    """A contestant, how often it ran and how long it took (ms)."""

    def __init__(self, what, run, calls=100, window=1, once=False):
        self.what, self.run, self.calls, self.window, self.once = what, run, calls, window, once
        self.bound = self.limit = None
        self.walls = []

    @property
    def median(self):
        return statistics.median(self.walls)

    def against(self, bound, limit):
        """bound: ms, or the figure whose median it is; limit: the factor allowed."""
        self.bound, self.limit = bound, limit
        return self

    def factor(self):
        bound = self.bound.median if isinstance(self.bound, Figure) else self.bound
        return self.median / bound if bound else None

    def cells(self):
        spread = f"{min(self.walls):,.0f} - {max(self.walls):,.0f}" if len(self.walls) > 1 else "one run"
        factor = f"{self.factor():.3f}" if self.bound else ""
        limit = f"{self.limit:.2f}" if self.limit else ""
        return [self.what, f"{self.median:,.0f} ms", spread, factor, limit]

    def failed(self):
        return self.limit is not None and self.factor() > self.limit


def figures(floor):
    url = f"{MOCK}/posts/{{id}}?delay=200"
    alone = Figure("1,000 x 20 ms: libcurl alone, 20 in flight",
                   program(floor, f"{MOCK}/posts/1?delay=20&n=", 1000, 20), calls=1000, window=20)
    contest = [
        Figure("one after the other: Python", program(BENCH / "loop.py", url, 100), once=True),
        Figure("one after the other: api_fdw", ours("slow", 100, 1), once=True)]
    for window, limit in ((20, 1.06), (100, 1.15)):
        bound = -(-100 // window) * 200
        contest += [
            Figure(f"asyncio, aiohttp, pandas: {window} in flight", program(BENCH / "article.py", url, 100, window),
                   window=window).against(bound, None),
            Figure(f"api_fdw: {window} in flight", ours("slow", 100, window), window=window).against(bound, limit)]
    return contest + [alone, Figure("1,000 x 20 ms: api_fdw, 20 in flight", ours("brisk", 1000, 20),
                                    calls=1000, window=20).against(alone, 1.08)]


def fixed_cost(count):
    psql = Psql()
    wall, transfer = (float(part) for part in psql.ask(FIXED_COST.format(count=count)).split("|"))
    psql.close()
    return wall, transfer


def machine():
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text()).group(1)
    psql = Psql()
    server = psql.ask("SELECT current_setting('server_version');").split()[0]
    psql.close()
    curl = subprocess.run(["curl-config", "--version"], stdout=subprocess.PIPE, text=True).stdout.split()[-1]
    versions = "import aiohttp, pandas; print(aiohttp.__version__, pandas.__version__)"
    packages = subprocess.run([sys.executable, "-c", versions], stdout=subprocess.PIPE, text=True).stdout.split()
    return (f"{model.strip()}, {os.cpu_count()} cores, Linux {platform.release()}; PostgreSQL {server}, "
            f"libcurl {curl}, Python {platform.python_version()}, aiohttp {packages[0]}, pandas {packages[1]}")


def markdown(rows, runs, cost, on):
    head = ["100 calls x 200 ms", "median", f"spread of {runs}", "x bound", "allowed"]
    lines = ["| " + " | ".join(row) + " |" for row in [head, ["---", "--:", "--:", "--:", "--:"]] + rows]
    return "\n".join(lines) + (
        "\n\nThe bound is ceil(100 / in flight) x 200 ms; for the 1,000 ids it is what libcurl alone\n"
        "takes in the same run. A scan of one request on a warm backend takes "
        f"{cost[0]:.2f} ms, of which the transfer is {cost[1]:.2f} ms: "
        f"its fixed cost is {cost[0] - cost[1]:.2f} ms.\n\n{on}.\n")


def write_between(path, name, text):
    whole = path.read_text()
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, rest = whole.split(begin)
    path.write_text(head + begin + text + end + rest.split(end, 1)[1])


def plot(contest, path):
    """Bars of the hundred calls; the bounds in grey beside them."""
    bars, bounds = [], set()
    for figure in contest:
        if figure.calls != 100:
            continue
        if figure.bound and figure.bound not in bounds:
            bounds.add(figure.bound)
            bars.append((f"bound, {figure.window} in flight", figure.bound / 1000, "0xaaaaaa"))
        bars.append((figure.what, figure.median / 1000, "0x336791" if "api_fdw" in figure.what else "0xd9a441"))
    rows = "\n".join(f'{i} {seconds} {colour} "{what}" "{seconds:.2f} s"'
                     for i, (what, seconds, colour) in enumerate(reversed(bars)))
    script = f"""
set terminal svg noenhanced size 860,{60 + 34 * len(bars)} font 'sans-serif,13' background '#ffffff'
set output '{path}'
$walls << END
{rows}
END
set title '100 calls of 200 ms each: wall time in seconds'
unset key
set border 1
set xrange [0:{max(seconds for _, seconds, _ in bars) * 1.12}]
set yrange [-0.6:{len(bars) - 0.4}]
set xtics nomirror
set ytics nomirror scale 0
set style fill solid noborder
plot $walls using (0):1:(0):2:($1-0.32):($1+0.32):3:ytic(4) with boxxyerror lc rgb variable, \\
     $walls using 2:1:5 with labels left offset 0.6,0
"""
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("floor")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--no-write", action="store_true", help="leave README and the plot as they are")
    args = parser.parse_args()
    psql = Psql()
    psql.ask(SETUP.format(mock=MOCK))
    psql.close()
    contest = figures(args.floor)
    for run in range(args.runs):
        for figure in contest:
            if not (figure.once and run > 0):
                figure.walls.append(figure.run())
        print(f"run {run + 1} of {args.runs} done", file=sys.stderr)
    cost = fixed_cost(1000)
    rows = [figure.cells() for figure in contest]
    table = markdown(rows, args.runs, cost, machine())
    print(table)
    if not args.no_write:
        write_between(args.root / "README.md", "bench", table)
        plot(contest, args.root / "docs" / "bench.svg")
    missed = [figure.what for figure in contest if figure.failed()]
    if cost[0] - cost[1] >= 1:
        missed.append("fixed cost under 1 ms")
    if missed:
        sys.exit("missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
