"""project.guard.basic: user name and password against a user source, off unless UserSource names one."""

import base64

import pytest

import simulator
from java.lang import RuntimeException
from tests.support import databases, threads
from tests.support.product import Product
from tests.support.trees import PLANT

ROLES = "system.security.getUserRoles"
TAG = "/tags/default/Plant/Setpoint"
JSON = ("Content-Type", "application/json")


def basic(text):
    return ("Authorization", "Basic " + base64.b64encode(text.encode("utf-8")).decode("ascii"))


@pytest.fixture
def staff():
    product = Product(tags=PLANT)
    product.gateway.users.add_user("staff", "ann", u"p\u00e4ss:word-of-ann", ["operator", "other"])
    product.gateway.users.add_user("staff", "bob", "canary-password", ["viewer"])
    product.gateway.users.add_user("staff", "eve", "canary-password", [])
    product.configure("Roles", {"viewer": {"scopes": ["tags:read"], "read": ["[default]Plant/Setpoint"]}})
    product.configure("UserSource", "staff")
    product.client.token = None
    return product


def get(product, path=TAG, user=u"ann:p\u00e4ss:word-of-ann", method="GET", headers=(), body=b""):
    return product.client.request(method, path, headers=[basic(user)] + list(headers), body=body)


def test_off_by_default():
    product = Product(tags=PLANT)
    product.client.token = None
    answer = get(product)
    assert (answer.status, answer.code) == (401, "credentials_required")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_user_has_the_roles_of_the_same_names(staff):
    assert get(staff).status == 200
    assert get(staff, "/status").status == 200
    assert get(staff, user="bob:canary-password").status == 200
    assert get(staff, "/tags/default/Plant/Temperature", user="bob:canary-password").code == "tag_forbidden"
    assert get(staff, user="eve:canary-password").code == "insufficient_scope"


def test_another_spelling_of_the_name_is_the_same_caller(staff):
    for name in (u"ann", u"ANN", u"aNn"):
        assert get(staff, user=name + u":p\u00e4ss:word-of-ann").status == 200
    assert list(staff.library.project.guard.limiter.HOLDER.get().callers.numbers.keySet()) == ["user:ann"]


def test_users_whose_names_differ_otherwise_are_two_callers(staff):
    for name in (u"strasse", u"stra\xdfe"):
        staff.gateway.users.add_user("staff", name, "canary-password", ["viewer"])
        assert get(staff, user=name + ":canary-password").status == 200
    assert sorted(staff.library.project.guard.limiter.HOLDER.get().callers.numbers.keySet()) == [
        u"user:strasse", u"user:stra\xdfe"]


@pytest.mark.parametrize("revoked", [u"user:ann", u"user:ANN", u"user:a\u017f\u017f"])
def test_abuse_case_40_whoever_is_revoked_is_so_in_every_spelling(staff, revoked):
    databases.connect(staff.gateway, "sqlite")
    staff.configure("Database", "API")
    staff.gateway.users.add_user("staff", "ass", "canary-password", ["viewer"])
    users = {u"user:ann": u"aNn:p\u00e4ss:word-of-ann", u"user:ANN": u"ann:p\u00e4ss:word-of-ann"}
    user = users.get(revoked, u"ass:canary-password")
    assert get(staff, user=user).status == 200
    staff.library.project.auth.revoke(revoked)
    staff.gateway.clock.advance(5)
    assert (get(staff, user=user).status, get(staff, user=user).code) == (403, "invalid_token")
    assert get(staff, user="bob:canary-password").status == 200


@pytest.mark.parametrize("user", ["ann:wrong", "nobody:canary-password", "ann", ":", ":canary-password",
                                 "ann:", "a\nb:x", "a\x00:x"])
def test_wrong_credentials_are_401_with_both_schemes(staff, user):
    answer = get(staff, user=user)
    assert (answer.status, answer.code) == (401, "invalid_credentials")
    assert answer.headers["www-authenticate"] == 'Bearer, Basic realm="api", charset="UTF-8"'


@pytest.mark.parametrize("value", ["Basic", "Basic !!!", "Basic YW5u YQ==", "Basic " + "A" * 9000])
def test_a_malformed_credential_is_401(staff, value):
    answer = staff.client.request("GET", TAG, headers=[("Authorization", value)])
    assert (answer.status, answer.code) == (401, "credentials_required")
    assert "Basic" in answer.headers["www-authenticate"]


def test_what_is_no_base64_or_no_utf8_is_401(staff):
    for value in ("Basic YQ", "Basic /w==", "Basic A==="):
        assert staff.client.request("GET", TAG, headers=[("Authorization", value)]).status == 401


def test_a_right_password_is_believed_for_half_a_minute_and_a_wrong_one_never(staff):
    staff.gateway.clock.advance(0)
    for _ in range(3):
        assert get(staff).status == 200
    assert staff.gateway.calls.count(ROLES) == 1
    staff.gateway.users.remove_user("staff", "ann")
    staff.gateway.clock.advance(31)
    assert get(staff).status == 401
    assert get(staff).status == 401
    assert staff.gateway.calls.count(ROLES) == 3


