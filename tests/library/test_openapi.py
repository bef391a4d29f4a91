"""The OpenAPI document: of what is served, of all of it, made once. That it is valid is in tests/tools."""

import json

import pytest

from tests.support.client import Client
from tests.support.product import TOKEN, Product

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")


@pytest.fixture(scope="module")
def served(shared):
    return Client(shared.host, shared.project).get("/openapi.json")


@pytest.fixture(scope="module")
def document(served):
    return served.json()


def operations(document):
    return [(path, method, found) for path in document["paths"] for method, found in document["paths"][path].items()]


def test_anybody_gets_it(served):
    assert served.status == 200
    assert served.headers["content-type"] == "application/json"
    assert served.json()["openapi"] == "3.0.3"


def test_who_has_it_gets_304(shared, served):
    headers = [("If-None-Match", served.headers["etag"])]
    assert served.headers["cache-control"] == "public, no-cache"
    again = Client(shared.host, shared.project).get("/openapi.json", headers=headers)
    assert (again.status, again.body) == (304, b"")


def test_it_is_made_once(library):
    declared, = [each for each in library.api.ENDPOINTS if each["path"] == "/openapi.json"]
    assert declared["handler"](None)["text"] is declared["handler"](None)["text"]


def test_it_is_made_anew_when_the_declarations_change(library):
    declarations = [library.api.ENDPOINTS]
    served = library.openapi.Served(lambda: declarations[0])
    text, tag = served.get()
    declarations[0] = library.api.ENDPOINTS[1:]
    assert served.get()[1] != tag
    declarations[0] = list(library.api.ENDPOINTS)
    assert served.get() == (text, tag)


def test_it_has_every_endpoint_and_nothing_else(library, document):
    declared = sorted((each["path"], each["method"].lower()) for each in library.api.ENDPOINTS)
    assert sorted((path, method) for path, method, found in operations(document)) == declared
    assert all(method in METHODS for path, method in declared)


def test_names_of_operations_are_unique(document):
    names = [found["operationId"] for path, method, found in operations(document)]
    assert len(set(names)) == len(names)


def test_it_says_nothing_of_the_gateway():
    product = Product(project="line7")
    product.configure("UserSource", "canary-source")
    product.configure("Limits", {"maxPaths": 4321})
    text = product.client.get("/openapi.json").text()
    for secret in ("line7", "canary", "4321", TOKEN):
        assert secret not in text
    # Its address holds the project's name; the document is the same under any.
    assert json.loads(text.splitlines()[-1])["servers"][0]["url"] == "../api"


def test_every_endpoint_says_what_it_takes_and_answers(library):
    for declared in library.api.ENDPOINTS:
        name = "%s %s" % (declared["method"], declared["path"])
        assert "answers" in declared or "json" not in declared["formats"], "%s declares no `answers`" % name
        assert ("body" in declared) == (declared["method"] in ("POST", "PUT")), "%s declares no `body`" % name
        is_table = any("rows" in each.get("properties", {}) for each in declared.get("answers", {}).values())
        assert "records" not in declared["formats"] or "records" in declared or is_table, (
            "%s declares no `records`" % name)


def test_every_declared_problem_is_in_the_table(library):
    for declared in library.api.ENDPOINTS:
        for code in library.openapi.codes(declared):
            assert isinstance(code, tuple) or library.http.causes.of(code), code


def test_the_table_has_each_problem_once_and_every_status_has_a_title(library):
    table = library.http.causes.TABLE
    assert len(set((status, code) for status, code, cause in table)) == len(table)
    assert all(status in library.http.problem.TITLES for status, code, cause in table)


def test_a_protected_endpoint_needs_a_credential_and_a_public_one_none(library, document):
    for declared in library.api.ENDPOINTS:
        found = document["paths"][declared["path"]][declared["method"].lower()]
        assert bool(found["security"]) == (declared["scope"] is not None)
        assert ("401" in found["responses"]) == (declared["scope"] is not None)
        assert found.get("x-scope", "") == (declared["scope"] or "")


def test_parameters_have_their_types_and_limits(document):
    found = dict((each.get("name"), each) for each in document["paths"]["/browse"]["get"]["parameters"])
    assert found["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 10000, "default": 1000}
    assert found["format"]["schema"]["enum"] == ["json", "records", "xml", "csv"]
    assert found["path"]["example"] == "[default]Plant"
    tags = document["paths"]["/tags"]["get"]["parameters"][0]
    assert (tags["name"], tags["schema"]["type"], tags["schema"]["maxItems"]) == ("path", "array", 500)


def test_no_list_is_declared_as_a_set(served):
    """Clients in TypeScript that are generated would take a Set for it, which JSON.stringify writes as {}."""
    assert b"uniqueItems" not in served.body


def test_codes_are_listed_where_they_can_come(document):
    put = document["paths"]["/tags/{tagPath}"]["put"]["responses"]
    assert put["409"]["$ref"].endswith("/Conflict")
    conflict = document["components"]["responses"]["Conflict"]
    assert conflict["x-problem-codes"] == [
        "idempotency_key_running", "provider_unavailable", "read_only", "tag_disabled"]
    assert all("`%s`" % code in conflict["description"] for code in conflict["x-problem-codes"])
