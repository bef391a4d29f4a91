"""The store on real servers, on both interpreters, and a gateway that is killed in the middle of a write."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.support import databases as connections
from tests.support import stored, trees
from tests.support.product import Product
from tools import ROOT, build, databases
from tools.jython import jvm, packages
from tools.package import archive

pytestmark = pytest.mark.proof

SUITE = (
    "tests/simulator/test_platform_databases.py",
    "tests/library/test_gateway_database.py",
    "tests/library/test_query_endpoints.py",
    "tests/faults/test_queries.py",
    "tests/simulator/test_demo_site.py",
    "tests/faults/test_idempotency.py",
    "tests/faults/test_audit.py",
    "tests/faults/test_revocation.py",
)
TWO_MINUTES = 121


@pytest.fixture(scope="module")
def servers():
    with ExitStack() as running:
        yield {
            "postgresql": asdict(running.enter_context(databases.postgresql())),
            "mariadb": asdict(running.enter_context(databases.mariadb())),
        }


@pytest.mark.parametrize("interpreter", ["cpython", "jython"])
def test_the_store_works_on_every_database(servers, interpreter):
    command = [sys.executable, "-m", *(["pytest", "-q"] if interpreter == "cpython" else ["tools.jython.suite"])]
    environment = os.environ | {"DATABASE_SERVERS": json.dumps(servers)}
    done = subprocess.run([*command, *SUITE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "passed" in done.stdout


@pytest.fixture
def product():
    found = Product(tags=trees.PLANT)
    yield found
    connections.close(found.gateway)


def killed(interpreter: str, asked: dict) -> None:
    """A process that writes, and is killed when it has."""
    with tempfile.TemporaryDirectory() as folder, victim(interpreter, asked, folder) as process:
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL


def victim(interpreter: str, asked: dict, folder: str) -> subprocess.Popen[str]:
    if interpreter == "cpython":
        path = os.pathsep.join(str(ROOT / part) for part in (".", "stubs", "stubs/cpython"))
        command, environment = [sys.executable], os.environ | {"PYTHONPATH": path}
    else:
        export = Path(folder, "export.zip")
        archive.write(export, archive.pack(build.export_files()))
        command = jvm.command()
        environment = jvm.environment(ROOT, ROOT / "stubs", packages.SITE, PROJECT_ZIP=str(export))
    program = str(ROOT / "tests" / "jython" / "cut_off.py")
    return subprocess.Popen([*command, program, json.dumps(asked)], cwd=ROOT, env=environment, text=True,
                            stdout=subprocess.PIPE)


@pytest.mark.parametrize("interpreter", ["cpython", "jython"])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "mariadb"])
def test_abuse_case_96_a_gateway_that_was_killed_does_not_do_it_again(servers, product, interpreter, kind, monkeypatch):
    monkeypatch.setattr(connections, "SERVERS", servers)
    connection = connections.connect(product.gateway, kind)
    login = servers.get(kind, {"url": connection.url})
    killed(interpreter, {"connection": login, "key": "k", "value": 61.5})

    product.configure("Database", "API")
    writes = product.gateway.calls.count("system.tag.writeBlocking")
    assert stored.put(product, 61.5, "k").code == "idempotency_key_running"
    product.gateway.clock.advance(TWO_MINUTES)
    answer = stored.put(product, 61.5, "k")
    assert (answer.status, answer.code) == (504, "outcome_unknown")
    assert answer.json()["current"][0]["path"] == stored.SETPOINT
    assert product.gateway.calls.count("system.tag.writeBlocking") == writes
    assert [(row["new_value"], row["result"]) for row in stored.rows(product)] == [("61.5", "pending")]
