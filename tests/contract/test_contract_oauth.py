"""OAuth 2.0 access tokens at the front door: who calls, what the token's scopes leave, introspection, revocation."""

import hashlib
import json

import pytest

from tests.support.issuing import ENTRY, ISSUER, TOKENS, Provider
from tests.support.product import Product
from tests.support.trees import PLANT

GOOD = TOKENS["accepted"]["RS256"]
TAG = "/tags/default/Plant/Setpoint"
INTROSPECTION = "https://idp.example/introspect"
OPAQUE = "opaque-access-token-0123456789"


def with_issuers(document, roles=None):
    product = Product(tags=PLANT)
    Provider(product)
    product.configure("ValidTokens", "")
    product.configure("Roles", roles or {})
    product.configure("Issuers", document)
    product.client.token = GOOD
    return product


def test_a_token_lets_its_owner_in_with_the_roles_that_it_names():
    product = with_issuers({"plant": ENTRY})
    assert product.client.get(TAG).status == 200
    product.client.token = TOKENS["refused"]["27 nOnE"]
    answer = product.client.get(TAG)
    assert (answer.status, answer.code) == (401, "invalid_token")
    assert answer.headers["www-authenticate"].startswith('Bearer error="invalid_token"')


def test_a_static_token_that_is_unknown_stays_403_beside_issuers():
    product = with_issuers({"plant": ENTRY})
    product.client.token = "no-token-of-anyone-0123456789"
    assert (product.client.get(TAG).status, product.client.get(TAG).code) == (403, "invalid_token")


def test_only_an_issuer_is_a_credential_too():
    product = with_issuers({"plant": ENTRY})
    assert product.client.get("/health", params=[("ready", "true")]).status == 200
    product.configure("Issuers", {"plant": dict(ENTRY, audience=None)})
    assert product.client.get(TAG).code == "auth_unconfigured"


def test_a_role_that_is_not_configured_gives_nothing():
    product = with_issuers({"plant": dict(ENTRY, roleMapping={"operator": "nobody"})})
    assert product.client.get(TAG).code == "insufficient_scope"


def claims_of(product, claims, **entry):
    """The claims.Identity of verified claims under an entry."""
    project = product.library.project
    found = project.config.issuers.parse({"x": dict(ENTRY, **entry)}, pytest.fail).byIssuer[ISSUER]
    return project.guard.claims.identity(claims, found)


# The shapes that docs/oauth.md shows: what the three providers write into an access token.
SHAPES = {
    "keycloak": (
        {"sub": "f1", "azp": "mes", "realm_access": {"roles": ["operator", "offline_access"]},
         "resource_access": {"ignition": {"roles": ["viewer"]}}, "scope": "tags:read profile"},
        {"rolesClaim": ["realm_access.roles", "resource_access.ignition.roles"], "scopesClaim": "scope"},
        ["operator", "offline_access", "viewer"], ["profile", "tags:read"]),
    "entra": (
        {"sub": "pairwise", "roles": ["Plant.Operator"], "scp": "tags.read tags:write", "azp": "app"},
        {"rolesClaim": "roles", "roleMapping": {"Plant.Operator": "operator"}, "scopesClaim": "scp"},
        ["operator"], ["tags.read", "tags:write"]),
    "auth0": (
        {"sub": "auth0|7", "https://plant.example/roles": ["operator"], "permissions": ["tags:read"]},
        {"rolesClaim": "https://plant.example/roles", "scopesClaim": "permissions"},
        ["operator"], ["tags:read"]),
}


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_the_claims_of(name):
    claims, entry, roles, scopes = SHAPES[name]
    found = claims_of(Product(), claims, **entry)
    assert found.roleNames == roles
    assert sorted(found.scopes) == scopes
    assert found.name == "oauth:idp.example/realms/plant:%s" % claims["sub"]


def name_of(issuer, sub, claim="sub"):
    found = Product().library.project
    entry = found.config.issuers.parse({"x": dict(ENTRY, issuer=issuer)}, pytest.fail).byIssuer[issuer]
    return found.guard.claims.identity({claim: sub}, entry).name


