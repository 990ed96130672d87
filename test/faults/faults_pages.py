"""Faults of redirects, of pages and of HTTP/2's frames.  See faults.py."""
import struct

from faults import FAULTS, URLS, begun, body_of, fault

RST_STREAM, GOAWAY = 3, 7


# --- redirects

def redirect(exchange, target, code=302):
    exchange.reply(b"", code, [("location", target)] if target is not None else [])


@fault
def redirect_self(exchange):
    redirect(exchange, exchange.page.target)


@fault
def redirect_endless(exchange):
    redirect(exchange, "%s&hop=%d" % (exchange.page.link(exchange.page.number), exchange.page.hops + 1))


@fault
def redirect_foreign(exchange):
    redirect(exchange, "http://192.0.2.1/" + exchange.page.target.lstrip("/"))


@fault
def redirect_down(exchange):
    """Over HTTP/2 to http, over HTTP/1.1 to the other port: another origin."""
    redirect(exchange, URLS[0 if exchange.h2 else 1] + exchange.page.target)


@fault
def redirect_nowhere(exchange):
    redirect(exchange, None)


@fault
def redirect_odd(exchange):
    redirect(exchange, "javascript:alert(1)")


# --- pages

@fault
def page_twice(exchange):
    """The page before once more; in place of the first the second."""
    number = exchange.page.number
    exchange.reply(exchange.page.content(number - 1 if number > 1 else 2))


@fault
def page_missing(exchange):
    body = exchange.page.content()
    body["data"] = []
    exchange.reply(body)


@fault
def page_short(exchange):
    body = exchange.page.content()
    del body["data"][2:]
    exchange.reply(body)


def with_member(exchange, name, value):
    body = exchange.page.content()
    body[name] = value
    exchange.reply(body)


@fault
def total_low(exchange):
    with_member(exchange, "total", 10)


@fault
def total_high(exchange):
    with_member(exchange, "total", 30)


@fault
def total_text(exchange):
    with_member(exchange, "total", "many")


@fault
def next_self(exchange):
    with_member(exchange, "next", exchange.page.link(exchange.page.number))


@fault
def next_first(exchange):
    with_member(exchange, "next", exchange.page.link(1))


@fault
def next_back(exchange):
    with_member(exchange, "next", exchange.page.link(max(1, exchange.page.number - 1)))


@fault
def next_foreign(exchange):
    with_member(exchange, "next", "http://192.0.2.1/more")


@fault
def next_none(exchange):
    with_member(exchange, "next", None)


@fault
def next_odd(exchange):
    with_member(exchange, "next", 17)


# --- HTTP/2

def rst_stream(exchange, code):
    exchange.connection.frame(RST_STREAM, 0, exchange.stream, struct.pack(">I", code))


def goaway(exchange, last, code=0):
    exchange.connection.frame(GOAWAY, 0, 0, struct.pack(">II", last, code))


FAULTS["rst_internal"] = lambda exchange: rst_stream(exchange, 2)
FAULTS["rst_refused"] = lambda exchange: rst_stream(exchange, 7)
FAULTS["rst_cancel"] = lambda exchange: rst_stream(exchange, 8)
FAULTS["rst_no_error"] = lambda exchange: rst_stream(exchange, 0)
FAULTS["rst_http11"] = lambda exchange: rst_stream(exchange, 13)


@fault
def rst_body(exchange):
    begun(exchange)
    rst_stream(exchange, 2)


@fault
def rst_body_no_error(exchange):
    """As a server that has answered and wants no more of the request; but it has not."""
    begun(exchange, length=0)
    rst_stream(exchange, 0)


@fault
def goaway_before(exchange):
    """Nothing of this was done: it may be sent again, on another connection."""
    goaway(exchange, 0)
    exchange.fin()


@fault
def goaway_after(exchange):
    goaway(exchange, exchange.stream)
    exchange.good()
    exchange.fin()


@fault
def goaway_error(exchange):
    goaway(exchange, exchange.stream, 2)
    exchange.fin()


@fault
def goaway_calm(exchange):
    """ENHANCE_YOUR_CALM."""
    goaway(exchange, 0, 11)
    exchange.fin()


@fault
def frame_odd(exchange):
    """A frame larger than was agreed."""
    exchange.raw(b"\xff\xff\xff\x00\x00" + struct.pack(">I", exchange.stream))


@fault
def frame_unknown(exchange):
    """To be passed over."""
    exchange.connection.frame(0xee, 0, exchange.stream, b"whatever")
    exchange.good()


@fault
def headers_odd(exchange):
    """A block of headers that cannot be read."""
    exchange.raw(b"\x00\x00\x04\x01\x04" + struct.pack(">I", exchange.stream) + b"\xff\xff\xff\xff")


@fault
def headers_none(exchange):
    """Data, and no headers before."""
    exchange.data(body_of(exchange), end=True)


@fault
def trailers(exchange):
    exchange.head(200, [("content-type", "application/json")])
    exchange.data(body_of(exchange))
    block = exchange.connection.encoder.encode([("x-checksum", "17")])
    exchange.connection.frame(1, 5, exchange.stream, block)
