"""Which files kept the rules of `source` before, by their content: to judge what has not changed takes no time.

Only what is without a fault is noted, so that every fault is told each time. The notes hold for the rules and for the
grammar that they were made with, and are lost without harm.
"""

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tools import ROOT
from tools.faults import Fault
from tools.package import archive, source

NOTES = ROOT / "build" / "passed.json"
MOST = 5000


def faults(files: dict[str, bytes], notes: Path = NOTES) -> Iterator[Fault]:
    """The faults of Python files, those that have passed before left out."""
    rules = _digest(Path(source.__file__).read_bytes(), version("parso").encode("ascii"))
    known, passed = _read(notes, rules), set()
    for entry, content in files.items():
        digest = _digest(entry.encode("utf-8"), content)
        found = [] if digest in known else list(source.faults(entry, content))
        yield from found
        if not found:
            passed.add(digest)
    if not passed <= known:
        noted = passed | known if len(known) < MOST else passed
        archive.write(notes, json.dumps({"rules": rules, "passed": sorted(noted)}).encode("ascii"))


def _read(notes: Path, rules: str) -> set[str]:
    try:
        noted = json.loads(notes.read_bytes())
        return set(noted["passed"]) if noted["rules"] == rules else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _digest(*parts: bytes) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(b"%d:" % len(part) + part)
    return found.hexdigest()