@pytest.mark.parametrize("claim", ["client_id", "azp", "appid"])
def test_a_client_without_a_subject_has_no_users_name(claim):
    assert name_of("https://sso.example", "ann", claim) == "oauth-client:sso.example:ann"
    assert name_of("https://sso.example", "ann") == "oauth:sso.example:ann"


@pytest.mark.parametrize("one, other", [
    (("https://sso.example/realms/plant", "7"), ("https://sso.example/realms/office", "7")),
    (("https://sso.example", "8443:7"), ("https://sso.example:8443", "7")),
    (("https://sso.example:8443", "7"), ("https://sso.example%3A8443", "7")),
    (("https://localhost/x", "7"), ("http://localhost/x", "7")),
    (("https://sso.example/", "7"), ("https://sso.example", "7")),
])
def test_nobody_has_the_name_of_somebody_at_another_issuer(one, other):
    assert name_of(*one) != name_of(*other)


def test_a_name_says_issuer_and_subject():
    assert name_of("https://sso.example:8443/realms/plant", "auth0|7:x") == (
        "oauth:sso.example%3A8443/realms/plant:auth0|7:x")


ENDPOINT = {
    "introspectionUri": INTROSPECTION, "clientId": "api", "clientSecret": "s3cret-of-the-client",
    "rolesClaim": "roles", "scopesClaim": "scope"}


def introspecting(**answer):
    product = with_issuers({"opaque": ENDPOINT})
    product.gateway.web.answer(INTROSPECTION, json.dumps(answer))
    product.client.token = OPAQUE
    return product


ACTIVE = {"active": True, "sub": "mes", "roles": ["operator"], "scope": "tags:read"}


def test_an_opaque_token_is_introspected_and_its_scopes_only_take_away():
    product = introspecting(**ACTIVE)
    assert product.client.get(TAG).status == 200
    assert product.client.get("/status").code == "insufficient_scope"
    assert product.gateway.web.count(INTROSPECTION) == 1
    assert OPAQUE not in product.gateway.log.text() and "s3cret" not in product.gateway.log.text()


@pytest.mark.parametrize("answer", [
    {"active": False}, {}, {"active": "true", "sub": "x"}, dict(ACTIVE, exp=1), dict(ACTIVE, jti=["a"]),
    dict(ACTIVE, sub=None), dict(ACTIVE, token_type="refresh_token"), dict(ACTIVE, sub="a\nb"),
    dict(ACTIVE, sub=u"a\u2028b"), dict(ACTIVE, jti="a\x7f"), dict(ACTIVE, sub="x" * 256),
])
def test_what_is_not_active_is_401(answer):
    answered = introspecting(**answer).client.get(TAG)
    assert (answered.status, answered.code) == (401, "invalid_token")


def test_abuse_case_43_nobody_keeps_the_endpoint_busy_with_tokens_that_are_wrong():
    """Ten a minute of one address are asked about; who was let in before is asked about all the same."""
    product = introspecting(**ACTIVE)
    product.configure("Limits", {})
    assert product.client.get(TAG).status == 200
    product.gateway.web.answer(INTROSPECTION, json.dumps({"active": False}))
    for number in range(30):
        product.client.token = "wrong-token-%016d" % number
        assert product.client.get(TAG).status == (401 if number < 10 else 429)
    assert product.gateway.web.count(INTROSPECTION) == 11
    assert product.client.get(TAG, remote_addr="192.0.2.77").status == 401
    product.gateway.web.answer(INTROSPECTION, json.dumps(ACTIVE))
    product.client.token = OPAQUE
    assert product.client.get(TAG).status == 200
    product.library.project.guard.oauth.VERIFIED.get(
        product.library.project.gateway.crypto.fingerprint(OPAQUE)).until = 0
    assert product.client.get(TAG).status == 200
    assert product.gateway.web.count(INTROSPECTION) == 13


