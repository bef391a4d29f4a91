"""project.config.agreement, and what else can never work: told in the status in plain words, and nothing else changes.

Each case is a mistake: what is set, the setting that is told, and words of what is told. What stands beside a mistake
is right and is not told.
"""

import pytest

from tests.support import databases
from tests.support.product import TOKEN, Product
from tests.support.trees import PLANT

ISSUER = {"issuer": "https://idp.example", "audience": "api", "rolesClaim": "roles"}
OPAQUE = {"introspectionUri": "https://idp.example/introspect", "clientId": "api", "clientSecret": "s"}
T = "[default]Plant/Setpoint"
INSIDE = "[default]Config/API/ValidTokens"
VIEWER = {"scopes": ["tags:read", "tags:write"], "read": ["[default]Plant/**"]}


def issuer(**fields):
    return {"Issuers": {"plant": dict(ISSUER, **fields), "sound": dict(ISSUER, issuer="https://other.example")}}


def opaque(**fields):
    return {"Issuers": {"plant": dict(OPAQUE, **fields)}}


def command(target=T, **fields):
    step = {"write": target, "value": 1}
    return {"Commands": {
        "stop": dict({"steps": [step]}, **fields), "sound": {"role": "operator", "steps": [{"write": T, "value": 1}]}}}


def roles(**fields):
    return {"Roles": {"viewer": dict(VIEWER, **fields), "sound": VIEWER}}


MISTAKES = [
    (issuer(defaultRole="viewer"), "Issuers", ["'defaultRole'", "'plant'", "no usable role 'viewer'"]),
    (opaque(defaultRole="viewer"), "Issuers", ["'defaultRole'", "'plant'", "no usable role 'viewer'"]),
    (issuer(roleMapping={"a": "operator", "Site.B": "viewer"}), "Issuers",
     ["'Site.B' in 'roleMapping'", "'plant'", "no usable role 'viewer'"]),
    (opaque(defaultRole="operator", rolesClaim="roles", roleMapping={"Site.B": ""}), "Issuers", ["no usable role ''"]),
    (dict(issuer(defaultRole="viewer"), Roles={"Viewer": VIEWER}), "Issuers", ["no usable role 'viewer'"]),
    (command(role="shift-lead"), "Commands", ["'stop'", "Nobody can run", "no usable role 'shift-lead'"]),
    (command(INSIDE), "Commands", ["'stop' can never run", "'%s'" % INSIDE]),
    (command("[Other]CONFIG/api/x"), "Commands", ["'stop' can never run"]),
    (command("[default]Config"), "Commands", ["'stop' can never run"]),
    (command("[default]"), "Commands", ["'stop' can never run"]),
    (command("[System]Gateway/x"), "Commands", ["'stop' can never run"]),
    (command("[default]_types_/Pump"), "Commands", ["'stop' can never run"]),
    (command("[client]x"), "Commands", ["'stop' can never run"]),
    (command(compensation=[{"write": INSIDE, "value": 1}]), "Commands", ["'stop' can never run", "'%s'" % INSIDE]),
    ({"AuditRequired": True}, "AuditRequired", ["needs a Database", "is refused"]),
    ({"RequireIdempotencyKey": True}, "RequireIdempotencyKey", ["needs a Database", "is refused"]),
    ({"TrustedProxies": ["0.0.0.0/0", "10.0.0.0/8"]}, "TrustedProxies", ["'0.0.0.0/0' holds every address"]),
    ({"TrustedProxies": ["::/0", "::1"]}, "TrustedProxies", ["'::/0' holds every address"]),
    ({"TrustedProxies": ["192.0.2.1/0"]}, "TrustedProxies", ["'192.0.2.1/0' holds every address"]),
    (roles(read=["[default]Config/API/**"]), "Roles", ["'read' of the role 'viewer'", "never read"]),
    (roles(read=["[default]config/api/Roles", "[edge]Config/API/**"]), "Roles", ["'read' of the role 'viewer'"]),
    (roles(write=["[default]Config/API/**"]), "Roles", ["'write' of the role 'viewer'", "never written"]),
    ({"DefaultTags": [T, "Plant/Setpoint"]}, "DefaultTags",
     ["'Plant/Setpoint' is answered", "starts with its provider"]),
    ({"DefaultTags": [T, "[default]Plant//Setpoint"]}, "DefaultTags", ["empty segment"]),
    ({"DefaultTags": [T, "[default]Plant/Setpoint.Quality"]}, "DefaultTags", ["without '.Quality'"]),
    ({"DefaultTags": [T, INSIDE]}, "DefaultTags", ["'%s' is answered" % INSIDE, "no tag that can be read"]),
    ({"DefaultTags": [T, "[default]Config"]}, "DefaultTags", ["no tag that can be read"]),
    ({"DefaultTags": [T, "[default]"]}, "DefaultTags", ["no tag that can be read"]),
    ({"Limits": {"shadowMode": 1}}, "Limits", ["shadowMode is 1", "refuse nothing"]),
]
RIGHT = [
    dict(issuer(defaultRole="viewer", roleMapping={"a": "viewer", "b": "operator"}), Roles={"viewer": VIEWER}),
    dict(opaque(defaultRole="viewer"), Roles={"viewer": VIEWER}),
    dict(command(role="viewer"), Roles={"viewer": VIEWER}),
    command("[default]Config/APIs/x"), command("[default]Plant/Config/API"), command(role=""),
    {"AuditRequired": False, "RequireIdempotencyKey": False},
    {"AuditRequired": True, "RequireIdempotencyKey": True, "Database": "API"},
    {"TrustedProxies": ["10.0.0.0/8", "0.0.0.0", "::1/128", "0.0.0.0/1"]},
    roles(read=["[default]Config/API/**", "[default]Plant/**"]), roles(read=[], write=[]),
    roles(read=["[default]**"], write=["[default]Config/*"]), roles(read=["[default]Config/API2/**"]),
    {"DefaultTags": [T, "[System]Gateway/CurrentDateTime", "[default]Not/There"]},
    {"Limits": {"shadowMode": 0}},
]


