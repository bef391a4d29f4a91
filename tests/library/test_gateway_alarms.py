"""project.gateway.alarms: the port, on what a gateway may hand out."""

import pytest

from java.lang import RuntimeException
from tests.support import alarms as plants

HIGH = {"name": "High", "mode": "AboveValue", "setpointA": 10.0, "Area": "North"}


@pytest.fixture
def plant():
    return plants.plant([HIGH])


@pytest.fixture
def port(plant):
    return plant.library.project.gateway.alarms


def listed(port, includeShelved=False):
    return port.alarms([event for moment, uuid, event in port.status(port.Wanted(includeShelved))])


@pytest.mark.parametrize("source, path", [
    ("prov:default:/tag:Plant/T:/alm:High", "[default]Plant/T"), ("prov:Area 2:/tag:T:/alm:a/b", "[Area 2]T"),
    ("prov:System:/tag:Gateway/CPU:/alm:High", "[System]Gateway/CPU"), ("prov:default:/tag:A:/alm:B:/alm:C", None),
    ("prov:default:/tag:A", None), ("evt:System Startup", None), ("", None),
    ("sys:g:/prov:default:/tag:A:/alm:B", None),
    ("prov:default:/tag:A:/tag:B:/alm:C", None), ("prov:default:/tag:A:/alm:B:/x", None),
    ("prov:default:/prov:x:/tag:A:/alm:B", None), ("prov:default:/tag:/alm:B", None)])
def test_the_tag_of_a_source(port, source, path):
    assert port.tagPath(source) == path


@pytest.mark.parametrize("value, user", [
    ("usr:ann", "ann"), ("usr-prov:default:/usr:ann", "ann"), ("usr:key:mes", "key:mes"), ("ann", "ann"), (None, None),
    ("usr:oauth:idp:/usr:x", "oauth:idp:/usr:x")])
def test_the_user_of_an_acknowledgement(port, value, user):
    assert port.userOf(value) == user


def test_an_alarm_and_its_details(plant, port):
    found = listed(port)[0]
    assert (found.path, found.priority, found.state(), found.activeMillis) == (
        "[default]Plant/T", "Low", "ActiveUnacked", plants.START)
    assert port.details(found) == {
        "clearMillis": None, "ackMillis": None, "ackUser": None, "ackNotes": None, "notes": "",
        "data": {"Area": "North"}}


def test_acknowledging_tells_what_is_left(plant, port):
    alarm = listed(port)[0]
    assert port.acknowledge([alarm.id, "nobody"], "", "ann") == frozenset(["nobody"])


def test_before_8_1_15_nothing_is_told():
    old = plants.plant([HIGH], version="8.1.14")
    port = old.library.project.gateway.alarms
    assert port.acknowledge([listed(port)[0].id], "", "ann") is None


def test_shelving_and_what_is_shelved(plant, port):
    source = listed(port)[0].source
    port.shelve([source], 2)
    assert port.shelved() == {source: plants.START + 120000}
    assert [alarm.isShelved for alarm in listed(port, True)] == [True]
    port.unshelve([source])
    assert port.shelved() == {}


def test_the_journal_gives_each_transition(plant, port):
    plant.gateway.clock.advance(1)
    plant.write(5.0)
    found = port.journal("", plants.START, plants.START + 5000, port.Wanted(True))
    assert [(-row[0] - plants.START, row[2], port.alarms([row[3]])[0].state()) for row in found] == [
        (0, "active", "ActiveUnacked"), (1000, "clear", "ClearUnacked")]


def test_a_missing_journal_is_told_from_a_failing_one(plant, port):
    with pytest.raises(port.JournalMissing):
        port.journal("Nope", 0, 1, port.Wanted(True))
    plant.gateway.faults.set("system.alarm.queryJournal", throw=RuntimeException("connection refused"))
    with pytest.raises(plant.library.project.gateway.failure.GatewayFailure):
        port.journal("Journal", 0, 1, port.Wanted(True))


@pytest.mark.parametrize("function, call", [
    ("queryStatus", lambda port: port.status(port.Wanted(True))),
    ("acknowledge", lambda port: port.acknowledge(["a"], "", "ann")),
    ("shelve", lambda port: port.shelve(["a"], 1)), ("unshelve", lambda port: port.unshelve(["a"])),
    ("getShelvedPaths", lambda port: port.shelved())])
def test_a_failing_call_is_a_gateway_failure(plant, port, function, call):
    plant.gateway.faults.set("system.alarm." + function, throw=RuntimeException("no"))
    with pytest.raises(plant.library.project.gateway.failure.GatewayFailure) as caught:
        call(port)
    assert caught.value.operation == "system.alarm." + function
