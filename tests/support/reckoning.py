"""What every aggregation mode of a historian comes to, worked out by NumPy and in another way than the simulator's.

The simulator walks through samples with their lengths of time. Here the tag is looked up at each millisecond of a
window, or the stored values are taken as an array. CPython only.
"""

import numpy

MODES = ("Average", "SimpleAverage", "Minimum", "Maximum", "MinMax", "LastValue", "Sum", "Count", "Range", "StdDev",
         "Variance", "DurationOn", "DurationOff", "PctGood", "PctBad", "CountOn", "CountOff")


def series(seed):
    """Irregular steps, gaps, repeated zeros and stretches of bad quality: (millis, value, quality) arrays."""
    random = numpy.random.default_rng(seed)
    count = 200
    steps = random.integers(1, 400, count)
    steps[random.random(count) < 0.03] += 3000
    values = numpy.round(random.normal(0.0, 20.0, count), 3)
    values[random.random(count) < 0.3] = 0.0
    good = random.random(count) > 0.15
    return numpy.cumsum(steps), values, good


class Expected:
    """What NumPy makes of one window [first, last) of a series, in milliseconds after its beginning."""

    def __init__(self, points, first, last, options):
        self.times, self.values, self.good = points
        self.first, self.last, self.options = first, last, options
        inside = (self.times >= first) & (self.times < last)
        self.stored = self.values[inside]
        self.kept = self.values[inside & self.good]
        moments = numpy.arange(first, last)
        place = numpy.searchsorted(self.times, moments, side="right") - 1
        self.known = place >= 0
        self.moments, self.place = moments[self.known], place[self.known]
        self.well = self.good[self.place]

    def held(self):
        """(value on the line, good) at the first millisecond; None where nothing is known."""
        if not self.known[0]:
            return None
        place = self.place[0]
        if not self.good[place]:
            return None, False
        return float(self.on_line(numpy.array([place]), numpy.array([self.first]))[0]), True

    def on_line(self, place, moments):
        following = numpy.minimum(place + 1, len(self.times) - 1)
        flat = (following == place) | ~self.good[following] | ~self.good[place]
        span = numpy.where(flat, 1, self.times[following] - self.times[place])
        slope = numpy.where(flat, 0.0, (self.values[following] - self.values[place]) / span)
        return self.values[place] + slope * (moments - self.times[place])

    def extremes(self):
        start = self.held()
        if len(self.kept) and self.options.get("history_seed_counts") and start and start[1]:
            return numpy.append(start[0], self.kept)
        return self.kept

    def or_held(self, values, reduce):
        if len(values):
            return [float(reduce(values))]
        start = self.held()
        return [start[0] if start else None]

    def Average(self):
        if not self.well.any():
            return [float(numpy.mean(self.kept))] if len(self.kept) else [None]
        place, moments = self.place[self.well], self.moments[self.well]
        if self.options.get("history_average") == "linear":
            return [float(numpy.mean(self.on_line(place, moments + 0.5)))]
        return [float(numpy.mean(self.values[place]))]

    def SimpleAverage(self):
        return self.or_held(self.kept, numpy.mean)

    def Minimum(self):
        return self.or_held(self.extremes(), numpy.min)

    def Maximum(self):
        return self.or_held(self.extremes(), numpy.max)

    def MinMax(self):
        values = self.extremes()
        if not len(values):
            return self.or_held(values, numpy.min)
        places = sorted({int(numpy.argmin(values)), int(numpy.argmax(values))})
        return [float(values[place]) for place in places]

    def LastValue(self):
        return [float(self.stored[-1])] if len(self.stored) else self.or_held(self.stored, numpy.min)

    def Sum(self):
        if not len(self.kept) and not self.options.get("history_empty_sum"):
            return [None]
        return [float(numpy.sum(self.kept))]

    def Count(self):
        return [len(self.stored) if self.options.get("history_count") else len(self.kept)]

    def Range(self):
        values = self.extremes()
        if len(values):
            return [float(numpy.ptp(values))]
        start = self.held()
        return [0.0 if start and start[1] else None]

    def Variance(self):
        if not len(self.kept):
            return [None]
        if len(self.kept) == 1:
            return [0.0]
        return [float(numpy.var(self.kept, ddof=0 if self.options.get("history_deviation") else 1))]

    def StdDev(self):
        return [None if value is None else value ** 0.5 for value in self.Variance()]

    def seconds(self, wanted):
        return [int((wanted(self.values[self.place]) & self.well).sum()) / 1000.0]

    def DurationOn(self):
        return self.seconds(lambda values: values != 0)

    def DurationOff(self):
        return self.seconds(lambda values: values == 0)

    def PctGood(self):
        return [100.0 * int(self.well.sum()) / (self.last - self.first)]

    def PctBad(self):
        return [100.0 - value for value in self.PctGood()]

    def edges(self, sign):
        before = numpy.flatnonzero(self.times < self.first)
        values = self.kept
        if len(before) and self.good[before[-1]]:
            values = numpy.append(self.values[before[-1]], values)
        return [int((numpy.diff((values != 0).astype(int)) == sign).sum())]

    def CountOn(self):
        return self.edges(1)

    def CountOff(self):
        return self.edges(-1)
