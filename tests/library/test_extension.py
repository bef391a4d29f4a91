"""Endpoints of the integrator's own: what `custom.api` declares joins the API, and its mistakes stay its own."""

import pytest

from tests.support import databases, stored
from tests.support.client import Client
from tests.support.custom import ADD, ECHO, SHOW, declared, made, report, script
from tests.support.product import export


@pytest.fixture(scope="module")
def shared():
    return made(SHOW, ADD)


class TestJoining(object):

    def test_without_the_script_there_is_nothing(self, product):
        assert product.client.get("/custom/show").code == "route_not_found"
        assert report(product) == {"endpoints": [], "problems": []}

    @pytest.mark.parametrize("dotted", ["custom.other", "custom.api.deeper"])
    def test_another_script_below_custom_is_left_alone(self, product, dotted):
        product.script("raise ValueError('not ours')\n", dotted)
        assert product.client.get("/tags").status == 200
        assert report(product)["endpoints"] == []

    def test_what_it_declares_is_served(self, shared):
        assert report(shared) == {"endpoints": ["GET /custom/show", "POST /custom/add"], "problems": []}
        assert shared.client.get("/custom/show", params=[("line", "7")]).json() == {"line": 7}
        assert shared.client.get("/custom/show").headers["cache-control"] == "no-store"
        assert shared.client.request("HEAD", "/custom/show").status == 200

    def test_it_joins_what_the_api_declares(self, shared):
        found = shared.library.project.api.ENDPOINTS
        assert [each["path"] for each in found if each["path"].startswith("/custom")] == ["/custom/show", "/custom/add"]

    def test_it_survives_an_import_of_ours_and_goes_with_the_script(self, product):
        product.script(script(SHOW))
        product.host.install(product.project, export())
        assert product.client.get("/custom/show").status == 200
        product.script(None)
        assert product.client.get("/custom/show").status == 404

    def test_a_variable_takes_the_rest_of_the_path(self):
        product = made(
            declared("rest", path="/custom/line/{name}"), declared("fixed", path="/custom/line/all"),
            declared("longer", path="/custom/line/x/{name}"),
            code="".join("def %s(request):\n\treturn {'json': [%r, request.path, request.variables]}\n" % (name, name)
                         for name in ("rest", "fixed", "longer")))
        answers = [product.client.get("/custom/line/" + rest) for rest in ("7", "a%20b/c", "all", "x/y", "%7Bname%7D")]
        assert [answer.json() for answer in answers] == [
            ["rest", "/custom/line/7", {"name": "7"}], ["rest", "/custom/line/a b/c", {"name": "a b/c"}],
            ["fixed", "/custom/line/all", {}], ["longer", "/custom/line/x/y", {"name": "y"}],
            ["rest", "/custom/line/{name}", {"name": "{name}"}]]
        assert product.client.get("/custom/line/").status == 404

    def test_a_request_of_a_batch(self, shared):
        answer = shared.client.post("/batch", {"requests": [
            {"id": "a", "method": "GET", "path": "/custom/show?line=3"},
            {"id": "b", "method": "GET", "path": "/custom/none"}]})
        assert [part["status"] for part in answer.json()["responses"]] == [200, 404]


class TestParameters(object):

    def test_one_that_is_required(self):
        parameters = [
            {"name": "shift", "enum": ["early", "late"], "required": True}, {"name": "areas", "list": True}]
        product = made(declared("echo", parameters=parameters), code=ECHO)
        missing = product.client.get("/custom/own")
        assert (missing.status, missing.code) == (400, "missing_parameter")
        assert "'shift'" in missing.json()["detail"]
        assert product.client.get("/custom/own", params=[("shift", "late")]).json() == {"shift": "late", "areas": None}
        operation = product.client.get("/openapi.json").json()["paths"]["/custom/own"]["get"]
        found = dict((each["name"], each) for each in operation["parameters"] if "name" in each)
        assert found["shift"]["required"] is True and found["areas"]["required"] is False
        assert "description" not in found["shift"]

    def test_an_integer_of_many_digits(self):
        product = made(declared("echo", parameters=[
            {"name": "from", "type": "integer", "minimum": 0, "maximum": 9999999999999}]), code=ECHO)
        assert product.client.get("/custom/own", params=[("from", "1764208800000")]).json() == {"from": 1764208800000}
        beyond = product.client.get("/custom/own", params=[("from", "1" * 20)])
        assert beyond.json()["detail"] == "The parameter 'from' must lie between 0 and 9999999999999."

    def test_the_answer_of_the_example_is_in_the_openapi_document(self):
        product = made(declared("echo", example={"answer": {"oee": 0.9}}), code=ECHO)
        (answer,) = [
            found["content"]["application/json"] for status, found in
            product.client.get("/openapi.json").json()["paths"]["/custom/own"]["get"]["responses"].items()
            if status == "2XX"]
        assert answer["example"] == {"oee": 0.9}


