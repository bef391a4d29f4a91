"""`make run` as a process: started on a free port, its printed lines, and its end."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.support import canaries

ROOT = Path(__file__).resolve().parent.parent.parent
LAST_LINE = "Ctrl-C stops it."


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "tools.serve", *options]


class Serving:
    """A server that runs: `base` is the API's URL, `lines` the curl lines, `token` what they carry."""

    def __init__(self, process: subprocess.Popen[str], output: str) -> None:
        self.process = process
        self.output = output
        self.lines = re.findall(r"^curl .*$", output, re.MULTILINE)
        self.base = re.search(r"^Base URL\s+(\S+)$", output, re.MULTILINE).group(1)
        self.token = re.search(r"Bearer ([^\s']+)", output).group(1)
        canaries.WATCH.plant("the token of a server", self.token)
        # In the lines to type it is shown on purpose.
        seen(output.replace(self.token, "***"))

    def get(self, path: str, **options) -> requests.Response:
        return self._call("GET", path, **options)

    def put(self, path: str, value: object) -> requests.Response:
        return self._call("PUT", path, json={"value": value})

    def value(self, tag: str) -> object:
        answer = self.get(f"/tags/default/{tag}")
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    def stop(self, number: signal.Signals = signal.SIGINT) -> str:
        """Sends the signal; gives what was printed since the start."""
        self.process.send_signal(number)
        return seen(self.process.communicate(timeout=10)[0])

    def _call(self, method: str, path: str, **options) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        canaries.plant_credentials(headers.items())
        answer = requests.request(method, self.base + path, headers=headers, timeout=10, **options)
        canaries.see_answer(answer.status_code, answer.headers.items(), answer.content)
        return answer


def seen(printed: str) -> str:
    """What a server printed, after it was looked through for secrets."""
    canaries.WATCH.see("what a server printed", printed)
    return printed


def started(*options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(command(*options), cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@contextmanager
def serving(*options: str) -> Iterator[Serving]:
    process = started("--port", str(free_port()), *options)
    try:
        yield Serving(process, _until_ready(process))
    finally:
        if process.poll() is None:
            process.kill()
        seen(process.communicate()[0])


def _until_ready(process: subprocess.Popen[str]) -> str:
    printed = ""
    for line in process.stdout:
        printed += line
        if line.strip() == LAST_LINE:
            return printed
    raise AssertionError(f"ended before it served:\n{printed}")
