"""The tables as shipped: four dialects that parse, and say the same."""

import ast
import re

import pytest
import sqlglot
from sqlglot import exp

from tools import ROOT
from tools.package import sql

DIALECTS = {"sqlite": "sqlite", "postgresql": "postgres", "mariadb": "mysql", "sqlserver": "tsql"}


def statements(name):
    text = (ROOT / sql.SOURCES / f"{name}.sql").read_text(encoding="ascii")
    return sqlglot.parse(text, read=DIALECTS[name], error_level=sqlglot.ErrorLevel.RAISE)


def tables(name):
    """{table: [(column, may be null)]}"""
    return {
        create.this.this.name: [
            (column.name, not any(isinstance(c.kind, exp.NotNullColumnConstraint) for c in column.constraints))
            for column in create.find_all(exp.ColumnDef)
        ]
        for create in statements(name)
        if isinstance(create, exp.Create) and create.kind == "TABLE"
    }


def test_there_is_one_file_for_each_dialect():
    assert sorted(sql.scripts(ROOT)) == sorted(f"{sql.PREFIX}{name}.sql" for name in DIALECTS)


@pytest.mark.parametrize("name", DIALECTS)
def test_every_statement_parses_in_its_dialect(name):
    found = statements(name)
    assert len(found) == 8
    assert not any(isinstance(statement, exp.Command) for statement in found)


@pytest.mark.parametrize("name", DIALECTS)
def test_the_tables_have_the_same_columns_in_every_dialect(name):
    assert tables(name) == tables("sqlite")


def test_sql_server_keeps_names_and_paths_as_unicode():
    creates = [create for create in statements("sqlserver") if isinstance(create, exp.Create)]
    wide = {column.name for create in creates for column in create.find_all(exp.ColumnDef)
            if column.kind.this == exp.DataType.Type.NVARCHAR}
    assert {"principal", "key_id", "target", "identifier"} <= wide


def test_abuse_case_120_the_scripts_add_rows_to_the_audit_and_complete_them_and_no_more():
    texts = [node.value for source in sorted((ROOT / "scripts").rglob("*.py"))
             for node in ast.walk(ast.parse(source.read_text(encoding="ascii")))
             if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    verbs = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|ALTER|DROP)\b", re.IGNORECASE)
    about = sorted(text for text in texts if verbs.match(text) and "audit" in text.lower())
    assert about == [
        "INSERT INTO rest_api_audit (%s) VALUES %s",
        "SELECT COUNT(*) FROM rest_api_audit WHERE event_id = ?",
        "UPDATE rest_api_audit SET result = ?, completed_at = ? WHERE event_id = ? AND result = ? AND item IN (%s)"]
