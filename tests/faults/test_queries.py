# coding: utf-8
"""Named queries under attack, and with a database that is down or slow."""

import pytest

from java.sql import SQLException
from tests.faults.answers import refused
from tests.support import databases, queries
from tests.support.product import Product
from tests.support.waiting import wait_for

INJECTIONS = (
    "' OR '1'='1", "'; DROP TABLE line_output; --", '" OR ""="', "1; DELETE FROM line_output", "\\'; --", "') --",
    "' UNION SELECT 1, name FROM sqlite_master --", ":product", "?", "{product}", "%", "_", "\\", "/*", "--", "''",
    u"\u02bc OR 1=1", u"\uff07 OR 1=1", "x' AND pg_sleep(9) --", "$1", "${product}", "a\\0b", "NULL", "\n", "\t")


@pytest.fixture(params=databases.KINDS)
def product(request):
    found = Product()
    found.plant = queries.prepare(found, request.param, size=2, wait=0.05)
    yield found
    found.plant.faults.clear()
    wait_for(lambda: found.plant.pool.taken == 0)
    databases.close(found.gateway)


def count(product):
    return product.plant.run_alone("query", "SELECT COUNT(*) FROM line_output", [])[2][0][0]


def find(product, text, post):
    if post:
        return product.client.post("/queries/find", {"parameters": {"product": text}})
    return product.client.get("/queries/find", params=[("product", text)])


@pytest.mark.parametrize("post", [False, True])
def test_abuse_case_56_a_text_is_bound_whatever_it_says(product, post):
    """Each text finds the row that holds it, and nothing else; nothing is changed."""
    for number, text in enumerate(INJECTIONS):
        assert find(product, text, post).json()["rows"] == [], text
        statement = "INSERT INTO line_output (id, product) VALUES (?, ?)"
        product.plant.run_alone("update", statement, [100 + number, text], False)
        assert find(product, text, post).json()["rows"] == [[100 + number]], text
    assert count(product) == len(queries.PRODUCTION) + len(INJECTIONS)


@pytest.mark.parametrize("path", [
    "/queries/SELECT%201", "/queries/Production%2FFind", "/queries/Production/Find",
    "/queries/FIND", "/queries/find%20", "/queries/find/", "/queries/plant%2FProduction%2FFind"])
def test_abuse_case_56_only_names_that_the_site_allows(product, path):
    refused(product.client.get(path + "?product=a"), 404, "query_not_found")
    assert product.gateway.calls.count("system.db.runNamedQuery") == 0


@pytest.mark.parametrize("name", ["sql", "query", "statement", "q", "database", "project", "path", "type", "where"])
def test_abuse_case_56_no_statement_is_taken_from_a_caller(product, name):
    text = "SELECT 1"
    refused(product.client.get("/queries/find", params=[("product", "a"), (name, text)]), 400, "unknown_parameter")
    refused(product.client.post("/queries/find", {"parameters": {"product": "a"}, name: text}), 400, "unknown_field")
    refused(product.client.post("/queries/find", {"parameters": {"product": "a", name: text}}), 400, "unknown_field")
    assert product.gateway.calls.count("system.db.runNamedQuery") == 0


def test_abuse_case_56_a_query_string_is_refused_though_the_site_allows_it(product):
    query = queries.query("SELECT id FROM line_output WHERE product = '{product}'",
                          parameters=[("QueryString", "product", queries.STRING)])
    queries.install(product.host, {"Production/Find": query})
    refused(find(product, "a", False), 503, "query_unusable")
    assert product.gateway.calls.count("system.db.runNamedQuery") == 0


def test_abuse_case_83_a_database_that_is_down(product):
    product.plant.faults.down = True
    answer = product.client.get("/queries/count")
    refused(answer, 503, "database_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert product.client.get("/queries").status == 200
    product.plant.faults.clear()
    assert product.client.get("/queries/count").status == 200


@pytest.mark.parametrize("wrapping", ["wrapped", "sql"])
def test_abuse_case_83_an_exhausted_pool_is_told_at_once(product, wrapping):
    product.gateway.options.db_errors = wrapping
    held = [product.gateway.system.db.beginTransaction("Plant") for _ in range(2)]
    refused(product.client.get("/queries/count"), 503, "database_unavailable")
    for transaction in held:
        product.gateway.system.db.closeTransaction(transaction)
    assert product.client.get("/queries/count").status == 200


def test_abuse_case_84_a_database_that_is_slow(product):
    database = product.library.project.gateway.database
    within = database.within
    database.within = lambda seconds, *arguments: within(0.01, *arguments)
    product.plant.faults.delay = 0.2
    refused(product.client.get("/queries/count"), 504, "database_timeout")
    product.plant.faults.clear()
    wait_for(lambda: product.plant.pool.taken == 0)
    database.within = within
    assert product.client.get("/queries/count").status == 200


def test_abuse_case_84_a_lock_that_is_waited_for_too_long(product):
    product.plant.faults.locked = True
    refused(product.client.get("/queries/count"), 504, "database_timeout")


def test_abuse_case_84_queries_that_hang_leave_room_for_the_apis_own_database(product):
    running = product.library.project.gateway.queries.RUNNING
    product.library.project.gateway.database.QUEUE_SECONDS = 0.01
    taken = [running.take(0) for _ in range(running.most)]
    assert all(taken)
    refused(product.client.get("/queries/count"), 503, "database_unavailable")
    assert product.library.project.gateway.database.query("Plant", "SELECT 1") == [[1]]
    for _ in taken:
        running.give()
    assert product.client.get("/queries/count").status == 200


def test_abuse_case_118_what_the_database_says_is_for_the_log_only(product):
    secret = "duplicate key in table payroll"
    product.gateway.faults.set("system.db.runNamedQuery", throw=SQLException(secret))
    answer = product.client.get("/queries/count")
    refused(answer, 502, "query_failed")
    assert "payroll" not in answer.text()
    assert "payroll" in product.gateway.log.text()
