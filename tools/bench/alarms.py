"""Ten thousand active alarms: listed, filtered and paged, one request after another on one connection."""

import json
from collections.abc import Callable
from typing import Any

from tools.bench import load, warming
from tools.bench.cases import API, TOKEN, Case
from tools.bench.gateway import WORK, Gateway
from tools.bench.load import Run
from tools.package import archive

COUNT = 10_000
PER_TAG = ("Diagnostic", "Low", "High", "Critical")
AREAS = 10
PAGE = 100
LISTED = Case(f"{COUNT:,} alarms, listed", "alarms", (API,), "GET", f"/alarms?limit={PAGE}", results=PAGE)
FILTERED = Case(f"{COUNT:,} alarms, filtered", "alarms", (API,), "GET",
                f"/alarms?state=ActiveUnacked&priority=High&source=*Area%203/*&limit={PAGE}", results=PAGE)
PAGED = Case(f"{COUNT:,} alarms, a later page", "alarms", (API,), "GET", f"{LISTED.target}&cursor=", results=PAGE)
CASES = (LISTED, FILTERED, PAGED)


def measure(gateway: Gateway, warm_up: int, seconds: int, report: Callable[[str], None]) -> dict[str, Run]:
    """{case: its run}. The alarms are made now, so that they cost nothing before."""
    archive.write(WORK / "alarm-tags.json", json.dumps(tag_export()).encode("ascii"))
    gateway.ask("tags", path=str(WORK / "alarm-tags.json"))
    found = {}
    for case in CASES:
        target = case.target if case is not PAGED else case.target + _cursor(gateway)
        shot = load.aimed(case, gateway.url(API, target), TOKEN)
        warming.up(gateway, shot, 1, warm_up)
        found[case.name] = load.run(gateway, shot, 1, seconds)
        report(f"{case.name}: {found[case.name].p50:.0f} ms")
    return found


def _cursor(gateway: Gateway) -> str:
    """Where the last page but one begins."""
    limit, cursor = 1000, ""
    while True:
        answer = load.answer(Case("", "alarms", (API,), "GET", ""), gateway.url(
            API, f"/alarms?limit={limit}" + (f"&cursor={cursor}" if cursor else "")), TOKEN)
        if answer["cursor"] is None:
            return cursor
        cursor = answer["cursor"]


def tag_export() -> dict[str, Any]:
    """Tags that are too hot: each has one active alarm of each of four priorities."""
    tags = COUNT // len(PER_TAG)
    areas = [_folder(f"Area {area}", [_tag(number) for number in range(area, tags, AREAS)]) for area in range(AREAS)]
    return {"name": "", "tagType": "Provider", "tags": [_folder("BenchAlarms", areas)]}


def _folder(name: str, tags: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": name, "tagType": "Folder", "tags": tags}


def _tag(number: int) -> dict[str, Any]:
    alarms = [{"name": priority, "mode": "AboveValue", "setpointA": 10.0, "priority": priority,
               "displayPath": f"Hall/Machine {number}/{priority}"} for priority in PER_TAG]
    return {"name": f"T{number:04}", "tagType": "AtomicTag", "valueSource": "memory", "dataType": "Float8",
            "value": 11.0, "alarms": alarms}
