"""system.tag.browse, exists and getConfiguration."""
import pytest

from java.lang import Throwable
from tests.simulator.exports import folder, tag


@pytest.fixture
def small(start):
    def make(**settings):
        gateway = start(**settings)
        gateway.tags.import_tags(folder(
            "Area", tag("Alpha", "Int4", 1), tag("Beta", "String", "b", valueSource="opc"),
            folder("Inner", tag("Alpine", "Int4", 2), tag("Gamma[0]", "Float8", 2.5))))
        return gateway
    return make


def found(gateway, path, wanted=None):
    return [row["name"] for row in gateway.system.tag.browse(path, wanted).getResults()]


def test_the_empty_path_lists_the_providers(small):
    rows = small().system.tag.browse("").getResults()
    assert [(row["name"], str(row["fullPath"]), str(row["tagType"])) for row in rows] == [
        ("default", "[default]", "Provider"), ("System", "[System]", "Provider")]


def test_rows_are_dicts_with_java_objects(small):
    row = small().system.tag.browse("[default]Area").getResults()[0]
    assert type(row) is dict
    assert (row["name"], row["hasChildren"], row["valueSource"]) == ("Alpha", True, "memory")
    assert (str(row["fullPath"]), str(row["tagType"]), str(row["dataType"])) == (
        "[default]Area/Alpha", "AtomicTag", "Int4")
    assert row["dataType"] != "Int4"
    assert row["fullPath"] != "[default]Area/Alpha"
    assert str(row["fullPath"].getParentPath()) == "[default]Area"


def test_browse_lists_one_level(small):
    assert found(small(), "[default]Area") == ["Alpha", "Beta", "Inner"]
    assert found(small(), "[default]area/inner") == ["Alpine", "Gamma[0]"]


def test_an_atomic_tag_has_its_properties_as_children(small):
    rows = small().system.tag.browse("[default]Area/Alpha").getResults()
    assert set(str(row["tagType"]) for row in rows) == set(["Property"])
    paths = [str(row["fullPath"]) for row in rows]
    assert "[default]Area/Alpha.EngUnit" in paths
    assert "[default]Area/Alpha.Value" in paths


@pytest.mark.parametrize("wanted, names", [
    ({"name": "*"}, ["Alpha", "Beta", "Inner"]), ({"name": "al*"}, ["Alpha"]), ({"name": "?eta"}, ["Beta"]),
    ({"dataType": "Int4"}, ["Alpha"]), ({"valueSource": "opc"}, ["Beta"]), ({"tagType": "Folder"}, ["Inner"]),
    ({"tagType": "AtomicTag", "recursive": True}, ["Alpha", "Beta", "Alpine", "Gamma[0]"]),
    ({"name": "Gamma[0]", "recursive": True}, ["Gamma[0]"]), ({"name": "Alp*", "dataType": "String"}, [])])
def test_a_filter_chooses(small, wanted, names):
    assert found(small(), "[default]Area", wanted) == names


def test_a_filter_by_type_id(start):
    gateway = start()
    gateway.tags.import_tags([
        folder("_types_", {"name": "T", "tagType": "UdtType", "tags": [tag("x")]}),
        {"name": "I", "tagType": "UdtInstance", "typeId": "T"}])
    assert found(gateway, "[default]", {"typeId": "T", "recursive": True}) == ["I"]


def test_pages_follow_each_other_without_gap(small):
    gateway = small()
    names, point = [], None
    for _ in range(3):
        wanted = {"recursive": True, "maxResults": 2, "continuationPoint": point}
        results = gateway.system.tag.browse("[default]Area", wanted)
        names.extend(row["name"] for row in results.getResults())
        point = results.getContinuationPoint()
        assert results.getTotalAvailableSize() == 5
    assert (names, point, results.getReturnedSize()) == (["Alpha", "Beta", "Inner", "Alpine", "Gamma[0]"], None, 1)


def test_a_gateway_may_limit_pages_by_itself(small):
    results = small(options={"browse_page_size": 2}).system.tag.browse("[default]Area")
    assert (results.returnedSize, results.continuationPoint) == (2, "2")


def test_a_missing_path_has_no_rows(small):
    results = small().system.tag.browse("[default]Nope")
    assert (results.getResults(), results.getResultQuality().getName()) == ([], "Bad_NotFound")
    assert small(options={"browse_missing": "empty"}).system.tag.browse("[nope]").resultQuality.isGood()


def test_8_3_shows_alarm_metrics_in_folders(small):
    gateway = small(version="8.3.8")
    assert found(gateway, "[default]Area") == ["Alpha", "Beta", "Inner", "Alarm Metrics"]
    assert "Alarm Metrics" not in found(gateway, "[default]")
    rows = gateway.system.tag.browse("[default]Area", {"recursive": True, "name": "Alarm Metrics"}).getResults()
    assert [str(row["fullPath"]) for row in rows] == [
        "[default]Area/Alarm Metrics", "[default]Area/Inner/Alarm Metrics"]


def test_an_unknown_filter_is_an_option(small):
    assert len(found(small(), "[default]Area", {"colour": "red"})) == 3
    with pytest.raises(Throwable):
        found(small(options={"garbage_filter": "error"}), "[default]Area", {"colour": "red"})


def test_configuration_is_what_was_configured(small):
    gateway = small()
    row = gateway.system.tag.getConfiguration("[default]Area/Alpha")[0]
    assert sorted(row) == ["dataType", "name", "path", "tagType", "value", "valueSource"]
    assert (str(row["path"]), str(row["dataType"]), row["value"]) == ("[default]Area/Alpha", "Int4", 1)
    everything = small(options={"configuration_defaults": True}).system.tag.getConfiguration("[default]Area/Alpha")[0]
    assert everything["enabled"] is True


def test_configuration_is_deep_only_when_asked(small):
    get = small().system.tag.getConfiguration
    assert "tags" not in get("[default]Area")[0]
    deep = get("[default]Area", True)[0]
    assert [child["name"] for child in deep["tags"]] == ["Alpha", "Beta", "Inner"]
    assert [child["name"] for child in deep["tags"][2]["tags"]] == ["Alpine", "Gamma[0]"]


def test_structured_values_are_json_text_or_objects(start):
    get = start().system.tag.getConfiguration
    assert get("[default]Plant/Document")[0]["value"] == '{"a": {"b": [1, 2]}}'
    assert get("[default]Plant/Int4Array")[0]["value"] == "[4, 5]"
    assert get("[default]Plant/DateTimeArray")[0]["value"] == "[1700000000000]"
    assert '"rows": [[1, 1700000000000], [2, null]]' in get("[default]Plant/DataSet")[0]["value"]
    as_objects = start(options={"configuration_values": "object"}).system.tag.getConfiguration
    assert as_objects("[default]Plant/Document")[0]["value"].toDict() == {"a": {"b": [1, 2]}}


def test_configuration_of_nothing(start):
    assert start().system.tag.getConfiguration("[default]Nope") == []
    row = start(options={"configuration_missing": "stub"}).system.tag.getConfiguration("[default]Nope")[0]
    assert (str(row["path"]), str(row["tagType"])) == ("[default]Nope", "Unknown")


def test_configuration_of_a_list_is_a_java_exception(gateway):
    with pytest.raises(Throwable):
        gateway.system.tag.getConfiguration(["[default]Plant"])


def test_only_8_3_can_be_asked_for_overrides(start):
    assert start(version="8.3.10").system.tag.getConfiguration("[default]Plant", False, True)
    with pytest.raises(TypeError):
        start(version="8.1.55").system.tag.getConfiguration("[default]Plant", False, True)
