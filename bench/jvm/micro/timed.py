"""Medians of what a call takes, in microseconds of the thread's own CPU time: what else runs beside it does not count.

The first half of the time only warms up.
"""

from java.lang.management import ManagementFactory

from java.lang import System, Thread

BEAN = ManagementFactory.getThreadMXBean()


def together(call, seconds, batch=200):
    """Of a call so short that it is timed many at a time."""
    def lap():
        before = BEAN.getCurrentThreadCpuTime()
        for _ in range(batch):
            call()
        return [(BEAN.getCurrentThreadCpuTime() - before) / 1e3 / batch]
    return _median(lap, seconds)


def one_by_one(values, before_each_round, call, seconds):
    """Of one call for each of the values, all over again after `before_each_round()`."""
    def lap():
        before_each_round()
        taken = []
        for value in values:
            before = BEAN.getCurrentThreadCpuTime()
            call(value)
            taken.append((BEAN.getCurrentThreadCpuTime() - before) / 1e3)
        return taken
    return _median(lap, seconds)


def rested(call, seconds):
    """Of a call before which the thread slept for a millisecond, as threads do that wait for requests."""
    def lap():
        Thread.sleep(1)
        before = BEAN.getCurrentThreadCpuTime()
        call()
        return [(BEAN.getCurrentThreadCpuTime() - before) / 1e3]
    return _median(lap, seconds)


def _median(lap, seconds):
    began, taken = System.nanoTime(), []
    while System.nanoTime() - began < seconds * 1e9:
        found = lap()
        if System.nanoTime() - began > seconds * 0.5e9:
            taken.extend(found)
    taken.sort()
    return taken[len(taken) // 2]
