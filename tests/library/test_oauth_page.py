"""docs/oauth.md: its entries of `Issuers`, taken out of the page, let in what the three providers write."""

import io
import json
import os
import re

import pytest

from tests.faults.answers import ROOT, answered, refused
from tests.support import trees
from tests.support.issuing import TOKENS
from tests.support.product import Product
from tests.support.signing import Signer

with io.open(os.path.join(ROOT, "docs", "oauth.md"), encoding="utf-8") as stream:
    PAGE = stream.read()

# Heading: the entry below it, as text.
BLOCKS = dict(re.findall(r"^## ([^\n]+)\n+```json\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE))
# What stands for something of the reader's own.
PLACEHOLDERS = {"<tenant id>": "11111111-2222-3333-4444-555555555555", "<secret>": "secret-of-the-client",
                "<application id of the API>": "66666666-7777-8888-9999-000000000000"}
SIGNER = Signer()
NOW = TOKENS["now"]
TIMES = {"iat": NOW, "exp": NOW + 300}
TAG = "/tags/default/Plant/Setpoint"

KEYCLOAK = dict(
    TIMES, iss="https://sso.example.com/realms/plant", aud=["ignition", "account"], sub="f1d2", jti="onrtac:1",
    typ="Bearer", azp="mes", sid="s-1", acr="1", scope="profile email", preferred_username="ann",
    realm_access={"roles": ["offline_access", "operator"]},
    resource_access={"ignition": {"roles": ["line1"]}, "account": {"roles": ["manage-account"]}})
ENTRA = dict(
    TIMES, iss="https://login.microsoftonline.com/%s/v2.0" % PLACEHOLDERS["<tenant id>"], nbf=NOW,
    aud=PLACEHOLDERS["<application id of the API>"], azp="a-1", azpacr="1", oid="o-1", rh="0.A", sub="pairwise",
    tid=PLACEHOLDERS["<tenant id>"], uti="u-1", ver="2.0", scp="access_as_user", roles=["Plant.Operator", "line1"])
AUTH0 = {
    "iss": "https://your-tenant.eu.auth0.com/", "aud": "https://ignition.example.com/api", "sub": "auth0|7",
    "iat": NOW, "exp": NOW + 300, "jti": "j-1", "client_id": "mes", "scope": "openid", "permissions": ["tags:read"],
    "https://ignition.example.com/roles": ["operator", "line1"]}


def entry(heading):
    """The entry of a heading with something in the place of its placeholders."""
    text = BLOCKS[heading]
    for placeholder, value in PLACEHOLDERS.items():
        text = text.replace(placeholder, value)
    assert "<" not in text
    return json.loads(text)


def configured(document):
    product = Product(tags=trees.PLANT)
    product.gateway.clock.set_millis(1000 * NOW)
    product.configure("ValidTokens", "")
    product.configure("Roles", {"line1": {"scopes": ["history:read"], "read": ["[default]**"]}})
    product.configure("Issuers", document)
    assert product.library.project.config.current.get().problems == []
    return product


def holding(document, claims, typ):
    """The product with a caller whose token holds claims of an issuer that discovery describes."""
    product = configured(document)
    keys = claims["iss"] + "/keys"
    product.gateway.web.answer(
        claims["iss"].rstrip("/") + "/.well-known/openid-configuration",
        json.dumps({"issuer": claims["iss"], "jwks_uri": keys}))
    product.gateway.web.answer(keys, json.dumps({"keys": [SIGNER.jwk()]}))
    product.client.token = SIGNER.token(claims, typ)
    return product


def caller(product):
    """The roles.Principal that the client's token stands for."""
    project = product.library.project
    request = project.http.request.Request({"headers": {}})
    return project.guard.keys.holder(product.client.token, request, project.config.current.get())


@pytest.mark.parametrize("heading, typ, claims, roles", [
    ("Keycloak", "JWT", KEYCLOAK, ("line1", "operator")),
    ("Microsoft Entra ID", "JWT", ENTRA, ("operator",)),
    ("Auth0", "at+jwt", AUTH0, ("line1", "operator")),
])
def test_the_token_of_a_provider_is_let_in_with_its_roles(heading, typ, claims, roles):
    product = holding(entry(heading), claims, typ)
    assert answered(product.client.get(TAG))["value"] == 50.0
    assert caller(product).grants.names == roles
    assert caller(product).name.endswith(":" + claims["sub"])
    product.client.token = SIGNER.token(dict(claims, aud="another"), typ)
    refused(product.client.get(TAG), 401, "invalid_token")


@pytest.mark.parametrize("heading, claims", [("Keycloak", KEYCLOAK), ("Microsoft Entra ID", ENTRA)])
def test_without_scopes_claim_the_roles_count_in_full(heading, claims):
    assert holding(entry(heading), claims, "JWT").client.put(TAG, {"value": 51.5}).status == 200


def test_the_permissions_of_auth0_take_away():
    product = holding(entry("Auth0"), AUTH0, "at+jwt")
    assert caller(product).scopes == frozenset(["tags:read"])
    refused(product.client.put(TAG, {"value": 51.5}), 403, "insufficient_scope")


def test_the_older_profile_of_auth0_needs_types():
    older = dict((name, value) for name, value in AUTH0.items() if name not in ("client_id", "jti"))
    older["azp"] = "mes"
    document = entry("Auth0")
    refused(holding(document, older, "JWT").client.get(TAG), 401, "invalid_token")
    document["auth0"]["types"] = ["JWT"]
    assert holding(document, older, "JWT").client.get(TAG).status == 200


def test_an_opaque_token_is_let_in_with_its_roles():
    product = configured(entry("Opaque tokens"))
    product.gateway.web.answer(
        "https://sso.example.com/realms/plant/protocol/openid-connect/token/introspect",
        json.dumps(dict(KEYCLOAK, active=True, client_id="mes", username="ann", token_type="Bearer")))
    product.client.token = "opaque-token-0123456789"
    assert product.client.get(TAG).status == 200
    assert caller(product).grants.names == ("operator",)


def test_every_entry_of_the_page_is_tried():
    assert sorted(BLOCKS) == ["Auth0", "Keycloak", "Microsoft Entra ID", "Opaque tokens"]
    assert len(BLOCKS) == PAGE.count("```json")
