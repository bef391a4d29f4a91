"""Every endpoint x every kind of credential x a tag that the caller may not touch, there and not there.

The endpoints are those that the API declares, with the request that each gives as its example: a new one is in
here without an edit, or fails here because it has no example, one that does not work, or a parameter for tags
that its example leaves out.
"""

import base64
import contextlib
import hashlib
import json
import re

import pytest

import simulator
from java.lang import IllegalStateException
from tests.faults import answers
from tests.support import databases, issuing, queries
from tests.support.client import Client
from tests.support.product import CONFIG, TOKEN, Product
from tests.support.trees import PLANT, tag

SECRET = "canary-%s-e5c1a9"
HIDDEN, HIDDEN_NUMBER = SECRET % "value", 987654321
READABLE = 31415926.5
FORBIDDEN, ABOVE = ("Config/API/Canary", "Config/API/NoSuchTag"), "Config"
# What GET /status counts from one request to the next.
COUNTED = re.compile(r'"(?:hits|ageSeconds)":[0-9.]+')
TAG = re.compile(r"\bPlant(?:/[A-Za-z0-9 ]+)*")
ALARM_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{27}\b")
NAMES_TAGS = ("path", "source")
CHANGING = ("system.tag.writeBlocking", "system.tag.writeAsync", "system.tag.configure", "system.tag.deleteTags",
            "system.alarm.acknowledge", "system.alarm.shelve", "system.alarm.unshelve", "system.util.sendMessage",
            "system.util.sendRequest")
START = 1767225600000
EXPIRED, DISABLED, SCOPELESS = [kind + "-key-token-0123456789" for kind in ("expired", "disabled", "scopeless")]
COMMANDS = {"setpoint": {
    "parameters": {"value": {"type": "number"}}, "steps": [{"write": "[default]Plant/Setpoint", "value": "{value}"}]}}
CUSTOM = """
def read(request):
	return {"json": {"results": request.readTags(request.parameters["path"])}}

def write(request):
	return {"json": {"results": request.writeTags({request.body["path"]: 42.5})}}

ENDPOINTS = [
	{"method": "GET", "path": "/custom/read", "scope": "tags:read", "handler": read, "summary": "Read",
		"parameters": [{"name": "path", "list": True}],
		"example": {"parameters": {"path": "[default]Plant/Temperature"}}},
	{"method": "POST", "path": "/custom/write", "scope": "tags:write", "handler": write, "summary": "Write",
		"body": {"path": {"type": "string"}}, "example": {"body": {"path": "[default]Plant/Setpoint"}}},
]
"""
MINE = ()


def alarmed(name, value):
    label = SECRET % name if name == "Canary" else "High"
    return tag(name, "Float8", value, alarms=[
        {"name": "High", "mode": "AboveValue", "setpointA": 10.0, "label": label}])


def made():
    """An installation whose forbidden tag has a value, a history and an active alarm to be found out."""
    product = Product(tags=PLANT)
    product.script(CUSTOM)
    product.gateway.clock.set_millis(START)
    product.gateway.historian.add_provider("Historian")
    product.gateway.alarms.journals.add("Journal")
    product.gateway.tags.import_tags(alarmed("Setpoint", 50.0), base="[default]Plant")
    product.gateway.tags.import_tags(tag("Temperature", "Float8", READABLE), base="[default]Plant")
    product.gateway.tags.import_tags(alarmed("Canary", float(HIDDEN_NUMBER)), base=CONFIG[:-1])
    for path, value in (("[default]Plant/Temperature", READABLE), (CONFIG + "Canary", HIDDEN_NUMBER)):
        product.gateway.historian.record(path, [(START - 60000, value, "Good")])
    # What the alarms did is in the journal of the time before now.
    product.gateway.clock.advance(1)
    queries.prepare(product)
    product.configure("Commands", COMMANDS)
    product.configure("Roles", {"elsewhere": {
        "scopes": list(product.library.project.config.roles.SCOPES), "read": ["[default]Elsewhere/**"],
        "write": ["[default]Elsewhere/**"], "commands": ["**"], "queries": ["**"]}, "nothing": {}})
    product.configure("Keys", {
        "scopeless": {"sha256": digest(SCOPELESS), "roles": ["nothing"]},
        "old": {"sha256": digest(EXPIRED), "roles": ["operator"], "expires": "2020-01-01T00:00:00Z"},
        "off": {"sha256": digest(DISABLED), "roles": ["operator"], "enabled": False}})
    return product


@contextlib.contextmanager
def recording():
    """As `made`, with a database for what is recorded."""
    product = made()
    databases.connect(product.gateway)
    product.configure("Database", "API")
    yield product
    databases.close(product.gateway)


def digest(token):
    return hashlib.sha256(token.encode("ascii")).hexdigest()


