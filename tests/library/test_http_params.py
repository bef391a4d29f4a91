"""project.http.params: query parameters against their declaration."""

import pytest

DECLARED = [
    {"name": "text", "type": "string"},
    {"name": "kind", "type": "string", "enum": ["a", "b"], "default": "a"},
    {"name": "many", "type": "string", "list": True},
    {"name": "count", "type": "integer", "minimum": -5, "maximum": 10, "default": 3},
    {"name": "flag", "type": "boolean", "default": False},
]
DEFAULTS = {"text": None, "kind": "a", "many": None, "count": 3, "flag": False}


class Asked(object):
    def __init__(self, given):
        self.given = given

    def parameters(self):
        return self.given


@pytest.fixture(scope="module")
def http(library):
    return library.http


def checked(http, **given):
    return http.params.checked(Asked(given), DECLARED)


def test_defaults(http):
    assert checked(http) == DEFAULTS
    assert checked(http, text=[]) == DEFAULTS


@pytest.mark.parametrize("name, given, value", [
    ("text", ["x"], "x"), ("text", [""], ""), ("text", ["x" * 4000], "x" * 4000), ("kind", ["b"], "b"),
    ("many", ["x"], ["x"]), ("many", ["x", "x", ""], ["x", "x", ""]),
    ("count", ["10"], 10), ("count", ["-5"], -5), ("count", ["007"], 7), ("count", ["0"], 0),
    ("flag", ["true"], True), ("flag", ["false"], False), ("flag", [""], True),
])
def test_takes(http, name, given, value):
    assert checked(http, **{name: given}) == dict(DEFAULTS, **{name: value})


INVALID = [
    ("text", ["x" * 4001]), ("many", ["x", "x" * 4001]), ("kind", ["c"]), ("kind", ["A"]), ("kind", [""]),
    ("count", ["11"]), ("count", ["-6"]), ("count", [""]), ("count", ["1.0"]), ("count", ["1e1"]), ("count", [" 1"]),
    ("count", ["+1"]), ("count", ["1\n"]), ("count", [u"\u0661"]), ("count", ["1" * 10]), ("count", ["-"]),
    ("flag", ["True"]), ("flag", ["1"]), ("flag", ["yes"]),
]


@pytest.mark.parametrize("name, given, code", [(name, given, "invalid_parameter") for name, given in INVALID] + [
    ("text", ["x", "x"], "repeated_parameter"), ("count", ["1", "1"], "repeated_parameter"),
    ("unknown", ["x"], "unknown_parameter"), ("Text", ["x"], "unknown_parameter"), ("", [""], "unknown_parameter"),
])
def test_refuses(http, name, given, code):
    with pytest.raises(http.problem.Problem) as raised:
        checked(http, **{name: given})
    assert (raised.value.status, raised.value.code) == (400, code)
    assert len(raised.value.detail) < 300


def test_the_words_help(http):
    for given, words in [
        ({"count": ["11"]}, "'count' must lie between -5 and 10"), ({"kind": ["c"]}, "'kind' must be one of a, b"),
        ({"nope": [""]}, "no parameter 'nope' here. Known: count, flag, kind, many, text"),
    ]:
        with pytest.raises(http.problem.Problem) as raised:
            checked(http, **given)
        assert words in raised.value.detail
    with pytest.raises(http.problem.Problem) as raised:
        http.params.checked(Asked({"x": [""]}), [])
    assert "Known: none" in raised.value.detail


@pytest.mark.parametrize("name", ["token", "access_token", "API_KEY", "X-Api-Key", "Authorization", "password"])
def test_abuse_case_45_a_credential_in_the_url_is_refused_with_or_without_one_in_a_header(plant, name):
    for headers in ([], [("Authorization", "")]):
        answer = plant.get("/tags", params=[(name, "x")], headers=headers)
        assert (answer.status, answer.code) == (400, "credential_in_url")


def test_abuse_case_45_a_credential_in_the_url_is_named_but_never_repeated_or_logged(plant, shared):
    secret = "very-secret-token-0123456789"
    answer = plant.get("/tags", params=[("token", secret)])
    assert (answer.status, answer.code) == (400, "credential_in_url")
    assert secret not in answer.text() + shared.gateway.log.text()
