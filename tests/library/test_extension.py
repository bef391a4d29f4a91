"""Endpoints of the integrator's own: what `custom.api` declares joins the API, and its mistakes stay its own."""

import pytest

from tests.support import databases, queries, stored, trees
from tests.support.client import Client
from tests.support.product import CONFIG, Product, export

SETPOINT = stored.SETPOINT
HEAD = """
def show(request):
	return {"json": {"line": request.parameters["line"]}}

def add(request):
	return {"json": request.writeTags({"[default]Plant/Setpoint": request.body["value"]})}

"""
ECHO = "def echo(request):\n\treturn {'json': request.parameters}\n"
SHOW = """{"method": "GET", "path": "/custom/show", "scope": "tags:read", "handler": show, "summary": "Show",
	"parameters": [{"name": "line", "type": "integer", "minimum": 1, "maximum": 9, "default": 1}]}"""
ADD = """{"method": "POST", "path": "/custom/add", "scope": "cmd:run", "handler": add, "summary": "Add",
	"body": {"value": {"type": "number", "maximum": 90}}}"""


def script(*endpoints, **more):
    return HEAD + more.get("code", "") + "\nENDPOINTS = [%s]\n" % ", ".join(endpoints)


def declared(handler, **changes):
    """The source of a declaration with a handler of that name."""
    described = dict({"method": "GET", "path": "/custom/own", "scope": "tags:read", "summary": "Own"}, **changes)
    pairs = ["%r: %s" % (name, value if name == "handler" else repr(value)) for name, value in described.items()]
    return "{%s}" % ", ".join(pairs + (["'handler': %s" % handler] if handler else []))


def made(*endpoints, **more):
    product = Product(tags=trees.PLANT)
    product.script(script(*endpoints, **more))
    return product


def own(body, **changes):
    """An installation with one endpoint, whose handler has that body."""
    return made(declared("own", **changes), SHOW, code="def own(request):\n\t%s\n" % body.replace("\n", "\n\t"))


def report(product):
    return product.client.get("/status").json()["custom"]


def problems(product):
    return [(each["name"], each["problem"]) for each in report(product)["problems"]]


def role(scopes, queries):
    """The settings that give callers a role of these scopes and queries."""
    return {"Roles": {"some": {"scopes": scopes, "queries": queries}}, "DefaultRole": "some"}


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
        assert self.add(product).json() == [{"path": SETPOINT, "success": True, "quality": "Good"}]
        names = ("action", "target", "old_value", "new_value", "result", "principal")
        rows = sorted(tuple(row[name] for name in names) for row in stored.rows(product))
        principal = rows[0][5]
        assert rows == [("custom.run", "POST /custom/add", None, '{"value":60}', "Good", principal),
                        ("tag.write", SETPOINT, "50.0", "60", "Good", principal)]

    def test_the_same_key_runs_it_once(self, product):
        first = self.add(product)
        product.gateway.tags.set_value(SETPOINT, 1.0)
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


