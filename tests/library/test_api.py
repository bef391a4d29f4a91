"""project.api: routing, methods, order of the checks, and the one outer guard."""

import pytest

from java.lang import OutOfMemoryError, RuntimeException, StackOverflowError
from java.util.concurrent import TimeoutException
from tests.support.product import TOKEN, Product
from tests.support.trees import PLANT

VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ALLOW = {
    "/health": "GET, HEAD, OPTIONS",
    "/status": "GET, HEAD, OPTIONS",
    "/tags": "GET, HEAD, OPTIONS, PUT",
    "/tags/default/Plant/Setpoint": "GET, HEAD, OPTIONS, PUT",
    "/read": "OPTIONS, POST",
    "/write": "OPTIONS, POST",
    "/browse": "GET, HEAD, OPTIONS",
}
BODIES = {"/read": b'{"paths":["[default]Plant/Setpoint"]}',
          "/write": b'{"writes":[{"path":"[default]Plant/Setpoint","value":1}]}'}
READ, WRITE = "system.tag.readBlocking", "system.tag.writeBlocking"
TAG = "/tags/default/Plant/Setpoint"


class TestMethods(object):

    @pytest.mark.parametrize("path", sorted(ALLOW))
    @pytest.mark.parametrize("method", VERBS)
    def test_every_verb_of_every_endpoint(self, plant, path, method):
        answer = plant.request(
            method, path, body=BODIES.get(path, b'{"value":50}') if method in ("POST", "PUT", "PATCH") else b"",
            headers=[("Content-Type", "application/json")])
        if method == "OPTIONS":
            assert (answer.status, answer.headers["allow"], answer.body) == (204, ALLOW[path], b"")
        elif method in ALLOW[path].split(", "):
            assert answer.status in (200, 400) and "allow" not in answer.headers
        else:
            assert (answer.status, answer.headers["allow"]) == (405, ALLOW[path])
            assert method == "HEAD" or answer.code == "method_not_allowed"

    @pytest.mark.parametrize("path", sorted(ALLOW))
    @pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE", "TRACE"])
    def test_a_wrong_verb_is_told_to_anyone_and_does_nothing(self, plant, shared, path, method):
        if method in ALLOW[path]:
            return
        shared.gateway.calls.clear()
        answer = plant.request(method, path, headers=[("Authorization", "")], body=b"x" if method != "TRACE" else b"")
        assert answer.status == 405
        assert shared.gateway.calls.count(WRITE) == 0

    def test_there_is_no_method_override(self, plant):
        headers = [("X-HTTP-Method-Override", "PUT"), ("X-HTTP-Method", "PUT"), ("Content-Type", "application/json")]
        assert plant.request("POST", TAG, headers=headers, body=b'{"value":1}').status == 405
        assert plant.get(TAG, params=[("_method", "PUT")]).status == 400

    @pytest.mark.parametrize("path", ["/health", "/status", "/tags", TAG, "/browse", "/tags/default/Nothing"])
    def test_head_is_get_without_a_body(self, plant, path):
        get, head = plant.get(path), plant.request("HEAD", path)
        assert (head.status, head.body) == (get.status, b"")
        for name in ("content-type", "etag", "cache-control", "vary", "x-content-type-options"):
            assert head.headers.get(name) == get.headers.get(name)


