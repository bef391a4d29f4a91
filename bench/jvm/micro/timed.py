"""Medians of what a call takes, in microseconds. The first half of the time only warms up."""

from java.lang import System


def together(call, seconds, batch=500):
    """Of a call so short that it is timed many at a time."""
    def lap():
        before = System.nanoTime()
        for _ in range(batch):
            call()
        return [(System.nanoTime() - before) / 1e3 / batch]
    return _median(lap, seconds)


def one_by_one(values, before_each_round, call, seconds):
    """Of one call for each of the values, all over again after `before_each_round()`."""
    def lap():
        before_each_round()
        taken = []
        for value in values:
            before = System.nanoTime()
            call(value)
            taken.append((System.nanoTime() - before) / 1e3)
        return taken
    return _median(lap, seconds)


def _median(lap, seconds):
    began, taken = System.nanoTime(), []
    while System.nanoTime() - began < seconds * 1e9:
        found = lap()
        if System.nanoTime() - began > seconds * 0.5e9:
            taken.extend(found)
    taken.sort()
    return taken[len(taken) // 2]
