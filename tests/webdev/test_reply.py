"""Conformance: what a handler's answer becomes (checklist 7.23 to 7.34)."""

import base64
import json
import re
import sys
import threading
import time

import pytest

from tests.support.raw_http import Cut
from tests.support.synthetic import header, site_of, transport
from webdev import options
from webdev.throwables import named

BYTES = "array.array('b', [0, 65, -1])"


def answer(*lines, **options_):
    """The response to GET on a handler with these lines."""
    return site_of(*lines, **options_).get("/r")


def shape(response):
    return response.status, response.content_type, response.body


def own_headers(response):
    """Without the one that a web server adds to every answer."""
    return [(name, value) for name, value in response.headers if name != "Date"]


def is_error_page(response):
    return (response.status == 500 and response.content_type == "text/html;charset=iso-8859-1"
            and b"<h2>HTTP ERROR 500" in response.body)


# 7.23

@pytest.mark.parametrize("reply, content_type, body", [
    ("{'html': '<p>x</p>'}", "text/html", b"<p>x</p>"),
    ("{'json': '{\"a\": 1}'}", "application/json", b'{"a": 1}'),
    ("{'bytes': %s}" % BYTES, "application/octet-stream", b"\x00A\xff"),
    ("{'response': 12}", "text/plain", b"12"),
    ("{'response': None}", "text/plain", b"None"),
])
def test_7_23_default_content_types(reply, content_type, body):
    assert shape(answer("import array", "return " + reply)) == (200, content_type, body)


def test_7_23_first_key_wins():
    keys = [("html", "'1'"), ("json", "'2'"), ("file", "'/nope'"), ("bytes", BYTES), ("response", "'5'")]
    types = ["text/html", "application/json", None, "application/octet-stream", "text/plain"]
    for start, content_type in enumerate(types):
        reply = ", ".join("'%s': %s" % pair for pair in reversed(keys[start:]))
        response = answer("import array", "return {%s}" % reply)
        assert response.status == 404 if content_type is None else response.content_type == content_type


def test_7_23_content_type_overrides():
    response = answer("return {'json': '{}', 'contentType': 'application/problem+json'}")
    assert shape(response) == (200, "application/problem+json", b"{}")


def test_7_23_file(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"\x00<p>")
    assert shape(answer("return {'file': %r}" % str(path))) == (200, "text/html", b"\x00<p>")
    assert answer("return {'file': %r}" % str(tmp_path / "missing")).status == 404


@pytest.mark.parametrize("variant, content_type", [("none", "text/html"), ("utf-8", "text/html;charset=utf-8")])
def test_charset_of_the_default_types_in_every_variant(variant, content_type):
    assert answer("return {'html': ''}", reply_charset=variant).content_type == content_type


@pytest.mark.parametrize("variant, content_type", [(False, "application/json"), (True, "application/vnd.x+json")])
def test_content_type_set_by_the_handler_in_every_variant(variant, content_type):
    lines = ["request['servletResponse'].setContentType('application/vnd.x+json')", "return {'json': '{}'}"]
    assert answer(*lines, content_type_kept=variant).content_type == content_type


# 7.24

@pytest.mark.parametrize("key, value", [("status", 404), ("code", 404), ("statusCode", 404),
                                        ("headers", {"X-A": "1"})])
def test_7_24_status_and_headers_have_no_effect(key, value):
    response = answer("return {'json': '{}', %r: %r}" % (key, value))
    assert (response.status, header(response, "X-A")) == (200, [])


def test_7_24_they_are_no_answer_of_their_own():
    assert is_error_page(answer("return {'code': 404, 'headers': {}, 'contentType': 'text/plain'}"))


# 7.25

@pytest.mark.parametrize("line", ["request['servletResponse'].setStatus(404)",
                                  "request['servletResponse'].status = 404"])
def test_7_25_status_set_before_the_return_survives(line):
    assert shape(answer(line, "return {'json': '{}'}")) == (404, "application/json", b"{}")


def test_7_25_headers_survive():
    response = answer("r = request['servletResponse']", "r.setHeader('X-A', '1')", "r.setHeader('x-a', '2')",
                      "r.addHeader('Vary', 'Origin')", "r.addHeader('Vary', 'Accept')", "return {'json': '{}'}")
    assert header(response, "X-A") == ["2"]
    assert header(response, "Vary") == ["Origin", "Accept"]


def test_7_25_cookies_survive():
    site = site_of("request['servletResponse'].addCookie(system.cookie)", "return {'json': '{}'}",
                   session_cookie="used")
    cookie = site.gateway.system.cookie = transport().cookie("a", "1")
    cookie.setPath("/")
    cookie.setMaxAge(60)
    cookie.setHttpOnly(True)
    response = site.get("/r")
    found = re.match("^a=1; Path=/; Expires=(.*) GMT; Max-Age=60; HttpOnly$", *header(response, "Set-Cookie"))
    assert time.strptime(found.group(1), "%a, %d-%b-%Y %H:%M:%S")
    assert header(response, "Expires") == ["Thu, 01 Jan 1970 00:00:00 GMT"]


# 7.26

@pytest.mark.parametrize("reply", ["{}", "{'body': 'x'}", "{u'HTML': 'x'}"])
def test_7_26_dict_without_a_known_key_500(reply):
    assert is_error_page(answer("return " + reply))


def test_7_26_none_writes_nothing():
    assert shape(answer("return None")) == (200, None, b"")
    assert shape(answer("pass")) == (200, None, b"")


def test_7_26_none_after_streaming_leaves_what_was_streamed():
    response = answer("r = request['servletResponse']", "r.setStatus(201)", "r.setContentType('text/csv')",
                      "r.getOutputStream().write(b'a,b')")
    assert shape(response) == (201, "text/csv", b"a,b")


