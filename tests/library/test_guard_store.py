"""project.guard.store: what is known of the database, and what callers are told."""

import pytest

from tests.support import databases, stored


@pytest.fixture
def product():
    found = stored.product()
    found.gateway.clock.set_millis(1700000000000)
    yield found
    databases.close(found.gateway)


@pytest.fixture
def store(product):
    return product.library.project.guard.store


def test_a_store_that_is_ready_has_no_fault(store):
    assert store.fault("API") is None


@pytest.mark.parametrize("change, told", [
    ("DROP TABLE rest_api_schema", "tables-"), ("UPDATE rest_api_schema SET version = 7", "version 7")])
def test_tables_that_are_missing_or_of_another_version_are_named(product, store, change, told):
    product.gateway.databases.connections["API"].run_alone("update", change, [], False)
    assert told in store.fault("API")
    with pytest.raises(store.Unavailable):
        store.query("API", "SELECT 1")


def test_a_connection_that_does_not_exist_is_named(store):
    assert "'Elsewhere'" in store.fault("Elsewhere")


def test_the_tables_are_looked_at_once(product, store):
    for _ in range(3):
        store.query("API", "SELECT 1")
    assert product.gateway.calls.count("system.db.runPrepQuery") == 5


def test_one_database_that_is_down_does_not_stop_another(product, store):
    databases.connect(product.gateway, name="Other")
    stored.faults(product).down = True
    with pytest.raises(store.Unavailable):
        store.query("API", "SELECT 1")
    assert store.query("Other", "SELECT 1") == [[1]]


def test_an_attempt_says_whether_it_was_done_and_trips_nothing(store):
    row = ("INSERT INTO rest_api_schema (version) VALUES (?)", [1])
    assert store.attempt("API", [row]) is not None
    assert store.attempt("API", [(row[0], [2])]) is None
    assert store.query("API", "SELECT COUNT(*) FROM rest_api_schema") == [[2]]


@pytest.mark.parametrize("timedOut, status", [(False, 503), (True, 504)])
def test_unavailable_is_a_problem_to_be_tried_again(store, timedOut, status):
    raised = store.unavailable(store.Unavailable("Why.", timedOut))
    assert (raised.status, raised.headers) == (status, {"Retry-After": "2"})
    assert raised.detail == "Why. Nothing was done: try again."


def test_the_clock_of_expiry_may_stand_below_zero(product):
    """java.lang.System.nanoTime counts from any moment; nothing here may take it for long ago."""
    product.gateway.clock.advance(-10 * 365 * 86400)
    product.configure("ValidTokens", product.client.token)
    assert product.client.get("/tags/default/Plant/Setpoint").status == 200
    assert stored.put(product, 60, "k").status == 200
    assert stored.put(product, 60, "k").headers["idempotent-replayed"] == "true"
    revocations = product.library.project.guard.revocation
    revocations.revoke("API", "x")
    product.gateway.clock.advance(10)
    assert "x" in revocations.listOf("API").current()[0]
