"""Odd URLs, headers and verbs over real sockets: the default front end answers as Jetty 9.4 does."""

from __future__ import annotations

import pytest

from tests.support.synthetic import PROFILES, Site, probing_site, project, python_resource, site_of, source
from tests.wire.conftest import PATH, parsed


@pytest.mark.parametrize("target, remaining", [
    ("/r", None),
    ("/r/", "/"),
    ("/r/a;x=1/b", "/a/b"),
    ("/r;x=1", None),
    ("/r/a/../b", "/b"),
    ("/r/a/%2e%2e/b", "/b"),
    ("/r/a/%2E%2e/b", "/b"),
    ("/r/a%2Fb", "/a/b"),
    ("/r/a//b", "/a//b"),
    ("/r/%C3%A9", "/é"),
    ("/r/é", "/é"),
    ("/r/%E6%B8%A9%20x", "/温 x"),
    ("/r/a\\b", "/a\\b"),
    ("/r/a.", "/a."),
    ("/r/%5Bdefault%5DA", "/[default]A"),
])
def test_target_reaches_the_handler(serve, target, remaining):
    served = serve(probing_site())
    status, _, _ = served.ask("GET", PATH + target)
    assert status == 200
    assert served.seen[0]["remainingPath"] == remaining
    assert served.seen[0]["servletRequest"].getRequestURI() == PATH + target


@pytest.mark.parametrize("target, status", [
    (PATH + "/r/..%2f..%2f..%2fetc", 404),
    (PATH + "/..%2f..%2fetc", 404),
    (PATH + "/r/%2e%2e/%2e%2e/x/r", 404),
    ("/../../../etc/passwd", 400),
    (PATH + "/r/a%00b", 400),
    (PATH + "/r/%zz", 400),
    ("/", 404),
    ("/system/webdev", 404),
    ("/system/gwinfo", 404),
    ("/web/home", 404),
    ("//system/webdev/demo/r", 404),
    ("*", 400),
    ("system/webdev/demo/r", 400),
    (PATH + "/r/a\tb", 400),
    (PATH + "/r/..;x=1/r", 400),
])
def test_target_reaches_no_handler(serve, target, status):
    served = serve(probing_site())
    assert served.ask("GET", target)[0] == status
    assert served.seen == []


def test_absolute_form_and_query(serve):
    served = serve(probing_site())
    assert served.ask("GET", "http://gw:8088" + PATH + "/r/x?a=1&a=%C3%A9&b")[0] == 200
    request = served.seen[0]
    assert (request["remainingPath"], request["params"]) == ("/x", {"a": ["1", "é"], "b": ""})
    assert request["servletRequest"].getQueryString() == "a=1&a=%C3%A9&b"


def test_header_names_keep_case_order_and_repetition(serve):
    served = serve(probing_site())
    served.ask("GET", PATH + "/r", "x-LOWER: 1", "Authorization: a", "X_Forwarded_For: 6.6.6.6", "authorization: b",
               "X-Padded:  \t padded\t ", "X-Empty:")
    request = served.seen[0]
    assert list(request["headers"]) == ["Host", "Connection", "x-LOWER", "Authorization", "X_Forwarded_For", "X-Padded",
                                        "X-Empty"]
    assert request["headers"]["Authorization"] == ("a", "b")
    assert request["headers"]["X_Forwarded_For"] == "6.6.6.6"
    assert (request["headers"]["X-Padded"], request["headers"]["X-Empty"]) == ("padded", "")
    assert list(request["servletRequest"].getHeaders("AUTHORIZATION")) == ["a", "b"]
    assert request["remoteAddr"] == "127.0.0.1"


