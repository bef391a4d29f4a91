"""What a tag path can name, in which spellings, and what naming nothing answers."""
import pytest

from java.util import Date
from tests.simulator.exports import folder, tag


@pytest.mark.parametrize("path", ["[default]plant/INT4", "[DEFAULT]Plant/Int4", "[default]PLANT/int4"])
def test_case_of_paths_is_the_gateway_s_choice(start, path):
    assert start().tags.read(path).value == 4
    assert start(case_sensitive=True).tags.read(path).quality.getName() == "Bad_NotFound"
    assert start(case_sensitive=True).tags.read("[default]Plant/Int4").value == 4


@pytest.mark.parametrize("variant, path, value", [
    ("lower", u"[default]Pl\u0131nt/Int4", None), ("lower", u"[default]Tan\u212a", 7),
    ("upper", u"[default]Tan\u212a", None), ("upper", u"[default]D\u0131al", 8),
    ("java", u"[default]D\u0131al", 8), ("java", u"[DEFAULT]tank", 7)])
def test_how_case_is_folded_is_an_option(start, variant, path, value):
    gateway = start(options={"case_folding": variant})
    gateway.tags.import_tags([tag("Tank", value=7), tag("Dial", value=8)])
    assert gateway.tags.read(path).value == value


def test_two_tags_that_differ_in_case_are_two_only_where_case_counts(start):
    tags = [tag("Twin", value=1), tag("TWIN", value=2)]
    assert start(tags, case_sensitive=True).tags.read("[default]Plant/Twin").value == 1
    assert start(tags).tags.read("[default]Plant/Twin").value == 2


@pytest.mark.parametrize("path", [
    "[default]Plant/Int4/", "[default]/Plant/Int4", "[default]Plant//Int4", "[default]Plant/ Int4",
    "[default] Plant/Int4", "[default]Plant/../Plant/Int4", "[default]Plant/Int4.Nonsense", "[other]Plant/Int4",
    "[default]Plant/Int4/Value", "[default]Plant\\Int4", "[~]Plant/Int4", "[.]Int4", "[client]Plant/Int4",
    "[default]Plant/Int4[0]", "[default]Plant/Int4Array[9]", "[default]Plant/Document['a.x.y']",
    "[default]Plant/String[0]",
    "[default]Plant/Document[a]", "[default]Plant[0]"])
def test_what_names_nothing_is_not_found(read, write, gateway, path):
    assert read(path).quality.getName() == "Bad_NotFound"
    assert read(path).value is None
    assert write(path, 1) == "Bad_NotFound"


@pytest.mark.parametrize("path", ["[default", "[default]Plant/Int4Array[0", None, 5])
def test_what_is_no_path_has_a_syntax_error(read, write, path):
    assert read(path).quality.getName() == "Error_InvalidPathSyntax"
    assert write(path, 1) == "Error_InvalidPathSyntax"


@pytest.mark.parametrize("path", ["[default]Plant/Int4/", "[default]/Plant/Int4", "[default]Plant//Int4"])
def test_slashes_too_many_are_an_option(start, path):
    assert start(options={"slashes": "tolerant"}).tags.read(path).value == 4


def test_a_path_without_provider_needs_a_default_provider(start):
    assert start().tags.read("Plant/Int4").quality.getName() == "Bad_NotFound"
    with_default = start(options={"default_provider": "default"})
    assert with_default.tags.read("Plant/Int4").value == 4
    assert with_default.tags.read("[]Plant/Int4").value == 4


def test_value_quality_and_time_can_be_named(read, write):
    assert read("[default]Plant/Int4.Value").value == 4
    assert read("[default]Plant/Int4.vALUE").value == 4
    assert read("[default]Plant/Int4.Timestamp").value == Date(1700000000000)
    assert str(read("[default]Plant/Int4.Quality").value) == "Good"
    assert str(read("[default]Plant/Int4.dataType").value) == "Int4"
    assert read("[default]Plant/Int4.name").value == "Int4"
    assert write("[default]Plant/Int4.Value", 6) == "Good"
    assert read("[default]Plant/Int4").value == 6


@pytest.mark.parametrize("variant, expected", [("object", "Good"), ("name", "Good"), ("code", "192")])
def test_what_the_quality_property_gives_is_an_option(start, variant, expected):
    gateway = start(options={"quality_property": variant})
    assert str(gateway.tags.read("[default]Plant/Int4.Quality").value) == expected


def test_configuration_can_be_read_and_written_through_properties(read, write):
    assert read("[default]Plant/Int4.engunit").value is None
    assert write("[default]Plant/Int4.EngUnit", "bar") == "Good"
    assert read("[default]Plant/Int4.engUnit").value == "bar"
    assert write("[default]Plant/Int4.readOnly", True) == "Good"
    assert read("[default]Plant/Int4.CanWrite").value is False
    assert write("[default]Plant/Int4", 9) == "Bad_ReadOnly"
    assert write("[default]Plant/Int4.Enabled", False) == "Good"
    assert read("[default]Plant/Int4").quality.getName() == "Bad_Disabled"


