"""project.guard.effects: what handlers say of themselves, for every family that changes something."""

import pytest

from tests.support import alarms, databases, stored
from tests.support.product import Product

HOT = {"name": "High", "mode": "AboveValue", "setpointA": 10.0}
SOURCE = "prov:default:/tag:Plant/T:/alm:High"


@pytest.fixture
def plant():
    found = alarms.plant([HOT])
    databases.connect(found.gateway)
    found.configure("Database", "API")
    yield found
    databases.close(found.gateway)


def twice(plant, path, body):
    """The answers to the same request, sent twice with one key."""
    return [plant.client.post(path, body, headers=[("Idempotency-Key", path)]) for _ in range(2)]


def test_an_alarm_is_acknowledged_once_and_recorded_with_its_notes(plant):
    uuid = plant.client.get("/alarms").json()["results"][0]["id"]
    first, again = twice(plant, "/alarms/acknowledge", {"ids": [uuid, "nobody"], "notes": "seen"})
    assert again.body == first.body
    assert [result["success"] for result in again.json()["results"]] == [True, False]
    assert [(row["action"], row["target"], row["new_value"], row["result"]) for row in stored.rows(plant)] == [
        ("alarm.acknowledge", uuid, '{"notes":"seen"}', "Good"),
        ("alarm.acknowledge", "nobody", '{"notes":"seen"}', "alarm_not_found")]


@pytest.mark.parametrize("act, body, value", [
    ("shelve", {"paths": [SOURCE], "minutes": 5}, '{"minutes":5}'), ("unshelve", {"paths": [SOURCE]}, None)])
def test_shelving_is_done_once_and_recorded(plant, act, body, value):
    first, again = twice(plant, "/alarms/" + act, body)
    assert (first.status, again.body, again.headers["idempotent-replayed"]) == (200, first.body, "true")
    row, = stored.rows(plant)
    assert (row["action"], row["target"], row["new_value"], row["result"]) == ("alarm." + act, SOURCE, value, "Good")


def handled(handler):
    """The answer of POST /write with that handler, and what the audit has of it."""
    product = Product()
    declared = [each for each in product.library.project.api.ENDPOINTS if each["path"] == "/write"][0]
    declared["handler"] = lambda call: handler(product.library.project)
    product.client.watched = False
    answer = product.client.post("/write", {"a": 1})
    line, = [line for line in product.gateway.log.messages() if "Audit: " in line]
    return answer, line


def test_a_handler_that_says_nothing_leaves_a_trace_all_the_same():
    answer, line = handled(lambda project: {"json": {}, "code": 202})
    assert answer.status == 202
    assert '"request.done"' in line and '"202"' in line and "token:" in line


@pytest.mark.parametrize("status, action", [(401, "denied"), (403, "denied"), (429, "denied"), (409, "refused")])
def test_abuse_case_114_a_handler_that_denies_before_it_begins_leaves_the_row_of_a_denied_request(status, action):
    def deny(project):
        raise project.http.problem.Problem(status, "not_today", "Not today.")
    answer, line = handled(deny)
    assert answer.status == status
    assert '"request.%s"' % action in line and '"not_today"' in line and "token:" in line