@pytest.fixture(scope="module")
def shared():
    return made()


def endpoints():
    return made().library.project.api.ENDPOINTS


ENDPOINTS = endpoints()


def label(declared):
    return "%s %s" % (declared["method"], declared["path"])


over_endpoints = pytest.mark.parametrize("number", range(len(ENDPOINTS)), ids=[label(each) for each in ENDPOINTS])
over_protected = pytest.mark.parametrize(
    "number", [number for number, each in enumerate(ENDPOINTS) if each["scope"] is not None],
    ids=[label(each) for each in ENDPOINTS if each["scope"] is not None])

# What is sent, and what every protected endpoint answers to it.
CREDENTIALS = {
    "none": ([], (401,)),
    "empty": ([("Authorization", "")], (401,)),
    "malformed": ([("Authorization", "Bearer two words")], (401,)),
    "another scheme": ([("Authorization", "Digest username=x")], (401,)),
    "basic": ([("Authorization", "Basic dXNlcjpwYXNzd29yZA==")], (401,)),
    "unknown": ([("Authorization", "Bearer unknown-token-0123456789")], (403,)),
    "unknown key": ([("X-API-Key", "unknown-token-0123456789")], (403,)),
    "expired key": ([("X-API-Key", EXPIRED)], (403,)),
    "disabled key": ([("Authorization", "Bearer " + DISABLED)], (403,)),
    "three segments": ([("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")], (401, 403)),
    "two": ([("Authorization", "Bearer " + TOKEN), ("X-API-Key", TOKEN)], (400,)),
}
INTROSPECTION = "https://idp.example/introspect"
KEY, OPAQUE, PASSWORD = ["%s-of-an-operator-0123456789" % kind for kind in ("key", "opaque", "password")]


def basic(password):
    return [("Authorization", "Basic " + base64.b64encode(("ann:" + password).encode("ascii")).decode("ascii")),
            ("X-Requested-With", "x")]


def bearer(token):
    return [("Authorization", "Bearer " + token)]


# Whose holders may do all that an operator may.
GOOD = {
    "token": bearer(TOKEN), "key": bearer(KEY), "key in its own header": [("X-API-Key", KEY)],
    "JSON Web Token": bearer(issuing.TOKENS["accepted"]["RS256"]), "opaque token": bearer(OPAQUE),
    "password": basic(PASSWORD),
}
# Of the same kinds, and 401.
BAD = {
    "expired JSON Web Token": bearer(issuing.TOKENS["refused"]["34 expired"]),
    "JSON Web Token of another issuer": bearer(issuing.TOKENS["refused"]["35 iss"]),
    "inactive opaque token": bearer(OPAQUE), "wrong password": basic(PASSWORD + "x"),
}
over_good = pytest.mark.parametrize("kind", sorted(GOOD))
over_bad = pytest.mark.parametrize("kind", sorted(BAD))


def replaced(value, text, alarm):
    """The example with another tag and alarm in the place of its own."""
    if isinstance(value, dict):
        return dict((name, replaced(member, text, alarm)) for name, member in value.items())
    if isinstance(value, list):
        return [replaced(member, text, alarm) for member in value]
    if not hasattr(value, "upper"):
        return value
    return ALARM_ID.sub(alarm, value if text is None else TAG.sub(text, value))


def in_json(body):
    """(media type, bytes) of a body."""
    return "application/json", json.dumps(body).encode("utf-8")


def ask(product, declared, headers=MINE, tag_name=None, alarm=None, write=in_json):
    """The answer to the endpoint's example, about the tag of that name, and its alarm, instead of its own."""
    example = replaced(declared["example"], tag_name, alarm or alarm_id(product, tag_name))
    path = declared["path"]
    for name, value in example.get("variables", {}).items():
        path = path.replace("{%s}" % name, value)
    params = []
    for name, value in example.get("parameters", {}).items():
        params.extend((name, each) for each in (value if isinstance(value, list) else [value]))
    options = {"headers": list(headers), "params": params}
    if "body" in example:
        media_type, options["body"] = write(example["body"])
        options["headers"] = options["headers"] + [("Content-Type", media_type)]
    client = Client(product.host, product.project, TOKEN if headers is MINE else None)
    return client.request(declared["method"], path, **options)


def alarm_id(product, tag_name):
    for event in product.gateway.system.alarm.queryStatus(source=["*%s:*" % (tag_name or "Plant/Setpoint")]):
        return "%s" % event.getId()
    return "00000000-0000-4000-8000-000000000000"


def changes(product):
    counts = dict((name, product.gateway.calls.count(name)) for name in CHANGING)
    return dict(counts, database=product.gateway.databases.updates), answers.values(product)


def keeps_secrets(answer):
    seen = answer.text()
    assert "canary-" not in seen and "%d" % HIDDEN_NUMBER not in seen
    assert TOKEN not in seen
    assert answer.status < 500, seen
    return answer


