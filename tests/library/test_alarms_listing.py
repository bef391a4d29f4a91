"""Listing alarms: filters, pages, and who sees what."""

import pytest

from tests.support import alarms

HIGH = {"mode": "AboveValue", "setpointA": 10.0, "priority": "High", "displayPath": "North/Boiler", "name": "High"}


@pytest.fixture
def plant():
    """One tag with a high alarm of priority High and one of priority Low; active from the start."""
    return alarms.plant([HIGH, dict(HIGH, name="Low", priority="Low", displayPath="South/Boiler")])


def names(answer):
    assert answer.status == 200, answer.text()
    return sorted(item["name"] for item in answer.json()["results"])


def test_an_alarm_has_the_members_of_the_contract(plant):
    plant.gateway.tags.import_tags(
        {"name": "P", "dataType": "Float8", "value": 11.0, "alarms": [
            dict(HIGH, name="Hot", label="Too hot", notes="Cool it", Area="North", Limit=2 ** 60)]}, "[default]Plant")
    item = [each for each in plant.client.get("/alarms").json()["results"] if each["name"] == "Hot"][0]
    assert item.pop("id").count("-") == 4
    assert item == {
        "source": "prov:default:/tag:Plant/P:/alm:Hot", "path": "[default]Plant/P", "displayPath": "North/Boiler",
        "name": "Hot", "label": "Too hot", "state": "ActiveUnacked", "priority": "High", "isAcked": False,
        "isCleared": False, "isShelved": False, "activeTime": "2023-11-14T22:13:20.000Z", "clearTime": None,
        "ackTime": None, "ackUser": None, "ackNotes": None, "notes": "Cool it",
        "data": {"Area": "North", "Limit": 2 ** 60}}


def test_int64_holds_for_associated_data(plant):
    plant.gateway.tags.import_tags(
        {"name": "P", "dataType": "Float8", "value": 11.0, "alarms": [dict(HIGH, name="Hot", Limit=2 ** 60)]},
        "[default]Plant")
    found = plant.client.get("/alarms", params=[("int64", "string"), ("source", "*Hot")]).json()["results"]
    assert found[0]["data"] == {"Limit": "1152921504606846976"}


def test_an_alarm_goes_through_its_four_states(plant):
    plant.write(5.0)
    item = plant.client.get("/alarms", params=[("source", "*High")]).json()["results"][0]
    assert (item["state"], item["isCleared"]) == ("ClearUnacked", True)
    plant.gateway.system.alarm.acknowledge([item["id"]], "seen", "ann")
    item = plant.client.get("/alarms", params=[("source", "*High")]).json()["results"][0]
    assert (item["state"], item["ackUser"], item["ackNotes"]) == ("ClearAcked", "ann", "seen")
    assert item["ackTime"] == item["clearTime"] == "2023-11-14T22:13:20.000Z"


@pytest.mark.parametrize("params, found", [
    ([], ["High", "Low"]), ([("priority", "Medium")], ["High"]), ([("priority", "Diagnostic")], ["High", "Low"]),
    ([("state", "ActiveUnacked")], ["High", "Low"]), ([("state", "ClearAcked")], []),
    ([("state", "ClearAcked"), ("state", "ActiveUnacked")], ["High", "Low"]),
    ([("source", "*:/tag:plant/*:/alm:h*")], ["High"]), ([("source", "*:/alm:?ow")], ["Low"]), ([("source", "x")], []),
    ([("displayPath", "north/*")], ["High"]), ([("displayPath", "*boiler"), ("priority", "High")], ["High"]),
])
def test_filters(plant, params, found):
    assert names(plant.client.get("/alarms", params=params)) == found


@pytest.mark.parametrize("params", [
    [("state", "Odd")], [("priority", "high")], [("limit", "0")], [("limit", "1001")], [("includeShelved", "x")],
    [("path", "x")]])
def test_wrong_parameters_are_refused(plant, params):
    assert plant.client.get("/alarms", params=params).status == 400


def test_shelved_alarms_are_listed_when_asked_for(plant):
    plant.gateway.system.alarm.shelve(["*:/alm:High"])
    assert names(plant.client.get("/alarms")) == ["Low"]
    listed = plant.client.get("/alarms", params=[("includeShelved", "true")]).json()["results"]
    assert sorted((item["name"], item["isShelved"]) for item in listed) == [("High", True), ("Low", False)]


