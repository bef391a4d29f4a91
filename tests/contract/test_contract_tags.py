"""GET and PUT /tags, GET and PUT /tags/<provider>/<path>."""

from tests.contract.test_contract_common import problem

P = "[default]Plant/"
SETPOINT = "/tags/default/Plant/Setpoint"
ITEM = set(["path", "value", "quality", "timestamp"])


def set_point(api, value=50.0):
    api.host.gateway.tags.set_value(P + "Setpoint", value)


def test_the_default_list_by_name(api):
    answer = api.get("/tags")
    found = answer.json()
    assert answer.status == 200
    assert sorted(found) == ["FlowRate", "Pressure", "Status", "Temperature"]
    for name, item in found.items():
        assert set(item) == ITEM and item["path"] == P + name and item["quality"] == "Good"
    assert (found["Temperature"]["value"], found["Pressure"]["value"], found["FlowRate"]["value"]) == (21.5, 0.1, 7)


def test_repeated_paths_and_names(api):
    paths = [P + "Temperature", P + "Line 1/Temperature", P + "Setpoint"]
    found = api.get("/tags", params=[("path", path) for path in paths]).json()
    assert sorted(found) == sorted([P + "Temperature", P + "Line 1/Temperature", "Setpoint"])


def test_one_path_and_no_path(api):
    assert list(api.get("/tags", params=[("path", P + "Running")]).json()) == ["Running"]
    problem(api.get("/tags", params=[("path", P + "Running"), ("paths", "x")]), 400, "unknown_parameter")


def test_what_is_refused_or_missing_is_told_for_each(api):
    paths = [P + "Nothing", "[default]Config/API/ValidTokens", P + "FlowRate", "Plant/FlowRate"]
    found = api.get("/tags", params=[("path", path) for path in paths] + [("format", "records")]).json()
    assert [(item["path"], item["quality"]) for item in found] == list(zip(paths, [
        "Bad_NotFound", "Bad_AccessDenied", "Good", "Bad_AccessDenied"]))
    assert [item["value"] for item in found] == [None, None, 7, None]


def test_one_tag(api):
    set_point(api)
    answer = api.get(SETPOINT)
    assert answer.status == 200
    assert set(answer.json()) == ITEM
    assert (answer.json()["path"], answer.json()["value"]) == (P + "Setpoint", 50.0)
    assert answer.headers["etag"].startswith('"')
    assert api.get("/tags/default/Plant/Line%201/Temperature").json()["value"] == 1.0
    assert api.get("/tags/System/Gateway/SystemName").status == 200


def test_one_tag_that_is_not_to_be_had(api):
    problem(api.get("/tags/default/Nothing"), 404, "tag_not_found")
    problem(api.get("/tags/nowhere/Plant/Setpoint"), 404, "tag_not_found")
    for name in ("ValidTokens", "NoSuchTag"):
        problem(api.get("/tags/default/Config/API/" + name), 403, "tag_forbidden")
    problem(api.get("/tags/default"), 400, "invalid_tag_path")


def test_conditional_reads(api):
    set_point(api)
    for path, params in [(SETPOINT, []), ("/tags", [("path", P + "Setpoint")])]:
        tag = api.get(path, params=params).headers["etag"]
        again = api.get(path, params=params, headers=[("If-None-Match", tag)])
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert api.get(path, params=params, headers=[("If-None-Match", '"other"')]).status == 200


def test_writing_one(api):
    for path, params in [(SETPOINT, []), ("/tags", [("path", P + "Setpoint")])]:
        answer = api.put(path, {"value": 12}, params=params)
        assert answer.status == 200, answer.text()
        assert set(answer.json()) == ITEM
        assert (answer.json()["value"], answer.json()["quality"]) == (12.0, "Good")
        assert api.get(SETPOINT).json()["value"] == 12.0
        set_point(api)


def test_writing_with_if_match(api):
    set_point(api)
    tag = api.get(SETPOINT).headers["etag"]
    set_point(api, 51.0)
    problem(api.put(SETPOINT, {"value": 12}, headers=[("If-Match", tag)]), 412, "precondition_failed")
    assert api.get(SETPOINT).json()["value"] == 51.0
    tag = api.get(SETPOINT).headers["etag"]
    assert api.put(SETPOINT, {"value": 12}, headers=[("If-Match", tag)]).status == 200
    set_point(api)


def test_writes_that_are_refused(api):
    set_point(api)
    for name, value, status, code in [
        ("default/Plant/Nothing", 1, 404, "tag_not_found"), ("default/Plant/Locked", 1, 409, "read_only"),
        ("default/Plant/FlowRate", "abc", 422, "type_mismatch"), ("default/Plant/FlowRate", 1.5, 422, "type_mismatch"),
        ("default/Plant/FlowRate", 2 ** 31, 422, "out_of_range"), ("default/Plant/Setpoint", 101, 422, "out_of_range"),
        ("default/Config/API/ValidTokens", "x", 403, "tag_forbidden"),
        ("System/Gateway/SystemName", "x", 403, "tag_forbidden"),
        ("default/_types_/Pump/Speed", 1, 403, "tag_forbidden"),
    ]:
        problem(api.put("/tags/" + name, {"value": value}), status, code)
    assert problem(api.put(SETPOINT, {}), 400, "missing_field")["error"] == "Missing 'value' field"
    problem(api.put(SETPOINT, {"value": 1, "quality": "Good"}), 400, "unknown_field")
    assert api.get(SETPOINT).json()["value"] == 50.0


def test_values_in_json(api):
    values = {
        "Status": u"l\u00e4uft \U0001f600", "Running": True, "Long": 9007199254740993,
        "Recipe": {"name": "a", "steps": [1, 2.5, None, True]},
        "Batches": {
            "columns": [
                {"name": "id", "type": "Integer"}, {"name": "name", "type": "String"}, {"name": "at", "type": "Date"}],
            "rows": [[1, "one", "1970-01-01T00:00:00.000Z"], [2, None, None]]},
        "Started": "2026-01-01T00:00:00.123Z", "Counts": [1, 2, 3], "Weights": [0.1, 2.5], "Raw": "AH//",
        "Empty": None, "Pressure": 0.1}
    found = api.get("/tags", params=[("path", P + name) for name in sorted(values)]).json()
    assert dict((name, item["value"]) for name, item in found.items()) == values
    texts = api.get("/tags", params=[("path", P + "Long"), ("int64", "string")]).json()
    assert texts["Long"]["value"] == "9007199254740993"