@pytest.mark.parametrize("name, value, kept", [
    ("ReadOnly", "false", False), ("ReadOnly", 1, True), ("EngHigh", "12", 12.0), ("Tooltip", 5, "5")])
def test_properties_are_converted_to_their_type(read, write, name, value, kept):
    assert write("[default]Plant/Int4." + name, value) == "Good"
    found = read("[default]Plant/Int4." + name).value
    assert (found, type(found) is bool) == (kept, type(kept) is bool)


@pytest.mark.parametrize("name, value", [
    ("EngHigh", "high"), ("Enabled", "perhaps"), ("DataType", "Int3"), ("DataType", None),
    ("ValueSource", "magic"), ("ReadOnly", {})])
def test_a_property_refuses_what_it_cannot_be(read, write, name, value):
    before = str(read("[default]Plant/Int4." + name).value)
    assert write("[default]Plant/Int4." + name, value) == "Error_TypeConversion"
    assert str(read("[default]Plant/Int4." + name).value) == before


def test_a_tag_whose_type_changes_takes_its_value_along_where_it_can(gateway, read, write):
    assert write("[default]Plant/Int4.DataType", "String") == "Good"
    assert (read("[default]Plant/Int4").value, str(read("[default]Plant/Int4").quality)) == ("4", "Good")
    assert write("[default]Plant/Int4.DataType", "DataSet") == "Good"
    assert read("[default]Plant/Int4").value is None
    assert read("[default]Plant/Int4").quality.getName() == "Error_TypeConversion"
    assert len(gateway.system.tag.browse("[default]Plant").getResults()) == 22


@pytest.mark.parametrize("name", ["Quality", "Timestamp", "Name", "TagType", "CanWrite"])
def test_properties_that_are_no_configuration_cannot_be_written(write, name):
    assert write("[default]Plant/Int4.%s" % name, 1) == "Bad_ReadOnly"


def test_custom_properties_can_be_read(start):
    gateway = start([tag("Pump", value=1, serialNumber="A-7", alarms=[{"name": "Hi", "setpointA": 5.0}])])
    assert gateway.tags.read("[default]Plant/Pump.SerialNumber").value == "A-7"
    assert gateway.tags.read("[default]Plant/Pump.alarms").value.toDict() == [{"name": "Hi", "setpointA": 5.0}]


def test_elements_of_arrays_can_be_read_and_written(read, write):
    assert read("[default]Plant/Int4Array[1]").value == 5
    assert write("[default]Plant/Int4Array[1]", "17") == "Good"
    assert list(read("[default]Plant/Int4Array").value) == [4, 17]
    assert write("[default]Plant/StringArray[0]", "z") == "Good"
    assert read("[default]Plant/StringArray").value == ["z", "b"]


def test_members_of_documents_can_be_read_and_written(read, write):
    assert read("[default]Plant/Document['a.b[1]']").value == 2
    assert read("[default]Plant/Document['a']").value.toDict() == {"b": [1, 2]}
    assert write("[default]Plant/Document['a.b[1]']", 9) == "Good"
    assert write("[default]Plant/Document['c']", {"d": 1}) == "Good"
    assert read("[default]Plant/Document").value.toDict() == {"a": {"b": [1, 9]}, "c": {"d": 1}}


def test_a_tag_imported_again_is_found_anew(gateway, read):
    assert read("[default]Plant/Late").quality.getName() == "Bad_NotFound"
    gateway.tags.import_tags(folder("Plant", tag("Late", value=1)))
    assert read("[default]Plant/Late").value == 1
    gateway.tags.import_tags(folder("Plant", tag("Late", value=2)))
    assert read("[default]Plant/Late").value == 2
    assert read("[default]Plant/Int4").value == 4


def test_exists_says_whether_a_path_names_anything(gateway):
    exists = gateway.system.tag.exists
    assert [exists(path) for path in ("[default]Plant", "[default]Plant/Int4.EngUnit", "[default]")] == [True] * 3
    assert [exists(path) for path in ("[default]Nope", "[nope]", "[default", "Plant")] == [False] * 4


def test_get_gives_the_node_or_none(gateway):
    assert gateway.tags.get("[default]Plant/Int4").path == "[default]Plant/Int4"
    assert gateway.tags.get("[default]Plant/Nope") is None


def test_a_folder_has_no_value(start):
    assert start().tags.read("[default]Plant").quality.getName() == "Bad_NotFound"
    unsupported = start(options={"folder_read": "unsupported"})
    assert unsupported.tags.read("[default]Plant").quality.getName() == "Bad_Unsupported"
    assert unsupported.system.tag.writeBlocking(["[default]Plant"], [1])[0].getName() == "Bad_NotFound"


def test_the_system_provider_shows_the_gateway_and_cannot_be_written(gateway, read, write):
    gateway.clock.advance(61)
    assert read("[System]Gateway/CurrentDateTime").value == Date(1700000061000)
    assert read("[System]Gateway/SystemName").value == "Simulator"
    assert read("[System]Gateway/Timezone").value == "UTC"
    assert write("[System]Gateway/SystemName", "mine") == "Bad_ReadOnly"
    assert write("[System]Gateway/SystemName.Enabled", False) == "Bad_ReadOnly"
