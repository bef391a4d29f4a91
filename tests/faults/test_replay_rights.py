"""A kept answer is for whoever may still have it: abuse case 93, repeated after the caller's rights were taken away."""

import pytest

from tests.support import databases, stored, trees

KEY = [("Idempotency-Key", "k")]
SOURCE = "prov:default:/tag:Plant/Hot:/alm:High"
CUSTOM = """
def add(request):
	return {"json": {"was": request.readTags(["[default]Plant/Temperature"]), "now": request.writeTags(request.body)}}

ENDPOINTS = [
	{"method": "POST", "path": "/custom/add", "scope": "tags:write", "handler": add, "summary": "Add"}]
"""
MAY = {"read": ["[default]Plant/**"], "write": ["[default]Plant/**"]}
LESS = [{"read": ["[default]Elsewhere/**"], "write": ["[default]Plant/**"]}, {"read": [], "write": []}]


@pytest.fixture
def product():
    found = stored.product()
    found.script(CUSTOM)
    found.gateway.tags.import_tags(trees.tag("Hot", "Float8", 11.0, alarms=[
        {"name": "High", "mode": "AboveValue", "setpointA": 10.0}]), base="[default]Plant")
    grant(found, MAY)
    yield found
    databases.close(found.gateway)


def grant(product, patterns):
    scopes = list(product.library.project.config.roles.SCOPES)
    product.configure("Roles", {"some": dict(patterns, scopes=scopes, commands=["**"])})
    product.configure("DefaultRole", "some")


def requests(product):
    event = product.gateway.system.alarm.queryStatus(source=["*Hot*"])[0]
    return {
        "/alarms/shelve": {"paths": [SOURCE], "minutes": 5},
        "/alarms/unshelve": {"paths": [SOURCE]},
        "/alarms/acknowledge": {"ids": ["%s" % event.getId()]},
        "/write": {"writes": [{"path": stored.SETPOINT, "value": 60}]},
        "/batch": {"requests": [
            {"id": "a", "method": "GET", "path": "/tags/default/Plant/Temperature"},
            {"id": "b", "method": "PUT", "path": "/tags/default/Plant/Setpoint", "body": {"value": 60}}]},
        "/custom/add": {stored.SETPOINT: 60},
    }


@pytest.mark.parametrize("path", [
    "/alarms/shelve", "/alarms/unshelve", "/alarms/acknowledge", "/batch", "/custom/add"])
@pytest.mark.parametrize("less", LESS, ids=["of reading", "of everything"])
def test_abuse_case_93_what_was_allowed_once_is_not_shown_to_who_may_no_longer(product, path, less):
    body = requests(product)[path]
    first, again = [product.client.post(path, body, headers=KEY) for _ in range(2)]
    assert (first.status, again.status, again.headers["idempotent-replayed"]) == (200, 200, "true")
    assert again.body == first.body
    grant(product, less)
    refused = product.client.post(path, body, headers=KEY)
    assert refused.status == 403, refused.text()
    assert "idempotent-replayed" not in refused.headers and "21.5" not in refused.text()


@pytest.mark.parametrize("less", LESS, ids=["of reading", "of everything"])
def test_abuse_case_93_a_tag_that_was_put_is_not_shown_again_to_who_may_no_longer_read_it(product, less):
    first, again = [stored.put(product, 60.5, "k") for _ in range(2)]
    assert (first.status, again.status, again.headers["idempotent-replayed"]) == (200, 200, "true")
    grant(product, less)
    refused = stored.put(product, 60.5, "k")
    assert (refused.status, refused.code) == (403, "tag_forbidden")
    assert "idempotent-replayed" not in refused.headers and "60.5" not in refused.text()
    grant(product, MAY)
    assert stored.put(product, 60.5, "k").body == first.body


@pytest.mark.parametrize("path", ["/alarms/shelve", "/alarms/acknowledge", "/write"])
def test_more_rights_change_nothing(product, path):
    body = requests(product)[path]
    first = product.client.post(path, body, headers=KEY)
    more = ["[default]Plant/**", "[default]Elsewhere/**"]
    grant(product, {"read": more, "write": more})
    assert product.client.post(path, body, headers=KEY).body == first.body


def test_an_alarm_that_is_gone_keeps_its_answer(product):
    body = requests(product)["/alarms/acknowledge"]
    first = product.client.post("/alarms/acknowledge", body, headers=KEY)
    product.gateway.tags.set_value("[default]Plant/Hot", 1.0)
    product.gateway.tags.import_tags(trees.tag("Hot", "Float8", 1.0, alarms=[]), base="[default]Plant")
    assert product.client.post("/alarms/acknowledge", body, headers=KEY).body == first.body


def test_abuse_case_93_a_command_is_shown_again_to_who_may_still_do_what_it_does(product):
    product.configure("Commands", {"set": {"role": "", "steps": [{"write": stored.SETPOINT, "value": 60}]}})
    first, again = [product.client.post("/cmd", {"command": "set"}, headers=KEY) for _ in range(2)]
    assert (first.status, again.status, again.headers["idempotent-replayed"]) == (200, 200, "true")
    grant(product, {"read": ["[default]Plant/**"], "write": []})
    refused = product.client.post("/cmd", {"command": "set"}, headers=KEY)
    assert (refused.status, refused.code) == (403, "tag_forbidden")
