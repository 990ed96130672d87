"""Tables that really filter and page, each in its own manner: an API of one's own for each table.

    PUT /differ                    {NAME: TABLE, ...}: these tables, and no others
    GET /differ                    {NAME: {requests, cut: pages behind which there are more, full: pages that are the
                                   only one and as long as asked for}}
    GET | POST /differ/NAME/...    what the table has

A TABLE has "rows", the texts of all its columns by which it filters (null equals nothing), beside
"records", the JSON text of each as it is given out: a column may be in the one and not in the other.
"kinds" has the columns' types: values are compared by them, and one that is none is refused.  The rest:

    method, fixed       what each request must be, and the query items that it must have
    filters             {in: path | query | header | body, name, columns, pattern, sep, required}: name is a segment's
                        number, a name, or a way into a JSON body; pattern takes the values out of the text
                        around them, one group for each column; sep parts a list; required: no answer without;
                        lax: ignores | blind, no notice is taken of it, or none of case; inner: the text is JSON, and
                        this the way to the value in it
    form                {kind: array | lines | object | envelope, path, extra, first}: path is where the records
                        are, extra what else there is; first: the records stand before what tells of pages
    page                {style: page | offset | cursor | next | link, in: query | body, name, first, size, most,
                        size_name, short, empty}: short and empty are pages (from 0) that have half of the
                        records, or none; the others move on.  after_cut: offsets count what filters then drop
    told                {total, pages, more, last, token, next: a way into the envelope or a header's name}: what
                        each page tells; end: null | empty | absent is a last page's token
    past                empty | null | absent | a status: what a page past the end is

Whatever else a request has is refused: nothing is to be sent that nobody asked for.
"""
import datetime
import decimal
import json
import re
import urllib.parse

DIFFER = {}
SEEN = {}
KINDS = {
    "int": (r"-?\d+", int), "numeric": (r"-?\d+(\.\d+)?", decimal.Decimal), "bool": (r"true|false", str),
    "date": (r"\d{4}-\d\d-\d\d", str), "text": (r"(?s:.*)", str),
    "uuid": (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str),
    "timestamp": (r"\d{4}-\d\d-\d\dT[\d:.]+", datetime.datetime.fromisoformat),
    "timestamptz": (r"\d{4}-\d\d-\d\dT[\d:.]+Z", lambda text: datetime.datetime.fromisoformat(text[:-1]))}


class Refused(Exception):
    pass


def value_of(kind, text):
    """The value that a text is, so that equal ones are equal."""
    form, make = KINDS[kind]
    if not re.fullmatch(form, text):
        raise Refused("no %s: %r" % (kind, text))
    return make(text)


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value)


def value_at(found, way):
    """The texts at a place in JSON, or None."""
    for step in way:
        found = found.get(step) if isinstance(found, dict) else None
    if found is None:
        return None
    return [text_of(one) for one in (found if isinstance(found, list) else [found])]


class Asked:
    """What a request has, by place; what was looked at is ticked off."""

    def __init__(self, request, name):
        raw = request.target.partition("?")[0].split("/")[3:]
        self.path = [urllib.parse.unquote(step) for step in raw]
        self.request = request
        self.known = {"query": set(), "body": set()}
        self.query, self.body = {}, {}
        for key, value in request.query:
            self.query.setdefault(key, []).append(value)
        if request.body and "json" in request.headers.get("content-type", ""):
            self.body = json.loads(request.body, parse_float=str, parse_int=str)
        elif request.body:
            for key, value in urllib.parse.parse_qsl(request.body.decode(), keep_blank_values=True):
                self.body.setdefault(key, []).append(value)

    def texts(self, place, name):
        """The texts there, or None."""
        if place == "path":
            return [self.path[name]] if name < len(self.path) else None
        if place == "header":
            found = self.request.headers.get(name.lower())
            return None if found is None else [found.encode("latin-1").decode()]
        way = name if isinstance(name, list) else [name]
        self.known[place].add(way[0])
        return value_at(self.query if place == "query" else self.body, way)

    def unknown(self):
        return sorted(set(self.query) - self.known["query"]) + sorted(set(self.body) - self.known["body"])