class TestRoutes(object):

    @pytest.mark.parametrize("path", ["/health/x", "/status/x", "/read/x", "/write/x", "/browse/default", "/browse//"])
    def test_nothing_lies_below_a_plain_endpoint(self, plant, path):
        answer = plant.get(path)
        assert (answer.status, answer.code) == (404, "route_not_found")

    @pytest.mark.parametrize("variant", ["slash", "none"])
    @pytest.mark.parametrize("path", ["/health/", "/tags/", "/browse/"])
    def test_a_trailing_slash_is_the_same_resource(self, variant, path):
        product = Product(tags=PLANT, options={"remaining_slash": variant})
        assert product.client.get(path).status == 200

    @pytest.mark.parametrize("path", ["/nothing", "", "/", "/Tags", "/api/tags"])
    def test_an_unknown_resource_is_not_ours(self, plant, path):
        assert plant.get(path).status == 404

    def test_every_endpoint_is_declared_completely(self, library):
        seen = set()
        for declared in library.api.ENDPOINTS:
            assert (declared["method"], declared["path"]) not in seen
            seen.add((declared["method"], declared["path"]))
            assert declared["summary"] and callable(declared["handler"])
            # Two are files, each in the one format that it is about.
            assert declared["path"] in ("/schema/{file}", "/openapi.json") or declared["formats"][:2] in (
                ("json", "xml"), ("json", "records")), declared["path"]
            reads = not declared["scope"] or declared["scope"].endswith(":read") or declared["scope"] == "queries:run"
            assert bool(declared.get("mutating")) is not reads
            for parameter in declared["parameters"]:
                assert parameter["type"] in ("string", "integer", "boolean") and parameter["description"]

    @pytest.mark.parametrize("remaining", ["decoded", "raw"])
    @pytest.mark.parametrize("path, tag", [
        (TAG, u"Setpoint"), ("/tags/default/Plant/Line%201/Temperature", u"Temperature"),
        ("/tags/default/Plant/Setp%6Fint", u"Setpoint"), ("/tags/default%2FPlant%2FSetpoint", u"Setpoint"),
        ("/tags/default/Plant/;x=1/../Setpoint", u"Setpoint"),
    ])
    def test_a_path_is_decoded_once(self, remaining, path, tag):
        product = Product(tags=PLANT, options={"remaining_path": remaining})
        answer = product.client.get(path)
        if remaining == "raw" and ";" in path:
            assert answer.status in (400, 403)
        else:
            assert (answer.status, answer.json()["path"].rpartition("/")[2]) == (200, tag)

    @pytest.mark.parametrize("remaining", ["decoded", "raw"])
    def test_what_a_second_decoding_reveals_is_judged_like_any_path(self, remaining):
        product = Product(tags=PLANT, options={"remaining_path": remaining})
        answer = product.client.get("/tags/default/Config%252FAPI%252FValidTokens")
        assert answer.status in (400, 403) and TOKEN not in answer.text()

    def test_a_path_that_is_no_utf_8_is_refused(self):
        product = Product(tags=PLANT, options={"remaining_path": "raw"})
        answer = product.client.get("/tags/default/%ff")
        assert (answer.status, answer.code) == (400, "invalid_path")

    @pytest.mark.parametrize("remaining", ["decoded", "raw"])
    def test_names_beyond_ascii_in_the_path(self, remaining):
        product = Product(options={"remaining_path": remaining}, tags={
            "name": u"L\u00e4ufer", "tagType": "AtomicTag", "dataType": "Int4", "value": 5, "valueSource": "memory"})
        answer = product.client.get("/tags/default/L%C3%A4ufer")
        assert (answer.status, answer.json()["value"]) == (200, 5)


class TestAdmission(object):

    def test_https_can_be_required(self, product):
        product.configure("RequireHttps", True)
        assert product.client.get("/health").status == 200
        for path in ("/status", "/tags", TAG):
            answer = product.client.get(path)
            assert (answer.status, answer.code) == (403, "tls_required")
            assert "location" not in answer.headers
            assert product.client.get(path, scheme="https").status == 200
        forwarded = [("X-Forwarded-Proto", "https"), ("Forwarded", "proto=https")]
        assert product.client.get("/tags", headers=forwarded).status == 403

    @pytest.mark.parametrize("method, path, body", [
        ("PUT", TAG, b'{"value":1}'), ("PUT", "/tags", b'{"value":1}'), ("POST", "/write", BODIES["/write"]),
    ])
    def test_writes_can_be_disabled(self, product, method, path, body):
        product.configure("WritesDisabled", True)
        answer = product.client.request(
            method, path, body=body, headers=[("Content-Type", "application/json")],
            params=[("path", "[default]Plant/Setpoint")] if path == "/tags" else [])
        assert (answer.status, answer.code) == (403, "writes_disabled")
        assert product.gateway.tags.read("[default]Plant/Setpoint").value == 50.0
        assert product.client.get(TAG).status == 200
        assert product.client.post("/read", {"paths": ["[default]Plant/Setpoint"]}).status == 200

    @pytest.mark.parametrize("method, path", [("PUT", TAG), ("POST", "/write")])
    def test_an_idempotency_key_cannot_be_kept_without_a_database(self, product, method, path):
        body = BODIES.get(path, b'{"value":1}')
        headers = [("Content-Type", "application/json"), ("Idempotency-Key", "k-1")]
        answer = product.client.request(method, path, body=body, headers=headers)
        assert (answer.status, answer.code) == (503, "store_unconfigured")
        assert product.gateway.calls.count(WRITE) == 0

    def test_the_caller_is_judged_before_parameters_format_and_body(self, product):
        product.client.token = None
        answer = product.client.request("POST", "/read", params=[("x", "y")], body=b"junk", headers=[("Accept", "x/y")])
        assert answer.status == 401


