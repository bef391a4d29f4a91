"""system.db over every kind of database that there is: a SQLite file, and the servers of `make proof`."""
import threading
import time

import pytest

from java.lang import Throwable
from java.math import BigDecimal
from java.sql import SQLException
from java.util import Date
from tests.support import databases

TABLE = "CREATE TABLE IF NOT EXISTS reading (id INTEGER PRIMARY KEY, name VARCHAR(40), amount NUMERIC(10, 2))"


@pytest.fixture(params=databases.KINDS)
def connection(request, gateway):
    found = databases.connect(gateway, request.param, tables=False, size=2, wait=0.05)
    found.run_alone("update", "DROP TABLE IF EXISTS reading", [], False)
    found.run_alone("update", TABLE, [], False)
    yield found
    databases.close(gateway)


@pytest.fixture
def db(gateway, connection):
    return gateway.system.db


def insert(db, number, name, tx=None):
    return db.runPrepUpdate("INSERT INTO reading (id, name) VALUES (?, ?)", [number, name], "API", tx)


def names(db):
    return [row["name"] for row in db.runPrepQuery("SELECT name FROM reading ORDER BY id", [], "API")]


def failure(function, *arguments):
    with pytest.raises(Throwable) as raised:
        function(*arguments)
    return raised.value


def test_a_gateway_has_no_connection_until_one_is_added(start):
    db = start().system.db
    assert db.getConnections().getRowCount() == 0
    for database in ("API", ""):
        failure(db.runPrepQuery, "SELECT 1", [], database)


def test_rows_are_read_by_index_and_by_name(db):
    assert insert(db, 1, u"l\u00e4uft \U0001f600 50% ?") == 1
    table = db.runPrepQuery("SELECT id, name AS called, amount FROM reading WHERE id = ?", [1], "API")
    assert list(table.getColumnNames()) == ["id", "called", "amount"]
    assert (len(table), table[0][0], table[0]["amount"]) == (1, 1, None)
    assert table[0]["called"] == u"l\u00e4uft \U0001f600 50% ?"


def test_text_in_the_statement_may_hold_question_marks_and_percent_signs(db):
    insert(db, 1, "100%")
    query = "SELECT name, 'is it 5%?' AS asked FROM reading WHERE name LIKE '100%' AND id = ?"
    found = db.runPrepQuery(query, [1], "API")
    assert (found[0][0], found[0][1]) == ("100%", "is it 5%?")


def test_a_scalar_is_the_first_cell_or_none(db):
    assert db.runScalarPrepQuery("SELECT MAX(id) FROM reading WHERE name = ?", ["x"], "API") is None
    assert db.runScalarPrepQuery("SELECT id FROM reading", [], "API") is None
    insert(db, 7, "x")
    assert db.runScalarPrepQuery("SELECT MAX(id) FROM reading WHERE name = ?", ["x"], "API") == 7


def test_servers_give_decimals_as_java_does(db, connection):
    db.runPrepUpdate("INSERT INTO reading (id, amount) VALUES (?, ?)", [1, BigDecimal("12.50")], "API")
    found = db.runScalarPrepQuery("SELECT amount FROM reading", [], "API")
    if connection.kind == "SQLITE":
        assert found == 12.5
    else:
        assert found.toString() == "12.50"


def test_times_come_back_as_java_dates(db, connection):
    if connection.kind == "SQLITE":
        pytest.skip("SQLite has no type for times")
    db.runPrepUpdate("CREATE TABLE IF NOT EXISTS moment (at TIMESTAMP NULL)", [], "API")
    db.runPrepUpdate("DELETE FROM moment", [], "API")
    db.runPrepUpdate("INSERT INTO moment (at) VALUES (CURRENT_TIMESTAMP)", [], "API")
    found = db.runScalarPrepQuery("SELECT at FROM moment", [], "API")
    assert isinstance(found, Date)


def test_an_update_counts_rows_or_gives_the_new_key(db, connection):
    insert(db, 1, "a")
    insert(db, 2, "b")
    assert db.runPrepUpdate("UPDATE reading SET name = 'a'", [], "API") == 2
    assert db.runPrepUpdate("DELETE FROM reading WHERE id > ?", [5], "API") == 0
    if connection.kind == "SQLITE":
        key = db.runPrepUpdate("INSERT INTO reading (name) VALUES (?)", ["c"], "API", getKey=True)
        assert key == 3


