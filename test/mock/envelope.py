"""First pages of real APIs, one at a time.

    PUT /envelope      a line of test/envelopes/*.jsonl; {}: none any more
    any other path     while there is one: its page, and for anything else its "then",
                       or status 404
"""
import json

CURRENT = {}


def fill(part, records):
    """Puts the records where they stood."""
    if part == "@records":
        return records
    if isinstance(part, dict):
        return {name: fill(value, records) for name, value in part.items()}
    if isinstance(part, list):
        return [fill(value, records) for value in part]
    return part


def envelope(request, connection):
    global CURRENT
    if request.path == "/envelope" and request.method == "PUT":
        CURRENT = json.loads(request.body)
        connection.reply_json({})
        return
    wanted = dict(CURRENT.get("params", {}))
    if request.path == CURRENT["path"] and dict(request.query) == wanted:
        records = [{"id": i} for i in range(CURRENT["records"])]
        body = fill(CURRENT["envelope"], records)
        connection.reply_json(body, headers=[(name, value) for name, value in CURRENT.get("headers", {}).items()
                                             if name != "Content-Length"])
    elif "then" in CURRENT:
        connection.reply_json(CURRENT["then"])
    else:
        connection.reply_json({"message": "not found"}, 404)
