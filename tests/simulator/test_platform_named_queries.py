# coding: utf-8
"""Named queries on a gateway: what the Designer saved, run as each version runs it."""
import pytest

import webdev
from java.lang import Throwable
from java.util import Date
from tests.support import databases, queries


@pytest.fixture(params=["8.1.55", "8.3.10"])
def version(request):
    return request.param


@pytest.fixture
def site(start, version):
    """A gateway whose project `plant` has the queries of tests.support.queries."""
    gateway = start(version=version)
    gateway.plant = queries.connect(gateway)
    gateway.host = webdev.Host(gateway)
    queries.install(gateway.host)
    yield gateway
    databases.close(gateway)


def run(gateway, path, values=None, project="plant"):
    return gateway.system.db.runNamedQuery(project, path, values or {})


def failure(function, *arguments, **named):
    with pytest.raises(Throwable) as raised:
        function(*arguments, **named)
    return raised.value


def also(gateway, **more):
    queries.install(gateway.host, dict(queries.SITE, **more))


def test_each_type_of_query_gives_what_it_gives(site):
    rows = run(site, "Production/By Line", {"line": 1})
    assert [row["id"] for row in rows] == [1, 2]
    assert run(site, "Production/Count", {"line": 0}) == 3
    assert run(site, "Orders/Start", {"id": 1}) == 1
    assert run(site, "Orders/Start", {"id": 1}) == 0


def test_a_value_is_bound_whatever_it_says(site):
    for text in ("b'; DROP TABLE line_output; --", "' OR '1'='1", ":line", "?"):
        found = [row["id"] for row in run(site, "Production/Find", {"product": text})]
        assert found == ([2] if text.startswith("b'") else [])


def test_a_query_string_becomes_part_of_the_statement(site):
    what = [("QueryString", "what", queries.STRING)]
    also(site, Any=queries.query("SELECT {what} FROM line_output", parameters=what))
    assert len(run(site, "Any", {"what": "id, line"})) == 3
    failure(run, site, "Any", {"what": "nothing"})


def test_colons_in_texts_comments_and_casts_are_no_parameters(site):
    also(site, Odd=queries.query("SELECT ':a' AS x, \":b\" -- :c\n, /* :d */ :line AS y FROM (SELECT 1 AS \":b\")",
                                 parameters=[("line", queries.INT4)]))
    row = run(site, "Odd", {"line": 5})[0]
    assert (row[0], row[2]) == (":a", 5)


@pytest.mark.parametrize("path, project", [
    ("Nowhere", "plant"), ("By Line", "plant"), ("Production/By Line", "other"), ("production/by line", "plant")])
def test_what_does_not_exist_is_an_error(site, path, project):
    failure(run, site, path, {"line": 1}, project)


def test_a_disabled_query_and_one_of_an_old_version_cannot_be_run(site):
    also(site, Off=queries.query("SELECT 1", enabled=False), Old=queries.query("SELECT 1", version=1))
    failure(run, site, "Off")
    failure(run, site, "Old")


def test_a_missing_parameter_is_an_error_or_null(site):
    failure(run, site, "Production/By Line")
    site.options.named_query_missing = "null"
    assert len(run(site, "Production/By Line")) == 0


def test_an_unknown_parameter_is_ignored_or_an_error(site):
    assert len(run(site, "Production/By Line", {"line": 1, "more": 2})) == 2
    site.options.named_query_unknown = "raise"
    failure(run, site, "Production/By Line", {"line": 1, "more": 2})


@pytest.mark.parametrize("sql_type, good, bad", [
    (queries.INT1, ["7", 7, 7.0], ["x", 128]), (queries.INT4, [2 ** 31 - 1], [2 ** 31]),
    (queries.INT8, [2 ** 40], [2 ** 63]), (queries.FLOAT8, ["1.5", 2], ["x"]), (queries.BOOLEAN, ["true", 0], ["x"]),
    (queries.STRING, ["x", 5], []), (queries.DATE_TIME, [Date(0), 5], ["x", 1.5])])