def test_a_key_that_is_switched_off_is_shown_to_no_endpoint():
    product = introspecting(**ACTIVE)
    digest = hashlib.sha256(OPAQUE.encode("ascii")).hexdigest()
    product.configure("Keys", {"mes": {"sha256": digest, "roles": ["operator"], "enabled": False}})
    answer = product.client.get(TAG)
    assert (answer.status, answer.code, product.gateway.web.count(INTROSPECTION)) == (403, "invalid_token", 0)


@pytest.mark.parametrize("expires, status", [(60.5, 200), (60.0, 200), (-60.5, 401), (-60.0, 401)])
def test_an_endpoint_may_say_fractions_of_a_second(expires, status):
    assert introspecting(**dict(ACTIVE, exp=TOKENS["now"] + expires)).client.get(TAG).status == status


def test_an_introspection_endpoint_that_fails_is_503():
    product = introspecting(**ACTIVE)
    product.gateway.web.answer(INTROSPECTION, "<html>", 500)
    answer = product.client.get(TAG)
    assert (answer.status, answer.code) == (503, "issuer_unavailable")
    assert answer.headers["retry-after"]


SECOND = INTROSPECTION + "/second"


def with_two(first, second):
    """Two endpoints; each answers a document, a status, or fails in a way of the simulated network."""
    product = with_issuers({"a": ENDPOINT, "b": dict(ENDPOINT, introspectionUri=SECOND)})
    product.client.token = OPAQUE
    for url, does in ((INTROSPECTION, first), (SECOND, second)):
        says(product, url, does)
    return product


def says(product, url, does):
    if isinstance(does, dict):
        product.gateway.web.answer(url, json.dumps(does))
    elif isinstance(does, int):
        product.gateway.web.answer(url, "{}", does)
    else:
        product.gateway.web.fail(url, does)


@pytest.mark.parametrize("fault", [400, 401, 500, "timeout", "refused", "tls"])
def test_where_the_first_endpoint_errs_the_second_is_asked(fault):
    product = with_two(fault, ACTIVE)
    assert product.client.get(TAG).status == 200
    assert product.gateway.web.count(SECOND) == 1


@pytest.mark.parametrize("first, second", [(400, {"active": False}), ({"active": False}, "refused"), (400, "timeout")])
def test_a_token_that_one_endpoint_could_not_be_asked_about_is_503_and_not_taken_for_refused(first, second):
    product = with_two(first, second)
    assert product.client.get(TAG).code == "issuer_unavailable"
    says(product, INTROSPECTION, ACTIVE)
    assert product.client.get(TAG).status == 200


def test_a_token_that_no_endpoint_knows_is_asked_for_once_in_ten_seconds():
    product = with_two({"active": False}, {"active": False})
    assert [product.client.get(TAG).status for _ in range(3)] == [401] * 3
    assert (product.gateway.web.count(INTROSPECTION), product.gateway.web.count(SECOND)) == (2, 1)


@pytest.fixture
def lacking():
    """An opaque token that is active and has not all of the scopes that its entry requires."""
    product = introspecting(**ACTIVE)
    product.configure("Issuers", {"opaque": dict(ENDPOINT, requiredScopes=["tags:read", "plant"])})
    return product


def test_a_token_without_the_required_scopes_is_asked_for_once_in_ten_seconds(lacking):
    answers = [lacking.client.get(TAG) for _ in range(3)]
    assert [(answer.status, answer.code) for answer in answers] == [(403, "insufficient_scope")] * 3
    assert set(answer.headers["www-authenticate"] for answer in answers) == {
        'Bearer error="insufficient_scope", scope="tags:read plant"'}
    assert lacking.gateway.web.count(INTROSPECTION) == 1
    lacking.gateway.web.answer(INTROSPECTION, json.dumps(dict(ACTIVE, scope="plant tags:read")))
    lacking.gateway.clock.advance(9)
    assert lacking.client.get(TAG).code == "insufficient_scope"
    lacking.gateway.clock.advance(2)
    assert lacking.client.get(TAG).status == 200


def test_what_an_entry_requires_no_more_is_not_missing_any_more(lacking):
    assert lacking.client.get(TAG).code == "insufficient_scope"
    lacking.configure("Issuers", {"opaque": ENDPOINT})
    assert lacking.client.get(TAG).status == 200
