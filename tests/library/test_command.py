"""Commands: checked before anything moves, reported step by step, undone where the site says how."""

import pytest

from java.lang import RuntimeException
from tests.simulator.exports import folder, tag
from tests.support.product import Product

RATE, MODE, NOTE = ["[default]Line/" + name for name in ("Rate", "Mode", "Note")]
START = {
    "title": "Start", "description": "Starts the line.",
    "parameters": {
        "rate": {"type": "number", "minimum": 10, "maximum": 120},
        "mode": {"type": "string", "enum": ["slow", "fast"], "default": "slow"},
        "clean": {"type": "boolean", "required": False},
        "count": {"type": "integer", "required": False}},
    "steps": [
        {"write": RATE, "value": "{rate}", "readBackSeconds": 1}, {"write": MODE, "value": "{mode}"},
        {"write": NOTE, "value": "at {rate}, {mode}, {clean}"},
        {"message": "start", "project": "mes", "payload": {"rate": "{rate}", "fixed": [1, "{mode}"]}}],
}


def line(**config):
    return folder("Line", tag("Rate", "Float4", 0.0, **config), tag("Mode", "String", "off"), tag("Note", "String", ""))


def product(commands, **config):
    made = Product(tags=line(**config))
    made.configure("Commands", commands)
    return made


def run(made, name="start", expected=200, **more):
    more.setdefault("parameters", {"rate": 90.1})
    answer = made.client.post("/cmd", dict(command=name, **more))
    assert answer.status == expected, answer.text()
    return answer.json()


def values(made):
    return [made.gateway.tags.read(path).value for path in (RATE, MODE, NOTE)]


def test_the_list_shows_each_command_with_its_parameters():
    answer = product({"start": dict(START, confirmation="Clear?")}).client.get("/cmd")
    assert answer.json() == {"cursor": None, "results": [{
        "name": "start", "title": "Start", "description": "Starts the line.", "confirmation": "Clear?",
        "parameters": START["parameters"],
        "steps": [{"write": RATE}, {"write": MODE}, {"write": NOTE}, {"message": "mes/start"}]}]}


def test_the_steps_are_done_in_order_with_the_values_of_the_caller():
    made = product({"start": START})
    body = run(made)
    assert (body["status"], body["command"]) == ("completed", "start")
    assert [step["state"] for step in body["results"]] == ["done"] * 4
    assert body["results"][3] == {"message": "mes/start", "state": "done", "value": {
        "rate": 90.1, "fixed": [1, "slow"]}}
    assert values(made)[1:] == ["slow", "at 90.1, slow, "]
    assert [(sent[0], sent[1]) for sent in made.gateway.messages.sent] == [("mes", "start")]


@pytest.mark.parametrize("given, status, code", [
    ({}, 422, "invalid_argument"), ({"rate": "90"}, 422, "invalid_argument"), ({"rate": 9}, 422, "invalid_argument"),
    ({"rate": 121}, 422, "invalid_argument"), ({"rate": True}, 422, "invalid_argument"),
    ({"rate": 90, "mode": "odd"}, 422, "invalid_argument"), ({"rate": 90, "clean": 1}, 422, "invalid_argument"),
    ({"rate": 90, "count": 1.0}, 422, "invalid_argument"), ({"rate": 90, "mode": None}, 422, "invalid_argument"),
    ({"rate": 90, "more": 1}, 400, "unknown_field"), ([], 400, "invalid_field")])
def test_parameters_are_checked_and_nothing_moves(given, status, code):
    made = product({"start": START})
    assert run(made, expected=status, parameters=given)["code"] == code
    assert values(made) == [0.0, "off", ""]


@pytest.mark.parametrize("body, code", [
    ({}, "missing_field"), ({"command": 1}, "invalid_field"), ({"command": "start", "steps": []}, "unknown_field"),
    ({"command": "start", "parameters": {"rate": 90}, "script": "x"}, "unknown_field")])
def test_wrong_bodies(body, code):
    answer = product({"start": START}).client.post("/cmd", body)
    assert (answer.status, answer.code) == (400, code)


def test_a_value_is_never_taken_for_a_template():
    made = product({"note": {"parameters": {"a": {"type": "string"}, "b": {"type": "string", "default": "secret"}},
                             "steps": [{"write": NOTE, "value": "<{a}>"}]}})
    run(made, "note", parameters={"a": "{b} {a}"})
    assert values(made)[2] == "<{b} {a}>"


