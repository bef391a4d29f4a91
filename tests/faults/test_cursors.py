"""Real cursors with other numbers in them: each is refused, or is a question like any other. Python 2 and 3."""

import base64
import json

import pytest

from tests.support import alarms, databases, queries, recorded
from tests.support.product import Product
from tests.support.trees import folder, tag

OTHERS = (
    10 ** 30, -10 ** 30, 10 ** 17, -10 ** 17, 2 ** 63, 253402300800000, 253402300799999, -62135596800000, 2 ** 31,
    -2 ** 31, 1, 0, -1, True, 1.5, None, "x", [], {})
END = ("endDate", "2023-11-15T00:00:00Z")


def with_alarms():
    return alarms.many(5)


def with_history():
    found = recorded.product()
    recorded.record(found, recorded.T, *[(100 - second, float(second)) for second in range(9)])
    return found


def with_query():
    found = Product()
    queries.prepare(found, queries={"Rows": queries.query("SELECT id FROM line_output ORDER BY id")},
                    allowed={"rows": {"path": "Rows", "project": "plant"}})
    return found


def with_tags():
    return Product(tags=[folder("Plant", *[tag(name, "Int4", 1) for name in "ABC"])])


LISTS = {
    "alarms": (with_alarms, "/alarms", []),
    "journal": (with_alarms, "/alarms/journal", [END]),
    "history": (with_history, "/history", [("path", recorded.T)]),
    "tall history": (with_history, "/history", [("path", recorded.T), ("returnFormat", "tall")]),
    "averages": (with_history, "/history", [("path", recorded.T), ("aggregationMode", "Average"), ("interval", "10s")]),
    "query": (with_query, "/queries/rows", []),
    "browse": (with_tags, "/browse", [("path", "[default]Plant")]),
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_numbers_in_a_cursor_cannot_be_forged_into_a_failure(name):
    make, path, params = LISTS[name]
    product = make()
    try:
        params = params + [("limit", "1")]
        first = product.client.get(path, params=params)
        assert first.status == 200, first.text()
        question, position = read(first.json()["cursor"])
        assert product.client.get(path, params=params + [("cursor", written(question, position))]).status == 200
        for other in OTHERS:
            for forged in forgeries(position, other):
                answer = product.client.get(path, params=params + [("cursor", written(question, forged))])
                assert answer.status in (200, 400, 409), (forged, answer.text())
    finally:
        databases.close(product.gateway)


def read(cursor):
    return json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"===").decode("ascii"))


def written(question, position):
    text = json.dumps([question, position], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode("ascii")).decode("ascii").rstrip("=")


def forgeries(position, other):
    """The position with `other` in the place of each of its parts."""
    if not isinstance(position, list):
        return [other]
    return [position[:index] + [other] + position[index + 1:] for index in range(len(position))]
