"""Acknowledging and shelving: results for each, whose name they carry, what the gateway's answers mean."""

import pytest

from tests.support import alarms

HOT = {"name": "High", "mode": "AboveValue", "setpointA": 10.0}
SOURCE = "prov:default:/tag:Plant/T:/alm:High"


@pytest.fixture
def plant():
    return alarms.plant([HOT])


def the_id(plant, **params):
    return plant.client.get("/alarms", params=[("includeShelved", "true")]).json()["results"][0]["id"]


def acknowledge(plant, ids, **more):
    answer = plant.client.post("/alarms/acknowledge", dict(ids=ids, **more))
    assert answer.status == 200, answer.text()
    return answer.json()["results"]


def now(plant):
    return plant.client.get("/alarms", params=[("includeShelved", "true")]).json()["results"][0]


def test_each_id_has_its_own_result_in_order(plant):
    uuid = the_id(plant)
    assert acknowledge(plant, ["nobody", uuid, uuid], notes="seen") == [
        {"id": "nobody", "success": False, "code": "alarm_not_found",
         "error": "There is no such alarm, or this caller may not see it."},
        {"id": uuid, "success": True}, {"id": uuid, "success": True}]
    assert acknowledge(plant, [uuid])[0]["code"] == "already_acknowledged"


def test_the_acknowledgement_carries_the_caller_and_the_notes(plant):
    acknowledge(plant, [the_id(plant)], notes=u"gesehen \xe4")
    found = now(plant)
    assert (found["state"], found["ackUser"][:6], found["ackNotes"]) == ("ActiveAcked", "token:", u"gesehen \xe4")


def test_each_caller_acknowledges_in_its_own_name_and_the_journal_keeps_it(plant):
    library = plant.library.project
    keys = dict((name, name + "-token-0123456789abcdef") for name in ("mes", "boss"))
    plant.configure("Keys", dict(
        (name, {"sha256": library.gateway.crypto.hexText(library.gateway.crypto.sha256(token.encode("ascii"))),
                "roles": ["operator"]}) for name, token in keys.items()))
    for name in ("mes", "boss"):
        plant.write(5.0)
        plant.write(11.0)
        plant.gateway.clock.advance(1)
        uuid = [each["id"] for each in plant.client.get("/alarms").json()["results"] if not each["isAcked"]][0]
        answer = plant.client.post("/alarms/acknowledge", {"ids": [uuid], "notes": "usr:boss"}, headers=[
            ("X-API-Key", keys[name]), ("From", "boss"), ("X-Forwarded-User", "boss")])
        assert answer.json()["results"] == [{"id": uuid, "success": True}]
        listed = [each for each in plant.client.get("/alarms").json()["results"] if each["id"] == uuid]
        assert [each["ackUser"] for each in listed] == ["key:" + name]
        journal = plant.client.get("/alarms/journal", params=[("endDate", "2023-11-15T00:00:00Z")]).json()["results"]
        assert [each["ackUser"] for each in journal if each["id"] == uuid and each["event"] == "ack"] == ["key:" + name]


@pytest.mark.parametrize("name", ["username", "user", "ackUser"])
def test_a_name_from_the_body_is_refused(plant, name):
    answer = plant.client.post("/alarms/acknowledge", {"ids": [the_id(plant)], name: "boss"})
    assert (answer.status, answer.code) == (400, "unknown_field")
    assert now(plant)["isAcked"] is False


@pytest.mark.parametrize("variants", [
    {}, {"alarm_reacknowledge": "accepted"}, {"alarm_unknown_id": "ignored"},
    {"alarm_reacknowledge": "accepted", "alarm_unknown_id": "ignored"}])
@pytest.mark.parametrize("version", ["8.1.14", "8.1.55", "8.3.2"])
def test_results_are_the_same_on_every_gateway(version, variants):
    plant = alarms.plant([HOT], unknowns=variants, version=version)
    uuid = the_id(plant)
    results = acknowledge(plant, [uuid, "nobody"]) + acknowledge(plant, [uuid])
    assert [result.get("code") for result in results] == [None, "alarm_not_found", "already_acknowledged"]


@pytest.mark.parametrize("version", ["8.1.14", "8.1.55"])
def test_an_alarm_that_demands_notes_is_not_acknowledged_without(version):
    plant = alarms.plant([dict(HOT, ackNotesReqd=True)], version=version)
    uuid = the_id(plant)
    assert acknowledge(plant, [uuid])[0]["code"] == "not_acknowledged"
    assert acknowledge(plant, [uuid], notes="why")[0]["success"] is True


def test_an_old_gateway_that_lists_the_alarm_no_more_leaves_it_open():
    plant = alarms.plant([HOT], version="8.1.14")
    uuid = the_id(plant)
    plant.gateway.alarms.acknowledge = lambda ids, notes, user: plant.gateway.tags.import_tags(
        {"name": "T", "dataType": "Float8", "value": 1.0}, "[default]Plant")
    assert acknowledge(plant, [uuid])[0]["code"] == "outcome_unknown"


def test_a_gateway_that_fails_leaves_the_outcome_unknown(plant):
    plant.gateway.faults.set("system.alarm.acknowledge", throw=ValueError("no"))
    answer = plant.client.post("/alarms/acknowledge", {"ids": [the_id(plant)]})
    assert (answer.status, answer.code) == (502, "outcome_unknown")


def test_nothing_is_sent_when_everything_is_refused(plant):
    acknowledge(plant, ["a", "b"])
    assert plant.gateway.calls.count("system.alarm.acknowledge") == 0


