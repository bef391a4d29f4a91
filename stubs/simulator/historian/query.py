"""What a query of tag history asks for: the stretch of time, the windows, the modes; and the rows that answer it."""
from __future__ import division

import itertools

from java.lang import IllegalArgumentException
from simulator.compat import whole
from simulator.historian import aggregates
from simulator.historian.windows import Series, is_good

EIGHT_HOURS = 8 * 3600000
HELD_MODES = frozenset(["Average", "SimpleAverage", "Minimum", "Maximum", "MinMax", "LastValue", "Range"])
MODES = dict((name.lower(), name) for name in aggregates.MODES)


class Query(object):
    """`bounds`, `validate`, `interpolate`, `bad`: include bounding values, mark downtime, interpolate, keep bad."""

    def __init__(self, start, end, bounds=False, validate=True, interpolate=True, bad=True):
        if end < start:
            raise IllegalArgumentException("The end of the query lies before its start.")
        self.start = start
        self.end = end
        self.bounds = bounds
        self.validate = validate
        self.interpolate = interpolate
        self.bad = bad

    def edges(self, count):
        """The bounds of `count` windows of the same length."""
        span = self.end - self.start
        return [whole(self.start + span * place // count) for place in range(count + 1)]

    def edges_every(self, millis):
        """The bounds of windows of so many milliseconds; the last may be shorter."""
        return [whole(edge) for edge in itertools.takewhile(
            lambda edge: edge < self.end, itertools.count(self.start, millis))] + [whole(self.end)]


def mode_named(name):
    try:
        return MODES[("%s" % name).lower()]
    except KeyError:
        raise IllegalArgumentException("Unknown aggregation mode: %s" % name)


def stretch(now, start, end, range_millis):
    """(start, end) from what was given of them and the range, which may be negative."""
    if range_millis:
        if start is not None:
            other = start.getTime() + range_millis
            return min(start.getTime(), other), max(start.getTime(), other)
        anchor = now if end is None else end.getTime()
        return anchor - abs(range_millis), anchor
    return (now - EIGHT_HOURS if start is None else start.getTime()), (now if end is None else end.getTime())


class Source(object):
    """One series of a historian, as a query sees it; `entry` None where there is no such series."""

    def __init__(self, provider, entry, query, now, downtime, inclusive):
        self._storage = None if entry is None else provider.storage
        self._entry = entry
        self._query = query
        self._now = now
        self._downtime = downtime
        self._inclusive = inclusive

    def is_analog(self):
        return self._entry is not None and self._entry.analog

    def raw(self):
        """What was stored in the stretch, with what the bounds were where the query wants them."""
        if self._entry is None:
            return []
        query = self._query
        end = query.end + 1 if self._inclusive else query.end
        found = self._kept(self._storage.between(self._entry.number, query.start, end))
        if query.bounds:
            found = self._bounded(found)
        return found

    def _bounded(self, found):
        first, last = self.at(self._query.start), self.at(self._query.end)
        if first is not None and not (found and found[0][0] == first[0]):
            found = [first] + found
        if last is not None and found[-1][0] != last[0]:
            found = found + [last]
        return found

    def at(self, millis):
        """What the tag was at a moment, as a sample, or None."""
        stored = self._storage.between(self._entry.number, millis, millis + 1)
        if stored:
            return stored[-1]
        return next(iter(self._series(millis, millis + 1, True).windows([millis, millis + 1]))).at_start()

    def windows(self, edges):
        if self._entry is None:
            return Series([], None, None, False, self._now, []).windows(edges)
        return self._series(edges[0], edges[-1], self._query.bounds).windows(edges)

    def _series(self, start, end, bounds):
        query, number = self._query, self._entry.number
        before = self._storage.before(number, start, not query.bad) if bounds else []
        after = self._storage.after(number, end, not query.bad) if bounds else []
        return Series(
            self._kept(self._storage.between(number, start, end)), before[0] if before else None,
            after[0] if after else None, self._entry.analog and query.interpolate, self._now,
            self._downtime if query.validate else [])

    def _kept(self, samples):
        return list(samples) if self._query.bad else [sample for sample in samples if is_good(sample)]


def aggregated(sources, edges, modes, options, interpolate):
    """(millis, [(value, quality) of each source]) of each row."""
    found = []
    for windows in zip(*[source.windows(edges) for source in sources]):
        if not interpolate and not any(window.samples for window in windows) and HELD_MODES.intersection(modes):
            continue
        answers = [aggregates.MODES[mode](window, options) for mode, window in zip(modes, windows)]
        millis = windows[0].start if options.history_row_time == "start" else windows[0].end
        for place in range(max(len(answer) for answer in answers)):
            found.append((millis, [answer[min(place, len(answer) - 1)] for answer in answers]))
    return found


def on_change(sources, options):
    """(millis, [(value, quality) or None of each source]) of each moment at which any of them was stored."""
    stored = [source.raw() for source in sources]
    if len(sources) == 1:
        return [(millis, [(value, quality)]) for millis, value, quality in stored[0]]
    columns = [_column(samples, options.history_on_change_fill == "last") for samples in stored]
    moments = sorted(set(sample[0] for samples in stored for sample in samples))
    return [(millis, [column(millis) for column in columns]) for millis in moments]


def _column(samples, fills):
    """A function from each moment, in order, to the (value, quality) of one tag, or None."""
    left = list(reversed(samples))
    held = []

    def cell(millis):
        if not fills:
            del held[:]
        while left and left[-1][0] <= millis:
            held[:] = left.pop()[1:]
        return tuple(held) or None
    return cell