# What a declaration says, and the words of the status that must name its mistake.
MISTAKES = [
    ({"scope": None}, "'scope' must be one of"),
    ({"scope": ""}, "'scope' must be one of"),
    ({"scope": "none"}, "'scope' must be one of"),
    ({"scope": ["tags:read"]}, "'scope' must be one of"),
    ({"method": "get"}, "'method' must be one of"),
    ({"method": "OPTIONS"}, "'method' must be one of"),
    ({"path": "/tags"}, "'path' must look like"),
    ({"path": "/custom"}, "'path' must look like"),
    ({"path": "/custom/"}, "'path' must look like"),
    ({"path": "/custom/{a}/b"}, "'path' must look like"),
    ({"path": "/custom/../status"}, "no part of 'path' may be"),
    ({"path": "/custom/./a"}, "no part of 'path' may be"),
    ({"path": "/custom/.."}, "no part of 'path' may be"),
    ({"path": "/custom/a b"}, "'path' must look like"),
    ({"path": 7}, "'path' must be a text"),
    ({"summary": 7}, "'summary' must be a text"),
    ({"public": True}, "unknown field 'public'"),
    ({"mutating": True}, "a GET must not be declared as mutating"),
    ({"mutating": "no"}, "'mutating' must be True or False"),
    ({"table": 1}, "'table' must be True or False"),
    ({"method": "POST", "table": True}, "cannot answer with a table"),
    ({"body": {}}, "a GET has no body"),
    ({"method": "POST", "body": {"a": {"type": "text"}}}, "the type of the parameter 'a' must be one of"),
    ({"method": "POST", "body": {7: {}}}, "in 'body'"),
    ({"parameters": {"a": {}}}, "'parameters' must be a list"),
    ({"parameters": ["a"]}, "each parameter must be a dict"),
    ({"parameters": [{"name": "format"}]}, "cannot be called so"),
    ({"parameters": [{"name": "token"}]}, "cannot be called so"),
    ({"parameters": [{"name": "a"}, {"name": "a"}]}, "the parameter 'a' twice"),
    ({"parameters": [{"name": "a", "type": "float"}]}, "the type of the parameter 'a' must be"),
    ({"parameters": [{"name": "a", "type": "integer", "default": "1"}]}, "is not of type integer"),
    ({"parameters": [{"name": "a", "type": "integer", "maximum": True}]}, "is not of type integer"),
    ({"parameters": [{"name": "a", "type": "integer", "minimum": 2, "maximum": 1}]}, "'minimum' above its 'maximum'"),
    ({"parameters": [{"name": "a", "type": "integer", "maximum": 1, "default": 2}]}, "outside of its bounds"),
    ({"parameters": [{"name": "a", "enum": ["b"], "default": "c"}]}, "none of its 'enum'"),
    ({"parameters": [{"name": "a", "enum": ["b"], "list": True, "default": ["b", "c"]}]}, "none of its 'enum'"),
    ({"parameters": [{"name": "a", "enum": []}]}, "must be a list of texts"),
    ({"parameters": [{"name": "a", "required": "yes"}]}, "'required' must be True or False"),
    ({"parameters": [{"name": "a", "required": True, "default": "b"}]}, "is required and has a 'default'"),
    ({"parameters": [{"name": "a", "enum": "abc"}]}, "must be a list of texts"),
    ({"parameters": [{"name": "a", "list": True, "default": "x"}]}, "must be a list"),
    ({"parameters": [{"name": "a", "values": []}]}, "unknown field 'values'"),
    ({"example": []}, "'example' must be a dict"),
    ({"example": {"body": []}}, "'body' of the example must be a dict"),
]


