"""`make examples`: real answers to the requests that the endpoints declare as their examples, for the OpenAPI document.

They are asked of the plant of the tests, whose clock stands still. Times, ids and what counts requests are made the
same each time, so that `make lint` can say where the recorded answers are no longer those of the API.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults import test_matrix as matrix
from tools import ROOT
from tools.faults import Fault, step

PLACE = "scripts/project/examples.py"
HEAD = '''"""Answers to the endpoints' examples as JSON, recorded by `make examples` for the OpenAPI document."""

ANSWERS = {
'''
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
COUNTING = ("audit", "caches", "limiter")  # of the status: numbers that depend on what was asked before
WIDTH = 100


def check(root: Path = ROOT) -> Iterator[Fault]:
    if (root / PLACE).read_text("ascii") != source(recorded()):
        yield Fault(PLACE, 0, "the recorded answers are not those that the API gives", "run `make examples`")


def recorded() -> dict[str, str]:
    """{"GET /tags": JSON text} of every endpoint that answers in JSON, but the document itself and the site's own."""
    product = matrix.made()
    found = {}
    for declared in product.library.project.api.ENDPOINTS:
        if "json" in declared["formats"] and not declared["path"].startswith(("/custom", "/openapi.json")):
            answer = matrix.ask(product, declared)
            if answer.status != 200:
                raise AssertionError(f"{declared['method']} {declared['path']}: {answer.text()}")
            found[f"{declared['method']} {declared['path']}"] = _settled(answer.json())
    return found


def _settled(answer: Any) -> str:
    if isinstance(answer, dict) and "platform" in answer:
        answer |= {name: {} for name in COUNTING}
    text = json.dumps(answer, separators=(",", ":"), sort_keys=True)
    text = re.sub(r'"cursor":"[^"]+"', '"cursor":null', text)
    return UUID.sub("00000000-0000-4000-8000-000000000000", TIME.sub("2026-01-01T08:00:00.000Z", text))


def source(answers: dict[str, str]) -> str:
    entries = []
    for name in sorted(answers):
        text = answers[name]
        pieces = [_literal(text[start : start + WIDTH]) for start in range(0, len(text), WIDTH)]
        entries.append(f'\t"{name}": (\n' + "\n".join(f"\t\t{piece}" for piece in pieces) + "),\n")
    return HEAD + "".join(entries) + "}\n"


def _literal(text: str) -> str:
    """The same text in the Python of the gateway and of today; JSON is easiest to read in single quotes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def main() -> int:
    (ROOT / PLACE).write_text(source(recorded()), "ascii")
    step(f"wrote {PLACE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
