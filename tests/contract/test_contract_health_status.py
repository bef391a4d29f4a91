"""GET /health and GET /status."""

from tests.contract.installation import NAME
from tests.contract.test_contract_common import ANONYMOUS


def test_health_is_public_and_says_nothing_else(api):
    for headers in ([], [ANONYMOUS], [("X-API-Key", "wrong-token-0123456789")]):
        answer = api.get("/health", headers=headers)
        assert (answer.status, answer.json()) == (200, {"status": "ok"})


def test_ready(api):
    for params in ([("ready", None)], [("ready", "")], [("ready", "true")]):
        answer = api.get("/health", params=params, headers=[ANONYMOUS])
        assert (answer.status, answer.json()) == (200, {"status": "ok"})
    api.host.gateway.faults.set("system.tag.readBlocking", quality="Bad_NotConnected")
    try:
        answer = api.get("/health", params=[("ready", None)], headers=[ANONYMOUS])
        assert (answer.status, answer.json()) == (503, {"status": "unavailable"})
        assert api.get("/health", headers=[ANONYMOUS]).status == 200
    finally:
        api.host.gateway.faults.clear()


def test_status_says_what_works_on_this_gateway(api):
    answer = api.get("/status")
    body = answer.json()
    assert answer.status == 200
    assert body["platform"].startswith(api.host.gateway.version)
    assert body["project"] == NAME
    assert body["configuration"]["root"] == "[default]Config/API"
    assert [problem["name"] for problem in body["configuration"]["problems"]] == ["ValidTokens"]
    assert body["limits"]["maxPaths"] == 500
    assert body["version"]