def test_forwarded_headers_are_left_to_the_handler(serve):
    served = serve(probing_site())
    served.ask("GET", PATH + "/r", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https", "Forwarded: for=6.6.6.6")
    request = served.seen[0]
    assert (request["remoteAddr"], request["scheme"]) == ("127.0.0.1", "http")
    assert request["headers"]["X-Forwarded-For"] == "6.6.6.6"
    assert request["headers"]["Forwarded"] == "for=6.6.6.6"


@pytest.mark.parametrize("length, status", [(7000, 200), (8200, 431), (60000, 431), (200000, 431)])
def test_long_headers(serve, length, status):
    assert serve(probing_site()).ask("GET", PATH + "/r", "X-Long: " + "a" * length)[0] == status


def test_many_headers(serve):
    assert serve(probing_site()).ask("GET", PATH + "/r", *[f"X-{n}: {'a' * 90}" for n in range(100)])[0] == 431


@pytest.mark.parametrize("length, status", [(7000, 200), (8200, 414), (60000, 414), (200000, 414)])
def test_long_targets(serve, length, status):
    assert serve(probing_site()).ask("GET", PATH + "/r?a=" + "b" * length)[0] == status


@pytest.mark.parametrize("request_lines", [
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX-A : x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
])
def test_malformed_requests_400(serve, request_lines):
    served = serve(probing_site())
    status, headers, body = parsed(served.raw(request_lines))
    assert (status, headers["connection"]) == (400, "close")
    assert body.startswith(b"<h1>Bad Message 400</h1>")
    assert served.seen == []


def test_unknown_http_version_505(serve):
    assert parsed(serve(probing_site()).raw(b"GET / HTTP/2.7\r\nHost: a\r\n\r\n"))[0] == 505


def test_http_1_0_needs_no_host(serve):
    served = serve(probing_site())
    assert parsed(served.raw(f"GET {PATH}/r HTTP/1.0\r\n\r\n".encode()))[0] == 200


def test_server_survives_nonsense(serve):
    served = serve(probing_site())
    served.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
    assert served.ask("GET", PATH + "/r")[0] == 200


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PATCH", "DELETE", "PUT"])
def test_every_verb_reaches_its_handler(serve, method):
    served = serve(probing_site())
    assert served.ask(method, PATH + "/r", "Content-Length: 0")[0] == 200
    assert served.seen[0]["servletRequest"].getMethod() == method


@pytest.mark.parametrize("method", ["FOO", "PROPFIND", "get"])
def test_unknown_verbs_reach_webdev(serve, method):
    assert serve(probing_site()).ask(method, PATH + "/r")[0] == 501


def test_trace_is_not_echoed_by_the_server(serve):
    served = serve(site_of("return {'html': 'mine'}"))
    assert served.ask("TRACE", PATH + "/r", "X-Secret: s")[2] == b"mine"


@pytest.mark.parametrize("profile", PROFILES)
def test_missing_project_and_route(serve, profile):
    served = serve(probing_site(profile=profile))
    status, headers, body = served.ask("GET", "/system/webdev/nope/r")
    assert (status, headers["content-type"]) == (404, "text/html;charset=iso-8859-1")
    assert b'Project "nope" not found' in body
    assert served.ask("POST", "/system/webdev/nope/r", "Content-Length: 0")[0] == 405
    assert served.ask("GET", PATH + "/nope")[0] == 404


def test_header_injection_does_not_split(serve):
    served = serve(site_of("request['servletResponse'].setHeader('X-Echo', request['params']['v'])",
                           "return {'html': ''}"))
    status, headers, _ = served.ask("GET", PATH + "/r?v=a%0D%0ASet-Cookie:%20evil=1")
    assert (status, headers["x-echo"]) == (200, "a  Set-Cookie: evil=1")


def test_server_does_not_name_itself(serve):
    headers = serve(site_of("return {'html': ''}", session_cookie="used")).ask("GET", PATH + "/r")[1]
    assert set(headers) == {"content-type", "content-length", "date", "connection"}


def test_two_projects_and_names_with_spaces(serve):
    site = Site(project(python_resource("r", {"doGet": source("doGet", "return {'html': 'x'}")})), name="a b")
    assert serve(site).ask("GET", "/system/webdev/a%20b/r")[2] == b"x"