def test_abuse_case_61_a_change_needs_a_header_that_a_foreign_page_cannot_set(staff):
    body = b'{"value": 3}'
    refused = get(staff, method="PUT", headers=[JSON], body=body)
    assert (refused.status, refused.code) == (403, "csrf_header_required")
    assert staff.gateway.tags.read("[default]Plant/Setpoint").value == 50.0
    for name in ("X-Requested-With", "X-Request-Id"):
        assert get(staff, method="PUT", headers=[JSON, (name, "here")], body=body).status == 200


def test_abuse_case_61_a_post_that_only_reads_needs_it_too_and_the_description_says_so(staff):
    body = b'{"paths": ["[default]Plant/Setpoint"]}'
    refused = get(staff, path="/read", method="POST", headers=[JSON], body=body)
    assert (refused.status, refused.code) == (403, "csrf_header_required")
    assert "POST, PUT or DELETE" in refused.json()["detail"]
    assert get(staff, path="/read", method="POST", headers=[JSON, ("X-Request-Id", "here")], body=body).status == 200
    document = staff.client.get("/openapi.json").json()
    assert "csrf_header_required" in codes(document, "/read", "post")
    assert "csrf_header_required" not in codes(document, "/tags", "get")


def codes(document, path, method):
    name = document["paths"][path][method]["responses"]["403"]["$ref"].rpartition("/")[2]
    return document["components"]["responses"][name]["x-problem-codes"]


def test_abuse_case_43_passwords_cannot_be_guessed_on_after_too_many_wrong_ones(staff):
    staff.configure("Limits", {"failedLoginsPerMinute": 3})
    staff.gateway.clock.advance(0)
    assert get(staff, user="bob:canary-password").status == 200
    staff.gateway.calls.clear()
    assert [get(staff, user="ann:guess%d" % number).status for number in range(5)] == [401, 401, 401, 429, 429]
    refused = get(staff)
    assert (refused.status, refused.code) == (429, "too_many_failed_logins")
    assert int(refused.headers["retry-after"]) > 0
    assert staff.gateway.calls.count(ROLES) == 3
    assert get(staff, user="bob:canary-password").status == 200
    staff.gateway.clock.advance(31)
    assert get(staff).status == 200


def test_abuse_case_43_passwords_that_are_tried_at_once_are_no_more_than_one_after_the_other(staff):
    staff.configure("Limits", {"failedLoginsPerMinute": 3})
    staff.gateway.clock.advance(0)
    staff.gateway.faults.set(ROLES, delay=0.3)
    found = []
    threads.together(lambda number: found.append(get(staff, user="ann:guess%d" % number).status))
    assert sorted(found) == [401] * 3 + [429] * (threads.THREADS - 3)
    assert staff.gateway.calls.count(ROLES) == 3


def test_a_dashboard_that_asks_for_much_at_once_is_asked_for_its_password_once(staff):
    staff.configure("Limits", {"failedLoginsPerMinute": 1})
    staff.gateway.faults.set(ROLES, delay=0.3)
    found = []
    threads.together(lambda number: found.append(get(staff).status))
    assert found == [200] * threads.THREADS
    assert staff.gateway.calls.count(ROLES) == 1
    assert get(staff, user="ann:guess").status == 401


def test_a_user_source_that_fails_counts_against_nobody(staff):
    staff.configure("Limits", {"failedLoginsPerMinute": 2})
    staff.gateway.clock.advance(0)
    staff.gateway.faults.set(ROLES, throw=RuntimeException("down"))
    assert [get(staff).status for _ in range(5)] == [503] * 5
    staff.gateway.faults.clear()
    assert get(staff).status == 200


def test_a_user_source_that_fails_is_503(staff):
    staff.gateway.faults.set(ROLES, throw=RuntimeException("secret"))
    answer = get(staff)
    assert (answer.status, answer.code) == (503, "user_source_unavailable")
    assert "secret" not in answer.text()


@pytest.mark.parametrize("variant, status", [("raise", 503), ("none", 401)])
def test_a_user_source_that_does_not_exist_lets_no_one_in(variant, status):
    simulated = simulator.Gateway(options={"unknown_user_source": variant})
    product = Product(tags=PLANT)
    product.gateway.users = simulated.users
    product.configure("UserSource", "nowhere")
    product.client.token = None
    assert get(product).status == status


def test_abuse_case_47_the_session_of_webdev_is_no_credential(staff):
    raw = {"headers": {}, "session": {"user": "ann"}, "user": "ann"}
    valid, refusal = staff.library.project.auth.validateRequest(raw)
    assert not valid and refusal["code"] == 401


def test_the_password_is_nowhere(staff):
    get(staff)
    get(staff, user="ann:a-wrong-password")
    assert "wrong-password" not in staff.gateway.log.text()
    known = staff.library.project.guard.basic.BELIEVED.entries
    assert len(known) == 1 and u"p\u00e4ss" not in repr(list(known))


def test_validate_request_asks_for_a_scope(staff):
    validate = staff.library.project.auth.validateRequest
    request = {"headers": dict([basic("bob:canary-password")])}
    assert validate(request, "tags:read")[0] is True
    valid, refusal = validate(request, "tags:write")
    assert not valid and refusal["code"] == 403
