"""Nothing that is or looks like a key, token or password goes into the zip."""

import itertools
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

from tools.faults import Fault
from tools.package import layout

REMEDY = "take it out: secrets are configuration of a gateway"
FORMS = {
    "a JSON Web Token": re.compile(r"\beyJ[\w-]+\.[\w-]+\.?[\w-]*"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a URL with a password": re.compile(r"\b\w+://[^\s/:@'\"]+:[^\s/@'\"]+@"),
}
RUN = re.compile(r"[A-Za-z0-9_+=-]{20,}")
# A random token changes between letters, capitals and digits at most of its places, a name at few.
RANDOM = 0.35


def check(files: dict[str, bytes]) -> list[Fault]:
    faults = [*_known_forms(files), *_random_runs(files), *_detected(files)]
    return sorted(set(faults))


def _known_forms(files: dict[str, bytes]) -> Iterator[Fault]:
    for entry, number, line in _lines(files):
        for name, form in FORMS.items():
            if form.search(line):
                yield Fault(layout.origin(entry), number, f"holds what looks like {name}", REMEDY)


def _random_runs(files: dict[str, bytes]) -> Iterator[Fault]:
    for entry, number, line in _lines(files):
        for run in RUN.findall(line):
            if looks_random(run):
                yield Fault(layout.origin(entry), number, f"holds what looks like a token ({run[:6]}...)", REMEDY)


def looks_random(run: str) -> bool:
    kinds = [_kind(character) for character in run if character.isalnum()]
    changes = sum(before != after for before, after in itertools.pairwise(kinds))
    return "digit" in kinds and len(set(kinds)) > 1 and changes > RANDOM * len(kinds)


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "capital" if character.isupper() else "small"


def _detected(files: dict[str, bytes]) -> Iterator[Fault]:
    with tempfile.TemporaryDirectory() as folder, default_settings():
        for number, (entry, content) in enumerate(files.items()):
            scanned = Path(folder) / f"{number}{Path(entry).suffix}"
            scanned.write_bytes(content)
            found = SecretsCollection()
            found.scan_file(str(scanned))
            for _, secret in found:
                yield Fault(layout.origin(entry), secret.line_number, f"holds a {secret.type}", REMEDY)


def _lines(files: dict[str, bytes]) -> Iterator[tuple[str, int, str]]:
    for entry, content in files.items():
        for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
            yield entry, number, line
