"""project.tags.items: a tag as an item of an answer, for every data type on both gateways."""

import json

import pytest

import simulator
from java.lang import RuntimeException
from tests.support.callers import operator
from tests.support.product import Product
from tests.support.trees import PLANT, folder, tag

READ, BROWSE = "system.tag.readBlocking", "system.tag.browse"
NOW, NOW_TEXT = 1767225600000, "2026-01-01T00:00:00.000Z"
BATCHES = {
    "columns": [{"name": "id", "type": "Integer"}, {"name": "name", "type": "String"}, {"name": "at", "type": "Date"}],
    "rows": [[1, "one", "1970-01-01T00:00:00.000Z"], [2, None, None]],
}
VALUES = {
    "Temperature": 21.5, "Pressure": 0.1, "FlowRate": 7, "Status": u"l\u00e4uft \U0001f600", "Setpoint": 50.0,
    "Running": True, "Byte": -5, "Short": 300, "Long": 9007199254740993, "Batches": BATCHES, "Raw": u"AH//",
    "Recipe": {"name": "a", "steps": [1, 2.5, None, True]}, "Started": u"2026-01-01T00:00:00.123Z", "Names": ["a", "b"],
    "Counts": [1, 2, 3], "Weights": [0.1, 2.5], "Empty": None, "Line 1/Temperature": 1.0,
    "Line 1/Pump1": {"Speed": 10.0, "Running": True}, "Line 1/Pump1/Speed": 10.0,
}


def read(product, *paths, **options):
    answer = product.client.post("/read", {"paths": list(paths)}, **options)
    assert answer.status == 200
    return answer.json()["results"]


@pytest.mark.parametrize("version", ["8.1.55", "8.3.8"])
def test_every_data_type(version):
    product = Product(version=version, tags=PLANT)
    product.gateway.clock.set_millis(NOW)
    names = sorted(VALUES)
    for name, item in zip(names, read(product, *["[default]Plant/" + name for name in names])):
        assert item["path"] == "[default]Plant/" + name
        assert (item["value"], item["quality"]) == (VALUES[name], "Good"), name
        assert type(item["value"]) is type(VALUES[name]), name
        assert item["timestamp"].endswith("Z") and len(item["timestamp"]) == len(NOW_TEXT)
        assert set(item) == set(["path", "value", "quality", "timestamp"])


def test_integers_as_texts_for_javascript(product):
    paths = ["[default]Plant/Long", "[default]Plant/FlowRate"]
    assert [item["value"] for item in read(product, *paths, params=[("int64", "string")])] == ["9007199254740993", 7]
    assert [item["value"] for item in read(product, *paths, params=[("int64", "number")])] == [9007199254740993, 7]


def test_order_is_that_of_the_request_and_a_repeated_path_is_read_once(product):
    product.gateway.clock.advance(0)
    product.client.get("/tags")
    product.gateway.calls.clear()
    paths = ["[default]Plant/Setpoint", "[default]Nothing", "[default]Config/API/Limits", "[default]Plant/FlowRate",
             "[default]Plant/Setpoint", "no path", "[default]Nothing", "[default]a//b"]
    items = read(product, *paths)
    assert [item["path"] for item in items] == paths
    assert [item["quality"] for item in items] == [
        "Good", "Bad_NotFound", "Bad_AccessDenied", "Good", "Good", "Bad_AccessDenied", "Bad_NotFound",
        "Error_InvalidPathSyntax"]
    assert items[0] == items[4]
    assert product.gateway.calls.names() == [READ]
    assert product.gateway.calls.count(READ) == 1


def test_nothing_allowed_is_nothing_read(product):
    product.gateway.clock.advance(0)
    product.client.get("/tags")
    product.gateway.calls.clear()
    items = read(product, "[default]Config/API/Limits", "x")
    assert product.gateway.calls.count() == 0
    assert [item["timestamp"] for item in items] == [None, None]
    assert all(item["qualityDetail"] for item in items)


@pytest.mark.parametrize("quality, value", [
    ("Uncertain_LastKnownValue", 1.5), ("Bad_Stale", 1.5), ("Bad_NotConnected", None), ("Error_ExpressionEval", None),
    ("Good_Provisional", 2.0),
])
def test_quality_is_told_beside_the_value(product, quality, value):
    product.gateway.tags.set_value("[default]Plant/Temperature", value, quality)
    item, = read(product, "[default]Plant/Temperature")
    assert (item["value"], item["quality"]) == (value, quality)