@over_endpoints
def test_the_example_works_for_whoever_may(number):
    declared = ENDPOINTS[number]
    assert "example" in declared, "%s declares no example: how is it to be asked?" % label(declared)
    product = made()
    answer = keeps_secrets(ask(product, declared))
    assert answer.status == 200, answer.text()
    document = answer.json() if "json" in answer.headers["content-type"] else {}
    results = document.get("results", []) if isinstance(document, dict) else document
    assert results or "results" not in document, "the example shows nothing: what is hidden could not be missing"
    assert all([item.get("success", True) for item in results]), document
    example = json.dumps(declared["example"])
    named = [each["name"] for each in declared["parameters"] if each["name"].startswith(NAMES_TAGS)]
    assert all(['"%s"' % name in example for name in named]), "the example leaves out %s" % named


@over_protected
@pytest.mark.parametrize("kind", sorted(CREDENTIALS))
@pytest.mark.parametrize("tag_name", (None,) + FORBIDDEN)
def test_abuse_case_24_without_a_valid_credential_nothing_is_shown_or_done(shared, number, kind, tag_name):
    headers, expected = CREDENTIALS[kind]
    before = changes(shared)
    answer = keeps_secrets(ask(shared, ENDPOINTS[number], headers, tag_name))
    assert answer.status in expected, answer.text()
    assert answer.status != 401 or answer.headers["www-authenticate"].startswith("Bearer")
    assert "%s" % READABLE not in answer.text()
    assert changes(shared) == before


def open_to_all_kinds(isActive=True, role="operator"):
    """An installation that takes each of GOOD as a caller with that role."""
    product = made()
    issuing.Provider(product)
    product.gateway.web.answer(
        INTROSPECTION, json.dumps({"active": isActive, "sub": "x", "roles": [role]}))
    product.gateway.users.add_user("staff", "ann", PASSWORD, [role])
    product.configure("UserSource", "staff")
    product.configure("DefaultRole", role)
    product.configure("Keys", {"mes": {"sha256": digest(KEY), "roles": [role]}})
    product.configure("Issuers", {"plant": dict(issuing.ENTRY, roleMapping={"operator": role}), "opaque": {
        "introspectionUri": INTROSPECTION, "clientId": "x", "clientSecret": "secret-of-a-client",
        "rolesClaim": "roles"}})
    return product


@pytest.fixture(scope="module")
def every_kind():
    return open_to_all_kinds()


@pytest.fixture(scope="module")
def inactive():
    return open_to_all_kinds(isActive=False)


@pytest.fixture(scope="module")
def elsewhere():
    return open_to_all_kinds(role="elsewhere")


@over_protected
@over_bad
@pytest.mark.parametrize("tag_name", (None,) + FORBIDDEN)
def test_abuse_case_24_a_credential_that_its_source_refuses_shows_and_does_nothing(inactive, number, kind, tag_name):
    before = changes(inactive)
    answer = keeps_secrets(ask(inactive, ENDPOINTS[number], BAD[kind], tag_name))
    assert answer.status == 401, answer.text()
    assert "%s" % READABLE not in answer.text()
    assert changes(inactive) == before


@over_good
def test_a_good_credential_of_each_kind_may_read_and_write(every_kind, kind):
    asked = [each for each in ENDPOINTS if label(each) in ("GET /tags/{tagPath}", "PUT /tags/{tagPath}")]
    assert [ask(every_kind, each, GOOD[kind]).status for each in asked] == [200, 200]


@over_endpoints
@over_good
def test_abuse_case_52_and_55_no_kind_of_credential_opens_a_forbidden_tag(every_kind, number, kind):
    hides_forbidden(every_kind, ENDPOINTS[number], GOOD[kind])


@pytest.fixture(scope="module")
def unconfigured():
    product = made()
    product.configure("Keys", {})
    product.configure("ValidTokens", "")
    return product


@over_protected
@pytest.mark.parametrize("kind", ["mine"] + sorted(CREDENTIALS))
def test_abuse_case_25_where_no_credential_is_configured_every_protected_endpoint_is_closed(unconfigured, number, kind):
    before = changes(unconfigured)
    headers = MINE if kind == "mine" else CREDENTIALS[kind][0]
    answer = ask(unconfigured, ENDPOINTS[number], headers)
    assert (answer.status, answer.code) == (503, "auth_unconfigured")
    assert "%s" % READABLE not in answer.text()
    assert changes(unconfigured) == before


@pytest.fixture(scope="module")
def behind_tls():
    product = made()
    product.configure("RequireHttps", True)
    return product


