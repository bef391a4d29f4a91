"""Odd headers, bodies and paths through a real server: what arrives there is not always what was sent."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

import simulator
from tests.faults.answers import answered, clean, refused, unwritten
from tests.faults.settings import PROFILES, fresh
from tests.faults.test_paths import METHODS, ODD, ROUTES
from tests.support.client import Answer
from tests.support.product import TOKEN, Product
from webdev import wsgi

BASE = "/system/webdev/demo/api"
GOOD = "Authorization: Bearer " + TOKEN
JSON = "Content-Type: application/json"
LATIN = "latin-1"


class Received(Answer):
    """An answer as it came over the wire."""

    def __init__(self, content: bytes) -> None:
        head, _, self.body = content.partition(b"\r\n\r\n")
        first, *lines = head.decode(LATIN).split("\r\n")
        self.status = int(first.split(" ")[1])
        self.header_list = [tuple(line.split(": ", 1)) for line in lines]
        self.headers = {name.lower(): value for name, value in self.header_list}


class Server:
    def __init__(self, product: Product, running: wsgi.Server) -> None:
        self.product = product
        self.address = (running.address, running.port)

    def raw(self, request: bytes) -> bytes:
        """Everything that comes back until the server closes."""
        simulator.use(self.product.gateway)
        received = b""
        with closing(socket.create_connection(self.address, timeout=10)) as connection:
            connection.sendall(request)
            while chunk := connection.recv(65536):
                received += chunk
        return received

    def ask(self, method: str, path: str, *headers: str | bytes, body: bytes = b"", base: str = BASE) -> Received:
        lines = [f"{method} {base}{path} HTTP/1.1", "Host: gw:8088", "Connection: close", *headers]
        raw = [line if isinstance(line, bytes) else line.encode(LATIN) for line in lines]
        return Received(self.raw(b"\r\n".join([*raw, b"", b""]) + body))

    def send(self, method: str, path: str, body: bytes, *headers: str) -> Received:
        return self.ask(method, path, GOOD, JSON, f"Content-Length: {len(body)}", *headers, body=body)


@pytest.fixture(scope="module", params=PROFILES)
def server(request) -> Iterator[Server]:
    product = fresh(request.param)
    with wsgi.serve(product.host, 0) as running:
        yield Server(product, running)


def chunked(body: bytes, size: int = 65536) -> bytes:
    pieces = [body[start:start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def read_body(size: int) -> bytes:
    return json.dumps({"paths": ["a" * 60000] * (size // 60004 + 1)}).encode()


def test_abuse_case_5_large_bodies(server):
    large = read_body(1100000)
    refused(server.send("POST", "/read", large), 413, "body_too_large")
    refused(server.ask("POST", "/read", GOOD, JSON, "Transfer-Encoding: chunked", body=chunked(large)), 413,
        "body_too_large")
    answered(server.ask("POST", "/read", GOOD, JSON, "Transfer-Encoding: chunked", body=chunked(b'{"paths":["x"]}',
        3)))


def test_abuse_case_5_lengths_that_contradict(server):
    """Request smuggling: one connection carries one request, and no second one hides in its body."""
    hidden = f"GET {BASE}/status HTTP/1.1\r\nHost: x\r\n{GOOD}\r\n\r\n".encode()
    for headers in (
            ("Content-Length: 0", "Content-Length: %d" % len(hidden)), ("Content-Length: 5, 5",),
            ("Content-Length: -1",),
            ("Content-Length: 1e3",), ("Content-Length: +5",), ("Content-Length: 0x5",), ("Content-Length: ",),
            ("Transfer-Encoding: chunked", "Content-Length: 4"), ("Transfer-Encoding: xchunked",),
            ("Transfer-Encoding : chunked",), ("Transfer-Encoding: chunked, identity",),
            ("Transfer-Encoding: \x0bchunked",)):
        body = b"0\r\n\r\n" + hidden
        received = server.raw("\r\n".join(
            [f"POST {BASE}/read HTTP/1.1", "Host: gw", JSON, "Connection: close", *headers, "",
                ""]).encode(LATIN) + body)
        assert b'"platform"' not in received, headers
        assert received.count(b"HTTP/1.1 2") == 0, headers


INJECTIONS = (
    b"x\r\nX-Injected: 1", b"x\nX-Injected: 1", b"x\rX-Injected: 1", b"x\x00X-Injected: 1", b"x\r\n\r\n<html>",
    b"x%0d%0aX-Injected: 1", b"\xe5\x98\x8d\xe5\x98\x8aX-Injected: 1", b"x\r\n X-Injected: 1", b"x\x0bX-Injected: 1",
)


def test_abuse_case_17_line_breaks_in_headers(server):
    for value in INJECTIONS:
        for name in (b"X-Request-Id: ", b"Origin: ", b"If-None-Match: ", b"Accept: "):
            for path in ("/health", "/tags"):
                answer = server.ask("GET", path, name + value)
                assert "x-injected" not in answer.headers
                assert answer.status < 500
                assert b"<html>" not in answer.body


def test_abuse_case_17_line_breaks_in_the_url(server):
    for value in ("x%0d%0aX-Injected:%201", "x%0aX-Injected:1", "%E5%98%8D%E5%98%8AX-Injected:1", "x%00"):
        for path in (f"/tags?path={value}", f"/browse?name={value}&format=records&limit=1&path=%5Bdefault%5DPlant",
                     f"/browse?cursor={value}", f"/tags?{value}=1", f"/tags/default/{value}", f"/health/{value}",
                     f"/{value}"):
            answer = server.ask("GET", path, GOOD)
            assert "x-injected" not in answer.headers
            assert answer.status < 500


def test_abuse_case_18_credentials(server):
    for headers, status, code in (
            (("authorization: bearer " + TOKEN,), 200, None), (("AUTHORIZATION:Bearer " + TOKEN,), 200, None),
            (("x-aPI-kEY: " + TOKEN,), 200, None), ((GOOD, GOOD), 400, "ambiguous_credentials"),
            ((GOOD, "authorization: Bearer x"), 400, "ambiguous_credentials"),
            (("Authorization: Bearer x", "X-API-Key: " + TOKEN), 400, "ambiguous_credentials"),
            (("X-API-Key: " + TOKEN, "x-api-key: x"), 400, "ambiguous_credentials"),
            ((GOOD + ", Bearer x",), 401, "credentials_required"), (("X_API_Key: " + TOKEN,), 401,
                "credentials_required"),
            (("Authorization:",), 401, "credentials_required"), ((GOOD + "\xe9",), 401, "credentials_required")):
        answer = server.ask("GET", "/status", *headers)
        if code is None:
            answered(answer)
        else:
            refused(answer, status, code)


def test_abuse_case_18_headers_that_the_server_folds_or_refuses(server):
    for headers in (("Authorization:", " Bearer " + TOKEN), ("Authorization : Bearer " + TOKEN,), (" " + GOOD,),
            ("\t" + GOOD,),
                    (GOOD.replace(":", "\x00:"),), (GOOD.replace("Bearer ", "Bearer \r\n "),)):
        answer = server.ask("GET", "/status", *headers)
        # Where a folded header is put together again, it is one credential like any other.
        assert answer.status in (200, 400, 401)
        assert TOKEN not in answer.text()


def test_abuse_case_22_methods(server):
    with unwritten(server.product):
        for path, allow in ROUTES.items():
            for method in METHODS:
                if method in allow.split(", "):
                    continue
                answer = server.ask(method, path, GOOD, JSON, "Content-Length: 11", body=b'{"value":1}')
                assert answer.headers["allow"] == allow, (method, path)
                if method == "HEAD":
                    assert (answer.status, answer.body) == (405, b"")
                else:
                    refused(answer, 405, "method_not_allowed")


@pytest.mark.parametrize("method", ["FOO", "get", "PROPFIND", "CONNECT", "G" * 5000, "GET\x00", "\xff", "<b>", ""])
def test_abuse_case_22_methods_that_do_not_exist(server, method):
    request = f"{method} {BASE}/tags HTTP/1.1\r\nHost: gw\r\n{GOOD}\r\nConnection: close\r\n\r\n"
    answer = clean(Received(server.raw(request.encode(LATIN))))
    assert 400 <= answer.status < 600 and answer.status not in (500, 502)
    assert b"Temperature" not in answer.body


def test_abuse_case_22_head(server):
    got, head = server.ask("GET", "/tags/default/Plant/FlowRate", GOOD), server.ask("HEAD",
        "/tags/default/Plant/FlowRate", GOOD)
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", got.headers["etag"])
    refused(server.ask("GET", "/tags/default/None", GOOD), 404)
    head = server.ask("HEAD", "/tags/default/None", GOOD)
    assert (head.status, head.body) == (404, b"")


def test_abuse_case_23_odd_paths(server):
    with unwritten(server.product):
        for odd in ODD:
            for method in ("GET", "PUT"):
                answer = server.ask(method, "/tags" + odd, GOOD, JSON, "Content-Length: 13", body=b'{"value":"x"}')
                assert TOKEN not in answer.text()
                assert answer.status in (400, 403, 404, 405), (method, odd)


def test_abuse_case_23_odd_request_targets(server):
    for target in (
            "//system/webdev/demo/api/status", "/system/webdev/demo/api/../api/status",
            "/system//webdev/demo/api/status",
            "/system/webdev/demo/api/health/%2e%2e/status", "http://evil.example/system/webdev/demo/api/status", "*",
            "/system/webdev/demo/api/health;/../status", "/system/webdev/demo/api/status?x=1#y", "status", "?",
            "%2Fsystem",
            "/system/webdev/demo/api/status%00", "/system/webdev/demo/api/%",
            "/system/webdev/demo/api/%c0%ae%c0%ae/status",
            "/system/webdev/demo/api/health/..%2f..%2fapi%2fstatus", "/" + "a" * 9000,
            "/system/webdev/demo/api/" + "../" * 500,
            "/system/webdev/../webdev/demo/api/status", "/system/webdev/DEMO/api/status",
            "\\system\\webdev\\demo\\api\\status"):
        answer = server.ask("GET", target, base="")
        assert 400 <= answer.status < 500, target
        assert b"platform" not in answer.body


def test_abuse_case_23_raw_bytes_in_the_path(server):
    for octet in [0, 1, 9, 10, 11, 12, 13, 27, 31, 127, 128, 133, 160, 192, 255]:
        target = f"GET {BASE}/tags/default/Plant/Flow".encode() + bytes([octet]) + b"Rate HTTP/1.1\r\n"
        received = server.raw(target + f"Host: gw\r\n{GOOD}\r\nConnection: close\r\n\r\n".encode(LATIN))
        answer = Received(received) if received.startswith(b"HTTP/") else None
        assert answer is None or 400 <= answer.status < 500, octet


def test_abuse_case_6_and_7_over_the_wire(server):
    for body in (b"[" * 100000, b'{"paths":[' + b"9" * 200000 + b"]}", b'{"paths":["' + b"\\u0022" * 100000,
                 b'{"paths":["' + b'\\"' * 500000):
        refused(server.send("POST", "/read", body), 400)
