"""The OpenAPI document as others judge it: a validator, and the schemas against the examples."""

import json

import openapi_spec_validator
import pytest

from tests.support import described
from tests.support.product import Product
from tools import examples


@pytest.fixture(scope="module")
def library():
    return Product().library.project


@pytest.fixture(scope="module")
def document(library):
    return library.openapi.document(library.api.ENDPOINTS)


def test_it_is_valid(document):
    openapi_spec_validator.validate(document)


def test_a_document_that_is_not_valid_is_found_out(document):
    with pytest.raises(Exception, match="servers"):
        openapi_spec_validator.validate(dict(document, servers="none"))


def test_the_examples_of_bodies_are_what_their_schemas_say(library, document):
    for declared in library.api.ENDPOINTS:
        if "body" in declared:
            operation = document["paths"][declared["path"]][declared["method"].lower()]
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            validator = described.validator_of(document, declared["path"] + declared["method"], "body", schema)
            validator.validate(declared["example"]["body"])


class Answer:
    """As tests.support.client.Answer."""

    def __init__(self, status, content_type, text, **headers):
        self.status = status
        self.headers = {"content-type": content_type, "x-request-id": "x", **headers}
        self.body = text.encode()

    def json(self):
        return json.loads(self.body)


JSON, PROBLEM = "application/json", "application/problem+json"


@pytest.mark.parametrize("method, path, answer, reason", [
    ("GET", "/health", Answer(200, JSON, '{"status":"ok","more":1}'), "not as declared"),
    ("GET", "/health", Answer(200, JSON, '{"status":"fine"}'), "not as declared"),
    ("GET", "/health", Answer(200, "text/html", "ok"), "text/html is not declared"),
    ("GET", "/health", Answer(200, JSON, '{"status":"ok"}', etag='"x"'), "etag is not declared"),
    ("GET", "/health", Answer(404, PROBLEM, '{"code":"tag_not_found"}'), "404 tag_not_found is not declared"),
    ("GET", "/tags", Answer(403, PROBLEM, '{"code":"writes_disabled"}'), "writes_disabled is not declared"),
    ("GET", "/nothing", Answer(200, JSON, "{}"), "not described"),
    ("DELETE", "/tags", Answer(200, JSON, "{}"), "not described"),
])
def test_what_is_not_declared_fails_the_test_that_saw_it(document, method, path, answer, reason):
    with pytest.raises(AssertionError, match=reason):
        described.judge(document, method, path, answer)


def test_recorded_answers_are_what_their_schemas_say(library, document):
    names = {f"{each['method']} {each['path']}" for each in library.api.ENDPOINTS}
    assert set(library.examples.ANSWERS) <= names
    assert len(library.examples.ANSWERS) > 15
    for name in library.examples.ANSWERS:
        method, path = name.split()
        content = document["paths"][path][method.lower()]["responses"]["200"]["content"][JSON]
        described.validator_of(document, f"{name}: 200", JSON, content["schema"]).validate(content["example"])


def test_a_recording_that_is_old_is_found_out(tmp_path):
    place = tmp_path / examples.PLACE
    place.parent.mkdir(parents=True)
    place.write_text(examples.source({"GET /health": '{"status":"fine"}'}))
    assert [fault.remedy for fault in examples.check(tmp_path)] == ["run `make examples`"]


def test_a_recorded_text_is_what_it_was_whatever_is_in_it():
    found = {}
    exec(examples.source({"GET /x": '{"a":"it\'s \\\\ \\u00e4"}' * 20}), found)
    assert found["ANSWERS"] == {"GET /x": '{"a":"it\'s \\\\ \\u00e4"}' * 20}
