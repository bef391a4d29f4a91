"""project.guard.limiter: what callers and strangers meet, through the front door."""

import hashlib
import re

import pytest

from java.lang import IllegalStateException
from tests.support.product import TOKEN

WRONG = [("Authorization", "Bearer wrong-token-0123456789")]
NONE = [("X-Nothing", "x")]
KEY = "key-of-the-mes-0123456789abcdef"
POLICY = re.compile(r'^"(requests|address|logins)";q=[0-9]+;w=[1-9][0-9]*\Z')
LEFT = re.compile(r'^"(requests|address|logins)";r=[0-9]+;t=[1-9][0-9]*\Z')


@pytest.fixture
def limited(product):
    """limited(**limits): the product with these limits, its clock standing still."""
    def made(**limits):
        product.gateway.clock.set_millis(1767225600000)
        product.configure("Limits", limits)
        return product
    return made


def statuses(product, count, **options):
    return [product.client.get("/browse", **options).status for _ in range(count)]


def stranger(product, headers, **options):
    token, product.client.token = product.client.token, None
    try:
        return product.client.get("/browse", headers=headers, **options)
    finally:
        product.client.token = token


def test_defaults_are_generous_enough_for_dashboards(product):
    product.configure("Limits", {})
    assert set(statuses(product, 300)) == set([200])
    assert set([product.client.get("/health").status for _ in range(150)]) == set([200])


def test_a_caller_gets_its_burst_then_429_with_the_fields(limited):
    product = limited(requestsPerSecond=1, requestBurst=3)
    answers = [product.client.get("/browse") for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit"] for answer in answers] == [
        '"requests";r=2;t=1', '"requests";r=1;t=2', '"requests";r=0;t=3', '"requests";r=0;t=1']
    assert set(answer.headers["ratelimit-policy"] for answer in answers) == set(['"requests";q=3;w=3'])
    assert answers[3].headers["retry-after"] == "1"
    assert answers[3].code == "rate_limited"
    product.gateway.clock.advance(1)
    assert statuses(product, 2) == [200, 429]


@pytest.mark.parametrize("roles, burst", [
    (["slow"], 2), (["slow", "faster"], 3), (["slow", "operator"], 4)], ids=["its own", "the larger", "that of Limits"])
def test_a_caller_gets_the_rate_of_its_most_generous_role(limited, roles, burst):
    product = limited(requestsPerSecond=4, requestBurst=4)
    may = {"scopes": ["tags:read"], "read": ["[default]**"]}
    product.configure("Roles", {
        "slow": dict(may, rate={"perSecond": 1, "burst": 2}), "faster": dict(may, rate={"perSecond": 2, "burst": 3})})
    product.configure("Keys", {"mes": {"sha256": hashlib.sha256(KEY.encode("ascii")).hexdigest(), "roles": roles}})
    product.client.token = KEY
    assert statuses(product, burst + 1) == [200] * burst + [429]


@pytest.mark.parametrize("ask", [
    lambda client: client.get("/tags/default/Plant/Nope"), lambda client: client.get("/tags/default/Config/API/Limits"),
    lambda client: client.get("/browse", params=[("nope", "x")]), lambda client: client.post("/write", {}),
    lambda client: client.get("/health"), lambda client: client.request("HEAD", "/browse"),
    lambda client: client.get("/browse", headers=WRONG),
    lambda client: client.get("/browse", headers=[("Authorization", "x")]),
])
def test_every_answer_that_a_limit_applies_to_has_the_fields(limited, ask):
    answer = ask(limited().client)
    assert POLICY.match(answer.headers["ratelimit-policy"])
    assert LEFT.match(answer.headers["ratelimit"])


@pytest.mark.parametrize("headers, limits, allowed, beyond", [
    (None, {"requestsPerSecond": 1, "requestBurst": 2}, 200, 429),
    (NONE, {"addressPerSecond": 1, "addressBurst": 2}, 401, 429),
    (WRONG, {"failedLoginsPerMinute": 2}, 403, 429)], ids=["caller", "address", "logins"])
def test_abuse_case_89_a_restart_of_the_scripts_gives_nobody_a_new_burst(limited, headers, limits, allowed, beyond):
    product = limited(**limits)
    if headers is not None:
        product.client.token = None

    def asked():
        return product.client.get("/browse", headers=headers or []).status
    assert [asked() for _ in range(3)] == [allowed, allowed, beyond]
    product.host.restart(product.project)
    assert asked() == beyond


