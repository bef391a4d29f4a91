"""project.config.issuers: a mistake is told, and lets nobody in."""

import pytest



def nested(levels):
    found = "x"
    for _ in range(levels):
        found = {"a": found}
    return found


@pytest.mark.parametrize("levels", [5, 31, 32, 33, 60, 200])
@pytest.mark.parametrize("where", ["whole", "entry", "field"])
def test_a_document_that_is_nested_too_deep_is_a_mistake_and_no_failure(product, levels, where):
    document = {"whole": nested(levels), "entry": {"plant": nested(levels)},
                "field": {"plant": {"issuer": "https://idp.example", "audience": "a", "rolesClaim": nested(levels)}}}
    product.configure("Issuers", document[where])
    answer = product.client.get("/status")
    assert answer.status == 200
    assert "Issuers" in [each["name"] for each in answer.json()["configuration"]["problems"]]
