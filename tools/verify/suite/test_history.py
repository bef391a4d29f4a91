"""History: stored values and windows, what is refused before the historian is asked."""

import datetime

import pytest


def history(api, path, **asked):
    answer = api.get("/history", params={"path": path} | asked)
    if answer.status == 503 and answer.json()["code"] == "historian_unconfigured":
        pytest.skip("this gateway has no historian")
    return answer


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_stored(api, tag):
    """GET /history answers a table whose first column is the time, its rows in order of time."""
    found = history(api, tag, startDate="-1h").expect(200).json()
    assert [column["name"] for column in found["columns"]] == ["t_stamp", tag], f"the columns are {found['columns']}"
    times = [moment(row[0]) for row in found["rows"]]
    assert times == sorted(times), "GET /history: the rows are not in order of time"


def test_windows(api, tag):
    """Windows: as many as fit into the time, each as long as the interval."""
    found = history(api, tag, startDate="-1h", interval="15m", aggregationMode="Maximum").expect(200).json()
    times = [moment(row[0]) for row in found["rows"]]
    assert len(times) == 4, f"GET /history: {len(times)} windows of 15 minutes in an hour"
    steps = {(later - earlier).total_seconds() for earlier, later in zip(times, times[1:], strict=False)}
    assert steps == {900.0}, f"GET /history: windows of 15 minutes are {sorted(steps)} seconds apart"


def test_tall(api, tag):
    """returnFormat=tall: path, value, quality and timestamp."""
    found = history(api, tag, startDate="-1h", returnFormat="tall").expect(200).json()
    names = [column["name"] for column in found["columns"]]
    assert names == ["path", "value", "quality", "timestamp"], f"GET /history: the columns are {names}"


@pytest.mark.parametrize("asked, code", [
    ({"aggregationMode": "verify"}, "invalid_parameter"), ({"startDate": "2026-01-01T00:00:00"}, "invalid_time"),
    ({"startDate": "-1h", "endDate": "-2h"}, "invalid_range"), ({"limit": "0"}, "invalid_parameter")],
    ids=["mode", "time without an offset", "end before start", "limit"])
def test_refused(api, tag, asked, code):
    """A question that makes no sense: 400."""
    history(api, tag, **asked).expect(400, code)


def test_forbidden(api):
    """The history of the API's own configuration is forbidden."""
    history(api, "[default]Config/API/ValidTokens").expect(403, "tag_forbidden")