def test_a_transaction_is_seen_when_it_is_committed_and_undone_when_it_is_not(db):
    for commit in (False, True):
        tx = db.beginTransaction("API")
        insert(db, 1, "a", tx)
        if commit:
            db.commitTransaction(tx)
        db.closeTransaction(tx)
        assert names(db) == (["a"] if commit else [])
    tx = db.beginTransaction("API")
    insert(db, 2, "b", tx)
    db.rollbackTransaction(tx)
    db.closeTransaction(tx)
    assert names(db) == ["a"]


def test_a_closed_transaction_is_gone(db):
    tx = db.beginTransaction("API")
    db.closeTransaction(tx)
    for function in (db.commitTransaction, db.rollbackTransaction, db.closeTransaction):
        failure(function, tx)


def test_an_unclosed_transaction_keeps_its_connection(db, connection):
    first, second = db.beginTransaction("API"), db.beginTransaction("API")
    failure(db.runPrepQuery, "SELECT 1", [], "API")
    db.closeTransaction(first)
    assert db.runScalarPrepQuery("SELECT 1", [], "API") == 1
    db.closeTransaction(second)
    assert connection.pool.taken == 0


def test_a_transaction_that_is_left_alone_is_closed(db, gateway, connection):
    tx = db.beginTransaction("API", timeout=1000)
    insert(db, 1, "a", tx)
    gateway.clock.advance(2)
    assert names(db) == []
    failure(insert, db, 2, "b", tx)
    assert connection.pool.taken == 0


def test_a_statement_waits_for_a_connection_that_is_given_back(db, connection):
    connection.pool.wait = 5.0
    held = [db.beginTransaction("API"), db.beginTransaction("API")]
    found = []
    waiting = threading.Thread(target=lambda: found.append(db.runScalarPrepQuery("SELECT 1", [], "API")))
    waiting.start()
    for tx in held:
        db.closeTransaction(tx)
    waiting.join(10)
    assert found == [1]


def test_errors_are_java_exceptions_in_either_wrapping(db, gateway):
    insert(db, 1, "a")
    assert isinstance(failure(insert, db, 1, "again").getCause(), SQLException)
    gateway.options.db_errors = "sql"
    assert isinstance(failure(insert, db, 1, "again"), SQLException)
    assert isinstance(failure(db.runPrepQuery, "SELECT nothing FROM nowhere", [], "API"), SQLException)


def test_a_database_that_is_down_comes_back(db, gateway, connection):
    insert(db, 1, "a")
    connection.faults.down = True
    failure(names, db)
    failure(db.beginTransaction, "API")
    assert [row[3] for row in gateway.system.dataset.toPyDataSet(db.getConnections())] == ["Faulted"]
    connection.faults.clear()
    assert names(db) == ["a"]
    assert connection.pool.taken == 0


def test_a_slow_database_is_slow(db, connection):
    connection.faults.delay = 0.02
    before = time.time()
    names(db)
    assert time.time() - before >= 0.01


def test_a_locked_table_makes_statements_give_up(db, connection):
    connection.faults.locked = True
    failure(insert, db, 1, "a")
    connection.faults.clear()
    assert names(db) == []


def test_a_commit_may_be_done_and_never_answered(db, connection):
    connection.faults.lost_after = 2
    failure(insert, db, 1, "a")
    tx = db.beginTransaction("API")
    insert(db, 2, "b", tx)
    failure(db.commitTransaction, tx)
    db.closeTransaction(tx)
    assert names(db) == ["a", "b"]
    assert connection.pool.taken == 0


def test_the_profile_decides_which_functions_there_are(start):
    assert hasattr(start(version="8.1.55").system.db, "runQuery")
    assert not hasattr(start(version="8.3.8").system.db, "runQuery")


def test_the_connection_tells_its_kind(db, connection):
    about = db.getConnectionInfo("API")
    assert (about.getValueAt(0, "DBType"), about.getValueAt(0, "Status")) == (connection.kind, "Valid")
    assert db.getConnectionInfo("Other").getRowCount() == 0
