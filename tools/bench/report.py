"""The figures as Markdown, and their place in docs/performance.md. Judges nothing."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from tools import ROOT
from tools.bench import cases
from tools.bench.cases import BARE, FLOOR, MINIMAL
from tools.bench.measure import CONNECTIONS, USUAL, Measured
from tools.bench.verdict import Target
from tools.package import archive

DOCUMENT = ROOT / "docs" / "performance.md"
MIB = 2**20


def bench(measured: Measured, targets: list[Target], machine: dict[str, str], names: list[str]) -> str:
    parts = [
        machine_table(machine),
        "### Targets",
        target_table(targets),
        unreached(targets),
        "### At 16 connections",
        usual_table(measured, names),
        "### At other numbers of connections",
        other_table(measured, names),
        conditions(measured),
    ]
    if measured.absent:
        parts += ["Not answered, so not measured:", "\n".join(f"- {line}" for line in measured.absent)]
    return "\n\n".join(parts)


def machine_table(machine: dict[str, str]) -> str:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return table(("", ""), [("Date", today), *machine.items()])


def target_table(targets: Iterable[Target]) -> str:
    return table(("target", "wanted", "found", ""), [
        (target.what, target.wanted, target.found, "reached" if target.reached else "**not reached**")
        for target in targets])


def unreached(targets: Iterable[Target]) -> str:
    missed = [target for target in targets if not target.reached]
    if not missed:
        return "Every target is reached."
    lines = (f"- {target.what}: {target.found}, where {target.wanted} was wanted." for target in missed)
    return "\n".join([f"Not reached: {len(missed)} of the targets above.", "", *lines])


def usual_table(measured: Measured, names: list[str]) -> str:
    rows = []
    for case in cases.CASES:
        for name in names:
            if measured.has(case.name, name):
                rows.append(_usual_row(measured, case.name, name))
    return table(("case", "contestant", "requests/s", "p50 ms", "p99 ms", "errors", "CPU µs", "heap peak MiB",
                  "of floor", "of bare", "of minimal"), rows)


def _usual_row(measured: Measured, case: str, name: str) -> tuple[str, ...]:
    run = measured.middle(case, name)
    shares = (_share(measured, case, name, other) for other in (FLOOR, BARE, MINIMAL))
    return (case, name, f"{run.rate:,.0f}", f"{run.p50:.1f}", f"{run.p99:.1f}", str(run.errors), f"{run.cpu:,.0f}",
            f"{measured.peaks[case, name] / MIB:.0f}", *shares)


def _share(measured: Measured, case: str, name: str, other: str) -> str:
    if name == other or not measured.has(case, other):
        return ""
    return f"{measured.ratio((case, name), (case, other)):.2f}"


def other_table(measured: Measured, names: list[str]) -> str:
    counts = [count for count in CONNECTIONS if count != USUAL]
    rows = [
        (case.name, name, *(_cell(measured, case.name, name, count) for count in counts))
        for case in cases.CASES for name in names if measured.has(case.name, name, counts[0])
    ]
    return table(("case", "contestant", *(f"{count}: requests/s, p50, p99 ms, errors" for count in counts)), rows)


def _cell(measured: Measured, case: str, name: str, connections: int) -> str:
    run = measured.middle(case, name, connections)
    return f"{run.rate:,.0f}, {run.p50:.1f}, {run.p99:.1f}, {run.errors}"


def conditions(measured: Measured) -> str:
    bare = measured.ratio((cases.GET_ONE.name, BARE), (cases.GET_ONE.name, FLOOR))
    return (f"The bare handler reaches {bare:.2f} of the floor. The simulator's `readBlocking` of 100 tags takes "
            f"{measured.readcost_micros:.0f} microseconds, its `queryTagHistory` of 288 rows "
            f"{measured.history_micros['call']:.0f}; for the same question, without HTTP, the minimal handler takes "
            f"{measured.history_micros['minimal']:.0f} and the API {measured.history_micros['api']:.0f}. "
            f"The most memory that the process had, Java itself included: {measured.resident_bytes / MIB:,.0f} MiB.")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def publish(section: str, text: str, document: Path = DOCUMENT) -> None:
    """Puts the figures between the section's two marks; everything else in the document is written by hand."""
    content = document.read_text(encoding="utf-8")
    archive.write(document, placed(content, section, text).encode("utf-8"))


def placed(content: str, section: str, text: str) -> str:
    begin, end = f"<!-- {section}: begin -->", f"<!-- {section}: end -->"
    before, found, rest = content.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"no marks {begin} and {end}")
    return f"{before}{begin}\n{text}\n{end}{after}"
