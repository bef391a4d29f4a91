"""UDT definitions and instances."""
import pytest

from tests.simulator.exports import folder, tag


def definition(name, tags, **config):
    return dict({"name": name, "tagType": "UdtType", "tags": tags}, **config)


def instance(name, type_id, tags=(), **config):
    return dict({"name": name, "tagType": "UdtInstance", "typeId": type_id, "tags": list(tags)}, **config)


def bound(binding, kind="parameter"):
    return {"bindType": kind, "binding": binding}


MOTOR = definition("Motor", [
    tag("Speed", "Float8", 1.5, engHigh=bound("{MaxSpeed}"), tooltip="Speed of {Label}", engUnit="rpm"),
    tag("Running", "Boolean", False),
    folder("Info", tag("Place", "String", "{PathToParentFolder}|{InstanceName}|{TagName}|{PathToTag}")),
    tag("Item", "Int4", valueSource="opc", opcItemPath=bound("ns=1;s={Label}.Item")),
], parameters={"MaxSpeed": {"dataType": "Float8", "value": 1500.0}, "Label": {"dataType": "String", "value": "M"}})

PUMP = definition("Pump", [
    tag("Flow", "Float8", 2.0),
    tag("Speed", "Float8", 3.0),
], typeId="Motor", parameters={"Label": {"value": "P"}})

SKID = definition("Skid", [
    instance("Left", "Pump", [tag("Flow", "Float8", 9.0)], parameters={"Label": bound("{Line}-left")}),
    instance("Right", "Pump", parameters={"Label": {"dataType": "String", "value": "{Line}-right"}}),
], parameters={"Line": {"dataType": "String", "value": "L0"}})


def provider(*tags):
    """Instances before the definitions, as an export may have it."""
    return {"name": "", "tagType": "Provider",
            "tags": list(tags) + [folder("_types_", PUMP, SKID, MOTOR)]}


@pytest.fixture
def plant(start):
    def make(*tags, **settings):
        gateway = start(**settings)
        gateway.tags.import_tags(provider(*tags))
        return gateway
    return make


def values(gateway, *paths):
    return [gateway.tags.read("[default]" + path).value for path in paths]


def test_an_instance_has_the_members_of_its_definition(plant):
    gateway = plant(instance("M1", "Motor"))
    assert values(gateway, "M1/Speed", "M1/Running", "M1/speed.EngUnit") == [1.5, False, "rpm"]
    assert gateway.system.tag.writeBlocking(["[default]M1/Running"], [True])[0].isGood()
    assert values(gateway, "M1/Running", "_types_/Motor/Running") == [True, False]


def test_parameters_go_into_every_text_and_binding(plant):
    gateway = plant(instance("M1", "Motor"), instance("M2", "Motor", parameters={"Label": "two", "MaxSpeed": 10}))
    assert values(gateway, "M1/Speed.Tooltip", "M2/Speed.Tooltip") == ["Speed of M", "Speed of two"]
    assert values(gateway, "M1/Speed.EngHigh", "M2/Speed.EngHigh") == [1500.0, 10]
    assert values(gateway, "M2/Item.OpcItemPath") == ["ns=1;s=two.Item"]
    assert values(gateway, "M2/Parameters.Label", "M2/parameters.maxspeed") == ["two", 10]
    assert gateway.tags.read("[default]M2/Parameters.Nope").quality.getName() == "Bad_NotFound"


def test_the_names_that_every_udt_knows(plant):
    gateway = plant(folder("Area", instance("M1", "Motor")))
    assert values(gateway, "Area/M1/Info/Place") == ["Area|M1|Place|Area/M1/Info/Place"]


def test_a_child_definition_adds_to_and_overrides_its_parent(plant):
    gateway = plant(instance("P1", "Pump"))
    assert values(gateway, "P1/Flow", "P1/Speed", "P1/Speed.EngUnit", "P1/Speed.Tooltip", "P1/Running") == [
        2.0, 3.0, "rpm", "Speed of P", False]


def test_an_instance_overrides_members_by_name_and_may_add_its_own(plant):
    gateway = plant(instance("P1", "Pump", [tag("Speed", "Float8", 7.0, readOnly=True), tag("Extra", "Int4", 1)]))
    assert values(gateway, "P1/Speed", "P1/Extra", "P1/Flow", "P1/Speed.EngUnit") == [7.0, 1, 2.0, "rpm"]
    assert gateway.system.tag.writeBlocking(["[default]P1/Speed"], [1])[0].getName() == "Bad_ReadOnly"


