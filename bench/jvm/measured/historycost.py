"""What a day of history costs in one thread, without HTTP: the platform's call, and those who answer with it."""

from java.lang.management import ManagementFactory

from java.lang import System
from java.util import Date

BATCH = 10
THREADS = ManagementFactory.getThreadMXBean()


def micros(query, minimal, serve, path, start, end, token, seconds):
    """{"call", "minimal", "api"}: the medians of the CPU microseconds that each takes.

    The first half of `seconds` only warms up. CPU and not the time on the clock: they take turns, and whatever else
    the machine does meets one of them.
    """
    calls = {
        "call": lambda: query(
            paths=[path], startDate=Date(start - 1), endDate=Date(end + 1), returnSize=-1, aggregationMode="LastValue",
            returnFormat="Tall", includeBoundingValues=False, noInterpolation=True, validateSCExec=False),
        "minimal": lambda: minimal.answer({"rows": minimal.history(path, start, end)}),
        "api": lambda: serve("history", {
            "headers": {"Authorization": "Bearer " + token},
            "params": {"path": path, "startDate": str(start), "endDate": str(end)}}),
    }
    taken = dict((name, []) for name in calls)
    started = System.nanoTime()
    while System.nanoTime() - started < seconds * 1e9:
        for name, call in calls.items():
            before = THREADS.getCurrentThreadCpuTime()
            for _ in range(BATCH):
                call()
            taken[name].append((THREADS.getCurrentThreadCpuTime() - before) / 1e3 / BATCH)
    return dict((name, middle(sorted(found[len(found) // 2:]))) for name, found in taken.items())


def middle(found):
    return found[len(found) // 2]
