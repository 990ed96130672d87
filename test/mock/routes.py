"""What the mock API answers.

A route is a function of (request, connection); it answers by the connection's
methods, or gives a coroutine that does.  Faults are asked for in the URL, so that a
test says in one place what goes wrong.
"""
import asyncio
import base64
import email.utils
import gzip
import json
import time
import urllib.parse
import zlib

from dialects import DIALECTS, dialect
from differ import differ
import envelope
from paged import paged
from soak import soak
from tables import table

TITLES = ("alpha", "beta", "gamma", "delta", "epsilon")
CITIES = ("Ankara", "Bergen", "Córdoba", "Dresden")


def post(number):
    """A record as APIs have them: nested, with numbers as strings and a null."""
    return {
        "id": number, "user_id": number % 10, "title": "%s %d" % (TITLES[number % 5], number),
        "score": number * 1.5, "price": "%d.90" % number, "is_open": number % 2 == 0,
        "created_at": "2024-02-%02dT12:34:56.789Z" % (number % 28 + 1),
        "createdBy": "user%d" % (number % 10),
        "user": {"login": "user%d" % (number % 10), "id": number % 10,
                 "address": {"city": CITIES[number % 4], "zip": "0%d" % number}},
        "labels": [{"name": "l%d" % i, "color": None} for i in range(number % 4)],
        "meta": None}


def posts(request, connection):
    name = request.path.rpartition("/")[2]
    if not name.isdigit():
        connection.reply_json({"message": "no such post"}, 404)
    else:
        connection.reply_json(post(int(name)))


def users(request, connection):
    """250 users in pages, /users?page=2&per_page=50: README's list."""
    page, size = int(request.number("page", 1)), int(request.number("per_page", 30))
    found = [{"id": i, "login": "user%d" % i, "team": ("red", "blue", "green")[i % 3], "latest_post": i % 40 + 1}
             for i in range(1, 251)][(page - 1) * size:page * size]
    connection.reply_json({"users": found, "page": page, "total": 250})


def search(request, connection):
    """All posts 1..20, filtered by whichever query items name a field."""
    found = [post(i) for i in range(1, 21)]
    for name, value in request.query:
        if name in found[0] if found else False:
            found = [one for one in found if json.dumps(one[name]).strip('"') == value]
    connection.reply_json(found)


def ignores_filter(request, connection):
    connection.reply_json([post(i) for i in range(1, 6)])


SEPARATORS = {"comma": ",", "pipe": "|", "semicolon": ";", "space": " "}


def listed(request, connection):
    """Posts of the ids in the path, a body or the query: repeated, or parted by what sep names; also one more."""
    given = [value for name, value in request.query if name == "ids"]
    if request.body:
        given = json.loads(request.body)["ids"]
    elif not given:
        given = urllib.parse.unquote(request.path.rpartition("/")[2])
    separator = SEPARATORS.get(request.params.get("sep"))
    texts = [str(one) for one in (given if isinstance(given, list) else [given])]
    ids = [one for text in texts for one in (text.split(separator) if separator else [text])]
    if not all(one.isdigit() for one in ids) or len(ids) > int(request.number("most", 20)):
        connection.reply_json({"message": "bad ids: %s" % texts}, 400)
        return
    also = [value for name, value in request.query if name == "also" and value not in ids]
    found = [post(int(one)) for one in ids + also]
    users = [value for name, value in request.query if name == "user"]
    connection.reply_json([one for one in found if not users or str(one["user_id"]) in users])


def named(request, connection):
    """A record for each name in the query."""
    connection.reply_json([{"name": value} for name, value in request.query if name == "name"])


def records(request, connection):
    """n flat records."""
    n = int(request.number("n", 10))
    connection.reply_json([{"id": i, "name": "name %d" % i, "value": i / 4} for i in range(n)])


def echo(request, connection):
    connection.reply_json({
        "method": request.method, "target": request.target, "path": request.path,
        "query": request.query, "headers": request.all_headers,
        "connection": connection.number, "proxied": request.proxied,
        "body": request.body.decode()})


