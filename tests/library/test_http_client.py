"""project.http.client: where a request comes from."""

import pytest

PEER = "10.0.0.5"
PROXIES = ["10.0.0.0/8", "fd00::/8"]


@pytest.fixture
def origin(library):
    def found(headers, peer=PEER, scheme="http", trusted=PROXIES):
        request = library.http.request.Request({"headers": headers, "remoteAddr": peer, "scheme": scheme})
        return library.http.client.origin(request, [library.values.addresses.network(text) for text in trusted])
    return found


@pytest.mark.parametrize("headers, address", [
    ({}, PEER),
    ({"X-Forwarded-For": "192.0.2.1"}, "192.0.2.1"),
    ({"x-forwarded-for": "192.0.2.1:4711"}, "192.0.2.1"),
    ({"X-Forwarded-For": "203.0.113.9, 192.0.2.1"}, "192.0.2.1"),
    ({"X-Forwarded-For": "203.0.113.9, 192.0.2.1, 10.0.0.6"}, "192.0.2.1"),
    ({"X-Forwarded-For": ["203.0.113.9", "192.0.2.1"]}, "192.0.2.1"),
    ({"X-Forwarded-For": "10.0.0.7, 10.0.0.6"}, "10.0.0.7"),
    ({"X-Forwarded-For": "192.0.2.1, junk"}, PEER),
    ({"X-Forwarded-For": "junk, 10.0.0.6"}, "10.0.0.6"),
    ({"X-Forwarded-For": ""}, PEER),
    ({"X_Forwarded_For": "192.0.2.1"}, PEER),
    ({"X-Real-IP": "192.0.2.1", "X-Client-IP": "192.0.2.1", "Client-IP": "192.0.2.1"}, PEER),
    ({"Forwarded": "for=192.0.2.1;proto=https;by=10.0.0.5"}, "192.0.2.1"),
    ({"Forwarded": 'for=203.0.113.9, For="[2001:db8::1]:4711"'}, "2001:db8:0:0:0:0:0:1"),
    ({"Forwarded": "for=unknown"}, PEER),
    ({"Forwarded": "for=_hidden, for=10.0.0.6"}, "10.0.0.6"),
    ({"Forwarded": "for=192.0.2.1", "X-Forwarded-For": "192.0.2.1"}, "192.0.2.1"),
    ({"Forwarded": "for=192.0.2.1", "X-Forwarded-For": "192.0.2.2"}, PEER),
    ({"Forwarded": "proto=https", "X-Forwarded-For": "192.0.2.2"}, PEER),
])
def test_the_client_behind_a_trusted_proxy(origin, headers, address):
    assert origin(headers).address == address
    assert origin(headers, trusted=[]).address == PEER
    assert origin(headers, peer="192.0.2.200").address == "192.0.2.200"


@pytest.mark.parametrize("headers, scheme, isHttps", [
    ({}, "http", False), ({}, "https", True),
    ({"X-Forwarded-Proto": "https"}, "http", True), ({"X-Forwarded-Proto": "HTTPS"}, "http", True),
    ({"X-Forwarded-Proto": "http"}, "https", False),
    ({"X-Forwarded-Proto": "https, http"}, "http", False), ({"X-Forwarded-Proto": "http, https"}, "http", True),
    ({"X-Forwarded-Proto": ""}, "https", True), ({"X_Forwarded_Proto": "https"}, "http", False),
    ({"Forwarded": "for=192.0.2.1;proto=https"}, "http", True),
    ({"Forwarded": "proto=https", "X-Forwarded-Proto": "http"}, "http", False),
    ({"X-Forwarded-Ssl": "on", "Front-End-Https": "on", "X-Forwarded-Port": "443"}, "http", False),
])
def test_the_scheme_behind_a_trusted_proxy(origin, headers, scheme, isHttps):
    assert origin(headers, scheme=scheme).isHttps is isHttps
    assert origin(headers, scheme=scheme, peer="192.0.2.200").isHttps is (scheme == "https")


@pytest.mark.parametrize("peer", ["", None, "a name", "0x1"])
def test_a_peer_that_is_no_address_trusts_nobody(origin, peer):
    found = origin({"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"}, peer=peer, trusted=["0.0.0.0/0"])
    assert (found.address, found.isHttps) == (peer or "", False)


def test_a_long_list_is_read_from_its_end_only(origin):
    assert origin({"X-Forwarded-For": ", ".join(["192.0.2.1"] + ["10.0.0.6"] * 1000)}).address == "10.0.0.6"


def test_the_request_gives_the_clients_address(product):
    product.configure("TrustedProxies", ["127.0.0.1", "nonsense"])
    configuration = product.library.project.config.current.get()
    request = product.library.project.http.request.Request(
        {"headers": {"X-Forwarded-For": "192.0.2.1"}, "remoteAddr": "127.0.0.1"})
    assert request.clientAddress(configuration) == "192.0.2.1"
    assert [name for name, text in configuration.problems] == ["ValidTokens", "TrustedProxies"]
