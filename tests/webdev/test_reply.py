"""Conformance: what a handler's return value becomes (checklist 7.23 to 7.29)."""

import base64
import json
import re
import time

import pytest

from tests.support.raw_http import Cut
from tests.support.synthetic import header, site_of, transport
from tests.webdev.answers import answer, ascii_literal, is_error_page, shape
from webdev import options

BYTES = "array.array('b', [0, 65, -1])"

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


def test_a_failure_after_the_commit_in_the_other_variant():
    response = answer("out = request['servletResponse'].getOutputStream()", "out.write(b'half')", "out.flush()",
                      "raise ValueError('x')", failure_after_commit="ended")
    assert (response.status, response.body) == (200, b"half")


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