def test_values_are_made_to_fit_the_type_of_the_parameter(site, sql_type, good, bad):
    also(site, Typed=queries.query("SELECT :it", "ScalarQuery", [("it", sql_type)]))
    for value in good + [None]:
        run(site, "Typed", {"it": value})
    for value in bad:
        failure(run, site, "Typed", {"it": value})


def test_the_database_may_come_from_a_parameter(site):
    also(site, Where=queries.query("SELECT COUNT(*) FROM line_output", "ScalarQuery",
                                   [("Database", "database", queries.STRING)], database="{}"))
    assert run(site, "Where", {"database": "Plant"}) == 3
    failure(run, site, "Where", {"database": "Other"})


def test_a_database_that_is_down_is_an_error_or_the_fallback(site):
    also(site, Safe=queries.query("SELECT 1", "ScalarQuery", fallbackEnabled=True, fallbackValue="-1"))
    site.plant.faults.down = True
    failure(run, site, "Production/Count", {"line": 1})
    assert run(site, "Safe") == "-1"


def test_the_most_rows_and_the_cache_of_a_query(site):
    also(site, Two=queries.query("SELECT id FROM line_output", useMaxReturnSize=True, maxReturnSize=2),
         Kept=queries.query("SELECT COUNT(*) FROM line_output", "ScalarQuery", cacheEnabled=True, cacheAmount=1,
                            cacheUnit="MIN"))
    assert len(run(site, "Two")) == 2
    assert run(site, "Kept") == 3
    site.plant.run_alone("update", "DELETE FROM line_output", [], False)
    assert run(site, "Kept") == 3
    site.clock.advance(61)
    assert run(site, "Kept") == 0


def test_a_project_has_the_queries_of_its_parent(site):
    site.host.uninstall("plant")
    queries.install(site.host, project="base", inheritable=True)
    queries.install(site.host, {}, parent="base")
    assert run(site, "Production/Count", {"line": 0}) == 3


def test_83_has_a_function_for_each_type(start):
    gateway = start(version="8.3.10")
    queries.connect(gateway)
    queries.install(webdev.Host(gateway))
    db = gateway.system.db
    assert len(db.execQuery("Production/By Line", {"line": 1}, project="plant")) == 2
    assert db.execScalar("Production/Count", {"line": 0}, project="plant") == 3
    assert db.execUpdate("Orders/Start", {"id": 1}, project="plant") == 1
    failure(db.execQuery, "Orders/Start", {"id": 1}, project="plant")
    failure(db.execUpdate, "Production/Count", {"line": 0}, project="plant")
    gateway.options.named_query_other_kind = "run"
    assert db.execQuery("Production/Count", {"line": 0}, project="plant") == 3
    databases.close(gateway)


def test_81_has_none_of_them(start):
    assert not hasattr(start(version="8.1.55").system.db, "execQuery")


def test_83_takes_the_project_of_the_script_where_none_is_named(start):
    gateway = start(version="8.3.10")
    queries.connect(gateway)
    queries.install(webdev.Host(gateway))
    gateway.running.project = "plant"
    try:
        assert gateway.system.db.runNamedQuery("Production/Count", {"line": 0}) == 3
        assert gateway.system.db.execScalar("Production/Count", {"line": 0}) == 3
    finally:
        gateway.running.project = None
    databases.close(gateway)


def test_definitions_are_seen_through_the_gateways_context(site):
    from com.inductiveautomation.ignition.gateway import IgnitionGateway
    also(site, Any=queries.query("SELECT {what}", parameters=[("QueryString", "what", queries.STRING)]))
    manager = IgnitionGateway.get().getNamedQueryManager()
    found = manager.getQueryFromPath("plant", "Any")
    assert (found.getType().name(), found.isEnabled(), found.getDatabase()) == ("Query", True, "Plant")
    parameter = found.getParameters()[0]
    assert (parameter.getIdentifier(), parameter.getType().name(), parameter.getSqlType().name()) == (
        "what", "QueryString", "String")
    assert manager.getQueryFromPath("plant", "Nowhere") is None
