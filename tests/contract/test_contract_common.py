"""Common to all endpoints: credentials, errors, methods, formats, request ids, CORS."""

import json

from tests.contract.installation import ORIGIN
from tests.support.product import TOKEN

ALLOW = {
    "/health": "GET, HEAD, OPTIONS", "/status": "GET, HEAD, OPTIONS", "/tags": "GET, HEAD, OPTIONS, PUT",
    "/tags/default/Plant/Setpoint": "GET, HEAD, OPTIONS, PUT", "/read": "OPTIONS, POST", "/write": "OPTIONS, POST",
    "/browse": "GET, HEAD, OPTIONS",
}
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
PROTECTED = [(method, path) for path in sorted(ALLOW) for method in ("GET", "PUT", "POST")
             if method in ALLOW[path] and path != "/health"]
MEMBERS = set(["type", "title", "status", "detail", "requestId", "error", "code"])
ANONYMOUS = ("Authorization", "")
EXPOSED = "ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, Idempotent-Replayed, Link"


def problem(answer, status, code):
    """Checks that the answer is this problem document, and gives it."""
    assert answer.status == status, answer.text()
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert MEMBERS <= set(body)
    assert (body["status"], body["code"], body["type"]) == (status, code, "about:blank")
    assert body["requestId"] == answer.headers["x-request-id"]
    return body


def test_a_token_in_either_header(api):
    assert api.get("/tags", headers=[("Authorization", "Bearer " + TOKEN)]).status == 200
    assert api.get("/tags", headers=[("X-API-Key", TOKEN)]).status == 200
    assert api.get("/tags", headers=[("x-api-key", TOKEN)]).status == 200


def test_none_or_malformed_is_401(api):
    for method, path in PROTECTED:
        for value in ("", "Bearer", "Basic dXNlcjpwYXNz", TOKEN):
            answer = api.request(method, path, headers=[("Authorization", value)])
            body = problem(answer, 401, "credentials_required")
            assert body["error"] == "Missing or invalid Authorization header"
            assert answer.headers["www-authenticate"] == "Bearer"


def test_unknown_is_403(api):
    for method, path in PROTECTED:
        for header in (("Authorization", "Bearer wrong-token-0123456789"), ("X-API-Key", "wrong-token-0123456789")):
            body = problem(api.request(method, path, headers=[header]), 403, "invalid_token")
            assert body["error"] == "Invalid API token"


def test_two_credentials_are_400(api):
    headers = [("Authorization", "Bearer " + TOKEN), ("X-API-Key", TOKEN)]
    problem(api.get("/tags", headers=headers), 400, "ambiguous_credentials")


def test_a_credential_in_the_url_is_400(api):
    answer = api.get("/tags", params=[("access_token", TOKEN)])
    problem(answer, 400, "credential_in_url")
    assert TOKEN not in answer.text()


def test_every_verb_of_every_endpoint(api):
    for path in sorted(ALLOW):
        for method in VERBS:
            answer = api.request(method, path)
            if method == "OPTIONS":
                assert (answer.status, answer.body, answer.headers["allow"]) == (204, b"", ALLOW[path])
            elif method in ALLOW[path].split(", "):
                assert answer.status in (200, 400, 415), (method, path)
            elif method == "HEAD":
                assert (answer.status, answer.body, answer.headers["allow"]) == (405, b"", ALLOW[path])
            else:
                problem(answer, 405, "method_not_allowed")
                assert answer.headers["allow"] == ALLOW[path]


def test_head_is_get_without_a_body(api):
    for path in ("/health", "/status", "/tags", "/tags/default/Plant/Setpoint", "/browse", "/tags/default/Nothing"):
        get, head = api.get(path), api.request("HEAD", path)
        assert (head.status, head.body) == (get.status, b"")
        assert head.headers.get("etag") == get.headers.get("etag")
        assert head.headers["content-type"] == get.headers["content-type"]


def test_formats(api):
    for path in ("/health", "/status", "/tags", "/browse"):
        for accept in ("application/json", "*/*", "text/html, application/*;q=0.5"):
            answer = api.get(path, headers=[("Accept", accept)])
            assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
        problem(api.get(path, headers=[("Accept", "image/png")]), 406, "not_acceptable")
    problem(api.get("/status", params=[("format", "csv")]), 406, "not_acceptable")


