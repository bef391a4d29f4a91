"""docs/abuse-cases.md and the tests say the same: every case has its row, every row with a version has its test."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.faults import Fault

CATALOGUE = "docs/abuse-cases.md"
PLANNED = "planned"
LAST = 120
ROW = re.compile(r"^\| (\d+) \|.*\| ([^|]+) \|$")
VERSION = re.compile(r"\d+\.\d+\.\d+")
MENTION = re.compile(r"abuse cases? (\d+(?:(?:, | and | to |-)\d+)*)", re.IGNORECASE)
# test_abuse_case_23_..., test_abuse_case_6_and_7_..., test_abuse_cases_27_to_36_...
TEST = re.compile(r"^ *def test_abuse_cases?_(\d+(?:_(?:and|to)_\d+)*)_")


@dataclass(frozen=True)
class Row:
    line: int
    since: str


def check(root: Path) -> Iterator[Fault]:
    catalogue = root / CATALOGUE
    if not catalogue.is_file():
        yield Fault(CATALOGUE, 0, "the file is missing", "restore it")
        return
    rows, faults = _rows(catalogue)
    yield from faults
    tested: set[int] = set()
    for path in sorted((root / "tests").rglob("*.py")):
        place = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            carried = _numbers(TEST.match(line), "_to_")
            tested |= carried
            yield from _claim_faults(place, number, carried, rows)
            for mention in MENTION.finditer(line):
                yield from _unknown(place, number, _numbers(mention, " to "), rows)
    yield from _untested(rows, tested)


def _rows(catalogue: Path) -> tuple[dict[int, Row], list[Fault]]:
    rows: dict[int, Row] = {}
    faults = []
    for line, text in enumerate(catalogue.read_text(encoding="utf-8").splitlines(), 1):
        if not (found := ROW.match(text)):
            continue
        number, since = int(found[1]), found[2].strip()
        if number in rows:
            faults.append(Fault(CATALOGUE, line, f"case {number} has two rows", "keep one"))
        if since != PLANNED and not VERSION.fullmatch(since):
            faults.append(Fault(CATALOGUE, line, f"case {number} has no version", f"name one, or write `{PLANNED}`"))
        rows[number] = Row(line, since)
    missing = sorted(set(range(1, LAST + 1)) - set(rows))
    faults += [Fault(CATALOGUE, 0, f"case {number} has no row", "restore it: numbers stay") for number in missing]
    return rows, faults


def _numbers(claim: re.Match[str] | None, to: str) -> set[int]:
    """The numbers of a claim; with `to` all from one to the other."""
    if claim is None:
        return set()
    found: set[int] = set()
    for part in re.split(r"_and_|, | and ", claim[1]):
        ends = [int(end) for end in re.split(f"{to}|-", part)]
        found.update(range(ends[0], ends[-1] + 1))
    return found


def _claim_faults(place: str, line: int, carried: set[int], rows: dict[int, Row]) -> Iterator[Fault]:
    yield from _unknown(place, line, carried, rows)
    for number in sorted(carried & set(rows)):
        if rows[number].since == PLANNED:
            remedy = "write there what the case gets, and since when"
            yield Fault(place, line, f"abuse case {number} is `{PLANNED}` in {CATALOGUE}", remedy)


def _unknown(place: str, line: int, numbers: set[int], rows: dict[int, Row]) -> Iterator[Fault]:
    for number in sorted(numbers - set(rows)):
        yield Fault(place, line, f"abuse case {number} is not in {CATALOGUE}", "name one that is")


def _untested(rows: dict[int, Row], tested: set[int]) -> Iterator[Fault]:
    for number, row in sorted(rows.items()):
        if row.since != PLANNED and number not in tested:
            remedy = f"write test_abuse_case_{number}_..., or `{PLANNED}`"
            yield Fault(CATALOGUE, row.line, f"no test carries the number of case {number}", remedy)
