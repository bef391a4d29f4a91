"""What nobody gets to see: secrets, the inside of the gateway, what health could tell: abuse cases 26, 117 to 119."""

import base64
import hashlib
import io
import json
import os
import re

import pytest

import simulator
from java.lang import RuntimeException
from tests.faults import answers, test_matrix
from tests.faults.test_matrix import ENDPOINTS, over_endpoints
from tests.support import databases, issuing, stored, threads
from tests.support.client import Client
from tests.support.product import TOKEN, Product, export

SECRETS = dict((kind, "canary-%s-0123456789abcdef" % kind) for kind in (
    "token", "key", "password", "client", "shared-by-hmac-of-32-bytes", "database"))
CLIENT, HMAC = SECRETS["client"], SECRETS["shared-by-hmac-of-32-bytes"]
INTROSPECTION = "https://idp.example/introspect"
# As drivers and libraries put them into their messages.
QUOTED = (
    "No suitable driver: jdbc:postgresql://db/plant?user=api&password=%s; sent Authorization: Bearer %s to "
    "https://ignition:%s@idp.example with client_secret=%s" % (
        SECRETS["database"], SECRETS["key"], SECRETS["client"], CLIENT))
INSIDE = "com.example.driver.Broken at Broken.java:17"
PLATFORM = (
    "system.tag.readBlocking", "system.tag.writeBlocking", "system.tag.browse", "system.tag.getConfiguration",
    "system.tag.queryTagHistory", "system.alarm.queryStatus", "system.alarm.queryJournal", "system.alarm.acknowledge",
    "system.alarm.shelve", "system.alarm.unshelve", "system.alarm.getShelvedPaths", "system.db.runPrepQuery",
    "system.db.runPrepUpdate", "system.db.beginTransaction", "system.util.audit", "system.util.sendRequest",
    "system.security.getUserRoles", "system.net.httpClient")


def basic(password):
    return "Basic " + base64.b64encode(("ann:" + password).encode("ascii")).decode("ascii")


CREDENTIALS = {
    "token": ("Authorization", "Bearer " + SECRETS["token"]), "key": ("X-API-Key", SECRETS["key"]),
    "password": ("Authorization", basic(SECRETS["password"])),
    "wrong password": ("Authorization", basic("canary-of-a-wrong-password")),
    "unknown key": ("X-API-Key", "canary-unknown-0123456789abcdef"),
    "access token": ("Authorization", "Bearer " + issuing.TOKENS["accepted"]["RS256"]),
    "refused access token": ("Authorization", "Bearer " + issuing.TOKENS["refused"]["28 JWK"]),
    "opaque": ("Authorization", "Bearer canary-opaque-0123456789abcdef"),
}


@pytest.fixture
def planted(installed):
    """The installation at the moment that the access tokens were made for."""
    installed.gateway.clock.set_millis(issuing.TOKENS["now"] * 1000)
    installed.gateway.log.clear()
    return installed


@pytest.fixture(scope="module")
def installed():
    """An installation in which everything that can be secret is a canary."""
    product = test_matrix.made()
    issuing.Provider(product)
    product.gateway.web.answer(INTROSPECTION, json.dumps({"active": True, "sub": "x", "roles": ["operator"]}))
    product.gateway.users.add_user("staff", "ann", SECRETS["password"], ["operator"])
    product.gateway.audit.add_profile("Trail")
    databases.connect(product.gateway, "sqlite")
    for name, value in (
            ("ValidTokens", SECRETS["token"]), ("UserSource", "staff"), ("Database", "API"), ("AuditReads", True),
            ("AuditProfile", "Trail"),
            ("Keys", {"mes": {"sha256": hashlib.sha256(SECRETS["key"].encode("ascii")).hexdigest(),
                              "roles": ["operator"]}}),
            ("Issuers", {
                "plant": issuing.ENTRY,
                "shared": dict(issuing.ENTRY, issuer="https://shared.example", algorithms=["HS256"], sharedSecret=HMAC),
                "opaque": {"introspectionUri": INTROSPECTION, "clientId": "x", "clientSecret": CLIENT,
                           "rolesClaim": "roles"}})):
        product.configure(name, value)
    yield product
    databases.close(product.gateway)


def everything(product):
    """All that the gateway keeps of what was asked."""
    kept = [product.gateway.log.text(), json.dumps(product.gateway.audit.records("Trail"), default=str)]
    for table in ("rest_api_audit", "rest_api_idempotency"):
        kept.append(json.dumps(stored.rows(product, "SELECT * FROM " + table), default=str))
    return "\n".join(kept)


