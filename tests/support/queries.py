"""A project with named queries, as the Designer saves them, and the tables that they read. Python 2 and 3."""

import json

import webdev
from tests.support import databases

PROJECT = "plant"
INT1, INT2, INT4, INT8, FLOAT4, FLOAT8, BOOLEAN, STRING, DATE_TIME = range(9)
TABLES = [
    "DROP TABLE IF EXISTS line_output", "DROP TABLE IF EXISTS line_order",
    "CREATE TABLE line_output (id INTEGER PRIMARY KEY, line INTEGER, product VARCHAR(200), good BIGINT,"
    " mass NUMERIC(30, 10))",
    "CREATE TABLE line_order (id INTEGER PRIMARY KEY, product VARCHAR(40), state VARCHAR(20))",
]
INSERT = "INSERT INTO line_output (id, line, product, good, mass) VALUES (?, ?, ?, ?, CAST(? AS DECIMAL(30, 10)))"
PRODUCTION = [
    (1, 1, u"l\u00e4uft \U0001f600", 9007199254740993, "12345678901234567890.0123456789"),
    (2, 1, "b'; DROP TABLE line_output; --", 2, "0.5"),
    (3, 2, None, None, None),
]


def query(sql, kind="Query", parameters=(), **attributes):
    """{file: bytes} of one named query. `parameters`: pairs of name and SQL type, or triples that begin with a kind."""
    described = dict({
        "type": kind, "enabled": True, "database": "Plant", "fallbackEnabled": False, "useMaxReturnSize": False,
        "cacheEnabled": False, "autoBatchEnabled": False, "permissions": [{"zone": "", "role": ""}],
        "lastModification": {"actor": "external", "timestamp": "2026-01-01T00:00:00Z"},
        "parameters": [parameter(*each) for each in parameters]}, **attributes)
    manifest = {"scope": "DG", "version": described.pop("version", 2), "restricted": False, "overridable": True,
                "files": ["query.sql"], "attributes": described}
    return {"query.sql": sql.encode("utf-8"), "resource.json": json.dumps(manifest).encode("utf-8")}


def parameter(*described):
    kind, name, sql_type = ("Parameter",) * (len(described) == 2) + described
    return {"type": kind, "identifier": name, "sqlType": sql_type}


def export(queries, **manifest):
    """A project export of {path: files of a query}."""
    files = {"project.json": json.dumps(dict({"title": "", "description": "", "enabled": True, "inheritable": False},
                                             **manifest)).encode("utf-8")}
    for path, parts in queries.items():
        for name, content in parts.items():
            files["ignition/named-query/%s/%s" % (path, name)] = content
    return webdev.Export(files)


BY_LINE = query("SELECT id, product, good, mass FROM line_output WHERE line = :line ORDER BY id",
                parameters=[("line", INT4)])
SITE = {
    "Production/By Line": BY_LINE,
    "Production/Find": query("SELECT id FROM line_output WHERE product = :product ORDER BY id",
                             parameters=[("product", STRING)]),
    "Production/Count": query("SELECT COUNT(*) FROM line_output WHERE line > :line", "ScalarQuery", [("line", INT4)]),
    "Orders/Start": query("UPDATE line_order SET state = 'running' WHERE id = :id AND state = 'planned'", "UpdateQuery",
                          [("id", INT4)]),
    "Orders/Plan": query("UPDATE line_order SET state = 'planned' WHERE id = :id", "UpdateQuery", [("id", INT4)]),
}
LINE = {"type": "integer", "minimum": 1, "maximum": 9}
ALLOWED = {
    "productionByHour": {"path": "Production/By Line", "project": PROJECT, "title": "Production of a line",
                   "description": "What a line made.", "parameters": {"line": LINE}},
    "find": {"path": "Production/Find", "project": PROJECT, "parameters": {"product": {"type": "string"}}},
    "count": {"path": "Production/Count", "project": PROJECT, "type": "ScalarQuery",
              "parameters": {"line": {"type": "integer", "default": 0}}},
    "startOrder": {"path": "Orders/Start", "project": PROJECT, "type": "UpdateQuery",
                   "parameters": {"id": {"type": "integer", "minimum": 1}}},
    "planOrder": {"path": "Orders/Plan", "project": PROJECT, "type": "UpdateQuery",
                  "parameters": {"id": {"type": "integer", "minimum": 1}}},
}


def connect(gateway, kind="sqlite", **settings):
    """The connection Plant with its tables, filled."""
    connection = databases.connect(gateway, kind, name="Plant", tables=False, **settings)
    for statement in TABLES:
        connection.run_alone("update", statement, [], False)
    for row in PRODUCTION:
        connection.run_alone("update", INSERT, list(row), False)
    connection.run_alone("update", "INSERT INTO line_order (id, product, state) VALUES (1, 'a', 'planned')", [], False)
    return connection


def install(host, queries=None, project=PROJECT, **manifest):
    host.install(project, export(SITE if queries is None else queries, **manifest))


def prepare(product, kind="sqlite", queries=None, allowed=None, **settings):
    """A product whose site has the queries and allows them; gives the connection."""
    connection = connect(product.gateway, kind, **settings)
    install(product.host, queries)
    product.configure("NamedQueries", ALLOWED if allowed is None else allowed)
    return connection
