"""Requests over sockets: bodies in any framing, several on one connection, nonsense (checklist 7.16 to 7.22)."""

from contextlib import closing

import pytest

from tests.support import raw_http
from tests.support.synthetic import probing_site, site_of
from webdev.compat import native_bytes

pytestmark = pytest.mark.over_http
CHUNKED = ("Transfer-Encoding", "chunked")
JSON = ("Content-Type", "application/json")
TEXT = ("Content-Type", "text/plain")
BYTES = ("Content-Type", "application/octet-stream")


def test_7_19_binary_body_is_exact():
    body = bytes(bytearray(range(256))) * 300
    site = probing_site(lambda request: (native_bytes(request["data"]), request["servletRequest"].getContentLength()))
    assert site.call("POST", "/r", [BYTES], body).status == 200
    assert site.seen == [(body, len(body))]


def test_7_19_chunked_body_has_no_length():
    site = probing_site(lambda request: (request["data"], request["servletRequest"].getContentLength()))
    assert site.call("PUT", "/r", [JSON, CHUNKED], b'5\r\n{"a":\r\n3\r\n 1}\r\n0\r\n\r\n').status == 200
    assert site.seen == [({"a": 1}, -1)]


def test_body_that_arrives_in_pieces():
    site = probing_site()
    body = b"x" * 100
    raw = raw_http.request_bytes("POST", site.target("/r"), [("Host", "a"), TEXT, ("Content-Length", "100")], body)
    with closing(site.connect()) as connection:
        for start in range(0, len(raw), 37):
            connection.send(raw[start:start + 37])
        assert connection.answer("POST").status == 200
    assert site.seen[0]["data"] == body.decode("ascii")


def test_expect_continue():
    site = probing_site()
    headers = [("Host", "a"), ("Expect", "100-continue"), TEXT, ("Content-Length", "5")]
    with closing(site.connect()) as connection:
        connection.send(raw_http.request_bytes("POST", site.target("/r"), headers))
        assert connection.head()[0] == 100
        connection.send(b"hello")
        assert connection.answer("POST").status == 200
    assert site.seen[0]["data"] == "hello"


@pytest.mark.parametrize("headers", [[], [("Content-Length", "0")]])
def test_an_expectation_without_a_body_is_answered_at_once(headers):
    site = probing_site()
    with closing(site.connect()) as connection:
        connection.send(raw_http.request_bytes(
            "GET", site.target("/r"), [("Host", "a"), ("Expect", "100-continue")] + headers))
        assert connection.answer().status == 200


def test_7_17_session_cookie_on_one_connection():
    site = site_of("session['n'] = session.get('n', 0) + 1", "return {'html': str(session['n'])}")
    host = ("Host", "a")
    with closing(site.connect()) as connection:
        first = connection.ask("GET", site.target("/r"), [host])
        cookie = ("Cookie", first.header("Set-Cookie").partition(";")[0])
        bodies = [connection.ask("GET", site.target("/r"), [host, cookie]).body for _ in range(2)]
    assert [first.body] + bodies == [b"1", b"2", b"3"]


ENDINGS = {
    "a text": (["return {'html': 'x'}"], 200),
    "an error page": (["raise ValueError('x')"], 500),
    "no content": (["request['servletResponse'].setStatus(204)"], 204),
    "not modified": (["request['servletResponse'].setStatus(304)"], 304),
    "a stream": (["out = request['servletResponse'].getOutputStream()", "out.write(b'x')", "out.flush()"], 200),
    "a large answer": (["return {'html': 'x' * 300000}"], 200),
}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_connection_goes_on_after(ending, method):
    lines, status = ENDINGS[ending]
    site = site_of(*lines)
    body = b"hello" if method == "POST" else b""
    headers = [("Host", "a"), TEXT, ("Content-Length", str(len(body)))]
    with closing(site.connect()) as connection:
        answers = [connection.ask(method, site.target("/r"), headers, body) for _ in range(3)]
    assert [(answer.status, answer.close) for answer in answers] == [(status, False)] * 3
    assert len({answer.body for answer in answers}) == 1


def test_requests_sent_without_waiting_are_answered_in_order():
    site = site_of("return {'html': str(request['remainingPath'])}")
    raw = [raw_http.request_bytes("GET", site.target("/r/%d" % number), [("Host", "a")]) for number in range(5)]
    with closing(site.connect()) as connection:
        connection.send(b"".join(raw))
        assert [connection.answer().body for _ in raw] == [b"/0", b"/1", b"/2", b"/3", b"/4"]


@pytest.mark.parametrize("version, headers, close", [
    (b"1.1", b"Connection: close\r\n", True), (b"1.0", b"", True), (b"1.0", b"Connection: keep-alive\r\n", False),
])
def test_who_closes(version, headers, close):
    site = site_of("return {'html': 'x'}")
    raw = b"GET " + site.target("/r").encode("ascii") + b" HTTP/" + version + b"\r\nHost: a\r\n" + headers + b"\r\n"
    with closing(site.connect()) as connection:
        connection.send(raw)
        assert connection.answer().body == b"x"
        if close:
            assert connection.ended()
        else:
            connection.send(raw)
            assert connection.answer().body == b"x"


@pytest.mark.parametrize("raw, status, reason", [
    (b"GET / HTTP/1.1\r\n\r\n", 400, "No Host"),
    (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505, "Unknown Version"),
    (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414, "URI Too Long"),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 9000 + b"\r\n\r\n", 431, "Request Header Fields Too Large"),
])
def test_refused_request_gets_a_short_page_and_the_connection_ends(raw, status, reason):
    site = probing_site()
    with closing(site.connect()) as connection:
        connection.send(raw)
        answer = connection.answer()
        assert connection.ended()
    assert (answer.status, answer.content_type, answer.close) == (status, "text/html;charset=iso-8859-1", True)
    assert answer.body.decode("ascii") == "<h1>Bad Message %d</h1><pre>reason: %s</pre>" % (status, reason)
    assert site.seen == []


def test_server_survives_nonsense():
    site = probing_site()
    with closing(site.connect()) as connection:
        connection.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
        assert connection.answer().status == 400
    assert site.get("/r").status == 200
