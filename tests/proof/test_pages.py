"""The commands of the documentation, typed into a shell in the order of the page: they print what stands there."""

import re
import shutil
import subprocess

import pytest

from tests.proof import pages
from tests.support.serving import serving

pytestmark = pytest.mark.proof
PAGES = {"README.md": 10, "docs/custom-endpoints.md": 2}


class Shell:
    """A shell that stays open, as the reader's does. `home` is a folder for curl's settings."""

    def __init__(self, home) -> None:
        # In a terminal curl shows no progress either.
        (home / ".curlrc").write_text("silent\nshow-error\n")
        self._process = subprocess.Popen(["sh"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                         stderr=subprocess.STDOUT,
                                         env={"PATH": "/usr/local/bin:/usr/bin:/bin", "CURL_HOME": str(home)})

    def type(self, command: str) -> str:
        self._process.stdin.write(f"{command}\necho; echo ----done----\n")
        self._process.stdin.flush()
        lines = iter(self._process.stdout.readline, "----done----\n")
        return "".join(lines).strip()

    def close(self) -> None:
        self._process.communicate(timeout=10)


@pytest.fixture(scope="module")
def server():
    assert shutil.which("curl"), "curl is missing; on Debian: apt-get install curl"
    with serving() as running:
        yield running


@pytest.mark.parametrize("page", PAGES)
def test_every_command_prints_what_the_page_says(server, page, tmp_path):
    commands = pages.to_the_demo(page)
    assert len(commands) >= PAGES[page]
    shell, printed = Shell(tmp_path), ""
    for each in commands:
        command = each.command.replace("<token>", server.token).replace(
            "http://127.0.0.1:8088/system/webdev/demo/api", server.base)
        ids = re.findall(r'"id":"([^"]+)"', printed)
        printed = shell.type(command.replace("<id>", ids[0]) if ids else command)
        assert pages.masked(printed) == pages.masked(each.printed), command
    shell.close()


def test_the_end_of_make_run_is_as_the_page_shows_it(server):
    shown = next(each.printed for each in pages.typed(pages.ROOT / "README.md") if each.command == "make run")
    ending = shown.replace("...\n", "").replace("http://127.0.0.1:8088/system/webdev/demo/api", server.base)
    ending = re.sub(r"^Token .*$", f"Token      {server.token}", ending, flags=re.MULTILINE)
    assert server.output.rstrip().endswith(ending)
