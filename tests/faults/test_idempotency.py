"""A request that is sent twice is done once: abuse cases 78, 88, 90 and 93 to 100, on every database there is."""

import threading

import pytest

import simulator
from java.lang import RuntimeException
from java.util.concurrent import TimeoutException
from tests.support import databases, stored, trees
from tests.support.client import Client
from tests.support.product import TOKEN, Product
from tests.support.stored import put, records, setpoint

WRITE = "system.tag.writeBlocking"
REPLAYED = "idempotent-replayed"
OTHER = "other-token-0123456789abcdef"


@pytest.fixture
def product(recorded):
    return recorded


@pytest.fixture
def writes(product):
    """How many times the gateway was asked to write."""
    before = product.gateway.calls.count(WRITE)
    return lambda: product.gateway.calls.count(WRITE) - before


def crash(product):
    """Leaves what a gateway leaves that was cut off between the effect and the record of it."""
    connection = product.gateway.databases.connections["API"]
    connection.run_alone(
        "update", "UPDATE rest_api_idempotency SET state = 'running', answer = NULL", [], False)


@pytest.mark.parametrize("key", ["a", "8e03978e-40d5-43dd-bc93-6894a57f9324", "K" * 255])
def test_abuse_case_93_the_same_request_twice_is_done_once(product, writes, key):
    first = put(product, 61.5, key)
    again = put(product, 61.5, '"%s"' % key)
    assert (first.status, again.status, writes()) == (200, 200, 1)
    assert again.body == first.body
    assert REPLAYED not in first.headers
    assert again.headers[REPLAYED] == "true"
    assert again.headers["etag"] == first.headers["etag"]


def test_abuse_case_93_a_list_of_writes_is_one_request(product, writes):
    body = {"writes": [{"path": stored.SETPOINT, "value": 1}, {"path": "[default]Plant/None", "value": 2}]}
    answers = [product.client.post("/write", body, headers=[("Idempotency-Key", "k")]) for _ in range(3)]
    assert [answer.status for answer in answers] == [200] * 3
    assert len(set(answer.body for answer in answers)) == 1
    assert writes() == 1


@pytest.mark.parametrize("change", ["body", "route", "query"])
def test_abuse_case_94_a_key_belongs_to_one_request(product, writes, change):
    headers = [("Idempotency-Key", "k")]
    put(product, 1, "k")
    if change == "body":
        answer = put(product, 2, "k")
    elif change == "route":
        answer = product.client.put("/tags/default/Plant/FlowRate", {"value": 1}, headers=headers)
    else:
        answer = product.client.put(stored.URL, {"value": 1}, headers=headers, params=[("int64", "string")])
    assert (answer.status, answer.code, writes()) == (422, "idempotency_key_reused", 1)


def test_abuse_case_94_two_callers_may_use_the_same_key(product, writes):
    product.configure("ValidTokens", "%s,%s" % (TOKEN, OTHER))
    assert put(product, 1, "k").status == 200
    other = put(product, 2, "k", client=Client(product.host, product.project, OTHER))
    assert (other.status, writes(), setpoint(product)) == (200, 2, 2.0)


