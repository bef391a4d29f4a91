"""project.http.tables: one table in every format, its rows taken as they are needed."""

import json

import pytest

COLUMNS = [{"name": "path", "type": "String"}, {"name": u"v\u00e4lue", "type": "Double"}]
ROWS = [[u"a", 1.5], [u"b\u00e4", None], [u"", -3]]


@pytest.fixture(scope="module")
def http(library):
    return library.http


def text(http, format, rows=ROWS, **more):
    return u"".join(http.tables.pieces(dict({"columns": COLUMNS, "rows": iter(rows), "format": format}, **more)))


def test_json(http):
    assert json.loads(text(http, "json")) == {"columns": COLUMNS, "rows": ROWS, "cursor": None}
    found = text(http, "json", [], ending=lambda: {"cursor": u"next", "more": 1})
    assert json.loads(found) == {
        "columns": COLUMNS, "rows": [], "cursor": u"next", "more": 1}


def test_records(http):
    assert json.loads(text(http, "records")) == [{"path": row[0], u"v\u00e4lue": row[1]} for row in ROWS]
    assert json.loads(text(http, "records", [])) == []


@pytest.mark.parametrize("names, shown", [
    (["a", "a"], ["a", "a_2"]), (["a", "a", "a_2", "a"], ["a", "a_3", "a_2", "a_4"]), (["a", "A"], ["a", "A"]),
    (["t_stamp", "t_stamp"], ["t_stamp", "t_stamp_2"])])
def test_columns_of_the_same_name_are_all_there_in_records(http, names, shown):
    columns = [{"name": name, "type": "Integer"} for name in names]
    found = text(http, "records", [list(range(len(names)))], columns=columns)
    assert json.loads(found) == [dict((name, index) for index, name in enumerate(shown))]


def test_xml_is_what_the_json_means(http):
    for rows in (ROWS, []):
        written = text(http, "xml", rows, ending=lambda: {"cursor": u"<n>"})
        found = http.xmlbody.decode(written, {"maxDepth": 4, "maxNodes": 1000})
        assert found == {"columns": COLUMNS, "rows": rows, "cursor": u"<n>"}


def test_csv(http):
    assert text(http, "csv") == u'path,v\u00e4lue\r\na,1.5\r\nb\u00e4,\r\n"",-3\r\n'
    assert text(http, "csv", [], safe="excel") == u"\ufeffpath,v\u00e4lue\r\n"
    assert u"'=1" in text(http, "csv", [[u"=1", 1]], safe="excel")


@pytest.mark.parametrize("format", ["json", "records", "xml", "csv"])
@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 1001])
def test_no_row_is_lost_between_pieces(http, format, count):
    found = text(http, format, [[u"r%d." % number, number] for number in range(count)])
    assert [number for number in range(count) if found.count(u"r%d." % number) != 1] == []


@pytest.mark.parametrize("format", ["json", "records", "xml", "csv"])
def test_rows_are_taken_as_they_are_needed(http, format):
    taken = []

    def rows():
        for number in range(100000):
            taken.append(number)
            yield [u"a", number]
    pieces = http.tables.pieces({"columns": COLUMNS, "rows": rows(), "format": format})
    for _ in range(5):
        next(pieces)
    assert 0 < len(taken) <= 5 * http.tables.BATCH
