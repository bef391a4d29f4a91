"""The lines that `make run` prints, pasted into a real shell with a real curl."""

import shutil
import subprocess

import pytest

from tests.support.serving import serving

pytestmark = pytest.mark.proof
ORIGIN = "https://dashboard.example.com"


@pytest.fixture(scope="module")
def server():
    assert shutil.which("curl"), "curl is missing; on Debian: apt-get install curl"
    with serving("--origins", ORIGIN) as running:
        yield running


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """Runs a line as a person would who pasted it; gives what curl printed and the status it got."""
    home = tmp_path_factory.mktemp("home")
    (home / ".curlrc").write_text('write-out = "\\n%{http_code}"\n')

    def paste(line: str) -> tuple[int, str]:
        finished = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=30, check=True,
                                  env={"PATH": "/usr/local/bin:/usr/bin:/bin", "CURL_HOME": str(home)})
        assert finished.stderr == ""
        printed, _, status = finished.stdout.rpartition("\n")
        return int(status), printed

    return paste


def test_every_printed_line_works_when_it_is_pasted(server, shell):
    assert len(server.lines) >= 14
    for line in server.lines:
        status, printed = shell(line)
        assert 200 <= status < 300, f"{line}\n{printed}"


def test_the_preflight_line_shows_that_the_origin_may_write(server, shell):
    line = next(line for line in server.lines if "OPTIONS" in line)
    status, printed = shell(line)
    assert status == 204
    assert f"access-control-allow-origin: {ORIGIN}" in printed.lower()
