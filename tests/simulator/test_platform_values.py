"""What is read from and written to tags of every data type."""
import array
import decimal
import math
import struct

import pytest

import simulator
from java.util import Date
from tests.simulator.exports import ARRAYS, tag

BIG = 2 ** 40


def test_reading_gives_value_quality_and_time_in_the_order_asked(gateway):
    paths = ["[default]Plant/Int4", "[default]Plant/Nothing", "[default]Plant/Boolean"]
    values = gateway.system.tag.readBlocking(paths)
    assert [value.value for value in values] == [4, None, True]
    assert [value.quality.getName() for value in values] == ["Good", "Bad_NotFound", "Good"]
    assert values[0].getTimestamp() == Date(1700000000000)
    assert str(values[1].getQuality()) == "Bad_NotFound(\"Path '[default]Plant/Nothing' not found.\")"


def test_a_float4_is_rounded_to_32_bit(gateway, read, write):
    assert write("[default]Plant/Float4", 0.1) == "Good"
    assert read("[default]Plant/Float4").value == struct.unpack("f", struct.pack("f", 0.1))[0]
    assert read("[default]Plant/Float4").value != 0.1


def test_a_number_too_large_for_float4_becomes_infinite(read, write):
    assert write("[default]Plant/Float4", -1e300) == "Good"
    assert read("[default]Plant/Float4").value == -float("inf")


def test_nan_is_kept_by_floats_and_refused_by_integers(read, write):
    assert write("[default]Plant/Float8", float("nan")) == "Good"
    assert math.isnan(read("[default]Plant/Float8").value)
    assert write("[default]Plant/Int4", float("nan")) == "Error_TypeConversion"


def test_dates_and_datasets_and_documents_are_objects(read):
    assert read("[default]Plant/DateTime").value == Date(1700000000123)
    dataset = read("[default]Plant/DataSet").value
    assert (dataset.getRowCount(), dataset.columnCount) == (2, 2)
    assert dataset.getColumnNames() == ["id", "at"]
    assert dataset.getValueAt(0, "AT") == Date(1700000000000)
    assert str(dataset.getColumnType(0)) == "class java.lang.Integer"
    assert read("[default]Plant/Document").value.toDict() == {"a": {"b": [1, 2]}}


def test_a_reader_cannot_change_what_others_read(read):
    read("[default]Plant/Document").value.toDict()["a"]["b"].append(3)
    assert read("[default]Plant/Document").value.toDict() == {"a": {"b": [1, 2]}}
    read("[default]Plant/Int4Array").value[0] = 99
    assert list(read("[default]Plant/Int4Array").value) == [4, 5]


@pytest.mark.parametrize("name, typecode", [
    ("Int1Array", "b"), ("ByteArray", "b"), ("Int2Array", "h"), ("Int4Array", "i"), ("Float4Array", "f"),
    ("Float8Array", "d")])
def test_arrays_of_numbers_come_as_typed_arrays(read, name, typecode):
    value = read("[default]Plant/" + name).value
    assert isinstance(value, array.array)
    assert (value.typecode, list(value)) == (typecode, ARRAYS[name])


def test_arrays_of_objects_come_as_lists(read):
    assert read("[default]Plant/StringArray").value == ["a", "b"]
    assert read("[default]Plant/BooleanArray").value == [True, False]
    assert read("[default]Plant/DateTimeArray").value == [Date(1700000000000)]


@pytest.mark.parametrize("name, value, expected", [
    ("Int4", "12", 12), ("Int4", 7.0, 7), ("Int8", BIG, BIG), ("Float8", 3, 3.0), ("Boolean", 1, True),
    ("Boolean", "FALSE", False), ("String", 5, "5"), ("String", True, "true"), ("DateTime", 5, Date(5)),
    ("DateTime", Date(6), Date(6)), ("Int4Array", (1, 2.0), [1, 2]), ("StringArray", [1, None], ["1", None]),
    ("String", Date(0), str(Date(0))), ("Float8", decimal.Decimal("1.5"), 1.5),
    ("Int4", None, None), ("String", u"\u00e9\u0000\u4e16", u"\u00e9\u0000\u4e16")])
def test_what_fits_is_converted(read, write, name, value, expected):
    assert write("[default]Plant/" + name, value) == "Good"
    found = read("[default]Plant/" + name).value
    found = list(found) if isinstance(found, array.array) else found
    assert found == expected
    assert type(found) is type(expected) or name.startswith("Int") or name == "String"