def combinations(table, filter_, asked):
    """The combinations of values that a filter asks for, or None."""
    texts = asked.texts(filter_["in"], filter_["name"])
    if texts is not None and "inner" in filter_:
        texts = value_at(json.loads(texts[0], parse_float=str, parse_int=str), filter_["inner"])
    if texts is None:
        if filter_.get("required"):
            raise Refused("%s is required" % filter_["name"])
        return None
    found = []
    for text in texts:
        match = re.fullmatch(filter_.get("pattern", "(.*)"), text, re.S)
        if not match:
            raise Refused("%s cannot be %r" % (filter_["name"], text))
        parts = match.group(1).split(filter_["sep"]) if filter_.get("sep") else None
        for one in [(part,) for part in parts] if parts else [match.groups()]:
            found.append([value_of(table["kinds"][column], text)
                          for column, text in zip(filter_["columns"], one)])
    return found


def select(table, asked):
    """The numbers of the rows asked for."""
    kept = list(range(len(table["rows"])))
    for filter_ in table["filters"]:
        wanted = combinations(table, filter_, asked)
        if wanted is None:
            continue
        columns, lax = filter_["columns"], filter_.get("lax")
        blind = (lambda values: [str(one).lower() for one in values]) if lax == "blind" else list
        wanted = [blind(values) for values in wanted]
        kept = [i for i in kept if lax == "ignores" or None not in [table["rows"][i][c] for c in columns] and
                blind(value_of(table["kinds"][c], table["rows"][i][c]) for c in columns) in wanted]
    return kept


def asked_number(asked, page, name, default):
    texts = None if name is None else asked.texts(page.get("in", "query"), name)
    if texts and not re.fullmatch(r"\d+", texts[0]):
        raise Refused("%s cannot be %r" % (name, texts[0]))
    return int(texts[0]) if texts else default


def page_size(page, asked):
    return min(asked_number(asked, page, page.get("size_name"), page["size"]), page.get("most", 1000))


