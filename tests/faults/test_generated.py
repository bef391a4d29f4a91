"""Generated requests: whatever they hold, the answer is never a failure of ours. Python 3 only."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.answers import MEMBERS
from tests.faults.settings import BODY, label, shared
from tests.faults.settings import settings as installations

SOME = settings(derandomize=True, max_examples=60, deadline=None, database=None,
                suppress_health_check=list(HealthCheck))
FEW = settings(SOME, max_examples=25)

# Pieces that JSON is made of, so that the nonsense is close to sense.
PIECES = st.sampled_from([
    "{", "}", "[", "]", '"', "\\", ",", ":", "\\u", "\\ud800", "\\u0000", "paths", "writes", "path", "value",
    "atomic",
    '"paths"', '"writes"', '[{"path":"[default]Plant/Setpoint","value":', "true", "null", "NaN", "-", "1", "1e9",
        "0.5",
    "e", "1e999", " ", "\n", "\t", "\x00", "\ufeff", "\ufffd", "\u2028", "\U0001f600", "\xe9", "/*", "*/", "//",
    "'", "#",
])
TEXTS = st.lists(PIECES, max_size=40).map("".join)
PATHS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from([
        "[default]", "[", "]", "/", "..", ".", "Plant", "Temperature", "Config", "API", "ValidTokens", " ", "\\",
        "%", "{", "}",
        "*", "[System]", "[0]", ".value", "\u0130", "\ufb01", "\x00", "\u202e", "\xad", "a" * 300, "_types_",
    ]), max_size=8).map("".join),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.text(max_size=8), inner, max_size=5)),
    max_leaves=12)
TAGS = ("Temperature", "Pressure", "FlowRate", "Status", "Setpoint", "Running", "Byte", "Long", "Recipe",
    "Batches", "Started",
        "Names", "Counts", "Weights", "Raw")


@pytest.fixture(scope="module", params=installations(BODY), ids=label)
def product(request):
    return shared(request.param)


@pytest.fixture(scope="module")
def changed():
    """One that the tests may write to."""
    return shared(("8.1.55", {"strict_reply": False}))


def fine(answer):
    """Not a failure of ours. What is sent comes back in the answer, so its words are not looked at."""
    assert 200 <= answer.status < 500, answer.text()[:1000]
    if answer.status >= 400:
        assert set(MEMBERS) <= set(answer.json())
    return answer


def sent(product, path, body, method="POST"):
    return fine(product.client.request(method, path, headers=[("Content-Type", "application/json")], body=body))


@FEW
@given(text=TEXTS)
def test_bodies_near_json(product, text):
    for path, method in (("/read", "POST"), ("/write", "POST"), ("/tags/default/Plant/Recipe", "PUT")):
        answer = sent(product, path, text.encode("utf-8", "surrogatepass"), method)
        if method == "PUT" and answer.status == 200:
            assert "value" in answer.json()


@FEW
@given(body=st.binary(max_size=200))
def test_bodies_of_any_bytes(product, body):
    sent(product, "/read", body)
    sent(product, "/read", b'{"paths":["' + body + b'"]}')


@SOME
@given(value=JSON)
def test_bodies_of_any_json(changed, value):
    body = json.dumps(value).encode()
    for path, method in (("/read", "POST"), ("/write", "POST"), ("/tags/default/Plant/Setpoint", "PUT")):
        sent(changed, path, body, method)


@settings(SOME, max_examples=150)
@given(name=st.sampled_from(TAGS), value=JSON)
def test_any_value_into_any_tag(changed, name, value):
    """What is accepted reads back as it was written, or as the number that it is."""
    answer = fine(changed.client.put("/tags/default/Plant/" + name, {"value": value}))
    if answer.status == 200 and name in ("Recipe", "Status", "Running", "FlowRate", "Long", "Counts", "Names", "Raw"):
        assert answer.json()["value"] == value


@SOME
@given(paths=st.lists(PATHS, min_size=1, max_size=6))
def test_any_paths(changed, paths):
    read = fine(changed.client.post("/read", {"paths": paths}))
    if read.status == 200:
        results = read.json()["results"]
        assert [item["path"] for item in results] == paths
        for item in results:
            assert item["value"] is None or not item["path"].lower().startswith("[default]config")
    for path in paths:
        if path.isprintable():
            fine(changed.client.get("/tags", params=[("path", path)]))
            fine(changed.client.get("/browse", params=[("path", path), ("recursive", "true")]))
            fine(changed.client.put("/tags", {"value": 1}, params=[("path", path)]))


@SOME
@given(name=st.text(max_size=20), value=st.text(max_size=40))
def test_any_parameter(changed, name, value):
    for path in ("/tags", "/browse", "/health", "/status"):
        fine(changed.client.get(path, params=[(name.encode("utf-8", "replace").decode(), value)]))
    for known in ("path", "name", "tagType", "dataType", "recursive", "limit", "cursor", "format"):
        fine(changed.client.get("/browse", params=[(known, value)]))


@SOME
@given(name=st.sampled_from([
    "Authorization", "X-API-Key", "Accept", "Content-Type", "Content-Length", "Content-Encoding", "If-Match",
    "If-None-Match",
    "Origin", "X-Request-Id", "Idempotency-Key", "Access-Control-Request-Method"]),
    value=st.text(st.characters(max_codepoint=255), max_size=60))
def test_any_header(changed, name, value):
    for method, path, body in (("GET", "/tags", b""), ("POST", "/read", b'{"paths":["x"]}'), ("OPTIONS", "/tags",
            b""),
                               ("PUT", "/tags/default/Plant/FlowRate", b'{"value":1}')):
        headers = [(name, value)] + ([("Content-Type",
            "application/json")] if body and name != "Content-Type" else [])
        answer = changed.client.request(method, path, headers=headers, body=body)
        assert answer.status < 500 or answer.code == "store_unconfigured"
