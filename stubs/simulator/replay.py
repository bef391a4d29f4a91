"""Plays a recording into a tag: the values of a CSV file at a steady pace, with the time of now.

A recording has the header `timestamp,value` and rows as `2013-12-02 21:15:00,73.96732207` (UTC).
Owns reading the file and the pace; which other source leaves the tag alone is for the caller to arrange.
"""
from __future__ import division

import calendar
import codecs
import csv
import datetime
import io
import math
import sys

from simulator.plant.runner import Runner, report_to_stderr

HEADER = ["timestamp", "value"]
TIME_FORMAT = "%Y-%m-%d %H:%M:%S"
NUMERIC = ("Int1", "Int2", "Int4", "Int8", "Float4", "Float8")
FASTEST = 1000.0  # samples a second; beyond it the thread would do nothing but wake up


class ReplayError(Exception):
    """Says in one line what is wrong with the recording, the tag or the speed."""


def load(path):
    """The values of a recording, in order. Raises ReplayError with the line number of a bad row."""
    return [value for millis, value in recorded(path)]


def recorded(path):
    """The (epoch millis, value) of a recording, in order. Raises as `load`."""
    try:
        with _open(path) as stream:
            return _samples(csv.reader(stream), path)
    except (IOError, OSError) as problem:
        raise ReplayError("%s: %s" % (path, problem.strerror or "cannot be read"))
    except (UnicodeError, csv.Error):
        raise ReplayError("%s: not a CSV text file" % path)


def _open(path):
    if sys.version_info[0] >= 3:
        return io.open(path, encoding="utf-8-sig", newline="")
    stream = open(path, "rb")
    if stream.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        stream.seek(0)
    return stream


def _samples(rows, path):
    if next(rows, None) != HEADER:
        raise ReplayError("%s, line 1: the header must be %s" % (path, ",".join(HEADER)))
    samples = [_sample(row, path, rows.line_num) for row in rows]
    if not samples:
        raise ReplayError("%s: no samples below the header" % path)
    return samples


def _sample(row, path, number):
    try:
        moment, value = row
        moment = datetime.datetime.strptime(moment, TIME_FORMAT)
        value = float(value)
    except ValueError:
        value = float("nan")
    if math.isnan(value) or math.isinf(value):
        raise ReplayError("%s, line %d: expected yyyy-MM-dd HH:mm:ss,number but got %s"
                          % (path, number, repr(",".join(row))))
    return calendar.timegm(moment.timetuple()) * 1000, value


def parse_speed(text):
    """Samples a second, as a number greater than 0."""
    try:
        speed = float(text)
    except (TypeError, ValueError):
        raise ReplayError("SPEED must be a number of samples a second, not %s" % repr(text))
    if not speed > 0.0:
        raise ReplayError("SPEED must be greater than 0, not %s" % text)
    if speed > FASTEST:
        raise ReplayError("SPEED can be at most %d samples a second, not %s" % (FASTEST, text))
    return speed


class Replay(object):
    """Plays `values` into the tag at `tag_path`, `speed` samples a second, over and over."""

    def __init__(self, gateway, tag_path, values, speed=1.0, report=report_to_stderr):
        self._gateway = gateway
        self._path = tag_path
        self._values = values
        self._next = 0
        self._report = report
        self._whole = _data_type(gateway, tag_path).startswith("Int")
        self._runner = Runner(self.step, 1.0 / speed, "the replay into %s" % tag_path, report)

    def step(self):
        """Writes the next sample; after the last one the recording starts again."""
        if self._next == len(self._values):
            self._report("The recording has ended after %d samples and starts again." % self._next)
            self._next = 0
        value = self._values[self._next]
        self._gateway.tags.set_value(self._path, int(round(value)) if self._whole else value)
        self._next += 1

    def start(self):
        self._runner.start()

    def stop(self):
        self._runner.stop()


def _data_type(gateway, tag_path):
    """The data type of the tag, which must exist and be numeric."""
    node = gateway.tags.get(tag_path)
    if node is None or not node.is_tag():
        raise ReplayError("TAG %s: no such tag" % tag_path)
    if node.data_type not in NUMERIC:
        raise ReplayError("TAG %s: a recording needs a numeric tag, not %s" % (tag_path, node.data_type))
    return node.data_type
