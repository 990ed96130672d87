#!/usr/bin/python3
"""Measures how fast records become rows: bodies of static files, beside what else reads them.

Wants what measure.py wants, and a directory that the server's user can read; writes README's
table of rows.

Usage: rows.py ROOT FLOOR DIR [--runs N] [--no-write] [--flat ROWS] [--nested ROWS]
"""

import argparse
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time

from bodies import FLAT_PAGE, NESTED_PAGE
from measure import BENCH, Figure, Psql, machine, program, write_between

CONF = """
daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
{modules}
events {{ worker_connections 512; }}
http {{
  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type application/json; open_file_cache max=5000;
  server {{
    listen 127.0.0.1:{port}; root html;
    location /zipped/ {{ gzip_static always; alias html/flat/; }}
    location /late/ {{ echo_sleep 0.02; echo_exec /nested$uri; }}
    location /nested/late/ {{ internal; alias html/nested/; }}
  }}
}}
"""
FLAT = "id int, name text, score float8, active bool, created_at timestamptz, city text"
NESTED = "id int, title text, login text {path}, amount numeric, created_at timestamptz"
SETUP = """
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE EXTENSION IF NOT EXISTS file_fdw;
DROP SERVER IF EXISTS rows CASCADE;
DROP SERVER IF EXISTS files CASCADE;
CREATE SERVER rows FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '{url}');
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE csv ({flat}) SERVER files OPTIONS (filename '{dir}/flat.csv', format 'csv');
DROP TABLE IF EXISTS flat_bodies, nested_bodies;
CREATE TABLE flat_bodies (body text);
CREATE TABLE nested_bodies (body text);
"""


class Server:
    """nginx with the bodies."""

    def __init__(self, home):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        modules = "load_module /usr/lib/nginx/modules/ngx_http_echo_module.so;"
        (home / "tmp").mkdir(exist_ok=True)
        (home / "nginx.conf").write_text(CONF.format(port=port, modules=modules).replace(
            "pid nginx.pid;", "pid nginx.pid;" + (" user root;" if os.getuid() == 0 else "")))
        self.process = subprocess.Popen([shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"),
                                         "-p", f"{home}/", "-e", "error.log", "-c", "nginx.conf"])
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit("nginx does not listen")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def table(name, columns, path, more=""):
    return (f"CREATE FOREIGN TABLE {name} ({columns}) SERVER rows OPTIONS (path '/{path}/{{page}}', "
            f"record_path '$.data', pagination 'page_number', page_param 'page', total_path '$.total'{more});")


def ticks(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def memory_kb(pid):
    """What a process has of its own now, and had at most: without files and shared memory, as they are now."""
    fields = dict(re.findall(r"(\w+):\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/status").read_text()))
    return int(fields["RssAnon"]), int(fields["VmHWM"]) - int(fields["RssFile"]) - int(fields["RssShmem"])


class Query:
    """A contestant: a query in a fresh backend, its CPU and memory beside its wall time."""

    def __init__(self, sql, answer):
        self.sql, self.answer, self.cpu, self.memory = sql, answer, [], []

    def __call__(self):
        psql = Psql()
        psql.ask("SET jit = off; SET max_parallel_workers_per_gather = 0; SELECT count(*) FROM api_fdw_options();")
        pid = psql.ask("SELECT pg_backend_pid();")
        own, _ = memory_kb(pid)
        before, begin = ticks(pid), time.perf_counter()
        answer = psql.ask(self.sql)
        wall = (time.perf_counter() - begin) * 1000
        self.cpu.append(ticks(pid) - before)
        self.memory.append(memory_kb(pid)[1] - own)
        psql.close()
        if answer != self.answer:
            sys.exit(f"wrong rows: {answer} instead of {self.answer}")
        return wall


class Slower(Figure):
    """A contestant that is to take at least so many times as long as another."""

    def __init__(self, what, run, than, least, once=False):
        super().__init__(what, run, once=once)
        self.bound, self.least = than, least

    def failed(self):
        return self.factor() < self.least


