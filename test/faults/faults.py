"""What can go wrong with an answer: each fault is a function of the exchange.

Where the protocols differ in how a fault looks, the function asks exchange.h2.
"""
import asyncio
import gzip
import json
import struct
import zlib

URLS = []
FAULTS = {}


def fault(function):
    FAULTS[function.__name__.rstrip("_")] = function
    return function


def body_of(exchange):
    return json.dumps(exchange.page.content()).encode()


def begun(exchange, headers=(), length=None):
    """Headers, and two thirds of the body."""
    body = body_of(exchange)
    told = len(body) if length is None else length
    exchange.head(200, [("content-type", "application/json")] + ([("content-length", str(told))] if told else [])
                  + list(headers))
    exchange.data(body[:len(body) * 2 // 3])


# --- the connection ends

@fault
def reset_before(exchange):
    exchange.reset()


@fault
def close_before(exchange):
    exchange.fin()


def half_head(exchange):
    if exchange.h2:
        exchange.raw(b"\x00\x00\x40\x01\x04" + struct.pack(">I", exchange.stream) + b"\x88")
    else:
        exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Le")


@fault
def reset_head(exchange):
    half_head(exchange)
    exchange.reset_later()


@fault
def close_head(exchange):
    half_head(exchange)
    exchange.fin()


@fault
def reset_body(exchange):
    begun(exchange)
    exchange.reset_later()


@fault
def close_body(exchange):
    begun(exchange)
    exchange.fin()


@fault
def close_body_untold(exchange):
    """No length; over HTTP/1.1 the end of the connection is the body's."""
    begun(exchange, length=0)
    exchange.fin()


@fault
def cut_chunked(exchange):
    body = body_of(exchange)
    if exchange.h2:
        begun(exchange, length=0)
    else:
        exchange.head(200, [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")])
        exchange.data(b"%x\r\n%s\r\n" % (len(body), body))
    exchange.fin()


@fault
def bad_chunk(exchange):
    body = body_of(exchange)
    exchange.head(200, [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")])
    exchange.data(b"%x\r\n%s\r\nzz\r\n" % (len(body), body))


@fault
def length_short(exchange):
    """More comes than was told."""
    body = body_of(exchange)
    exchange.head(200, [("content-type", "application/json"), ("content-length", str(len(body) * 2 // 3))])
    exchange.data(body, end=True)


@fault
def leftover(exchange):
    """The same, but the rest comes when the next request is there."""
    exchange.connection.left = body_of(exchange)[-20:]
    exchange.good()


@fault
def length_long(exchange):
    """Less comes than was told; the connection stays, the stream of HTTP/2 ends."""
    body = body_of(exchange)
    exchange.head(200, [("content-type", "application/json"), ("content-length", str(len(body) + 9))])
    exchange.data(body, end=True)


@fault
def length_twice(exchange):
    body = body_of(exchange)
    exchange.reply(body, headers=[("content-length", str(len(body) - 5))])


@fault
def length_absurd(exchange):
    body = body_of(exchange)
    exchange.head(200, [("content-type", "application/json"), ("content-length", "9" * 40)])
    exchange.data(body, end=True)


def half_lines(exchange):
    """Whole lines, but not all."""
    return b"".join(exchange.page.lines()[:2])


@fault
def cut_lines(exchange):
    exchange.head(200, [("content-type", "application/x-ndjson"),
                        ("content-length", str(len(b"".join(exchange.page.lines()))))])
    exchange.data(half_lines(exchange))
    exchange.fin()


@fault
def cut_lines_chunked(exchange):
    body = half_lines(exchange)
    exchange.head(200, [("content-type", "application/x-ndjson")]
                  + ([] if exchange.h2 else [("transfer-encoding", "chunked")]))
    exchange.data(body if exchange.h2 else b"%x\r\n%s\r\n" % (len(body), body))
    exchange.fin()


@fault
def refused(exchange):
    """Nobody listened when it was asked for first: see server.py."""
    exchange.good()


# --- the time

@fault
def silent(exchange):
    """The connection stays and says nothing any more, whatever is asked: a dead peer."""
    exchange.connection.silent = True


@fault
def stall_head(exchange):
    pass


@fault
def stall_body(exchange):
    begun(exchange)


@fault
async def drip(exchange):
    exchange.head(200, [("content-type", "application/json"), ("content-length", "100000")])
    while not exchange.connection.transport.is_closing():
        exchange.data(b" ")
        await asyncio.sleep(0.05)


@fault
async def slow(exchange):
    """Late, but whole."""
    body = body_of(exchange)
    begun(exchange)
    await asyncio.sleep(0.1)
    exchange.data(body[len(body) * 2 // 3:], end=True)


# --- statuses

def status(code, headers=()):
    return lambda exchange: exchange.reply({"message": "status %d" % code}, code, headers)


for number in (400, 401, 403, 404, 408, 410, 429, 500, 501, 502, 503, 504, 206, 226, 299):
    FAULTS["status_%d" % number] = status(number)
FAULTS["retry_after"] = status(429, [("retry-after", "1")])
FAULTS["retry_after_long"] = status(429, [("retry-after", "3600")])
FAULTS["retry_after_odd"] = status(503, [("retry-after", "soon")])


@fault
def status_204(exchange):
    exchange.head(204, [], end=True)


@fault
def status_304(exchange):
    exchange.head(304, [], end=True)


@fault
def status_101(exchange):
    exchange.head(101, [("Upgrade", "websocket"), ("Connection", "Upgrade")])


@fault
def status_999(exchange):
    exchange.reply({}, 999)


@fault
def status_line(exchange):
    exchange.raw(b"HTTP/1.1 2xx Fine\r\nContent-Length: 2\r\n\r\n{}")


@fault
def not_http(exchange):
    exchange.raw(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n")
    exchange.fin()


@fault
def informed(exchange):
    """Twenty informational answers before the one."""
    for _ in range(20):
        exchange.head(103, [("link", "</style.css>; rel=preload")])
    exchange.good()


@fault
async def flood_1xx(exchange):
    while not exchange.connection.transport.is_closing():
        exchange.head(103, [("link", "</style.css>; rel=preload")])
        await asyncio.sleep(0.01)


# --- bodies

@fault
def empty(exchange):
    exchange.reply(b"")


@fault
def empty_untold(exchange):
    """Nobody says that it is empty: it may have been cut."""
    exchange.head(200, [("content-type", "application/json")], end=True)
    if not exchange.h2:
        exchange.fin()


@fault
def empty_untyped(exchange):
    exchange.reply(b"", content_type=None)


@fault
def html(exchange):
    exchange.reply(b"<!DOCTYPE html><html><body>Please log in</body></html>", content_type="text/html")


@fault
def html_as_json(exchange):
    exchange.reply(b"<html><body>Gateway</body></html>")


@fault
def cut_json(exchange):
    """Of the length that is told."""
    body = body_of(exchange)
    exchange.reply(body[:len(body) * 2 // 3])


@fault
def tail(exchange):
    exchange.reply(body_of(exchange) + b"}]")


@fault
def garbage(exchange):
    exchange.reply(bytes(range(1, 256)))


@fault
def nuls(exchange):
    exchange.reply(bytes(200))


@fault
def nul_tail(exchange):
    exchange.reply(body_of(exchange) + b"\0")


@fault
def bad_utf8(exchange):
    exchange.reply(body_of(exchange).replace(b"value", b"val\xff\xfee"))


@fault
def lone_surrogate(exchange):
    exchange.reply(body_of(exchange).replace(b"value", b"val\\ud800e"))


@fault
def nul_text(exchange):
    exchange.reply(body_of(exchange).replace(b"value", b"val\\u0000e"))


@fault
def no_records(exchange):
    exchange.reply({"message": "all is well"})


@fault
def error_in_200(exchange):
    exchange.reply({"error": {"message": "no such tenant"}})


@fault
def null_body(exchange):
    exchange.reply(b"null")


# --- codings

def coded(exchange, body, coding="gzip"):
    exchange.reply(body, headers=[("content-encoding", coding)])


@fault
def gzip_damaged(exchange):
    body = bytearray(gzip.compress(body_of(exchange)))
    body[len(body) // 2] ^= 0x55
    coded(exchange, bytes(body))


@fault
def gzip_checksum(exchange):
    body = bytearray(gzip.compress(body_of(exchange)))
    body[-6] ^= 0x55
    coded(exchange, bytes(body))


@fault
def gzip_cut(exchange):
    coded(exchange, gzip.compress(body_of(exchange))[:-20])


@fault
def gzip_not(exchange):
    coded(exchange, body_of(exchange))


@fault
def gzip_bomb(exchange):
    """10 MB of blanks in 10 kB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    coded(exchange, b"".join(packer.compress(b" " * 1000000) for _ in range(10)) + packer.flush())


@fault
def gzip_good(exchange):
    coded(exchange, gzip.compress(body_of(exchange)))


@fault
def coding_br(exchange):
    coded(exchange, b"\x0b\x02\x80{}\x03", "br")


@fault
def coding_odd(exchange):
    coded(exchange, body_of(exchange), "x-rot13")


# --- headers

@fault
def huge_header(exchange):
    exchange.reply(exchange.page.content(), headers=[("x-fill", "x" * 200000)])


@fault
def huge_headers(exchange):
    exchange.reply(exchange.page.content(), headers=[("x-fill-%d" % i, "x" * 60000) for i in range(20)])


@fault
def many_headers(exchange):
    exchange.reply(exchange.page.content(), headers=[("x-%d" % i, "x") for i in range(5000)])


@fault
async def endless_headers(exchange):
    if exchange.h2:
        exchange.raw(b"\x00\x00\x01\x01\x00" + struct.pack(">I", exchange.stream) + b"\x88")
    else:
        exchange.raw(b"HTTP/1.1 200 OK\r\n")
    while not exchange.connection.transport.is_closing():
        if exchange.h2:
            exchange.raw(b"\x00\x00\x04\x09\x00" + struct.pack(">I", exchange.stream) + b"\x00\x01xx"[:4])
        else:
            exchange.raw(b"X-More: more\r\n" * 100)
        await asyncio.sleep(0.002)


@fault
def odd_header(exchange):
    """No colon in it."""
    body = body_of(exchange)
    exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nno colon here\r\n"
                 b"Content-Length: %d\r\n\r\n%s" % (len(body), body))


@fault
def type_text(exchange):
    exchange.reply(exchange.page.content(), content_type="text/plain")


@fault
def type_image(exchange):
    exchange.reply(exchange.page.content(), content_type="image/png")


@fault
def type_none(exchange):
    exchange.reply(exchange.page.content(), content_type=None)


@fault
def charset_latin1(exchange):
    exchange.reply(exchange.page.content(), content_type="application/json; charset=iso-8859-1")


@fault
def charset_odd(exchange):
    exchange.reply(exchange.page.content(), content_type="application/json; charset=klingon")
