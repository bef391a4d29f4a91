"""Texts that are no Unicode. CPython only: on Jython no script can even hold half of a surrogate pair."""

import pytest

from java.util import Date
from simulator.document import BasicDocument
from simulator.quality import code
from simulator.values import QualifiedValue
from tests.faults.answers import answered
from tests.faults.test_values import TIME, UNSUPPORTED, holding, item
from tests.support.issuing import ENTRY, TOKENS, Provider
from tests.support.product import Product


@pytest.mark.parametrize("text", [u"\ud800", u"a\udc00b", u"\udc00\ud800"])
@pytest.mark.parametrize("wrap", [lambda text: text, lambda text: BasicDocument({"a": [text]}),
                                  lambda text: BasicDocument({text: 1}), lambda text: [text]])
def test_abuse_case_63_half_of_a_surrogate_pair(text, wrap):
    found = item(holding(wrap(text)))
    assert (found["value"], found["quality"]) == (UNSUPPORTED, "Error_TypeConversion")
    assert "surrogate" in found["qualityDetail"]


def test_abuse_case_63_one_bad_value_spoils_no_other(product):
    product.gateway.tags.get("[default]Plant/Status").current = QualifiedValue(u"\ud800", code("Good"), Date(TIME))
    found = answered(product.client.get(
        "/tags", params=[("path", "[default]Plant/Status"), ("path", "[default]Plant/FlowRate")]))
    assert (found["Status"]["value"], found["FlowRate"]["value"]) == (UNSUPPORTED, 7)


def test_abuse_case_63_half_of_a_surrogate_pair_is_no_part_of_a_token_or_a_name(library):
    with pytest.raises(ValueError):
        library.gateway.crypto.asciiOctets(u"\ud800")
    assert not library.guard.jwt.isName(u"a\ud800")


HALF = u"a secret of more than 32 bytes with \ud800"
OPAQUE = {
    "introspectionUri": "https://idp.example/introspect", "clientId": "api", "clientSecret": "s", "rolesClaim": "roles",
    "issuer": TOKENS["issuer"]}


@pytest.mark.parametrize("entry", [
    dict(ENTRY, algorithms=["HS256"], sharedSecret=HALF), dict(ENTRY, rolesClaim=HALF), dict(ENTRY, audience=[HALF]),
    dict(OPAQUE, clientId=HALF), dict(OPAQUE, clientSecret=HALF), dict(OPAQUE, issuer=HALF),
])
def test_abuse_case_63_an_issuer_with_half_of_a_surrogate_pair_is_left_out_and_told(entry):
    provider = Provider(Product())
    provider.configure({"wrong": entry})
    assert provider.issuers.isEmpty()
    assert len(provider.problems) == 1
