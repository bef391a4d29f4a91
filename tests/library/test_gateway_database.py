"""project.gateway.database: plain data, deadlines, and connections that always come back."""

import threading

import pytest

from java.math import BigDecimal
from tests.support import databases
from tests.support.product import Product
from tests.support.waiting import wait_for

INSERT = "INSERT INTO reading (id, name) VALUES (?, ?)"
NAMES = "SELECT name FROM reading ORDER BY id"


@pytest.fixture(params=databases.KINDS)
def product(request):
    product = Product()
    connection = databases.connect(product.gateway, request.param, tables=False, size=2, wait=0.05)
    connection.run_alone("update", "DROP TABLE IF EXISTS reading", [], False)
    connection.run_alone(
        "update", "CREATE TABLE reading (id INTEGER PRIMARY KEY, name VARCHAR(40), amount NUMERIC(10, 2))", [], False)
    yield product
    connection.faults.clear()
    wait_for(lambda: connection.pool.taken == 0)
    databases.close(product.gateway)


@pytest.fixture
def connection(product):
    return product.gateway.databases.connections["API"]


@pytest.fixture
def database(product):
    return product.library.project.gateway.database


@pytest.fixture
def failed(product, database):
    """The GatewayFailure of a call."""
    def failure_of(function, *arguments, **options):
        with pytest.raises(product.library.project.gateway.failure.GatewayFailure) as raised:
            getattr(database, function)("API", *arguments, **options)
        return raised.value
    return failure_of


def test_rows_are_plain_data(database):
    assert database.update("API", INSERT, [1, u"l\u00e4uft"]) == 1
    database.update("API", "UPDATE reading SET amount = ?", [BigDecimal("12.50")])
    assert database.query("API", "SELECT id, name, amount FROM reading WHERE id = ?", [1]) == [[1, u"l\u00e4uft", 12.5]]
    assert database.query("API", NAMES + " DESC") == [[u"l\u00e4uft"]]
    assert database.query("API", "SELECT id FROM reading WHERE id = 2") == []


def test_a_transaction_is_done_as_a_whole_or_not_at_all(database, failed, connection):
    assert database.transact("API", [(INSERT, [1, "a"]), ("UPDATE reading SET name = ?", ["b"])]) == [1, 1]
    failed("transact", [(INSERT, [2, "c"]), (INSERT, [1, "again"])])
    assert database.query("API", NAMES) == [["b"]]
    assert connection.pool.taken == 0


@pytest.mark.parametrize("wrapping", ["wrapped", "sql"])
def test_every_error_is_a_gateway_failure_that_shows_no_sql(product, failed, wrapping):
    product.gateway.options.db_errors = wrapping
    found = failed("query", "SELECT secret FROM nowhere")
    assert (found.operation, found.timedOut) == ("system.db.runPrepQuery", False)
    assert "nowhere" not in "%s" % found
    assert "nowhere" in found.trace


@pytest.mark.parametrize("wrapping", ["wrapped", "sql"])
def test_a_lock_that_was_waited_for_too_long_is_told_apart(product, failed, connection, wrapping):
    product.gateway.options.db_errors = wrapping
    connection.faults.locked = True
    assert failed("update", INSERT, [1, "a"]).timedOut


def test_an_unknown_connection_is_a_failure(product, database):
    with pytest.raises(product.library.project.gateway.failure.GatewayFailure):
        database.query("Other", "SELECT 1")


def test_abuse_case_83_an_exhausted_pool_is_a_failure_and_not_a_wait(product, failed, connection):
    held = [product.gateway.system.db.beginTransaction("API") for _ in range(2)]
    assert not failed("query", "SELECT 1").timedOut
    for transaction in held:
        product.gateway.system.db.closeTransaction(transaction)


def test_abuse_case_84_a_slow_database_meets_the_deadline_and_nothing_of_it_stays(database, failed, connection):
    connection.faults.delay = 0.2
    assert failed("query", "SELECT 1", seconds=0.01).timedOut
    assert failed("transact", [(INSERT, [1, "a"])], seconds=0.01).timedOut
    connection.faults.clear()
    wait_for(lambda: connection.pool.taken == 0)
    assert database.query("API", NAMES) == []


def test_abuse_case_84_a_thousand_timeouts_leave_the_pool_as_it_was(database, failed, connection):
    connection.faults.locked = True
    for number in range(500):
        assert failed("update", INSERT, [number, "a"]).timedOut
        assert failed("transact", [(INSERT, [number, "a"])]).timedOut
    connection.faults.clear()
    assert (connection.pool.taken, connection.pool.size) == (0, 2)
    assert database.query("API", NAMES) == []


def test_only_so_many_calls_run_at_a_time(product, database, failed):
    database.QUEUE_SECONDS = 0.01
    release, entered = threading.Event(), []

    def hold(task):
        entered.append(task)
        release.wait(30)

    waiting = [
        threading.Thread(target=database.within, args=(30.0, "held", hold)) for _ in range(database.MAX_RUNNING)]
    for thread in waiting:
        thread.start()
    wait_for(lambda: len(entered) == database.MAX_RUNNING)
    assert "the most" in failed("query", "SELECT 1").trace
    release.set()
    for thread in waiting:
        thread.join()
    assert database.query("API", "SELECT 1") == [[1]]


def test_a_commit_that_was_not_answered_is_a_failure_though_it_was_done(database, failed, connection):
    connection.faults.lost_after = 1
    failed("transact", [(INSERT, [1, "a"])])
    assert database.query("API", NAMES) == [["a"]]


def test_connections_are_listed_with_their_state(database, connection):
    assert database.connections() == {"API": "Valid"}
    connection.faults.down = True
    assert database.connections() == {"API": "Faulted"}
