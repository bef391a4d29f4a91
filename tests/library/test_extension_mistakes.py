"""Mistakes in the script `custom.api`: the status names them, and all else goes on."""

import pytest

from tests.support import stored
from tests.support.custom import SHOW, declared, made, own, problems, report, script

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
