"""What the mock answers where a test has given it a script: see t/060_situations.pl.

A script is a list of responses, each with the request that it is for:

    target   path, or path?query (these items, decoded, in any order); "*": any
    written  the target as it was sent, byte for byte
    method, if (header: regex), if_body (regex, or JSON that is equal), times
    status, headers (pairs), json or text or base64, charset, encode (gzip, deflate)

The first that fits answers.  In targets, headers and bodies ${url}, ${host}, ${epoch+N},
${epoch_ms+N} and ${http_date+N} stand for what they are now.
"""
import base64
import email.utils
import gzip
import json
import re
import time
import urllib.parse
import zlib


def fill(text, request):
    now = time.time()

    def value(match):
        what, seconds = match.group(1), float(match.group(2) or 0)
        at = now + seconds
        # rounded up: a wait must not end before the test's time
        return {"url": "http://" + request.headers["host"], "host": request.headers["host"],
                "epoch": "%d" % (at + 0.999), "epoch_ms": "%d" % (at * 1000),
                "http_date": email.utils.formatdate(at + 0.999, usegmt=True)}[what]
    return re.sub(r"\$\{(url|host|epoch_ms|epoch|http_date)([+-][\d.]+)?\}", value, text)


def is_target(response, request):
    want = fill(response["target"], request)
    if response.get("written"):
        return request.target == want
    path, question, query = want.partition("?")
    if question:
        items = urllib.parse.parse_qsl(query, keep_blank_values=True)
        return path == request.path and sorted(items) == sorted(request.query)
    return path in ("*", request.path)


def is_body(wanted, body):
    if isinstance(wanted, str):
        return re.search(wanted, body.decode()) is not None
    try:
        return json.loads(body) == wanted
    except ValueError:
        return False


def fits(response, request):
    return (is_target(response, request) and response.get("method") in (None, request.method)
            and all(re.search(pattern, request.headers.get(name.lower(), ""))
                    for name, pattern in response.get("if", {}).items())
            and ("if_body" not in response or is_body(response["if_body"], request.body))
            and response.get("times") != 0)


def body_of(response, request):
    if "base64" in response:
        return base64.b64decode(response["base64"])
    text = response.get("text", "")
    if "json" in response:
        text = json.dumps(response["json"], ensure_ascii=False)
    body = fill(text, request).encode(response.get("charset", "utf-8"))
    if "encode" in response:
        body = {"gzip": gzip.compress, "deflate": zlib.compress}[response["encode"]](body)
    return body


def answer(script, request, connection):
    response = next((r for r in script if fits(r, request)), None)
    if response is None:
        connection.reply_json({"message": "the script has no answer to " + request.target}, 599)
        return
    if "times" in response:
        response["times"] -= 1
    headers = [(name, fill(value, request)) for name, value in response.get("headers", ())]
    types = [value for name, value in headers if name.lower() == "content-type"]
    connection.reply(response.get("status", 200), body_of(response, request),
                     types[0] if types else "application/json",
                     [pair for pair in headers if pair[0].lower() != "content-type"])
