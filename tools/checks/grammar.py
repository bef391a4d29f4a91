"""The stand-ins and the tests of shipped code run on Jython too: they must parse as Python 2.7 and 3."""

from collections.abc import Iterator
from pathlib import Path

from tools.faults import Fault
from tools.jython import suite
from tools.package import source

TREES = (
    "bench",
    "stubs/demo",
    "stubs/system",
    "stubs/simulator",
    "stubs/webdev",
    "tests/library",
    "tests/contract",
    "tests/faults",
    "tests/webdev",
    "tests/simulator",
    "tests/support",
    "tests/jython",
)
# What starts a server of CPython's, and the tests that never run on Jython.
CPYTHON_ONLY = {"stubs/webdev/wsgi.py", "tests/support/serving.py", "tests/support/proxies.py", *suite.CPYTHON_ONLY}


def check(root: Path) -> Iterator[Fault]:
    for place in _places(root):
        yield from source.grammar_faults(place, (root / place).read_bytes())


def _places(root: Path) -> list[str]:
    paths = (path for tree in TREES for path in (root / tree).rglob("*.py"))
    return sorted({path.relative_to(root).as_posix() for path in paths} - CPYTHON_ONLY)