def json_body(request, connection):
    """The body, or bytes in hex, that the parameters give; so do status, type, and header, "Name: value"."""
    body = bytes.fromhex(request.params["hex"]) if "hex" in request.params else request.params.get("body", "").encode()
    headers = [value.split(": ", 1) for name, value in request.query if name == "header"]
    connection.reply(int(request.number("status", 200)), body, request.params.get("type", "application/json"),
                     [(name, value) for name, value in headers])


def said(request, message):
    """A body that says it, in the form asked for."""
    form = request.params.get("body", "json")
    if form == "html":
        page = "<html><head><title>%s</title></head><body><h1>%s</h1></body></html>"
        return (page % (message, message)).encode(), "text/html"
    if form == "text":
        return message.encode(), "text/plain"
    if form == "empty":
        return b"", "text/plain"
    return json.dumps({"error": {"message": message}}).encode(), "application/json"


def status(request, connection):
    code = int(request.path.rpartition("/")[2])
    if code == 204:
        connection.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        connection.done(204)
        return
    body, content_type = said(request, request.params.get("message", "status %d" % code))
    asks = request.params.get("challenge")
    connection.reply(code, body, content_type, [("WWW-Authenticate", asks)] if asks else [])


def retry(request, connection):
    """The first fail requests of a path are refused, with that body, then it is well."""
    if connection.record.count(request.path) > int(request.number("fail", 1)):
        posts_answer = post(int(request.number("id", 1)))
        connection.reply_json(posts_answer)
        return
    after = request.params.get("retry_after")
    if after is not None and after.startswith("date+"):
        after = email.utils.formatdate(time.time() + float(after[5:]), usegmt=True)
    headers = [("Retry-After", after)] if after is not None else []
    body = json.loads(request.params.get("says", "{\"message\": \"later\"}"))
    connection.reply_json(body, int(request.number("status", 503)), headers)


def congested(request, connection):
    """Holds the first refuse requests until all of them are there, and refuses them with that status."""
    held = connection.record.held
    if held is None:
        posts(request, connection)
        return
    held.append(connection)
    if len(held) == int(request.number("refuse", 1)):
        connection.record.held = None
        for one in held:
            one.reply_json({"message": "too many"}, int(request.number("status", 429)))


def reset(request, connection):
    """The first fail requests of a path are reset."""
    if connection.record.count(request.path) > int(request.number("fail", 1)):
        connection.reply_json(post(1))
    else:
        connection.abort()


def truncate(request, connection):
    """The first fail requests of a path are cut short, in the way asked for."""
    body = json.dumps([post(i) for i in range(1, 21)]).encode()
    if connection.record.count(request.path) > int(request.number("fail", 1)):
        connection.reply(200, body)
        return
    how = request.params.get("how", "content_length")
    if how == "chunked":
        connection.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(body)
                         + body[:1000])
    elif how == "gzip":
        half = gzip.compress(body)[:200]
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                         % len(half) + half)
    elif how == "json":
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + body[:1000])
    else:
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:1000])
    connection.close()


def hang(request, connection):
    """Never answers."""


async def gated(request, connection):
    """Pages of one record, by a cursor; those behind the first wait until /open was asked for."""
    page, last = int(request.number("cursor", 1)), int(request.number("last", 3))
    while page > 1 and not any(one["path"] == "/open" for one in connection.record.log):
        await asyncio.sleep(0.005)
    connection.reply_json({"data": [post(page)], "next": page + 1 if page < last else None})


async def meet(request, connection):
    """Answers when so many requests of the path have come, with as many records."""
    count = int(request.number("count", 2))
    while sum(one["path"] == request.path for one in connection.record.log) < count:
        await asyncio.sleep(0.005)
    connection.reply_json([post(i) for i in range(1, count + 1)])


async def stall(request, connection):
    """Some bytes, then nothing."""
    body = json.dumps([post(i) for i in range(1, 21)]).encode()
    connection.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
                     + body[:int(request.number("after", 100))])
    await asyncio.sleep(3600)


async def drip(request, connection):
    """A few bytes at a time, that many ms apart."""
    body = json.dumps(post(1)).encode()
    connection.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body))
    for i in range(0, len(body), 7):
        connection.write(body[i:i + 7])
        await asyncio.sleep(request.number("ms", 1) / 1000)
    connection.done(200)


