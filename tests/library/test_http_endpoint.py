"""project.http.endpoint: the call that a handler gets, and queries in URLs."""

import pytest


@pytest.fixture(scope="module")
def endpoint(library):
    return library.http.endpoint


@pytest.mark.parametrize("parameters, query", [
    ({}, ""),
    ({"a": ["1"]}, "a=1"),
    ({"b": ["1"], "a": ["x y", "z/"]}, "a=x%20y&a=z%2F&b=1"),
    ({"path": [u"[default]L\u00e4ufer/\u6e29&=+%?#"]},
        "path=%5Bdefault%5DL%C3%A4ufer%2F%E6%B8%A9%26%3D%2B%25%3F%23"),
    ({"recursive": [""]}, "recursive="),
])
def test_queries(endpoint, parameters, query):
    assert endpoint.queryString(parameters) == query


@pytest.mark.parametrize("text", [u"", u"a b", u"L\u00e4ufer/\u6e29&=+%?#", u"\U0001f600", u"\x00\x7f"])
def test_quoting_is_undone(endpoint, text):
    assert endpoint.unquoted(endpoint.quoted(text)) == text


@pytest.mark.parametrize("text", ["%ff", "%C3", "%ED%A0%BD", u"\u00e4%20", "%C0%AF"])
def test_what_is_not_utf_8_is_refused(endpoint, text):
    with pytest.raises(ValueError):
        endpoint.unquoted(text)
