"""A recording of a machine on the API, read as users read it: curl in a shell, requests in Python."""

import json
import math
import shlex
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.replay import load
from tests.support import recordings
from tests.support.serving import Serving, serving

pytestmark = pytest.mark.proof

REAL = Path(recordings.MACHINE)
SPEED = 20
TEMPERATURE = "/tags/default/Plant/Temperature"


def generated(folder: Path) -> Path:
    """A machine temperature every five minutes for a week, with a shutdown, in the form of the real recordings."""
    start = datetime(2013, 12, 2, 21, 15, tzinfo=UTC)
    rows = ["timestamp,value"]
    for i in range(2016):
        warmth = 20.0 if 900 <= i < 960 else 85.0 + 10.0 * math.sin(i / 46.0) + 0.001 * (i % 7)
        rows.append(f"{start + timedelta(minutes=5 * i):%Y-%m-%d %H:%M:%S},{warmth!r}")
    target = folder / "generated.csv"
    target.write_text("\n".join(rows) + "\n")
    return target


@pytest.fixture(scope="module", params=["generated recording", "real recording"])
def recording(request, tmp_path_factory) -> Path:
    if request.param == "generated recording":
        return generated(tmp_path_factory.mktemp("recording"))
    if not REAL.exists():
        pytest.skip(recordings.MISSING)
    return REAL


@pytest.fixture(scope="module")
def server(recording):
    with serving("--replay", str(recording), "--tag", "[default]Plant/Temperature", "--speed", str(SPEED)) as running:
        yield running


def by_curl(server: Serving) -> dict:
    header = shlex.quote(f"Authorization: Bearer {server.token}")
    line = f"curl -sS --fail -H {header} {server.base}{TEMPERATURE}"
    return json.loads(subprocess.run(["sh", "-c", line], capture_output=True, check=True, timeout=10).stdout)


def by_requests(server: Serving) -> dict:
    answer = server.get(TEMPERATURE)
    assert answer.status_code == 200
    return answer.json()


def follow(server: Serving, read: Callable[[Serving], dict], seconds: float) -> list[dict]:
    items = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        items.append(read(server))
        time.sleep(0.05)
    return items


@pytest.mark.parametrize("read", [by_curl, by_requests])
def test_the_recorded_temperature_moves_as_it_was_recorded(server, recording, read):
    begin = time.monotonic()
    items = follow(server, read, 3.0)
    elapsed = time.monotonic() - begin
    values = load(str(recording))
    seen = [item["value"] for index, item in enumerate(items) if index == 0 or item != items[index - 1]]
    assert len(seen) > SPEED
    assert_in_order(seen, values, at_most=int(SPEED * elapsed) + SPEED)
    assert {item["quality"] for item in items} == {"Good"}


def assert_in_order(seen: list[float], values: list[float], at_most: int) -> None:
    """Every value seen comes from the recording, digit for digit, in its order, within a stretch of it."""
    starts = [index for index, value in enumerate(values) if value == seen[0]]
    assert starts
    assert any(_follows(seen, values[start : start + at_most]) for start in starts)


def _follows(seen: list[float], stretch: list[float]) -> bool:
    remaining = iter(stretch)
    return all(value in remaining for value in seen)


def test_its_timestamps_are_those_of_now(server):
    item = by_requests(server)
    written = datetime.fromisoformat(item["timestamp"])
    assert abs((datetime.now(UTC) - written).total_seconds()) < 2.0


def test_the_rest_of_the_plant_goes_on(server):
    before = server.value("Plant/Line1/Good")
    time.sleep(5.0)
    assert server.value("Plant/Line1/Good") > before
