"""Databases for tests: a SQLite file, and the servers that DATABASE_SERVERS names. Python 2 and 3."""

import atexit
import io
import json
import os
import re
import shutil
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TABLE = re.compile(r"CREATE TABLE (\w+)")

# {kind: {"url", "user", "password"}} of servers that are running; `make proof` starts them.
SERVERS = json.loads(os.environ.get("DATABASE_SERVERS", "{}"))
KINDS = ["sqlite"] + sorted(SERVERS)


def script(kind):
    """The path of the shipped tables."""
    return os.path.join(ROOT, "ignition", "sql", kind + ".sql")


def connect(gateway, kind="sqlite", name="API", tables=True, **settings):
    """A connection of the gateway with the shipped tables, all empty. `settings` are those of the simulator's."""
    if kind == "sqlite":
        file = os.path.join(folder(gateway), name + ".db")
        connection = gateway.databases.add(name, "jdbc:sqlite:" + file, **settings)
    else:
        connection = gateway.databases.add(name, **dict(SERVERS[kind], **settings))
        drop(connection)
    if tables:
        connection.run_script(script(kind))
    return connection


def share(gateway, other, name="API"):
    """The same database as a connection of another gateway."""
    url = gateway.databases.connections[name].url
    return other.databases.add(name, **SERVERS.get(url.split(":")[1], {"url": url}))


def folder(gateway):
    """A folder for the files of a gateway, which `close` removes."""
    if not hasattr(gateway, "files"):
        gateway.files = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, gateway.files, True)
    return gateway.files


def drop(connection):
    with io.open(script("sqlite"), encoding="utf-8") as stream:
        for table in TABLE.findall(stream.read()):
            connection.run_alone("update", "DROP TABLE IF EXISTS " + table, [], False)


def close(gateway):
    gateway.databases.close()
    shutil.rmtree(getattr(gateway, "files", ""), ignore_errors=True)
