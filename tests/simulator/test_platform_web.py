"""system.net.httpClient: over real HTTP, and with what a test scripts."""
import threading

import pytest

from java.io import IOException
from java.lang import IllegalArgumentException, Throwable
from java.net import ConnectException
from java.net.http import HttpTimeoutException
from java.util.concurrent import TimeoutException
from javax.net.ssl import SSLHandshakeException
from tests.support.answering import Server

URL = "https://idp.example/keys"


@pytest.fixture
def server():
    def answer(method, path, headers, body):
        if path == "/moved":
            return 302, [("Location", "/there")], b""
        if path == "/bad":
            return 503, [], b"out of order"
        text = "%s %s %s" % (method, path, headers.get("Content-Type"))
        return 200, [("Content-Type", "text/plain; charset=UTF-8"), ("X-Two", "a"), ("X-Two", "b")], (
            text.encode("ascii") + b" " + body)
    server = Server(answer)
    yield server
    server.close()


@pytest.fixture
def client(gateway):
    return gateway.system.net.httpClient(bypass_cert_validation=False, version="HTTP_1_1")


def test_an_answer_has_properties_and_getters(client, server):
    response = client.get(server.url + "/a", params={"q": "x y"})
    assert (response.statusCode, response.getStatusCode(), response.good, response.isGood()) == (200, 200, True, True)
    assert response.text == response.getText() == "GET /a?q=x+y None "
    assert bytearray(response.body).decode("ascii") == response.text
    assert response.headers["x-two"] == ["a", "b"]
    assert response.json == response.text


@pytest.mark.parametrize("data, kind, body", [
    ({"a": 1}, "application/json", '{"a": 1}'), (u"l\u00e4uft", "text/plain; charset=UTF-8", u"l\u00e4uft"),
])
def test_a_body_goes_out_with_its_type(client, server, data, kind, body):
    assert client.post(server.url, data=data).text == "POST / %s %s" % (kind, body)


def test_errors_of_the_other_side_are_answers(client, server):
    response = client.get(server.url + "/bad")
    assert (response.statusCode, response.serverError, response.clientError, response.good) == (503, True, False, False)


def test_redirects_are_followed_unless_forbidden(gateway, client, server):
    assert client.get(server.url + "/moved").text.startswith("GET /there")
    never = gateway.system.net.httpClient(bypass_cert_validation=False, redirect_policy="NEVER")
    assert never.get(server.url + "/moved").statusCode == 302


def test_nobody_listens(client, server):
    server.close()
    with pytest.raises(ConnectException):
        client.get(server.url)


def test_a_promise_holds_the_answer_or_the_exception(gateway, client, server):
    promise = client.getAsync(server.url)
    assert promise.get().statusCode == 200 and promise.isDone()
    assert client.getAsync(server.url).then(lambda response: response.statusCode).get() == 200
    gateway.web.fail(URL, "refused")
    with pytest.raises(ConnectException):
        client.getAsync(URL).get(1000)
    assert client.getAsync(URL).handleException(lambda error: "saved").get() == "saved"


def test_a_promise_that_takes_too_long(gateway, client):
    release = threading.Event()
    gateway.web.answer(URL, "{}")
    gateway.web.hold(URL, release)
    promise = client.getAsync(URL)
    with pytest.raises(TimeoutException):
        promise.get(1)
    assert promise.cancel()
    release.set()


@pytest.mark.parametrize("fault, kind", [
    ("timeout", HttpTimeoutException), ("refused", ConnectException), ("tls", SSLHandshakeException),
    ("reset", IOException),
])
def test_scripted_faults_need_no_socket(gateway, client, fault, kind):
    gateway.web.fail(URL, fault)
    with pytest.raises(kind):
        client.get(URL)
    assert gateway.web.count(URL) == 1


def test_scripted_answers_need_no_socket(gateway, client):
    gateway.web.answer(URL, '{"keys": []}')
    assert client.get(URL).json == {"keys": []}
    gateway.web.answer(URL, lambda sent: sent.body, headers=[])
    assert client.post(URL, data="abc").text == "abc"
    assert [(sent.method, sent.url) for sent in gateway.web.sent] == [("GET", URL), ("POST", URL)]
    gateway.web.clear()
    assert gateway.web.count() == 0
    with pytest.raises(ValueError):
        gateway.web.fail(URL, "nonsense")


@pytest.mark.parametrize("options", [
    {}, {"bypass_cert_validation": True}, {"bypass_cert_validation": False, "proxy": "http://proxy"},
    {"bypass_cert_validation": False, "version": "HTTP_3"},
])
def test_what_is_not_simulated_or_not_known_is_refused(gateway, options):
    with pytest.raises(Throwable):
        gateway.system.net.httpClient(**options)


@pytest.mark.parametrize("url, options", [
    ("ftp://x", {}), (URL, {"headers": {"Host": "y"}}), (URL, {"headers": {"A": "b\r\nC: d"}}), (URL, {"file": "x"}),
])
def test_what_java_would_not_send_is_refused(client, url, options):
    with pytest.raises(Throwable):
        client.get(url, **options)


def test_the_address_of_a_request_is_checked_at_once(client):
    with pytest.raises(IllegalArgumentException):
        client.getAsync("nonsense")
