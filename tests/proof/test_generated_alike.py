"""Random requests, sent to Jython behind Jetty and to CPython behind waitress: both give the same answers."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.test_generated import JSON, PATHS, TEXTS
from tests.proof.test_jython import MOVING, SETPOINT, ask, same, servers  # noqa: F401

pytestmark = pytest.mark.proof

SOME = settings(derandomize=True, max_examples=30, deadline=None, database=None,
                suppress_health_check=list(HealthCheck))
FOLDER = "/tags/default/Plant/"
TYPED = ("Setpoint", "Line1/TargetRate", "Pump2/Enabled")  # nothing but a caller writes to these
JSON_BODY = ("Content-Type", "application/json")


def still(answer) -> object:
    """All of an answer but what is its own: ids and times."""
    return answer.status, {name: value for name, value in answer.json().items() if name not in MOVING - {"value"}}


@SOME
@given(name=st.sampled_from(TYPED), value=JSON)
def test_any_value_is_written_and_read_back_alike(servers, name, value):  # noqa: F811
    body = json.dumps({"value": value}).encode()
    written = [still(ask(server, "PUT", FOLDER + name, JSON_BODY, body=body)) for server in servers]
    read = [still(ask(server, "GET", FOLDER + name)) for server in servers]
    assert written[0] == written[1]
    assert read[0] == read[1]


@SOME
@given(text=TEXTS)
def test_bodies_near_json(servers, text):  # noqa: F811
    body = text.encode("utf-8", "surrogatepass")
    same(servers, "POST", "/read", JSON_BODY, body=body)
    same(servers, "PUT", SETPOINT, JSON_BODY, body=body)


@SOME
@given(paths=st.lists(PATHS, min_size=1, max_size=6))
def test_any_paths(servers, paths):  # noqa: F811
    same(servers, "POST", "/read", JSON_BODY, body=json.dumps({"paths": paths}).encode())
    for path in paths:
        same(servers, "GET", "/browse?path=" + quote(path))


@SOME
@given(name=st.text(max_size=20), value=st.text(max_size=40))
def test_any_parameter(servers, name, value):  # noqa: F811
    for path in ("/tags", "/browse", "/history", "/alarms"):
        same(servers, "GET", f"{path}?{quote(name)}={quote(value)}")
    for known in ("name", "tagType", "recursive", "limit", "cursor", "format"):
        same(servers, "GET", f"/browse?{known}={quote(value)}")
