"""Where an entry accepts tokens whose header says JWT, the claims tell what is no access token: abuse case 35."""

import pytest

from tests.support.issuing import ENTRY, TOKENS, Provider
from tests.support.product import Product
from tests.support.signing import Signer

SIGNER = Signer()
NOW = TOKENS["now"]
ANY = {"iss": ENTRY["issuer"], "aud": ENTRY["audience"], "sub": "u-17", "iat": NOW, "exp": NOW + 300,
       "roles": ["operator"]}
KEYCLOAK = dict(ANY, typ="Bearer", azp="mes", sid="s-1", acr="1", scope="openid profile")
ENTRA = dict(ANY, azp="mes", azpacr="1", scp="access", oid="o-1", tid="t-1", uti="x", ver="2.0", nbf=NOW)
AUTH0 = dict(ANY, azp="mes", scope="openid", permissions=["tags:read"])

ENTRA_ID = dict(ANY, name="Ann", preferred_username="ann", oid="o-1", tid="t-1", uti="x", ver="2.0", nbf=NOW)
AUTH0_ID = dict(ANY, name="Ann", email="ann@plant.example", sid="s-1")
LOGOUT = dict(ANY, jti="t-1", sid="s-1", events={"http://schemas.openid.net/event/backchannel-logout": {}})


@pytest.fixture(scope="module")
def provider():
    found = Provider(Product(), types=["JWT"])
    found.publish({"keys": [SIGNER.jwk()]})
    return found


@pytest.mark.parametrize("claims", [
    KEYCLOAK, dict(KEYCLOAK, typ="bearer"), ENTRA, AUTH0,
    dict(ANY, scope=""), dict(ANY, scp="access"), dict(ANY, client_id="mes"), dict(ANY, azp="mes"),
    dict(ANY, appid="mes"),
])
def test_access_tokens_whose_header_says_jwt_are_accepted_where_the_entry_says_so(provider, claims):
    assert provider.identify(SIGNER.token(claims)).roleNames == ["operator"]
    assert Provider(Product()).status(SIGNER.token(claims)) == 401


@pytest.mark.parametrize("claims", [
    dict(KEYCLOAK, typ="ID"), dict(KEYCLOAK, typ="Refresh"), dict(KEYCLOAK, typ="Offline"), dict(KEYCLOAK, typ=""),
    dict(KEYCLOAK, typ=["Bearer"]), dict(KEYCLOAK, typ=True),
    ENTRA_ID, dict(ENTRA_ID, nonce="n"), AUTH0_ID, dict(AUTH0_ID, nonce="n"), dict(AUTH0_ID, azp="mes", nonce="n"),
    LOGOUT,
])
def test_abuse_case_35_tokens_for_something_else_are_refused(provider, claims):
    raised = provider.identify(SIGNER.token(claims))
    assert (raised.status, raised.code) == (401, "invalid_token")
    assert "not an access token" in raised.detail


@pytest.mark.parametrize("claim", ["at_hash", "c_hash", "s_hash", "events"])
@pytest.mark.parametrize("claims", [KEYCLOAK, ENTRA, AUTH0], ids=["Keycloak", "Entra ID", "Auth0"])
def test_abuse_case_35_what_only_other_tokens_claim_refuses_one(provider, claims, claim):
    assert provider.status(SIGNER.token(dict(claims, **{claim: "x"}))) == 401