@over_protected
@pytest.mark.parametrize("kind", ["mine"] + sorted(CREDENTIALS))
def test_abuse_case_46_over_plain_http_every_protected_endpoint_is_closed(behind_tls, number, kind):
    before = changes(behind_tls)
    headers = MINE if kind == "mine" else CREDENTIALS[kind][0]
    answer = keeps_secrets(ask(behind_tls, ENDPOINTS[number], headers))
    assert (answer.status, answer.code) == (403, "tls_required")
    assert "location" not in answer.headers and "refresh" not in answer.headers
    assert "%s" % READABLE not in answer.text()
    assert changes(behind_tls) == before


@over_protected
@pytest.mark.parametrize("tag_name", (None,) + FORBIDDEN)
def test_abuse_case_48_without_the_scope_nothing_is_shown_or_done(number, tag_name):
    product = made()
    product.configure("DefaultRole", "")
    before = changes(product)
    answer = keeps_secrets(ask(product, ENDPOINTS[number], tag_name=tag_name))
    if ENDPOINTS[number]["path"] == "/batch":
        # Its parts are judged each on its own.
        assert [part["status"] for part in answer.json()["responses"]] == [403, 424]
    else:
        assert (answer.status, answer.code) == (403, "insufficient_scope")
    assert "%s" % READABLE not in answer.text()
    assert changes(product) == before


@over_protected
@pytest.mark.parametrize("error", [ValueError("x"), IllegalStateException("x")], ids=["Python", "Java"])
@pytest.mark.parametrize("broken", ["keys.presented", "keys.static", "roles.requireScope"])
def test_abuse_case_109_an_error_while_a_caller_is_judged_lets_nobody_in(shared, monkeypatch, number, broken, error):
    room, name = broken.split(".")
    # Only whoever lacks the scope comes to where it is required.
    token = SCOPELESS if name == "requireScope" else TOKEN
    simulator.use(shared.gateway)

    def fail(*arguments):
        raise error
    monkeypatch.setattr(getattr(shared.library.project.guard, room), name, fail)
    shared.library.project.config.current.get().remembered.clear()
    before = changes(shared)
    answer = ask(shared, ENDPOINTS[number], bearer(token))
    assert (answer.status, answer.code) == (500, "internal_error")
    assert "%s" % READABLE not in answer.text()
    assert changes(shared) == before


@over_protected
@over_good
def test_abuse_case_52_no_kind_of_credential_opens_what_its_role_leaves_out(elsewhere, number, kind):
    before = changes(elsewhere)
    answer = keeps_secrets(ask(elsewhere, ENDPOINTS[number], GOOD[kind]))
    assert answer.status not in (401, 503), answer.text()
    assert "%s" % READABLE not in answer.text() and "50.0" not in answer.text()
    # The whole provider instead: what is listed of it is what the role names.
    listed = keeps_secrets(ask(elsewhere, ENDPOINTS[number], GOOD[kind], tag_name=""))
    assert '"path":"[default]Plant' not in listed.text()
    assert changes(elsewhere) == before


@over_endpoints
def test_abuse_case_52_and_55_a_forbidden_tag_is_neither_shown_nor_touched_there_or_not(number):
    hides_forbidden(made(), ENDPOINTS[number])


def hides_forbidden(product, declared, headers=MINE):
    before = changes(product)
    found = [keeps_secrets(ask(product, declared, headers, tag_name=name)) for name in FORBIDDEN + (ABOVE,)]
    # A command names no tag: which it writes is the site's word, not the caller's.
    assert changes(product) == before or label(declared) == "POST /cmd"
    assert outline(found[0], FORBIDDEN[0]) == outline(found[1], FORBIDDEN[1])
    assert '"path":"%s' % CONFIG[:-1] not in found[2].text()


def outline(answer, tag_name):
    text = answer.body.decode("utf-8").replace(tag_name, "TAG").replace(tag_name.rpartition("/")[2], "TAG")
    text = ALARM_ID.sub("ALARM", text).replace(answer.headers["x-request-id"], "ID")
    return answer.status, COUNTED.sub("", text)


@over_endpoints
def test_abuse_case_58_writes_disabled(number):
    product, declared = made(), ENDPOINTS[number]
    product.configure("WritesDisabled", True)
    before = changes(product)
    answer = ask(product, declared)
    assert changes(product) == before
    if declared.get("mutating"):
        assert (answer.status, answer.code) == (403, "writes_disabled")
    else:
        assert answer.status == 200


def test_whatever_can_change_something_says_so():
    """An example that calls a changing function of the platform belongs to an endpoint that is declared as mutating."""
    for declared in ENDPOINTS:
        product = made()
        before = changes(product)[0]
        ask(product, declared)
        # A batch is judged by its parts, each of which is declared for itself.
        mutating = bool(declared.get("mutating")) or declared["path"] == "/batch"
        assert mutating == (changes(product)[0] != before), label(declared)