class TestMistakesInADeclaration(object):

    @pytest.mark.parametrize("changes, words", MISTAKES, ids=["%s" % (changes,) for changes, _ in MISTAKES])
    def test_it_alone_is_not_served_and_the_status_says_why(self, changes, words):
        product = made(declared("show", **changes), SHOW)
        found = report(product)
        assert found["endpoints"] == ["GET /custom/show"]
        (problem,) = found["problems"]
        assert words in problem["problem"]
        assert product.client.get("/custom/own").status == 404
        assert product.client.get("/custom/show").status == 200

    @pytest.mark.parametrize("name", ["method", "path", "scope", "handler", "summary"])
    def test_what_is_left_out_is_named(self, name):
        source = "(lambda each: each.pop(%r) and each)(%s)" % (name, declared("show"))
        product = made(source, SHOW)
        # dict.pop leaves the rest: the declaration lacks that one.
        source = "dict((key, value) for key, value in (%s).items() if key != %r)" % (declared("show"), name)
        product.script(script(source, SHOW))
        ((label, text),) = problems(product)
        assert text == "It is not served: it has no '%s'." % name
        assert label == ("ENDPOINTS[0]" if name in ("method", "path") else "GET /custom/own")
        assert product.client.get("/custom/own").status == 404

    @pytest.mark.parametrize("source", ["7", "None", "'text'", "[]", "object()", "{}", "{7: 8}"])
    def test_no_dict_at_all(self, source):
        product = made(source, SHOW)
        assert [label for label, _ in problems(product)] == ["ENDPOINTS[0]"]
        assert product.client.get("/custom/show").status == 200

    def test_handlers_that_are_none(self):
        product = made(declared("7"), declared("'show'", path="/custom/two"), SHOW)
        assert [text for _, text in problems(product)] == ["It is not served: 'handler' must be a function."] * 2

    def test_the_same_twice_serves_the_first(self):
        product = made(SHOW, declared("add", path="/custom/show"), declared("show", path="/custom/a/{x}"),
                       declared("show", path="/custom/a/{y}"))
        assert report(product)["endpoints"] == ["GET /custom/show", "GET /custom/a/{x}"]
        assert [text for _, text in problems(product)] == [
            "It is not served: another one before it has the same method and path."] * 2
        assert product.client.get("/custom/show").json() == {"line": 1}

    def test_texts_beyond_ascii_break_nothing(self):
        product = made(declared("show", summary=u"\u00dcbersicht", path="/custom/fine"), SHOW)
        assert report(product)["endpoints"] == ["GET /custom/fine", "GET /custom/show"]
        product.script(script("{b'\\xff': 1, u'm\\xe4': 2}", "{'method': b'\\xff', 'path': u'\\xe4'}", SHOW))
        answer = product.client.get("/status")
        assert answer.status == 200
        assert report(product)["endpoints"] == ["GET /custom/show"]


# A script that does not load, and the words of the status.
BROKEN = [
    ("def broken(:\n", "it is not valid Python 2.7"),
    ("import no_such_module_anywhere\n", "it imports something that is not there"),
    ("from project.tags import no_such_name\n", "it imports something that is not there"),
    ("import project.api\nproject.api.ENDPOINTS\n", None),
    ("ENDPOINTS = [unknown_name]\n", "it uses a name that is not defined"),
    ("X = 1\n", "it has no list ENDPOINTS"),
    ("ENDPOINTS = 7\n", "it has no list ENDPOINTS"),
    ("ENDPOINTS = {}\n", "it has no list ENDPOINTS"),
    ("ENDPOINTS = []\n1 // 0\n", "it raised an exception"),
    ("import sys\nsys.exit(1)\n", "it raised an exception"),
    ("from java.lang import RuntimeException\nraise RuntimeException('secret')\n", "it raised an exception"),
    ("from java.lang import StackOverflowError\nraise StackOverflowError('secret')\n", "it raised an exception"),
    ("class Odd(object):\n\tpass\nOdd().api\n", "it raised an exception"),
]


class TestMistakesInTheScript(object):

    @pytest.mark.parametrize("source, words", BROKEN, ids=[source for source, _ in BROKEN])
    def test_the_api_goes_on_without_it(self, product, source, words):
        product.script(source)
        assert product.client.get("/tags/default/Plant/Temperature").status == 200
        assert product.client.get("/custom/show").status == 404
        answer = product.client.get("/status")
        found = answer.json()["custom"]
        assert found["endpoints"] == []
        assert [each["name"] for each in found["problems"]] == ["custom.api"]
        if words is not None:
            assert words in found["problems"][0]["problem"]
        assert "secret" not in answer.text() and "Traceback" not in answer.text()
        assert product.gateway.log.messages("ERROR")

    def test_saved_again_without_the_mistake_it_is_served(self, product):
        product.script(BROKEN[0][0])
        assert product.client.get("/custom/show").status == 404
        product.script(script(SHOW))
        assert product.client.get("/custom/show").status == 200
        assert problems(product) == []


