"""Every answer of every endpoint in XML, by the published schema; lists in CSV, as a strict reader takes them."""

import csv
import io
import json

import pytest

from tests.contract.test_contract_common import ALLOW
from tests.support import xmlschema

XML = ("Accept", "application/xml")
BODIES = {
    ("POST", "/read"): {"paths": ["[default]Plant/FlowRate", "[default]Nothing", "[default]Config/API/ValidTokens"]},
    ("POST", "/write"): {
        "writes": [{"path": "[default]Plant/Setpoint", "value": 50}, {"path": "[default]No", "value": 1}]},
    ("PUT", "/tags/default/Plant/Setpoint"): {"value": 50.0},
    ("PUT", "/tags"): {"value": 50.0},
}
LISTS = (("GET", "/tags"), ("GET", "/browse"), ("POST", "/read"))


@pytest.fixture(scope="module")
def judge(library):
    return xmlschema.Judge(library.http.xmlschema.FILES)


def calls():
    for path, allowed in sorted(ALLOW.items()):
        for method in allowed.split(", "):
            if method not in ("HEAD", "OPTIONS"):
                yield method, path


def ask(api, method, path, headers=(), params=()):
    body = BODIES.get((method, path))
    if path == "/tags" and method == "PUT":
        params = list(params) + [("path", "[default]Plant/Setpoint")]
    sent = list(headers) + ([("Content-Type", "application/json")] if body else [])
    return api.request(method, path, headers=sent, params=params, body=json.dumps(body).encode() if body else b"")


@pytest.mark.parametrize("method, path", list(calls()))
def test_every_endpoint_in_xml(api, judge, method, path):
    for headers, params in (([XML], []), ([], [("format", "xml")])):
        answer = ask(api, method, path, headers, params)
        assert (answer.status, answer.headers["content-type"]) == (200, "application/xml; charset=utf-8")
        assert "Accept" in answer.headers["vary"]
        found = xmlschema.value(judge.root(answer.body))
        expected = ask(api, method, path).json()
        assert shape(found) == shape(expected)


def shape(value):
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items()}
    return [shape(member) for member in value] if isinstance(value, list) else type(value)


@pytest.mark.parametrize("method, path", list(calls()))
def test_every_problem_in_xml(api, judge, method, path):
    problems = [
        ask(api, method, path, [XML], [("nonsense", "1")]), api.request("TRACE", path, headers=[XML]),
        ask(api, method, path, [XML], [("token", "x")]), ask(api, method, path, [], [("format", "xml"), ("x", "")]),
    ]
    if path != "/health":
        problems.append(ask(api, method, path, [XML, ("Authorization", "")]))
    for answer in problems:
        assert answer.status >= 400
        assert answer.headers["content-type"] == "application/problem+xml"
        root = judge.root(answer.body)
        assert root.findtext("{*}status") == str(answer.status)
        assert root.findtext("{*}requestId") == answer.headers["x-request-id"]


def test_problems_with_members(api, judge):
    body = json.dumps({"writes": [{"path": "[default]No", "value": 1}], "atomic": True}).encode()
    answer = api.request("POST", "/write", headers=[XML, ("Content-Type", "application/json")], body=body)
    assert answer.status == 422
    assert judge.root(answer.body).findtext("{*}results/{*}i/{*}code") == "tag_not_found"


def test_406_in_xml(api, judge):
    answer = api.get("/status", headers=[("Accept", "application/problem+xml")])
    assert (answer.status, answer.headers["content-type"]) == (406, "application/problem+xml")
    judge.root(answer.body)


@pytest.mark.parametrize("method, path", LISTS)
def test_lists_in_csv(api, method, path):
    for safe in ([], [("safe", "excel")]):
        answer = ask(api, method, path, [("Accept", "text/csv")], safe)
        assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
        text = answer.body.decode("utf-8-sig" if safe else "utf-8")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        records = ask(api, method, path, [], [("format", "records")]).json()
        assert [row["path"] for row in rows] == [record["path"] for record in records]
        assert all(set(record) <= set(row) for record, row in zip(records, rows))


@pytest.mark.parametrize("method, path", [call for call in calls() if call not in LISTS])
def test_what_is_no_list_has_no_csv(api, method, path):
    answer = ask(api, method, path, [("Accept", "text/csv")])
    assert (answer.status, answer.code) == (406, "not_acceptable")


def test_the_schema_is_published(api, library):
    for name, text in library.http.xmlschema.FILES.items():
        answer = api.get("/schema/" + name, headers=[("Authorization", "")])
        assert (answer.status, answer.body) == (200, text.encode())
        assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    assert api.get("/schema/other.xsd").status == 404
    assert api.get("/schema").status == 404