def test_the_words_of_the_platform_stand_apart(product):
    item, = read(product, "[default]Nothing")
    assert (item["quality"], item["qualityDetail"]) == ("Bad_NotFound", "Path '[default]Nothing' not found.")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_json_has_no_number_for_is_null_with_its_quality(product, value):
    product.gateway.tags.set_value("[default]Plant/Temperature", value)
    item, = read(product, "[default]Plant/Temperature")
    assert (item["value"], item["quality"]) == (None, "Good")


@pytest.mark.parametrize("millis, text", [(0, "1970-01-01T00:00:00.000Z"), (-62135596800001, None), (2 ** 62, None)])
def test_odd_timestamps(product, millis, text):
    from java.util import Date
    product.gateway.tags.set_value("[default]Plant/Temperature", 1.0, "Good", Date(millis))
    assert read(product, "[default]Plant/Temperature")[0]["timestamp"] == text


def test_a_value_without_json_form_is_an_error_of_its_item(product):
    class Odd(object):
        pass

    product.gateway.tags.get("[default]Plant/Status").current.value = Odd()
    odd, good = read(product, "[default]Plant/Status", "[default]Plant/FlowRate")
    assert (odd["value"], odd["quality"]) == ({"type": "unsupported"}, "Error_TypeConversion")
    assert odd["qualityDetail"] == "The value is of a type that this API cannot write."
    assert good["value"] == 7


class TestFloat4(object):

    TREE = folder(
        "F", tag("four", "Float4", 0.1), tag("eight", "Float8", 0.10000000149011612), tag("even", "Float4", 2.5))

    def test_is_told_from_float8_by_its_type_and_not_by_its_looks(self):
        product = Product(tags=self.TREE)
        items = read(product, "[default]F/four", "[default]F/eight", "[default]F/even")
        assert [item["value"] for item in items] == [0.1, 0.10000000149011612, 2.5]

    def test_types_are_looked_up_only_where_it_matters_and_then_once_for_all(self):
        product = Product(tags=self.TREE)
        product.gateway.clock.advance(0)
        product.client.get("/tags")
        product.gateway.calls.clear()
        read(product, "[default]F/even")
        assert product.gateway.calls.names() == [READ]
        for _ in range(3):
            read(product, "[default]F/four", "[default]F/eight")
        assert product.gateway.calls.count(BROWSE) == 1
        assert product.gateway.calls.count(READ) == 4

    def test_a_failing_browse_costs_digits_not_the_answer(self):
        product = Product(tags=self.TREE)
        product.gateway.faults.set(BROWSE, throw=RuntimeException("x"))
        assert read(product, "[default]F/four")[0]["value"] == 0.10000000149011612
        assert product.gateway.log.records[-1][0] == "WARN"

    @pytest.mark.parametrize("spelling", ["[default]f/FOUR", "[DEFAULT]F/Four"])
    def test_under_any_spelling_that_the_gateway_takes(self, spelling):
        product = Product(tags=self.TREE, case_sensitive=False)
        assert read(product, spelling)[0]["value"] == 0.1


class TestOne(object):

    @pytest.mark.parametrize("path, status, code", [
        ("/tags/default/Nothing", 404, "tag_not_found"), ("/tags/nothing/Plant", 404, "tag_not_found"),
        ("/tags/default/Plant", 404, "tag_not_found"), ("/tags/default/Config/API/X", 403, "tag_forbidden"),
        ("/tags/default", 400, "invalid_tag_path"), ("/tags/default/", 400, "invalid_tag_path"),
        ("/tags/default/Plant/Setpoint.Value", 403, "tag_forbidden"),
        ("/tags/default/Plant//Setpoint", 400, "invalid_tag_path"),
    ])
    def test_refusals(self, plant, path, status, code):
        answer = plant.get(path)
        assert (answer.status, answer.code) == (status, code)

    def test_a_bad_quality_is_an_answer_and_not_an_error(self, product):
        product.gateway.tags.set_value("[default]Plant/Temperature", None, "Bad_NotConnected")
        answer = product.client.get("/tags/default/Plant/Temperature")
        assert (answer.status, answer.json()["quality"]) == (200, "Bad_NotConnected")

    def test_names_with_spaces(self, plant):
        assert plant.get("/tags/default/Plant/Line%201/Temperature").json()["value"] == 1.0


