"""project.config.issuers, and what any document of the configuration can hold: mistakes are told and let nobody in."""

import pytest

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
