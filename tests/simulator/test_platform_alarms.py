"""The alarm engine: modes, deadbands, delays, states, and what system.alarm answers."""
import pytest

import simulator
from tests.simulator.exports import folder, tag

SOURCE = "prov:default:/tag:Plant/T:/alm:"


@pytest.fixture
def watch(start):
    """A gateway with one tag Plant/T that has these alarms; a dict for each, or one."""
    def make(*alarms, **settings):
        config = settings.pop("tag", {})
        tagged = dict({"data_type": "Float8", "value": 5.0}, **config)
        found = start(**settings)
        found.alarms.journals.add("Journal")
        found.tags.import_tags(tag("T", alarms=[dict({"name": "A"}, **alarm) for alarm in alarms], **tagged),
                               "[default]Plant")
        return found
    return make


def write(gateway, value, name="T"):
    assert gateway.system.tag.writeBlocking(["[default]Plant/" + name], [value])[0].isGood()


def states(gateway, **filters):
    return sorted(event.getState().name() for event in gateway.system.alarm.queryStatus(**filters))


def is_active(gateway):
    return "ActiveUnacked" in states(gateway)


ABOVE = {"mode": "AboveValue", "setpointA": 10.0}


@pytest.mark.parametrize("alarm, active, clear", [
    (ABOVE, [10.0, 11.0], [5.0, 9.9]),
    (dict(ABOVE, inclusiveA=False), [11.0], [10.0]),
    ({"mode": "BelowValue", "setpointA": 10.0}, [10.0, 9.0], [10.1]),
    ({"mode": "BetweenValues", "setpointA": 10.0, "setpointB": 20.0}, [10.0, 15.0, 20.0], [9.0, 21.0]),
    ({"mode": "OutsideValues", "setpointA": 10.0, "setpointB": 20.0, "inclusiveA": False, "inclusiveB": False},
     [9.0, 21.0], [10.0, 20.0]),
    ({"mode": "Equality", "setpointA": 3.0}, [3.0], [4.0]),
    ({"mode": "Inequality", "setpointA": 3.0}, [4.0], [3.0]),
    ({"mode": "OutOfEngRange"}, [-1.0, 101.0], [50.0, 0.0, 100.0]),
    ({"mode": "WhenTrue"}, [1.0], [0.0]),
    ({"mode": "WhenFalse"}, [0.0], [1.0]),
])
def test_a_condition_holds_as_its_mode_says(watch, alarm, active, clear):
    for value, expected in [(v, True) for v in active] + [(v, False) for v in clear]:
        gateway = watch(alarm, tag={"value": value})
        assert is_active(gateway) is expected, value


@pytest.mark.parametrize("zero, value, expected", [
    (False, 4, True), (False, 0, False), (True, 4, False), (True, 1, True)])
def test_a_bit_may_be_meant_when_it_is_zero(watch, zero, value, expected):
    gateway = watch({"mode": "Bit", "bitPosition": 2, "bitOnZero": zero}, tag={"data_type": "Int4", "value": value})
    assert is_active(gateway) is expected


def test_a_text_can_only_be_equal(watch):
    alarms = [{"name": "Is", "mode": "Equality", "setpointA": "Fault"}, dict(ABOVE, name="Above")]
    gateway = watch(*alarms, tag={"data_type": "String", "value": "Run"})
    write(gateway, "Fault")
    assert [str(event.getName()) for event in gateway.system.alarm.queryStatus()] == ["Is"]


def test_an_alarm_clears_beyond_its_deadband(watch):
    gateway = watch(dict(ABOVE, deadband=2.0))
    for value, expected in [(11.0, True), (10.0, True), (8.1, True), (8.0, False), (9.9, False)]:
        write(gateway, value)
        assert is_active(gateway) is expected, value


@pytest.mark.parametrize("mode, margin", [("Percent", 20.0), ("Absolute", 20.0)])
def test_a_deadband_may_be_a_share_of_the_range(watch, mode, margin):
    gateway = watch(dict(ABOVE, setpointA=50.0, deadband=20.0, deadbandMode=mode))
    write(gateway, 51.0)
    write(gateway, 50.0 - margin + 0.1)
    assert is_active(gateway)
    write(gateway, 50.0 - margin)
    assert not is_active(gateway)


