"""Abuse case 64: datasets of any size, a page of rows at a time, whatever else is read beside them."""

import pytest

from java.util import Date
from simulator.quality import code
from simulator.values import QualifiedValue
from tests.support.product import Product
from tests.support.trees import folder, several, tag

PATH = "/tags/default/Data/Table"
TAG = "[default]Data/Table"
OTHER = "[default]Data/Other"
WIDTH = 10
SHIPPED = 100000
# What most tests make of it, to be quick.
CELLS = 1000
TIME = 1700000000000


class Dataset(object):
    """One of the platform that makes its cells when it is asked for them, and counts them."""

    def __init__(self, rows, width=WIDTH):
        self.rows, self.width, self.asked = rows, width, 0

    def getColumnCount(self):
        return self.width

    def getRowCount(self):
        return self.rows

    def getColumnName(self, index):
        return "c%d" % index

    def getColumnType(self, index):
        return int

    def getValueAt(self, row, column):
        assert 0 <= row < self.rows
        self.asked += 1
        return row * self.width + column


@pytest.fixture
def product(monkeypatch):
    found = shipped()
    monkeypatch.setattr(found.library.project.values.plain, "MAX_CELLS", CELLS)
    return found


def shipped():
    return Product(tags=several(folder("Data", tag("Table", "DataSet", None), tag("Other", "DataSet", None),
                                       tag("Number", "Int4", 7))))


def put(product, value, path=TAG, millis=TIME):
    product.gateway.tags.get(path).current = QualifiedValue(value, code("Good"), Date(millis))
    return value


def get(product, cursor=None):
    return product.client.get(PATH, params=[("cursor", cursor)] if cursor else [])


def value_of(answer):
    assert answer.status == 200, answer.text()
    assert answer.json()["quality"] == "Good"
    return answer.json()["value"]


def test_abuse_case_64_of_a_million_cells_a_tenth_is_looked_at():
    product = shipped()
    dataset = put(product, Dataset(100000))
    value = value_of(get(product))
    assert dataset.asked == SHIPPED
    assert len(value["rows"]) * WIDTH == SHIPPED and "cursor" in value


def test_abuse_case_64_the_pages_make_up_the_whole(product):
    dataset = put(product, Dataset(950))
    rows, cursor, pages = [], None, 0
    while cursor or not pages:
        dataset.asked = 0
        value = value_of(get(product, cursor))
        assert dataset.asked <= CELLS
        assert [column["name"] for column in value["columns"]] == ["c%d" % index for index in range(WIDTH)]
        rows.extend(row[0] for row in value["rows"])
        cursor, pages = value.get("cursor"), pages + 1
    assert pages == 10
    assert rows == [row * WIDTH for row in range(950)]


@pytest.mark.parametrize("rows, has_more", [(0, False), (1, False), (100, False), (101, True)])
def test_abuse_case_64_the_cursor_is_there_where_rows_are_left_out(product, rows, has_more):
    put(product, Dataset(rows))
    value = value_of(get(product))
    assert len(value["rows"]) == min(rows, 100)
    assert ("cursor" in value) == has_more


def test_abuse_case_64_all_datasets_of_an_answer_together_are_bounded(product):
    first, second = put(product, Dataset(90)), put(product, Dataset(90), OTHER)
    items = product.client.post("/read", {"paths": [TAG, "[default]Data/Number", OTHER]}).json()["results"]
    assert [len(items[index]["value"]["rows"]) for index in (0, 2)] == [90, 10]
    assert items[1]["value"] == 7
    assert first.asked + second.asked == CELLS
    assert "cursor" not in items[0]["value"]
    params = [("path", OTHER), ("cursor", items[2]["value"]["cursor"])]
    rest = product.client.get("/tags", params=params).json()["Other"]["value"]
    assert [row[0] for row in rest["rows"]] == [row * WIDTH for row in range(10, 90)]
    assert "cursor" not in rest


def test_abuse_case_64_a_dataset_that_has_changed_is_not_mixed(product):
    put(product, Dataset(200))
    cursor = value_of(get(product))["cursor"]
    put(product, Dataset(200), millis=TIME + 1)
    answer = get(product, cursor)
    assert (answer.status, answer.code) == (400, "invalid_cursor")
    assert "changed" in answer.json()["detail"]
    put(product, 7, millis=TIME + 2)
    assert get(product, cursor).code == "invalid_cursor"


def test_abuse_case_64_a_cursor_belongs_to_its_tag(product):
    put(product, Dataset(200))
    put(product, Dataset(200), OTHER)
    cursor = value_of(get(product))["cursor"]
    assert product.client.get("/tags/default/Data/Other", params=[("cursor", cursor)]).code == "invalid_cursor"
    for paths in ([], [TAG, OTHER]):
        params = [("path", path) for path in paths] + [("cursor", cursor)]
        assert product.client.get("/tags", params=params).code == "invalid_cursor"
    assert get(product, "x").code == "invalid_cursor"


def test_abuse_case_64_a_cursor_gives_no_right_to_the_tag(product):
    put(product, Dataset(200))
    cursor = value_of(get(product))["cursor"]
    product.configure("DefaultRole", "none")
    product.configure("Roles", {"none": {"scopes": ["tags:read"], "read": ["[default]Other/**"]}})
    assert get(product, cursor).code == "tag_forbidden"


def test_abuse_case_64_a_page_is_not_written_back(product):
    put(product, Dataset(101))
    page = value_of(get(product))
    answer = product.client.put("/tags/default/Data/Other", {"value": dict(page, rows=page["rows"][:2])})
    assert (answer.status, answer.code) == (422, "type_mismatch")
    assert product.gateway.tags.read(OTHER).value is None


def test_abuse_case_64_more_columns_than_a_page_has_cells(product):
    put(product, Dataset(1, CELLS + 1))
    item = get(product).json()
    assert (item["value"], item["quality"]) == ({"type": "unsupported"}, "Error_TypeConversion")


@pytest.mark.parametrize("format", ["xml", "csv", "records"])
def test_abuse_case_64_in_every_format(product, format):
    put(product, Dataset(101))
    answer = product.client.get("/tags", params=[("path", TAG), ("format", format)])
    assert answer.status == 200
    assert b"cursor" in answer.body