def test_one_step_that_cannot_go_out_stops_all_of_them():
    made = product({"start": dict(START, compensation=[{"write": "[default]Line/Gone", "value": 0}])}, readOnly=True)
    body = run(made, expected=422)
    assert body["code"] == "command_check_failed"
    assert [step["state"] for step in body["results"]] == ["failed"] + ["not_done"] * 3
    assert (body["results"][0]["code"], body["compensation"][0]["code"]) == ("read_only", "tag_not_found")
    assert made.gateway.calls.count("system.tag.writeBlocking") == 0


def test_a_command_cannot_touch_a_protected_tag():
    made = product({"bad": {"steps": [{"write": "[default]Config/API/ValidTokens", "value": "x"}]}})
    assert run(made, "bad", expected=422, parameters={})["results"][0]["code"] == "tag_forbidden"


def test_a_failed_step_reports_what_was_done_and_is_compensated():
    made = product({"start": dict(START, compensation=[{"write": RATE, "value": 0}, {"write": MODE, "value": "off"}])})
    made.gateway.faults.set("system.util.sendMessage", throw=RuntimeException("no"))
    body = run(made, expected=502)
    assert body["code"] == "command_failed"
    assert [step["state"] for step in body["results"]] == ["done"] * 3 + ["failed"]
    assert body["results"][3]["code"] == "outcome_unknown"
    assert [step["state"] for step in body["compensation"]] == ["done", "done"]
    assert values(made)[:2] == [0.0, "off"]


def test_each_step_of_the_compensation_is_done_whatever_became_of_the_others():
    undo = [{"write": RATE, "value": 0}, {"message": "stop", "project": "mes"}, {"write": MODE, "value": "off"}]
    made = product({"start": dict(START, compensation=undo)})
    made.gateway.faults.set("system.util.sendMessage", throw=RuntimeException("no"))
    body = run(made, expected=502)
    assert [(step["state"], step.get("code")) for step in body["compensation"]] == [
        ("done", None), ("failed", "outcome_unknown"), ("done", None)]
    assert values(made)[:2] == [0.0, "off"]


def test_what_comes_after_a_failed_step_is_not_done():
    made = product({"start": START})
    made.gateway.faults.set("system.tag.writeBlocking", quality="Bad_NotConnected")
    body = run(made, expected=502)
    assert [step["state"] for step in body["results"]] == ["failed"] + ["not_done"] * 3
    assert body["results"][0]["code"] == "provider_unavailable"
    assert made.gateway.messages.sent == []


def test_a_value_that_the_tag_does_not_show_is_not_confirmed():
    made = product({"start": START}, valueSource="opc")
    made.gateway.options.opc_write = "pending"
    body = run(made, expected=502)
    assert [step.get("code") for step in body["results"]] == ["not_confirmed", None, None, None]


@pytest.mark.parametrize("kind, shown, written, is_there", [
    ("Int4", 5000001, 5000000, False), ("Int8", 9007199254740993, 9007199254740992, False),
    ("Float8", 0.0, 1e-7, False), ("Float8", 5000001.0, 5000000.0, False), ("Float8", 0.1, 0.1, True),
    ("Float4", 0.1, 0.1, True), ("Float4", 16777216, 16777217, True), ("Float4", 0.10000001, 0.1, False),
    ("Int4", 7, 7, True), ("Int8", 9007199254740993, 9007199254740993, True), ("Boolean", True, 1, True),
    ("Boolean", False, 1, False), ("String", u"a", u"a", True), ("String", u"A", u"a", False)])
def test_only_the_value_itself_confirms_a_write(kind, shown, written, is_there):
    """The tag shows `shown` while the device has not answered yet."""
    made = Product(tags=folder("Line", tag("Order", kind, shown, valueSource="opc")))
    made.configure("Commands", {"order": {"steps": [
        {"write": "[default]Line/Order", "value": written, "readBackSeconds": 0.1}]}})
    made.gateway.options.opc_write = "pending"
    body = run(made, "order", expected=200 if is_there else 502, parameters={})
    assert body["results"][0].get("code") == (None if is_there else "not_confirmed")


@pytest.mark.parametrize("seconds, asks, is_there", [(1, 3, True), (1, 6, True), (1, 7, False), (0.1, 2, False)])
def test_the_device_has_the_seconds_of_the_step_to_show_the_value(monkeypatch, seconds, asks, is_there):
    """It answers before the tag is read back for the `asks`th time."""
    made = Product(tags=line(valueSource="opc"))
    made.configure("Commands", {"start": {"steps": [{"write": RATE, "value": 90, "readBackSeconds": seconds}]}})
    made.gateway.options.opc_write = "pending"
    slept = []

    def sleep(duration):
        slept.append(duration)
        if len(slept) == asks - 1:
            made.gateway.tags.complete_writes()

    monkeypatch.setattr(made.library.project.gateway.clock, "sleep", sleep)
    body = run(made, expected=200 if is_there else 502, parameters={})
    assert body["results"][0].get("code") == (None if is_there else "not_confirmed")
    assert sum(slept) <= seconds + 1e-9


