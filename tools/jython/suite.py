"""The tests of what Jython runs, on Jython: `python -m tools.jython.suite [arguments of pytest]`.

Which tests run without arguments is decided here: every file of TREES but those in CPYTHON_ONLY.
"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
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
LEAST = 5500  # fewer tests than this, and some were lost on the way


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        export, report = Path(folder, "export.zip"), Path(folder, "report.xml")
        archive.write(export, archive.pack(build.export_files()))
        code = _run(arguments or files(), export, report)
        passed = _passed(report)
    step(f"{passed} tests passed on Jython")
    if not arguments and passed < LEAST:
        print(f"at least {LEAST} should have; tools/jython/suite.py", file=sys.stderr)
        return 1
    return code


def files() -> list[str]:
    found = [path.relative_to(ROOT).as_posix() for tree in TREES for path in sorted((ROOT / tree).rglob("test_*.py"))]
    gone = set(CPYTHON_ONLY) - set(found)
    if gone:
        raise SystemExit(f"no such file: {', '.join(sorted(gone))}; tools/jython/suite.py")
    return [place for place in found if place not in CPYTHON_ONLY]


def _run(arguments: list[str], export: Path, report: Path) -> int:
    command = jvm.command(str(ROOT / "tests" / "jython" / "run.py"), "-q", "--tb=native", "--maxfail=50",
                          f"--rootdir={ROOT}", "-p", "no:cacheprovider", f"--junitxml={report}", *arguments)
    environment = jvm.environment(ROOT, ROOT / "stubs", packages.SITE, PROJECT_ZIP=str(export))
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _passed(report: Path) -> int:
    if not report.is_file():
        return 0
    cases = ET.parse(report).iter("testcase")  # noqa: S314 - our own pytest wrote it
    return sum(not {"failure", "error", "skipped"} & {outcome.tag for outcome in case} for case in cases)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
