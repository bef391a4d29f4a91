"""Which writes a tag refuses, and value sources other than memory."""
import pytest

from tests.simulator.exports import folder, tag


def names(codes):
    return [code.getName() for code in codes]


def test_each_write_has_its_own_answer_in_order(start):
    gateway = start([tag("Fixed", value=1, readOnly=True), tag("Off", value=1, enabled=False)])
    paths = ["[default]Plant/" + name for name in ("Int4", "Fixed", "Off", "Nope", "String")]
    codes = gateway.system.tag.writeBlocking(paths, [5, 5, 5, 5, {}])
    assert names(codes) == ["Good", "Bad_ReadOnly", "Bad_Disabled", "Bad_NotFound", "Error_TypeConversion"]
    assert codes[1].getDiagnosticMessage() == "Tag '[default]Plant/Fixed' is read-only."


@pytest.mark.parametrize("paths", ["[default]Plant/Int4", None])
def test_paths_must_be_a_list(gateway, paths):
    with pytest.raises(TypeError):
        gateway.system.tag.readBlocking(paths)
    with pytest.raises(TypeError):
        gateway.system.tag.writeBlocking(paths, [1])


def test_paths_and_values_must_be_equally_many(gateway):
    with pytest.raises(BaseException, match="2 tag paths, but 1 values"):
        gateway.system.tag.writeBlocking(["[default]Plant/Int4"] * 2, [1])


@pytest.mark.parametrize("mode, low, high", [
    ("Off", "Good", "Good"), ("No_Clamp", "Good", "Good"), ("Clamp_Low", "Bad_OutOfRange", "Good"),
    ("Clamp_High", "Good", "Bad_OutOfRange"), ("Clamp_Both", "Bad_OutOfRange", "Bad_OutOfRange")])
def test_engineering_limits_hold_as_their_mode_says(start, mode, low, high):
    gateway = start([tag("Level", value=5, engLow=0, engHigh=10, engLimitMode=mode)])
    write = gateway.system.tag.writeBlocking
    assert names(write(["[default]Plant/Level"] * 4, [-1, 11, 0, 10])) == [low, high, "Good", "Good"]


def test_a_limit_that_is_no_number_limits_nothing(start):
    gateway = start([tag("Level", value=5, engHigh={"bindType": "parameter"}, engLimitMode="Clamp_Both")])
    assert names(gateway.system.tag.writeBlocking(["[default]Plant/Level"], [11])) == ["Good"]


def test_a_value_out_of_range_may_be_kept_and_marked(start):
    level = tag("Level", value=5, engLow=0, engHigh=10, engLimitMode="Clamp_Both")
    gateway = start([level], options={"out_of_range_write": "mark"})
    assert names(gateway.system.tag.writeBlocking(["[default]Plant/Level"], [11])) == ["Good"]
    found = gateway.tags.read("[default]Plant/Level")
    assert (found.value, found.quality.getName()) == (11, "Bad_OutOfRange")


@pytest.mark.parametrize("config, raw, shown", [
    ({"scaleMode": "Off"}, 50, 50.0), ({"scaleMode": "Linear"}, 50, 150.0), ({"scaleMode": "Linear"}, 200, 300.0),
    ({"scaleMode": "Linear", "clampMode": "Clamp_High"}, 200, 200.0),
    ({"scaleMode": "Linear", "clampMode": "Clamp_Both"}, -5, 100.0),
    ({"scaleMode": "SquareRoot"}, 25, 150.0), ({"scaleMode": "Linear", "rawHigh": 0}, 50, 50.0)])
def test_what_a_device_sends_is_scaled(start, config, raw, shown):
    scale = dict({"rawLow": 0, "rawHigh": 100, "scaledLow": 100.0, "scaledHigh": 200.0}, **config)
    gateway = start([tag("Level", "Float8", valueSource="opc", **scale)])
    gateway.tags.set_value("[default]Plant/Level", raw)
    assert gateway.tags.read("[default]Plant/Level").value == shown


def test_text_and_scale_modes_that_are_not_simulated_are_left_alone(start):
    gateway = start([tag("Word", "String", scaleMode="Linear"), tag("Bits", "Int4", scaleMode="BitInversion")])
    gateway.tags.set_value("[default]Plant/Word", "text")
    gateway.tags.set_value("[default]Plant/Bits", 5)
    assert [gateway.tags.read("[default]Plant/" + name).value for name in ("Word", "Bits")] == ["text", 5]


