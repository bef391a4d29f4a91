"""project.http.etag and conditional requests (RFC 9110 section 13)."""

import pytest

from tests.support.product import Product
from tests.support.trees import PLANT

TAG = "/tags/default/Plant/Setpoint"
PATH = "[default]Plant/Setpoint"


@pytest.fixture(scope="module")
def etag(library):
    return library.http.etag


@pytest.mark.parametrize("header, matches", [
    ("*", True), (" * ", True), ('"abc.json"', True), ('"abc.xml"', True), ('"abc"', True), ('"x", "abc.json"', True),
    ('"x","abc.json"', True), ('W/"abc.json"', False), ('W/"x", "abc.json"', True), ('"ab"', False), ('"x.abc"', False),
    ("abc.json", False), ("", False), ('"', False), ('"abc.json', False), ('"ABC.json"', False), ('""', False),
])
def test_if_match_compares_the_state_strongly(etag, header, matches):
    assert etag.matches(header, '"abc.json"') is matches


@pytest.mark.parametrize("header, matches", [
    ("*", True), ('"abc.json"', True), ('W/"abc.json"', True), ('"x", W/"abc.json"', True), ('"abc.xml"', False),
    ('"abc"', False), ("", False), ("abc.json", False),
])
def test_if_none_match_compares_the_representation_weakly(etag, header, matches):
    assert etag.noneMatch(header, '"abc.json"') is matches


def test_the_tag_changes_with_state_and_representation_and_with_nothing_else(etag):
    one = etag.of([{"a": 1, "b": 2}], "json")
    assert one == etag.of([{"b": 2, "a": 1}], "json")
    assert one != etag.of([{"a": 1, "b": 3}], "json")
    assert one != etag.of([{"a": 1, "b": 2}], "xml")
    assert etag.matches(one, etag.of([{"a": 1, "b": 2}], "xml"))
    states = [["a", "b"], ["ab"], ["a", None, "b"], ["a\",\"b"], [1], ["1"], [1.5], [True], [None], [u"\u00e4"], [[]]]
    assert len(set(etag.of(state, "json") for state in states)) == len(states)
    assert etag.ENTITY_TAG.match(one).group(0) == one and not one.startswith("W/")


@pytest.fixture
def still(product):
    product.gateway.clock.advance(0)
    return product


def test_each_part_of_the_state_changes_the_tag(still):
    def tag():
        answer = still.client.get(TAG)
        assert answer.status == 200
        return answer.headers["etag"]

    tags = still.gateway.tags
    moment = tags.now()
    seen = [tag()]
    assert tag() == seen[0]
    tags.set_value(PATH, 51.0, "Good", moment)
    seen.append(tag())
    tags.set_value(PATH, 51.0, "Uncertain", moment)
    seen.append(tag())
    still.gateway.clock.advance(0.001)
    tags.set_value(PATH, 51.0, "Uncertain", tags.now())
    seen.append(tag())
    assert len(set(seen)) == len(seen)


def test_another_tag_of_the_same_value_has_another_etag(plant):
    temperature = plant.get("/tags/default/Plant/FlowRate").headers["etag"]
    assert temperature != plant.get("/tags/default/Plant/Locked").headers["etag"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path, params", [
    (TAG, []), ("/tags", [("path", PATH)]), ("/tags", [("path", PATH), ("format", "records")]),
])
def test_304_for_the_representation_that_the_client_has(still, method, path, params):
    first = still.client.get(path, params=params)
    tag = first.headers["etag"]
    again = still.client.request(method, path, params=params, headers=[("If-None-Match", tag)])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    assert "content-type" not in again.headers
    assert again.headers["cache-control"] == first.headers["cache-control"] == "private, no-cache"
    assert again.headers.get("vary") == first.headers.get("vary")
    other = still.client.request(method, path, params=params, headers=[("If-None-Match", '"x"')])
    assert other.status == 200
    still.gateway.tags.set_value(PATH, 12.0)
    assert still.client.request(method, path, params=params, headers=[("If-None-Match", tag)]).status == 200


def test_representations_have_tags_of_their_own(still):
    json = still.client.get("/tags", params=[("path", PATH)]).headers["etag"]
    records = still.client.get("/tags", params=[("path", PATH), ("format", "records")]).headers["etag"]
    texts = still.client.get("/tags", params=[("path", PATH), ("int64", "string")]).headers["etag"]
    assert len(set([json, records, texts])) == 3
    answer = still.client.get("/tags", params=[("path", PATH)], headers=[("If-None-Match", records)])
    assert answer.status == 200


def test_no_304_before_the_caller_is_known(still):
    tag = still.client.get(TAG).headers["etag"]
    for header in ([("Authorization", "Bearer wrong-token-0123456789")], [("Authorization", "")]):
        assert still.client.get(TAG, headers=header + [("If-None-Match", tag)]).status in (401, 403)
    assert still.client.get(TAG, headers=[("If-None-Match", "*")]).status == 304
    assert still.client.get("/status", headers=[("If-None-Match", "*")]).status == 200


@pytest.mark.parametrize("int64", ["number", "string"])
def test_if_match_of_a_read_lets_the_write_through_once(still, int64):
    long = "/tags/default/Plant/Long"
    tag = still.client.get(long, params=[("int64", int64)]).headers["etag"]
    still.gateway.clock.advance(1)
    first = still.client.put(long, {"value": 9007199254740995}, headers=[("If-Match", tag)])
    assert first.status == 200
    second = still.client.put(long, {"value": 5}, headers=[("If-Match", tag)])
    assert (second.status, second.code) == (412, "precondition_failed")
    assert still.gateway.tags.read("[default]Plant/Long").value == 9007199254740995
    third = still.client.put(long, {"value": 5}, headers=[("If-Match", first.headers["etag"])])
    assert third.status == 200


@pytest.mark.parametrize("header, status", [
    ("*", 200), ('"nothing", "x"', 412), ("", 412), (" , ", 412), ('W/"weak"', 412), ("junk", 412),
])
def test_other_if_match_headers(still, header, status):
    answer = still.client.put(TAG, {"value": 12.5}, headers=[("If-Match", header)])
    assert answer.status == status
    assert still.gateway.tags.read(PATH).value == (12.5 if status == 200 else 50.0)


def test_if_match_over_two_header_lines(still):
    tag = still.client.get(TAG).headers["etag"]
    assert still.client.put(TAG, {"value": 12.5}, headers=[("If-Match", '"x"'), ("If-Match", tag)]).status == 200


def test_a_wrong_value_is_not_looked_at_before_the_precondition(still):
    answer = still.client.put(TAG, {"value": "abc"}, headers=[("If-Match", '"x"')])
    assert answer.status == 412


def test_the_write_answers_with_the_tag_of_the_new_state():
    product = Product(tags=PLANT)
    answer = product.client.put(TAG, {"value": 12.5})
    assert answer.headers["etag"] == product.client.get(TAG).headers["etag"]
    assert answer.json() == product.client.get(TAG).json()
