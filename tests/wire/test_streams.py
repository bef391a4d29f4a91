"""Answers over sockets: streamed, cut, empty, large (checklist 7.27, 7.32 to 7.34)."""

import threading
from contextlib import closing

import pytest

from tests.support.raw_http import Cut
from tests.support.synthetic import header, site_of
from tests.support.waiting import wait_for
from webdev import pages

pytestmark = pytest.mark.over_http
STREAM = ["response = request['servletResponse']", "response.setContentType('text/event-stream')",
          "out = response.getOutputStream()"]
HOST = [("Host", "a")]


def opened(site, method="GET"):
    """A connection that has sent its request."""
    connection = site.connect()
    connection.send(("%s %s HTTP/1.1\r\nHost: a\r\n\r\n" % (method, site.target("/r"))).encode("ascii"))
    return closing(connection), connection


# 7.33

def test_7_33_flush_sends_at_once():
    site = site_of(*STREAM + ["for event in system.events:", "\tout.write(b'data: x\\n\\n')", "\tout.flush()",
                              "\tevent.wait(20)"])
    events = site.gateway.system.events = [threading.Event() for _ in range(3)]
    closed, connection = opened(site)
    with closed:
        assert connection.head()[0] == 200
        for event in events:
            assert connection.chunk() == b"data: x\n\n"
            event.set()
        assert connection.chunk() == b""


def test_7_33_flush_alone_sends_the_headers():
    site = site_of(*STREAM + ["out.flush()", "system.event.wait(20)"])
    site.gateway.system.event = threading.Event()
    closed, connection = opened(site)
    with closed:
        status, headers = connection.head()
        assert (status, dict(headers)["Content-Type"]) == (200, "text/event-stream")
        site.gateway.system.event.set()
        assert connection.chunk() == b""


def test_7_33_write_to_a_client_that_left_raises():
    site = site_of("import sys", *STREAM + [
        "try:", "\twhile True:", "\t\tout.write(b': alive\\n\\n' * 1000)", "\t\tout.flush()",
        "except Exception:", "\tsystem.seen.append('Exception')",
        "except:", "\tsystem.seen.append([kind.__name__ for kind in sys.exc_info()[0].__mro__])"])
    closed, connection = opened(site)
    with closed:
        assert connection.head()[0] == 200
    wait_for(lambda: site.seen)
    assert "IOException" in site.seen[0]


def test_7_33_slow_reader_gets_everything():
    site = site_of(*STREAM + ["for n in range(300):", "\tout.write(b'x' * 10000)", "\tout.flush()"])
    closed, connection = opened(site)
    with closed:
        assert connection.answer().body == b"x" * 3000000


def test_large_answer():
    assert site_of("return {'html': 'x' * 3000000}").get("/r").body == b"x" * 3000000


# 7.27

@pytest.mark.parametrize("raised", ["ValueError('x')", "java.lang.RuntimeException('x')", "SystemExit()"])
def test_7_27_failure_after_the_commit_cuts_the_connection(raised):
    site = site_of("import java.lang", *STREAM + ["out.write(b'half')", "out.flush()", "raise " + raised])
    closed, connection = opened(site)
    with closed:
        assert connection.head()[0] == 200
        assert connection.chunk() == b"half"
        with pytest.raises(Cut):
            connection.chunk()
    assert site.get("/other").status == 404


def test_7_27_failure_after_a_length_was_sent_cuts_too():
    site = site_of("response = request['servletResponse']", "response.setContentLength(100)",
                   "out = response.getOutputStream()", "out.write(b'half')", "out.flush()", "raise ValueError('x')")
    with pytest.raises(Cut):
        site.get("/r")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("accept", ["application/json", "text/plain", "text/html", "*/*", "text/json;q=0.5"])
def test_7_27_error_page_is_html_whatever_is_asked_for(method, accept):
    answer = site_of("raise ValueError('x')").call(method, "/r", [("Accept", accept)])
    assert (answer.status, answer.content_type) == (500, "text/html;charset=iso-8859-1")
    assert b"<h2>HTTP ERROR 500 ValueError</h2>" in answer.body


@pytest.mark.parametrize("lines, status, message", [
    (["raise ValueError('x')"], 500, "ValueError"),
    (["request['servletResponse'].sendError(418, 'a <b> \"c\" & \\'d\\'')"], 418,
     "a &lt;b&gt; &quot;c&quot; &amp; &apos;d&apos;"),
] + [(["request['servletResponse'].sendError(%d)" % status], status, reason)
     for status, reason in sorted(pages.REASONS.items())])
def test_error_pages_are_the_same_to_the_byte(lines, status, message):
    answer = site_of(*lines, **{"session_cookie": "used"}).get("/r/x%20y?a=1")
    page = ('<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>\n'
            "<title>Error {0} {1}</title>\n</head>\n<body><h2>HTTP ERROR {0} {1}</h2>\n<table>\n"
            "<tr><th>URI:</th><td>/system/webdev/demo/r/x%20y</td></tr>\n<tr><th>STATUS:</th><td>{0}</td></tr>\n"
            "<tr><th>MESSAGE:</th><td>{1}</td></tr>\n</table>\n\n</body>\n</html>\n").format(status, message)
    assert (answer.status, answer.body.decode("ascii")) == (status, page)
    assert header(answer, "Cache-Control") == ["must-revalidate,no-cache,no-store"]


# 7.34, HEAD

@pytest.mark.parametrize("status", [204, 304])
def test_7_34_empty_statuses(status):
    site = site_of("request['servletResponse'].setStatus(%d)" % status, session_cookie="used")
    answer = site.get("/r")
    assert (answer.status, {name for name, _ in answer.headers} - {"Date"}, answer.body) == (status, set(), b"")


def test_head_has_the_length_and_no_body():
    answer = site_of("return {'html': 'four'}").call("HEAD", "/r")
    assert (answer.status, header(answer, "Content-Length"), answer.body) == (200, ["4"], b"")


def test_streamed_head_has_no_body():
    site = site_of(*STREAM + ["out.write(b'x')", "out.flush()"])
    with closing(site.connect()) as connection:
        assert connection.ask("HEAD", site.target("/r"), HOST).body == b""
        assert connection.ask("HEAD", site.target("/r"), HOST).status == 200


# headers

def test_unusual_status():
    answer = site_of("request['servletResponse'].setStatus(499)", "return {'html': 'x'}").get("/r")
    assert (answer.status, answer.body) == (499, b"x")


def test_header_injection_does_not_split():
    site = site_of("request['servletResponse'].setHeader('X-Echo', request['params']['v'])", "return {'html': ''}")
    answer = site.get("/r?v=a%0D%0ASet-Cookie:%20evil=1", headers=[("Cookie", "JSESSIONID=x")])
    assert header(answer, "X-Echo") == ["a  Set-Cookie: evil=1"]


def test_7_32_server_does_not_name_itself():
    answer = site_of("return {'html': ''}", session_cookie="used").get("/r")
    assert {name for name, _ in answer.headers} - {"Date"} == {"Content-Type", "Content-Length"}


def test_trace_is_not_echoed_by_the_server():
    assert site_of("return {'html': 'mine'}").call("TRACE", "/r", [("X-Secret", "s")]).body == b"mine"
