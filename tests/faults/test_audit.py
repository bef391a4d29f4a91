"""Who changed what is recorded, once for each thing: abuse cases 83, 114 to 116 and 120, on every database."""

import hashlib
import json

import pytest

from java.lang import RuntimeException
from java.util.concurrent import TimeoutException
from tests.support import databases, stored, trees
from tests.support.product import Product
from tests.support.stored import configure, put, rows, setpoint

WRITE = "system.tag.writeBlocking"
PLANT = "[default]Plant/"
PROTECTED = "[default]Config/API/ValidTokens"


@pytest.fixture
def product(recorded):
    return recorded


@pytest.fixture
def bare():
    """Without a database."""
    return Product(tags=trees.PLANT)


def results(product):
    return [(row["action"], row["target"], row["result"]) for row in rows(product)]


def logged(product):
    """The audit rows in the log."""
    return [json.loads(line.partition("Audit: ")[2]) for line in product.gateway.log.messages() if "Audit: " in line]


def test_abuse_case_114_a_write_has_one_row_with_all_that_is_known(product):
    product.gateway.clock.set_millis(1700000000123)
    answer = put(product, 61.5, headers=[("X-Request-Id", "job-7")])
    assert answer.status == 200
    row, = rows(product)
    assert row.pop("principal").startswith("token:")
    assert row == {
        "item": 0, "action": "tag.write", "target": stored.SETPOINT, "old_value": "50.0", "new_value": "61.5",
        "result": "Good", "key_id": None, "request_id": "job-7", "address": "127.0.0.1",
        "happened_at": "2023-11-14T22:13:20.123Z", "completed_at": "2023-11-14T22:13:20.123Z"}


def test_abuse_case_114_a_key_is_named(product):
    key = "key-of-the-mes-0123456789abcdef"
    digest = hashlib.sha256(key.encode("ascii")).hexdigest()
    product.configure("Keys", {"mes": {"sha256": digest, "roles": ["operator"]}})
    assert put(product, 61.5, headers=[("X-API-Key", key)]).status == 200
    assert [(row["principal"], row["key_id"]) for row in rows(product)] == [("key:mes", "mes")]


def test_abuse_case_114_each_item_of_a_request_has_its_row(product):
    writes = [
        {"path": stored.SETPOINT, "value": 1}, {"path": PLANT + "None", "value": 2},
        {"path": PLANT + "FlowRate", "value": "warm"}, {"path": PROTECTED, "value": "x"}]
    answer = product.client.post("/write", {"writes": writes})
    assert results(product) == [
        ("tag.write", item["path"], item["quality"]) for item in answer.json()["results"]]
    assert [row["item"] for row in rows(product)] == [0, 1, 2, 3]
    assert None not in [row["completed_at"] for row in rows(product)]


def test_abuse_case_114_what_was_not_written_because_of_another_item_has_its_row_too(product):
    writes = [{"path": stored.SETPOINT, "value": 1}, {"path": PLANT + "None", "value": 2}]
    assert product.client.post("/write", {"writes": writes, "atomic": True}).status == 422
    assert [result for action, target, result in results(product)] == ["Bad", "Bad_NotFound"]


@pytest.mark.parametrize("atomic", [False, True])
def test_abuse_case_114_the_values_before_are_read_once(product, atomic):
    product.client.get(stored.URL)
    before = product.gateway.calls.count("system.tag.readBlocking")
    writes = [{"path": stored.SETPOINT, "value": 1}, {"path": PLANT + "FlowRate", "value": 2},
              {"path": PLANT + "Empty", "value": "x"}]
    assert product.client.post("/write", {"writes": writes, "atomic": atomic}).status == 200
    assert product.gateway.calls.count("system.tag.readBlocking") == before + 1
    assert [row["old_value"] for row in rows(product)] == ["50.0", "7", None]


@pytest.mark.parametrize("count", [76, 77, 500])
def test_abuse_case_114_rows_match_attempts_whatever_their_number(product, count):
    product.gateway.tags.import_tags(
        trees.folder("Many", *[trees.tag("T%d" % number, "Int4", 0) for number in range(count)]), "[default]")
    writes = [{"path": "[default]Many/T%d" % number, "value": number} for number in range(count)]
    product.client.post("/write", {"writes": writes})
    assert results(product) == [("tag.write", write["path"], "Good") for write in writes]
    assert [row["new_value"] for row in rows(product)] == ["%d" % number for number in range(count)]


def test_abuse_case_114_rows_are_there_before_the_effect(product):
    seen = []

    def look():
        seen.extend(rows(product))
        return None

    product.gateway.faults.set(WRITE, throw=look)
    put(product, 1)
    assert [(row["result"], row["completed_at"]) for row in seen[:1]] == [("pending", None)]
    assert [row["result"] for row in rows(product)] == ["Good"]


