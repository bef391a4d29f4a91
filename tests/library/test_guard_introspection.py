"""project.guard.introspection: an endpoint's answer is held against the entry; see test_contract_oauth too."""

import json

import pytest

from tests.support.issuing import ENTRY, TOKENS, Provider
from tests.support.product import Product

NOW = TOKENS["now"]
URL = "https://idp.example/introspect"
OPAQUE = {"introspectionUri": URL, "clientId": "api", "clientSecret": "s", "defaultRole": "operator"}
STRICT = dict(OPAQUE, issuer=ENTRY["issuer"], audience=["plant-api", "other-api"])
ACTIVE = {"active": True, "sub": "mes", "iss": ENTRY["issuer"], "aud": "plant-api", "nbf": NOW, "exp": NOW + 60}


def status(entry, **changes):
    """The status for a token of which the endpoint says ACTIVE with changes; None takes a member away."""
    provider = Provider(Product())
    provider.configure({"opaque": entry})
    assert provider.problems == []
    found = dict((name, value) for name, value in dict(ACTIVE, **changes).items() if value is not None)
    provider.web.answer(URL, json.dumps(found))
    return provider.status("opaque-token-0123456789")


@pytest.mark.parametrize("changes", [
    {}, {"aud": "other-api"}, {"aud": ["stranger", "plant-api"]}, {"iss": None}, {"nbf": None}, {"nbf": NOW + 60}])
def test_a_token_of_the_issuer_for_this_audience_is_accepted(changes):
    assert status(STRICT, **changes) == 200


@pytest.mark.parametrize("changes", [
    {"aud": "stranger"}, {"aud": ["stranger"]}, {"aud": []}, {"aud": None}, {"aud": 5}, {"aud": "plant-api2"},
    {"iss": "https://evil.example"}, {"iss": ENTRY["issuer"] + "/"}, {"iss": [ENTRY["issuer"]]}, {"iss": ""},
    {"nbf": NOW + 61}, {"nbf": "0"},
])
def test_abuse_case_35_another_issuer_or_audience_or_a_time_to_come_is_refused(changes):
    assert status(STRICT, **changes) == 401


@pytest.mark.parametrize("changes", [{"aud": "stranger"}, {"aud": None}, {"iss": "https://evil.example"}])
def test_an_entry_that_says_neither_issuer_nor_audience_leaves_both_to_the_endpoint(changes):
    assert status(OPAQUE, **changes) == 200
