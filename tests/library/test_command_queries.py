"""Named queries as steps of commands: checked like every step, counted, recorded, undone where the site says how."""

import pytest

from java.lang import RuntimeException
from java.sql import SQLIntegrityConstraintViolationException
from tests.simulator.exports import folder, tag
from tests.support import databases, queries, stored
from tests.support.product import Product

PRODUCT = "[default]Line/Product"
COMMAND = {
    "parameters": {"order": {"type": "integer"}, "product": {"type": "string", "default": "a"}},
    "steps": [{"query": "startOrder", "parameters": {"id": "{order}"}, "rows": 1},
              {"write": PRODUCT, "value": "{product}"}],
    "compensation": [{"query": "planOrder", "parameters": {"id": "{order}"}}],
}


@pytest.fixture(params=["8.1.55", "8.3.10"])
def product(request):
    found = made(version=request.param)
    yield found
    databases.close(found.gateway)


def made(command=None, version="8.1.55", kind="sqlite", **config):
    found = Product(tags=folder("Line", tag("Product", "String", "", **config)), version=version)
    found.plant = queries.prepare(found, kind)
    found.configure("Commands", {"start": dict(COMMAND, **(command or {}))})
    return found


def run(product, expected=200, order=1, **more):
    answer = product.client.post("/cmd", {"command": "start", "parameters": dict({"order": order}, **more)})
    assert answer.status == expected, answer.text()
    return answer.json()


def state(product):
    """What the order and the tag say."""
    rows = product.plant.run_alone("query", "SELECT state FROM line_order", [])[2]
    return rows[0][0], product.gateway.tags.read(PRODUCT).value


def problems(product):
    found = product.client.get("/status").json()["configuration"]["problems"]
    return [each["problem"] for each in found if each["name"] == "Commands"]


def test_the_list_names_the_query(product):
    listed, = product.client.get("/cmd").json()["results"]
    assert listed["steps"] == [{"query": "startOrder"}, {"write": PRODUCT}]


def test_a_query_is_done_in_its_place_and_says_how_many_rows_it_changed(product):
    body = run(product)
    assert body["results"] == [
        {"query": "startOrder", "value": {"id": 1}, "rows": 1, "state": "done"},
        {"write": PRODUCT, "value": "a", "state": "done"}]
    assert state(product) == ("running", "a")


def test_a_query_that_changes_another_number_of_rows_has_failed(product):
    body = run(product, 502, order=2)
    assert body["code"] == "command_failed"
    assert [(step["state"], step.get("code"), step.get("rows")) for step in body["results"]] == [
        ("failed", "unexpected_rows", 0), ("not_done", None, None)]
    assert body["compensation"] == [{"query": "planOrder", "value": {"id": 2}, "state": "not_done"}]
    assert state(product) == ("planned", "")


def test_what_another_has_done_is_not_undone_where_the_first_step_changes_nothing(product):
    run(product)
    body = run(product, 502)
    assert [step.get("code") for step in body["results"]] == ["unexpected_rows", None]
    assert body["compensation"][0]["state"] == "not_done"
    assert state(product) == ("running", "a")


def test_a_query_that_changed_more_than_it_should_is_undone(product):
    another = "INSERT INTO line_order (id, product, state) VALUES (5, 'x', 'planned')"
    product.plant.run_alone("update", another, [], False)
    queries.install(product.host, dict(queries.SITE, **{"Orders/Start": queries.query(
        "UPDATE line_order SET state = 'running' WHERE id >= :id", "UpdateQuery", [("id", queries.INT4)])}))
    body = run(product, 502)
    assert (body["results"][0]["code"], body["results"][0]["rows"]) == ("unexpected_rows", 2)
    assert body["compensation"][0]["state"] == "done"


def test_a_failed_step_is_undone_by_a_query(product):
    product.gateway.faults.set("system.tag.writeBlocking", quality="Bad_NotConnected")
    body = run(product, 502)
    assert [step["state"] for step in body["results"]] == ["done", "failed"]
    assert (body["compensation"][0]["state"], body["compensation"][0]["rows"]) == ("done", 1)
    assert state(product) == ("planned", "")


@pytest.mark.parametrize("order, code", [(0, "invalid_argument"), (2 ** 31, "invalid_argument")])
def test_arguments_that_do_not_fit_the_query_stop_everything(product, order, code):
    body = run(product, 422, order=order)
    assert body["code"] == "command_check_failed"
    assert [step.get("code") for step in body["results"]] == [code, None]
    assert state(product) == ("planned", "")


