"""The served document before tools that others have written: schemathesis asks what it allows and what it forbids.

The seed is fixed and the limiter in shadow mode, so that nothing is refused for asking often.
"""

import os
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests.support.serving import ROOT, serving

pytestmark = pytest.mark.proof

SCRIPTS = Path(sysconfig.get_path("scripts"))
HERE = Path(__file__).parent
SHADOW = ("--setting", 'Limits={"shadowMode": 1}')


@pytest.mark.parametrize("front, examples", [((), 20), (("--jython",), 8)], ids=["waitress", "Jetty"])
def test_schemathesis_finds_nothing(front, examples, tmp_path):
    with serving(*front, *SHADOW) as server:
        ended = subprocess.run(
            [SCRIPTS / "st", "--config-file", HERE / "schemathesis.toml", "run", f"{server.base}/openapi.json",
             "--url", server.base, "--header", f"Authorization: Bearer {server.token}", "--checks", "all",
             "--seed", "20260101", "--max-examples", str(examples), "--continue-on-failure",
             "--suppress-health-check", "all", "--request-timeout", "20", "--no-color", "--warnings", "off"],
            env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.proof.openapi_rules", "PYTHONPATH": str(ROOT)},
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=420)
    assert ended.returncode == 0, ended.stdout[-20000:] + ended.stderr[-2000:]
    assert "Tested: " in ended.stdout
