"""A test that claims an abuse case must name one that docs/abuse-cases.md describes."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.faults import Fault

CATALOGUE = "docs/abuse-cases.md"
CLAIM = re.compile(r"abuse[ _]cases?[ _](\d+(?:(?:, | and | to |[_-])\d+)*)", re.IGNORECASE)
# "6. Depth 33", "**6.** Depth", "| 6 | Depth"
ENTRY = re.compile(r"(?:^|[\s|*])(\d{1,3})(?:\.|\s*\|)(?=[\s*|])", re.MULTILINE)


def check(root: Path) -> Iterator[Fault]:
    catalogue = root / CATALOGUE
    if not catalogue.is_file():
        yield Fault(CATALOGUE, 0, "the file is missing", "restore it")
        return
    known = set(ENTRY.findall(catalogue.read_text(encoding="utf-8")))
    for path in sorted((root / "tests").rglob("*.py")):
        place = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for case in _claimed(line):
                if case not in known:
                    yield Fault(place, number, f"abuse case {case} is not in {CATALOGUE}", "name one that is")


def _claimed(line: str) -> Iterator[str]:
    for claim in CLAIM.finditer(line):
        yield from re.findall(r"\d+", claim[1])
