"""The measured process: one JVM with every contestant, started through the launcher of tools.jython."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools import ROOT, build
from tools.bench import cases, contestants
from tools.bench.contestants import Contestant
from tools.jython import jvm
from tools.package import archive, tags

HEAP = "-Xmx512m"
WORK = ROOT / "build" / "bench"
LOG = WORK / "gateway.log"
# What is measured is the cost of the limits, not the limits.
LIMITS = {"requestsPerSecond": 1000000, "requestBurst": 10000000, "inFlightTags": 100000, "inFlightHistory": 1000,
          "inFlightAlarms": 1000, "historySeconds": 300}
PATIENCE = 10.0
LOOK, QUIET = 0.1, 0.3  # seconds between two looks, and the share of a core that is as good as idle


class Died(Exception):
    """The measured process ended by itself."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the measured process ended with {code}; see {LOG}")


class Gateway:
    """A running measured process. `url(name)` is where a contestant answers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._ports = self._answer()

    @property
    def pid(self) -> int:
        return self._process.pid

    def url(self, name: str, target: str) -> str:
        port = self._ports["floor" if name == cases.FLOOR else "port"]
        project = cases.API if name == cases.SECURED else name
        return f"http://127.0.0.1:{port}/system/webdev/{project}/api{target}"

    def ask(self, question: str, **arguments: Any) -> Any:
        try:
            print(json.dumps({"ask": question, **arguments}), file=self._process.stdin, flush=True)
        except BrokenPipeError as error:
            raise Died(self._process.wait()) from error
        return self._answer()

    def resident_bytes(self) -> int:
        """The most memory that the process ever had, as the operating system counts it."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        return 0

    def cpu_seconds(self) -> float:
        """What the process has used of the processors so far, user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self) -> None:
        """Waits until the process has done with requests whose client is gone, or for PATIENCE seconds."""
        ends = time.monotonic() + PATIENCE
        before = self.cpu_seconds()
        while time.monotonic() < ends:
            time.sleep(LOOK)
            now = self.cpu_seconds()
            if now - before < QUIET * LOOK:
                return
            before = now

    def _answer(self) -> Any:
        line = self._process.stdout.readline()
        if not line:
            raise Died(self._process.wait())
        return json.loads(line)[1]


@contextmanager
def running(competing: list[Contestant]) -> Iterator[Gateway]:
    """Raises tools.jython.jars.Missing where there is no Java or a jar is missing."""
    program = jvm.command("-m", "measured")
    program.insert(1, HEAP)
    site = {
        "projects": contestants.pack(competing, WORK),
        "tags": _tag_files(),
        "history": cases.RECORDED,
        "settings": cases.ACCESS | {"AllowedOrigins": ["http://localhost:3000"], "Limits": LIMITS},
    }
    environment = jvm.environment(ROOT / "stubs", ROOT / "bench" / "jvm")
    with LOG.open("w") as log:
        # wrk cuts its connections at the end of a run, of which the server speaks at length
        process = subprocess.Popen(program, env=environment, text=True, start_new_session=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
    try:
        print(json.dumps(site), file=process.stdin, flush=True)
        yield Gateway(process)
    finally:
        _end(process)


def _tag_files() -> list[str]:
    """The configuration tags as they are shipped, and the tags of the cases."""
    documents = {"config": tags.config_document(build.export_files()), "bench": cases.tag_export()}
    for name, document in documents.items():
        archive.write(WORK / f"{name}-tags.json", json.dumps(document).encode("ascii"))
    return [str(WORK / f"{name}-tags.json") for name in documents]


def _end(process: subprocess.Popen[str]) -> None:
    process.stdin.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
