"""Commands, named queries, batches and endpoints of the site's own: listed; what does not exist is refused."""

import pytest


@pytest.mark.parametrize("path", ["/cmd", "/queries"])
def test_list(api, path):
    """What may be run is listed with its parameters."""
    for item in api.get(path).expect(200).json()["results"]:
        missing = [name for name in ("name", "title", "description", "parameters") if name not in item]
        assert not missing, f"GET {path}: an item lacks {', '.join(missing)}"


def test_no_such_query(api):
    """A query that does not exist: 404."""
    api.get("/queries/verify-no-such-query").expect(404, "query_not_found")


def test_command_without_a_credential(api):
    """A command without a credential: 401."""
    api.post("/cmd", {}, bearer=None).expect(401, "credentials_required")


@pytest.mark.parametrize("body, status, code", [
    ({}, 400, "missing_field"), ({"command": "verify-no-such-command"}, 404, "command_not_found")],
    ids=["none named", "no such command"])
def test_no_such_command(api, body, status, code):
    """A command that does not exist: refused."""
    answer = api.post("/cmd", body)
    if answer.status != 403:  # writing switched off, or a token that may only read
        answer.expect(status, code)


def test_batch(api):
    """POST /batch answers each request on its own, and skips what waits for one that failed."""
    found = api.post("/batch", {"requests": [
        {"id": "a", "method": "GET", "path": "/health"}, {"id": "b", "method": "GET", "path": "/verify"},
        {"id": "c", "method": "GET", "path": "/health", "after": "b"}]}).expect(200).json()["responses"]
    statuses = [(response["id"], response["status"]) for response in found]
    assert statuses == [("a", 200), ("b", 404), ("c", 424)], f"POST /batch: the statuses are {statuses}"


def test_custom(status):
    """Every endpoint of the site's own script is served and has not failed."""
    problems = [f"{each['name']}: {each['problem']}" for each in status["custom"]["problems"]]
    assert not problems, "; ".join(problems)
