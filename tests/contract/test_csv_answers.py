"""Every table and list that the API declares in CSV, as a strict reader takes it: RFC 4180, UTF-8, a header row.

The endpoints and the requests to them are those that the API itself declares: a new one is in here without an edit.
"""

import csv
import io
import json

import pytest

from tests.faults import test_matrix as matrix
from tests.support.product import TOKEN

OWN = ("Authorization", "Bearer " + TOKEN)
CSV = ("Accept", "text/csv")
LISTS = [each for each in matrix.ENDPOINTS if "csv" in each["formats"]]
OTHERS = [each for each in matrix.ENDPOINTS if "csv" not in each["formats"]]


@pytest.fixture(scope="module")
def shared():
    return matrix.made()


def as_records(declared):
    parameters = dict(declared["example"].get("parameters", {}), format="records")
    return dict(declared, example=dict(declared["example"], parameters=parameters))


def text(value):
    """A value of JSON as the cell that stands for it."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("declared", LISTS, ids=matrix.label)
def test_each_cell_is_what_the_records_say(shared, declared):
    answer = matrix.ask(shared, declared, [OWN, CSV])
    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    written = answer.body.decode("utf-8")
    assert written.endswith("\r\n") and "\n" not in written.replace("\r\n", "")
    found = list(csv.reader(io.StringIO(written, newline=""), strict=True))
    header, rows = found[0], found[1:]
    records = matrix.ask(shared, as_records(declared), [OWN]).json()
    assert len(rows) == len(records) > 0
    assert {name for record in records for name in record} <= set(header) and len(set(header)) == len(header)
    assert rows == [[text(record.get(name)) for name in header] for record in records]


@pytest.mark.parametrize("declared", OTHERS, ids=matrix.label)
def test_what_is_no_list_has_no_csv(shared, declared):
    answer = matrix.ask(shared, declared, [OWN, CSV])
    assert (answer.status, answer.code) == (406, "not_acceptable")


def test_the_lists_are_all_there():
    """Lest the loop above run over nothing."""
    assert {"/tags", "/read", "/browse", "/history", "/alarms", "/alarms/journal", "/queries/{name}"} <= {
        declared["path"] for declared in LISTS}