def test_a_number_in_a_text_keeps_its_digits():
    made = product({"note": {"parameters": {"mass": {"type": "number"}, "order": {"type": "integer"}},
                             "steps": [{"write": NOTE, "value": "{mass} of {order}"}]}})
    run(made, "note", parameters={"mass": 1234567.891234, "order": 9007199254740993})
    assert values(made)[2] == "1234567.891234 of 9007199254740993"


def test_a_command_that_asks_for_confirmation_gets_it():
    made = product({"start": dict(START, confirmation="Is the line clear?")})
    body = run(made, expected=409)
    assert (body["code"], body["confirmation"]) == ("confirmation_required", "Is the line clear?")
    assert values(made)[0] == 0.0
    run(made, confirmed=True)


def test_a_command_of_another_role_is_as_unknown_as_none():
    made = product({"start": dict(START, role="engineer")})
    assert made.client.get("/cmd").json()["results"] == []
    assert run(made, expected=404)["code"] == "command_not_found"
    assert run(made, "nope", expected=404)["code"] == "command_not_found"


@pytest.mark.parametrize("role, scopes, seen, status", [
    ("engineer", ["cmd:read", "cmd:run"], ["start"], 200), ("other", ["cmd:read", "cmd:run"], [], 404),
    ("engineer", ["cmd:read"], ["start"], 403), ("", ["cmd:read", "cmd:run"], ["start"], 200)])
def test_a_command_asks_for_its_role_beside_the_scope(role, scopes, seen, status):
    made = product({"start": dict(START, role=role)})
    made.configure("Roles", {"engineer": {"scopes": scopes, "commands": ["start"], "write": ["[default]Line/**"]}})
    made.configure("DefaultRole", "engineer")
    assert [each["name"] for each in made.client.get("/cmd").json()["results"]] == seen
    run(made, expected=status)
    assert (values(made)[0] != 0.0) is (status == 200)


def test_a_command_whose_name_a_role_leaves_out_is_as_unknown_as_none():
    made = product({"start": START, "stop": START})
    made.configure("Roles", {"engineer": {
        "scopes": ["cmd:read", "cmd:run"], "commands": ["sto*"], "write": ["[default]Line/**"]}})
    made.configure("DefaultRole", "engineer")
    assert [each["name"] for each in made.client.get("/cmd").json()["results"]] == ["stop"]
    assert run(made, "start", expected=404)["code"] == "command_not_found"
    run(made, "stop")


def test_a_command_writes_no_tag_that_its_caller_may_not_write():
    made = product({"start": START})
    made.configure("Roles", {"engineer": {
        "scopes": ["cmd:run"], "commands": ["start"], "write": [RATE, NOTE], "read": ["[default]Line/**"]}})
    made.configure("DefaultRole", "engineer")
    body = run(made, expected=422)
    assert [step.get("code") for step in body["results"]] == [None, "tag_forbidden", None, None]
    assert values(made) == [0.0, "off", ""]


def test_a_tag_that_cannot_be_read_back_is_not_confirmed(monkeypatch):
    made = product({"start": dict(START, compensation=[{"write": RATE, "value": 0}])})
    failure, tags = made.library.project.gateway.failure, made.library.project.gateway.tags
    real = tags.read

    def read(paths, *more):
        if paths != [RATE]:
            return real(paths, *more)
        raise failure.GatewayFailure("system.tag.readBlocking", "trace", False)

    with monkeypatch.context() as patched:
        patched.setattr(tags, "read", read)
        patched.setattr(made.library.project.gateway.clock, "sleep", lambda seconds: None)
        body = run(made, expected=502)
    assert [step.get("code") for step in body["results"]] == ["not_confirmed", None, None, None]
    assert body["compensation"][0]["state"] == "done"


def test_writes_disabled_holds_for_commands():
    made = product({"start": START})
    made.configure("WritesDisabled", True)
    assert run(made, expected=403)["code"] == "writes_disabled"


STEP = {"write": RATE, "value": 1}


@pytest.mark.parametrize("schema, given, words", [
    ({"minimum": 0}, -1, "must be at least 0."), ({"maximum": -5}, 6, "must be at most -5."),
    ({"minimum": 0, "maximum": 5}, 6, "must lie between 0 and 5.")])