def pages_of(page, rows, size):
    """The rows of all pages, one at least."""
    pages, at = [], 0
    while at < len(rows):
        number = len(pages)
        take = 0 if number in page.get("empty", ()) else \
            max(size // 2, 1) if number in page.get("short", ()) else size
        pages.append(rows[at:at + take])
        at += take
    return pages or [[]]


def cut(table, asked, rows):
    """(rows of the page asked for, its number, how many pages there are); past the end None for rows."""
    page = table.get("page")
    if not page:
        return rows, 0, 1
    size = page_size(page, asked)
    if page["style"] == "offset":
        at = asked_number(asked, page, page["name"], page["first"]) - page["first"]
        if page.get("after_cut"):
            count = len(table["rows"])
            here = [i for i in rows if at <= i < at + size]
        else:
            count, here = len(rows), rows[at:at + size]
        pages = max((count + size - 1) // size, 1)
        return here if at < max(count, 1) else None, at // size, pages
    pages = pages_of(page, rows, size)
    if page["style"] == "page":
        number = asked_number(asked, page, page["name"], page["first"]) - page["first"]
    elif page["style"] == "cursor":
        token = asked.texts(page.get("in", "query"), page["name"])
        if token and not re.fullmatch(r"go-\d+=", token[0]):
            raise Refused("no cursor: %r" % token[0])
        number = int(token[0][3:-1]) if token else 0
    else:
        number = asked_number(asked, page, "_at", 0)
    if number < 0:
        raise Refused("no such page")
    return pages[number] if number < len(pages) else None, number, len(pages)


def link(request, form, number):
    """The address of a page."""
    query = [pair for pair in request.query if pair[0] != "_at"] + [("_at", number)]
    tail = "?" + urllib.parse.urlencode(query)
    path = request.target.partition("?")[0]
    return {"query": tail, "root": path + tail,
            "absolute": "http://%s%s%s" % (request.headers["host"], path, tail)}[form]


def tell(table, request, total, number, count):
    """(what stands where, headers): what the page tells of the others."""
    told, page = table.get("told", {}), table.get("page") or {}
    more = number + 1 < count
    says = {"total": total, "pages": count, "more": more, "last": not more}
    if "token" in told:
        says["token"] = "go-%d=" % (number + 1) if more else None
    if "number" in told:
        says["number"] = number + 1 + page.get("first", 1) if more else None
    if "next" in told:
        says["next"] = link(request, page.get("link", "absolute"), number + 1) if more else None
    places, headers = [], []
    for what, place in told.items():
        if what not in says:
            continue
        value = says[what]
        if value is None and told.get("end") == "absent":
            continue
        if isinstance(place, list):
            places.append((place, "" if value is None and told.get("end") == "empty" else value))
        elif value is not None:
            text = text_of(value)
            headers.append((place, '<%s>; rel="next"' % text if place == "Link" else text))
    return places, headers


def put_at(body, way, value):
    for step in way[:-1]:
        body = body.setdefault(step, {})
    body[way[-1]] = value


def render(table, records, places):
    """(body, content type); records: JSON texts, or None for what is past the end."""
    form = table["form"]
    if form["kind"] == "lines":
        return "".join(one + "\n" for one in records or []), "application/x-ndjson"
    if form["kind"] == "object" and records:
        return records[0], "application/json"
    text = "null" if records is None and table.get("past") == "null" else "[%s]" % ",".join(records or [])
    if form["kind"] != "envelope":
        return text, "application/json"
    body = {}
    members = [(way.split("."), value) for way, value in form.get("extra", {}).items()] + places
    own = [] if records is None and table.get("past") == "absent" else [(form["path"], "@records@")]
    for way, value in own + members if form.get("first") else members + own:
        put_at(body, way, value)
    return json.dumps(body, ensure_ascii=False).replace('"@records@"', text), "application/json"


def note(name, table, asked, records, number, count):
    seen = SEEN.setdefault(name, {"requests": 0, "cut": 0, "full": 0})
    seen["requests"] += 1
    seen["cut"] += number + 1 < count
    if table.get("page") and count == 1:
        seen["full"] += records == page_size(table["page"], asked)


def answer(table, request, name):
    """(status, body, content type, headers)"""
    asked = Asked(request, name)
    if request.method != table.get("method", "GET"):
        raise Refused("method %s" % request.method)
    for key, value in table.get("fixed", {}).items():
        if asked.texts("query", key) != [value]:
            raise Refused("%s is not %s" % (key, value))
    rows = select(table, asked)
    here, number, count = cut(table, asked, rows)
    if asked.unknown():
        raise Refused("unknown: %s" % ", ".join(asked.unknown()))
    past = table.get("past", "")
    if here is None and past.isdigit() or not rows and table["form"]["kind"] == "object":
        return int(past or 404), json.dumps({"message": "page out of range" if past.isdigit() else "nothing there"}), "application/json", []
    note(name, table, asked, len(here or []), number, count)
    places, headers = tell(table, request, len(rows), number, count)
    records = None if here is None else [table["records"][i] for i in here]
    return (200,) + render(table, records, places) + (headers,)


def differ(request, connection):
    if request.method == "PUT":
        DIFFER.clear()
        SEEN.clear()
        DIFFER.update(json.loads(request.body))
        connection.reply_json({"tables": len(DIFFER)})
        return
    if request.path == "/differ":
        connection.reply_json(SEEN)
        return
    name = request.path.split("/")[2]
    try:
        if name not in DIFFER:
            raise Refused("no such table")
        status, body, content_type, headers = answer(DIFFER[name], request, name)
        connection.reply(status, body.encode(), content_type, headers)
    except (Refused, ValueError, LookupError) as refusal:
        connection.reply_json({"message": "%s: %s" % (type(refusal).__name__, refusal)}, 400)
