"""Tag exports of every shape."""
import pytest

import simulator
from java.util import Date
from tests.simulator.exports import folder, tag

LEVEL = tag("Level", "Int4", 3)


def value(gateway, path):
    return gateway.tags.read(path).value


@pytest.mark.parametrize("document, base, path", [
    (LEVEL, "[default]", "[default]Level"),
    (LEVEL, "[default]Area/Deep", "[default]Area/Deep/Level"),
    (LEVEL, "[other]", "[other]Level"),
    ([LEVEL], "[default]", "[default]Level"),
    ({"tags": [LEVEL]}, "[default]", "[default]Level"),
    ({"name": "", "tagType": "Provider", "tags": [folder("A", LEVEL)]}, "[default]", "[default]A/Level"),
    ({"name": "default", "tagType": "Provider", "tags": [LEVEL]}, "[default]", "[default]Level"),
    ({"name": "A", "tags": [LEVEL]}, "[default]", "[default]A/Level"),
    ({"name": "Level", "dataType": "Int4", "value": 3}, "[default]", "[default]Level"),
])
def test_an_export_of_any_shape_is_taken_in(document, base, path):
    gateway = simulator.Gateway()
    gateway.tags.import_tags(document, base)
    assert value(gateway, path) == 3


def test_a_second_import_adds_to_folders_and_replaces_tags(gateway):
    gateway.tags.import_tags(folder("Area", LEVEL, tag("Old", value=1)))
    gateway.tags.import_tags(folder("Area", tag("Level", "String", "new"), tag("New", value=2)))
    assert [value(gateway, "[default]Area/" + name) for name in ("Level", "Old", "New")] == ["new", 1, 2]


def test_a_folder_may_take_the_place_of_a_tag(gateway):
    gateway.tags.import_tags(LEVEL)
    gateway.tags.import_tags(folder("Level", tag("Inner", value=1)))
    assert value(gateway, "[default]Level/Inner") == 1


def test_two_gateways_share_nothing_of_an_export():
    document = tag("Doc", "Document", {"a": [1]})
    first, second = simulator.Gateway(), simulator.Gateway()
    for gateway in (first, second):
        gateway.tags.import_tags(document)
    simulator.use(first).system.tag.writeBlocking(["[default]Doc['a[0]']"], [2])
    assert value(first, "[default]Doc['a[0]']") == 2
    assert value(second, "[default]Doc['a[0]']") == 1
    assert document["value"] == {"a": [1]}


def test_an_empty_value_falls_back_to_the_default_value():
    gateway = simulator.Gateway()
    gateway.tags.import_tags(tag("Level", "Int4", defaultValue=9))
    assert value(gateway, "[default]Level") == 9


@pytest.mark.parametrize("data_type, exported, expected", [
    ("DateTime", "1700000000000", Date(1700000000000)), ("Int8", "9007199254740993", 9007199254740993),
    ("StringArray", '["a", null]', ["a", None]), ("Boolean", "true", True)])
def test_values_may_be_exported_as_text(data_type, exported, expected):
    gateway = simulator.Gateway()
    gateway.tags.import_tags(tag("T", data_type, exported))
    assert value(gateway, "[default]T") == expected


@pytest.mark.parametrize("exported", [
    {"columns": "x"}, {"columns": [{"type": "java.lang.String"}]}, {"rows": []}, "no json",
    {"columns": [{"name": "a"}], "rows": [[1, 2]]}])
def test_a_broken_dataset_has_the_conversion_quality(exported):
    gateway = simulator.Gateway()
    gateway.tags.import_tags(tag("T", "DataSet", exported))
    assert gateway.tags.read("[default]T").quality.getName() == "Error_TypeConversion"


def test_cells_of_a_dataset_have_the_type_of_their_column():
    gateway = simulator.Gateway()
    columns = [{"name": kind, "type": kind} for kind in ("java.lang.Double", "java.lang.Long", "java.util.Date")]
    gateway.tags.import_tags(tag("T", "DataSet", {"columns": columns, "rows": [[1, 2, 3], [None, None, None]]}))
    dataset = value(gateway, "[default]T")
    cells = [dataset.getValueAt(0, column) for column in range(3)]
    assert cells == [1.0, 2, Date(3)]
    assert isinstance(cells[0], float)
    assert [dataset.getValueAt(1, column) for column in range(3)] == [None] * 3


def test_a_dataset_may_be_exported_as_json_text():
    gateway = simulator.Gateway()
    gateway.tags.import_tags(tag("T", "DataSet", '{"columns": [{"name": "a"}], "rows": [["x"], [true]]}'))
    dataset = value(gateway, "[default]T")
    assert [dataset.getValueAt(row, 0) for row in range(2)] == ["x", True]
    assert str(dataset.getColumnType(0)) == "class java.lang.Object"