def broken(product, number, headers, words):
    """The answer while every function of the platform throws an exception with these words."""
    alarm = test_matrix.alarm_id(product, None)
    for function in PLATFORM:
        product.gateway.faults.set(function, throw=RuntimeException(words))
    try:
        return test_matrix.ask(product, ENDPOINTS[number], headers, alarm=alarm)
    finally:
        product.gateway.faults.clear()


def hides(text):
    for kind, secret in sorted(SECRETS.items()):
        assert secret not in text, kind
    assert "canary-of-a" not in text and "canary-unknown" not in text and "canary-opaque" not in text
    for token in list(issuing.TOKENS["accepted"].values()) + [issuing.TOKENS["refused"]["28 JWK"]]:
        assert token.rpartition(".")[2] not in text


@over_endpoints
@pytest.mark.parametrize("kind", sorted(CREDENTIALS))
def test_abuse_case_117_no_secret_is_in_an_answer_the_log_or_the_audit(planted, number, kind):
    headers = [CREDENTIALS[kind], ("Idempotency-Key", "%d-%s" % (number, kind.replace(" ", "-")))]
    hides(test_matrix.ask(planted, ENDPOINTS[number], headers).text())
    hides(broken(planted, number, headers, QUOTED).text())
    # Until a database that failed is asked again.
    planted.gateway.clock.advance(3)
    hides(everything(planted))


def test_abuse_case_117_the_credentials_of_that_test_are_good_ones(planted):
    statuses = dict((kind, test_matrix.ask(planted, ENDPOINTS[1], [CREDENTIALS[kind]]).status) for kind in CREDENTIALS)
    assert statuses == {
        "token": 200, "key": 200, "password": 200, "access token": 200, "opaque": 200, "wrong password": 401,
        "unknown key": 200, "refused access token": 401}


def test_abuse_case_117_the_documents_hold_no_secret_of_the_tests():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    found = [os.path.join(root, "README.md"), os.path.join(root, "CHANGELOG.md")]
    for folder, _, names in os.walk(os.path.join(root, "docs")):
        found.extend(os.path.join(folder, name) for name in names)
    assert len(found) > 20
    for path in found:
        with io.open(path, encoding="utf-8") as stream:
            text = stream.read()
        hides(text)
        assert TOKEN not in text and issuing.TOKENS["secret"] not in text, path
        assert not re.search(r"eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE", text), path


PLACEHOLDER = re.compile(
    r"change[-_ ]?me|your[-_](?:secret|token|key|password)|example[-_](?:secret|token|key)|"
    r"default[-_](?:secret|token|password)|test[-_]token|s3cr3t|hunter2|canary", re.IGNORECASE)


def test_abuse_case_26_the_export_holds_no_secret_and_no_place_for_one():
    files = export().files
    assert len(files) > 50
    for name in sorted(files):
        found = PLACEHOLDER.search(files[name].decode("utf-8"))
        assert not found, "%s holds %r" % (name, found.group(0))


def test_abuse_case_26_as_it_is_shipped_everything_is_closed():
    product = Product()
    configured = product.library.project.config.settings.tagExport()
    assert not PLACEHOLDER.search(json.dumps(configured))
    shipped = dict((each["name"], each["default"]) for each in product.library.project.config.settings.SETTINGS)
    assert [shipped[name] for name in ("ValidTokens", "Keys", "Roles", "Issuers", "UserSource")] == ["", {}, {}, {}, ""]
    product.configure("ValidTokens", shipped["ValidTokens"])
    for token in ("", "changeme", "test", "x" * 20):
        answer = Client(product.host, product.project, token).get("/tags")
        assert (answer.status, answer.code) == (503, "auth_unconfigured")


@over_endpoints
def test_abuse_case_118_what_broke_stands_in_the_log_under_the_id_of_the_request_and_nowhere_else(number):
    product = test_matrix.made()
    product.client.get("/tags/default/Plant/Setpoint")  # so that the configuration is known
    asked = [("Authorization", "Bearer " + TOKEN), ("X-Request-Id", "find-me-%d" % number)]
    answer = answers.clean(broken(product, number, asked, INSIDE))
    assert "Broken" not in answer.text()
    assert answer.headers["x-request-id"] == "find-me-%d" % number
    if answer.status in (500, 502, 504):
        records = [text for text in product.gateway.log.messages("ERROR") if "find-me-%d" % number in text]
        assert [text for text in records if "\n" in text and INSIDE in text], product.gateway.log.text()
    else:
        assert answer.status in (200, 503)


def test_abuse_case_118_most_endpoints_do_break_in_that_test():
    statuses = []
    for number in range(len(ENDPOINTS)):
        product = test_matrix.made()
        product.client.get("/tags/default/Plant/Setpoint")
        statuses.append(broken(product, number, test_matrix.MINE, INSIDE).status)
    assert sum(status in (500, 502, 504) for status in statuses) > len(statuses) / 2, statuses


