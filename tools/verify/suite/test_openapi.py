"""The description: valid, whole, and of what is served."""

import re
from collections.abc import Iterator

import openapi_spec_validator
import pytest

from tools.verify.client import Api

FAMILIES = ("/health", "/status", "/tags", "/tags/{tagPath}", "/read", "/write", "/browse", "/history", "/alarms",
            "/alarms/journal", "/alarms/acknowledge", "/alarms/shelve", "/alarms/unshelve", "/cmd", "/queries",
            "/queries/{name}", "/batch", "/schema/{file}", "/openapi.json")
VARIABLE = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def document(api: Api) -> dict:
    return api.get("/openapi.json", bearer=None).expect(200).json()


def operations(document: dict) -> Iterator[tuple[str, str, dict]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method.upper(), operation


def test_valid(document):
    """GET /openapi.json answers a valid OpenAPI 3.0.3 document without a credential."""
    assert document.get("openapi") == "3.0.3", f"GET /openapi.json: the version is {document.get('openapi')!r}"
    errors = [error.message for error in openapi_spec_validator.OpenAPIV30SpecValidator(document).iter_errors()]
    assert not errors, f"GET /openapi.json is not valid: {errors[0]}"


def test_families(document):
    """It lists every family of endpoints."""
    missing = [path for path in FAMILIES if path not in document["paths"]]
    assert not missing, f"GET /openapi.json lacks {', '.join(missing)}"


def test_methods_are_served(api, document):
    """OPTIONS of every path that it lists allows the methods that it lists."""
    for path, method, _ in operations(document):
        allowed = api.call("OPTIONS", VARIABLE.sub("verify", path), bearer=None).expect(204).headers.get("Allow", "")
        assert method in allowed.split(", "), f"OPTIONS {path}: Allow is {allowed!r}, without the listed {method}"


def test_reads_answer_as_described(api, document):
    """GET of every path without a credential: 401 where it lists credentials, and nothing that it does not list."""
    for path, method, operation in operations(document):
        # A script of the site may do anything in an endpoint that is open to all: not asked.
        if method != "GET" or (not operation["security"] and path.startswith("/custom")):
            continue
        answer = api.get(VARIABLE.sub("verify", path), bearer=None)
        if operation["security"]:
            answer.expect(401, "credentials_required")
        assert str(answer.status) in operation["responses"], f"{answer.name} answered {answer.status}, not listed"
