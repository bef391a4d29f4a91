"""What a handler of the integrator's own may do, and what it may answer."""

import pytest

from tests.support import databases, queries, stored, trees
from tests.support.custom import own, problems, role
from tests.support.product import CONFIG


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
