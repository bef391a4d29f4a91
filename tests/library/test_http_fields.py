"""project.http.fields: the fields of a JSON body."""

import pytest


@pytest.fixture(scope="module")
def http(library):
    return library.http


def code(http, call, *arguments):
    with pytest.raises(http.problem.Problem) as raised:
        call(*arguments)
    assert raised.value.status == 400
    return raised.value.code, raised.value.detail


def test_unknown_fields(http):
    http.fields.checkNames({"a": 1}, ("a", "b"), "the body")
    http.fields.checkNames({}, (), "the body")
    found = code(http, http.fields.checkNames, {"a": 1, "z" * 99: 1, "y": 1}, ("a", "b"), "the body")
    assert found == ("unknown_field", "There is no field 'y' in the body. Known: a, b.")
    assert code(http, http.fields.checkNames, {"A": 1}, ("a",), "writes[0]")[0] == "unknown_field"


def test_lists(http):
    assert http.fields.requiredList({"paths": [1, 2]}, "paths", 2, "paths") == [1, 2]
    for value, expected in [
        ({}, "missing_field"), ({"paths": None}, "invalid_field"), ({"paths": "a"}, "invalid_field"),
        ({"paths": {}}, "invalid_field"), ({"paths": []}, "invalid_field"), ({"paths": [1, 2, 3]}, "too_many_items"),
    ]:
        assert code(http, http.fields.requiredList, value, "paths", 2, "paths")[0] == expected
    words = code(http, http.fields.requiredList, {"paths": [1, 2, 3]}, "paths", 2, "paths")[1]
    assert words == "'paths' has 3 paths; the limit is 2 (Limits.maxPaths)."


def test_the_short_message_of_a_missing_field(http):
    assert http.fields.missing("writes").error == "Missing 'writes' field"


@pytest.mark.parametrize("value", [u"", u"a"])
def test_texts(http, value):
    assert http.fields.text(value, "x") == value


@pytest.mark.parametrize("value", [None, 5, True, [], {}])
def test_what_is_no_text(http, value):
    assert code(http, http.fields.text, value, "paths[3]") == ("invalid_field", "'paths[3]' must be a text.")


def test_booleans(http):
    assert http.fields.boolean(True, "x") is True
    for value in (None, 0, 1, "true", []):
        assert code(http, http.fields.boolean, value, "atomic") == ("invalid_field", "'atomic' must be true or false.")