def test_a_write_that_may_not_go_out_stops_the_query_before_it():
    product = made(readOnly=True)
    body = run(product, 422)
    assert [step["state"] for step in body["results"]] == ["not_done", "failed"]
    assert state(product) == ("planned", "")


def test_a_database_that_is_known_to_be_down_stops_everything(product):
    product.plant.faults.down = True
    body = run(product, 422)
    assert [step.get("code") for step in body["results"]] == ["database_unavailable", None]
    product.plant.faults.clear()
    assert state(product) == ("planned", "")


def test_a_query_that_is_not_what_it_should_be_stops_everything(product):
    queries.install(product.host, {})
    assert run(product, 422)["results"][0]["code"] == "query_unusable"
    assert state(product) == ("planned", "")


def test_a_caller_needs_the_right_to_the_query():
    product = made()
    product.configure("Roles", {"clerk": {
        "scopes": ["cmd:run"], "commands": ["start"], "write": ["[default]Line/**"], "queries": ["planOrder"]}})
    product.configure("DefaultRole", "clerk")
    body = run(product, 422)
    assert [step.get("code") for step in body["results"] + body["compensation"]] == ["query_forbidden", None, None]
    assert state(product) == ("planned", "")


def test_a_refused_statement_changed_nothing_and_says_so():
    product = made()
    product.gateway.faults.set("system.db.runNamedQuery", throw=SQLIntegrityConstraintViolationException("no"), times=1)
    body = run(product, 502)
    assert [step.get("code") for step in body["results"]] == ["query_failed", None]
    assert body["compensation"][0]["state"] == "not_done"


@pytest.mark.parametrize("fault", [
    dict(throw=RuntimeException("no")), dict(throw=RuntimeException("no"), after=True)])
def test_a_query_that_broke_off_may_or_may_not_have_been_done(fault):
    product = made()
    product.gateway.faults.set("system.db.runNamedQuery", times=1, **fault)
    body = run(product, 502)
    assert [step.get("code") for step in body["results"]] == ["outcome_unknown", None]
    assert state(product)[0] == "planned"


def test_a_commit_that_was_not_answered_is_unknown():
    product = made({"compensation": []})
    product.plant.faults.lost_after = 1
    assert run(product, 502)["results"][0]["code"] == "outcome_unknown"
    assert state(product)[0] == "running"


def test_the_audit_has_the_query_with_its_arguments():
    product = made()
    databases.connect(product.gateway)
    product.configure("Database", "API")
    run(product)
    found = [(row["action"], row["target"], row["new_value"], row["result"]) for row in stored.rows(product)]
    assert found[0] == ("query.run", "startOrder", '{"id":1}', "Good")
    assert found[2] == ("query.run", "planOrder", '{"id":1}', "not_done")
    databases.close(product.gateway)


def test_what_a_caller_leaves_out_is_left_to_the_query():
    product = made({"parameters": {"order": {"type": "integer", "required": False}}, "compensation": [], "steps": [
        {"query": "startOrder", "parameters": {"id": "{order}"}}]})
    answer = product.client.post("/cmd", {"command": "start"})
    assert answer.json()["results"][0]["code"] == "invalid_argument"


STEP = {"query": "startOrder", "parameters": {"id": 1}}


@pytest.mark.parametrize("step, why", [
    ({"query": "nowhere"}, "no query of the type UpdateQuery"),
    ({"query": "count"}, "no query of the type UpdateQuery"),
    ({"query": 5}, "must be a text"), ({"query": "startOrder"}, "leaves out 'id'"),
    (dict(STEP, parameters=[]), "must be an object"), (dict(STEP, parameters={"id": 1, "x": 1}), "gives 'x'"),
    (dict(STEP, rows=-1), "whole number"), (dict(STEP, rows=True), "whole number"),
    (dict(STEP, sql="x"), "unknown field"),
    (dict(STEP, write=PRODUCT), "either"), (dict(STEP, parameters={"id": "{nothing}"}), "no parameter")])
def test_a_wrong_step_makes_no_command(step, why):
    product = made({"steps": [step], "compensation": []})
    assert product.client.get("/cmd").json()["results"] == []
    found = problems(product)
    assert len(found) == 1 and why in found[0], found
