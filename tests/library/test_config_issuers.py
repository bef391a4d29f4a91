"""project.config.issuers, and what any document of the configuration can hold: mistakes are told and let nobody in."""

import pytest

from tests.support.issuing import ENTRY, TOKENS, Provider
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
