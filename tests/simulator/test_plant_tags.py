"""The demo plant on the tags of demo-tags.json: what it shows, what steers it, what it leaves alone."""
from __future__ import division

import io
import json
import os

import pytest

import simulator
from simulator.plant import Plant, tags
from simulator.plant.process import LIMITS
from simulator.replay import Replay

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NOON = 1795348800000  # 2026-11-22T12:00:00Z
PLANT = "[default]Plant/"
WRITABLE = {"Setpoint", "Tank1/LevelSetpoint", "Pump1/Enabled", "Pump2/Enabled", "Line1/TargetRate",
            "Line1/Recipe"}


def demo_tags():
    with io.open(os.path.join(ROOT, "ignition", "tags", "demo-tags.json"), encoding="utf-8") as stream:
        return json.load(stream)


@pytest.fixture
def gateway():
    gateway = simulator.use(simulator.Gateway())
    gateway.tags.import_tags(demo_tags())
    gateway.clock.set_millis(NOON)
    return gateway


@pytest.fixture
def plant(gateway):
    return Plant(gateway, seed=1)


def value(gateway, name):
    return gateway.tags.read(PLANT + name).value


def write(gateway, name, new):
    """As an operator or the API does."""
    qualities = gateway.system.tag.writeBlocking([PLANT + name], [new])
    assert [quality.isGood() for quality in qualities] == [True]


def run(plant, seconds):
    for _ in range(seconds):
        plant.step(1.0)


def all_tags(gateway):
    return list(gateway.tags.get("[default]Plant").tags_below())


def name_of(node):
    return node.path[len(PLANT):]


def is_number(node):
    return node.data_type.startswith(("Int", "Float")) and not node.data_type.endswith("Array")


def test_the_plant_knows_every_tag_that_it_shows(gateway, plant):
    plant.step(1.0)
    shown = tags.Instruments(plant.process).readings(NOON)
    existing = {name_of(node) for node in all_tags(gateway)}
    assert set(shown) <= existing


def test_every_tag_is_documented_and_what_a_device_owns_is_read_only(gateway):
    assert len(all_tags(gateway)) > 40
    for node in all_tags(gateway):
        assert node.config["documentation"], node.path
        assert gateway.tags.read(node.path + ".Tooltip").value, node.path
        assert node.read_only == (name_of(node) not in WRITABLE), node.path


def test_every_kind_of_value_is_there(gateway):
    kinds = {node.data_type for node in all_tags(gateway)}
    assert kinds >= {"Boolean", "Int1", "Int2", "Int4", "Int8", "Float4", "Float8", "String", "DateTime",
                     "Document", "DataSet", "Int4Array", "Float4Array", "BooleanArray", "ByteArray"}


def test_every_tag_of_a_device_has_a_good_value_after_a_minute(gateway, plant):
    run(plant, 60)
    for node in all_tags(gateway):
        qualified = gateway.tags.read(node.path)
        assert qualified.quality.isGood(), node.path
        assert qualified.value is not None, node.path


def test_units_of_the_instances_come_from_their_types_and_parameters(gateway):
    assert gateway.tags.read(PLANT + "Tank1/Volume.EngHigh").value == 100.0
    assert gateway.tags.read(PLANT + "Pump2/Flow.Tooltip").value == "Pump 2: flow"
    assert gateway.tags.read(PLANT + "Temperature.EngUnit").value == u"\u00b0F"


def test_a_device_writes_with_the_time_of_the_clock_and_only_what_changed(gateway, plant):
    plant.step(1.0)
    gateway.clock.advance(10)
    plant.step(1.0)
    now = gateway.clock.now_millis()
    assert gateway.tags.read(PLANT + "Temperature").timestamp.getTime() == now
    assert gateway.tags.read(PLANT + "Status").timestamp.getTime() == NOON


def test_a_written_setpoint_heats_within_seconds_and_is_reached(gateway, plant):
    run(plant, 600)
    power = value(gateway, "Tank1/HeaterPower")
    write(gateway, "Setpoint", 180.0)
    run(plant, 3)
    assert value(gateway, "Tank1/HeaterPower") > power + 10.0
    run(plant, 1800)
    assert value(gateway, "Temperature") == pytest.approx(180.0, abs=1.0)