# The body of a handler that fails, and what the status says.
FAILING = [
    ("raise ValueError('secret')", "it raised an exception"),
    ("return unknown", "it uses a name that is not defined"),
    ("import sys\nsys.exit(3)", "it raised an exception"),
    ("from java.lang import RuntimeException\nraise RuntimeException('secret')", "it raised an exception"),
    ("from java.lang import StackOverflowError\nraise StackOverflowError('secret')", "it raised an exception"),
    ("return None", "did not return a dict"),
    ("return 'text'", "did not return a dict"),
    ("return {}", "has no 'json'"),
    ("return {'json': 1, 'html': ''}", "a field other than json"),
    ("return {'json': object()}", "what JSON cannot carry"),
    ("found = []\nfound.append(found)\nreturn {'json': found}", "what JSON cannot carry"),
    ("return {'json': 1, 'code': 404}", "none from 200 to 299"),
    ("return {'json': 1, 'code': '200'}", "none from 200 to 299"),
    ("return {'json': 1, 'headers': {'Access-Control-Allow-Origin': '*'}}", "sets a header other than"),
    ("return {'json': 1, 'headers': {'Set-Cookie': 'a=b'}}", "sets a header other than"),
    ("return {'json': 1, 'headers': []}", "are no dict"),
    ("return {'json': 1, 'headers': {'Location': '/x\\r\\nX-Evil: 1'}}", "other than printable ASCII"),
    ("return {'json': 1, 'headers': {'Link': u'<\\xe4>'}}", "other than printable ASCII"),
    ("raise request.problem(418, 'teapot', 'x')", "a problem with a status, code or detail"),
    ("raise request.problem(200, 'fine', 'x')", "a problem with a status, code or detail"),
    ("raise request.problem('404', 'gone', 'x')", "a problem with a status, code or detail"),
    ("raise request.problem(404, 'Not Found', 'x')", "a problem with a status, code or detail"),
    ("raise request.problem(404, 'gone', None)", "a problem with a status, code or detail"),
    ("raise project.http.problem.Problem(404, 'gone', 'x', members={'a': object()})", "what JSON cannot carry"),
    ("request.writeTags({'[default]Plant/Setpoint': 1})", "not declared as mutating"),
]


class TestMistakesAtRunTime(object):

    @pytest.mark.parametrize("body, words", FAILING, ids=[body for body, _ in FAILING])
    def test_the_request_fails_and_nothing_else(self, body, words):
        product = own(body)
        answer = product.client.get("/custom/own")
        assert (answer.status, answer.code) == (500, "custom_endpoint_failed")
        assert "secret" not in answer.text() and "Error" not in answer.json()["detail"]
        ((name, text),) = problems(product)
        assert name == "GET /custom/own"
        assert text.startswith("It failed 1 times, the last time at 20") and words in text
        assert answer.headers["x-request-id"] in "\n".join(product.gateway.log.messages("ERROR"))
        assert product.client.get("/custom/show").status == 200
        assert stored.setpoint(product) == 50.0

    def test_no_content_needs_no_body(self):
        answer = own("return {'code': 204}").client.get("/custom/own")
        assert (answer.status, answer.body) == (204, b"")

    def test_failures_are_counted(self):
        product = own("1 // 0")
        for _ in range(3):
            product.client.get("/custom/own")
        assert problems(product)[0][1].startswith("It failed 3 times")

    def test_a_failure_of_the_platform_is_none_of_the_script(self):
        from java.lang import RuntimeException
        product = own("return {'json': request.readTags(['[default]Plant/Temperature'])}")
        product.client.get("/custom/own")
        product.gateway.faults.set("system.tag.readBlocking", throw=RuntimeException("secret"))
        answer = product.client.get("/custom/own")
        product.gateway.faults.clear()
        assert (answer.status, answer.code) == (502, "gateway_error")
        assert problems(product) == []