def test_strangers_are_limited_by_address_and_a_valid_credential_passes(limited):
    product = limited(addressPerSecond=1, addressBurst=2)
    assert [stranger(product, NONE).status for _ in range(3)] == [401, 401, 429]
    assert product.client.get("/health").status == 429
    assert stranger(product, NONE, remote_addr="192.0.2.1").status == 401
    assert statuses(product, 1) == [200]


def test_addresses_of_one_ipv6_subscriber_count_as_one(limited):
    product = limited(addressPerSecond=1, addressBurst=2)
    found = [stranger(product, NONE, remote_addr="2001:db8::%d" % number).status for number in range(3)]
    assert found == [401, 401, 429]
    assert stranger(product, NONE, remote_addr="2001:db8:1::1").status == 401


def test_failed_logins(limited):
    product = limited()
    assert [stranger(product, WRONG).status for _ in range(11)] == [403] * 10 + [429]
    refused = stranger(product, NONE)
    assert (refused.status, refused.code, refused.headers["retry-after"]) == (429, "too_many_failed_logins", "6")
    assert refused.headers["ratelimit"] == '"logins";r=0;t=6'
    assert statuses(product, 1) == [200]
    assert stranger(product, WRONG, remote_addr="192.0.2.1").status == 403
    product.gateway.clock.advance(6)
    assert [stranger(product, WRONG).status for _ in range(2)] == [403, 429]


@pytest.mark.parametrize("path", ["/health", "/health?ready", "/openapi.json", "/schema/api.xsd"])
def test_what_is_public_does_not_depend_on_failed_logins(limited, path):
    product = limited(failedLoginsPerMinute=1)
    assert [stranger(product, WRONG).status for _ in range(2)] == [403, 429]
    for token in (None, TOKEN):
        product.client.token = token
        assert product.client.get(path).status == 200


@pytest.mark.parametrize("headers, status", [
    (NONE, 401), (WRONG, 403), ([("Authorization", "Bearer a"), ("X-API-Key", "b")], 400)])
@pytest.mark.parametrize("isClosed", [False, True], ids=["open", "RequireHttps"])
def test_every_refused_credential_counts_for_its_address(limited, headers, status, isClosed):
    product = limited(addressPerSecond=1, addressBurst=3)
    product.configure("RequireHttps", isClosed)
    found = [stranger(product, headers).status for _ in range(5)]
    assert found == [403 if isClosed else status] * 3 + [429] * 2


def test_no_credential_is_no_failed_login(limited):
    product = limited()
    assert [stranger(product, NONE).status for _ in range(50)] == [401] * 50
    assert stranger(product, WRONG).status == 403


def test_other_peoples_handlers_are_limited_too(limited):
    product = limited(failedLoginsPerMinute=2)
    validate = product.library.project.auth.validateRequest
    request = {"headers": dict(WRONG), "remoteAddr": "192.0.2.9"}
    assert [validate(request)[1]["code"] for _ in range(3)] == [403, 403, 429]
    assert validate({"headers": {"X-API-Key": TOKEN}, "remoteAddr": "192.0.2.9"}) == (True, None)


def test_shadow_mode_counts_and_logs_and_refuses_nothing(limited):
    product = limited(shadowMode=1, requestsPerSecond=1, requestBurst=1, failedLoginsPerMinute=1, addressPerSecond=1,
                      addressBurst=1)
    assert statuses(product, 5) == [200] * 5
    assert [stranger(product, WRONG).status for _ in range(3)] == [403] * 3
    limiter = product.client.get("/status").json()["limiter"]
    assert limiter["shadowMode"] is True
    assert (limiter["refused"]["requests"], limiter["refused"]["address"], limiter["refused"]["logins"]) == (5, 2, 2)
    assert product.gateway.log.text().count("would have refused token:") == 1


def test_refusals_are_logged_now_and_then(limited):
    product = limited(requestsPerSecond=1, requestBurst=1)
    statuses(product, 20)
    assert product.gateway.log.text().count("refused token:") == 1
    product.gateway.clock.advance(10)
    statuses(product, 20)
    assert product.gateway.log.text().count("refused token:") == 2


def test_the_status_counts(limited):
    product = limited()
    stranger(product, WRONG)
    found = product.client.get("/status").json()["limiter"]
    assert found["errors"] == 0
    assert found["tracked"] == {"requests": 1, "address": 1, "logins": 1}
    assert found["running"] == {"tags": 1, "history": 0, "alarms": 0, "queries": 0, "commands": 0, "custom": 0}


