"""The pure-Python servlet response, as far as Jetty's behaviour shows (checklist 7.25, 7.30)."""

import pytest

from webdev import servlet
from webdev.compat import java_bytes
from webdev.throwables import named

pytestmark = pytest.mark.in_process("pokes the pure-Python objects")


def test_header_values_cannot_be_split():
    response = servlet.Response()
    response.setHeader("X-A", "1\r\nSet-Cookie: evil=1")
    response.addHeader("X-B\r\nX-C", u"caf\u00e9 \u6e29\x00")
    assert response.headers == [("X-A", "1  Set-Cookie: evil=1"), ("X-B??X-C", u"caf\u00e9  \x00")]


def test_null_removes_a_header():
    response = servlet.Response()
    response.setHeader("X-A", "1")
    response.setHeader("x-a", None)
    response.addHeader("X-B", None)
    assert response.headers == []


def test_numbers_become_text():
    response = servlet.Response()
    response.setIntHeader("Retry-After", 5)
    response.setHeader("X-N", 7)
    response.setContentLength(3)
    assert response.headers == [("Retry-After", "5"), ("X-N", "7"), ("Content-Length", "3")]


def test_reading_headers_back():
    response = servlet.Response()
    response.addHeader("Vary", "a")
    response.addHeader("vary", "b")
    assert (response.getHeader("VARY"), list(response.getHeaders("Vary"))) == ("a", ["a", "b"])
    assert list(response.getHeaderNames()) == ["Vary"]
    assert (response.containsHeader("vary"), response.containsHeader("x")) == (True, False)
    assert response.getHeader("x") is None


def test_bean_properties():
    response = servlet.Response()
    response.status = 201
    response.contentType = "text/csv"
    assert (response.getStatus(), response.status, response.contentType) == (201, 201, "text/csv")
    assert response.committed is False
    with pytest.raises(AttributeError):
        response.nothing = 1
    with pytest.raises(AttributeError):
        response.nothing  # noqa: B018


@pytest.mark.parametrize("content_type, written, header", [
    ("text/plain", b"caf\xe9 ?", "text/plain;charset=iso-8859-1"),
    ("text/plain;charset=utf-8", b"caf\xc3\xa9 \xe6\xb8\xa9", "text/plain;charset=utf-8"),
    ("text/html", b"caf\xc3\xa9 \xe6\xb8\xa9", "text/html;charset=utf-8"),
    ("application/json", b"caf\xc3\xa9 \xe6\xb8\xa9", "application/json"),
])
def test_writer_uses_the_charset(content_type, written, header):
    response = servlet.Response()
    response.setContentType(content_type)
    getattr(response.getWriter(), "print")(u"caf\u00e9 \u6e29")
    response.finish()
    assert (response.body, response.getContentType()) == (written, header)


def test_character_encoding_set_apart():
    response = servlet.Response()
    response.setCharacterEncoding("utf-8")
    response.setContentType("text/plain")
    response.getWriter().println(u"\u00e9")
    assert (response.body, response.getContentType()) == (b"\xc3\xa9\n", "text/plain;charset=utf-8")


def test_output_stream_takes_what_java_takes():
    out = servlet.Response()
    stream = out.getOutputStream()
    stream.write(65)
    stream.write(-1)
    stream.write(java_bytes(b"bcd"))
    stream.write(java_bytes(b"efgh"), 1, 2)
    assert out.body == b"A\xffbcdfg"


def test_nothing_can_be_written_after_close():
    response = servlet.Response()
    stream = response.getOutputStream()
    stream.write(b"a")
    stream.close()
    stream.write(b"b")
    assert response.body == b"a"


def test_reset():
    response = servlet.Response()
    response.setStatus(404)
    response.setHeader("X-A", "1")
    response.getWriter().write(u"x")
    response.reset()
    response.getOutputStream().write(b"y")
    assert (response.status, response.headers, response.body) == (200, [], b"y")
    response.flushBuffer()
    for call in (response.reset, response.resetBuffer, lambda: response.sendError(404),
                 lambda: response.sendRedirect("/")):
        with pytest.raises(named("java.lang", "IllegalStateException")):
            call()


def test_send_error_escapes_its_message():
    response = servlet.Response(servlet.Request("GET", "/%3Cb%3E"))
    response.sendError(404, "<script>&")
    assert b"<script>" not in response.body
    assert b"&lt;script&gt;&amp;" in response.body
    assert response.isCommitted()


def test_request_cookies_and_lengths():
    request = servlet.Request("POST", "/", [("Cookie", "a=1; b=x=y"), ("Content-Length", "3")], b"abc")
    assert [(cookie.getName(), cookie.getValue()) for cookie in request.getCookies()] == [("a", "1"), ("b", "x=y")]
    assert request.getContentLength() == request.contentLength == 3
    assert servlet.Request("GET", "/").getCookies() is None
    assert servlet.Request("GET", "/").getContentLength() == -1


def test_reader_or_stream_not_both():
    request = servlet.Request("POST", "/", [("Content-Type", "text/plain;charset=utf-8")], u"\u00e9\nb".encode("utf-8"))
    reader = request.getReader()
    assert (reader.readLine(), reader.read(), reader.read(), reader.readLine()) == (u"\u00e9", ord("b"), -1, None)
    with pytest.raises(named("java.lang", "IllegalStateException")):
        request.getInputStream()


def test_form_parameters_consume_the_body():
    request = servlet.Request("POST", "/?a=1", [("Content-Type", "application/x-www-form-urlencoded")], b"a=2&b=%26")
    assert request.getParameterValues("a") == ["1", "2"]
    assert request.getParameter("b") == "&"
    assert request.getInputStream().read() == -1


def test_absolute_request_target():
    request = servlet.Request("GET", "http://gw:8088/a/b?c=1#f")
    assert (request.getRequestURI(), request.getQueryString()) == ("/a/b", "c=1")
