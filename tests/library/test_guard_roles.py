"""project.guard.roles: what a caller may do at all."""

import pytest

from tests.faults.answers import refused, unwritten
from tests.support.issuing import ENTRY, TOKENS, Provider, claims
from tests.support.product import Product
from tests.support.trees import PLANT

REQUESTS = [
    ("GET", "/tags", "tags:read"), ("HEAD", "/tags", "tags:read"), ("GET", "/tags/default/Plant/Setpoint", "tags:read"),
    ("POST", "/read", "tags:read"), ("GET", "/browse", "tags:read"), ("GET", "/status", "status:read"),
    ("PUT", "/tags", "tags:write"), ("PUT", "/tags/default/Plant/Setpoint", "tags:write"),
    ("POST", "/write", "tags:write"),
]


@pytest.mark.parametrize("role", ["", "unknown", "Operator", "viewer"])
def test_a_role_that_is_not_known_has_no_rights(role):
    product = Product(tags=PLANT)
    product.configure("DefaultRole", role)
    for method, path, scope in REQUESTS:
        answer = product.client.request(method, path)
        assert answer.status == 403
        assert answer.headers["www-authenticate"] == 'Bearer error="insufficient_scope", scope="%s"' % scope
        assert method == "HEAD" or answer.code == "insufficient_scope"
    assert product.client.get("/health").status == 200


@pytest.mark.parametrize("scopes", [["tags:read"], ["tags:write"], ["status:read"], []])
def test_each_endpoint_needs_its_own_scope(scopes):
    product = Product(tags=PLANT)
    product.configure("Roles", {"some": {"scopes": scopes, "read": ["[default]**"], "write": ["[default]**"]}})
    product.configure("DefaultRole", "some")
    for method, path, scope in REQUESTS:
        assert (product.client.request(method, path).status == 403) is (scope not in scopes)


def test_who_may_only_write_learns_no_value():
    product, path = Product(tags=PLANT), "[default]Plant/Setpoint"
    product.configure("Roles", {"writer": {"scopes": ["tags:read", "tags:write"], "write": ["[default]Plant/*"]}})
    product.configure("DefaultRole", "writer")
    results = product.client.post("/write", {"writes": [{"path": path, "value": 51.5}]}).json()["results"]
    assert results == [{"path": path, "success": True, "quality": "Good"}]
    answer = product.client.put("/tags/default/Plant/Setpoint", {"value": 52.5})
    assert (answer.status, answer.code) == (403, "tag_forbidden")
    assert "51.5" not in answer.text() and product.gateway.tags.read(path).value == 51.5


def test_every_declared_scope_is_one_that_exists(library):
    scopes = set(endpoint["scope"] for endpoint in library.api.ENDPOINTS)
    assert scopes <= set(library.config.roles.SCOPES) | set([None, library.guard.roles.ANY])
    assert [endpoint["path"] for endpoint in library.api.ENDPOINTS if endpoint["scope"] is None] == [
        "/health", "/schema/{file}", "/openapi.json"]


def test_the_scopes_of_a_token_add_nothing_to_those_of_its_role():
    product, path = Product(tags=PLANT), "/tags/default/Plant/Setpoint"
    Provider(product)
    product.configure("Roles", {"reader": {"scopes": ["tags:read"], "read": ["[default]**"], "write": ["[default]**"]}})
    product.configure("Issuers", {"plant": dict(ENTRY, roleMapping={"operator": "reader"}, scopesClaim="scope")})
    product.client.token = TOKENS["accepted"]["RS256"]
    assert claims(product.client.token)["scope"] == "tags:read tags:write"
    assert product.client.get(path).status == 200
    with unwritten(product):
        refused(product.client.put(path, {"value": 51.5}), 403, "insufficient_scope")
        refused(product.client.post("/write", {"writes": [{"path": "[default]Plant/Setpoint", "value": 51.5}]}),
                403, "insufficient_scope")


def test_names_that_are_no_roles_make_no_other_grants(library):
    project = library.project
    configuration = project.config.current.get()
    found = project.guard.roles.granted(configuration, ["operator"])
    assert project.guard.roles.granted(configuration, ["a-group", "operator", "another"]) is found
