"""The manners of well-known APIs, as their public documentation states them.

Each answers under its own name with some 250 records, and refuses what its
documentation does not allow: unknown parameters, sizes over the maximum, missing
headers, a wrong method or content type.
"""
import base64
import json

N = 250


class Refused(Exception):
    """The request is not one that the documentation allows."""


def item(i):
    return {"id": i, "name": "item %d" % i, "state": "open" if i % 3 else "closed"}


ITEMS = [item(i) for i in range(1, N + 1)]


def allow(request, *names):
    for name in request.params:
        if name not in names:
            raise Refused("unknown parameter %s" % name)


def number(request, name, default, low, high):
    text = request.params.get(name, str(default))
    if not text.isdigit() or not low <= int(text) <= high:
        raise Refused("%s must be %d to %d" % (name, low, high))
    return int(text)


def require(good, message):
    if not good:
        raise Refused(message)


def json_body(request, *names):
    require(request.method == "POST", "POST only")
    require(request.headers.get("content-type", "").startswith("application/json"), "application/json only")
    body = json.loads(request.body)
    for name in body:
        require(name in names, "unknown member %s" % name)
    return body


def url(request, query):
    return "http://%s%s?%s" % (request.headers["host"], request.path, query)


def token(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def untoken(text):
    try:
        return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        raise Refused("invalid cursor") from None


def github(request, connection):
    """REST: Link headers; per_page to 100; a User-Agent is required."""
    allow(request, "per_page", "page", "state")
    require(request.headers.get("user-agent"), "User-Agent required")
    require("github" in request.headers.get("accept", ""), "Accept: application/vnd.github+json")
    size, page = number(request, "per_page", 30, 1, 100), number(request, "page", 1, 1, 10 ** 6)
    state = request.params.get("state", "open")
    found = [i for i in ITEMS if state in ("all", i["state"])]
    last = max((len(found) + size - 1) // size, 1)
    links = ['<%s>; rel="%s"' % (url(request, "state=%s&per_page=%d&page=%d" % (state, size, to)), rel)
             for to, rel, there in ((page - 1, "prev", page > 1), (page + 1, "next", page < last),
                                    (last, "last", page < last), (1, "first", page > 1)) if there]
    rows = [{"number": i["id"], "title": i["name"], "state": i["state"], "user": {"login": "u%d" % (i["id"] % 7)}}
            for i in found[(page - 1) * size:page * size]]
    connection.reply_json(rows, headers=[("Link", ", ".join(links))] if links else [])


def stripe(request, connection):
    """List: limit to 100, starting_after, has_more; a bearer key."""
    allow(request, "limit", "starting_after")
    if not request.headers.get("authorization", "").startswith("Bearer sk_"):
        connection.reply_json({"error": {"message": "You did not provide an API key."}}, 401)
        return
    size, after = number(request, "limit", 10, 1, 100), request.params.get("starting_after")
    rows = [{"id": "ch_%04d" % i["id"], "object": "charge", "amount": i["id"] * 100} for i in ITEMS]
    at = 0
    if after is not None:
        ids = [r["id"] for r in rows]
        require(after in ids, "No such charge: %s" % after)
        at = ids.index(after) + 1
    connection.reply_json({"object": "list", "url": "/v1/charges", "has_more": at + size < N,
                           "data": rows[at:at + size]})


def shopify(request, connection):
    """Link headers with page_info; behind the first page only limit beside it."""
    allow(request, "limit", "page_info", "status")
    size, info = number(request, "limit", 50, 1, 250), request.params.get("page_info")
    require(info is None or "status" not in request.params, "status: not allowed with page_info")
    at = untoken(info)[0] if info else 0
    links = []
    if at + size < N:
        links = [("Link", '<%s>; rel="next"' % url(request, "limit=%d&page_info=%s" % (size, token(at + size))))]
    connection.reply_json({"orders": ITEMS[at:at + size]}, headers=links)


def elasticsearch(request, connection):
    """POST _search: sort, size to 10000, search_after with the sort values of the last hit."""
    body = json_body(request, "size", "sort", "search_after", "query", "track_total_hits")
    size, after = body.get("size", 10), body.get("search_after")
    require(isinstance(size, int) and 0 <= size <= 10000, "size")
    require("sort" in body or after is None, "search_after requires sort")
    require(after is None or (isinstance(after, list) and len(after) == len(body["sort"])),
            "search_after has another length than sort")
    rows = [i for i in ITEMS if after is None or i["id"] > after[0]]
    connection.reply_json({"took": 1, "timed_out": False, "hits": {
        "total": {"value": N, "relation": "eq"},
        "hits": [{"_id": str(i["id"]), "_source": i, "sort": [i["id"]]} for i in rows[:size]]}})


def couchdb(request, connection):
    """POST _find: a bookmark in every answer; no documents are the end."""
    body = json_body(request, "selector", "limit", "bookmark", "fields", "sort")
    require("selector" in body, "selector required")
    at = untoken(body["bookmark"])[0] if body.get("bookmark", "nil") != "nil" else 0
    rows = ITEMS[at:at + body.get("limit", 25)]
    connection.reply_json({"docs": rows, "bookmark": token(at + len(rows)) if rows else body.get("bookmark", "nil")})


def slack(request, connection):
    """Errors are 200 with ok false; next_cursor is "" at the end; limit to 1000."""
    allow(request, "cursor", "limit", "exclude_archived")
    if not request.headers.get("authorization", "").startswith("Bearer xox"):
        connection.reply_json({"ok": False, "error": "not_authed"})
        return
    size, cursor = number(request, "limit", 100, 1, 1000), request.params.get("cursor")
    try:
        at = untoken(cursor)[0] if cursor else 0
    except Refused:
        connection.reply_json({"ok": False, "error": "invalid_cursor"})
        return
    after = token(at + size) if at + size < N else ""
    connection.reply_json({"ok": True, "channels": [{"id": "C%d" % i["id"], "name": i["name"]} for i in ITEMS[at:at + size]],
                           "response_metadata": {"next_cursor": after}})


def kubernetes(request, connection):
    """limit and continue; a token of another list has expired (410)."""
    allow(request, "limit", "continue", "labelSelector")
    size, after = number(request, "limit", N, 1, 10 ** 6), request.params.get("continue")
    try:
        at = untoken(after)[0] if after else 0
    except Refused:
        connection.reply_json({"kind": "Status", "status": "Failure", "reason": "Expired", "code": 410,
                               "message": "The provided continue parameter is too old"}, 410)
        return
    meta = {"resourceVersion": "10245"}
    if at + size < N:
        meta.update({"continue": token(at + size), "remainingItemCount": N - at - size})
    connection.reply_json({"kind": "PodList", "apiVersion": "v1", "metadata": meta, "items": [
        {"metadata": {"name": "pod-%d" % i["id"], "namespace": "default"}, "status": {"phase": "Running"}}
        for i in ITEMS[at:at + size]]})


def worldbank(request, connection):
    """Two elements: what page it is, and the records; format=json."""
    allow(request, "format", "page", "per_page")
    require(request.params.get("format") == "json", "format=json")
    size, page = number(request, "per_page", 50, 1, 32500), number(request, "page", 1, 1, 10 ** 6)
    rows = [{"country": {"id": "C%d" % i["id"]}, "date": "2020", "value": i["id"]} for i in ITEMS[(page - 1) * size:page * size]]
    connection.reply_json([{"page": page, "pages": (N + size - 1) // size, "per_page": str(size), "total": N}, rows])


def scim(request, connection):
    """startIndex from 1, count, totalResults."""
    allow(request, "startIndex", "count", "filter")
    at, size = number(request, "startIndex", 1, 1, 10 ** 6), number(request, "count", 100, 0, 100)
    rows = [{"id": str(i["id"]), "userName": "u%d" % i["id"], "name": {"familyName": i["name"]}} for i in ITEMS[at - 1:at - 1 + size]]
    connection.reply(200, json.dumps({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": N,
        "startIndex": at, "itemsPerPage": len(rows), "Resources": rows}).encode(), "application/scim+json")


def jsonapi(request, connection):
    """page[number], page[size]; links.next; attributes."""
    allow(request, "page[number]", "page[size]")
    require(request.headers.get("accept") == "application/vnd.api+json", "Accept: application/vnd.api+json")
    page, size = number(request, "page[number]", 1, 1, 10 ** 6), number(request, "page[size]", 20, 1, 100)
    last = (N + size - 1) // size
    after = url(request, "page%%5Bnumber%%5D=%d&page%%5Bsize%%5D=%d" % (page + 1, size)) if page < last else None
    connection.reply(200, json.dumps({"links": {"next": after}, "data": [
        {"type": "articles", "id": str(i["id"]), "attributes": {"title": i["name"], "state": i["state"]}}
        for i in ITEMS[(page - 1) * size:page * size]]}).encode(), "application/vnd.api+json")


def hal(request, connection):
    """_embedded and _links; pages from 0."""
    allow(request, "page", "size")
    page, size = number(request, "page", 0, 0, 10 ** 6), number(request, "size", 20, 1, 100)
    last = (N + size - 1) // size - 1
    links = {"self": {"href": url(request, "page=%d&size=%d" % (page, size))}}
    if page < last:
        links["next"] = {"href": url(request, "page=%d&size=%d" % (page + 1, size))}
    connection.reply(200, json.dumps({
        "_links": links, "_embedded": {"items": ITEMS[page * size:(page + 1) * size]},
        "page": {"size": size, "totalElements": N, "totalPages": last + 1, "number": page}}).encode(),
        "application/hal+json")


def odata(request, connection):
    """@odata.nextLink; server-driven pages of 40."""
    allow(request, "$top", "$skip", "$count", "$skiptoken")
    at = untoken(request.params["$skiptoken"])[0] if "$skiptoken" in request.params else 0
    body = {"@odata.context": "$metadata#Items", "value": [{"Id": i["id"], "Name": i["name"]} for i in ITEMS[at:at + 40]]}
    if request.params.get("$count") == "true":
        body["@odata.count"] = N
    if at + 40 < N:
        body["@odata.nextLink"] = "Items?$skiptoken=" + token(at + 40)
    connection.reply_json(body)


DIALECTS = {"github": github, "stripe": stripe, "shopify": shopify, "elasticsearch": elasticsearch,
            "couchdb": couchdb, "slack": slack, "kubernetes": kubernetes, "worldbank": worldbank,
            "scim": scim, "jsonapi": jsonapi, "hal": hal, "odata": odata}


def dialect(request, connection):
    """The route: /NAME/whatever the API calls it."""
    try:
        DIALECTS[request.path.split("/")[1]](request, connection)
    except (Refused, ValueError, KeyError, IndexError) as refused:
        connection.reply_json({"message": "%s: %s" % (type(refused).__name__, refused)}, 400)