class TestPolicy(object):

    def test_a_credential_and_the_scope_are_needed(self, shared):
        assert Client(shared.host, shared.project, None).get("/custom/show").status == 401
        assert Client(shared.host, shared.project, "unknown-token-0123456789").get("/custom/show").status == 403
        product = made(SHOW, ADD)
        product.configure("Roles", {"viewer": {"scopes": ["tags:read"], "read": ["[default]Plant/**"]}})
        product.configure("DefaultRole", "viewer")
        assert product.client.get("/custom/show").status == 200
        assert product.client.post("/custom/add", {"value": 60}).code == "insufficient_scope"

    @pytest.mark.parametrize("given", ["0", "x", "10"])
    def test_parameters_are_checked(self, shared, given):
        assert shared.client.get("/custom/show", params=[("line", given)]).code == "invalid_parameter"
        assert shared.client.get("/custom/show", params=[("lines", "1")]).code == "unknown_parameter"

    @pytest.mark.parametrize("body, status, code", [
        ({}, 422, "invalid_argument"), ({"value": "60"}, 422, "invalid_argument"),
        ({"value": 91}, 422, "invalid_argument"),
        ({"value": 60, "more": 1}, 400, "unknown_field"), ([], 400, "object_required")])
    def test_the_fields_of_a_body_are_checked_before_anything_runs(self, shared, body, status, code):
        answer = shared.client.post("/custom/add", body)
        assert (answer.status, answer.code) == (status, code)
        assert stored.setpoint(shared) == 50.0

    def test_other_methods_and_formats(self, shared):
        answer = shared.client.put("/custom/show", {})
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert shared.client.get("/custom/show", params=[("format", "csv")]).code == "not_acceptable"
        answer = shared.client.get("/custom/show", params=[("format", "xml")])
        assert b'<number key="line">1</number>' in answer.body

    def test_writes_disabled(self):
        product = made(ADD)
        product.configure("WritesDisabled", True)
        assert product.client.post("/custom/add", {"value": 60}).code == "writes_disabled"

    def test_it_takes_from_the_limits_of_the_caller(self):
        product = made(SHOW)
        product.configure("Limits", {"requestsPerSecond": 1, "requestBurst": 1})
        assert [product.client.get("/custom/show").status for _ in range(2)] == [200, 429]


class TestRecords(object):

    @pytest.fixture
    def product(self):
        found = stored.product()
        found.script(script(ADD, declared("refuse", method="POST", path="/custom/refuse"), code=(
            "def refuse(request):\n\traise request.problem(409, 'line_runs', 'The line runs.')\n")))
        yield found
        databases.close(found.gateway)

    def add(self, product, value=60, key="k", path="/custom/add"):
        return product.client.post(path, {"value": value}, headers=[("Idempotency-Key", key)])

    def test_the_audit_says_that_it_ran_and_what_it_wrote(self, product):
        assert self.add(product).json() == [{"path": stored.SETPOINT, "success": True, "quality": "Good"}]
        names = ("action", "target", "old_value", "new_value", "result", "principal")
        rows = sorted(tuple(row[name] for name in names) for row in stored.rows(product))
        principal = rows[0][5]
        assert rows == [("custom.run", "POST /custom/add", None, '{"value":60}', "Good", principal),
                        ("tag.write", stored.SETPOINT, "50.0", "60", "Good", principal)]

    def test_the_same_key_runs_it_once(self, product):
        first = self.add(product)
        product.gateway.tags.set_value(stored.SETPOINT, 1.0)
        again = self.add(product)
        assert (again.body, again.headers["idempotent-replayed"]) == (first.body, "true")
        assert stored.setpoint(product) == 1.0
        assert self.add(product, 61).code == "idempotency_key_reused"

    def test_a_refusal_of_the_handler_is_kept_and_recorded(self, product):
        first, again = [self.add(product, path="/custom/refuse") for _ in range(2)]
        assert (first.status, first.code, first.json()["detail"]) == (409, "line_runs", "The line runs.")
        assert (again.status, again.headers["idempotent-replayed"]) == (409, "true")
        assert [row["result"] for row in stored.rows(product)] == ["line_runs"]

    def test_what_an_endpoint_did_that_failed_nobody_knows(self, product):
        product.script(script(
            declared("fail", method="POST", path="/custom/fail"), code="def fail(request):\n\t1 // 0\n"))
        first, again = [self.add(product, path="/custom/fail") for _ in range(2)]
        assert (first.status, first.code) == (500, "custom_endpoint_failed")
        assert (again.status, again.code) == (504, "outcome_unknown")
        assert [row["result"] for row in stored.rows(product)] == ["pending"]
