"""Conformance: require-auth and sessions (checklist 7.15, 7.17)."""

import base64

import pytest

from tests.support.synthetic import Site, header, project, python_resource, site_of, source, verb_block
from webdev import options, sessions


def guarded(roles="", source_name="staff", **options_):
    block = verb_block(**{"require-auth": True, "user-source": source_name, "required-roles": roles})
    text = source("doGet", "system.seen.append(dict(session))", "return {'html': 'in'}")
    return Site(project(python_resource("r", {"doGet": text}, doGet=block)), **options_)


def basic(name, password):
    encoded = base64.b64encode(("%s:%s" % (name, password)).encode()).decode()
    return [("Authorization", "Basic " + encoded)]


# 7.15

def test_7_15_no_credentials_401_with_the_project_as_realm():
    site = guarded()
    response = site.get("/r")
    assert response.status == 401
    assert header(response, "WWW-Authenticate") == ['BASIC realm="demo"']
    assert site.seen == []


def test_7_15_good_credentials_run_the_handler_with_a_user():
    site = guarded()
    response = site.get("/r", headers=basic("ann", "secret"))
    assert (response.status, response.body) == (200, b"in")
    assert list(site.seen[0]["user"].roles) == ["Operator", "Engineer"]


@pytest.mark.parametrize("variant", options.VARIANTS["bad_credentials"])
def test_7_15_bad_credentials_in_every_variant(variant):
    site = guarded(bad_credentials=variant)
    assert site.get("/r", headers=basic("ann", "wrong")).status == variant
    assert site.seen == []


@pytest.mark.parametrize("roles, status", [("Operator", 200), ("Admin, Engineer", 200), ("Admin", 403), ("", 200)])
def test_7_15_one_of_the_roles_suffices(roles, status):
    assert guarded(roles).get("/r", headers=basic("ann", "secret")).status == status


def test_7_15_empty_user_source_500_without_a_default():
    response = guarded(source_name="").get("/r", headers=basic("ann", "secret"))
    assert response.status == 500
    assert b"No user source for project" in response.body


def test_7_15_empty_user_source_means_the_default_where_there_is_one():
    site = guarded(source_name="", user_source="staff")
    assert site.get("/r", headers=basic("ann", "secret")).status == 200


@pytest.mark.parametrize("headers", [
    [("X-Ignition-API-Token", "name:token")], [("Authorization", "Bearer abc")], [("Authorization", "Basic !!!")],
    [("Authorization", "Basic " + base64.b64encode(b"nocolon").decode())], [("Authorization", "")],
])
def test_7_15_nothing_but_basic_is_accepted(headers):
    assert guarded().get("/r", headers=headers).status == 401


# 7.17

def cookie_of(response):
    return header(response, "Set-Cookie")[0].partition(";")[0]


def counting(**options_):
    return site_of("session['n'] = session.get('n', 0) + 1", "return {'html': str(session['n'])}", **options_)


@pytest.mark.parametrize("variant", options.VARIANTS["session_cookie"])
def test_7_17_session_lives_by_its_cookie(variant):
    site = counting(session_cookie=variant)
    first = site.get("/r")
    headers = [("Cookie", "other=1; " + cookie_of(first))]
    assert [site.get("/r", headers=headers).body for _ in range(2)] == [b"2", b"3"]
    assert site.get("/r").body == b"1"


@pytest.mark.parametrize("variant, cookies", [("always", 1), ("used", 0)])
def test_7_17_untouched_session_in_every_variant(variant, cookies):
    site = site_of("return {'html': ''}", session_cookie=variant)
    assert len(header(site.get("/r"), "Set-Cookie")) == cookies


def test_7_17_known_session_gets_no_second_cookie():
    site = counting()
    headers = [("Cookie", cookie_of(site.get("/r")))]
    assert header(site.get("/r", headers=headers), "Set-Cookie") == []


def test_7_17_invented_session_ids_are_not_taken_over():
    site = counting()
    assert "chosen" not in cookie_of(site.get("/r", headers=[("Cookie", "JSESSIONID=chosen")]))


def test_7_17_sessions_of_two_projects_are_apart():
    site = counting()
    site.host.install("other", site.host.project("demo").export)
    headers = [("Cookie", cookie_of(site.get("/r")))]
    site.name = "other"
    assert site.get("/r", headers=headers).body == b"1"


def test_7_17_session_expires():
    site = counting(session_seconds=60)
    headers = [("Cookie", cookie_of(site.get("/r")))]
    site.gateway.clock.millis += 59000
    assert site.get("/r", headers=headers).body == b"2"
    site.gateway.clock.millis += 61000
    assert site.get("/r", headers=headers).body == b"1"


def test_7_17_session_is_a_dict():
    assert site_of("return {'html': str(type(session) is dict and type(request) is dict)}").get("/r").body == b"True"


def test_7_17_number_of_sessions_is_bounded(monkeypatch):
    monkeypatch.setattr(sessions, "MOST", 2)
    site = counting()
    cookies = [[("Cookie", cookie_of(site.get("/r")))] for _ in range(5)]
    assert [site.get("/r", headers=headers).body for headers in reversed(cookies)] == [b"2"] * 3 + [b"1"] * 2


def test_login_is_remembered_by_the_session():
    site = guarded()
    headers = [("Cookie", cookie_of(site.get("/r", headers=basic("ann", "secret"))))]
    assert site.get("/r", headers=headers).status == 200


def test_failed_attempts_are_counted():
    site = guarded()
    headers = [("Cookie", cookie_of(site.get("/r", headers=basic("ann", "wrong"))))]
    site.get("/r", headers=headers + basic("ann", "wrong"))
    site.get("/r", headers=headers + basic("ann", "secret"))
    assert site.seen[0]["retryAttempts"] == 2
