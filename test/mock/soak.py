"""Scans that go wrong at a point that the request names: /soak/<what>?how=&at=&pid=.

    page, cursor, one/N, lines     what is asked for; n records, of pages of five
    how                            what happens at page, record or key number at; nothing: nothing
    pid                            the backend that a cancel is sent to

A cancel (SIGINT) has been sent when what follows it is: nothing, half a head, half a body,
or the whole answer.  So it is in time for the scan that waits for that.  hang_wait, hang_head
and hang_body come without one.
"""
import json
import os
import signal

SIZE = 5
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


def record(i):
    return {"id": i, "name": "name %d" % i, "price": "%d.5" % i, "tags": ["a", str(i)]}


def fault(request, connection, how, body):
    """What goes wrong instead of the answer with that body, or on its way."""
    half = body[:len(body) // 2]
    where = how.rpartition("_")[2]
    if how.startswith("cancel"):
        os.kill(int(request.params["pid"]), signal.SIGINT)
    if where == "head":
        connection.write(HEAD[:30])
    elif where == "body":
        connection.write(HEAD % len(body) + half)
    elif where == "whole":
        connection.reply(200, body)
    elif how == "status":
        connection.reply_json({"message": "it fails"}, 500)
    elif how == "reset":
        connection.abort()
    elif how == "cut":
        connection.write(HEAD % len(body) + half)
        connection.close()
    elif how == "junk":
        connection.reply(200, body.replace(b'"id": ', b'"id": tru'))
    elif how == "value":
        connection.reply(200, body.replace(b'"id": ', b'"id": 0.5, "was": '))


def answer(request, connection, body, number, last):
    """Faults strike at number at, or at the last where there are fewer."""
    how = request.params.get("how", "")
    if how and number == min(int(request.params["at"]), last):
        fault(request, connection, how, body)
    else:
        connection.reply(200, body)


def soak(request, connection):
    what = request.path.split("/")[2]
    n = int(request.number("n", 23))
    pages = -(-n // SIZE)
    if what == "one":
        number = int(request.path.rpartition("/")[2])
        answer(request, connection, json.dumps(record(number)).encode(), number, n)
        return
    if what == "lines":
        body = b"".join(json.dumps(record(i)).encode() + b"\n" for i in range(1, n + 1))
        answer(request, connection, body, 1, 1)
        return
    page = int(request.params.get("page" if what == "page" else "cursor", 1))
    body = {"data": [record(i) for i in range((page - 1) * SIZE + 1, min(page * SIZE, n) + 1)]}
    if what == "page":
        body["total"] = n
    else:
        body["next"] = page + 1 if page < pages else None
    answer(request, connection, json.dumps(body).encode(), page, pages)
