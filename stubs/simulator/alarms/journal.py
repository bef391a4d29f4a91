"""Alarm journal profiles and what they hold. In memory; the only module that knows where rows are kept."""
import threading

from java.lang import IllegalArgumentException


class Journals(object):
    def __init__(self):
        self._lock = threading.Lock()
        self._profiles = {}

    def add(self, name):
        self._profiles[name] = []

    def names(self):
        return sorted(self._profiles)

    def record(self, event, millis):
        """Keep the event as it is now in every profile."""
        row = (millis, event.copy())
        with self._lock:
            for rows in self._profiles.values():
                rows.append(row)

    def rows(self, name, start, end):
        """(epoch milliseconds, event) from `start` to before `end`. A profile must exist and be named, or be alone."""
        if not name and len(self._profiles) != 1:
            raise IllegalArgumentException("No alarm journal profile specified")
        if name and name not in self._profiles:
            raise IllegalArgumentException("The alarm journal profile '%s' does not exist." % name)
        held = self._profiles[name or self.names()[0]]
        return [row for row in list(held) if start <= row[0] < end]