def test_nested_instances_get_parameters_from_outside_and_overrides_from_inside(plant):
    gateway = plant(instance("S1", "Skid", parameters={"Line": {"value": "L7"}}))
    assert values(gateway, "S1/Left/Speed.Tooltip", "S1/Right/Speed.Tooltip") == [
        "Speed of L7-left", "Speed of L7-right"]
    assert values(gateway, "S1/Left/Flow", "S1/Right/Flow") == [9.0, 2.0]


def test_an_instance_reaches_into_nested_instances(plant):
    deep = instance("S1", "Skid", [{"name": "Left", "tagType": "UdtInstance", "tags": [tag("Flow", "Float8", 4.0)]}])
    gateway = plant(deep)
    assert values(gateway, "S1/Left/Flow", "S1/Left/Speed", "S1/Right/Flow") == [4.0, 3.0, 2.0]


def test_the_document_of_an_instance_keeps_the_types_of_its_members(plant):
    gateway = plant(instance("P1", "Pump", [tag("Count", "Int8", 2 ** 40), tag("List", "Int4Array", [1, 2])]))
    members = gateway.tags.read("[default]P1").value.toDict()
    assert (members["Count"], members["List"], members["Running"]) == (2 ** 40, [1, 2], False)


def test_an_instance_read_as_a_whole_is_a_document_or_null(plant):
    read = plant(instance("P1", "Pump")).tags.read("[default]P1")
    assert read.quality.isGood()
    assert read.value.toDict() == {
        "Speed": 3.0, "Running": False, "Flow": 2.0, "Item": None,
        "Info": {"Place": "|P1|Place|P1/Info/Place"}}
    assert plant(instance("P1", "Pump"), options={"udt_read": "null"}).tags.read("[default]P1").value is None


def test_a_document_written_to_an_instance_is_refused_or_goes_to_the_members(plant):
    written = {"Flow": 5, "Info": {"Place": "here"}}
    refusing = plant(instance("P1", "Pump"))
    assert refusing.system.tag.writeBlocking(["[default]P1"], [written])[0].getName() == "Bad_Unsupported"
    taking = plant(instance("P1", "Pump"), options={"udt_write": "members"})
    assert taking.system.tag.writeBlocking(["[default]P1"], [written])[0].isGood()
    assert values(taking, "P1/Flow", "P1/Info/Place") == [5.0, "here"]
    code = taking.system.tag.writeBlocking(["[default]P1"], [{"Flow": "x", "Speed": 1}])[0]
    assert code.getName() == "Error_TypeConversion"
    assert values(taking, "P1/Speed") == [1.0]


@pytest.mark.parametrize("type_id", ["Motor", "_types_/Motor", "[default]_types_/Motor", "motor"])
def test_the_definition_may_be_named_in_several_ways(plant, type_id):
    assert values(plant(instance("M1", type_id)), "M1/Speed") == [1.5]


def test_an_unknown_definition_is_told_in_the_log(plant):
    gateway = plant(instance("M1", "Nope", [tag("Own", "Int4", 1)]))
    assert values(gateway, "M1/Own") == [1]
    assert "M1: no UDT definition 'Nope'" in gateway.log.messages("WARN")


def test_what_cannot_be_evaluated_is_told_in_the_log(plant):
    gateway = plant(instance("M1", "Motor", [
        tag("Sum", "Int4", 1, engUnit=bound("{Label+1}"), tooltip=bound("1 + 1", "expression"))]))
    messages = gateway.log.messages("WARN")
    assert any("{Label+1}" in message for message in messages)
    assert any("expression" in message for message in messages)


def test_a_definition_that_contains_itself_is_an_error(start):
    loop = folder("_types_", definition("Loop", [instance("Again", "Loop")]))
    own_parent = folder("_types_", definition("Own", [], typeId="Own"))
    for types, name in ((loop, "Loop"), (own_parent, "Own")):
        gateway = start()
        gateway.tags.import_tags(types)
        with pytest.raises(ValueError, match=name):
            gateway.tags.import_tags(instance("X", name))


def test_definitions_can_be_browsed_with_their_parent(plant):
    rows = plant().system.tag.browse("[default]_types_").getResults()
    assert [(row["name"], str(row["tagType"]), row["typeId"]) for row in rows] == [
        ("Pump", "UdtType", "Motor"), ("Skid", "UdtType", ""), ("Motor", "UdtType", "")]


def test_an_instance_can_be_disabled_as_a_whole(plant):
    gateway = plant(instance("M1", "Motor", enabled=False))
    assert gateway.tags.read("[default]M1/Info/Place").quality.getName() == "Bad_Disabled"
