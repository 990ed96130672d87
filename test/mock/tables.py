"""Tables of a test's own: it puts their records, then asks for them by column.

    PUT /table/NAME                              the body: an array of records
    GET /table/NAME?COLUMN=VALUE&...             those with these values; of a column's several any
    GET /table/NAME/by/COLUMN/VALUE/COLUMN/VALUE the same in the path; query items filter further

A value is compared with the text of the record's: strings as they are, numbers and booleans as JSON
writes them.  null equals nothing.  Without paging= the answer is an array; else {"data", "total", "next"}
of _size records, by page number (paging=page, &_page=), offset (paging=offset, &_offset=) or link
(paging=next).
"""
import json
import urllib.parse

TABLES = {}


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value)


def conditions(request):
    """(column, texts) of the path, then of the query."""
    steps = [urllib.parse.unquote(step) for step in request.path.split("/")[3:]]
    if steps[:1] == ["by"]:
        steps = steps[1:]
    lists = {}
    for name, value in request.query:
        if name[0] != "_" and name != "paging":
            lists.setdefault(name, set()).add(value)
    return [(column, {text}) for column, text in zip(steps[::2], steps[1::2])] + list(lists.items())


def select(request, records):
    for column, texts in conditions(request):
        records = [one for one in records
                   if one.get(column) is not None and text_of(one[column]) in texts]
    return records


def page_of(request, records):
    size, style = int(request.number("_size", 5)), request.params["paging"]
    at = (int(request.number("_page", 1)) - 1) * size if style == "page" else int(request.number("_offset"))
    answer = {"data": records[at:at + size], "total": len(records), "next": None}
    if style == "next" and at + size < len(records):
        query = [pair for pair in request.query if pair[0] != "_offset"] + [("_offset", at + size)]
        answer["next"] = request.path + "?" + urllib.parse.urlencode(query)
    return answer


def table(request, connection):
    name = request.path.split("/")[2]
    if request.method == "PUT":
        TABLES[name] = json.loads(request.body)
        connection.reply_json({"records": len(TABLES[name])})
    elif name not in TABLES:
        connection.reply_json({"message": "no such table"}, 404)
    else:
        found = select(request, TABLES[name])
        connection.reply_json(page_of(request, found) if "paging" in request.params else found)