class Longest(Figure):
    """What a scan cannot beat: the latencies one window after the other, or its CPU without them."""

    def __init__(self, pages, of):
        super().__init__("bound", of.run)
        self.latency = 20 + -(-(pages - 1) // 20) * 20

    @property
    def median(self):
        return max(self.latency, statistics.median(self.run.cpu))


def load(name, folder, pages):
    """The bodies as a local table."""
    psql = Psql()
    psql.ask(f"INSERT INTO {name} SELECT pg_read_file('{folder}/' || i) FROM generate_series(1, {pages}) AS i;"
             f"VACUUM ANALYZE {name};")
    psql.close()


def counts(columns, source, rows):
    names = [column.split()[0].strip() for column in columns.split(",")]
    return Query("SELECT " + ", ".join(f"count({name})" for name in names) + f" FROM {source};",
                 "|".join([str(rows)] * len(names)))


def recordset(bodies, columns, more=""):
    return f"(SELECT r.* FROM {bodies}, jsonb_to_recordset(body::jsonb -> 'data') AS r({columns})) AS r{more}"


def flat_contest(options, url):
    pages = -(-options.flat // FLAT_PAGE)
    pattern = f"{url}/flat/{{id}}"
    csv = Figure("file_fdw, the same rows as CSV", counts(FLAT, "csv", options.flat))
    ours = Figure("api_fdw", counts(FLAT, "flat", options.flat)).against(csv, 1.0)
    return [
        Figure("libcurl alone", program(options.floor, f"{url}/flat/", pages, 20)),
        csv,
        ours,
        Figure("api_fdw, gzip", counts(FLAT, "zipped", options.flat)).against(ours, 1.3),
        Figure("jsonb_to_recordset over local bodies", counts(FLAT, recordset("flat_bodies", FLAT), options.flat)),
        Figure("asyncio, aiohttp, pandas", program(BENCH / "article.py", pattern, pages, 20, options.flat)),
        Figure("asyncio, aiohttp, tuned", program(BENCH / "tuned.py", "flat", pattern, pages, 20, options.flat))]


def nested_contest(options, url):
    pages = -(-options.nested // NESTED_PAGE)
    pattern = f"{url}/nested/{{id}}"
    columns = NESTED.format(path="")
    local = ("(SELECT id, title, \"user\" ->> 'login' AS login, amount, created_at FROM nested_bodies, "
             "jsonb_to_recordset(body::jsonb -> 'data') AS r(id int, title text, \"user\" jsonb, amount numeric, "
             "created_at timestamptz)) AS r")
    ours = Figure("api_fdw, 5 columns", counts(columns, "nested", options.nested))
    return [
        Figure("libcurl alone", program(options.floor, f"{url}/nested/", pages, 20)),
        ours,
        Figure("api_fdw, one column", counts("id int", "nested", options.nested)).against(ours, 1.0),
        Figure("api_fdw, count(*)", Query("SELECT count(*) FROM nested;", str(options.nested))).against(ours, 1.0),
        Figure("api_fdw, 5 columns, 20 ms of latency",
               counts(columns, "late", options.nested)).against(Longest(pages, ours), 1.17),
        Slower("jsonb_to_recordset over local bodies", counts(columns, local, options.nested), ours, 7),
        Slower("asyncio, aiohttp, pandas",
               program(BENCH / "article.py", pattern, pages, 20, options.nested), ours, 20, once=True),
        Slower("asyncio, aiohttp, tuned",
               program(BENCH / "tuned.py", "nested", pattern, pages, 20, options.nested), ours, 5)]


def cells(figure, rows):
    spread = f"{min(figure.walls):,.0f} - {max(figure.walls):,.0f}" if len(figure.walls) > 1 else "one run"
    cpu = sorted(figure.run.cpu)[len(figure.run.cpu) // 2] if isinstance(figure.run, Query) else None
    memory = f"{max(figure.run.memory) / 1024:.1f} MB" if isinstance(figure.run, Query) else ""
    factor = f"{figure.factor():.2f}" if figure.bound else ""
    limit = f"<= {figure.limit:.2f}" if figure.limit else f">= {figure.least}" if isinstance(figure, Slower) else ""
    return [figure.what, f"{figure.median:,.0f} ms", spread, factor, limit,
            f"{cpu * 1000 / rows:.2f} us" if cpu is not None else "", memory]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("floor")
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-write", action="store_true")
    parser.add_argument("--flat", type=int, default=1000000)
    parser.add_argument("--nested", type=int, default=200000)
    options = parser.parse_args()
    if not (options.dir / "html").exists():
        subprocess.run([BENCH / "bodies.py", options.dir, str(options.flat), str(options.nested)], check=True)
    server = Server(options.dir)
    try:
        psql = Psql()
        nested = NESTED.format(path="OPTIONS (json_path '$.user.login')")
        psql.ask(SETUP.format(url=server.url, flat=FLAT, dir=options.dir) + table("flat", FLAT, "flat")
                 + table("zipped", FLAT, "zipped") + table("nested", nested, "nested") + table("late", nested, "late"))
        psql.close()
        load("flat_bodies", options.dir / "html/flat", -(-options.flat // FLAT_PAGE))
        load("nested_bodies", options.dir / "html/nested", -(-options.nested // NESTED_PAGE))
        lines, missed = [], []
        for title, contest, rows in (("flat rows", flat_contest(options, server.url), options.flat),
                                     ("nested records of 3.4 KB", nested_contest(options, server.url), options.nested)):
            for run in range(options.runs):
                for figure in contest:
                    if not (figure.once and run > 0):
                        figure.walls.append(figure.run())
            head = [f"{rows:,} {title}", "median", f"spread of {options.runs}", "x", "allowed", "CPU a row", "memory"]
            lines += ["| " + " | ".join(row) + " |" for row in
                      [head, ["---", "--:", "--:", "--:", "--:", "--:", "--:"]] + [cells(figure, rows) for figure in contest]] + [""]
            missed += [figure.what for figure in contest if figure.failed()]
    finally:
        server.stop()
    lines += ["x is the time beside file_fdw's; of gzip beside api_fdw's without; below, beside api_fdw's with five columns, "
              "and with latency\nbeside the latencies of the windows or the CPU without them, whichever is more. Memory: what the "
              "backend's own\ngrows by, at most.", "",
              machine() + ".", ""]
    print("\n".join(lines))
    if not options.no_write:
        write_between(options.root / "README.md", "rows", "\n".join(lines))
    if missed:
        sys.exit("missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
