"""The tests of what Jython runs, on Jython: `python -m tools.jython.suite [arguments of pytest]`.

Which tests run without arguments is decided here: every file of TREES but those in CPYTHON_ONLY, shared out among as
many processes as there are processors, at most MOST_PROCESSES.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import ROOT, build
from tools.faults import step
from tools.jython import jvm, packages
from tools.package import archive

TREES = ("tests/library", "tests/faults", "tests/webdev", "tests/wire", "tests/simulator")
CPYTHON_ONLY: dict[str, str] = {  # file: why
    "tests/faults/test_over_socket.py": "waitress and raw sockets",
    "tests/faults/test_bodies.py": "jsonschema-rs",
    "tests/faults/test_generated.py": "hypothesis",
    "tests/library/test_http_xmlschema.py": "lxml",
    "tests/wire/test_wsgi.py": "waitress",
    "tests/library/test_history_modes.py": "NumPy",
    "tests/simulator/test_historian_proof.py": "NumPy",
    "tests/faults/test_surrogates.py": "no text there holds half of a surrogate pair",
}
LEAST = 10000  # fewer tests than this, and some were lost on the way
MOST_PROCESSES = 4


def main(arguments: list[str]) -> int:
    shares = [arguments] if arguments else shared_out(files(), min(os.cpu_count() or 1, MOST_PROCESSES))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(len(shares)) as pool:
        export = Path(folder, "export.zip")
        archive.write(export, archive.pack(build.export_files()))
        reports = [Path(folder, f"report-{number}.xml") for number in range(len(shares))]
        codes = list(pool.map(_run, shares, [export] * len(shares), reports, range(1, len(shares) + 1)))
        passed = sum(_passed(report) for report in reports)
    step(f"{passed} tests passed on Jython")
    if not arguments and passed < LEAST:
        print(f"at least {LEAST} should have; tools/jython/suite.py", file=sys.stderr)
        return 1
    return next((code for code in codes if code), 0)


def shared_out(places: list[str], count: int) -> list[list[str]]:
    """The files in `count` shares of about the same size: the largest first, each to the share that has least."""
    shares: list[list[str]] = [[] for _ in range(count)]
    sizes = [0] * count
    for place in sorted(places, key=lambda place: -(ROOT / place).stat().st_size):
        least = sizes.index(min(sizes))
        shares[least].append(place)
        sizes[least] += (ROOT / place).stat().st_size
    return [sorted(share) for share in shares if share]


def files() -> list[str]:
    found = [path.relative_to(ROOT).as_posix() for tree in TREES for path in sorted((ROOT / tree).rglob("test_*.py"))]
    gone = set(CPYTHON_ONLY) - set(found)
    if gone:
        raise SystemExit(f"no such file: {', '.join(sorted(gone))}; tools/jython/suite.py")
    return [place for place in found if place not in CPYTHON_ONLY]


def _run(arguments: list[str], export: Path, report: Path, number: int) -> int:
    """Runs one share; its lines are shown as they come, behind its number, so that several stay readable.

    -B: Jython writes no class files, which another process could read half written.
    """
    command = jvm.command("-B", str(ROOT / "tests" / "jython" / "run.py"), "-q", "--tb=native", "--maxfail=50",
                          f"--rootdir={ROOT}", "-p", "no:cacheprovider", f"--junitxml={report}", *arguments)
    environment = jvm.environment(ROOT, ROOT / "stubs", packages.SITE, PROJECT_ZIP=str(export))
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, errors="replace", stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT) as process:
        for line in process.stdout:
            step(f"{number}  {line.rstrip()}")
    return process.returncode


def _passed(report: Path) -> int:
    if not report.is_file():
        return 0
    cases = ET.parse(report).iter("testcase")  # noqa: S314 - our own pytest wrote it
    return sum(not {"failure", "error", "skipped"} & {outcome.tag for outcome in case} for case in cases)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
