"""project.guard.keys: the credential of a request. Statuses and texts are the API's contract."""

import hashlib

import pytest

import simulator
from tests.support.product import CONFIG, TOKEN, Product
from tests.support.trees import PLANT

SECOND = "second-token-0123456789._~+/=="
MISSING = "Missing or invalid Authorization header"
INVALID = "Invalid API token"
PROTECTED = [
    ("GET", "/tags"), ("HEAD", "/tags"), ("PUT", "/tags"), ("GET", "/tags/default/Plant/Setpoint"),
    ("PUT", "/tags/default/Plant/Setpoint"), ("POST", "/read"), ("POST", "/write"), ("GET", "/browse"),
    ("GET", "/status"),
]


@pytest.fixture(scope="module")
def two():
    product = Product(tags=PLANT)
    product.configure("ValidTokens", "%s, %s" % (TOKEN, SECOND))
    return product


def ask(product, *headers):
    """The answer to a request with exactly these headers."""
    product.client.token = None
    return product.client.get("/status", headers=list(headers))


@pytest.mark.parametrize("headers", [
    [("Authorization", "Bearer " + TOKEN)],
    [("authorization", "bearer " + TOKEN)],
    [("AUTHORIZATION", "BEARER  " + TOKEN)],
    [("Authorization", " Bearer " + TOKEN + " ")],
    [("X-API-Key", TOKEN)],
    [("x-api-key", " " + TOKEN + " ")],
    [("Authorization", "Bearer " + SECOND)],
    [("X-API-Key", SECOND)],
])
def test_a_known_token_in_one_header(two, headers):
    assert ask(two, *headers).status == 200


@pytest.mark.parametrize("headers", [
    [],
    [("Authorization", "")],
    [("Authorization", "Bearer")],
    [("Authorization", "Bearer ")],
    [("Authorization", TOKEN)],
    [("Authorization", "Basic dXNlcjpwYXNz")],
    [("Authorization", "Bearer " + TOKEN + " x")],
    [("Authorization", "Bearer " + TOKEN + "," + TOKEN)],
    [("Authorization", "Bearer \"" + TOKEN + "\"")],
    [("Authorization", "Bearer\t" + TOKEN)],
    [("Authorization", u"Bearer \u00e4\u00e4\u00e4")],
    [("Authorization", "Bearer =" + TOKEN)],
    [("Authorization", "Bearer " + "x" * 8193)],
    [("Authorization", "Token " + TOKEN)],
    [("X-API-Key", "")],
    [("X-API-Key", "a b")],
    [("X-API-Key", "Bearer " + TOKEN)],
    [("X-API-Key", "x" * 8193)],
    [("Cookie", "token=" + TOKEN)],
    [("Proxy-Authorization", "Bearer " + TOKEN)],
])
def test_abuse_case_24_none_or_malformed_is_401_with_a_challenge(two, headers):
    answer = ask(two, *headers)
    assert (answer.status, answer.code) == (401, "credentials_required")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["error"] == MISSING


@pytest.mark.parametrize("token", [
    "wrong-token-0123456789", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), TOKEN + "=", SECOND[:-1], "x", "a.b.c",
    "x" * 8192,
])
@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_unknown_is_403_and_always_the_same(two, token, header):
    answer = ask(two, (header, ("Bearer " if header == "Authorization" else "") + token))
    body = answer.json()
    assert (answer.status, body.pop("requestId") is None) == (403, False)
    assert body == {
        "type": "about:blank", "title": "Forbidden", "status": 403, "error": INVALID, "code": "invalid_token",
        "detail": "The token is not known here, or no longer valid."}
    assert "www-authenticate" not in answer.headers


@pytest.mark.parametrize("headers", [
    [("Authorization", "Bearer " + TOKEN), ("X-API-Key", TOKEN)],
    [("Authorization", "Bearer " + TOKEN), ("Authorization", "Bearer " + TOKEN)],
    [("X-API-Key", TOKEN), ("x-api-key", "other")],
    [("Authorization", "Basic x"), ("X-API-Key", TOKEN)],
])
def test_two_credentials_are_ambiguous(two, headers):
    answer = ask(two, *headers)
    assert (answer.status, answer.code) == (400, "ambiguous_credentials")


@pytest.mark.parametrize("variant", ["tuple", "list", "first"])
def test_two_credentials_are_seen_however_webdev_shows_them(variant):
    product = Product(options={"repeated_headers": variant})
    answer = ask(product, ("Authorization", "Bearer " + TOKEN), ("Authorization", "Bearer wrong-token-0123456789"))
    assert answer.status == 400


