"""project.http.fields: a body is checked by the schema that describes it; see tests/faults/test_bodies.py too."""

import pytest

from tests.support.product import Product

LIMITS = {"maxPaths": 2}


@pytest.fixture(scope="module")
def http(library):
    return library.http


@pytest.fixture(scope="module")
def check(http):
    """(value) -> what a body with a field of each kind comes to."""
    words = http.jsonschema
    each = words.body("Each", {"path": words.TEXT, "value": words.ANY})
    body = http.fields.Body("Body", {
        "names": words.listOf(words.TEXT, minItems=1, limit="maxPaths"),
        "parts": words.listOf(each, minItems=1, limit="maxPaths"),
        "method": {"type": "string", "enum": ["GET", "PUT"]},
        "place": dict(words.TEXT, pattern="^/", words="must start with a slash"),
        "count": dict(words.INTEGER, minimum=1, maximum=5, default=3),
        "limit": dict(words.INTEGER, minimum=1, maximum=5, default=2, nullable=True),
        "sure": dict(words.BOOLEAN, default=False),
        "free": words.OPEN, "any": words.ANY, "cursor": words.TEXT_OR_NULL,
        "at": {"oneOf": [words.INTEGER, words.TEXT_OR_NULL]},
    }, ("parts", "method", "place", "count", "limit", "sure", "free", "any", "cursor", "at"))

    def checked(value):
        return body.checked(value, LIMITS)
    return checked


def refusal(http, check, value):
    with pytest.raises(http.problem.Problem) as raised:
        check(value)
    assert raised.value.status == 400
    return raised.value.code, raised.value.detail


def test_defaults_stand_for_what_is_left_out(check):
    assert check({"names": ["a"]}) == {"names": ["a"], "count": 3, "limit": 2, "sure": False}


def test_null_is_as_good_as_left_out_where_it_is_allowed(check):
    found = check({"names": ["a"], "limit": None, "cursor": None, "at": None, "any": None})
    assert found == {"names": ["a"], "count": 3, "limit": 2, "sure": False, "cursor": None, "at": None, "any": None}


def test_what_fits_comes_through_as_it_is(check):
    given = {
        "names": [u"", u"b"], "parts": [{"path": u"a", "value": None}, {"path": u"b", "value": [1, {}]}],
        "method": "PUT", "place": u"/x", "count": 5, "limit": 1, "sure": True, "free": {"a": [1]}, "any": 0.5,
        "cursor": u"c", "at": 7}
    assert check(given) == given
    assert check(dict(given, at=u"-8h"))["at"] == u"-8h"


@pytest.mark.parametrize("more, code, detail", [
    ({"names": None}, "invalid_field", "'names' must be an array."),
    ({"names": "a"}, "invalid_field", "'names' must be an array."),
    ({"names": []}, "invalid_field", "'names' must not be empty."),
    ({"names": ["a", "b", "c"]}, "too_many_items", "'names' has 3 names; the limit is 2 (Limits.maxPaths)."),
    ({"names": ["a", 5]}, "invalid_field", "'names[1]' must be a text."),
    ({"names": [True]}, "invalid_field", "'names[0]' must be a text."),
    ({"parts": ["a"]}, "invalid_field", "'parts[0]' must be an object with 'path', 'value'."),
    ({"parts": [{"path": "a"}]}, "missing_field", "'parts[0]' needs the field 'value'."),
    ({"parts": [{"path": 1, "value": 1}]}, "invalid_field", "'parts[0].path' must be a text."),
    ({"parts": [{"path": "a", "value": 1, "Path": 1}]}, "unknown_field",
        "There is no field 'Path' in parts[0]. Known: path, value."),
    ({"method": "get"}, "invalid_field", "'method' must be one of GET, PUT."),
    ({"method": ["GET"]}, "invalid_field", "'method' must be a text."),
    ({"place": "x"}, "invalid_field", "'place' must start with a slash."),
    ({"count": 0}, "invalid_field", "'count' must be a whole number from 1 to 5."),
    ({"count": 6}, "invalid_field", "'count' must be a whole number from 1 to 5."),
    ({"count": True}, "invalid_field", "'count' must be a whole number."),
    ({"count": 1.0}, "invalid_field", "'count' must be a whole number."),
    ({"count": "1"}, "invalid_field", "'count' must be a whole number."),
    ({"count": None}, "invalid_field", "'count' must be a whole number."),
    ({"sure": 1}, "invalid_field", "'sure' must be true or false."),
    ({"sure": None}, "invalid_field", "'sure' must be true or false."),
    ({"free": []}, "invalid_field", "'free' must be an object."),
    ({"cursor": 5}, "invalid_field", "'cursor' must be a text."),
    ({"at": 1.5}, "invalid_field", "'at' must be a text."),
    ({"z" * 99: 1, "y": 1}, "unknown_field", "There is no field 'y' in the body. Known: any, at, count, cursor, free, "
        "limit, method, names, parts, place, sure."),
])
def test_what_does_not_fit(http, check, more, code, detail):
    assert refusal(http, check, dict({"names": ["a"]}, **more)) == (code, detail)


def test_what_is_missing_comes_first(http, check):
    assert refusal(http, check, {"name": 1}) == ("missing_field", "The body needs the field 'names'.")
    assert http.fields.missing("writes").error == "Missing 'writes' field"


def test_every_body_of_the_api_comes_from_one_declaration(http):
    """An endpoint whose schema no request is checked by would describe what it does not do."""
    api = Product().library.project.api
    declared = [each["body"] for each in api.ENDPOINTS if "body" in each]
    assert len(declared) >= 11
    rooms = Product().library.project
    made = [value.schema for module in (
        rooms.tags.endpoints, rooms.alarms.endpoints, rooms.command.endpoints, rooms.query.endpoints, rooms.batch,
        rooms.history.endpoints) for value in vars(module).values() if type(value).__name__ == "Body"]
    assert all(schema in made for schema in declared)