class TestWhatAHandlerMayDo(object):

    def test_read_with_the_rights_of_the_caller(self):
        product = own("return {'json': request.readTags(['[default]Plant/Temperature', '%sValidTokens'])}" % CONFIG)
        found = product.client.get("/custom/own").json()
        assert [(item["value"], item["quality"]) for item in found] == [(21.5, "Good"), (None, "Bad_AccessDenied")]

    @pytest.mark.parametrize("path, status, code", [
        (CONFIG + "ValidTokens", 403, "tag_forbidden"), ("[default]Plant/None", 404, "tag_not_found"),
        ("[default]Plant/Bad", 502, "tag_not_good")])
    def test_values_are_good_or_there_are_none(self, path, status, code):
        product = own("return {'json': request.readValues(['[default]Plant/Temperature', %r])}" % path)
        product.gateway.tags.import_tags(trees.tag("Bad", "Float8", 1.0), base="[default]Plant")
        product.gateway.tags.set_value("[default]Plant/Bad", 1.0, quality="Bad_Stale")
        answer = product.client.get("/custom/own")
        assert (answer.status, answer.code) == (status, code)
        assert problems(product) == []

    @pytest.mark.parametrize("body, scopes", [
        ("request.readTags(['[default]Plant/Temperature'])", ["status:read", "history:read", "tags:write"]),
        ("request.readHistory(['[default]Plant/Temperature'])", ["status:read", "tags:read", "tags:write"]),
        ("request.writeTags({'[default]Plant/Setpoint': 1})", ["status:read", "tags:read", "history:read"])])
    def test_each_needs_the_scope_that_it_needs_elsewhere(self, body, scopes):
        product = own("%s\nreturn {'json': 1}" % body, scope="status:read", method="POST")
        product.configure("Roles", {"some": {"scopes": scopes, "read": ["**"], "write": ["**"]}})
        product.configure("DefaultRole", "some")
        answer = product.client.post("/custom/own", {})
        assert (answer.status, answer.code) == (403, "insufficient_scope")
        assert stored.setpoint(product) == 50.0

    def test_write_with_the_rights_of_the_caller(self):
        product = own(
            "return {'json': request.writeTags({'[default]Plant/Setpoint': 7, '%sValidTokens': 'x'})}" % CONFIG,
            method="PUT")
        found = product.client.put("/custom/own", {}).json()
        assert [(item["success"], item["quality"]) for item in found] == [(False, "Bad_AccessDenied"), (True, "Good")]
        assert stored.setpoint(product) == 7.0

    def test_history(self):
        product = own(
            "return {'json': request.readHistory(['[default]Plant/Temperature'], '-1h', aggregationMode='Maximum', "
            "returnSize=1)}")
        product.gateway.historian.add_provider("Historian")
        now = product.gateway.clock.now_millis()
        product.gateway.historian.record("[default]Plant/Temperature", [
            (now - 1800000 + step, float(step), "Good") for step in range(3)])
        found = product.client.get("/custom/own").json()
        assert [column["name"] for column in found["columns"]] == ["t_stamp", "[default]Plant/Temperature"]
        assert [row[1] for row in found["rows"]] == [2.0]

    def test_history_of_a_tag_that_it_may_not_read(self):
        product = own("return {'json': request.readHistory(['[default]Plant/Temperature', '%sKeys'])}" % CONFIG)
        product.gateway.historian.add_provider("Historian")
        assert product.client.get("/custom/own").code == "tag_forbidden"

    def test_named_queries(self):
        product = own("return {'json': request.runQuery('productionByHour', {'line': 2})}")
        queries.prepare(product)
        assert product.client.get("/custom/own").json()["rows"] == [[3, None, None, None]]
        databases.close(product.gateway)

    @pytest.mark.parametrize("call, settings, status, code", [
        ("'nowhere'", {}, 404, "query_not_found"), ("'startOrder', {'id': 1}", {}, 404, "query_not_found"),
        ("'productionByHour', {'line': 'x'}", {}, 422, "invalid_argument"),
        ("'productionByHour', {'line': 1}", {"Limits": {"maxQueryRows": 1}}, 400, "too_many_rows"),
        ("'count'", role(["tags:read", "status:read"], ["**"]), 403, "insufficient_scope"),
        ("'count'", role(["tags:read", "status:read", "queries:run"], ["find"]), 404, "query_not_found")])
    def test_named_queries_that_it_may_not_run(self, call, settings, status, code):
        product = own("return {'json': request.runQuery(%s)}" % call)
        queries.prepare(product)
        for name, value in settings.items():
            product.configure(name, value)
        answer = product.client.get("/custom/own")
        assert (answer.status, answer.code) == (status, code)
        assert problems(product) == []
        databases.close(product.gateway)

    def test_values_of_the_platform_are_written_as_elsewhere(self):
        product = own(
            "from java.util import Date\nreturn {'json': {'at': Date(1767225600123), 'big': 9007199254740993, "
            "'none': float('nan'), 'in': (1, [2])}, 'code': 201, 'headers': {'Location': '/x'}}")
        answer = product.client.get("/custom/own", params=[("int64", "string")])
        assert (answer.status, answer.headers["location"]) == (201, "/x")
        assert answer.json() == {
            "at": "2026-01-01T00:00:00.123Z", "big": "9007199254740993", "none": None, "in": [1, [2]]}

    def test_who_calls(self):
        product = own("return {'json': [request.principal, request.requestId, request.method, request.body]}")
        answer = product.client.get("/custom/own", headers=[("X-Request-Id", "mine-1")])
        assert answer.json()[0].startswith("token:") and answer.json()[1:] == ["mine-1", "GET", None]

    def test_what_it_does_to_its_request_stays_there(self):
        product = own("request.parameters['a'].append(1)\nreturn {'json': len(request.parameters['a'])}",
                      parameters=[{"name": "a", "list": True, "default": []}])
        assert [product.client.get("/custom/own").json() for _ in range(2)] == [1, 1]