@pytest.mark.parametrize("method, path", PROTECTED)
def test_every_protected_endpoint_asks(two, method, path):
    two.client.token = None
    gateway_calls = two.gateway.calls
    two.client.get("/status")
    gateway_calls.clear()
    for headers, status in [([], 401), ([("X-API-Key", "wrong-token-0123456789")], 403)]:
        answer = two.client.request(method, path, headers=headers, params=[("path", "[default]Plant/Setpoint")])
        assert answer.status == status
    assert gateway_calls.count("system.tag.writeBlocking") == 0


@pytest.mark.parametrize("method, path", PROTECTED)
@pytest.mark.parametrize("headers", [
    [], [("Authorization", "Bearer " + TOKEN)], [("Authorization", "junk")], [("X-API-Key", "")],
    [("X-API-Key", TOKEN), ("Authorization", "Bearer " + TOKEN)],
])
def test_abuse_case_25_without_any_credential_configured_everything_is_503_whatever_is_sent(method, path, headers):
    product = bare()
    answer = product.client.request(method, path, headers=headers)
    assert answer.status == 503
    assert method == "HEAD" or answer.code == "auth_unconfigured"


def bare(made=[]):  # noqa: B006  one installation for all
    if not made:
        made.append(Product(tags=PLANT))
        made[0].configure("ValidTokens", "")
        made[0].client.token = None
    return made[0]


@pytest.mark.parametrize("tokens", [None, "", " ", ",", "short", u"\u00e4" * 30])
def test_abuse_case_25_no_usable_token_is_no_credential(tokens):
    product = Product()
    product.configure("ValidTokens", tokens)
    assert product.client.get("/tags").code == "auth_unconfigured"


def test_abuse_case_41_every_digest_is_compared_whether_or_not_one_fits(two, monkeypatch):
    real, compared = two.library.project.gateway.crypto.MessageDigest, []

    class Counting(object):
        getInstance = real.getInstance

        @staticmethod
        def isEqual(one, other):
            compared.append((list(one), list(other)))
            return real.isEqual(one, other)

    two.host.restart(two.project)
    two.library = two.host.project(two.project).library
    crypto = two.library.project.gateway.crypto
    two.client.get("/health")
    monkeypatch.setattr(crypto, "MessageDigest", Counting)
    configured = [list(digest) for digest in two.library.project.config.current.get().tokenDigests]
    for token, status in [(TOKEN, 200), (SECOND, 200), ("wrong-token-0123456789", 403)]:
        del compared[:]
        assert ask(two, ("X-API-Key", token)).status == status
        presented = list(crypto.sha256(token.encode("ascii")))
        assert compared == [(presented, digest) for digest in configured]


def test_abuse_case_41_a_token_is_kept_as_its_digest_only(two):
    assert ask(two, ("X-API-Key", TOKEN)).status == 200
    simulator.use(two.gateway)
    configuration = two.library.project.config.current.get()
    kept = "%r" % everything(configuration)
    assert "tokenDigests" in kept and TOKEN not in kept and SECOND not in kept


def everything(value, depth=8):
    """What an object holds, as plain data."""
    if isinstance(value, dict):
        return [(everything(key, depth - 1), everything(value[key], depth - 1)) for key in list(value)]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [everything(each, depth - 1) for each in value]
    names = list(getattr(value, "__dict__", {})) + list(getattr(type(value), "__slots__", ()))
    if not names or depth == 0:
        return value
    return [(name, everything(getattr(value, name, None), depth - 1)) for name in names]


def test_a_removed_token_stops_working_within_five_seconds(product):
    product.gateway.clock.advance(0)
    assert product.client.get("/status").status == 200
    product.gateway.tags.set_value(CONFIG + "ValidTokens", "another-token-0123456789")
    product.gateway.clock.advance(5.1)
    assert product.client.get("/status").status == 403


def test_abuse_case_41_the_principal_is_known_by_a_digest_and_not_by_the_token(two):
    simulator.use(two.gateway)
    project = two.library.project
    request = project.http.request.Request({"headers": {"X-API-Key": TOKEN}})
    principal = project.guard.keys.authenticate(request, project.config.current.get())
    digest = hashlib.sha256(TOKEN.encode("ascii")).hexdigest()
    assert principal.name == "token:" + digest[:12]
    assert principal.grants.names == ("operator",)
    assert principal.scopes == frozenset(project.config.roles.SCOPES)
