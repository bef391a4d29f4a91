"""project.config.keys and project.config.roles: entries that count, and mistakes that are told."""

import hashlib

import pytest

from tests.support.product import Product
from tests.support.trees import PLANT

TOKEN = "key-token-of-the-mes-0123456789abcdef"
DIGEST = hashlib.sha256(TOKEN.encode("ascii")).hexdigest()
ROLES = {"viewer": {"scopes": ["tags:read", "status:read"], "read": ["[default]Plant/**"]}}


def told(product, name):
    found = product.library.project.config.current.get()
    return [text for setting, text in found.problems if setting == name]


def entry(**members):
    return dict({"sha256": DIGEST, "roles": ["viewer"]}, **members)


def with_key(keys, roles=ROLES):
    product = Product(tags=PLANT)
    product.configure("ValidTokens", "")
    product.configure("Roles", roles)
    product.configure("Keys", keys)
    product.client.token = TOKEN
    return product


def test_a_key_lets_its_holder_in_with_its_roles():
    product = with_key({"mes": entry()})
    assert product.client.get("/tags/default/Plant/Setpoint").status == 200
    assert product.client.request("PUT", "/tags/default/Plant/Setpoint", body=b'{"value":1}',
                                  headers=[("Content-Type", "application/json")]).code == "insufficient_scope"
    assert told(product, "Keys") == []


def test_two_entries_of_one_id_while_it_is_rotated():
    other = "the-other-token-0123456789abcdef"
    product = with_key({"mes": [entry(), entry(sha256=hashlib.sha256(other.encode("ascii")).hexdigest().upper())]})
    for token in (TOKEN, other):
        product.client.token = token
        assert product.client.get("/tags/default/Plant/Setpoint").status == 200


@pytest.mark.parametrize("members", [
    {"sha256": DIGEST[1:]}, {"sha256": None}, {"sha256": TOKEN}, {"roles": []}, {"roles": ["nobody"]},
    {"roles": "viewer"}, {"expires": "2027-01-31"}, {"expires": "2027-01-31T00:00:00"}, {"expires": 1},
    {"enabled": "true"}, {"enable": False},
])
def test_an_entry_with_a_mistake_does_not_count_and_is_told(members):
    product = with_key({"mes": entry(**members)})
    assert product.client.get("/status").code == "auth_unconfigured"
    assert len(told(product, "Keys")) == 1 and "'mes' does not count" in told(product, "Keys")[0]


@pytest.mark.parametrize("keys", [
    {"mes": "x"}, {"m e s": {}}, {"": {}}, {"mes": [entry(sha256=digit * 64) for digit in "123"]}, {u"m\u00e4s": {}},
])
def test_a_key_that_is_none(keys):
    product = with_key(keys)
    assert product.client.get("/status").code == "auth_unconfigured"
    assert told(product, "Keys")


def test_one_token_under_two_ids_is_nobodys():
    product = with_key({"a": entry(), "b": entry()})
    assert product.client.get("/status").code == "auth_unconfigured"
    assert "same 'sha256'" in told(product, "Keys")[0]


@pytest.mark.parametrize("members", [
    {"enabled": False}, {"expires": "2020-01-01T00:00:00Z"},
])
def test_abuse_case_44_disabled_and_expired_are_like_unknown(members):
    product = with_key({"mes": entry(**members), "other": entry(sha256="0" * 64)})
    product.gateway.clock.advance(0)
    refused = product.client.get("/status")
    product.client.token = "unknown-token-0123456789abcdef"
    unknown = product.client.get("/status")
    assert (refused.status, refused.code) == (403, "invalid_token")
    drop = ("requestId",)
    assert [(k, v) for k, v in sorted(refused.json().items()) if k not in drop] == [
        (k, v) for k, v in sorted(unknown.json().items()) if k not in drop]


def test_a_key_stops_at_its_expiry_although_it_was_used_before():
    product = with_key({"mes": entry(expires="2030-01-01T00:00:00Z")})
    product.gateway.clock.set_millis(1893455999000)
    assert product.client.get("/status").status == 200
    product.gateway.clock.advance(1.5)
    assert product.client.get("/status").status == 403


@pytest.mark.parametrize("role", [
    {"scopes": ["tags:reed"]}, {"scopes": "tags:read"}, {"read": ["*"]}, {"read": [""]}, {"read": ["[default]A.*"]},
    {"write": ["[default]A|B"]}, {"reads": []}, {"rate": 5}, {"rate": {"perSecond": 0, "burst": 1}}, [],
    {"rate": {"perSecond": 1e-12, "burst": 1}},
    {"rate": {"perSecond": 1, "burst": 1.5}}, {"rate": {"perSecond": float("nan"), "burst": 1}}, {"commands": ["*"]},
])
def test_abuse_case_50_a_role_with_a_mistake_gives_no_rights(role):
    product = with_key({"mes": entry(roles=["viewer"])}, {"viewer": role})
    assert product.client.get("/status").status == 503
    assert "'viewer' gives no rights" in told(product, "Roles")[0]


def test_the_built_in_role_cannot_be_redefined():
    product = with_key({"mes": entry(roles=["operator"])}, {"operator": {"scopes": []}})
    assert product.client.get("/status").status == 200
    assert "built-in" in told(product, "Roles")[0]


def test_several_roles_add_up():
    roles = {
        "a": {"scopes": ["tags:read"], "read": ["[default]Plant/Setpoint"]},
        "b": {"scopes": ["tags:write"], "write": ["[default]Plant/Setpoint"]},
    }
    product = with_key({"mes": entry(roles=["a", "b"])}, roles)
    assert product.client.get("/tags/default/Plant/Setpoint").status == 200
    assert product.client.get("/tags/default/Plant/Temperature").code == "tag_forbidden"
    answer = product.client.request("PUT", "/tags/default/Plant/Setpoint", body=b'{"value":7}',
                                    headers=[("Content-Type", "application/json")])
    assert answer.status == 200 and answer.json()["value"] == 7.0


@pytest.mark.parametrize("name, path, value", [
    ("Keys", "Document", {"mes": {"sha256": DIGEST, "roles": ["operator"], "enabled": True}}),
])
def test_mint_key_prints_what_the_setting_takes(name, path, value):
    product = Product(tags=PLANT)
    product.gateway.clock.set_millis(1700000000000)
    shown = product.library.project.auth.mintKey("mes", ["operator"], 30)
    token = shown.split("\n")[0].rpartition(" ")[2]
    decoded = product.library.project.gateway.codec.decode(u"%s" % shown.split("\n")[2], 4)
    assert len(token) == 43 and token not in shown.split("\n")[2]
    assert decoded["mes"]["expires"] == "2023-12-14T22:13:20.000Z"
    product.configure(name, decoded)
    product.client.token = token
    assert product.client.get("/status").status == 200


@pytest.mark.parametrize("id, roles", [("", ["operator"]), ("a b", ["operator"]), ("mes", []), ("mes", [" "])])
def test_mint_key_refuses_what_the_setting_would_not_take(library, id, roles):
    with pytest.raises(ValueError):
        library.auth.mintKey(id, roles)


@pytest.mark.parametrize("days", [0, -1])
def test_mint_key_makes_none_that_has_expired_already(library, days):
    with pytest.raises(ValueError):
        library.auth.mintKey("mes", ["operator"], days)
