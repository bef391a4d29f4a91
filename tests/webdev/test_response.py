"""Conformance: the servlet response, streams, and what nothing adds (checklist 7.30 to 7.34)."""

import sys
import threading

import pytest

from tests.support.raw_http import Cut
from tests.support.synthetic import header, site_of
from tests.webdev.answers import answer, ascii_literal, is_error_page, own_headers
from webdev import options
from webdev.throwables import named

# 7.30

@pytest.mark.parametrize("first, second", [("getWriter", "getOutputStream"), ("getOutputStream", "getWriter")])
def test_7_30_writer_and_stream_exclude_each_other(first, second):
    response = answer("r = request['servletResponse']", "r.%s()" % first, "r.%s()" % second)
    assert is_error_page(response) and b"IllegalStateException" in response.body


@pytest.mark.parametrize("use", ["getWriter()", "getOutputStream()", "writer", "outputStream"])
def test_7_30_dict_after_using_a_stream_raises_in_strict_mode(use):
    response = answer("request['servletResponse'].%s" % use, "return {'json': '{}'}")
    assert is_error_page(response) and b"IllegalStateException" in response.body


def test_7_30_dict_after_using_a_stream_otherwise():
    lines = ["request['servletResponse'].getOutputStream().write(b'a')", "return {'html': 'b'}"]
    assert answer(*lines, strict_reply=False).body == b"ab"
    assert is_error_page(answer("request['servletResponse'].getWriter()", "return {'html': 'b'}", strict_reply=False))


@pytest.mark.parametrize("strict", options.VARIANTS["strict_reply"])
def test_send_error_is_a_page_and_the_body_after_it_is_lost_or_raises(strict):
    lines = ["request['servletResponse'].sendError(418, 'no coffee')", "return {'json': '{}'}"]
    response = answer(*lines, strict_reply=strict)
    assert response.status == 418
    assert b"no coffee" in response.body and b"{}" not in response.body


# 7.31

@pytest.mark.parametrize("key", ["html", "json", "response"])
def test_7_31_text_is_utf_8(key):
    text = u"caf\u00e9 \u6e29\u5ea6 \U0001f600"
    assert answer("return {%r: %s}" % (key, ascii_literal(text))).body == text.encode("utf-8")


@pytest.mark.skipif(sys.version_info[0] < 3, reason="Jython's text cannot hold one")
def test_7_31_lone_surrogate_is_a_question_mark_as_in_java():
    assert answer("return {'json': u'a' + u'\\ud800' + u'b'}").body == b"a?b"


# 7.32

def test_7_32_nothing_is_added():
    site = site_of("return {'html': 'x' * 5000}", session_cookie="used")
    headers = [("Accept-Encoding", "gzip"), ("Origin", "http://a"), ("If-None-Match", "*"),
               ("If-Modified-Since", "Sun, 22 Nov 2026 10:00:00 GMT"), ("X-HTTP-Method-Override", "DELETE")]
    response = site.get("/r", headers=headers)
    assert response.status == 200
    assert dict(own_headers(response)) == {"Content-Type": "text/html", "Content-Length": "5000"}


# 7.33

class Sink(object):
    """A front end that notes what arrives when, and can go away."""

    def __init__(self):
        self.events = []
        self.gone = False

    def start(self, status, headers):
        self.events.append(status)

    def write(self, content):
        if self.gone:
            raise named("java.io", "IOException", "Exception")("Closed")
        self.events.append(content)


@pytest.mark.in_process("looks behind the response; over HTTP: tests/wire/test_streams.py")
def test_7_33_flush_sends_at_once():
    sink = Sink()
    site = site_of("out = request['servletResponse'].getOutputStream()", "out.write(b'a')",
                   "system.seen.append(list(system.sink.events))", "out.flush()",
                   "system.seen.append(list(system.sink.events))", "out.write(b'b')")
    site.gateway.system.sink = sink
    site.get("/r", sink=sink)
    assert site.seen == [[], [200, b"a"]]
    assert b"".join(event for event in sink.events if event != 200) == b"ab"


def test_7_33_full_buffer_commits():
    site = site_of("out = request['servletResponse'].getOutputStream()", "out.write(b'x' * 40000)",
                   "system.seen.append(request['servletResponse'].isCommitted())",
                   "request['servletResponse'].setStatus(500)", "request['servletResponse'].setHeader('X-A', '1')")
    response = site.get("/r")
    assert site.seen == [True]
    assert (response.status, header(response, "X-A"), header(response, "Content-Length")) == (200, [], [])
    assert response.body == b"x" * 40000


@pytest.mark.in_process("looks behind the response; over HTTP: tests/wire/test_streams.py")
def test_7_33_write_to_a_client_that_left_raises():
    sink = Sink()
    site = site_of("out = request['servletResponse'].getOutputStream()", "out.write(b'a')", "out.flush()",
                   "system.sink.gone = True", "out.write(b'b')",
                   "try:", "\tout.flush()", "except Exception:", "\tsystem.seen.append('python')",
                   "finally:", "\tsystem.seen.append('cleaned up')")
    site.gateway.system.sink = sink
    with pytest.raises(Cut):
        site.get("/r", sink=sink)
    assert site.seen[-1] == "cleaned up"


def test_7_33_start_async_raises():
    response = answer("request['servletRequest'].startAsync()")
    assert is_error_page(response) and b"IllegalStateException" in response.body


def test_handlers_run_in_parallel():
    site = site_of("system.barrier.wait()", "return {'html': 'x'}")
    site.gateway.system.barrier = Barrier(3)
    bodies = []
    threads = [threading.Thread(target=lambda: bodies.append(site.get("/r").body)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert bodies == [b"x"] * 3


class Barrier(object):
    """threading.Barrier, which Python 2 lacks."""

    def __init__(self, count):
        self._missing = [None] * (count - 1)
        self._open = threading.Event()

    def wait(self):
        try:
            self._missing.pop()
            self._open.wait(5)
        except IndexError:
            self._open.set()


# 7.34

@pytest.mark.parametrize("status", [204, 304])
def test_7_34_no_content_has_no_body_and_no_type(status):
    response = answer("request['servletResponse'].setStatus(%d)" % status, session_cookie="used")
    assert (response.status, own_headers(response), response.body) == (status, [], b"")


@pytest.mark.parametrize("status", [204, 304])
def test_7_34_body_returned_with_no_content_never_arrives(status):
    assert answer("request['servletResponse'].setStatus(%d)" % status, "return {'json': '{}'}").body == b""


def test_head_keeps_the_length_and_drops_the_body():
    response = site_of("return {'html': 'four'}").call("HEAD", "/r")
    assert (response.body, header(response, "Content-Length")) == (b"", ["4"])


# the profiles

DROPPED = ["request['servletResponse'].setStatus(404, 'gone')", "request['servletResponse'].encodeUrl('/')",
           "request['servletResponse'].encodeRedirectUrl('/')", "request['servletRequest'].getRealPath('/')",
           "request['servletRequest'].isRequestedSessionIdFromUrl()"]


@pytest.mark.parametrize("line", DROPPED)
def test_7_8_profile_8_3_lacks_what_servlet_6_dropped(line):
    assert answer(line, "return {'html': ''}", profile="8.1").status in (200, 404)
    response = answer(line, "return {'html': ''}", profile="8.3")
    assert is_error_page(response)
    assert b"AttributeError" in response.body or b"TypeError" in response.body