class TestTables(object):

    def table(self, body):
        return own(body, table=True)

    def test_in_every_format(self):
        product = self.table(
            "return {'columns': ['a', {'name': 'b', 'type': 'Int4'}], 'rows': ((n, n * n) for n in (1, 2))}")
        assert product.client.get("/custom/own").json() == {
            "columns": [{"name": "a", "type": "Object"}, {"name": "b", "type": "Int4"}], "rows": [[1, 1], [2, 4]],
            "cursor": None}
        found = dict((name, product.client.get("/custom/own", params=[("format", name)])) for name in (
            "records", "csv", "xml"))
        assert found["records"].json() == [{"a": 1, "b": 1}, {"a": 2, "b": 4}]
        assert found["csv"].body == b"a,b\r\n1,1\r\n2,4\r\n"
        assert found["xml"].body.count(b"<number>") == 4

    @pytest.mark.parametrize("body", [
        "return {'json': 1}", "return {'columns': ['a']}", "return {'columns': 'a', 'rows': []}",
        "return {'columns': [7], 'rows': []}", "return {'columns': ['a'], 'rows': 7}",
        "return {'columns': ['a'], 'rows': [[1, 2]]}", "return {'columns': ['a'], 'rows': [1]}",
        "return {'columns': ['a'], 'rows': [[object()]]}",
        "return {'columns': ['a'], 'rows': ([1 // 0] for _ in (1,))}"])
    def test_one_that_is_none(self, body):
        product = self.table(body)
        answer = product.client.get("/custom/own")
        assert (answer.status, answer.code) == (500, "custom_endpoint_failed")
        assert [name for name, _ in problems(product)] == ["GET /custom/own"]

    def test_no_table_where_none_is_declared(self):
        product = own("return {'columns': ['a'], 'rows': [[1]]}")
        assert product.client.get("/custom/own").code == "custom_endpoint_failed"