def test_abuse_case_95_fifty_at_once_are_one_effect(product, writes):
    answers, start = [], threading.Event()

    def ask():
        start.wait(20)
        answers.append(put(product, 42, "k"))

    threads = [threading.Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join(60)
    assert writes() == 1
    found = set((answer.status, answer.headers.get(REPLAYED)) for answer in answers)
    assert len(answers) == 50
    assert len([answer for answer in answers if answer.status == 200 and REPLAYED not in answer.headers]) == 1
    # Some may find no room at the store and are told to come again; none of them has done anything.
    assert found <= set([(200, None), (200, "true"), (409, None), (503, None)]), found
    assert all("retry-after" in answer.headers for answer in answers if answer.status != 200)


def test_abuse_case_95_while_the_first_runs_the_others_are_told_to_wait(product, writes):
    product.gateway.clock.set_millis(1700000000000)
    put(product, 1, "k")
    crash(product)
    answer = put(product, 1, "k")
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (409, "idempotency_key_running", "1")
    assert writes() == 1


def test_abuse_case_95_one_that_ends_while_it_is_looked_up_is_not_taken_for_cut_off(product, writes, monkeypatch):
    product.gateway.clock.set_millis(1700000000000)
    first = put(product, 7, "k")
    idempotency = product.library.project.guard.idempotency
    row, = records(product)
    crash(product)
    product.gateway.clock.advance(600)

    def has_ended(owner):
        product.gateway.databases.connections["API"].run_alone(
            "update", "UPDATE rest_api_idempotency SET state = 'done', answer = ?", [row["answer"]], False)
        return False

    monkeypatch.setattr(idempotency, "isHere", has_ended)
    again = put(product, 7, "k")
    assert (again.status, again.body, writes()) == (200, first.body, 1)


@pytest.mark.parametrize("reload", [False, True])
def test_abuse_case_95_however_long_the_first_runs_the_others_are_told_to_wait(product, writes, reload):
    product.gateway.clock.set_millis(1700000000000)
    meanwhile = []

    def linger():
        product.gateway.clock.advance(7200)
        if reload:
            product.host.restart(product.project)
        meanwhile.append(put(product, 7, "k"))

    product.gateway.faults.set(WRITE, throw=linger, after=True)
    first = put(product, 7, "k")
    product.gateway.faults.clear()
    assert (first.status, [answer.code for answer in meanwhile]) == (200, ["idempotency_key_running"])
    again = put(product, 7, "k")
    assert (again.status, again.headers[REPLAYED], writes()) == (200, "true", 1)


def test_abuse_case_96_a_crash_between_effect_and_record_is_found_and_not_repeated(product, writes):
    product.gateway.clock.set_millis(1700000000000)
    put(product, 7, "k")
    crash(product)
    product.gateway.clock.advance(121)
    answer = put(product, 7, "k")
    assert (answer.status, answer.code, writes()) == (504, "outcome_unknown", 1)
    assert [(item["path"], item["value"]) for item in answer.json()["current"]] == [(stored.SETPOINT, 7.0)]
    assert put(product, 7, "new").status == 200


@pytest.mark.parametrize("thrown, status", [(TimeoutException, 504), (RuntimeException, 502)])
def test_abuse_case_78_a_retry_after_a_timeout_reads_and_does_not_write(product, writes, thrown, status):
    product.gateway.faults.set(WRITE, throw=thrown("secret"), after=True)
    first = put(product, 7, "k")
    product.gateway.faults.clear()
    again = put(product, 7, "k")
    assert (first.status, first.code) == (status, "outcome_unknown")
    assert (again.status, again.code, again.headers[REPLAYED]) == (504, "outcome_unknown", "true")
    assert again.json()["current"][0]["value"] == 7.0
    assert writes() == 1


def test_abuse_case_78_a_tag_whose_write_timed_out_is_read_again_too(product, writes):
    product.gateway.faults.set(WRITE, quality="Error_TimeoutExpired")
    assert put(product, 7, "k").code == "outcome_unknown"
    product.gateway.faults.clear()
    again = put(product, 7, "k")
    assert (again.status, again.code, again.json()["current"][0]["value"]) == (504, "outcome_unknown", 50.0)
    assert writes() == 1


@pytest.mark.parametrize("restart", ["scripts", "gateway"])
def test_abuse_case_88_and_90_what_was_done_is_known_after_a_restart_and_on_another_node(product, writes, restart):
    first = put(product, 7, "k")
    product.host.restart(product.project)
    if restart == "gateway":
        product.gateway.globals.clear()
    again = put(product, 7, "k")
    assert (again.body, again.headers[REPLAYED], writes()) == (first.body, "true", 1)


def test_abuse_case_88_a_gateway_that_stopped_in_the_middle_is_asked_again(product, writes):
    product.gateway.clock.set_millis(1700000000000)
    product.gateway.faults.set(WRITE, throw=RuntimeException("stopped"), after=True)
    assert put(product, 7, "k").code == "outcome_unknown"
    crash(product)
    product.gateway.faults.clear()
    product.gateway.globals.clear()
    product.host.restart(product.project)
    product.gateway.clock.advance(121)
    answer = put(product, 7, "k")
    assert (answer.status, answer.code, answer.json()["current"][0]["value"]) == (504, "outcome_unknown", 7.0)
    assert (writes(), setpoint(product)) == (1, 7.0)


@pytest.fixture
def backup(product):
    """The other gateway of a redundant pair: nothing in its memory, the same database, a clock that is 90 s ahead."""
    product.gateway.clock.set_millis(1700000000000)
    found = Product(tags=trees.PLANT)
    found.gateway.clock.set_millis(1700000090000)
    databases.share(product.gateway, found.gateway)
    stored.configure(found, Database="API")
    yield found
    found.gateway.databases.close()


def test_abuse_case_90_the_backup_knows_what_the_master_did(product, backup, writes):
    first = put(product, 7, "k")
    again = put(backup, 7, "k")
    assert (again.status, again.body, again.headers[REPLAYED]) == (200, first.body, "true")
    assert (writes(), backup.gateway.calls.count(WRITE)) == (1, 0)
    assert put(backup, 8, "k").code == "idempotency_key_reused"


def test_abuse_case_90_what_the_master_was_doing_is_not_done_again_by_the_backup(product, backup):
    put(product, 7, "k")
    crash(product)
    backup.gateway.clock.advance(20)
    assert put(backup, 7, "k").code == "idempotency_key_running"
    backup.gateway.clock.advance(11)
    answer = put(backup, 7, "k")
    assert (answer.status, answer.code) == (504, "outcome_unknown")
    assert backup.gateway.calls.count(WRITE) == 0


def test_abuse_case_90_what_was_revoked_on_the_master_is_so_on_the_backup(product, backup):
    assert put(backup, 1).status == 200
    name = stored.rows(product)[0]["principal"]
    simulator.use(product.gateway)
    product.library.project.auth.revoke(name)
    backup.gateway.clock.advance(5)
    assert (put(backup, 2).status, backup.client.get(stored.URL).status) == (403, 403)


def test_abuse_case_97_a_key_can_be_required(product, writes):
    product.configure("RequireIdempotencyKey", True)
    assert (put(product, 1).status, put(product, 1).code) == (400, "idempotency_key_required")
    assert put(product, 1, "k").status == 200
    assert writes() == 1
    assert product.client.get(stored.URL).status == 200


@pytest.mark.parametrize("key", ["", '""', " ", "K" * 256, "a b", u"a\u00e9", 'a"b', "a\\b", "a\x01b", '"'])
def test_abuse_case_98_a_key_must_be_sane(product, writes, key):
    answer = put(product, 1, key)
    assert (answer.status, answer.code, writes()) == (400, "invalid_idempotency_key", 0)
    assert records(product) == []


def test_abuse_case_98_one_key_only(product, writes):
    answer = put(product, 1, "a", headers=[("Idempotency-Key", "b")])
    assert (answer.status, answer.code, writes()) == (400, "invalid_idempotency_key", 0)


def test_abuse_case_99_for_a_day_a_key_is_taken(product, writes):
    product.gateway.clock.set_millis(1700000000000)
    put(product, 1, "k")
    product.gateway.clock.advance(24 * 3600 - 60)
    assert put(product, 1, "k").headers[REPLAYED] == "true"
    assert writes() == 1


def test_abuse_case_99_after_a_day_a_key_is_free_and_its_row_is_gone(product, writes):
    product.gateway.clock.set_millis(1700000000000)
    for number in range(3):
        put(product, number, "k%d" % number)
    product.gateway.clock.advance(24 * 3600 + 1)
    assert REPLAYED not in put(product, 0, "k0").headers
    assert (writes(), len(records(product))) == (4, 1)


def test_abuse_case_99_a_purge_takes_no_more_than_ten_seconds_worth(product):
    product.gateway.clock.set_millis(1700000000000)
    for number in range(4):
        put(product, number, "k%d" % number)
        product.gateway.clock.advance(20)
    product.gateway.clock.advance(24 * 3600)
    left = []
    for number in range(4):
        put(product, number, "new%d" % number)
        left.append(len(records(product)) - number - 1)
        product.gateway.clock.advance(6)
    assert left == [3, 2, 1, 0]


def expiring(product, expires):
    """Writes with the key "odd", and gives its row that expiry by hand."""
    product.gateway.clock.set_millis(1700000000000)
    put(product, 0, "odd")
    product.gateway.databases.connections["API"].run_alone(
        "update", "UPDATE rest_api_idempotency SET expires_at = ?", [expires], False)
    product.gateway.clock.advance(6)


@pytest.mark.parametrize("expires", ["2020-01-01", "", "0", "2020-01-01T00:00:00", "2020-02-30T00:00:00.000Z"])
def test_abuse_case_99_a_row_with_an_odd_expiry_goes_and_fails_nothing(product, expires):
    expiring(product, expires)
    for number in range(3):
        assert put(product, number, "k%d" % number).status == 200
        product.gateway.clock.advance(6)
    assert len(records(product)) == 3
    assert len([line for line in product.gateway.log.messages("WARN") if "expires_at" in line]) == 1


def test_abuse_case_99_a_row_that_never_expires_stays_and_fails_nothing(product):
    expiring(product, "never")
    product.library.project.guard.idempotency.PURGING.run("API")
    assert not [line for line in product.gateway.log.messages("WARN") if "expires_at" in line]
    product.gateway.clock.advance(24 * 3600)
    assert [put(product, number, "k%d" % number).status for number in range(2)] == [200, 200]
    assert len(records(product)) == 3


def test_abuse_case_99_a_purge_that_fails_is_nobodys_failure(product, monkeypatch):
    idempotency = product.library.project.guard.idempotency
    monkeypatch.setattr(idempotency, "OLDEST", "SELECT nothing FROM nowhere")
    assert put(product, 5, "k").status == 200
    assert product.library.project.guard.audit.COUNTERS.values["rowsNotRecorded"] == 0
    assert [row["result"] for row in stored.rows(product)] == ["Good"]
    product.gateway.clock.advance(6)
    assert put(product, 5, "k").headers[REPLAYED] == "true"


def test_abuse_case_100_what_failed_its_checks_is_not_kept(product, writes):
    assert put(product, "warm", "k").status == 422
    assert product.client.request("PUT", stored.URL, headers=[
        ("Idempotency-Key", "k"), ("Content-Type", "application/json")], body=b"{").status == 400
    assert records(product) == []
    assert (put(product, 5, "k").status, writes()) == (200, 1)


def test_abuse_case_100_a_failed_precondition_is_not_kept(product):
    assert put(product, 5, "k", headers=[("If-Match", '"other"')]).status == 412
    assert records(product) == []


def test_abuse_case_100_the_first_answer_is_given_again_though_its_precondition_no_longer_holds(product, writes):
    tag = product.client.get(stored.URL).headers["etag"]
    first = put(product, 5, "k", headers=[("If-Match", tag)])
    again = put(product, 5, "k", headers=[("If-Match", tag)])
    assert (first.status, again.status, again.body == first.body, writes()) == (200, 200, True, 1)


def test_abuse_case_100_a_failure_after_the_start_is_kept(product, writes):
    product.gateway.faults.set(WRITE, quality="Bad_Failure")
    first = put(product, 5, "k")
    product.gateway.faults.clear()
    again = put(product, 5, "k")
    assert (first.status, first.code) == (502, "write_refused")
    assert (again.status, again.body, again.headers[REPLAYED], writes()) == (502, first.body, "true", 1)


def test_who_lost_the_right_does_not_get_the_kept_answer(product, writes):
    put(product, 5, "k")
    product.configure("DefaultRole", "none")
    answer = put(product, 5, "k")
    assert (answer.status, writes()) == (403, 1)


def test_a_commit_that_was_not_answered_is_looked_up_and_the_request_goes_on(product, writes):
    put(product, 1)
    stored.faults(product).lost_after = 1
    answer = put(product, 5, "k")
    assert (answer.status, writes()) == (200, 2)
    assert put(product, 5, "k").headers[REPLAYED] == "true"


def test_an_answer_that_could_not_be_kept_is_given_all_the_same(product, writes):
    def break_down():
        stored.faults(product).down = True
        return None

    product.gateway.faults.set(WRITE, throw=break_down, after=True)
    assert put(product, 5, "k").status == 200
    assert setpoint(product) == 5.0
    stored.faults(product).clear()
    product.gateway.faults.clear()
    product.host.restart(product.project)
    assert put(product, 5, "k").code == "idempotency_key_running"
    assert writes() == 1
