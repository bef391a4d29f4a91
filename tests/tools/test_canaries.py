"""The watch over secrets: each place is really looked at, and the run fails and names the test."""

import re
import subprocess
import sys

import pytest

from tools import ROOT

CONFTEST = ROOT / "tests" / "conftest.py"
CANARY = "canary-" + "4f1d" * 4
LEAKS = {
    "test_print": ("what it printed", 'print("the token is " + CANARY)'),
    "test_error_stream": ("what it printed", "sys.stderr.write(CANARY)"),
    "test_gateway_log": ("the gateway log", 'found.gateway.log.write("INFO", "x", "by " + CANARY)'),
    "test_throwable": ("the gateway log", 'found.gateway.log.write("ERROR", "x", "y", RuntimeException(CANARY))'),
    "test_answer": ("an answer (200)", (
        "found.gateway.tags.set_value('[default]Plant/Status', CANARY); "
        "assert found.client.get('/tags/default/Plant/Status').status == 200")),
    "test_header_of_an_answer": ("an answer (200)", (
        "assert found.client.get('/health', headers=[('X-Request-Id', CANARY)]).status == 200")),
    "test_database": ("the database", (
        'databases.connect(found.gateway); connection = found.gateway.databases.connections["API"]; '
        'connection.run_alone("update", "UPDATE rest_api_audit SET principal = ?", [CANARY], False)')),
    "test_audit_profile": ("an audit profile", (
        'found.gateway.audit.add_profile("A"); found.gateway.audit.write("A", {"value": CANARY})')),
    "test_password": ("a password shows", (
        'found.gateway.users.add_user("staff", "ann", "canary-pass-word"); print("canary-pass-word")')),
    "test_member_of_a_document": ("clientSecret shows", (
        "found.gateway.tags.set_value(product.CONFIG + 'Issuers', {'x': {'clientSecret': 'canary-of-a-client'}}); "
        "print('canary-of-a-client')")),
    "test_sent": ("a credential that was sent shows", (
        "found.client.get('/tags', headers=[('X-API-Key', 'canary-that-was-sent')]); print('canary-that-was-sent')")),
}
FILE = """
import sys

import pytest

from java.lang import RuntimeException
from tests.support import databases, product, trees

CANARY = {canary!r}


@pytest.fixture
def found():
    made = product.Product(tags=trees.PLANT)
    made.gateway.tags.set_value(product.CONFIG + "ValidTokens", product.TOKEN + ", " + CANARY)
    yield made
    databases.close(made.gateway)

{tests}

def test_clean(found):
    assert found.client.get("/tags/default/Plant/Setpoint").status == 200
    print("nothing")


@pytest.mark.shows_secrets("a token is printed once, when it is made")
def test_on_purpose(found):
    print(CANARY)
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """In a worker of xdist, as `make test` runs the suite."""
    folder = tmp_path_factory.mktemp("suite")
    tests = "\n".join(f"\ndef {name}(found):\n    {code}\n" for name, (_, code) in LEAKS.items())
    # The plugin is taken in as the suite's own conftest takes it.
    line = next(line for line in CONFTEST.read_text().splitlines() if "canaries" in line)
    (folder / "conftest.py").write_text(line + "\n")
    (folder / "test_leaks.py").write_text(FILE.format(canary=CANARY, tests=tests))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "1",
               "-c", str(ROOT / "pyproject.toml"), str(folder / "test_leaks.py")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def test_the_run_fails_and_the_rest_passes(run):
    assert run.returncode == 1
    assert re.search(rf"{len(LEAKS)} failed, 2 passed", run.stdout), run.stdout[-3000:]


@pytest.mark.parametrize("name", LEAKS)
def test_each_place_is_looked_at_and_the_test_is_named(run, name):
    place = LEAKS[name][0]
    assert f"::{name}" in run.stdout
    assert re.search(rf"A secret shows during \S*::{name} \(call\)\n(?:.*\n)*?.*{re.escape(place)}", run.stdout)
