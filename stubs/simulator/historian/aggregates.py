"""The aggregation modes: what one window comes to, as a list of (value, quality). Most give one, MinMax up to two.

Qualities are the 16 lower bits of their code. What the manual leaves open is an option.
"""
from __future__ import division

import math

from simulator.historian.windows import is_good, is_number

GOOD, BAD = 192, 512
NOTHING = [(None, BAD)]


def average(window, options):
    """Each value weighs as long as it held; time with bad quality weighs nothing."""
    total, weight = 0.0, 0
    for start, end, sample, following, good in window.judged():
        if good and is_number(sample[1]):
            total += _mean(window.series, start, end, sample, following, options) * (end - start)
            weight += end - start
    if weight:
        return [(total / weight, GOOD)]
    return simple_average(window, options) if window.good else NOTHING


def _mean(series, start, end, sample, following, options):
    if options.history_average == "step":
        return sample[1]
    return (series.value_at(start, sample, following) + series.value_at(end, sample, following)) / 2


def simple_average(window, options):
    values = _numbers(window)
    return [(sum(values) / len(values), GOOD)] if values else _held(window)


def total(window, options):
    values = _numbers(window)
    if not values and options.history_empty_sum == "null":
        return NOTHING
    return [(sum(values), GOOD)]


def minimum(window, options):
    values = _extremes(window, options)
    return [(min(values), GOOD)] if values else _held(window)


def maximum(window, options):
    values = _extremes(window, options)
    return [(max(values), GOOD)] if values else _held(window)


def both(window, options):
    """One row where there is one value; else two, in the order in which they came."""
    values = _extremes(window, options)
    if not values:
        return _held(window)
    low, high = min(values), max(values)
    if low == high:
        return [(low, GOOD)]
    return [(value, GOOD) for value in ((low, high) if values.index(low) < values.index(high) else (high, low))]


def last_value(window, options):
    if not window.samples:
        return _held(window)
    sample = window.samples[-1]
    return [(sample[1], sample[2])]


def count(window, options):
    return [(len(window.good if options.history_count == "good" else window.samples), GOOD)]


def value_range(window, options):
    values = _extremes(window, options) or [value for value, code in _held(window) if value is not None]
    return [(max(values) - min(values), GOOD)] if values else NOTHING


def variance(window, options):
    values = _numbers(window)
    if not values:
        return NOTHING
    divisor = len(values) - 1 if options.history_deviation == "sample" else len(values)
    mean = sum(values) / len(values)
    return [(sum((value - mean) ** 2 for value in values) / divisor if divisor else 0.0, GOOD)]


def deviation(window, options):
    return [(None if value is None else math.sqrt(value), code) for value, code in variance(window, options)]


def duration_on(window, options):
    return _seconds(window, lambda value: value != 0)


def duration_off(window, options):
    return _seconds(window, lambda value: value == 0)


def _seconds(window, wanted):
    millis = sum(end - start for start, end, sample, following, good in window.judged()
                 if good and is_number(sample[1]) and wanted(sample[1]))
    return [(millis / 1000.0, GOOD)]


def count_on(window, options):
    return _changes(window, lambda before, now: before == 0 and now != 0)


def count_off(window, options):
    return _changes(window, lambda before, now: before != 0 and now == 0)


def _changes(window, counts):
    """Changes between good values; the last value before the window is the first one's predecessor."""
    values = _numbers(window)
    if window.before is not None and is_good(window.before) and is_number(window.before[1]):
        values.insert(0, window.before[1])
    return [(sum(1 for before, now in zip(values, values[1:]) if counts(before, now)), GOOD)]


def percent_good(window, options):
    """Of the time that has passed; time of which nothing is known counts as bad."""
    if not window.known:
        return NOTHING
    return [(100.0 * sum(end - start for start, end, s, f, good in window.judged() if good) / window.known, GOOD)]


def percent_bad(window, options):
    return [(None if value is None else 100.0 - value, code) for value, code in percent_good(window, options)]


def _numbers(window):
    return [sample[1] for sample in window.good if is_number(sample[1])]


def _extremes(window, options):
    values = _numbers(window)
    start = window.at_start()
    if values and options.history_seed_counts and start is not None and is_good(start) and is_number(start[1]):
        values.insert(0, start[1])
    return values


def _held(window):
    """For a window without a good sample: what the tag was when it began."""
    start = window.at_start()
    return NOTHING if start is None else [(start[1] if is_good(start) else None, start[2])]


MODES = {
    "Average": average, "SimpleAverage": simple_average, "Sum": total, "Minimum": minimum, "Maximum": maximum,
    "MinMax": both, "LastValue": last_value, "Count": count, "Range": value_range, "Variance": variance,
    "StdDev": deviation, "DurationOn": duration_on, "DurationOff": duration_off, "CountOn": count_on,
    "CountOff": count_off, "PctGood": percent_good, "PctBad": percent_bad,
}
