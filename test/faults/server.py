#!/usr/bin/env python3
"""The server of the fault matrix: HTTP/1.1 on one port, HTTP/2 over TLS on another.

    server.py --port-file FILE --tls CERT KEY [--closing PATH PORT]...

/STYLE/FAULT/PLACE/TIMES/...?page=N gives page N of five, of four records each; style
counted tells a total, linked the next page too, lines gives lines of JSON and nothing else.  At PLACE (1, 3, last, every) the
FAULT happens, TIMES once (the first time that page of that path is asked for), so many times, or ever.
faults.py has the faults; /log gives how often each page of a path was asked for.

PATH (refused/PLACE/TIMES/PROTOCOL) has a PORT of its own, on which nobody listens any more once the page before PLACE is
answered; with TIMES once somebody does again as soon as connections have been refused.
"""
import argparse
import asyncio
import ctypes
import json
import os
import signal
import socket
import ssl
import struct
import sys
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import faults  # noqa: E402
import faults_pages  # noqa: E402,F401
import hpack  # noqa: E402

PAGES, SIZE = 5, 4
HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, CONTINUATION = 1, 3, 4, 6, 7, 9
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
asked = {}


class Page:
    """What is asked for, and what a server without faults would answer."""

    def __init__(self, target):
        parts = urllib.parse.urlsplit(target)
        self.target, self.path = target, parts.path
        self.steps = parts.path.strip("/").split("/")
        query = urllib.parse.parse_qs(parts.query)
        self.number = int(query.get("page", ["1"])[0])
        # the second hop of a chain of redirects and the like
        self.hops = int(query.get("hop", ["0"])[0])
        counts = asked.setdefault(self.path, {})
        counts[self.number] = counts.get(self.number, 0) + 1
        self.times = counts[self.number]

    def fault(self):
        if len(self.steps) < 4:
            return None
        name, place, times = self.steps[1:4]
        here = place == "every" or self.number == (PAGES if place == "last" else int(place))
        return name if here and (times == "ever" or self.times <= (1 if times == "once" else int(times))) else None

    def link(self, number):
        return "%s?page=%d" % (self.path, number)

    def content(self, number=None):
        number = self.number if number is None else number
        ids = [i for i in range((number - 1) * SIZE + 1, number * SIZE + 1) if 0 < i <= PAGES * SIZE]
        body = {"data": [{"id": i, "v": "value %d" % i} for i in ids], "total": PAGES * SIZE}
        if self.steps[0] == "linked":
            body["next"] = self.link(number + 1) if number < PAGES else None
        return body

    def lines(self):
        return [json.dumps(record).encode() + b"\n" for record in self.content()["data"]]


class Exchange:
    """One request and its answer; the two protocols say how it is written."""

    def __init__(self, connection, page, stream=None):
        self.connection, self.page, self.stream = connection, page, stream

    @property
    def h2(self):
        return self.stream is not None

    def reply(self, body, status=200, headers=(), content_type="application/json"):
        """A whole answer."""
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        pairs = [("content-type", content_type)] if content_type else []
        self.head(status, pairs + [("content-length", str(len(body)))] + list(headers))
        self.data(body, end=True)

    def head(self, status, headers, end=False):
        self.connection.head(self, status, headers, end)

    def data(self, body, end=False):
        self.connection.data(self, body, end)

    def raw(self, data):
        self.connection.transport.write(data)

    def good(self):
        if self.page.steps[0] == "lines":
            self.reply(b"".join(self.page.lines()), content_type="application/x-ndjson")
        else:
            self.reply(self.page.content())

    def fin(self):
        self.connection.transport.close()

    def reset(self):
        """The connection is reset: the client's next read fails."""
        transport = self.connection.transport
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()

    def reset_later(self):
        """What was written arrives before."""
        asyncio.get_running_loop().call_later(0.02, self.reset)


def refused_so_far():
    """Connections of this machine that were."""
    with open("/proc/net/snmp") as counts:
        names, values = [line.split() for line in counts if line.startswith("Tcp:")]
    return int(values[names.index("AttemptFails")])


class Port:
    """One that is closed in time."""

    def __init__(self, path, number, tls):
        _, place, self.times, protocol = path.split("/")
        self.closes_at = (PAGES if place == "last" else int(place)) - 1
        self.kind, self.context = (Http2, tls) if protocol == "http2" else (Http1, None)
        self.number, self.listener = number, None

    async def open(self):
        self.listener = await asyncio.get_running_loop().create_server(
            lambda: self.kind(self), "127.0.0.1", self.number, ssl=self.context)

    def answered(self, number):
        """Is this the end?"""
        if number != self.closes_at or self.listener is None:
            return False
        self.listener.close()
        self.listener = None
        if self.times == "once":
            asyncio.get_running_loop().create_task(self.open_again(refused_so_far()))
        return True

    async def open_again(self, before):
        # localhost may have two addresses
        while refused_so_far() < before + 2:
            await asyncio.sleep(0.001)
        self.closes_at = None
        await self.open()


