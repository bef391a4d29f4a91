"""The SQL that makes the API's tables, one file for each kind of database. It lies beside the zip, never in it."""

from pathlib import Path

SOURCES = "ignition/sql"
PREFIX = "tables-"


def scripts(root: Path) -> dict[str, bytes]:
    """`{"tables-postgresql.sql": content}`."""
    return {PREFIX + source.name: source.read_bytes() for source in sorted((root / SOURCES).glob("*.sql"))}
