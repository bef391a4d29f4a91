"""Who may call: what holds before anything is looked up."""

import pytest

PROTECTED = [("GET", "/status"), ("GET", "/tags"), ("GET", "/tags/default/verify"), ("POST", "/read"),
             ("GET", "/browse")]
NAMES = [" ".join(pair) for pair in PROTECTED]
UNKNOWN = "verify-is-not-a-token-of-this-gateway"


@pytest.mark.parametrize("method, path", PROTECTED, ids=NAMES)
def test_no_credential(api, method, path):
    """Without a credential: 401, WWW-Authenticate: Bearer."""
    answer = api.call(method, path, bearer=None).expect(401, "credentials_required")
    offered = answer.headers.get("WWW-Authenticate", "")
    assert "Bearer" in offered, f"{answer.name}: WWW-Authenticate is {offered!r}"
    found = answer.json()["error"]
    assert found == "Missing or invalid Authorization header", f"{answer.name}: the error is {found!r}"


@pytest.mark.parametrize("method, path", PROTECTED, ids=NAMES)
def test_unknown_token(api, method, path):
    """An unknown token: 403."""
    answer = api.call(method, path, bearer=UNKNOWN).expect(403, "invalid_token")
    found = answer.json()["error"]
    assert found == "Invalid API token", f"{answer.name}: the error is {found!r}"


@pytest.mark.parametrize("value", ["Basic dmVyaWZ5OnZlcmlmeQ==", "Bearer", "Bearer two words", "Token x"])
def test_malformed(api, value):
    """A malformed Authorization header: 401."""
    api.get("/status", bearer=None, headers={"Authorization": value}).expect(401, "credentials_required")


def test_api_key(api):
    """X-API-Key serves as well as Authorization."""
    api.get("/status", bearer=None, headers={"X-API-Key": api.target.token}).expect(200)


def test_two_credentials(api):
    """Both at once: 400."""
    api.get("/status", headers={"X-API-Key": api.target.token}).expect(400, "ambiguous_credentials")


def test_no_credential_in_url(api):
    """A token in the URL is no credential."""
    api.get(f"/status?token={UNKNOWN}", bearer=None).expect(400, "credential_in_url")


def test_token_and_existence(api):
    """Without a credential an absent tag cannot be told from a present one."""
    answers = [api.get(f"/tags/{path}", bearer=None).expect(401).json()["detail"]
               for path in ("default/verify/absent", "System/Gateway/CurrentDateTime")]
    assert answers[0] == answers[1], "GET /tags/...: the 401 differs between tags"