@pytest.mark.parametrize("thrown", [TimeoutException, RuntimeException])
def test_abuse_case_114_a_row_left_pending_means_that_nobody_knows(product, thrown):
    product.gateway.faults.set(WRITE, throw=thrown("secret"), after=True)
    assert put(product, 1).code == "outcome_unknown"
    assert [(row["result"], row["completed_at"]) for row in rows(product)] == [("pending", None)]


@pytest.mark.parametrize("path, value, result", [
    ("/tags/default/Plant/Setpoint", "warm", "Error_TypeConversion"),
    ("/tags/default/Plant/Setpoint", 1e9, "Bad_OutOfRange"),
    ("/tags/default/Plant/None", 1, "tag_not_found"),
    ("/tags/default/Config/API/ValidTokens", "x", "Bad_AccessDenied"),
])
def test_abuse_case_114_a_refused_write_has_one_row(product, path, value, result):
    assert product.client.put(path, {"value": value}).status in (403, 404, 422)
    assert [row["result"] for row in rows(product)] == [result]


def test_abuse_case_114_a_failed_precondition_has_one_row(product):
    assert put(product, 1, headers=[("If-Match", '"other"')]).status == 412
    assert [row[0::2] for row in results(product)] == [("request.refused", "precondition_failed")]


@pytest.mark.parametrize("token, status, code", [
    (None, 401, "credentials_required"), ("wrong-token-0123456789abcdef", 403, "invalid_token")])
@pytest.mark.parametrize("method, path", [("GET", "/tags"), ("PUT", stored.URL)])
def test_abuse_case_114_a_denied_request_has_one_row(product, token, status, code, method, path):
    product.client.token = token
    assert product.client.send(method, path, {"value": 1}).status == status
    assert results(product) == [("request.denied", "%s /system/webdev/demo/api%s" % (method, path), code)]
    assert rows(product)[0]["principal"] is None


def test_abuse_case_48_and_114_a_caller_without_the_scope_is_named(product):
    product.configure("DefaultRole", "none")
    assert put(product, 1).status == 403
    row, = rows(product)
    assert (row["result"], row["principal"][:6]) == ("insufficient_scope", "token:")


def test_abuse_case_48_and_114_a_denied_request_of_a_batch_has_its_row(product):
    product.configure("DefaultRole", "none")
    wanted = [{"id": "one", "method": "GET", "path": "/status"}]
    answer = product.client.post("/batch", {"requests": wanted})
    assert [part["status"] for part in answer.json()["responses"]] == [403]
    assert results(product) == [("request.denied", "GET /status", "insufficient_scope")]


def test_abuse_case_114_a_read_of_a_batch_has_a_row_that_says_what_was_read(product):
    product.configure("AuditReads", True)
    lines = ["/health?%s" % ("a" * 900), "/tags?path=[default]Plant/Temperature", "/tags/default/Plant/Setpoint"]
    product.client.post("/batch", {"requests": [
        {"id": "%d" % number, "method": "GET", "path": line} for number, line in enumerate(lines)]})
    assert [target for action, target, result in results(product)] == ["GET " + line for line in lines[1:]] + [
        "POST /system/webdev/%s/api/batch" % product.project]


def test_abuse_case_93_and_114_a_repeated_request_that_is_denied_has_its_row(product):
    put(product, 60.5, "k")
    product.configure("Roles", {"writer": {"scopes": ["tags:write"], "write": ["[default]Plant/**"]}})
    product.configure("DefaultRole", "writer")
    assert put(product, 60.5, "k").code == "tag_forbidden"
    assert [row[0::2] for row in results(product)] == [("tag.write", "Good"), ("request.denied", "tag_forbidden")]


def test_abuse_case_114_a_forbidden_tag_is_named(product):
    assert product.client.get("/tags/default/Config/API/ValidTokens").status == 403
    assert [row[0::2] for row in results(product)] == [("request.denied", "tag_forbidden")]


def test_abuse_case_114_reads_are_recorded_only_when_asked_for(product):
    product.client.get("/tags", params=[("path", stored.SETPOINT)])
    assert rows(product) == []
    product.configure("AuditReads", True)
    product.client.get("/tags", params=[("path", stored.SETPOINT)])
    product.client.post("/read", {"paths": [stored.SETPOINT]})
    product.client.get("/health")
    found = rows(product)
    assert [(row["action"], row["result"]) for row in found] == [("request.read", "200")] * 2
    assert [row["new_value"] for row in found] == [None, '{"paths":["[default]Plant/Setpoint"]}']
    assert "Setpoint" in found[0]["target"]