def test_a_delay_holds_back_both_ways_and_dates_from_when_it_is_over(watch):
    gateway = watch(dict(ABOVE, timeOnDelaySeconds=5.0, timeOffDelaySeconds=2.0))
    write(gateway, 11.0)
    gateway.clock.advance(4.9)
    assert states(gateway) == []
    gateway.clock.advance(10.0)
    event = gateway.system.alarm.queryStatus()[0]
    assert event.getActiveData().getTimeStamp() == 1700000005000
    write(gateway, 5.0)
    assert is_active(gateway)
    gateway.clock.advance(2.0)
    assert states(gateway) == ["ClearUnacked"]


def test_what_returns_within_its_delay_leaves_no_trace(watch):
    gateway = watch(dict(ABOVE, timeOnDelaySeconds=5.0))
    write(gateway, 11.0)
    gateway.clock.advance(3.0)
    write(gateway, 5.0)
    gateway.clock.advance(10.0)
    assert states(gateway) == []


@pytest.mark.parametrize("mode, active, cleared", [
    ("Manual", "ActiveUnacked", "ClearUnacked"), ("Auto", "ActiveUnacked", "ClearAcked"),
    ("Unused", "ActiveAcked", "ClearAcked")])
def test_the_ack_mode_decides_who_acknowledges(watch, mode, active, cleared):
    gateway = watch(dict(ABOVE, ackMode=mode))
    write(gateway, 11.0)
    assert states(gateway) == [active]
    write(gateway, 5.0)
    assert states(gateway) == [cleared]


def test_any_change_never_stays_active_and_keeps_five_events(watch):
    gateway = watch({"mode": "AnyChange"})
    assert states(gateway) == []
    for value in range(10, 20):
        write(gateway, float(value))
    found = gateway.system.alarm.queryStatus()
    assert len(set(str(event.getId()) for event in found)) == 5
    assert states(gateway) == ["ClearUnacked"] * 5


@pytest.mark.parametrize("variant, expected", [("hold", True), ("clear", False)])
def test_bad_quality_has_a_mode_of_its_own(watch, variant, expected):
    gateway = watch(dict(ABOVE, name="High"), {"name": "Bad", "mode": "BadQuality"},
                    options={"alarm_bad_quality": variant})
    write(gateway, 11.0)
    gateway.tags.set_value("[default]Plant/T", 11.0, quality="Bad_Stale")
    active = [str(event.getName()) for event in gateway.system.alarm.queryStatus(state=["ActiveUnacked"])]
    assert ("High" in active) is expected
    assert "Bad" in active


def test_a_condition_or_setpoint_may_come_from_another_tag(watch):
    gateway = watch({"name": "On", "mode": "OnCondition", "activeCondition": {
        "bindType": "Expression", "value": "{[.]Boolean}"}},
        {"name": "Above", "mode": "AboveValue", "setpointA": {"bindType": "Tag", "value": "[.]Float8"}})
    assert states(gateway) == ["ActiveUnacked", "ActiveUnacked"]
    write(gateway, False, "Boolean")
    write(gateway, 7.5, "Float8")
    assert states(gateway) == ["ClearUnacked", "ClearUnacked"]


def test_what_is_not_evaluated_is_said_in_the_log(watch):
    gateway = watch({"mode": "AboveValue", "setpointA": {"bindType": "Expression", "value": "1 + 1"}},
                    {"name": "B", "mode": "Sideways"}, {"name": "C", "priority": "Huge"})
    text = gateway.log.text()
    assert "bound to what" in text and "Sideways" in text and "Huge" in text


@pytest.mark.parametrize("alarm, tag_config", [({"enabled": False}, {}), ({}, {"alarmEvalEnabled": False})])
def test_an_alarm_or_all_of_a_tag_can_be_off(watch, alarm, tag_config):
    gateway = watch(dict(ABOVE, **alarm), tag=tag_config)
    write(gateway, 11.0)
    assert states(gateway) == []


def test_definitions_have_no_alarms_and_instances_do(start):
    gateway = start()
    pump = {"name": "Pump", "tagType": "UdtType", "tags": [
        tag("Fault", "Boolean", alarms=[{"name": "Fault", "mode": "WhenTrue", "label": "Pump {InstanceName}"}])]}
    gateway.tags.import_tags({"name": "", "tagType": "Provider", "tags": [folder("_types_", pump)]})
    gateway.tags.import_tags({"name": "P1", "tagType": "UdtInstance", "typeId": "Pump"}, "[default]Plant")
    write(gateway, True, "P1/Fault")
    found = gateway.system.alarm.queryStatus()
    assert [(str(each.getSource()), each.getLabel()) for each in found] == [
        ("prov:default:/tag:Plant/P1/Fault:/alm:Fault", "Pump P1")]


