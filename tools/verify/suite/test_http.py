"""Methods, formats and CORS."""

import pytest

NOT_ALLOWED = [("DELETE", "/health", "GET"), ("PATCH", "/status", "GET"), ("GET", "/read", "POST"),
               ("DELETE", "/browse", "GET"), ("GET", "/write", "POST")]
STRANGER = "https://verify.invalid"
ASKED = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}


@pytest.mark.parametrize("method, path, other", NOT_ALLOWED, ids=[f"{row[0]} {row[1]}" for row in NOT_ALLOWED])
def test_method_not_allowed(api, method, path, other):
    """A method that the endpoint does not have: 405 with Allow."""
    allowed = api.call(method, path).expect(405, "method_not_allowed").headers.get("Allow", "")
    assert other in allowed.split(", ") and method not in allowed.split(", "), f"{method} {path}: Allow is {allowed!r}"


def test_no_override(api):
    """X-HTTP-Method-Override has no effect."""
    api.get("/health", headers={"X-HTTP-Method-Override": "DELETE"}).expect(200)


def test_options(api):
    """OPTIONS answers 204 with Allow, without a credential."""
    allowed = api.call("OPTIONS", "/health", bearer=None).expect(204).headers.get("Allow", "")
    assert "GET" in allowed.split(", "), f"OPTIONS /health: Allow is {allowed!r}"


def test_head(api):
    """HEAD of a public endpoint answers 200 without a body."""
    api.call("HEAD", "/health", bearer=None).expect(200)


def test_no_such_route(api):
    """A path below an endpoint that has none: 404 from the API."""
    api.get("/health/verify").expect(404, "route_not_found")


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0"])
def test_not_acceptable(api, accept):
    """An Accept header that no format meets: 406."""
    api.get("/status", headers={"Accept": accept}).expect(406, "not_acceptable")


def test_unknown_format(api):
    """An unknown ?format=: 406."""
    api.get("/browse?format=verify").expect(406, "not_acceptable")


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html;q=0.5, application/json;q=0.1"])
def test_acceptable(api, accept):
    """An Accept header that JSON meets: 200."""
    api.get("/status", headers={"Accept": accept}).expect(200)


def test_preflight_of_a_stranger(api):
    """A preflight of an origin that is not configured: 204 without permission."""
    answer = api.call("OPTIONS", "/status", bearer=None, headers=ASKED | {"Origin": STRANGER}).expect(204)
    check_no_permission(answer)


def test_request_of_a_stranger(api):
    """A request of an origin that is not configured gets no CORS permission, a refusal neither."""
    check_no_permission(api.get("/status", headers={"Origin": STRANGER}).expect(200))
    check_no_permission(api.get("/status", bearer=None, headers={"Origin": STRANGER}).expect(401))


def check_no_permission(answer):
    found = answer.headers.get("Access-Control-Allow-Origin")
    assert found is None, f"{answer.name}: Access-Control-Allow-Origin is {found!r} for a stranger"
    assert "Access-Control-Allow-Credentials" not in answer.headers, f"{answer.name} allows credentials"


@pytest.fixture
def origin(target):
    if not target.origin:
        pytest.skip("name an origin of AllowedOrigins: ORIGIN=https://dashboard.example.com")
    return target.origin


def test_preflight(api, origin):
    """A preflight of a configured origin: 204 with permission, no credential needed."""
    answer = api.call("OPTIONS", "/status", bearer=None, headers=ASKED | {"Origin": origin}).expect(204)
    answer.header("Access-Control-Allow-Origin", origin).header("Access-Control-Max-Age", "600")
    allowed = answer.headers.get("Access-Control-Allow-Headers", "")
    assert "authorization" in allowed.lower(), f"OPTIONS /status: Access-Control-Allow-Headers is {allowed!r}"


def test_request_of_an_origin(api, origin):
    """A request of a configured origin gets its permission, a refusal too."""
    for answer in (api.get("/status", headers={"Origin": origin}).expect(200),
                   api.get("/status", bearer=None, headers={"Origin": origin}).expect(401)):
        answer.header("Access-Control-Allow-Origin", origin)
        assert "Origin" in answer.headers.get("Vary", ""), f"{answer.name}: Vary does not name Origin"
