"""What pages of somebody else can do, and what every answer carries: abuse cases 59, 60 and 62."""

import json

import pytest

from tests.faults.answers import values
from tests.faults.settings import PROFILES, fresh
from tests.support.client import Client
from tests.support.product import TOKEN

GOOD, PORT = "https://good.example", "http://panel.example:3000"
LOOK_ALIKES = [
    "null", "", "*", "https://good.example.evil", "https://good.example.evil.com", "https://evilgood.example",
    "https://evil-good.example", "https://evil.good.example", "http://good.example", "https://good.example:443",
    "https://good.example:8443", "http://panel.example", "http://panel.example:30000", "http://panel.example:300",
    "https://panel.example:3000", "https://good.example/", "https://good.example@evil.example", "HTTPS://GOOD.EXAMPLE",
    "https://good.example\x00", "https://good.example https://evil.example", "https://good.example,https://evil.example",
    u"https://g\u03bfod.example", "https://good.example.", "//good.example", "good.example", "https:/good.example",
    "https://good.example#x", "file://", "https://go%6fd.example",
]
CORS = "access-control-"
ASKS = [("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "authorization,content-type")]
ROUTES = [("GET", "/tags/default/Plant/Setpoint"), ("GET", "/health"), ("GET", "/status"), ("POST", "/read"),
          ("OPTIONS", "/write"), ("GET", "/nothing"), ("PUT", "/tags/default/Plant/Locked")]


@pytest.fixture(scope="module", params=PROFILES)
def opened(request):
    product = fresh(request.param)
    product.configure("AllowedOrigins", [GOOD, PORT, "*", "null", "https://*.example"])
    return product


def from_origin(product, origin, method, path, headers=()):
    sent = [("Origin", origin), ("Content-Type", "application/json")] + list(headers)
    return product.client.request(method, path, headers=sent, body=b'{"value": 1}')


@pytest.mark.parametrize("origin", LOOK_ALIKES)
def test_abuse_case_59_an_origin_that_looks_like_an_allowed_one_gets_nothing_of_cors(opened, origin):
    for method, path in ROUTES:
        answer = from_origin(opened, origin, method, path, ASKS)
        assert not [name for name in answer.headers if name.startswith(CORS)]
        assert path == "/nothing" or "Origin" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize("origin", [GOOD, PORT])
def test_abuse_case_60_an_allowed_origin_is_echoed_exactly(opened, origin):
    for method, path in ROUTES:
        answer = from_origin(opened, origin, method, path, ASKS)
        if path == "/nothing":
            # A resource that does not exist is WebDev's own page.
            continue
        assert [value for name, value in answer.header_list if name.lower() == CORS + "allow-origin"] == [origin]
        assert CORS + "allow-credentials" not in answer.headers
        assert "Origin" in answer.headers["vary"].split(", ")


def test_abuse_case_60_a_star_is_no_origin(opened):
    told = [line for line in opened.client.get("/status").json()["configuration"]["problems"] if "AllowedOrigins" in
            json.dumps(line)]
    assert len(told) == 3
    assert "*" not in [value for name, value in from_origin(opened, GOOD, "GET", "/health").header_list]


@pytest.mark.parametrize("setting, value", [
    (None, None), ("ValidTokens", ""), ("RequireHttps", True), ("WritesDisabled", True), ("DefaultRole", "")])
def test_abuse_case_60_a_preflight_needs_no_credential_and_does_nothing(setting, value):
    product = fresh()
    product.configure("AllowedOrigins", [GOOD])
    if setting:
        product.configure(setting, value)
    product.gateway.clock.advance(0)
    stranger = Client(product.host, product.project)
    stranger.get("/health")
    before, written = product.gateway.calls.count(), values(product)
    for declared in product.library.project.api.ENDPOINTS:
        path = declared["path"].split("{")[0] + ("x/y" if "{" in declared["path"] else "")
        answer = stranger.request("OPTIONS", path, headers=[("Origin", GOOD)] + ASKS)
        assert (answer.status, answer.body) == (204, b"")
        assert answer.headers[CORS + "max-age"] == "600"
        assert declared["method"] in answer.headers[CORS + "allow-methods"].split(", ")
    assert (product.gateway.calls.count(), values(product)) == (before, written)


# every answer

# Only CSV and XML name their charset: JSON has none (RFC 8259 section 11).
GOOD_TYPES = ("application/json", "text/csv;charset=utf-8", "application/xml;charset=utf-8")
PROBLEM_TYPES = ("application/problem+json", "application/problem+xml")
SETPOINT = "/tags/default/Plant/Setpoint"


def gathered(product):
    """Answers of every kind: good ones, refusals, without a body."""
    client, stranger = product.client, Client(product.host, product.project)
    wrong = Client(product.host, product.project, "wrong-token-0123456789")
    etag = client.get(SETPOINT).headers["etag"]
    found = [
        client.get("/health"), client.get("/health?ready"), client.get("/status"), client.get("/tags"),
        client.get("/browse", params=[("path", "[default]Plant")]),
        client.post("/read", {"paths": ["[default]Plant/Byte"]}),
        client.put(SETPOINT, {"value": 1}), client.post("/write", {"writes": []}), client.request("HEAD", SETPOINT),
        client.get(SETPOINT, headers=[("If-None-Match", "*")]), client.get(SETPOINT, headers=[("If-None-Match", etag)]),
        client.request("OPTIONS", SETPOINT), client.request("OPTIONS", "/tags", headers=[("Origin", GOOD)] + ASKS),
        stranger.get(SETPOINT), wrong.get(SETPOINT), stranger.put(SETPOINT, {"value": 1}),
        client.get("/tags/default/Config/API/ValidTokens"), client.get("/tags/default/Plant/None"),
        client.request("DELETE", SETPOINT), client.get("/tags", params=[("nope", "1")]), client.get("/alarms"),
        client.get("/tags", headers=[("Accept", "image/png")]), client.request("POST", "/read", body=b"x"),
        client.get("/history/nothing"), client.get("/tags", params=[("access_token", TOKEN)]),
    ]
    for format in ("json", "csv", "xml", "records"):
        for path in ("/tags", "/browse", "/status", "/tags/default/Config/API/ValidTokens"):
            found.append(client.get(path, params=[("format", format)]))
            found.append(stranger.get(path, params=[("format", format)]))
    return found


@pytest.mark.parametrize("version", PROFILES)
def test_abuse_case_62_every_answer_says_what_it_is_and_is_not_sniffed(version):
    seen, types = set(), set()
    for answer in gathered(fresh(version)):
        assert answer.headers["x-content-type-options"] == "nosniff"
        seen.add(answer.status)
        if answer.status in (204, 304):
            assert (answer.body, answer.headers.get("content-type")) == (b"", None)
            assert answer.headers.get("content-length", "0") == "0"
        else:
            kind = answer.headers["content-type"].replace("; ", ";").lower()
            assert kind in (PROBLEM_TYPES if answer.status >= 400 else GOOD_TYPES), (answer.status, kind)
            types.add(kind)
    assert types == set(GOOD_TYPES + PROBLEM_TYPES)
    assert seen >= set([200, 204, 304, 400, 401, 403, 404, 405, 406, 415])


@pytest.mark.parametrize("version", PROFILES)
def test_abuse_case_62_what_is_refused_or_secret_is_not_stored(version):
    for answer in gathered(fresh(version)):
        control = answer.headers.get("cache-control")
        if answer.status >= 400 or b"configuration" in answer.body:
            assert control == "no-store", (answer.status, control)
        else:
            assert answer.status == 204 or control in ("no-store", "private, no-cache")