def test_abuse_case_114_values_are_json_of_one_kibibyte_at_most(product):
    text = u'\u00e4"\n' + "x" * 3000
    product.client.put("/tags/default/Plant/Status", {"value": text})
    row, = rows(product)
    assert row["new_value"] == json.dumps(text)[:1024]


def test_a_stranger_cannot_fill_the_database(product):
    product.gateway.clock.set_millis(1700000000000)
    product.client.token = None
    for _ in range(60):
        product.client.get("/tags")
    assert len(rows(product)) == 50
    assert product.library.project.guard.audit.COUNTERS.values["deniedNotRecorded"] == 10
    product.gateway.clock.advance(11)
    product.client.get("/tags")
    assert len(rows(product)) == 51


def test_a_caller_who_is_known_cannot_fill_it_either(product):
    product.configure("DefaultRole", "none")
    callers = product.library.project.guard.audit.CALLERS
    assert [callers.take() for _ in range(499)] == [True] * 499
    assert [put(product, 1).status for _ in range(2)] == [403, 403]
    assert len(rows(product)) == 1
    assert product.library.project.guard.audit.COUNTERS.values["deniedNotRecorded"] == 1


def test_without_a_database_the_audit_goes_to_the_log(bare):
    put(bare, 61.5)
    row, = logged(bare)
    assert (row["target"], row["old_value"], row["new_value"], row["result"]) == (
        stored.SETPOINT, "50.0", "61.5", "Good")


def test_with_a_database_the_log_is_spared(product):
    put(product, 61.5)
    assert logged(product) == []


@pytest.mark.parametrize("database", [False, True])
def test_a_profile_gets_each_change_as_well(product, bare, database):
    chosen = product if database else bare
    chosen.gateway.audit.add_profile("Site")
    configure(chosen, AuditProfile="Site")
    chosen.client.post("/write", {"writes": [
        {"path": stored.SETPOINT, "value": 1}, {"path": PLANT + "None", "value": 2}]})
    found = chosen.gateway.audit.records("Site")
    assert [(record["action"], record["statusCode"], record["originatingContext"]) for record in found] == [
        ("tag.write", 0, 1), ("tag.write", 1, 1)]
    assert found[0]["actor"].startswith("token:")
    assert "1" in found[0]["actionValue"] and stored.SETPOINT in found[0]["actionValue"]


@pytest.mark.parametrize("variant", ["raise", "ignore"])
def test_a_profile_that_does_not_exist_stops_nothing(bare, variant):
    bare.gateway.options.audit_unknown_profile = variant
    configure(bare, AuditProfile="Nowhere")
    assert put(bare, 3).status == 200
    failures = bare.library.project.guard.audit.COUNTERS.values["profileFailures"]
    assert failures == (1 if variant == "raise" else 0)


@pytest.mark.parametrize("fault", ["down", "locked", "no tables", "no connection"])
def test_abuse_case_83_and_115_without_the_store_nothing_is_written_and_reads_go_on(product, fault):
    connection = product.gateway.databases.connections["API"]
    if fault == "no tables":
        databases.drop(connection)
    elif fault == "no connection":
        product.configure("Database", "Elsewhere")
    else:
        setattr(connection.faults, fault, True)
    for answer in (put(product, 1), put(product, 1, "k")):
        assert answer.status == (504 if fault == "locked" and answer.code == "store_timeout" else 503)
        assert answer.code in ("store_unavailable", "store_timeout")
        assert answer.headers["retry-after"] == "2"
        assert "jdbc" not in answer.text() and "SELECT" not in answer.text()
    assert product.gateway.calls.count(WRITE) == 0
    assert product.client.get(stored.URL).status == 200
    assert product.client.get("/health", params=[("ready", None)]).status == 200


def test_abuse_case_115_reads_that_cannot_be_recorded_are_counted(product):
    product.configure("AuditReads", True)
    stored.faults(product).down = True
    assert product.client.get(stored.URL).status == 200
    stored.faults(product).clear()
    assert product.client.get("/status").json()["audit"]["rowsNotRecorded"] == 1
    assert [row["action"] for row in logged(product)] == ["request.read"] * len(logged(product)) != []


def test_abuse_case_83_writes_work_again_when_the_database_is_back(product):
    stored.faults(product).down = True
    assert put(product, 1).status == 503
    stored.faults(product).clear()
    product.host.restart(product.project)
    assert put(product, 1).status == 200


def test_a_database_that_is_down_is_not_asked_by_everyone(product):
    product.gateway.clock.set_millis(1700000000000)
    put(product, 1)
    stored.faults(product).down = True
    put(product, 2)
    before = product.gateway.calls.count()
    assert put(product, 3).code == "store_unavailable"
    asked = [name for name in product.gateway.calls.names() if name.startswith("system.db")]
    seen = sum(product.gateway.calls.count(name) for name in asked)
    put(product, 4)
    assert sum(product.gateway.calls.count(name) for name in asked) == seen and before
    stored.faults(product).clear()
    product.gateway.clock.advance(3)
    assert put(product, 5).status == 200


