"""project.gateway.web: HTTP out, whatever the other side does."""

import threading

import pytest

from tests.support.answering import Server

URL = "https://idp.example/keys"


@pytest.fixture
def web(product):
    return product.library.project.gateway.web


@pytest.fixture
def failed(product, web):
    """The GatewayFailure of a request."""
    def failure_of(**options):
        with pytest.raises(product.library.project.gateway.failure.GatewayFailure) as raised:
            web.send("GET", URL, **options)
        return raised.value
    return failure_of


def test_an_answer_over_a_real_connection(web):
    server = Server(lambda method, path, headers, body: (
        418, [("X-Kind", headers["Content-Type"])], (method + path).encode("ascii") + body))
    try:
        answer = web.send("POST", server.url + "/a?b=c", {"Content-Type": "application/x-test"}, u"\u00e4")
        assert (answer.status, answer.text) == (418, u"POST/a?b=c\u00e4")
        assert answer.headers["x-kind"] == "application/x-test"
    finally:
        server.close()


def test_a_redirect_is_an_answer(product, web):
    product.gateway.web.answer(URL, "", 302, [("Location", "http://169.254.169.254/")])
    assert web.send("GET", URL).status == 302
    assert product.gateway.web.count() == 1


@pytest.mark.parametrize("fault, timedOut, name", [
    ("timeout", True, "HttpTimeoutException"), ("refused", False, "ConnectException"),
    ("tls", False, "SSLHandshakeException"), ("reset", False, "IOException"),
])
def test_no_answer_is_a_failure_that_names_its_reason(product, failed, fault, timedOut, name):
    product.gateway.web.fail(URL, fault)
    found = failed()
    assert (found.operation, found.timedOut) == ("system.net.httpClient", timedOut)
    assert name in found.reason() and "\n" not in found.reason()


def test_an_answer_that_never_ends_meets_the_deadline(product, failed):
    release = threading.Event()
    product.gateway.web.answer(URL, "{}")
    product.gateway.web.hold(URL, release)
    assert failed(seconds=0.01).timedOut
    release.set()


@pytest.mark.parametrize("body, most", [(b"x" * 11, 10), (b"x" * 10000000, 1048576), (b"\xff\xfe", 10)])
def test_what_is_too_long_or_no_text_is_unusable(product, web, body, most):
    product.gateway.web.answer(URL, body)
    with pytest.raises(web.Unusable):
        web.send("GET", URL, maxBytes=most)


def test_one_client_serves_every_request_and_checks_certificates(product, web):
    product.gateway.web.answer(URL, "{}")
    for _ in range(3):
        web.send("GET", URL)
    assert product.gateway.calls.count("system.net.httpClient") == 1
