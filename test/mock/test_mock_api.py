#!/usr/bin/env python3
"""The mock API judges the product; these tests judge the mock."""
import concurrent.futures
import gzip
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))


class MockTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.TemporaryDirectory()
        port_file = os.path.join(cls.dir.name, "port")
        cls.mock = subprocess.Popen([sys.executable, os.path.join(HERE, "mock_api.py"),
                                     "--port-file", port_file], stdout=subprocess.DEVNULL)
        while not os.path.exists(port_file):
            time.sleep(0.01)
        with open(port_file) as source:
            cls.port = int(source.read())

    @classmethod
    def tearDownClass(cls):
        cls.mock.terminate()
        cls.mock.wait()
        cls.dir.cleanup()

    def setUp(self):
        self.ask("/_mock/reset")

    def ask(self, target, headers=None, method="GET", body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, target, body, headers=headers or {})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, body, response

    def stats(self):
        return json.loads(self.ask("/_mock/stats")[1])

    def test_counts_requests_but_not_control(self):
        self.ask("/posts/1")
        self.ask("/posts/2")
        self.stats()
        self.assertEqual(self.stats()["requests"], 2)

    def test_peak_in_flight(self):
        with concurrent.futures.ThreadPoolExecutor(5) as pool:
            list(pool.map(lambda i: self.ask("/posts/%d?delay=100" % i), range(5)))
        self.assertEqual(self.stats()["peak_in_flight"], 5)
        self.assertEqual(self.stats()["in_flight"], 0)

    def test_a_client_that_hangs_up_is_not_in_flight(self):
        client = socket.create_connection(("127.0.0.1", self.port))
        client.sendall(b"GET /hang HTTP/1.1\r\n\r\n")
        while self.stats()["in_flight"] != 1:
            time.sleep(0.005)
        client.close()
        while self.stats()["in_flight"] != 0:
            time.sleep(0.005)

    def test_keep_alive_is_one_connection(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        for i in range(3):
            connection.request("GET", "/posts/%d" % i)
            connection.getresponse().read()
        connection.close()
        self.assertEqual(self.stats()["connections"], 1)

    def test_refuses_the_first_requests_of_a_key(self):
        answers = [self.ask("/retry/a?fail=2&retry_after=0.5")[0] for _ in range(3)]
        self.assertEqual(answers, [503, 503, 200])
        self.assertEqual(self.ask("/retry/b?retry_after=7")[2].headers["Retry-After"], "7")

    def test_refuses_together(self):
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda i: self.ask("/congested/%d?refuse=3" % i)[0], range(3)))
        self.assertEqual(answers, [429, 429, 429])
        self.assertEqual(self.ask("/congested/7?refuse=3")[0], 200)
        in_flight = [entry["in_flight"] for entry in json.loads(self.ask("/_mock/log")[1])]
        self.assertEqual(in_flight, [1, 2, 3, 1])

    def test_cuts_an_export_with_a_clean_end(self):
        body = self.ask("/export/array?n=5&cut=1&clean=1")[1]
        self.assertEqual((body[:1], body[-1:]), (b"[", b"}"))

    def test_names_apart_change_their_order(self):
        first, second = (json.loads(self.ask("/paged/page?size=2&envelope=rows&page=%d" % page)[1])
                         for page in (1, 2))
        self.assertEqual(dict(zip(first["names"], first["data"][0])), {"id": 1, "name": "name 1", "v": 1})
        self.assertEqual(dict(zip(second["names"], second["data"][0])),
                         {"id": 3, "name": "name 3", "v": 9, "other": None})

    def test_pages_with_the_same_head(self):
        pages = [json.loads(self.ask("/paged/page?size=2&head=1&page=%d" % page)[1])["data"] for page in (1, 2)]
        self.assertEqual([[one["id"] for one in page] for page in pages], [[0, 1, 2], [0, 3, 4]])

    def test_tokens_that_a_page_lacks_are_not_taken(self):
        target = "/paged/tokens?size=2&lone_at=2&"
        self.assertEqual(json.loads(self.ask(target + "a=1&b=7")[1])["next"], {"a": 2})
        self.assertEqual([self.ask(target + more)[0] for more in ("a=2", "a=2&b=14", "a=1", "b=7")],
                         [200, 400, 400, 400])

    def test_lists_in_every_way(self):
        for target in ("/listed?ids=3&ids=1", "/listed?ids=3,1&sep=comma", "/listed?ids=3%2C1&sep=comma",
                       "/listed?ids=3%7C1&sep=pipe", "/listed?ids=3%201&sep=space",
                       "/listed/3;1?sep=semicolon", "/listed/3%3B1?sep=semicolon", "/listed?ids=3&also=1"):
            found = json.loads(self.ask(target)[1])
            self.assertEqual([one["id"] for one in found], [3, 1], target)
        self.assertEqual(self.ask("/listed?ids=3,1")[0], 400)
        self.assertEqual(self.ask("/listed?ids=3&ids=1&most=1")[0], 400)
        self.assertEqual(len(json.loads(self.ask("/listed?ids=1&ids=2&ids=11&user=1")[1])), 2)

    def put(self, name, records):
        self.ask("/table/" + name, method="PUT", body=json.dumps(records))

    def ids(self, target):
        """The ids of an answer, through its pages."""
        answer = json.loads(self.ask(target)[1])
        if isinstance(answer, list):
            return [one["id"] for one in answer]
        return [one["id"] for one in answer["data"]] + (self.ids(answer["next"]) if answer["next"] else [])

    def test_finds_the_records_of_a_table_by_the_text_of_their_values(self):
        self.put("t", [{"id": 1, "n": 1.5, "t": "x/y", "f": True}, {"id": 2, "n": "1.5", "t": "X/y", "f": False},
                       {"id": 3, "n": None, "t": "x/y"}])
        asked = {"": [1, 2, 3], "?n=1.5": [1, 2], "?n=1.50": [], "?n=null": [], "?f=true": [1], "?t=x%2Fy": [1, 3],
                 "?t=x%2Fy&n=1.5": [1], "/by/t/x%2Fy": [1, 3], "/by/t/x%2Fy/f/true": [1], "/by/n/1.5?t=X/y": [2],
                 "?t=x%2Fy&t=X/y&n=1.5": [1, 2], "/by/t/x%2Fy?t=X/y": []}
        self.assertEqual({target: self.ids("/table/t" + target) for target in asked}, asked)
        self.assertEqual(self.ask("/table/none")[0], 404)

    def test_pages_the_records_of_a_table(self):
        self.put("t", [{"id": i, "odd": i % 2} for i in range(7)])
        self.assertEqual(self.ids("/table/t?paging=next&_size=2&odd=0"), [0, 2, 4, 6])
        answers = [json.loads(self.ask("/table/t?paging=page&_size=3&_page=%d" % page)[1]) for page in (1, 3, 4)]
        self.assertEqual([([one["id"] for one in a["data"]], a["total"]) for a in answers], [([0, 1, 2], 7), ([6], 7), ([], 7)])
        self.assertEqual(self.ids("/table/t?paging=offset&_size=3&_offset=4"), [4, 5, 6])

    def differ(self, **table):
        """A table of five rows, asked for below /differ/t."""
        kinds = {"i": "int", "t": "text", "z": "timestamptz", "n": "numeric"}
        rows = [{"i": str(i), "t": None if i == 3 else "a/%d" % (i % 2), "z": "2024-01-0%dT00:00:00Z" % i, "n": "%d.50" % i}
                for i in range(1, 6)]
        table = {"form": {"kind": "array"}, "filters": [], "kinds": kinds, "rows": rows,
                 "records": ['{"i": %s}' % row["i"] for row in rows], **table}
        self.ask("/differ", method="PUT", body=json.dumps({"t": table}))

    def numbers(self, target="", headers=None, method="GET", body=None):
        status, body, _ = self.ask("/differ/t" + target, headers, method, body)
        return [one["i"] for one in json.loads(body)] if status == 200 else status

    def test_differ_filters_in_every_place(self):
        filters = [{"in": "path", "name": 1, "columns": ["t"]}, {"in": "query", "name": "i", "columns": ["i"], "sep": ","},
                   {"in": "query", "name": "q", "columns": ["i", "n"], "pattern": "i:(.*) n:(.*)"},
                   {"in": "header", "name": "X-Z", "columns": ["z"], "pattern": "z=(.*)"}]
        self.differ(filters=filters)
        asked = {"": [1, 2, 3, 4, 5], "/by/a%2F1": [1, 5], "?i=1,4,9": [1, 4], "?i=1&i=2": [1, 2], "?i=x": 400, "?j=1": 400,
                 "/by/a%2F1?i=5": [5], "?q=i:2+n:2.5": [2], "?q=i:2+n:3.5": [], "?q=i:2": 400, "?i=": 400}
        self.assertEqual({target: self.numbers(target) for target in asked}, asked)
        self.assertEqual(self.numbers(headers={"X-Z": "z=2024-01-02T00:00:00.000Z"}), [2])
        filters = [{"in": "body", "name": ["w", "i"], "columns": ["i"], "required": True},
                   {"in": "body", "name": "t", "columns": ["t"], "pattern": "<(.*)>"}]
        self.differ(filters=filters, method="POST", fixed={"v": "2"})
        json_type = {"Content-Type": "application/json"}
        asked = {'{"w": {"i": [1, 3]}}': [1, 3], '{"w": {"i": 1}, "t": "<a/1>"}': [1], '{}': 400, '{"w": {"i": 1}, "u": 1}': 400}
        self.assertEqual({body: self.numbers("?v=2", json_type, "POST", body) for body in asked}, asked)
        self.assertEqual(self.numbers("?v=3", json_type, "POST", '{"w": {"i": 1}}'), 400)
        self.assertEqual(self.numbers(), 400)

    def walk(self, step, where="/differ/t"):
        """The numbers of the pages that step(answer, headers, target) leads through, and the last answer."""
        pages = []
        while where:
            status, body, response = self.ask(where)
            answer = json.loads(body) if status == 200 else {"data": [], "status": status}
            pages.append([one["i"] for one in answer["data"] or []])
            where = step(answer, response.headers, where)
        return pages, answer

    def test_differ_pages_in_every_style(self):
        envelope = {"kind": "envelope", "path": ["data"], "extra": {"took": 1}}
        told = {"total": ["meta", "total"], "more": ["more"], "last": ["last"], "pages": "X-Pages", "token": ["next"], "end": "empty"}
        base = {"style": "cursor", "name": "after", "size": 2, "empty": [1], "short": [2]}
        self.differ(form=envelope, page=base, told=told)
        pages, last = self.walk(lambda answer, *_: answer["next"] and "/differ/t?after=" + answer["next"])
        self.assertEqual(pages, [[1, 2], [], [3], [4, 5]])
        self.assertEqual(last, {"took": 1, "meta": {"total": 5}, "more": False, "last": True, "next": "",
                                "data": [{"i": 4}, {"i": 5}]})
        for style, told in (("next", {"next": ["links", "next"]}), ("link", {"next": "Link"})):
            for form in ("query", "root", "absolute"):
                self.differ(form=envelope, told=told, page={"style": style, "size": 2, "link": form})
                def step(answer, headers, _):
                    found = headers.get("Link", "<>") if style == "link" else answer["links"]["next"] or ""
                    at = found.strip("<").partition(">")[0]
                    return at and (at if form != "query" else "/differ/t" + at).replace("http://127.0.0.1:%d" % self.port, "")
                self.assertEqual(self.walk(step)[0], [[1, 2], [3, 4], [5]], (style, form))
        page = {"style": "page", "name": "p", "first": 0, "size": 3, "size_name": "n", "most": 4}
        self.differ(form=envelope, page=page, past="404")
        answers = [self.walk(lambda *_: None, "/differ/t?p=%d%s" % one) for one in ((1, ""), (0, "&n=2"), (1, "&n=9"), (2, ""))]
        self.assertEqual([pages[0] for pages, _ in answers], [[4, 5], [1, 2], [5], []])
        self.assertEqual(answers[3][1]["status"], 404)
        page = {"style": "offset", "name": "o", "first": 0, "size": 2}
        self.differ(page=page, filters=[{"in": "query", "name": "t", "columns": ["t"]}])
        self.assertEqual([self.numbers("?t=a/1&o=%d" % at) for at in (0, 1, 2)], [[1, 5], [5], []])
        self.differ(page={**page, "after_cut": 1}, filters=[{"in": "query", "name": "t", "columns": ["t"]}])
        self.assertEqual([self.numbers("?t=a/1&o=%d" % at) for at in (0, 2, 4, 6)], [[1], [], [5], []])

    def test_differ_gives_records_in_every_form(self):
        self.differ(form={"kind": "lines"})
        self.assertEqual(self.ask("/differ/t")[1].count(b"\n"), 5)
        self.differ(form={"kind": "object"}, filters=[{"in": "path", "name": 0, "columns": ["i"]}])
        self.assertEqual([self.ask("/differ/t/%d" % i)[:2] for i in (4, 7)], [(200, b'{"i": 4}'), (404, b'{"message": "nothing there"}')])
        for past, body in (("null", b'{"data": null}'), ("absent", b"{}"), ("empty", b'{"data": []}')):
            self.differ(form={"kind": "envelope", "path": ["data"]}, past=past, page={"style": "page", "name": "p", "first": 1, "size": 5})
            self.assertEqual(self.ask("/differ/t?p=2")[1], body)

    def test_answers_by_a_script(self):
        script = [{"target": "/a?y=2&x=1", "json": {"at": "${url}"}}, {"target": "/a", "times": 1, "status": 404},
                  {"target": "/b", "method": "POST", "if_body": {"n": 1}, "text": "ö", "charset": "latin1",
                   "headers": [["X-A", "1"], ["Content-Type", "text/x"]]},
                  {"target": "/b", "if": {"Accept": "^json$"}, "text": "gone", "encode": "gzip"}]
        self.ask("/_mock/script", method="POST", body=json.dumps(script))
        self.assertEqual(json.loads(self.ask("/a?x=1&y=2")[1]), {"at": "http://127.0.0.1:%d" % self.port})
        self.assertEqual([self.ask("/a?z=3")[0] for _ in range(2)], [404, 599])
        status, body, response = self.ask("/b", method="POST", body='{"n": 1}')
        self.assertEqual((status, body, response.headers["X-A"], response.headers["Content-Type"]),
                         (200, "ö".encode("latin1"), "1", "text/x"))
        self.assertEqual(gzip.decompress(self.ask("/b", {"Accept": "json"})[1]), b"gone")
        self.assertEqual(self.ask("/b", method="POST", body='{"n": 2}')[0], 599)
        self.ask("/_mock/reset")
        self.assertEqual(self.ask("/posts/1")[0], 200)

    def test_reset_forgets_what_was_not_read_yet(self):
        first = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        first.connect()
        self.stats()
        self.mock.send_signal(signal.SIGSTOP)
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", self.port)) as gone:
                gone.sendall(b"GET /posts/1 HTTP/1.1\r\nHost: mock\r\n\r\n")
        first.request("POST", "/_mock/reset")
        self.mock.send_signal(signal.SIGCONT)
        self.assertEqual(first.getresponse().status, 200)
        first.close()
        self.assertEqual(self.stats()["requests"], 0)

    def test_truncates(self):
        with self.assertRaises(http.client.IncompleteRead):
            self.ask("/truncate/a")

    def test_resets(self):
        with self.assertRaises(ConnectionResetError):
            self.ask("/reset/a")

    def test_tells_credentials_apart(self):
        self.assertEqual(self.ask("/auth/bearer/x", {"Authorization": "Bearer x"})[0], 200)
        self.assertEqual(self.ask("/auth/bearer/x", {"Authorization": "Bearer y"})[0], 401)
        self.assertEqual(self.ask("/auth/bearer/x")[0], 401)

    def test_log_has_targets_and_headers(self):
        self.ask("/echo?a=1", {"X-One": "1"})
        entry, = json.loads(self.ask("/_mock/log")[1])
        self.assertEqual(entry["target"], "/echo?a=1")
        self.assertEqual(entry["headers"]["x-one"], "1")


if __name__ == "__main__":
    unittest.main()