@pytest.mark.parametrize("name, value", [
    ("Int4", "abc"), ("Int4", "1_000"), ("Int4", {}), ("Int4", 2 ** 31), ("Int1", 128), ("Int2", -32769),
    ("Float8", "x"), ("Float8", 10 ** 400),
    ("Int4", 1j), ("Document", {"a": Date(1)}), ("Float8", [1]), ("Boolean", "maybe"),
    ("String", {"a": 1}), ("DateTime", "yesterday"),
    ("DateTime", True), ("Document", 5), ("Document", "{"), ("DataSet", [[1]]), ("Int4Array", 5),
    ("Int4Array", [1, None]), ("Int4Array", ["x"]), ("ByteArray", [128])])
def test_what_does_not_fit_is_refused_and_leaves_the_tag_alone(read, write, name, value):
    before = read("[default]Plant/" + name)
    assert write("[default]Plant/" + name, value) == "Error_TypeConversion"
    assert read("[default]Plant/" + name) == before


@pytest.mark.parametrize("option, variant, name, value, quality, result", [
    ("one_point_five_to_int", "truncate", "Int4", -1.5, "Good", -1),
    ("one_point_five_to_int", "round", "Int4", 1.5, "Good", 2),
    ("one_point_five_to_int", "error", "Int4", 1.5, "Error_TypeConversion", 4),
    ("bool_to_int", "convert", "Int4", True, "Good", 1),
    ("bool_to_int", "error", "Int4", True, "Error_TypeConversion", 4),
    ("text_to_number", "error", "Int4", "12", "Error_TypeConversion", 4),
    ("int_overflow", "wrap", "Int1", 200, "Good", -56),
])
def test_each_unknown_conversion_has_its_variants(start, option, variant, name, value, quality, result):
    tags = start(options={option: variant}).system.tag
    path = "[default]Plant/" + name
    assert tags.writeBlocking([path], [value])[0].getName() == quality
    assert tags.readBlocking([path])[0].value == result


def test_a_document_accepts_dicts_lists_and_json_text(read, write):
    for value, expected in (({"x": 1}, {"x": 1}), ([1], [1]), ('{"y": null}', {"y": None})):
        assert write("[default]Plant/Document", value) == "Good"
        assert read("[default]Plant/Document").value.toDict() == expected


def test_a_dataset_written_is_the_dataset_read(gateway, read, write):
    dataset = gateway.system.dataset.toDataSet(["n", "s"], [[1, "a"], [2, None]])
    assert write("[default]Plant/DataSet", gateway.system.dataset.toPyDataSet(dataset)) == "Good"
    assert read("[default]Plant/DataSet").value == dataset


def test_missing_values_follow_the_option(start):
    fresh = [tag("Fresh", "Int4"), tag("Words", "String")]
    paths = ["[default]Plant/Fresh", "[default]Plant/Words"]
    empty = start(fresh).system.tag.readBlocking(paths)
    assert [(value.value, str(value.quality)) for value in empty] == [(None, "Good"), (None, "Good")]
    zeros = start(fresh, options={"memory_initial": "zero"}).system.tag.readBlocking(paths)
    assert [value.value for value in zeros] == [0, ""]


def test_a_value_that_the_export_states_wrongly_has_the_conversion_quality(start):
    gateway = start([tag("Odd", "Int4", "not a number")])
    assert gateway.tags.read("[default]Plant/Odd").quality.getName() == "Error_TypeConversion"


def test_a_data_type_that_does_not_exist_is_an_error_of_the_import(gateway):
    with pytest.raises(ValueError, match="Int3"):
        gateway.tags.import_tags(tag("Odd", "Int3"))


def test_a_device_writes_past_read_only_and_limits_with_quality_and_time(start):
    gateway = start([tag("Level", "Int4", 1, readOnly=True, engHigh=10, engLimitMode="Clamp_Both")])
    gateway.tags.set_value("[default]Plant/Level", 11, "Uncertain_LastKnownValue", Date(5))
    found = gateway.tags.read("[default]Plant/Level")
    assert (found.value, found.timestamp) == (11, Date(5))
    assert found.quality.getName() == "Uncertain_LastKnownValue"


def test_a_device_cannot_write_what_the_type_cannot_hold(gateway):
    with pytest.raises(ValueError, match="Int4"):
        gateway.tags.set_value("[default]Plant/Int4", "abc")
    with pytest.raises(KeyError):
        gateway.tags.set_value("[default]Plant", 1)


def test_the_timestamp_of_a_write_is_the_clock_of_the_gateway(gateway, read, write):
    gateway.clock.advance(2.5)
    write("[default]Plant/Int4", 5)
    assert read("[default]Plant/Int4").timestamp == Date(1700000002500)


def test_qualified_values_are_seen_through_the_facade_of_whichever_gateway_is_in_use(start):
    first, second = start(), start()
    assert simulator.current() is second
    simulator.use(first)
    first.system.tag.writeBlocking(["[default]Plant/Int4"], [77])
    assert first.tags.read("[default]Plant/Int4").value == 77
    assert second.tags.read("[default]Plant/Int4").value == 4
