"""Clients that openapi-generator makes of the served document compile, and do what an integrator would with them."""

import compileall
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import requests

from tests.support.serving import serving

pytestmark = pytest.mark.proof

HERE = Path(__file__).parent / "clients"
GENERATOR = Path(sysconfig.get_path("scripts")) / "openapi-generator-cli"


@pytest.fixture(scope="module")
def server():
    with serving() as running:
        # Every change of the setpoint is an alarm event of the plant.
        assert running.put("/tags/default/Plant/Setpoint", 161).status_code == 200
        yield running


@pytest.fixture(scope="module")
def document(server, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("document") / "openapi.json"
    target.write_bytes(requests.get(f"{server.base}/openapi.json", timeout=20).content)
    return target


@pytest.fixture(scope="module")
def node(tmp_path_factory) -> Path:
    """A folder with what package-lock.json pins, and nothing that a package would run while it is installed."""
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json", "tsconfig.json", "read.ts", "spectral.yaml"):
        shutil.copy(HERE / name, folder)
    run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error")
    return folder


def run(folder: Path, *command: str | Path, **more: str) -> str:
    ended = subprocess.run(command, cwd=folder, env=os.environ | more, capture_output=True, text=True, check=False,
                           timeout=300)
    assert ended.returncode == 0, ended.stdout[-5000:] + ended.stderr[-5000:]
    return ended.stdout


def generate(language: str, document: Path, target: Path, *options: str) -> None:
    run(target.parent, GENERATOR, "generate", "-g", language, "-i", document, "-o", target, *options)


def check(printed: str) -> None:
    """What both programs print of the demo plant."""
    found = json.loads(printed)
    path, value, quality = found["tag"]
    assert (path, quality) == ("[default]Plant/Temperature", "Good")
    assert isinstance(value, float)
    assert found["sameTag"] == path
    assert found["columns"] == ["t_stamp", path]
    assert found["rows"] == 5
    state, source = found["alarm"]
    assert state in ("ActiveUnacked", "ActiveAcked", "ClearUnacked", "ClearAcked")
    assert source.startswith("prov:default:/tag:Plant/")
    assert found["command"] == ["completed", "done"]
    assert found["refusal"] == "tag_not_found"


def test_python(server, document, tmp_path):
    target = tmp_path / "client"
    generate("python", document, target, "--package-name", "ignition_rest")
    assert compileall.compile_dir(target / "ignition_rest", quiet=1)
    check(run(tmp_path, sys.executable, HERE / "read.py", server.base, server.token, PYTHONPATH=str(target)))


def test_typescript(server, document, node):
    generate("typescript-axios", document, node / "client", "--additional-properties=useSingleRequestParameter=true")
    run(node, "npx", "--no-install", "tsc")
    check(run(node, "node", "dist/read.js", server.base, server.token))


def test_spectral_finds_no_error(document, node):
    printed = run(node, "npx", "--no-install", "spectral", "lint", document, "--ruleset", "spectral.yaml",
                  "--fail-severity", "error")
    assert "0 errors" in printed or "No results" in printed