@pytest.mark.parametrize("variant", options.VARIANTS["other_return"])
@pytest.mark.parametrize("reply", ["'text'", "5", "['a']"])
def test_other_return_values_in_every_variant(variant, reply):
    response = answer("return " + reply, other_return=variant)
    if variant == "error":
        assert is_error_page(response)
    else:
        assert response.status == 200
        assert response.body == (b"" if variant == "empty" else str(eval(reply)).encode())


# 7.27

@pytest.mark.parametrize("raised", ["ValueError('x')", "KeyError(5)", "SystemExit(1)",
                                    "java.lang.RuntimeException('x')", "java.lang.OutOfMemoryError('x')"])
def test_7_27_uncaught_exception_is_a_500_page(raised):
    lines = ["import java.lang", "r = request['servletResponse']", "r.setStatus(201)",
             "r.setContentType('application/json')", "r.getOutputStream().write(b'{}')", "raise " + raised]
    assert is_error_page(answer(*lines))


def test_7_27_headers_that_do_not_describe_the_body_stay():
    response = answer("r = request['servletResponse']", "r.setHeader('X-A', '1')", "r.setHeader('ETag', 'x')",
                      "raise ValueError('x')")
    assert (header(response, "X-A"), header(response, "ETag")) == (["1"], [])


def test_7_27_committed_response_is_cut():
    site = site_of("out = request['servletResponse'].getOutputStream()", "out.write(b'half')", "out.flush()",
                   "raise ValueError('x')")
    with pytest.raises(Cut):
        site.get("/r")
    assert site.get("/nope").status == 404


def test_7_27_the_log_has_the_trace(caplog):
    answer("raise ValueError('the reason')")
    assert "the reason" in caplog.text and "webdev_resources/r/doGet.py" in caplog.text


# 7.28

def test_7_28_byte_array_under_response_is_damaged():
    body = bytes(bytearray(range(256))) * 2
    response = answer("import array", "return {'response': array.array('b', [%s])}"
                      % ",".join(str(value - 256 if value > 127 else value) for value in bytearray(body)))
    assert response.body != body
    assert base64.b64decode(response.body) == body


def test_7_28_measured_size_of_the_damage():
    response = answer("import array", "return {'response': array.array('b', [7] * 28984)}")
    assert len(response.body) == 39156


def test_7_28_bytes_are_exact():
    values = list(range(-128, 128))
    response = answer("import array", "return {'bytes': array.array('b', %r)}" % values)
    assert bytearray(response.body) == bytearray(value % 256 for value in values)


@pytest.mark.parametrize("variant", options.VARIANTS["bytes_of_text"])
def test_text_under_bytes_in_every_variant(variant):
    response = answer("return {'bytes': u'text'}", bytes_of_text=variant)
    assert is_error_page(response) if variant == "error" else response.body == b"text"


# 7.29

@pytest.mark.parametrize("text", [u'{ "a" :1.0 }', u"not json at all", u"", u'"\u00e9\U0001f600"', u"<&='>"])
@pytest.mark.parametrize("escape", options.VARIANTS["escape_html"])
def test_7_29_json_text_passes_byte_for_byte(text, escape):
    response = answer("return {'json': %s}" % ascii_literal(text), escape_html=escape)
    assert response.body == text.encode("utf-8")


@pytest.mark.parametrize("escape", options.VARIANTS["escape_html"])
def test_7_29_python_objects_are_encoded(escape):
    value = {"a": [1, 2.5, None, True, u"\u00e9 <b>"], "b": {"5": (1, 2)}}
    line = "return {'json': {'a': [1, 2.5, None, True, u'\\u00e9 <b>'], 'b': {5: (1, 2)}}}"
    response = answer(line, escape_html=escape)
    assert json.loads(response.body.decode("utf-8")) == json.loads(json.dumps(value))
    assert (b"<" in response.body) is not escape


FOREIGN = ["class Foreign(object):", "\tpass"]


def test_7_29_foreign_objects_fail_in_every_variant():
    response = answer(*FOREIGN + ["return {'json': {'a': [Foreign()]}}"], encode_foreign="empty")
    assert shape(response) == (200, "application/json", b"")
    response = answer(*FOREIGN + ["return {'json': {'a': [Foreign()]}}"], encode_foreign="overflow")
    assert is_error_page(response) and b"StackOverflowError" in response.body
    assert set(options.VARIANTS["encode_foreign"]) == {"empty", "overflow"}


@pytest.mark.parametrize("variant", options.VARIANTS["encode_foreign"])
def test_7_29_endless_objects_overflow(variant):
    response = answer("a = []", "a.append(a)", "return {'json': a}", encode_foreign=variant)
    assert is_error_page(response) and b"StackOverflowError" in response.body


@pytest.mark.parametrize("variant", options.VARIANTS["encode_date"])
def test_7_29_dates_are_poisoned_unless_a_variant_is_chosen(variant):
    response = answer("import java.util", "return {'json': {'t': java.util.Date(5)}}", encode_date=variant)
    if variant == "poison":
        assert is_error_page(response)
    else:
        value = json.loads(response.body.decode())["t"]
        assert value == 5 if variant == "millis" else "1970" in value


@pytest.mark.parametrize("variant, body", [("error", None), ("null", b"[null]"), ("literal", b"[NaN]")])
def test_not_a_number_in_every_variant(variant, body):
    response = answer("return {'json': [float('nan')]}", encode_nan=variant)
    assert is_error_page(response) if body is None else response.body == body
    assert set(options.VARIANTS["encode_nan"]) == {"error", "null", "literal"}


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


def ascii_literal(text):
    return "u'%s'" % text.encode("unicode_escape").decode("ascii").replace("'", "\\'")