def test_audit_required_without_a_database_closes_writes(bare):
    configure(bare, AuditRequired=True)
    assert (put(bare, 1).status, put(bare, 1).code) == (503, "store_unconfigured")
    assert bare.client.get(stored.URL).status == 200
    assert setpoint(bare) == 50.0


@pytest.mark.parametrize("text", [
    u"a\r\nAudit: {\"forged\": 1}", u"\x1b[2J\x1b[31mred", u"%n%s%d", u'{"a": "b\\"}', u"\u2028\u0085x", u"x" * 60000])
def test_abuse_case_116_no_line_of_the_log_can_be_forged(bare, text):
    bare.client.put("/tags/default/Plant/Status", {"value": text})
    lines = [line for line in bare.gateway.log.messages() if "Audit: " in line]
    assert len(lines) == 1
    assert len(lines[0]) <= 2000
    assert not any(ord(character) < 32 or ord(character) > 126 for character in lines[0])


def test_abuse_case_116_a_path_and_an_address_forge_nothing_either(product, bare):
    for chosen in (product, bare):
        chosen.client.request("PUT", "/tags", params=[("path", u"[default]a\r\n\x1b[31mb\u2028%n")], headers=[
            ("Content-Type", "application/json"), ("User-Agent", u"x\r\ny")], body=b'{"value": 1}')
    assert all("\n" not in line and "\x1b" not in line for line in bare.gateway.log.messages())
    row, = rows(product)
    assert row["target"] == u"[default]a\\u000d\\u000a\\u001b[31mb\\u2028%n"


MEGABYTE = u"x" * 1000000 + u"\r\nAudit: forged"


@pytest.mark.parametrize("sent", [
    {"params": [("path", u"[default]" + MEGABYTE)]}, {"headers": [("User-Agent", MEGABYTE)]},
    {"headers": [("X-Request-Id", MEGABYTE)]}, {"headers": [("Authorization", u"Bearer " + MEGABYTE)]},
    {"headers": [("Authorization", u"Basic " + u"QUFB" * 250000)]}, {"remote_addr": MEGABYTE},
])
def test_abuse_case_116_a_megabyte_anywhere_is_one_short_line(bare, sent):
    configure(bare, AuditReads=True, UserSource="staff")
    bare.gateway.users.add_user("staff", MEGABYTE, "canary-password", ["operator"])
    bare.gateway.log.clear()
    for method, path in (("GET", "/tags"), ("PUT", "/tags")):
        options = {"headers": [("Content-Type", "application/json")] + sent.get("headers", []),
                   "params": sent.get("params", [("path", stored.SETPOINT)])}
        answer = bare.client.request(
            method, path, body=b'{"value": 1}', remote_addr=sent.get("remote_addr", "127.0.0.1"), **options)
        assert answer.status < 500, answer.text()[:500]
    lines = bare.gateway.log.messages()
    assert lines
    for line in lines:
        assert len(line) <= 4000 and "\n" not in line and "\r" not in line


def test_abuse_case_120_no_route_changes_what_was_recorded(product):
    put(product, 1)
    before = rows(product)
    for declared in product.library.project.api.ENDPOINTS:
        assert "audit" not in declared["path"]
    put(product, 2, headers=[("X-Request-Id", before[0]["request_id"])])
    assert rows(product)[0] == before[0]
    assert len(rows(product)) == 2


def test_abuse_case_120_neither_a_repeated_request_nor_a_purge_changes_what_was_recorded(product):
    product.gateway.clock.set_millis(1700000000000)
    put(product, 1, "k")
    put(product, "warm", "other")
    before = rows(product)
    assert [row["result"] for row in before] == ["Good", "Error_TypeConversion"]
    product.gateway.clock.advance(60)
    assert put(product, 1, "k").headers["idempotent-replayed"] == "true"
    assert rows(product) == before
    product.gateway.clock.advance(24 * 3600)
    put(product, 2, "new")
    assert [record["state"] for record in stored.records(product)] == ["done"]
    assert rows(product)[:2] == before and len(rows(product)) == 3


def test_abuse_case_114_a_caller_who_asks_too_often_is_named(product):
    product.gateway.clock.set_millis(1700000000000)
    configure(product, Limits={"requestsPerSecond": 1, "requestBurst": 1})
    statuses = [product.client.get(stored.URL).status for _ in range(2)]
    assert statuses == [200, 429]
    row, = rows(product)
    assert (row["result"], row["principal"][:6]) == ("rate_limited", "token:")