def test_disabling_a_udt_instance_or_folder_disables_what_is_below(start):
    gateway = start([dict(folder("Area", tag("Level", value=5)), enabled=False)])
    assert gateway.tags.read("[default]Plant/Area/Level").quality.getName() == "Bad_Disabled"


def test_an_opc_tag_waits_for_its_device_and_echoes_writes(start):
    gateway = start([tag("Level", valueSource="opc", opcItemPath="ns=1;s=Level")])
    assert gateway.tags.read("[default]Plant/Level").quality.getName() == "Uncertain_InitialValue"
    assert names(gateway.system.tag.writeBlocking(["[default]Plant/Level"], [8])) == ["Good"]
    assert gateway.tags.read("[default]Plant/Level").value == 8


def test_a_slow_device_answers_a_write_later(start):
    gateway = start([tag("Level", value=1, valueSource="opc")], options={"opc_write": "pending"})
    codes = gateway.system.tag.writeBlocking(["[default]Plant/Level"] * 2, ["x", 8])
    assert names(codes) == ["Error_TypeConversion", "Good_WritePending"]
    assert gateway.tags.read("[default]Plant/Level").value == 1
    gateway.tags.complete_writes()
    assert gateway.tags.read("[default]Plant/Level").value == 8


@pytest.mark.parametrize("path", ["[.]Int4", "[~]Plant/Int4", "[default]Plant/Int4", "[.]../Plant/Int4"])
def test_a_reference_reads_and_writes_its_source(start, path):
    gateway = start([tag("Other", valueSource="reference", sourceTagPath=path)])
    assert gateway.tags.read("[default]Plant/Other").value == 4
    assert names(gateway.system.tag.writeBlocking(["[default]Plant/Other"], ["12"])) == ["Good"]
    assert gateway.tags.read("[default]Plant/Int4").value == 12


def test_a_reference_to_nothing_and_one_to_itself(start):
    gateway = start([
        tag("Lost", valueSource="reference", sourceTagPath="[.]Nope"),
        tag("A", valueSource="reference", sourceTagPath="[.]B"),
        tag("B", valueSource="reference", sourceTagPath="[.]A")])
    paths = ["[default]Plant/Lost", "[default]Plant/A"]
    expected = ["Bad_ReferenceNotFound", "Error_CycleDetected"]
    assert names([value.quality for value in gateway.system.tag.readBlocking(paths)]) == expected
    assert names(gateway.system.tag.writeBlocking(paths, [1, 1])) == expected


def test_a_derived_tag_without_expressions_is_a_reference(start):
    gateway = start([tag("Same", valueSource="derived", sourceTagPath="[.]Int4",
                         deriveExpressionGetter="{source}", deriveExpressionSetter="{value}")])
    assert gateway.tags.read("[default]Plant/Same").value == 4
    gateway.system.tag.writeBlocking(["[default]Plant/Same"], [3])
    assert gateway.tags.read("[default]Plant/Int4").value == 3


@pytest.mark.parametrize("config", [
    {"valueSource": "expr", "expression": "1 + 1"}, {"valueSource": "db", "query": "SELECT 1"},
    {"valueSource": "derived", "sourceTagPath": "[.]Int4", "deriveExpressionGetter": "{source} * 2",
     "deriveExpressionSetter": "{value} / 2"}])
def test_what_the_simulator_does_not_evaluate_says_so(start, config):
    gateway = start([tag("Worked", **config)])
    found = gateway.tags.read("[default]Plant/Worked")
    assert (found.value, found.quality.getName()) == (None, "Uncertain_InitialValue")
    assert "does not evaluate" in found.quality.getDiagnosticMessage()
    assert "[default]Plant/Worked" in gateway.log.messages("WARN")[0]
    assert gateway.system.tag.writeBlocking(["[default]Plant/Worked"], [1])[0].isBadOrError()


def test_a_provider_can_be_read_only(gateway):
    gateway.tags.add_provider("remote", read_only=True)
    gateway.tags.import_tags(tag("Level", value=1), "[remote]")
    assert names(gateway.system.tag.writeBlocking(["[remote]Level"], [2])) == ["Bad_ReadOnly"]
    assert gateway.tags.read("[remote]Level").value == 1
