"""project.config.issuers, and what any document of the configuration can hold: mistakes are told and let nobody in."""

import json

import pytest

from tests.support.issuing import DISCOVERY, ENTRY, KEYS, TOKENS, Provider
from tests.support.product import Product

DOCUMENTS = ("Keys", "Roles", "Issuers", "Commands", "Limits", "NamedQueries")


def nested(levels):
    found = "x"
    for _ in range(levels):
        found = {"a": found}
    return found


@pytest.mark.parametrize("levels", [5, 32, 33, 200])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_is_nested_too_deep_is_a_mistake_and_no_failure(product, name, levels):
    for document in (nested(levels), {"plant": nested(levels)}):
        product.configure(name, document)
        answer = product.client.get("/status")
        assert answer.status == 200, answer.text()
        assert name in [each["name"] for each in answer.json()["configuration"]["problems"]]


@pytest.mark.parametrize("field", ["rolesClaim", "audience", "roleMapping", "issuer", "types", "sharedSecret", "other"])
def test_an_issuer_with_a_field_that_is_nested_too_deep_is_left_out(product, field):
    entry = {"issuer": "https://idp.example", "audience": "a", "rolesClaim": "roles"}
    product.configure("Issuers", {"plant": dict(entry, **{field: nested(40)}), "sound": entry})
    assert product.client.get("/status").status == 200
    issuers = product.library.project.config.current.get().issuers
    assert [each.name for each in issuers.byIssuer.values()] == ["sound"]


def test_a_mistake_elsewhere_does_not_make_them_others(product):
    entry = {"issuer": "https://idp.example", "audience": "a", "rolesClaim": "roles"}
    found = []
    wrong = [{"a": entry, "b": {}}, {"a": entry, "b": nested(40)}]
    for document in [{"a": entry}] + wrong + [{"a": dict(entry, skewSeconds=5)}]:
        product.configure("Issuers", document)
        found.append(product.library.project.config.current.get().issuers.fingerprint)
    assert found[0] == found[1] == found[2] != found[3]


OPAQUE = {
    "introspectionUri": "https://idp.example/introspect", "clientId": "api", "clientSecret": "s",
    "defaultRole": "operator"}


@pytest.mark.parametrize("name", [
    "skewSeconds", "maxAgeSeconds", "roleMapping", "defaultRole", "scopesClaim", "requiredScopes", "types", "jwksUri",
    "sharedSecret", "introspectionUri"])
def test_null_is_the_default(name):
    provider = Provider(Product(), **{name: None})
    assert provider.problems == []
    assert provider.status(TOKENS["accepted"]["RS256"]) == 200


@pytest.mark.parametrize("name", ["rolesClaim", "audience", "issuer", "skewSeconds", "requiredScopes"])
def test_null_is_the_default_of_an_opaque_token_too(name):
    provider = Provider(Product())
    provider.web.answer(OPAQUE["introspectionUri"], '{"active": true, "sub": "mes", "exp": %d}' % (TOKENS["now"] + 60))
    provider.configure({"opaque": dict(OPAQUE, **{name: None})})
    assert provider.problems == []
    assert provider.status("opaque-token-0123456789") == 200


def test_a_skew_that_is_null_is_that_of_an_entry_without():
    provider = Provider(Product(), skewSeconds=None)
    assert provider.issuers.byIssuer[ENTRY["issuer"]].skewSeconds == 60
    assert provider.status(TOKENS["accepted"]["expired within the skew"]) == 200


@pytest.mark.parametrize("algorithms, secret, mistake", [
    (["HS256"], None, "belong together"), (["HS256", "RS256"], None, "belong together"),
    (["RS256"], TOKENS["secret"], "belong together"), (["HS256", "RS256"], TOKENS["secret"], "cannot stand beside"),
    (["HS256"], TOKENS["secret"], None), (None, TOKENS["secret"], None), (["RS256"], None, None),
])
def test_abuse_case_28_hs256_is_for_a_shared_secret_and_for_nothing_else(algorithms, secret, mistake):
    provider = Provider(Product(), algorithms=algorithms, sharedSecret=secret)
    assert [mistake in problem for problem in provider.problems] == ([True] if mistake else [])
    assert provider.issuers.isEmpty() is bool(mistake)


SECURE = [
    "https://idp.example/x", "https://idp.example:8443/x", "http://localhost/x", "http://localhost:8080/x",
    "http://127.0.0.1:8080/x", "http://[::1]:8080/x"]
INSECURE = [
    "http://idp.example/x", "http://idp.example:443/x", "http://localhost.evil.example/x",
    "http://localhost@evil.example/x", "http://localhost:8080@evil.example/x", "http://127.0.0.1.evil.example/x",
    "http://127.0.0.2/x", "http://10.0.0.1/x", "http://[::2]/x", "http://x/?https://idp.example",
    "file:///etc/passwd", "//idp.example/x", "https://idp.example/x y", "https://idp.example/x\n", "https://"]
# What an entry is asked at, by the field that says so; discovery is below the issuer.
ADDRESSED = {
    "issuer": lambda url: dict(ENTRY, issuer=url),
    "jwksUri": lambda url: dict(ENTRY, jwksUri=url),
    "introspectionUri": lambda url: dict(OPAQUE, introspectionUri=url),
}


@pytest.mark.parametrize("url, isSecure", [(url, True) for url in SECURE] + [(url, False) for url in INSECURE])
@pytest.mark.parametrize("field", sorted(ADDRESSED))
def test_an_issuer_is_asked_over_https_or_on_this_computer(field, url, isSecure):
    provider = Provider(Product())
    provider.configure({"plant": ADDRESSED[field](url)})
    assert provider.issuers.isEmpty() is not isSecure
    assert len(provider.problems) == (0 if isSecure else 1)
    assert isSecure or "must be an https address" in provider.problems[0]


@pytest.mark.parametrize("url, isSecure", [(url, True) for url in SECURE] + [(url, False) for url in INSECURE])
def test_the_key_set_that_discovery_names_is_fetched_over_https_or_on_this_computer(url, isSecure):
    provider = Provider(Product())
    provider.web.answer(DISCOVERY, json.dumps({"issuer": ENTRY["issuer"], "jwks_uri": url}))
    provider.web.answer(url, json.dumps(TOKENS["jwks"]))
    assert provider.status(TOKENS["accepted"]["RS256"]) == (200 if isSecure else 503)
    assert provider.web.count() == (2 if isSecure else 1)


def test_an_issuer_that_is_no_address_needs_one_of_its_keys():
    provider = Provider(Product())
    provider.configure({"plant": dict(ENTRY, issuer="urn:plant", jwksUri=KEYS)})
    assert (provider.problems, list(provider.issuers.byIssuer)) == ([], ["urn:plant"])