class Connection(asyncio.Protocol):
    def __init__(self, port=None):
        self.port = port

    def connection_made(self, transport):
        self.transport = transport
        self.buffer, self.silent = b"", False
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.begin()

    def begin(self):
        pass

    def answer(self, exchange):
        if self.silent:
            return
        name = exchange.page.fault()
        if exchange.page.path == "/log":
            exchange.reply(asked)
        elif name is None:
            exchange.good()
            if self.port and self.port.answered(exchange.page.number):
                self.end(exchange)
        else:
            result = faults.FAULTS[name](exchange)
            if asyncio.iscoroutine(result):
                asyncio.get_running_loop().create_task(result)


    def end(self, exchange):
        exchange.fin()


class Http1(Connection):
    left = b""

    def data_received(self, data):
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            self.transport.write(self.left)
            self.left = b""
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            self.answer(Exchange(self, Page(head.split(b" ")[1].decode())))

    def head(self, exchange, status, headers, end):
        lines = ["HTTP/1.1 %d Status" % status] + ["%s: %s" % pair for pair in headers]
        self.transport.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n")

    def data(self, exchange, body, end):
        self.transport.write(body)


class Http2(Connection):
    def begin(self):
        self.started = False
        self.decoder, self.encoder = hpack.Decoder(), hpack.Encoder()
        self.block, self.fields = b"", None
        self.frame(SETTINGS, 0, 0, b"")

    def frame(self, kind, flags, stream, payload):
        self.transport.write(struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload)

    def data_received(self, data):
        self.buffer += data
        if not self.started:
            if not PREFACE.startswith(self.buffer[:len(PREFACE)]):
                self.transport.close()
                return
            if len(self.buffer) < len(PREFACE):
                return
            self.buffer, self.started = self.buffer[len(PREFACE):], True
        while len(self.buffer) >= 9:
            size = int.from_bytes(self.buffer[:3], "big")
            if len(self.buffer) < 9 + size:
                return
            kind, flags, stream = struct.unpack(">BBI", self.buffer[3:9])
            payload, self.buffer = self.buffer[9:9 + size], self.buffer[9 + size:]
            self.take(kind, flags, stream, payload)

    def end(self, exchange):
        self.frame(GOAWAY, 0, 0, struct.pack(">II", exchange.stream, 0))
        exchange.fin()

    def take(self, kind, flags, stream, payload):
        if kind == SETTINGS and not flags & 1:
            self.frame(SETTINGS, 1, 0, b"")
        elif kind == PING and not flags & 1:
            self.frame(PING, 1, 0, payload)
        elif kind in (HEADERS, CONTINUATION):
            if kind == HEADERS:
                padding = payload[0] if flags & 8 else 0
                payload = payload[(1 if flags & 8 else 0) + (5 if flags & 32 else 0):len(payload) - padding]
                self.block = b""
            self.block += payload
            if flags & 4:
                fields = dict(self.decoder.decode(self.block))
                self.answer(Exchange(self, Page(fields[":path"]), stream))

    def head(self, exchange, status, headers, end):
        block = self.encoder.encode([(":status", str(status))] + [(name.lower(), value) for name, value in headers], huffman=False)
        first, rest = block[:16000], block[16000:]
        self.frame(HEADERS, (1 if end else 0) | (0 if rest else 4), exchange.stream, first)
        while rest:
            first, rest = rest[:16000], rest[16000:]
            self.frame(CONTINUATION, 0 if rest else 4, exchange.stream, first)

    def data(self, exchange, body, end):
        for at in range(0, len(body), 16000):
            self.frame(0, 1 if end and at + 16000 >= len(body) else 0, exchange.stream, body[at:at + 16000])
        if end and not body:
            self.frame(0, 1, exchange.stream, b"")


async def serve(options):
    loop = asyncio.get_running_loop()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*options.tls)
    tls.set_alpn_protocols(["h2"])
    ports = []
    for kind, context in ((Http1, None), (Http2, tls)):
        server = await loop.create_server(kind, "127.0.0.1", 0, ssl=context, backlog=1024)
        ports.append(server.sockets[0].getsockname()[1])
    for path, number in options.closing or []:
        port = Port(path, int(number), tls)
        if port.closes_at > 0:
            await port.open()
    faults.URLS.extend(("http://127.0.0.1:%d" % ports[0], "https://localhost:%d" % ports[1]))
    with open(options.port_file + ".new", "w") as out:
        out.write("%d %d\n" % tuple(ports))
    os.rename(options.port_file + ".new", options.port_file)
    await asyncio.sleep(1e9)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port-file", required=True)
    parser.add_argument("--tls", nargs=2, required=True, metavar=("CERT", "KEY"))
    parser.add_argument("--closing", nargs=2, action="append", metavar=("PATH", "PORT"))
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    asyncio.run(serve(options))


if __name__ == "__main__":
    main()
