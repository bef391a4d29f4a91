"""Abuse case 11: what the schema of a body refuses is refused with 400, and nothing else is refused for its shape.

The bodies are random changes of the examples that the endpoints give. CPython only: jsonschema_rs.
"""

import copy
import json
import random

import pytest

from tests.faults.test_matrix import made
from tests.support.described import validator_of

SHAPE = {"missing_field", "unknown_field", "invalid_field", "too_many_items", "repeated_path"}
# Of what the schema takes: what OpenAPI has no words for, by the words of the refusal.
BEYOND = ("is the id of an earlier request too", "must be the id of an earlier request", "must not name a batch",
          "percent-encoded", "There is no parameter", "name the same tag")
ODD = (None, True, False, 0, 1, -1, 7, 10 ** 12, 0.5, "", "a", "/", "GET", "[default]Plant/Temperature", [], {}, [[]],
       [None], ["a"], ["a", 1], {"a": 1}, [{}], [{"path": "a"}], ["a"] * 501, ["a", "b", "a"])
NAMES = ("path", "paths", "value", "writes", "Paths", "limit", "cursor", "after", "atomic", "x", "")
ROUNDS = 150


@pytest.fixture(scope="module")
def product():
    found = made()
    found.configure("Limits", {"requestsPerSecond": 1000000, "requestBurst": 1000000})
    return found


@pytest.fixture(scope="module")
def described(product):
    """(method, path, example, validator) of every endpoint of ours that takes a body."""
    document = product.client.get("/openapi.json").json()
    found = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if "requestBody" in operation and not path.startswith("/custom"):
                content = operation["requestBody"]["content"]["application/json"]
                target = path.replace("{tagPath}", "default/Plant/Setpoint").replace("{name}", "productionByHour")
                if path == "/tags":
                    target += "?path=%5Bdefault%5DPlant/Setpoint"
                where = f"{method} {path}"
                found.append((method.upper(), target, content["example"], validator_of(
                    document, where, "request", content["schema"])))
    assert len(found) == 11
    return found


def test_abuse_case_11_the_schema_and_the_code_refuse_the_same_bodies(product, described):
    source, seen = random.Random(20261126), {True: 0, False: 0}
    for method, target, example, validator in described:
        for number in range(ROUNDS):
            body = copy.deepcopy(example)
            for _ in range(number % 3 + 1):
                body = changed(source, body)
            if not isinstance(body, dict):
                continue
            answer = product.client.send(method, target, body)
            code = answer.json().get("code") if answer.status == 400 else None
            fits = validator.is_valid(body)
            seen[fits] += 1
            where = f"{method} {target}: {json.dumps(body)[:300]} fits: {fits}, answer: {answer.text()[:300]}"
            if fits:
                assert code not in SHAPE or any(words in answer.json()["detail"] for words in BEYOND), where
            else:
                assert code in SHAPE, where
    assert min(seen.values()) > 90, seen


def changed(source, value):
    """The value with one random place changed, left out or added to."""
    inner = source.random() < 0.6
    if isinstance(value, dict) and (inner or not value):
        names = [*value, source.choice(NAMES)]
        name = source.choice(names)
        if name in value and source.random() < 0.25:
            return {key: member for key, member in value.items() if key != name}
        return {**value, name: changed(source, value[name]) if name in value else source.choice(ODD)}
    if isinstance(value, list) and value and inner:
        place = source.randrange(len(value))
        return [*value[:place], changed(source, value[place]), *value[place + 1:]]
    return source.choice(ODD)
