"""project.guard.audit: rows and statements; the whole is in tests/faults/test_audit.py."""

import pytest

import simulator
from tests.support.product import Product


@pytest.fixture(scope="module")
def product():
    return Product()


@pytest.fixture
def audit(product):
    simulator.use(product.gateway)
    return product.library.project.guard.audit


@pytest.fixture
def event(product, audit):
    def make(*intents):
        request = product.library.project.http.request.Request({"headers": {}, "remoteAddr": "127.0.0.1"})
        configuration = product.library.project.config.current.get()
        return audit.Event(request, configuration, None, [audit.Intent(*intent) for intent in intents])
    return make


def test_rows_are_inserted_in_statements_that_every_database_takes(event):
    statements = event(*[("tag.write", "t%d" % number) for number in range(200)]).begun()
    assert [statement.count("(?") for statement, arguments in statements] == [76, 76, 48]
    assert all(len(arguments) == statement.count("?") <= 999 for statement, arguments in statements)


def test_rows_with_the_same_result_are_completed_together(event):
    found = event(("a", "t"), ("a", "u", None, None, "Bad_NotFound"), ("a", "v"), ("a", "w"))
    found.complete(["Good", "ignored", None, "Good"])
    (statement, arguments), = found.completed()
    assert arguments[0] == "Good" and arguments[3:] == ["pending", 0, 3]
    assert [row["result"] for row in found.rows] == ["Good", "Bad_NotFound", "pending", "Good"]


def test_what_is_too_long_for_its_column_is_cut(event):
    row, = event(("a" * 99, u"t\x00" + "x" * 2000, None, "y" * 3000, "r" * 99)).rows
    assert [len(row[name]) for name in ("action", "target", "new_value", "result")] == [40, 1024, 1024, 60]
    assert u"\x00" not in row["target"]


def test_an_allowance_is_new_every_ten_seconds(product, audit):
    product.gateway.clock.set_millis(1700000000000)
    allowance = audit.Allowance(2)
    assert [allowance.take() for _ in range(3)] == [True, True, False]
    product.gateway.clock.advance(10)
    assert allowance.take()
