"""How long a person waits: from the command `make run-jython` to the first tag value."""

import subprocess
import sys
import time
import urllib.error
import urllib.request

from tools import ROOT

READY = "/system/webdev/demo/api/health?ready"
PATIENCE = 60.0


class NeverAnswered(Exception):
    """The server did not come up."""


def seconds(port: int) -> float:
    """To the first answer that needs scripts and tags: `?ready` reads the configuration."""
    began = time.monotonic()
    command = [sys.executable, "-m", "tools.serve", "--jython", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _ready(port):
            if process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise NeverAnswered(f"{' '.join(command)} gave no answer")
            time.sleep(0.02)
        return time.monotonic() - began
    finally:
        process.terminate()
        process.wait()


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{READY}", timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False
