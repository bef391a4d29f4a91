"""GET /history in every aggregation mode, page by page, against NumPy."""

import pytest

from tests.support import recorded
from tests.support.reckoning import MODES, Expected, series
from tests.support.recorded import NOW, T, pages

BEGIN = NOW - 3600000
POINTS = series(7)
FIRST, LAST = 333, int(POINTS[0][-1]) + 700
COUNT = 41


@pytest.fixture(scope="module")
def product():
    found = recorded.product()
    times, values, good = POINTS
    found.gateway.historian.record(T, [
        (BEGIN + int(millis), float(value), "Good" if fine else "Bad")
        for millis, value, fine in zip(times, values, good, strict=True)])
    return found


def windows(product, mode, shape, **parameters):
    """{start of a window, in milliseconds after BEGIN: [[value] or [value, quality], ...]} of all pages."""
    shown = pages(
        product, T, aggregationMode=mode.lower(), startDate=str(BEGIN + FIRST), endDate=str(BEGIN + LAST), limit="13",
        returnFormat=shape, **parameters)
    assert len(shown) > 2
    found = {}
    for row in [row for page in shown for row in page["rows"]]:
        moment, cells = (row[3], row[1:3]) if shape == "tall" else (row[0], row[1:])
        found.setdefault(product.library.project.values.times.parse(moment, 0) - BEGIN, []).append(cells)
    return found


def check(mode, found, shown):
    """The windows that were found, as a tall table, against NumPy, and as a wide one against the tall one."""
    for start, end in zip(found, [*list(found)[1:], LAST], strict=True):
        wanted = getattr(Expected(POINTS, start, end, {}), mode)()
        values = [value for value, quality in found[start]]
        assert [value is None for value in values] == [value is None for value in wanted], (mode, start, end)
        assert known(values) == pytest.approx(known(wanted), rel=1e-9, abs=1e-9), (mode, start, end)
    assert shown == {
        start: [[value if quality == "Good" else None] for value, quality in cells] for start, cells in found.items()}


def known(values):
    return [value for value in values if value is not None]


@pytest.mark.parametrize("mode", MODES)
def test_windows_of_an_interval(product, mode):
    found = windows(product, mode, "tall", interval="1s")
    assert list(found) == list(range(FIRST, LAST, 1000))
    check(mode, found, windows(product, mode, "wide", interval="1s"))


@pytest.mark.parametrize("mode", MODES)
def test_a_number_of_windows(product, mode):
    found = windows(product, mode, "tall", returnSize=str(COUNT))
    # The gateway divides the time of a page: where it does not come to whole milliseconds, one more or less.
    assert [max(abs(start - FIRST - (LAST - FIRST) * number / COUNT) - 2, 0) for number, start in enumerate(found)] == (
        [0] * COUNT)
    check(mode, found, windows(product, mode, "wide", returnSize=str(COUNT)))