@over_endpoints
def test_abuse_case_118_every_line_of_trouble_names_its_request(planted, number):
    found = "find-me-%d" % number
    for kind in ("access token", "opaque", "password"):
        # The configuration is stale by then, and a database that failed is asked again.
        planted.gateway.clock.advance(6)
        broken(planted, number, [CREDENTIALS[kind], ("X-Request-Id", found), ("Idempotency-Key", found)], INSIDE)
    lines = planted.gateway.log.messages()
    assert lines
    assert [line for line in lines if not line.startswith("Request %s: " % found)] == []


@pytest.mark.parametrize("function, key", [("system.db.beginTransaction", None), ("system.db.runPrepQuery", "k")])
def test_abuse_case_118_a_store_that_fails_names_the_request_it_failed_in(function, key):
    product = stored.product()
    assert stored.put(product, 60.5, "first").status == 200
    product.gateway.faults.set(function, throw=RuntimeException(INSIDE))
    answer = stored.put(product, 61.5, key, headers=[("X-Request-Id", "find-me")])
    databases.close(product.gateway)
    answers.refused(answer, 503, "store_unavailable")
    line, = product.gateway.log.messages("ERROR")
    assert line.startswith("Request find-me: The database 'API' ") and INSIDE in line


def test_abuse_case_118_threads_name_their_own_requests(product):
    project = product.library.project
    product.client.get("/tags")  # so that the configuration is known
    product.gateway.faults.set("system.tag.browse", throw=RuntimeException(INSIDE))

    def asked(number):
        simulator.use(product.gateway)
        for _ in range(10):
            product.client.get("/browse", headers=[("X-Request-Id", "thread-%d" % number)])
            project.gateway.log.warn("I am thread-%d" % number)
    threads.together(asked)
    lines = [line.partition("\n")[0] for line in product.gateway.log.messages() if "thread-" in line]
    for number in range(threads.THREADS):
        mine = [line for line in lines if line.startswith("Request thread-%d: " % number)]
        assert len(mine) == 20, lines
        assert sum("I am thread-%d" % number in line for line in mine) == 10


def test_abuse_case_118_handlers_of_other_people_are_requests_too(product):
    product.gateway.faults.set("system.tag.readBlocking", throw=RuntimeException(INSIDE))
    product.gateway.clock.advance(60)
    product.library.project.auth.validateRequest({"headers": {"X-Request-Id": "of-another-handler"}})
    lines = product.gateway.log.messages()
    assert lines and all(line.startswith("Request of-another-handler: ") for line in lines)


def test_abuse_case_118_a_mistake_of_ours_is_no_different(monkeypatch):
    product = test_matrix.made()
    project = product.library.project

    def mistaken(*arguments):
        return {}["canary-inside"]
    monkeypatch.setattr(project.gateway.platform, "version", mistaken)
    answer = answers.refused(product.client.get("/status"), 500, "internal_error")
    shown = [text for text in product.gateway.log.messages("ERROR") if answer["requestId"] in text]
    assert len(shown) == 1 and "canary-inside" in shown[0] and "Traceback" in shown[0]


# A session's cookie is WebDev's own.
HEALTH = {"content-length", "set-cookie", "ratelimit", "ratelimit-policy", "content-type", "cache-control",
          "x-content-type-options", "x-request-id", "vary"}


@pytest.mark.parametrize("headers", [
    [], [("Authorization", "Bearer " + TOKEN)], [("Origin", "https://elsewhere.example")], [("Accept", "text/html")]])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_abuse_case_119_health_tells_strangers_nothing(product, headers, method):
    client = Client(product.host, product.project)
    for ready, state in (([], "ok"), ([("ready", None)], "ok")):
        answer = client.request(method, "/health", headers=headers, params=ready)
        if answer.status == 406:
            continue
        assert answer.status == 200
        assert answer.body == (b"" if method == "HEAD" else b'{"status":"%s"}' % state.encode("ascii"))
        assert set(answer.headers) <= HEALTH, answer.headers
        assert product.gateway.version not in answer.text()
        assert product.library.project.version.VERSION not in answer.text()


def test_abuse_case_119_ready_is_real_and_gives_no_reason(product):
    client = Client(product.host, product.project)
    product.gateway.faults.set("system.tag.readBlocking", throw=RuntimeException(INSIDE))
    answer = answers.clean(client.get("/health", params=[("ready", None)]))
    assert (answer.status, answer.json()) == (503, {"status": "unavailable"})
    assert answers.clean(client.get("/health")).json() == {"status": "ok"}
    product.gateway.faults.clear()
    assert client.get("/health", params=[("ready", None)]).status == 200
    product.configure("ValidTokens", "")
    answer = client.get("/health", params=[("ready", None)])
    assert (answer.status, answer.json()) == (503, {"status": "unavailable"})
