"""GET /alarms/journal."""

import pytest

from tests.support import alarms

HOT = {"name": "High", "mode": "AboveValue", "setpointA": 10.0, "priority": "High"}


@pytest.fixture
def plant():
    """A tag that became active, cleared and was acknowledged, a second apart."""
    found = alarms.plant([HOT])
    found.gateway.clock.advance(1)
    found.write(5.0)
    found.gateway.clock.advance(1)
    uuid = found.client.get("/alarms").json()["results"][0]["id"]
    found.client.post("/alarms/acknowledge", {"ids": [uuid], "notes": "why"})
    found.gateway.clock.advance(1)
    return found


def rows(plant, *params):
    answer = plant.client.get("/alarms/journal", params=list(params))
    assert answer.status == 200, answer.text()
    return answer.json()["results"]


def test_each_transition_is_an_item_newest_first(plant):
    found = rows(plant)
    assert [(row["event"], row["eventTime"][17:], row["state"]) for row in found] == [
        ("ack", "22.000Z", "ClearAcked"), ("clear", "21.000Z", "ClearUnacked"), ("active", "20.000Z", "ActiveUnacked")]
    assert len(set(row["id"] for row in found)) == 1
    assert (found[0]["ackNotes"], found[1]["ackNotes"], found[0]["path"]) == ("why", None, "[default]Plant/T")


@pytest.mark.parametrize("params, events", [
    ([("startDate", "2023-11-14T22:13:21Z")], ["ack", "clear"]),
    ([("endDate", "2023-11-14T22:13:21Z")], ["active"]),
    ([("startDate", "2023-11-14T22:13:21Z"), ("endDate", "1700000001001")], ["clear"]),
    ([("startDate", "-1s")], ["ack", "clear"]), ([("startDate", "now")], ["ack"]),
    ([("priority", "Critical")], []), ([("state", "ClearUnacked")], ["clear"]), ([("source", "*low")], []),
    ([("includeShelved", "false")], ["ack", "clear", "active"]),
])
def test_filters(plant, params, events):
    plant.gateway.clock.set_millis(alarms.START + 2000)
    later = [] if ("endDate" in dict(params)) else [("endDate", "2023-11-14T23:00:00Z")]
    assert [row["event"] for row in rows(plant, *(params + later))] == events


@pytest.mark.parametrize("params, code", [
    ([("startDate", "yesterday")], "invalid_time"), ([("endDate", "2023-11-14T22:13:21")], "invalid_time"),
    ([("startDate", "now"), ("endDate", "-1h")], "invalid_range"), ([("limit", "0")], "invalid_parameter")])
def test_wrong_times(plant, params, code):
    answer = plant.client.get("/alarms/journal", params=params)
    assert (answer.status, answer.code) == (400, code)


def test_an_end_before_the_start_that_was_left_out(plant):
    for more, said in ([], "left out and is then -8h"), ([("startDate", "-8h")], "before 'startDate'."):
        answer = plant.client.get("/alarms/journal", params=more + [("endDate", "-9h")])
        assert answer.code == "invalid_range" and said in answer.json()["detail"]


def test_pages_hold_every_row_once_while_more_is_written():
    plant = alarms.many(12)
    end = ("endDate", "2023-11-15T00:00:00Z")
    expected = [(row["id"], row["event"]) for row in rows(plant, end)]
    assert len(expected) == 12
    cursor, found = "", []
    while cursor is not None:
        params = [end, ("limit", "5")] + ([("cursor", cursor)] if cursor else [])
        answer = plant.client.get("/alarms/journal", params=params).json()
        found += [(row["id"], row["event"]) for row in answer["results"]]
        cursor = answer["cursor"]
        plant.add_one()
    assert found == expected


def test_a_long_time_is_asked_for_in_slices_from_its_end(plant):
    plant.gateway.clock.advance(400 * 86400)
    plant.write(11.0)
    plant.gateway.clock.advance(1)
    plant.gateway.calls.clear()
    long = [("startDate", "-1000d"), ("limit", "1")]
    newest = plant.client.get("/alarms/journal", params=long).json()
    assert [row["event"] for row in newest["results"]] == ["active"]
    # It has to know whether there is another page.
    assert 1 < plant.gateway.calls.count("system.alarm.queryJournal") < 40
    found, cursor = newest["results"], newest["cursor"]
    while cursor is not None:
        page = plant.client.get("/alarms/journal", params=long + [("cursor", cursor)]).json()
        found, cursor = found + page["results"], page["cursor"]
    assert [row["event"] for row in found] == ["active", "ack", "clear", "active"]


def test_a_page_that_is_full_is_not_asked_for_further_back():
    plant = alarms.many(9)
    plant.gateway.calls.clear()
    assert len(rows(plant, ("startDate", "-1000d"), ("limit", "3"))) == 3
    assert plant.gateway.calls.count("system.alarm.queryJournal") == 1


def test_too_long_a_time_is_refused_before_the_journal_is_asked(plant):
    plant.gateway.calls.clear()
    answer = plant.client.get("/alarms/journal", params=[("startDate", "0001-01-01T00:00:00Z")])
    assert (answer.status, answer.code) == (400, "range_too_long")
    assert plant.gateway.calls.count("system.alarm.queryJournal") == 0


def test_the_journal_may_be_named(plant):
    plant.gateway.alarms.journals.add("Other")
    assert plant.client.get("/alarms/journal").code == "journal_unconfigured"
    plant.configure("Journal", "Journal")
    assert len(rows(plant, ("endDate", "2023-11-15T00:00:00Z"))) == 3
    plant.configure("Journal", "Other")
    assert rows(plant) == []


def test_records_have_a_link_to_the_next_page(plant):
    answer = plant.client.get("/alarms/journal", params=[("format", "records"), ("limit", "1"), ("endDate", "now")])
    assert len(answer.json()) == 1
    assert "rel=\"next\"" in answer.headers["link"]


def test_a_failing_journal_is_no_missing_one(plant):
    plant.gateway.faults.set("system.alarm.queryJournal", throw=ValueError("connection refused"))
    answer = plant.client.get("/alarms/journal")
    assert (answer.status, answer.code) == (502, "gateway_error")