def redirect(request, connection):
    code = int(request.number("code", 302))
    connection.reply(code, b"", headers=[("Location", request.params.get("to", "/posts/1"))])


def loop(request, connection):
    connection.reply(302, b"", headers=[("Location", "/loop")])


def empty(request, connection):
    connection.reply(200, b"")


def html(request, connection):
    connection.reply(200, b"<html><head><title>Welcome</title></head></html>", "text/html")


def notjson(request, connection):
    connection.reply(200, b"[{\"id\": 1}, {\"id\": tru}]")


def garbage(request, connection):
    connection.reply(200, b"[{\"id\": 1}] and more")


def big(request, connection):
    filler = "x" * int(request.number("bytes", 100000))
    body = json.dumps([{"id": 1, "title": filler}]).encode()
    if request.params.get("gzip"):
        connection.reply(200, gzip.compress(body), headers=[("Content-Encoding", "gzip")])
    elif request.params.get("chunked"):
        connection.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(body)
                         + body + b"\r\n0\r\n\r\n")
        connection.done(200)
    else:
        connection.reply(200, body)


def headers(request, connection):
    size = int(request.number("bytes", 1000))
    many = [("X-Filler-%d" % i, "y" * 900) for i in range(size // 900)]
    connection.reply_json(post(1), headers=many)


def compressed(request, connection):
    """gzip, if the client offers to take it."""
    body = json.dumps([post(i) for i in range(1, 21)]).encode()
    if "gzip" in request.headers.get("accept-encoding", ""):
        connection.reply(200, gzip.compress(body), headers=[("Content-Encoding", "gzip")])
    else:
        connection.reply(200, body)


def auth(request, connection):
    """401 unless the credential that the path names was sent."""
    _, _, kind, *expected = request.path.split("/")
    given = request.headers.get("authorization")
    if kind == "bearer":
        good = given == "Bearer " + expected[0]
    else:
        good = given == "Basic " + base64.b64encode(":".join(expected).encode()).decode()
    if good:
        connection.reply_json({"ok": True})
    else:
        connection.reply_json({"message": "not you: %s" % given}, 401)


WEIRD = {
    "switch": b"HTTP/1.1 101 Switching Protocols\r\nContent-Length: 2\r\n\r\n[]",
    "600": b"HTTP/1.1 600 Odd\r\nContent-Length: 2\r\n\r\n[]",
    "999": b"HTTP/1.1 999 Odder\r\nContent-Length: 2\r\n\r\n[]",
    "short_length": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[{\"id\": 1}]",
    "long_length": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{\"id\": 1}]",
    "no_status": b"[{\"id\": 1}]",
    "binary": bytes(range(256)),
}


def weird(request, connection):
    kind = request.path.rpartition("/")[2]
    if kind == "crc":
        body = bytearray(gzip.compress(b"[{\"id\": 1}]"))
        body[-8] ^= 0xFF
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                         % len(body) + bytes(body))
    elif kind == "deflate":
        body = zlib.compress(b"[{\"id\": 1}]")
        connection.reply(200, body, headers=[("Content-Encoding", "deflate")])
        return
    else:
        connection.write(WEIRD[kind])
    connection.close()


def budget(request, connection):
    """So many requests a window; says what is left, and refuses the rest with that status.

    resource names the budget.  The first spent requests are said to be the last, which is not so.
    """
    limit, window = int(request.number("limit", 4)), request.number("window", 400) / 1000
    state = connection.record.budgets
    begun, used = state.get(request.path.split("/")[2], (0.0, 0))
    if time.time() - begun >= window:
        begun, used = time.time(), 0
    state[request.path.split("/")[2]] = (begun, used + 1)
    reset = "%.3f" % max(begun + window - time.time(), 0.001)
    names = ("RateLimit-Remaining", "RateLimit-Reset") if request.params.get("draft") else \
        ("X-RateLimit-Remaining", "X-RateLimit-Reset")
    left = max(limit - used - 1, 0) if used >= int(request.number("spent", 0)) else 0
    said = [(names[0], str(left)), (names[1], reset)]
    resource = request.params.get("resource")
    if request.params.get("draft") == "list":
        said = [("RateLimit", '"burst";r=9;t=1, "%s";r=%d;t=%d' % (resource, left, float(reset) + 1))]
    elif resource:
        said.append(("X-RateLimit-Resource", resource))
    if used < limit:
        connection.reply_json(post(int(request.path.rpartition("/")[2])), headers=said)
    else:
        connection.reply_json({"message": "budget spent"}, int(request.number("status", 403)), said)


def export(request, connection):
    """One body of n records: array, lines or deep; whole, cut short, or with a fault in it."""
    n, kind = int(request.number("n", 1000)), request.path.rpartition("/")[2]
    rows = [json.dumps({"id": i, "text": "t" * 80}) for i in range(1, n + 1)]
    if request.params.get("broken"):
        rows[int(request.params["broken"])] = "{\"id\": tru}"
    body = {"array": "[%s]", "lines": "%s\n", "deep": "{\"head\": {\"n\": 7}, \"rows\": [%s], \"tail\": 9}"}[kind] \
        % ("\n" if kind == "lines" else ",").join(rows)
    body, content_type = body.encode(), "application/x-ndjson" if kind == "lines" else "application/json"
    if request.params.get("gzip") == "cut":
        # flushed behind each record, and ended before the last of them, with a right length or none
        coder = zlib.compressobj(1, wbits=31)
        body = b"".join(coder.compress(row.encode() + b"\n") + coder.flush(zlib.Z_SYNC_FLUSH) for row in rows[:-1])
        length = b"" if request.params.get("clean") else b"Content-Length: %d\r\n" % len(body)
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n" + length + b"\r\n" + body)
        connection.close()
    elif request.params.get("gzip") == "open":
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(body, 1))
        connection.close()
    elif request.params.get("gzip"):
        connection.reply(200, gzip.compress(body, 1), content_type, [("Content-Encoding", "gzip")])
    elif request.params.get("cut"):
        # by a clean end, nothing but the JSON tells
        length = b"" if request.params.get("clean") else b"Content-Length: %d\r\n" % len(body)
        length += b"X-Total: %d\r\n" % n
        connection.write(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n" + body[:len(body) - int(request.params["cut"])])
        connection.close()
    else:
        connection.reply(200, body, content_type)


def told(request, connection):
    """A 200 that tells of an error, the first fail times."""
    if connection.record.count(request.path) <= int(request.number("fail", 1)):
        connection.reply_json({"ok": False, "errors": [{"message": request.params.get("say", "THROTTLED")}]})
    else:
        connection.reply_json({"ok": True, "errors": [], "data": [{"id": 1}, {"id": 2}]})


def folder(request, connection):
    """Lists by /folder/list, goes on by /folder/continue with the cursor in the body."""
    body = json.loads(request.body or b"{}")
    step = request.path.rpartition("/")[2]
    at = int(body.get("cursor", 0)) if step == "continue" else 0
    if request.method != "POST" or (step == "continue") != ("cursor" in body) or \
            (step == "list") != ("path" in body):
        connection.reply_json({"error": {"message": "no such request"}}, 400)
        return
    connection.reply_json({"entries": [{"name": "file %d" % i} for i in range(at, at + 3)],
                           "cursor": str(at + 3), "has_more": at < 9})


def missing(request, connection):
    connection.reply_json({"message": "no such route"}, 404)


ROUTES = {
    "posts": posts, "users": users, "search": search, "ignores_filter": ignores_filter, "listed": listed, "named": named,
    "records": records, "echo": echo, "json": json_body, "status": status, "retry": retry, "congested": congested, "reset": reset,
    "truncate": truncate, "hang": hang, "gated": gated, "meet": meet, "stall": stall, "drip": drip, "redirect": redirect,
    "loop": loop, "empty": empty, "html": html, "notjson": notjson, "garbage": garbage,
    "big": big, "headers": headers, "compressed": compressed, "auth": auth, "weird": weird,
    "paged": paged, "budget": budget, "export": export,
    "told": told, "folder": folder, "table": table,
    "differ": differ, "soak": soak, "envelope": envelope.envelope}


ROUTES.update({name: dialect for name in DIALECTS})


def find(request):
    if envelope.CURRENT:
        return envelope.envelope
    return ROUTES.get(request.path.split("/")[1], missing)
