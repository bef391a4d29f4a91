"""A thread that calls a function at a steady pace. A failing call is reported, the next one still comes."""
from __future__ import division

import sys
import threading
import time
import traceback

LONGEST_BACKLOG = 1.0  # seconds of missed calls that are made up for

_seconds = getattr(time, "monotonic", time.time)


def report_to_stderr(text):
    sys.stderr.write(text.rstrip() + "\n")


class Runner(object):
    """Calls `function()` every `period` seconds between start() and stop(), which may alternate."""

    def __init__(self, function, period, name, report=report_to_stderr):
        self._function = function
        self._period = period
        self._name = name
        self._report = report
        self._reported = None
        self._stopping = threading.Event()
        self._thread = None

    @property
    def running(self):
        return self._thread is not None and self._thread.is_alive()

    def start(self):
        if self.running:
            return
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name=self._name)
        self._thread.daemon = True
        self._thread.start()

    def stop(self, timeout=2.0):
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self):
        due = _seconds()
        while not self._stopping.is_set():
            self._call()
            due = max(due + self._period, _seconds() - LONGEST_BACKLOG)
            self._stopping.wait(max(0.0, due - _seconds()))

    def _call(self):
        try:
            self._function()
            self._reported = None
        except:  # noqa: E722 - on Jython `except Exception` lets Java's through
            self._tell(traceback.format_exc())

    def _tell(self, failure):
        """Says the same failure once, not once a second."""
        if failure != self._reported:
            self._reported = failure
            self._report("%s goes on after: %s" % (self._name, failure))