def test_a_bound_is_named_in_words(schema, given, words):
    made = product({"go": {"steps": [STEP], "parameters": {"count": dict(schema, type="integer")}}})
    answer = made.client.post("/cmd", {"command": "go", "parameters": {"count": given}})
    assert answer.json()["detail"] == "The parameter 'count' %s Nothing was done." % words


def nested(levels):
    found = 1
    for _ in range(levels):
        found = [found]
    return found


@pytest.mark.parametrize("described, why", [
    ([], "must be an object"), ({}, "steps"), ({"steps": []}, "no steps"), ({"steps": [STEP] * 51}, "at most 50"),
    ({"steps": [STEP], "script": "x"}, "unknown field"), ({"steps": [dict(STEP, path="x")]}, "unknown field"),
    ({"steps": [{"write": RATE}]}, "no 'value'"), ({"steps": [{"write": "Line/Rate", "value": 1}]}, "provider"),
    ({"steps": [dict(STEP, message="x")]}, "either"), ({"steps": ["x"]}, "either"),
    ({"steps": [dict(STEP, readBackSeconds=31)]}, "from 0 to 30"),
    ({"steps": [dict(STEP, value="{x}")]}, "no parameter"),
    ({"steps": [{"message": "x"}]}, "project"), ({"steps": [STEP], "title": 1}, "must be a text"),
    ({"steps": [STEP], "parameters": []}, "must be an object"),
    ({"steps": [STEP], "parameters": {"a": {"type": "date"}}}, "must be one of"),
    ({"steps": [STEP], "parameters": {"a b": {"type": "string"}}}, "no usable name"),
    ({"steps": [STEP], "parameters": {"a": {"type": "integer", "minimum": "1"}}}, "must be a number"),
    ({"steps": [STEP], "parameters": {"a": {"type": "integer", "enum": []}}}, "list of values"),
    ({"steps": [STEP], "parameters": {"a": {"type": "integer", "default": "1"}}}, "must be of type integer"),
    ({"steps": [STEP], "parameters": {"a": {"type": "integer", "required": 1}}}, "true or false"),
    ({"steps": [STEP], "parameters": {"a": {"type": "number", "minimum": 2, "maximum": 1}}}, "above its 'maximum'"),
    ({"steps": [STEP], "parameters": {"a": {"type": "number", "maximum": 9, "default": 9.5}}}, "outside of its bounds"),
    ({"steps": [STEP], "parameters": {"a": {"type": "number", "minimum": 1, "enum": [0, 1]}}}, "outside of its bounds"),
    ({"steps": [STEP], "parameters": {"a": {"type": "string", "enum": ["b"], "default": "c"}}}, "none of its 'enum'"),
    ({"steps": [STEP], "parameters": {"a": {"type": "integer", "code": 1}}}, "unknown field"),
    ({"steps": [STEP], "parameters": {"a": {"type": "number", "maximum": float("inf")}}}, "must be a number"),
    ({"steps": [STEP], "parameters": {"a": {"type": "number", "default": float("nan")}}}, "must be of type number"),
    ({"steps": [STEP], "parameters": {"a": {"type": "string", "maxLength": 1.5}}}, "whole number from 0"),
    ({"steps": [STEP], "parameters": {"a": {"type": "string", "maxLength": -1}}}, "whole number from 0"),
    ({"steps": [STEP], "parameters": {"a": {"type": "string", "description": 5}}}, "must be a text"),
    ({"steps": [STEP], "parameters": {"a": {"type": "string", "title": {"x": 1}}}}, "must be a text"),
    ({"steps": [dict(STEP, value=float("inf"))]}, "that JSON does not have"),
    ({"steps": [dict(STEP, value=nested(40))]}, "nested too deep"),
    ({"steps": [{"message": "x", "project": "p", "payload": {"a": nested(40)}}]}, "nested too deep")])
def test_a_wrong_command_does_not_exist_and_the_status_says_why(described, why):
    made = product({"wrong": described, "good": {"steps": [STEP]}})
    assert [each["name"] for each in made.client.get("/cmd").json()["results"]] == ["good"]
    problems = [each["problem"] for each in made.client.get("/status").json()["configuration"]["problems"]
                if each["name"] == "Commands"]
    assert len(problems) == 1 and "'wrong'" in problems[0] and why in problems[0], problems


def test_a_tag_that_is_no_document_means_no_commands():
    made = Product()
    made.gateway.tags.import_tags(tag("Commands", "String", "x"), "[default]Config/API")
    made.configure("Commands", "{}")
    assert made.client.get("/cmd").json()["results"] == []