def test_bodies_are_json_or_xml(api):
    body = b'{"paths":["[default]Plant/FlowRate"]}'
    for content_type in ("application/json", "application/json; charset=utf-8"):
        assert api.request("POST", "/read", headers=[("Content-Type", content_type)], body=body).status == 200
    for headers in ([], [("Content-Type", "text/plain")], [("Content-Type", "application/yaml")]):
        problem(api.request("POST", "/read", headers=headers, body=body), 415, "unsupported_media_type")
    xml = b'''<map xmlns="http://www.w3.org/2005/xpath-functions">
        <array key="paths"><string>[default]Plant/FlowRate</string></array></map>'''
    answer = api.request("POST", "/read", headers=[("Content-Type", "application/xml")], body=xml)
    assert [item["path"] for item in answer.json()["results"]] == ["[default]Plant/FlowRate"]
    json_type = [("Content-Type", "application/json")]
    problem(api.request("POST", "/read", headers=json_type, body=b'{"paths":'), 400, "malformed_json")
    problem(api.request("POST", "/read", headers=json_type), 400, "body_required")


def test_a_body_over_the_limit_is_413(api):
    body = json.dumps({"paths": ["x" * 1048577]}).encode("ascii")
    answer = api.request("POST", "/read", headers=[("Content-Type", "application/json")], body=body)
    problem(answer, 413, "body_too_large")


def test_parameters(api):
    problem(api.get("/tags", params=[("pat", "x")]), 400, "unknown_parameter")
    problem(api.get("/browse", params=[("limit", "many")]), 400, "invalid_parameter")
    problem(api.get("/browse", params=[("limit", "1"), ("limit", "2")]), 400, "repeated_parameter")


def test_request_ids(api):
    assert api.get("/health", headers=[("X-Request-Id", "my-id.1_2")]).headers["x-request-id"] == "my-id.1_2"
    minted = api.get("/health").headers["x-request-id"]
    assert minted and minted != api.get("/health").headers["x-request-id"]
    assert api.get("/health", headers=[("X-Request-Id", "not sane")]).headers["x-request-id"] != "not sane"
    body = problem(api.get("/tags/default/Nothing", headers=[("X-Request-Id", "mine")]), 404, "tag_not_found")
    assert body["requestId"] == "mine"


def test_cors(api):
    for path, headers, status in [("/tags", [], 200), ("/tags", [ANONYMOUS], 401), ("/tags/default/Nothing", [], 404)]:
        answer = api.get(path, headers=headers + [("Origin", ORIGIN)])
        assert (answer.status, answer.headers["access-control-allow-origin"]) == (status, ORIGIN)
        assert "Origin" in answer.headers["vary"]
        assert answer.headers["access-control-expose-headers"] == EXPOSED
    for origin in ("https://evil.example", "null", ORIGIN + ".evil.example"):
        answer = api.get("/tags", headers=[("Origin", origin)])
        assert answer.status == 200 and "access-control-allow-origin" not in answer.headers


def test_preflight(api):
    for path in sorted(ALLOW):
        answer = api.request("OPTIONS", path, headers=[
            ANONYMOUS, ("Origin", ORIGIN), ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "authorization,if-match")])
        assert (answer.status, answer.body) == (204, b"")
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert answer.headers["access-control-allow-methods"] == ALLOW[path]
        assert answer.headers["access-control-max-age"] == "600"
        assert "access-control-allow-credentials" not in answer.headers
        allowed = answer.headers["access-control-allow-headers"].lower().split(", ")
        assert set(["authorization", "x-api-key", "content-type", "accept", "idempotency-key", "if-match",
                    "if-none-match", "x-request-id"]) == set(allowed)


def test_an_idempotency_key_needs_a_database(api):
    by_parameter = "/tags?path=%5Bdefault%5DPlant/Setpoint"
    for method, path in [("PUT", "/tags/default/Plant/Setpoint"), ("PUT", by_parameter), ("POST", "/write")]:
        answer = api.send(method, path, {"value": 1}, headers=[("Idempotency-Key", "k1")])
        problem(answer, 503, "store_unconfigured")


def test_every_answer_is_marked_and_none_may_be_sniffed(api):
    for path, headers in [("/health", []), ("/tags", []), ("/tags", [ANONYMOUS])]:
        answer = api.get(path, headers=headers)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] in ("no-store", "private, no-cache")
