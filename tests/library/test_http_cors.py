"""project.http.cors: cross-origin requests as the Fetch standard says."""

import pytest

from tests.support.product import Product
from tests.support.trees import PLANT

ORIGIN = "https://dashboard.example:8443"
PREFLIGHT = [("Origin", ORIGIN), ("Access-Control-Request-Method", "PUT"),
             ("Access-Control-Request-Headers", "authorization,content-type")]
CORS = ("access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers",
        "access-control-max-age", "access-control-expose-headers", "access-control-allow-credentials")


@pytest.fixture(scope="module")
def opened():
    product = Product(tags=PLANT)
    product.configure("AllowedOrigins", [ORIGIN, "http://localhost:3000"])
    return product.client


@pytest.mark.parametrize("path, params, headers, status", [
    ("/tags", [], [], 200),
    ("/health", [], [], 200),
    ("/tags", [("nonsense", "1")], [], 400),
    ("/tags", [], [("Authorization", "")], 401),
    ("/tags", [], [("Authorization", "Bearer wrong-token-0123456789")], 403),
    ("/tags/default/Nothing", [], [], 404),
    ("/tags/default/Plant/Setpoint", [], [("If-None-Match", "*")], 304),
])
def test_abuse_case_60_every_answer_to_an_allowed_origin_carries_the_headers(opened, path, params, headers, status):
    answer = opened.get(path, params=params, headers=headers + [("Origin", ORIGIN)])
    assert answer.status == status
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["access-control-expose-headers"] == (
        "ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, Idempotent-Replayed, Link")
    assert "access-control-allow-credentials" not in answer.headers
    assert "Origin" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize("origin", [
    None, "null", "*", "", ORIGIN + ".evil", "https://dashboard.example", "https://dashboard.example:844", ORIGIN + "/",
    "http://dashboard.example:8443", "https://evil.dashboard.example:8443", ORIGIN.upper(), "https://localhost:3000",
    "dashboard.example:8443", ORIGIN + " http://localhost:3000", u"https://dashboard.example\u00e4:8443",
])
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_abuse_case_59_no_other_origin_gets_any(opened, origin, method):
    headers = [] if origin is None else [("Origin", origin), ("Access-Control-Request-Method", "GET")]
    answer = opened.request(method, "/tags", headers=headers)
    assert not [name for name in CORS if name in answer.headers]
    # A cache must keep answers for different origins apart.
    assert "Origin" in answer.headers["vary"].split(", ")


def test_two_origins_are_none(opened):
    answer = opened.get("/tags", headers=[("Origin", ORIGIN), ("Origin", "http://localhost:3000")])
    assert "access-control-allow-origin" not in answer.headers


def test_where_no_origin_is_configured_there_is_nothing_of_cors(plant):
    answer = plant.get("/status", headers=[("Origin", ORIGIN)])
    assert not [name for name in CORS if name in answer.headers]
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize("path, methods", [
    ("/tags", "GET, HEAD, OPTIONS, PUT"), ("/tags/default/Plant/Setpoint", "GET, HEAD, OPTIONS, PUT"),
    ("/read", "OPTIONS, POST"), ("/write", "OPTIONS, POST"), ("/browse", "GET, HEAD, OPTIONS"),
    ("/status", "GET, HEAD, OPTIONS"), ("/health", "GET, HEAD, OPTIONS"),
])
def test_preflight(opened, path, methods):
    answer = opened.request("OPTIONS", path, headers=PREFLIGHT + [("Authorization", "")])
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["access-control-allow-methods"] == methods
    assert answer.headers["access-control-allow-headers"] == (
        "Authorization, X-API-Key, Content-Type, Accept, Idempotency-Key, If-Match, If-None-Match, X-Request-Id")
    assert answer.headers["access-control-max-age"] == "600"
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["vary"] == "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
    assert "content-type" not in answer.headers and "allow" not in answer.headers


def test_a_preflight_of_another_origin_is_answered_without_permission(opened):
    answer = opened.request("OPTIONS", "/tags", headers=[("Origin", "https://evil")] + PREFLIGHT[1:])
    assert answer.status == 204
    assert not [name for name in CORS if name in answer.headers]


@pytest.mark.parametrize("headers", [[], PREFLIGHT[:1], PREFLIGHT[1:]])
def test_options_that_are_no_preflight_tell_the_methods(opened, headers):
    answer = opened.request("OPTIONS", "/tags", headers=headers)
    assert (answer.status, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS, PUT")


def test_abuse_case_60_a_preflight_touches_no_tag(opened):
    gateway = opened.host.gateway
    gateway.clock.advance(0)
    opened.get("/health")
    gateway.calls.clear()
    opened.request("OPTIONS", "/tags", headers=PREFLIGHT)
    assert gateway.calls.count() == 0
