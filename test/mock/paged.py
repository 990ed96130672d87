"""A collection in pages, in every style there is: /paged/<style>?knobs.

Records are {"id": i, "name": "name i", "v": i * i} for i from 1 to n.  All knobs stand
in the query, so that a test says in one place what the server does; links carry them
on.

    n, size, max_size       records; a page's size; the largest that a client gets
    envelope                array | data | deep | rows: arrays, their names apart, in turn forwards and back
    head                    1: each page begins with the same record, beside its own
    first                   number of the first page
    ids                     only these, parted by commas
    above                   ids begin above that number, so that all are of one width
    total, lie              where the count is told, and what instead of the truth
    has_more                yes: $.has_more is told
    past                    empty | null | 404 | 422 | repeat: what a page past the end is
    said                    what the error of a page past the end says
    hide                    ids that an offset's pages are cut with, and then left out
    alike                   so many records, one after the other, are the same
    endless                 1: cursors lead on past the end
    empty_at, short_at      pages in mid-stream that are empty or half full; records shift on
    next_form, link_form    how links are written
    odd                     text that links hold as it is
    strip                   what links lack of the path
    cursor_end, cursor_form how a cursor ends (same, stuck: by one for ever), and of what kind it is
    cursor_bug              repeat, three: cursors lead round in a circle
    lone_at                 a page that gives only the first of several tokens
    fail_at, reset_at, cut_at, halve_at   PAGE[:STATUS][:TIMES]: what goes wrong, how often (0: always)
    slow_at                 PAGE:MS
    slow_chain, bad_chain   the value of chain= whose pages are late, or fail
    more_word               1: $.hasMore is told
    no_next                 1: nothing tells of the next page
    full_chain              the value of chain= that has one page, and that full
    short_first             an offset's first page is half full, and hides the other half
    reverse                 1: the later the page, the sooner its answer
    drift                   a record comes in front once that page has been asked for
    clock                   1: each record has a number that is never the same
    missing_at              a page without the member that has the records
"""
import asyncio
import base64
import itertools
import json
import urllib.parse

TICKS = itertools.count()
OWN = {"chain", "page", "per_page", "offset", "limit", "cursor", "after", "a", "b"}


def record(i):
    return {"id": i, "name": "name %d" % i, "v": i * i}