def test_an_import_over_a_tag_keeps_its_alarm_events(watch):
    gateway = watch(ABOVE)
    write(gateway, 11.0)
    before = str(gateway.system.alarm.queryStatus()[0].getId())
    changed = dict(ABOVE, name="A", priority="High")
    gateway.tags.import_tags(tag("T", "Float8", 11.0, alarms=[changed]), "[default]Plant")
    assert [str(each.getId()) for each in gateway.system.alarm.queryStatus()] == [before]
    write(gateway, 5.0)
    assert states(gateway) == ["ClearUnacked"]


@pytest.mark.parametrize("variant, expected", [("absent", []), ("clear_acked", ["ClearAcked"])])
def test_an_alarm_that_never_was_active_may_be_listed(watch, variant, expected):
    gateway = watch(ABOVE, options={"alarm_never_active": variant})
    assert states(gateway) == expected


# What scripts see


def test_an_event_tells_everything_of_itself(watch):
    gateway = watch(dict(ABOVE, name="High", priority="High", displayPath="Area/T", label="Too hot", notes="Cool it",
                         Area="North"))
    write(gateway, 11.0)
    event = gateway.system.alarm.queryStatus()[0]
    assert str(event.getSource()) == str(event.source) == SOURCE + "High"
    assert (str(event.getDisplayPath()), event.getDisplayPathOrSource()) == ("Area/T", "Area/T")
    assert (event.getName(), event.getLabel(), event.getNotes()) == ("High", "Too hot", "Cool it")
    assert (str(event.getPriority()), event.getPriority().getIntValue()) == ("High", 3)
    assert (str(event.getState()), event.getState().getIntValue()) == ("Active, Unacknowledged", 2)
    assert (event.isAcked(), event.isCleared(), event.isShelved()) == (False, False, False)
    assert event.getActiveData().getTimeStamp() == 1700000000000
    assert (event.getClearedData(), event.getAckData()) == (None, None)
    found = dict((each.getProperty().getName(), each.getValue()) for each in event.getActiveData())
    assert (found["Area"], found["eventValue"]) == ("North", 11.0)
    assert (event.get("Area"), event.getOrDefault("Nope"), event.getOrElse("Nope", 1)) == ("North", None, 1)
    with pytest.raises(BaseException, match="no property"):
        event.get("Nope")


def test_a_result_finds_its_events_and_makes_datasets(watch):
    gateway = watch(dict(ABOVE, Area="North"))
    write(gateway, 11.0)
    result = gateway.system.alarm.queryStatus()
    uuid = str(result[0].getId())
    assert result.getEvent(uuid) is result[0]
    assert result.getEvent("nope") is None
    assert result.getDataset().getValueAt(0, 0) == uuid
    assert result.getAssociatedData(uuid).getValueAt(0, 1) == "North"


@pytest.mark.parametrize("filters, found", [
    ({"priority": ["High"]}, ["High"]), ({"priority": [1, "critical"]}, ["Low"]), ({"state": [2]}, ["High", "Low"]),
    ({"state": ["ClearAcked"]}, []), ({"source": ["*:/alm:H*"]}, ["High"]), ({"source": ["nothing"]}, []),
    ({"source": [SOURCE + "low"]}, ["Low"]), ({"path": ["Plant/T*"]}, ["High", "Low"]),
    ({"displaypath": ["North/*", "x"]}, ["High"]), ({"defined": ["Area"]}, ["High"]),
    ({"all_properties": [("Area", "=", "North"), ("eventValue", ">", 10)]}, ["High"]),
    ({"any_properties": [("Area", "=", "South"), ("Area", "like", "N%")]}, ["High"]),
    ({"all_properties": [("Area", "!=", "North")]}, []),
])
def test_a_query_filters(watch, filters, found):
    gateway = watch(dict(ABOVE, name="High", priority="High", displayPath="North/T", Area="North"),
                    dict(ABOVE, name="Low", priority="Low"))
    write(gateway, 11.0)
    assert sorted(event.getName() for event in gateway.system.alarm.queryStatus(**filters)) == found