class TestGuard(object):

    @pytest.mark.parametrize("thrown", [
        RuntimeException("secret.Class"), StackOverflowError(), OutOfMemoryError("secret"), ValueError("secret"),
    ])
    def test_a_failing_platform_is_502_with_its_trace_in_the_log_only(self, product, thrown):
        product.client.get("/tags")
        product.gateway.faults.set(READ, throw=thrown)
        answer = product.client.get(TAG)
        assert (answer.status, answer.code) == (502, "gateway_error")
        assert answer.json()["detail"] == "The gateway failed at system.tag.readBlocking."
        assert "secret" not in answer.text() and "Traceback" not in answer.text()
        logged = product.gateway.log.messages("ERROR")
        assert len(logged) == 1
        assert answer.json()["requestId"] in logged[0] and "Traceback" in logged[0]
        assert TOKEN not in product.gateway.log.text()

    def test_a_timeout_is_504(self, product):
        product.client.get("/tags")
        product.gateway.faults.set(READ, throw=TimeoutException("x"))
        answer = product.client.get(TAG)
        assert (answer.status, answer.code) == (504, "gateway_timeout")

    @pytest.mark.parametrize("timeout, status", [(False, 502), (True, 504)])
    @pytest.mark.parametrize("method, path", [("PUT", TAG), ("POST", "/write")])
    def test_a_failing_write_leaves_its_outcome_open(self, product, timeout, status, method, path):
        thrown = TimeoutException("x") if timeout else RuntimeException("x")
        product.gateway.faults.set(WRITE, throw=thrown, after=True)
        answer = product.client.request(
            method, path, body=BODIES.get(path, b'{"value":1}'), headers=[("Content-Type", "application/json")])
        assert (answer.status, answer.code) == (status, "outcome_unknown")
        assert product.gateway.tags.read("[default]Plant/Setpoint").value == 1.0

    def test_a_platform_that_miscounts_is_502(self, product):
        product.client.get("/tags")
        product.gateway.faults.set(READ, short=1)
        answer = product.client.get(TAG)
        assert (answer.status, answer.code) == (502, "gateway_contract")
        assert "0 results for 1 paths" in answer.json()["detail"]

    @pytest.mark.parametrize("thrown", [KeyError("secret"), StackOverflowError("secret")])
    def test_what_no_one_foresaw_is_500_in_our_own_words(self, product, monkeypatch, thrown):
        def broken(call):
            raise thrown

        for methods in [methods for rest, methods in product.library.project.api.ROUTES["status"]]:
            monkeypatch.setitem(methods["GET"], "handler", broken)
        answer = product.client.get("/status")
        assert (answer.status, answer.code) == (500, "internal_error")
        assert answer.headers["content-type"] == "application/problem+json"
        assert "secret" not in answer.text()
        assert "secret" in product.gateway.log.messages("ERROR")[-1]

    @pytest.mark.parametrize("value", [float("nan"), object()])
    def test_an_answer_that_cannot_be_written_is_500_and_not_half_sent(self, product, monkeypatch, value):
        for methods in [methods for rest, methods in product.library.project.api.ROUTES["status"]]:
            monkeypatch.setitem(methods["GET"], "handler", lambda call: {"json": {"x": value}, "code": 201})
        answer = product.client.get("/status")
        assert (answer.status, answer.code) == (500, "internal_error")


@pytest.mark.parametrize("path, headers", [
    ("/health", []), ("/tags", []), ("/tags/default/Nothing", []), ("/tags", [("Authorization", "")]),
    (TAG, [("If-None-Match", "*")]),
])
def test_every_answer_is_marked(plant, path, headers):
    answer = plant.get(path, headers=headers)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-request-id"]
    assert answer.headers["cache-control"] in ("no-store", "private, no-cache")