class Collection:
    """What a request's knobs describe."""

    def __init__(self, request):
        self.request = request
        self.style = request.path.split("/")[2]
        self.knobs = {k: v for k, v in request.query if k not in OWN}
        self.asked = dict(request.query)
        if request.method == "POST" and request.body:
            self.asked.update(json.loads(request.body))
        self.n = self.number("n", 95)
        if self.asked.get("chain") and self.asked["chain"] == self.knobs.get("full_chain"):
            self.n = self.number("size", 10)
        self.ids = [int(i) for i in self.asked.get("ids", "").split(",") if i]
        if self.ids:
            self.ids = sorted(i for i in self.ids if i <= self.n)
            self.n = len(self.ids)
        size = int(self.asked.get("per_page", self.asked.get("limit", self.number("size", 10))))
        self.size = min(size, self.number("max_size", 1 << 30))
        self.first = self.number("first", 1)
        self.above = self.number("above")

    def number(self, name, default=0):
        return int(self.knobs.get(name, default))

    def pages_named(self, name):
        return {int(p) for p in self.knobs.get(name, "").split(",") if p}

    def last(self):
        """The number of pages, at least 1."""
        if self.knobs.get("empty_at") or self.knobs.get("short_at"):
            return max(len(self.pages()), 1)
        return max((self.n + self.size - 1) // self.size, 1)

    def records_of(self, page):
        """The records of that page; none past the end."""
        if self.knobs.get("empty_at") or self.knobs.get("short_at"):
            pages = self.pages()
            return pages[page - 1] if page <= len(pages) else []
        start = (page - 1) * self.size
        if self.ids:
            return [record(i) for i in self.ids[start:start + self.size]]
        return [record(self.above + i) for i in range(start + 1, min(start + self.size, self.n) + 1)]

    def pages(self):
        """The records of each page, in order, where they are not all of a size."""
        empty, short = self.pages_named("empty_at"), self.pages_named("short_at")
        at, result = 0, []
        while at < self.n or len(result) + 1 in empty:
            number = len(result) + 1
            take = 0 if number in empty else max(1, self.size // 2) if number in short else self.size
            result.append([record(i) for i in range(at + 1, min(at + take, self.n) + 1)])
            at += take
        return result

    def position(self):
        """Which page is asked for, from 1."""
        if self.style in ("page", "next_url", "link", "post_page", "none"):
            return int(self.asked.get("page", self.first)) - self.first + 1
        if self.style == "offset":
            return int(self.asked.get("offset", 0)) // self.size + 1
        if self.style == "keyset":
            return (int(self.asked.get("after", 0))) // self.size + 1
        if self.style == "tokens":
            if "a" not in self.asked:
                return None if "b" in self.asked else 1
            a = int(self.asked["a"])
            b = None if a in self.pages_named("lone_at") else str(a * 7)
            return a + 1 if self.asked.get("b") == b else None
        cursor = self.asked.get("cursor")
        if cursor is None:
            return 1
        if isinstance(cursor, str) and cursor[:1] in "{[":
            cursor = json.loads(cursor)
        if isinstance(cursor, dict):
            cursor = cursor["p"]
        if isinstance(cursor, list):
            cursor = cursor[0]
        if isinstance(cursor, int) or cursor.isdigit():
            return int(cursor)
        return int(base64.b64decode(cursor).decode()[1:])

    def cursor(self, page):
        form = self.knobs.get("cursor_form", "string")
        if self.knobs.get("cursor_bug") == "three":
            page = page % 3 + 1
        elif self.knobs.get("cursor_bug"):
            page = 2
        return {"number": page, "object": {"p": page}, "array": [page, "x"]}.get(
            form, base64.b64encode(b"p%d" % page).decode())

    def cursor_at_end(self, last):
        """The cursor of the last page and those past it."""
        end = self.knobs.get("cursor_end")
        return {"same": self.cursor(last), "stuck": self.cursor(last + 1), "zero": 0, "minus": -1,
                "null_text": "null", "list": [], "object": {}}.get(end)

    def link(self, page):
        """A link to that page, in the form asked for."""
        form = self.knobs.get("next_form", "absolute")
        if form == "number":
            return page
        if form == "self":
            page = self.position()
        query = urllib.parse.urlencode({**self.knobs, "page": page + self.first - 1})
        if form == "encoded":
            query += "&note=a%20b%26c%C3%A9"
        odd = self.knobs.get("odd", "")
        query = query.replace(urllib.parse.quote_plus(odd), odd) if odd else query
        path = self.request.path.removeprefix(self.knobs.get("strip", "")) + "?" + query
        host = self.request.headers.get("host", "")
        return {"relative": path, "query_only": "?" + query,
                "path_only": self.request.path.rpartition("/")[2] + "?" + query,
                "foreign": "http://127.0.0.2:1" + path,
                "https": "https://" + host + path,
                "userinfo": "http://me:secret@" + host + path}.get(form, "http://" + host + path)


def total_of(coll, page):
    """The count that is told."""
    truth, lie = coll.n, coll.knobs.get("lie")
    if coll.knobs.get("total", "").startswith("pages"):
        truth = coll.last()
    if lie is None:
        return truth
    if lie == "grow":
        return truth - 5 if page == 1 else truth
    if lie == "null":
        return None
    if lie == "string":
        return str(truth)
    if lie == "change":
        return truth + page % 3 - 1
    if lie == "size":
        return coll.size
    if lie[0] in "+-" and lie[1:].isdigit():
        return truth + int(lie)
    return int(lie.lstrip("=")) if lie.lstrip("=-").isdigit() else lie


def link_headers(coll, page, last):
    """Link headers in the form asked for."""
    form = coll.knobs.get("link_form", "plain")
    links = []
    if page < last:
        links.append((coll.link(page + 1), "next"))
    links.append((coll.link(1), "first"))
    if coll.knobs.get("total") == "link_last":
        links.append((coll.link(last), "last"))
    if form == "several_headers":
        return [("Link", '<%s>; rel="%s"' % link) for link in reversed(links)]
    if form == "several_rels":
        return [("Link", ", ".join('<%s>; title="a, b; c"; rel="x %s"' % link for link in links))]
    if form == "comma_url":
        return [("Link", ", ".join('<%s&x=1,2;3>; rel="%s"' % link for link in reversed(links)))]
    if form == "unquoted":
        return [("link", ",".join("<%s>;rel=%s" % link for link in links))]
    if form == "bare":
        return [("Link", ", ".join('%s; rel="%s"' % link for link in links))]
    if form == "single":
        return [("Link", ", ".join("<%s>; rel='x %s'" % link for link in links))]
    if form == "strange":
        return [("Link", '{"next": "%s"}' % coll.link(page + 1))]
    if form == "foreign":
        return [("Link", '<%s>; rel="next"; anchor="/elsewhere"' % coll.link(page))]
    if form == "foreign_first":
        return [("Link", ", ".join(['<%s>; rel="next"; anchor="/elsewhere"' % coll.link(page)] +
                                   ['<%s>; rel="%s"' % link for link in links]))]
    if form == "upper":
        return [("LINK", ", ".join('<%s>; REL="%s"' % (u, r.upper()) for u, r in links))]
    return [("Link", ", ".join('<%s>; rel="%s"' % link for link in links))]


def wrap(coll, page, last, records):
    """The body, in its envelope, with what is told beside the records."""
    envelope = coll.knobs.get("envelope", "array" if coll.style in ("link", "none") else "data")
    total = coll.knobs.get("total")
    if envelope == "array":
        return records
    body = {"page": page, "data": records}
    if envelope == "rows":
        names = ["id", "name", "v"] if page % 2 else ["v", "other", "id", "name"]
        body = {"names": names, "data": [[r.get(name) for name in names] for r in records]}
    if envelope == "deep":
        body = {"result": {"items": records}, "page": page}
    if page in coll.pages_named("missing_at"):
        body = {"page": page}
    if total == "body":
        body["total"] = total_of(coll, page)
    if total == "pages":
        body["total_pages"] = total_of(coll, page)
    if coll.knobs.get("more_word"):
        body["hasMore"] = page < last
    if coll.knobs.get("has_more"):
        body["has_more"] = page < last or coll.knobs["has_more"] == "always"
    if coll.style in ("cursor", "post_cursor") and coll.knobs.get("where") != "header":
        put_end(coll, body, "next_cursor", coll.cursor(page + 1) if page < last or
                coll.knobs.get("endless") else coll.cursor_at_end(last))
    if coll.style == "tokens":
        body["next"] = {"a": page, "b": page * 7} if page < last else {"a": None}
        if page in coll.pages_named("lone_at"):
            del body["next"]["b"]
    if coll.style == "next_url":
        put_end(coll, body, "next", coll.link(page + 1) if page < last else None)
    return body


def put_end(coll, body, name, value):
    if coll.knobs.get("no_next"):
        return
    end = coll.knobs.get("cursor_end", "null")
    if value is None and end == "absent":
        return
    body[name] = {"empty": "", "false": False}.get(end) if value is None else value


def headers_of(coll, page, last, records):
    headers = link_headers(coll, page, last) if coll.style == "link" or \
        coll.knobs.get("total") == "link_last" else []
    total = coll.knobs.get("total")
    if total == "header":
        headers.append(("X-Total-Count", str(total_of(coll, page))))
    if total == "pages_header":
        headers.append(("X-Total-Pages", str(total_of(coll, page))))
    if total == "content_range":
        first = records[0]["id"] - 1 if records else 0
        headers.append(("Content-Range", "items %d-%d/%s" % (
            first, first + len(records) - 1, total_of(coll, page))))
    if coll.knobs.get("where") == "header" and page < last:
        headers.append(("X-Next-Cursor", str(coll.cursor(page + 1))))
    elif coll.knobs.get("where") == "header" and coll.knobs.get("cursor_end") == "empty":
        headers.append(("X-Next-Cursor", ""))
    return headers


def fault(coll, connection, name, page):
    """What follows PAGE: in that knob, if the fault is due on this page."""
    knob = coll.knobs.get(name)
    if knob is None or int(knob.split(":")[0]) != page:
        return None
    parts = knob.split(":")[1:]
    times = int(parts.pop()) if name != "fail_at" or len(parts) > 1 else 0
    if times and connection.record.count("%s %d %s" % (name, page, coll.knobs.get("run"))) > times:
        return None
    return parts or [""]


def answer(coll, connection):
    request = coll.request
    page = coll.position()
    if page is None or page < 1:
        connection.reply_json({"message": "no such position"}, 400)
        return
    last = coll.last()
    failure = fault(coll, connection, "fail_at", page)
    if coll.asked.get("chain") and coll.asked["chain"] == coll.knobs.get("bad_chain"):
        failure = ["400"]
    if failure:
        connection.reply_json({"message": "page %d fails" % page}, int(failure[0]))
        return
    if fault(coll, connection, "reset_at", page):
        connection.abort()
        return
    past = coll.knobs.get("past", "empty")
    if page > last and past.isdigit():
        connection.reply_json({"message": coll.knobs.get("said", "no such page")}, int(past))
        return
    if page > last and past == "repeat":
        page = last
    records = None if page > last and past == "null" else coll.records_of(page)
    if coll.style == "offset":
        start = int(coll.asked.get("offset", 0))
        size = coll.size // 2 if coll.knobs.get("short_first") and start == 0 else coll.size
        records = [record(i) for i in range(start + 1, min(start + size, coll.n) + 1)]
    hidden = coll.pages_named("hide")
    records = [r for r in records if r["id"] not in hidden] if hidden and records else records
    alike = coll.number("alike")
    if alike and records:
        records = [record((r["id"] - 1) // alike) for r in records]
    drift = coll.number("drift")
    if drift and page > drift:
        records = [record(r["id"] - 1) for r in records]
    if coll.style == "keyset":
        start = int(coll.asked.get("after", 0))
        records = [record(i) for i in range(start + 1, min(start + coll.size, coll.n) + 1)]
    if coll.knobs.get("clock"):
        records = [dict(r, seen=next(TICKS)) for r in records or []]
    if records and coll.knobs.get("head"):
        records.insert(0, record(0))
    body = json.dumps(wrap(coll, page, last, records)).encode()
    if fault(coll, connection, "cut_at", page):
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:-20])
        connection.close()
        return
    if fault(coll, connection, "halve_at", page):
        body = body[:-20]
    connection.reply(200, body, headers=headers_of(coll, page, last, records or []))


async def answer_later(coll, connection, delay):
    await asyncio.sleep(delay)
    answer(coll, connection)


def paged(request, connection):
    """The route."""
    try:
        coll = Collection(request)
        page = coll.position()
    except (ValueError, KeyError, IndexError) as problem:
        connection.reply_json({"message": "malformed parameter: %s" % problem}, 400)
        return None
    delay = 0.0
    if coll.knobs.get("reverse") and page:
        delay = max(0, 40 - page * 2) / 1000
    if coll.asked.get("chain") and coll.asked["chain"] == coll.knobs.get("slow_chain"):
        delay = 0.05
    slow = coll.knobs.get("slow_at", "0:0").split(":")
    if page == int(slow[0]):
        delay = int(slow[1]) / 1000
    if delay == 0:
        answer(coll, connection)
        return None
    return answer_later(coll, connection, delay)