@pytest.mark.parametrize("path, body, code", [
    ("acknowledge", {}, "missing_field"), ("acknowledge", {"ids": []}, "invalid_field"),
    ("acknowledge", {"ids": "a"}, "invalid_field"), ("acknowledge", {"ids": [1]}, "invalid_field"),
    ("acknowledge", {"ids": ["a"], "notes": 1}, "invalid_field"),
    ("acknowledge", {"ids": ["a"] * 501}, "too_many_items"),
    ("shelve", {"paths": [SOURCE]}, "missing_field"), ("shelve", {"minutes": 1}, "missing_field"),
    ("shelve", {"paths": [SOURCE], "minutes": 0}, "invalid_field"),
    ("shelve", {"paths": [SOURCE], "minutes": 43201}, "invalid_field"),
    ("shelve", {"paths": [SOURCE], "minutes": True}, "invalid_field"),
    ("shelve", {"paths": [SOURCE], "minutes": 1.5}, "invalid_field"),
    ("shelve", {"paths": [SOURCE], "minutes": 1, "user": "x"}, "unknown_field"),
    ("unshelve", {"paths": [SOURCE], "minutes": 1}, "unknown_field"), ("unshelve", {"paths": [None]}, "invalid_field")])
def test_wrong_bodies(plant, path, body, code):
    answer = plant.client.post("/alarms/" + path, body)
    assert (answer.status, answer.code) == (400, code)


def shelve(plant, sources, minutes=2):
    answer = plant.client.post("/alarms/shelve", {"paths": sources, "minutes": minutes})
    assert answer.status == 200, answer.text()
    return answer.json()["results"]


def test_shelving_says_until_when_and_ends_by_itself(plant):
    assert shelve(plant, [SOURCE]) == [{"path": SOURCE, "success": True, "expires": "2023-11-14T22:15:20.000Z"}]
    assert now(plant)["isShelved"] is True
    plant.gateway.clock.advance(120)
    assert now(plant)["isShelved"] is False


def test_unshelving_ends_it_at_once(plant):
    shelve(plant, [SOURCE])
    for _ in range(2):
        answer = plant.client.post("/alarms/unshelve", {"paths": [SOURCE]})
        assert answer.json() == {"results": [{"path": SOURCE, "success": True}]}
    assert now(plant)["isShelved"] is False


@pytest.mark.parametrize("source, code", [
    ("*", "invalid_source"), ("prov:default:/tag:*:/alm:High", "invalid_source"),
    ("prov:default:/tag:Plant/T:/alm:*", "invalid_source"), ("prov:default:/tag:Plant/T:/alm:Hig?", "invalid_source"),
    ("[default]Plant/T", "invalid_source"), ("", "invalid_source"),
    ("prov:default:/tag:Config/API/Keys:/alm:High", "tag_forbidden"),
    ("prov:default:/tag:Plant/../Config/API/Keys:/alm:High", "tag_forbidden"),
    ("prov:default:/tag:Plant:/tag:T:/alm:High", "invalid_source"),
    ("prov:default:/tag:Plant//T:/alm:High", "invalid_source")])
def test_what_may_not_be_shelved_is_not(plant, source, code):
    results = shelve(plant, [source, SOURCE])
    assert [result.get("code") for result in results] == [code, None]
    assert sorted(plant.library.project.gateway.alarms.shelved()) == [SOURCE]
    answer = plant.client.post("/alarms/unshelve", {"paths": [source]})
    assert answer.json()["results"][0]["code"] == code


def test_an_alarm_on_a_tag_that_there_is_not_is_not_shelved(plant):
    gone, other = "prov:default:/tag:Plant/Gone:/alm:High", "prov:default:/tag:Nope:/alm:High"
    unnamed = "prov:default:/tag:Plant/T:/alm:NeverActive"
    plant.client.get("/tags")
    plant.gateway.calls.clear()
    results = shelve(plant, [gone, SOURCE, "*", other, unnamed])
    assert [result.get("code") for result in results] == [
        "alarm_not_found", None, "invalid_source", "alarm_not_found", None]
    assert plant.gateway.calls.count("system.tag.readBlocking") == 1
    assert sorted(plant.library.project.gateway.alarms.shelved()) == [SOURCE, unnamed]


def test_nothing_is_asked_of_tags_that_may_not_be_touched(plant):
    plant.client.get("/tags")
    plant.gateway.calls.clear()
    shelve(plant, ["prov:default:/tag:Config/API/Keys:/alm:High", "*"])
    assert plant.gateway.calls.count("system.tag.readBlocking") == 0


def test_a_tag_of_bad_quality_can_have_its_alarm_shelved(plant):
    plant.gateway.tags.set_value("[default]Plant/T", 11.0, quality="Bad_NotConnected")
    assert shelve(plant, [SOURCE])[0]["success"] is True


def test_the_alarm_of_a_tag_that_is_gone_can_be_unshelved(plant):
    gone = "prov:default:/tag:Plant/Gone:/alm:High"
    plant.gateway.system.alarm.shelve([gone])
    answer = plant.client.post("/alarms/unshelve", {"paths": [gone]})
    assert answer.json() == {"results": [{"path": gone, "success": True}]}
    assert plant.library.project.gateway.alarms.shelved() == {}


def test_an_alarm_that_may_not_be_shelved_says_so():
    plant = alarms.plant([dict(HOT, shelvingAllowed=False)])
    assert shelve(plant, [SOURCE])[0]["code"] == "not_shelved"


@pytest.mark.parametrize("path, body", [
    ("acknowledge", {"ids": ["a"]}), ("shelve", {"paths": [SOURCE], "minutes": 1}), ("unshelve", {"paths": [SOURCE]})])
def test_writes_disabled_holds_for_alarms(plant, path, body):
    plant.configure("WritesDisabled", True)
    answer = plant.client.post("/alarms/" + path, body)
    assert (answer.status, answer.code) == (403, "writes_disabled")
    assert plant.client.get("/alarms").status == 200