@pytest.fixture
def product():
    found = Product(tags=PLANT)
    databases.connect(found.gateway)
    yield found
    databases.close(found.gateway)


def told(product):
    """{setting: [what the status says of it]}, without what it says of the token that asks."""
    found = {}
    for each in product.client.get("/status").json()["configuration"]["problems"]:
        if each["name"] != "ValidTokens":
            found.setdefault(each["name"], []).append(each["problem"])
    return found


def configure(product, settings):
    for name in sorted(settings):
        product.configure(name, settings[name])


@pytest.mark.parametrize("settings, name, words", MISTAKES)
def test_what_can_never_work_is_told(product, settings, name, words):
    configure(product, settings)
    found = told(product)
    assert list(found) == [name], found
    problem, = found[name]
    assert [word for word in words if word not in problem] == [], problem
    assert problem.endswith(".")


@pytest.mark.parametrize("settings", RIGHT)
def test_what_is_right_is_not_told(product, settings):
    configure(product, settings)
    assert told(product) == {}


def test_each_is_told(product):
    configure(product, dict(issuer(defaultRole="a", roleMapping={"x": "b", "y": "c"}), AuditRequired=True,
                            TrustedProxies=["0.0.0.0/0", "::/0"]))
    assert sorted((name, len(problems)) for name, problems in told(product).items()) == [
        ("AuditRequired", 1), ("Issuers", 3), ("TrustedProxies", 2)]


def test_entries_with_such_a_mistake_stay_what_they_are(product):
    configure(product, dict(issuer(defaultRole="viewer"), DefaultTags=[T, INSIDE], **command(INSIDE)))
    answer = product.client.get("/tags")
    assert sorted(answer.json()) == ["Setpoint", "ValidTokens"]
    assert TOKEN not in answer.text()
    assert product.client.post("/cmd", {"command": "stop"}).code == "command_check_failed"
    assert product.client.post("/cmd", {"command": "sound"}).status == 200
    assert sorted(product.library.project.config.current.get().issuers.byIssuer) == [
        "https://idp.example", "https://other.example"]
