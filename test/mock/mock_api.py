#!/usr/bin/env python3
"""A mock API on 127.0.0.1 for the tests: latency, faults, and a record of what it was asked.

    mock_api.py [--port N] [--port-file FILE] [--latency MS] [--tls CERT KEY]

Prints "listening PORT" once it listens, and writes the port to FILE.  Ends on SIGTERM,
or when --watch-parent is given and its parent ends.  routes.py says what it answers;
/_mock/log, /_mock/stats and /_mock/reset tell what it was asked, and are not counted;
/_mock/script takes answers that stand for all others until the reset (scripted.py).
"""
import argparse
import asyncio
import ctypes
import json
import os
import random
import signal
import socket
import ssl
import struct
import sys
import time
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import routes  # noqa: E402
import scripted  # noqa: E402

REASONS = {200: "OK", 204: "No Content", 301: "Moved Permanently", 302: "Found", 400: "Bad Request",
           401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 410: "Gone",
           429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable"}

# milliseconds, by chance, that an answer comes later: who needs an order that nobody promised is found by them
JITTER = float(os.environ.get("API_FDW_JITTER") or 0)

# of the event loop, in which a connection is accepted and its bytes are read
TURNS = 8


class Record:
    """What was asked so far."""

    def __init__(self):
        self.connections = 0
        self.open = set()
        self.reset()

    def reset(self):
        self.log = []
        self.unanswered = set()
        self.peak = 0
        self.used = set()
        self.counters = {}
        self.budgets = {}
        self.held = []
        self.script = None

    def begin(self, request):
        entry = {"n": len(self.log) + 1, "method": request.method, "target": request.target,
                 "path": request.path, "headers": request.headers, "at": time.time(),
                 "status": None, "connection": request.connection, "proxied": request.proxied}
        self.log.append(entry)
        self.used.add(request.connection)
        self.unanswered.add(id(entry))
        entry["in_flight"] = len(self.unanswered)
        self.peak = max(self.peak, entry["in_flight"])
        return entry

    def end(self, entry, status):
        entry["status"] = status
        entry["ended"] = time.time()
        self.unanswered.discard(id(entry))

    def stats(self):
        return {"requests": len(self.log), "in_flight": len(self.unanswered), "peak_in_flight": self.peak,
                "connections": len(self.used), "open": len(self.open)}

    def count(self, key):
        """How often this was called with that key, this time included."""
        self.counters[key] = self.counters.get(key, 0) + 1
        return self.counters[key]


class Request:
    def __init__(self, head, body, connection):
        lines = head.decode("latin-1").split("\r\n")
        self.method, target, _ = lines[0].split(" ", 2)
        self.proxied = target.startswith("http://")
        if self.proxied:
            target = "/" + target.split("/", 3)[3] if target.count("/") > 2 else "/"
        self.target = target
        parts = urllib.parse.urlsplit("http://mock" + target)
        self.path = parts.path
        self.query = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
        self.params = dict(self.query)
        self.connection = connection
        self.body = body
        self.headers = {}
        self.all_headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()
            self.all_headers.setdefault(name.lower(), []).append(value.strip())

    def number(self, name, default=0.0):
        return float(self.params.get(name, default))


class Connection(asyncio.Protocol):
    """One client connection: requests one after the other."""

    def __init__(self, record, latency):
        self.record = record
        self.latency = latency
        self.buffer = b""
        self.task = None
        self.entry = None
        self.closed = False

    def connection_made(self, transport):
        self.transport = transport
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.record.connections += 1
        self.number = self.record.connections

    def connection_lost(self, exc):
        self.closed = True
        self.record.open.discard(self.number)
        if self.task is not None:
            self.task.cancel()
        if self.entry is not None:
            self.record.end(self.entry, None)
            self.entry = None

    def data_received(self, data):
        self.buffer += data
        if self.buffer[:1] == b"\x16":
            # a TLS handshake: nobody here speaks it
            self.transport.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            self.transport.close()
            return
        if self.task is None:
            self.next_request()

    def next_request(self):
        head, separator, rest = self.buffer.partition(b"\r\n\r\n")
        if not separator:
            return
        length = 0
        for line in head.split(b"\r\n")[1:]:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if len(rest) < length:
            return
        self.buffer = rest[length:]
        self.answer(Request(head, rest[:length], self.number))

    def answer(self, request):
        if request.path.startswith("/_mock/"):
            self.control(request)
            return
        self.record.open.add(self.number)
        self.entry = self.record.begin(request)
        delay = (request.number("delay", request.params.get("latency", self.latency)) + random.uniform(0, JITTER)) / 1000
        if delay > 0:
            self.task = asyncio.get_running_loop().create_task(self.answer_later(request, delay))
        else:
            self.act(request)

    async def answer_later(self, request, delay):
        await asyncio.sleep(delay)
        self.task = None
        self.act(request)

    def act(self, request):
        if self.record.script is not None:
            scripted.answer(self.record.script, request, self)
            return
        action = routes.find(request)(request, self)
        if asyncio.iscoroutine(action):
            self.task = asyncio.get_running_loop().create_task(self.run(action))

    async def run(self, action):
        await action
        self.task = None

    async def reset(self, script):
        """Requests that were sent before this one, on connections that are closed by now, may not have been read."""
        for _ in range(TURNS):
            await asyncio.sleep(0)
        self.record.reset()
        self.record.script = script
        self.reply_json({})

    def control(self, request):
        if request.path in ("/_mock/reset", "/_mock/script"):
            script = json.loads(request.body) if request.path == "/_mock/script" else None
            self.task = asyncio.get_running_loop().create_task(self.run(self.reset(script)))
        elif request.path == "/_mock/stats":
            self.reply_json(self.record.stats())
        else:
            self.reply_json(self.record.log)

    # --- answers ---

    def done(self, status):
        """The request has been answered; the next one may come."""
        if self.entry is not None:
            self.record.end(self.entry, status)
            self.entry = None
        if not self.closed and self.buffer:
            asyncio.get_running_loop().call_soon(self.next_request)

    def reply(self, status, body, content_type="application/json", headers=()):
        head = ["HTTP/1.1 %d %s" % (status, REASONS.get(status, "Status")),
                "Content-Type: " + content_type, "Content-Length: %d" % len(body)]
        head += ["%s: %s" % pair for pair in headers]
        self.write("\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body)
        self.done(status)

    def reply_json(self, value, status=200, headers=()):
        self.reply(status, json.dumps(value, ensure_ascii=False).encode(), headers=headers)

    def write(self, data):
        if not self.closed:
            self.transport.write(data)

    def close(self, status=None):
        self.done(status)
        self.transport.close()

    def abort(self):
        """A reset: the client's next read fails."""
        sock = self.transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.done(None)
        self.transport.abort()


async def serve(options):
    record = Record()
    tls = None
    if options.tls:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*options.tls)
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(record, options.latency), "127.0.0.1", options.port, ssl=tls, backlog=2048)
    port = server.sockets[0].getsockname()[1]
    if options.port_file:
        with open(options.port_file + ".new", "w") as out:
            out.write("%d\n" % port)
        os.rename(options.port_file + ".new", options.port_file)
    print("listening", port, flush=True)
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-file")
    parser.add_argument("--latency", type=float, default=0, help="milliseconds before each answer")
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"))
    parser.add_argument("--watch-parent", action="store_true")
    options = parser.parse_args()
    if options.watch_parent:
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    try:
        asyncio.run(serve(options))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
