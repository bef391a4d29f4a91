"""Every answer of every endpoint that the API declares, in XML, by the published schema.

The endpoints and the requests to them are those that the API itself declares: a new one is in here without an edit.
"""

import pytest
from lxml import etree

from tests.contract.test_contract_formats import shape
from tests.faults import test_matrix as matrix
from tests.support import xmlschema
from tests.support.product import TOKEN

OWN = ("Authorization", "Bearer " + TOKEN)
XML = ("Accept", "application/xml")
SCHEMA = "/schema/{file}"


@pytest.fixture(scope="module")
def judge(library):
    return xmlschema.Judge(library.http.xmlschema.FILES)


@pytest.fixture(scope="module")
def shared():
    return matrix.made()


@matrix.over_endpoints
def test_what_it_answers(judge, number):
    declared = matrix.ENDPOINTS[number]
    answer = matrix.ask(matrix.made(), declared, [OWN, XML])
    if "xml" not in declared["formats"]:
        assert answer.status == 406
        judge.root(answer.body)
        return
    assert (answer.status, answer.headers["content-type"]) == (200, "application/xml; charset=utf-8"), answer.text()
    if declared["path"] == SCHEMA:
        assert etree.fromstring(answer.body).tag == "{http://www.w3.org/2001/XMLSchema}schema"
        return
    found = xmlschema.value(judge.root(answer.body))
    assert shape(found) == shape(matrix.ask(matrix.made(), declared, [OWN]).json())


@matrix.over_endpoints
def test_how_it_refuses(judge, shared, number):
    declared = matrix.ENDPOINTS[number]
    refused = [
        matrix.ask(shared, dict(declared, example=dict(declared["example"], parameters={"nonsense": "1"})), [OWN, XML]),
        shared.client.request("TRACE", declared["path"].partition("/{")[0], headers=[XML])]
    if declared["scope"] is not None:
        refused.append(matrix.ask(shared, declared, [("Authorization", ""), XML]))
    for answer in refused:
        assert answer.status >= 400
        assert answer.headers["content-type"] == "application/problem+xml"
        assert judge.root(answer.body).findtext("{*}status") == str(answer.status)


@pytest.mark.parametrize("media_type", ["application/xml", "text/xml; charset=utf-8"])
@pytest.mark.parametrize(
    "declared", [each for each in matrix.ENDPOINTS if "body" in each["example"]], ids=matrix.label)
def test_a_body_in_xml_asks_the_same(library, judge, declared, media_type):
    def in_xml(body):
        written = library.http.xmltext.document(body).encode("utf-8")
        judge.root(written)
        return media_type, written

    answer = matrix.ask(matrix.made(), declared, [OWN], write=in_xml)
    expected = matrix.ask(matrix.made(), declared, [OWN])
    assert (answer.status, shape(answer.json())) == (200, shape(expected.json())), answer.text()


def test_a_batch_with_the_link_of_a_part(judge, shared):
    asked = {"id": "a", "method": "GET", "path": "/browse?path=[default]Plant&limit=1&format=csv"}
    answer = shared.client.post("/batch", {"requests": [asked]}, headers=[OWN, XML])
    found = xmlschema.value(judge.root(answer.body))["responses"][0]
    assert found["status"] == 200 and found["headers"]["Link"].endswith('>; rel="next"')


def test_the_families_are_all_there():
    """Lest the loop above run over nothing."""
    paths = {declared["path"] for declared in matrix.ENDPOINTS}
    assert len([each for each in matrix.ENDPOINTS if "body" in each["example"]]) > 10
    assert {"/history", "/alarms", "/alarms/journal", "/cmd", "/batch", "/browse", "/status", "/read"} <= paths
