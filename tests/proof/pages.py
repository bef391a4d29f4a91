"""Console blocks of documentation: what a reader types there, and what the page says comes back."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.support.serving import ROOT

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What differs from run to run; the order matters.
MASKS = (
    (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "ID"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"), "TIME"),
    (re.compile(r"\b[0-9a-f]{24}-[0-9]+\b|\b[0-9a-f]{32}\b"), "REQUEST"),
    # A measured value; one that a command has set has few digits and stays.
    (re.compile(r"\b\d+\.\d{4,}(?:[eE]-?\d+)?\b"), "NUMBER"),
)


@dataclass(frozen=True)
class Typed:
    """One command as one line for a shell, and the lines that follow it on the page."""

    command: str
    printed: str


def typed(page: Path) -> list[Typed]:
    """Every command of the page's console blocks, in order."""
    found = []
    for language, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", "" if language else block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.replace("\\\n", " ").partition("\n")
            found.append(Typed(command, printed.strip()))
    return found


def to_the_demo(page: str) -> list[Typed]:
    """What a page has its reader send to the gateway of `make run`, and the variables that it needs for that."""
    return [each for each in typed(ROOT / page)
            if "127.0.0.1:8088" in each.command or "$API" in each.command or re.match(r"[A-Z]+=", each.command)]


def masked(text: str) -> str:
    for pattern, name in MASKS:
        text = pattern.sub(name, text)
    return text.strip()
