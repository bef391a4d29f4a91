"""POST /read and POST /write."""

from tests.contract.test_contract_common import problem
from tests.support.trees import folder, tag

P = "[default]Plant/"
READ, WRITE = "system.tag.readBlocking", "system.tag.writeBlocking"


def many(api, count):
    """The paths of so many Int4 tags."""
    gateway = api.host.gateway
    if gateway.tags.get("[default]Many") is None:
        gateway.tags.import_tags(folder("Many", *[tag("t%03d" % number, "Int4", number) for number in range(501)]))
    return ["[default]Many/t%03d" % number for number in range(count)]


def test_items_in_the_order_of_the_request(api):
    paths = [P + "FlowRate", P + "Nothing", "[default]Config/API/ValidTokens", P + "FlowRate", P + "Running"]
    answer = api.post("/read", {"paths": paths})
    assert answer.status == 200
    assert set(answer.json()) == set(["results", "cursor"]) and answer.json()["cursor"] is None
    items = answer.json()["results"]
    assert [(item["path"], item["value"], item["quality"]) for item in items] == list(zip(
        paths, [7, None, None, 7, True], ["Good", "Bad_NotFound", "Bad_AccessDenied", "Good", "Good"]))
    assert items[1]["qualityDetail"] and "qualityDetail" not in items[0]


def test_500_tags_are_one_read_and_501_too_many(api):
    paths, clock, calls = many(api, 501), api.host.gateway.clock, api.host.gateway.calls
    clock.advance(0)  # it stands still, so that the configuration stays fresh on the slowest machine
    api.get("/tags")
    calls.clear()
    answer = api.post("/read", {"paths": paths[:500]})
    assert [item["value"] for item in answer.json()["results"]] == list(range(500))
    assert calls.count(READ) == 1 and calls.names() == [READ]
    calls.clear()
    body = problem(api.post("/read", {"paths": paths}), 400, "too_many_items")
    assert "500" in body["detail"] and "Limits.maxPaths" in body["detail"]
    assert calls.count() == 0
    clock.release()


def test_wrong_bodies_of_read(api):
    assert problem(api.post("/read", {}), 400, "missing_field")["error"] == "Missing 'paths' field"
    for body, code in [({"paths": []}, "invalid_field"), ({"paths": [5]}, "invalid_field"),
                       ({"paths": [P + "FlowRate"], "x": 1}, "unknown_field"), ([], "object_required")]:
        answer = api.post("/read", body)
        assert (answer.status, answer.code) == (400, code)


def test_a_result_for_each_write(api):
    writes = [("Setpoint", 12), ("Nothing", 1), ("Locked", 2), ("FlowRate", "x"), ("../Config/API/RequireHttps", True)]
    answer = api.post("/write", {"writes": [{"path": P + name, "value": value} for name, value in writes]})
    assert (answer.status, answer.json()["status"]) == (200, "completed")
    results = answer.json()["results"]
    assert [result["path"] for result in results] == [P + name for name, value in writes]
    assert [(result["success"], result["quality"], result.get("code")) for result in results] == [
        (True, "Good", None), (False, "Bad_NotFound", "tag_not_found"), (False, "Bad_ReadOnly", "read_only"),
        (False, "Error_TypeConversion", "type_mismatch"), (False, "Bad_AccessDenied", "tag_forbidden")]
    assert api.get("/tags/default/Plant/Setpoint").json()["value"] == 12.0
    api.host.gateway.tags.set_value(P + "Setpoint", 50.0)


def test_atomic(api):
    good, bad = {"path": P + "Setpoint", "value": 12}, {"path": P + "Locked", "value": 1}
    body = problem(api.post("/write", {"writes": [good, bad], "atomic": True}), 422, "atomic_check_failed")
    assert [result["success"] for result in body["results"]] == [False, False]
    assert api.get("/tags/default/Plant/Setpoint").json()["value"] == 50.0
    answer = api.post("/write", {"writes": [good], "atomic": True})
    assert answer.json()["results"] == [{"path": P + "Setpoint", "success": True, "quality": "Good"}]
    api.host.gateway.tags.set_value(P + "Setpoint", 50.0)


def test_500_writes_are_one_write_and_501_too_many(api):
    writes = [{"path": path, "value": number} for number, path in enumerate(many(api, 501))]
    calls = api.host.gateway.calls
    calls.clear()
    answer = api.post("/write", {"writes": writes[:500]})
    assert all(result["success"] for result in answer.json()["results"])
    assert calls.count(WRITE) == 1
    problem(api.post("/write", {"writes": writes}), 400, "too_many_items")
    assert calls.count(WRITE) == 1


def test_wrong_bodies_of_write(api):
    assert problem(api.post("/write", {"values": []}), 400, "missing_field")["error"] == "Missing 'writes' field"
    path = P + "Setpoint"
    for body, code in [
        ({"writes": []}, "invalid_field"), ({"writes": [{"path": path}]}, "missing_field"),
        ({"writes": [{"path": path, "value": 1, "x": 1}]}, "unknown_field"),
        ({"writes": [{"path": path, "value": 1}, {"path": path, "value": 2}]}, "repeated_path"),
        ({"writes": [{"path": path, "value": 1}], "atomic": "yes"}, "invalid_field"),
    ]:
        answer = api.post("/write", body)
        assert (answer.status, answer.code) == (400, code)
    assert api.get("/tags/default/Plant/Setpoint").json()["value"] == 50.0
