"""Every aggregation mode of the simulated historian against NumPy, which computes it another way.

On random series, and on recordings of real machines where there are some.
"""

import os

import numpy
import pytest

import simulator
from java.util import Date
from simulator import replay
from tests.support import recordings
from tests.support.reckoning import MODES, Expected, series

T = "[default]T"
START = 1_700_000_000_000
VARIANTS = [{}, {"history_average": "linear"}, {"history_deviation": "population"}, {"history_seed_counts": True},
            {"history_count": "all"}, {"history_empty_sum": "zero"}]


def answered(points, first, last, count, mode, options):
    """The rows of queryTagHistory as {window: [values]}."""
    gateway = simulator.use(simulator.Gateway(options=options))
    gateway.clock.set_millis(START + 10 ** 12)
    gateway.historian.add_provider("DB")
    times, values, good = points
    gateway.historian.record(T, [
        (START + int(millis), float(value), "Good" if fine else "Bad")
        for millis, value, fine in zip(times, values, good, strict=True)])
    table = gateway.system.tag.queryTagHistory(
        [T], Date(START + first), Date(START + last), count, mode, includeBoundingValues=True)
    found = {}
    for row in range(table.getRowCount()):
        millis = table.getValueAt(row, 0).getTime() - START
        found.setdefault(millis, []).append(table.getValueAt(row, 1))
    return found


def check(points, first, last, count, mode, options):
    found = answered(points, first, last, count, mode, options)
    edges = [first + (last - first) * place // count for place in range(count + 1)]
    assert sorted(found) == edges[:-1]
    for start, end in zip(edges, edges[1:], strict=False):
        wanted = getattr(Expected(points, start, end, options), mode)()
        assert [value is None for value in found[start]] == [value is None for value in wanted], (mode, start, end)
        assert known(found[start]) == pytest.approx(known(wanted), rel=1e-9, abs=1e-9), (mode, start, end)


def known(values):
    return [value for value in values if value is not None]


@pytest.mark.parametrize("options", VARIANTS, ids=lambda options: "-".join(options) or "default")
@pytest.mark.parametrize("mode", MODES)
def test_random_series(mode, options):
    for seed in range(3):
        points = series(seed)
        last = int(points[0][-1])
        check(points, 0, last + 500, 1, mode, options)
        check(points, last // 3 + 1, last + 500, 37, mode, options)
        check(points, 100, last, 150, mode, options)


@pytest.mark.skipif(not recordings.files(), reason=recordings.MISSING)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", recordings.files(), ids=os.path.basename)
def test_recordings(path, mode):
    """The first 800 samples of each; a second stands for ten minutes, so that NumPy can look at each millisecond."""
    samples = replay.recorded(path)[:800]
    times = numpy.array([(millis - samples[0][0]) // 600 for millis, value in samples])
    points = times, numpy.array([value for millis, value in samples]), numpy.ones(len(samples), dtype=bool)
    last = int(times[-1])
    check(points, 0, last + 1000, 24, mode, {})
    check(points, last // 7, last, 96, mode, {"history_average": "linear"} if mode == "Average" else {})