@pytest.mark.parametrize("filters", [
    {"priority": ["Huge"]}, {"state": ["Odd"]}, {"state": [9]}, {"source": "*"}, {"all_properties": [("a", "~", 1)]}])
def test_a_query_with_a_wrong_filter_raises(watch, filters):
    gateway = watch(ABOVE, tag={"value": 11.0})
    with pytest.raises(BaseException, match="No such|coerced"):
        gateway.system.alarm.queryStatus(**filters)


def the_id(gateway):
    return str(gateway.system.alarm.queryStatus(includeShelved=True)[0].getId())


def test_acknowledging_gives_what_was_not_acknowledged(watch):
    gateway = watch(ABOVE, tag={"value": 11.0})
    uuid = the_id(gateway)
    acknowledge = gateway.system.alarm.acknowledge
    gateway.clock.advance(1)
    assert list(acknowledge([uuid, "nobody"], "seen", "ann")) == ["nobody"]
    event = gateway.system.alarm.queryStatus()[0]
    assert states(gateway) == ["ActiveAcked"]
    assert (str(event.get("ackUser")), event.get("ackNotes")) == ("usr:ann", "seen")
    assert event.getAckData().getTimeStamp() == 1700000001000
    assert list(acknowledge([uuid], "again", "bob")) == [uuid]
    assert str(gateway.system.alarm.queryStatus()[0].get("ackUser")) == "usr:ann"


def test_what_the_answer_to_acknowledging_means_is_tried(watch):
    gateway = watch(ABOVE, tag={"value": 11.0},
                    options={"alarm_reacknowledge": "accepted", "alarm_unknown_id": "ignored"})
    uuid = the_id(gateway)
    for _ in range(2):
        assert list(gateway.system.alarm.acknowledge([uuid, "nobody"], "", "ann")) == []


def test_before_8_1_15_acknowledging_says_nothing(watch):
    gateway = watch(ABOVE, tag={"value": 11.0}, version="8.1.14")
    assert gateway.system.alarm.acknowledge([the_id(gateway), "nobody"], "", "ann") is None
    assert states(gateway) == ["ActiveAcked"]


def test_acknowledging_needs_a_user_and_texts(watch):
    gateway = watch(ABOVE, tag={"value": 11.0})
    event = gateway.system.alarm.queryStatus()[0]
    for arguments in [([the_id(gateway)], "note"), ([event.getId()], "note", "ann"), (the_id(gateway), "", "ann")]:
        with pytest.raises(BaseException, match="required|coerced"):
            gateway.system.alarm.acknowledge(*arguments)
    assert states(gateway) == ["ActiveUnacked"]


def test_an_alarm_may_demand_a_note(watch):
    gateway = watch(dict(ABOVE, ackNotesReqd=True), tag={"value": 11.0})
    uuid = the_id(gateway)
    assert list(gateway.system.alarm.acknowledge([uuid], "", "ann")) == [uuid]
    assert list(gateway.system.alarm.acknowledge([uuid], "why", "ann")) == []


def test_shelving_hides_until_it_expires(watch):
    gateway = watch(dict(ABOVE, name="High"), tag={"value": 11.0})
    shelve, query = gateway.system.alarm.shelve, gateway.system.alarm.queryStatus
    shelve(path=[SOURCE + "High"], timeoutMinutes=2)
    assert len(query()) == 0
    assert [event.isShelved() for event in query(includeShelved=True)] == [True]
    shelved = gateway.system.alarm.getShelvedPaths()[0]
    assert (str(shelved.getPath()), shelved.isExpired()) == (SOURCE + "High", False)
    assert shelved.getExpiration().getTime() - shelved.getShelveTime().getTime() == 120000
    assert (shelved.getUser(), shelved.getHitCount()) == (None, 0)
    gateway.clock.advance(120)
    assert shelved.isExpired()
    assert len(query()) == 1
    assert len(gateway.system.alarm.getShelvedPaths()) == 0


def test_shelving_takes_wildcards_seconds_and_zero(watch):
    gateway = watch(dict(ABOVE, name="High"), tag={"value": 11.0})
    alarm = gateway.system.alarm
    alarm.shelve(["*:/alm:high"], 30)
    assert len(alarm.queryStatus()) == 0
    alarm.shelve(["*:/alm:high"], 0, 0)
    assert len(alarm.queryStatus()) == 1
    alarm.shelve(["*"])
    alarm.unshelve(["*"])
    assert len(alarm.queryStatus()) == 1
    with pytest.raises(TypeError):
        alarm.unshelve("*")