@pytest.mark.parametrize("int64", ["number", "string"])
@pytest.mark.parametrize("version", ["8.1.55", "8.3.8"])
def test_the_text_of_a_list_means_the_same_as_its_items(version, int64):
    """Every kind of value, quality and refusal: the joined text against the encoder of single items."""
    product = Product(version=version, tags=PLANT)
    product.gateway.clock.set_millis(NOW)
    tags = product.gateway.tags
    tags.set_value("[default]Plant/Pressure", 0.30000001192092896, "Uncertain")
    tags.set_value("[default]Plant/Temperature", float("nan"))
    tags.get("[default]Plant/Setpoint").current.timestamp = None
    paths = ["[default]Plant/" + name for name in sorted(VALUES)]
    paths += [paths[3], u"[default]\u00fc\"", "[default]Nothing"]
    paths += ["[default]Config/API/ValidTokens", "x", "[default]a//b"]
    library = product.library.project
    principal, options = operator(library), library.values.plain.Options(int64)
    simulator.use(product.gateway)
    items = library.tags.items
    assert json.loads(items.readText(paths, principal, options)) == json.loads(json.dumps(
        items.read(paths, principal, options)))


@pytest.mark.parametrize("value", [
    0.0, -0.0, 1.0, -1.5, 5e-324, 1.7976931348623157e308, 1e16, 1e-7, 123456789.123, float("inf"),
    0, -1, 2**31, 2**53 + 1, -2**63,
    True, False, None, u"", u"\u2028</script>\"\\\x1f", u"\U0001f600", [1, u"a", None], {u"k": [0.5, True]},
])
def test_a_value_is_read_back_as_it_was(library, value):
    items, kinds, tags = library.tags.items, library.values.kinds, library.gateway.tags
    found = kinds.Columns([value], [tags.GOOD], [NOW])
    options = library.values.plain.Options("number")
    text, = items.texts(["[default]A"], found, options)
    item, = items.shownItems(["[default]A"], found, options)
    assert json.loads(text) == json.loads(library.gateway.codec.encode(item))
    assert json.loads(text)["value"] == (None if value == float("inf") else value)


@pytest.mark.parametrize(("value", "other"), [
    (1, True), (1.0, 1), (u"a", u"b"), (0.5, 0.25), (True, False), (7, None), (u"1", 1), (2.5, float("nan")),
])
def test_a_tag_is_shown_as_it_is_now_whatever_was_shown_before(library, value, other):
    """Another value, kind, time or quality: each alone is enough."""
    items, kinds, tags = library.tags.items, library.values.kinds, library.gateway.tags
    options = library.values.plain.Options("number")
    for shown, quality, millis in [
            (value, tags.GOOD, NOW), (other, tags.GOOD, NOW), (value, tags.GOOD, NOW), (value, tags.GOOD, NOW + 1),
            (value, ("Uncertain", None), NOW + 1), (value, ("Good", "why"), NOW + 1), (value, tags.GOOD, NOW + 1),
            (value, tags.GOOD, None)]:
        found = kinds.Columns([shown], [quality], [millis])
        text, = items.texts(["[default]A"], found, options)
        item, = items.shownItems(["[default]A"], found, options)
        assert json.loads(text) == json.loads(library.gateway.codec.encode(item))


def test_the_answer_of_one_tag_has_the_digest_of_its_item(plant, shared):
    library = shared.library.project
    principal, numbers = operator(library), library.values.plain.NUMBERS
    seen, ready = set(), 0
    for value in (11.0, 12.0, 11.0):
        shared.gateway.tags.set_value("[default]Plant/Setpoint", value)
        for _ in range(2):
            item = library.tags.items.readOne("[default]Plant/Setpoint", principal, numbers)
            answer = library.tags.items.readyOne("[default]Plant/Setpoint", principal)
            assert json.loads(body(answer)) == item
            digest = library.tags.items.stateOf([item])
            assert answer["headers"]["ETag"] == '"%s.json-number"' % digest
            seen.add((item["value"], item["timestamp"], digest))
            ready += "ready" in answer
    assert len(seen) == len(set(digest for _, _, digest in seen)) >= 2
    assert ready >= 2


def body(answer):
    if "jsonText" in answer:
        return answer["jsonText"]
    return bytearray([octet & 255 for octet in answer["ready"].content]).decode("utf-8")
