"""One series over one stretch of time: what was stored in it, and what the tag was at each moment.

A sample is (millis, value, quality), as in `storage`. The value holds until the next sample; that of an analog tag is
interpolated between two of them, unless the query forbids it.
"""
from __future__ import division

FIRST_NOT_GOOD = 256


def is_good(sample):
    return sample[2] < FIRST_NOT_GOOD and sample[1] is not None


def is_number(value):
    return isinstance(value, (int, float)) or type(value).__name__ == "long"


class Series(object):
    """The samples that a query has fetched, in order, with what it must know to judge them.

    before, after  the samples next to the fetched ones, or None
    analog         the value moves from sample to sample in a straight line
    now            nothing is known of what comes later
    downtime       [(start, end)] in which nothing ran, so that what held before is bad
    """

    def __init__(self, samples, before, after, analog, now, downtime):
        self.samples = samples
        self.before = before
        self.after = after
        self.analog = analog
        self.now = now
        self.downtime = downtime

    def windows(self, edges):
        """A Window between each two edges."""
        place, before = 0, self.before
        for start, end in zip(edges, edges[1:]):
            first = place
            while place < len(self.samples) and self.samples[place][0] < end:
                place += 1
            after = self.samples[place] if place < len(self.samples) else self.after
            yield Window(self, start, end, self.samples[first:place], before, after)
            if place:
                before = self.samples[place - 1]

    def value_at(self, millis, held, following):
        """The value at a moment between two samples."""
        straight = self.analog and following is not None and is_good(held) and is_good(following)
        if not straight or not is_number(held[1]) or following[0] == held[0]:
            return held[1]
        return held[1] + (following[1] - held[1]) * (millis - held[0]) / (following[0] - held[0])


class Window(object):
    """A stretch from `start` to just before `end`: the samples in it and those next to it."""

    def __init__(self, series, start, end, samples, before, after):
        self.series = series
        self.start = start
        self.end = end
        self.samples = samples
        self.before = before
        self.after = after

    @property
    def good(self):
        """The good samples stored in it."""
        return [sample for sample in self.samples if is_good(sample)]

    @property
    def known(self):
        """How many of its milliseconds have passed."""
        return max(0, min(self.end, self.series.now) - self.start)

    def pieces(self):
        """(start, end, sample, next sample) of each stretch in which one sample holds; none before the first one."""
        held, since = self.before, self.start
        for sample in self.samples:
            if held is not None and sample[0] > since:
                yield since, sample[0], held, sample
            held, since = sample, sample[0]
        end = min(self.end, self.series.now)
        if held is not None and end > since:
            yield since, end, held, self.after

    def judged(self):
        """The pieces with whether they are good, cut where nothing ran."""
        for start, end, sample, following in self.pieces():
            for since, until, runs in self._cut(start, end):
                yield since, until, sample, following, runs and is_good(sample)

    def _cut(self, start, end):
        for down, up in self.series.downtime:
            if down < end and up > start:
                if down > start:
                    yield start, down, True
                yield max(down, start), min(up, end), False
                start = min(up, end)
        if start < end:
            yield start, end, True

    def at_start(self):
        """What the tag was at the start, as a sample; None where nothing is known of it."""
        if self.samples and self.samples[0][0] == self.start:
            return self.samples[0]
        held, following = self.before, self.samples[0] if self.samples else self.after
        if held is None or self.start > self.series.now:
            return None
        if any(down <= self.start < up for down, up in self.series.downtime):
            return (self.start, None, 512)
        return (self.start, self.series.value_at(self.start, held, following), held[2])