class Broken(object):
    """A platform whose shared tables fail."""

    def __init__(self, error):
        self.error = error

    def take(self, *arguments):
        raise self.error


@pytest.mark.parametrize("error", [ValueError("x"), IllegalStateException("x")])
def test_abuse_case_109_an_error_of_the_limiter_lets_go_on_and_is_counted(limited, error):
    product = limited()
    limiter = product.library.project.guard.limiter.HOLDER.get()
    whole, limiter.callers, limiter.addresses = limiter.addresses, Broken(error), Broken(error)
    assert statuses(product, 1) == [200]
    assert stranger(product, WRONG).status == 403
    limiter.callers = limiter.addresses = whole
    assert product.client.get("/status").json()["limiter"]["errors"] == 2
    assert "The limiter failed" in product.gateway.log.text()


def test_without_shared_state_requests_go_on(product):
    product.gateway.faults.set("system.util.getGlobals", throw=IllegalStateException("x"))
    assert statuses(product, 1) == [200]
    assert product.client.get("/status").json()["limiter"] is None
    assert "cannot reach its state" in product.gateway.log.text()


class TestPlaces(object):

    def running(self, product):
        return product.library.project.guard.limiter.HOLDER.get().places["tags"]

    def test_beyond_its_limit_a_kind_gets_503(self, limited):
        product = limited(inFlightTags=2)
        assert statuses(product, 1) == [200]
        self.running(product).set(2)
        answer = product.client.get("/browse")
        assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "busy", "1")
        assert self.running(product).get() == 2
        assert product.client.get("/health").status == 200
        self.running(product).set(1)
        assert statuses(product, 1) == [200]

    @pytest.mark.parametrize("kind, ask", [
        ("tags", lambda client: client.get("/browse")), ("alarms", lambda client: client.get("/alarms")),
        ("history", lambda client: client.get("/history", params=[("path", "[default]Plant/Temperature")])),
        ("queries", lambda client: client.get("/queries")),
        ("commands", lambda client: client.post("/cmd", {"command": "x"}))])
    def test_each_kind_has_places_of_its_own(self, limited, kind, ask):
        product = limited()
        assert statuses(product, 1) == [200]
        places = product.library.project.guard.limiter.HOLDER.get().places
        for other in places:
            # A question about history has a place among those about tags until it comes to the historian.
            places[other].set(0 if other == kind or (kind, other) == ("history", "tags") else 1000)
        assert ask(product.client).status in (200, 404, 503)
        assert b'"busy"' not in ask(product.client).body
        places[kind].set(1000)
        answer = ask(product.client)
        assert (answer.status, answer.code) == (503, "busy")

    @pytest.mark.parametrize("error", [ValueError("x"), IllegalStateException("x")])
    def test_a_place_is_given_back_whatever_happens(self, limited, error):
        product = limited(inFlightTags=1)
        product.gateway.faults.set("system.tag.browse", throw=error)
        assert statuses(product, 3) == [502] * 3
        assert product.client.get("/browse", params=[("nope", "x")]).status == 400
        assert self.running(product).get() == 0

    def test_abuse_case_107_who_was_turned_away_finds_a_place_when_he_comes_again(self, limited):
        product = limited(inFlightHistory=2)
        assert statuses(product, 1) == [200]
        project = product.library.project
        limiter, configuration = project.guard.limiter, project.config.current.get()

        def place(caller):
            request = project.http.request.Request({"headers": {}})
            request.caller = caller
            try:
                limiter.enter(request, configuration, "history")
                return request
            except project.http.problem.Problem as raised:
                assert raised.code == "busy"
                limiter.leave(request)

        noisy = [place("noisy"), place("noisy")]
        assert all(noisy) and place("noisy") is None
        assert place("quiet") is None
        limiter.leave(noisy.pop())
        assert place("noisy") is None
        quiet = place("quiet")
        assert quiet is not None
        limiter.leave(quiet)
        assert place("noisy") is None
        product.gateway.clock.advance(10)
        noisy.append(place("noisy"))
        assert all(noisy)
        for request in noisy:
            limiter.leave(request)
        assert (limiter.HOLDER.get().held.size(), limiter.HOLDER.get().places["history"].get()) == (0, 0)

    def test_shadow_mode(self, limited):
        product = limited(inFlightTags=1, shadowMode=1)
        assert statuses(product, 1) == [200]
        self.running(product).set(5)
        assert statuses(product, 1) == [200]
        assert self.running(product).get() == 5
