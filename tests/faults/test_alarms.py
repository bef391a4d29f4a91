"""What hostile or unlucky requests to the alarms meet."""

import pytest

from tests.support import alarms as plants
from tests.support.product import Product

HOT = {"name": "High", "mode": "AboveValue", "setpointA": 10.0}


@pytest.fixture
def plant():
    """One alarm that may be seen, and one on a configuration tag, which nobody may read."""
    found = plants.plant([HOT])
    found.gateway.tags.import_tags(
        {"name": "Secret", "dataType": "Float8", "value": 11.0, "alarms": [HOT]}, "[default]Config/API")
    return found


@pytest.mark.parametrize("params", [
    [], [("source", "*Secret*")], [("source", "*config/api*")], [("includeShelved", "true")], [("format", "records")]])
def test_abuse_case_52_an_alarm_of_a_forbidden_tag_is_never_listed(plant, params):
    answer = plant.client.get("/alarms", params=params)
    assert answer.status == 200
    assert "Secret" not in answer.text()


def test_abuse_case_52_the_journal_shows_no_alarm_of_a_forbidden_tag(plant):
    answer = plant.client.get("/alarms/journal", params=[("endDate", "2023-11-15T00:00:00Z")])
    assert [row["path"] for row in answer.json()["results"]] == ["[default]Plant/T"]
    assert "Secret" not in answer.text()


def hidden_id(plant):
    event = plant.gateway.system.alarm.queryStatus(source=["*Secret*"])[0]
    return "%s" % event.getId()


def test_abuse_case_52_an_alarm_of_a_forbidden_tag_is_acknowledged_by_nobody(plant):
    forbidden = plant.client.post("/alarms/acknowledge", {"ids": [hidden_id(plant)]}).json()["results"][0]
    absent = plant.client.post("/alarms/acknowledge", {"ids": ["no-such-id"]}).json()["results"][0]
    assert dict(forbidden, id=None) == dict(absent, id=None)
    assert plant.gateway.system.alarm.queryStatus(source=["*Secret*"])[0].isAcked() is False


def test_abuse_case_54_one_forbidden_alarm_does_not_stop_the_others(plant):
    seen = plant.client.get("/alarms").json()["results"][0]
    results = plant.client.post("/alarms/acknowledge", {"ids": [hidden_id(plant), seen["id"]]}).json()["results"]
    assert [result["success"] for result in results] == [False, True]
    sources = ["prov:default:/tag:Config/API/Secret:/alm:High", seen["source"]]
    results = plant.client.post("/alarms/shelve", {"paths": sources, "minutes": 5}).json()["results"]
    assert [result.get("code") for result in results] == ["tag_forbidden", None]
    assert plant.gateway.system.alarm.queryStatus(source=["*Secret*"])[0].isShelved() is False


@pytest.mark.parametrize("name", ["", "Nope"])
def test_abuse_case_87_without_a_journal_the_answer_is_503(name):
    product = Product()
    product.configure("Journal", name)
    answer = product.client.get("/alarms/journal")
    assert (answer.status, answer.code) == (503, "journal_unconfigured")
    assert product.client.get("/alarms").status == 200