def test_records_are_a_plain_array_with_a_link(plant):
    answer = plant.client.get("/alarms", params=[("format", "records"), ("limit", "1")])
    assert [item["name"] for item in answer.json()] and len(answer.json()) == 1
    assert answer.headers["link"].startswith("<?cursor=")


def pages(client, limit, between=lambda: None):
    """The ids of each page, one after another; `between` runs after each."""
    cursor, found = None, []
    while cursor is not None or not found:
        params = [("limit", str(limit))] + ([("cursor", cursor)] if cursor else [])
        answer = client.get("/alarms", params=params).json()
        found.append([item["id"] for item in answer["results"]])
        cursor = answer["cursor"]
        between()
    return found


def test_pages_hold_every_alarm_once_newest_first():
    plant = alarms.many(25)
    found = pages(plant.client, 10)
    assert [len(page) for page in found] == [10, 10, 5]
    assert len(set(sum(found, []))) == 25
    times = [item["activeTime"] for item in plant.client.get("/alarms").json()["results"]]
    assert times == sorted(times, reverse=True)


def test_pages_neither_lose_nor_repeat_what_stays():
    plant = alarms.many(30)
    staying = set(item["id"] for item in plant.client.get("/alarms").json()["results"])
    gone = []

    def disturb():
        plant.add_one()
        gone.append(plant.remove_one())

    shown = sum(pages(plant.client, 7, disturb), [])
    assert len(shown) == len(set(shown))
    assert staying - set(gone) <= set(shown)


@pytest.mark.parametrize("change", [[("priority", "High")], [("state", "ActiveAcked")], [("includeShelved", "true")]])
def test_a_cursor_serves_its_own_question_only(change):
    cursor = alarms.many(3).client.get("/alarms", params=[("limit", "1")]).json()["cursor"]
    answer = alarms.many(3).client.get("/alarms", params=[("cursor", cursor)] + change)
    assert (answer.status, answer.code) == (400, "invalid_cursor")


@pytest.mark.parametrize("cursor", ["", "x", "////", "W10", "WyJhIiwxXQ", "WyJhIixbMSwyXV0"])
def test_a_cursor_that_is_none_is_refused(plant, cursor):
    answer = plant.client.get("/alarms", params=[("cursor", cursor)])
    assert (answer.status, answer.code) == (400, "invalid_cursor")


def test_an_alarm_on_a_tag_that_may_not_be_read_is_not_listed(plant):
    plant.gateway.tags.import_tags(
        {"name": "Spy", "dataType": "Float8", "value": 11.0, "alarms": [dict(HIGH, name="Spy")]}, "[default]Config/API")
    assert names(plant.client.get("/alarms")) == ["High", "Low"]


def test_a_source_that_can_be_read_in_two_ways_is_not_listed(plant):
    plant.gateway.tags.import_tags(
        {"name": "T2", "dataType": "Float8", "value": 11.0, "alarms": [dict(HIGH, name="A:/alm:B")]}, "[default]Plant")
    assert names(plant.client.get("/alarms")) == ["High", "Low"]


def test_an_alarm_that_never_was_active_has_no_times():
    plant = alarms.plant([HIGH], value=5.0, unknowns={"alarm_never_active": "clear_acked"})
    item = plant.client.get("/alarms").json()["results"][0]
    assert (item["state"], item["activeTime"], item["ackUser"]) == ("ClearAcked", None, None)


def test_what_cannot_be_written_is_marked(plant):
    plant.gateway.tags.import_tags(
        {"name": "P", "dataType": "Float8", "value": 11.0, "alarms": [dict(HIGH, name="Hot", Odd=object())]},
        "[default]Plant")
    found = plant.client.get("/alarms", params=[("source", "*Hot")]).json()["results"][0]
    assert found["data"] == {"Odd": {"type": "unsupported"}}


def test_a_gateway_that_fails_is_a_502(plant):
    plant.gateway.faults.set("system.alarm.queryStatus", throw=ValueError("no"))
    answer = plant.client.get("/alarms")
    assert (answer.status, answer.code) == (502, "gateway_error")


def test_what_lies_below_alarms_and_is_nothing_is_a_404(plant):
    assert plant.client.get("/alarms/x").code == "route_not_found"
    assert plant.client.send("PUT", "/alarms", {}).status == 405