def test_the_level_setpoint_the_rate_and_the_switches_act(gateway, plant):
    run(plant, 60)
    before = value(gateway, "Pump1/Speed")
    write(gateway, "Tank1/LevelSetpoint", 70.0)
    write(gateway, "Line1/TargetRate", 40.0)
    run(plant, 5)
    assert value(gateway, "Pump1/Speed") > before + 5.0
    assert value(gateway, "Line1/Rate") == pytest.approx(40.0, rel=0.01)
    write(gateway, "Pump2/Enabled", False)
    run(plant, 30)
    assert value(gateway, "Pump2/Running") is False
    assert value(gateway, "Pump2/Mode") == 0
    assert value(gateway, "Status") == "Starved"


@pytest.mark.parametrize("nonsense", [None, float("nan"), float("inf"), -1e300])
def test_nonsense_in_a_setpoint_does_not_reach_the_process(gateway, plant, nonsense):
    gateway.tags.set_value(PLANT + "Setpoint", nonsense)
    run(plant, 10)
    low, high = LIMITS["temperature"]
    assert low <= plant.process.targets["temperature"] <= high


def test_a_setpoint_of_bad_quality_changes_nothing(gateway, plant):
    gateway.tags.set_value(PLANT + "Setpoint", 75.0, quality="Bad_NotConnected")
    plant.step(1.0)
    assert plant.process.targets["temperature"] == 150.0


def test_over_a_day_every_number_stays_within_its_engineering_limits(gateway, plant):
    limits = {}
    for node in all_tags(gateway):
        if is_number(node) and "engHigh" in node.config:
            low, high = (gateway.tags.read(node.path + end).value for end in (".EngLow", ".EngHigh"))
            limits[name_of(node)] = (float(low), float(high))
    assert len(limits) > 20
    for _ in range(24 * 60):
        plant.step(60.0)
        for name, (low, high) in limits.items():
            assert low <= value(gateway, name) <= high, name


def test_counters_on_the_tags_never_decrease(gateway, plant):
    names = ["Line1/Good", "Line1/Reject", "Line1/Downtime", "Pump1/Starts", "Pump1/RunSeconds",
             "Pump2/Starts"]
    before = [0] * len(names)
    for _ in range(8 * 60):
        plant.step(60.0)
        now = [value(gateway, name) for name in names]
        assert all(now[i] >= before[i] for i in range(len(names)))
        before = now
    assert min(before) > 0


def test_the_last_start_is_the_time_at_which_the_pump_began_to_turn(gateway, plant):
    plant.step(1.0)
    gateway.clock.advance(60)
    run(plant, 5)
    assert value(gateway, "Pump1/LastStart").getTime() == NOON
    gateway.tags.set_value(PLANT + "Pump1/Enabled", False)
    run(plant, 20)
    gateway.tags.set_value(PLANT + "Pump1/Enabled", True)
    run(plant, 1)
    assert value(gateway, "Pump1/LastStart").getTime() == NOON + 60000


def test_the_batch_changes_with_the_shift():
    assert tags.batch_id(NOON) == "20261122-2"
    assert tags.batch_id(NOON + 4 * 3600 * 1000) == "20261122-3"
    assert tags.batch_id(NOON + 12 * 3600 * 1000) == "20261123-1"


def test_the_telegram_of_a_drive_gives_state_and_speed(gateway, plant):
    run(plant, 30)
    state, fault, high, low = value(gateway, "Pump1/DriveStatus")
    tenths = high * 256 + low % 256
    assert (state, fault) == (3, 0)
    assert tenths == int(10 * plant.process.feed.speed)


def test_a_released_tag_is_left_alone_however_its_path_is_spelled(gateway, plant):
    plant.release("[default]plant/TEMPERATURE")
    gateway.tags.set_value(PLANT + "Temperature", 12.5)
    run(plant, 30)
    assert value(gateway, "Temperature") == 12.5
    assert value(gateway, "FlowRate") > 0.0


def test_a_replayed_tag_shows_the_recording_while_the_plant_runs(gateway, plant):
    played = Replay(gateway, PLANT + "Temperature", [73.96732207, 74.93588199999998, 20.5])
    plant.release(PLANT + "Temperature")
    for sample in (73.96732207, 74.93588199999998, 20.5):
        played.step()
        run(plant, 2)
        assert value(gateway, "Temperature") == sample


def test_without_the_demo_tags_the_plant_says_which_one_it_misses():
    with pytest.raises(ValueError) as caught:
        Plant(simulator.Gateway())
    assert "[default]Plant/" in str(caught.value)
    assert "import demo-tags.json first" in str(caught.value)


def test_the_demo_tags_hold_no_secret():
    text = json.dumps(demo_tags()).lower()
    for word in ("token", "password", "secret", "apikey", "bearer"):
        assert word not in text