def test_an_alarm_may_refuse_to_be_shelved(watch):
    gateway = watch(dict(ABOVE, name="High", shelvingAllowed=False), tag={"value": 11.0})
    gateway.system.alarm.shelve([SOURCE + "High"])
    assert len(gateway.system.alarm.queryStatus()) == 1


def test_cancelling_ends_no_alarm(watch):
    gateway = watch(ABOVE, tag={"value": 11.0})
    assert gateway.system.alarm.cancel([the_id(gateway)]) is None
    assert states(gateway) == ["ActiveUnacked"]


# The journal


def test_a_journal_has_a_row_for_each_transition(watch):
    gateway = watch(ABOVE)
    write(gateway, 11.0)
    gateway.clock.advance(1)
    write(gateway, 5.0)
    gateway.clock.advance(1)
    gateway.system.alarm.acknowledge([the_id(gateway)], "why", "ann")
    rows = gateway.system.alarm.queryJournal()
    assert [row.getLastEventState().name() for row in rows] == ["Active", "Clear", "Ack"]
    assert [(row.isCleared(), row.isAcked()) for row in rows] == [(False, False), (True, False), (True, True)]
    assert len(set(str(row.getId()) for row in rows)) == 1
    assert [row.getOrDefault("ackNotes") for row in rows] == [None, None, "why"]


def test_a_journal_is_queried_by_time_and_filters(watch):
    gateway = watch(dict(ABOVE, priority="High"))
    gateway.clock.advance(3600)
    write(gateway, 11.0)
    date, query = gateway.system.date, gateway.system.alarm.queryJournal
    now = date.now()
    assert len(query(date.addHours(now, -1), date.addMillis(now, 1), "Journal")) == 1
    assert len(query(date.addHours(now, -3), date.addHours(now, -1), "Journal")) == 0
    assert len(query(priority=["Low"])) == 0
    gateway.system.alarm.shelve(["*"])
    assert (len(query()), len(query(includeShelved=False))) == (1, 0)


def test_a_journal_is_a_table_of_a_database(start, tmpdir):
    gateway = start()
    connection = gateway.databases.add_sqlite("Journal", str(tmpdir.join("journal.db")))
    gateway.alarms.journals.add("Journal", connection)
    alarm = dict(ABOVE, name="A", priority="High", label=u"hei\u00df", Area="North")
    gateway.tags.import_tags(tag("T", data_type="Float8", value=5.0, alarms=[alarm]))
    connection.faults.down = True
    gateway.tags.set_value("[default]T", 11.0)
    with pytest.raises(BaseException, match="I/O error|Connection refused"):
        gateway.system.alarm.queryJournal()
    connection.faults.clear()
    gateway.clock.advance(1)
    gateway.tags.set_value("[default]T", 5.0)
    gateway.system.alarm.acknowledge([the_id(gateway)], "why", "ann")
    columns, _, rows = connection.run_alone("query", "SELECT eventtype, source FROM alarm_events ORDER BY id", [])
    assert [tuple(row) for row in rows] == [
        (kind, "prov:default:/tag:T:/alm:A") for kind in ("Active", "Clear", "Ack")]
    now, found = gateway.system.alarm.queryStatus()[0], gateway.system.alarm.queryJournal()
    assert [str(event.getId()) for event in found] == [str(now.getId())] * 3
    last = found[2]
    assert (last.getLabel(), str(last.getPriority()), last.getState()) == (now.getLabel(), "High", now.getState())
    for name in ("eventValue", "priority", "mode", "Area", "ackUser", "ackNotes", "eventTime"):
        assert str(last.getOrDefault(name)) == str(now.getOrDefault(name)), name


@pytest.mark.parametrize("journals, name, message", [
    ([], None, "No alarm journal profile specified"), (["A", "B"], None, "No alarm journal profile specified"),
    (["A"], "Nope", "does not exist"), ([], "Nope", "does not exist")])
def test_a_journal_must_be_there(start, journals, name, message):
    gateway = start()
    for each in journals:
        gateway.alarms.journals.add(each)
    with pytest.raises(BaseException, match=message):
        gateway.system.alarm.queryJournal(journalName=name)


def test_alarms_are_there_in_both_profiles():
    for version in ("8.1.55", "8.3.2"):
        assert hasattr(simulator.Gateway(version=version).system, "alarm")
