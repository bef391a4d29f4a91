"""Alarm journal profiles: each keeps its rows in a table of a database connection, as a gateway's profiles do.

Ignition spreads the properties of an event over a second table; here they are one JSON text. What a database
does not take is kept and sent later, as by the gateway's store and forward.
"""
import threading

from java.lang import IllegalArgumentException
from java.sql import SQLException
from simulator.alarms import stored
from simulator.databases.connection import Connection

TABLE = ("CREATE TABLE IF NOT EXISTS alarm_events (id INTEGER PRIMARY KEY, eventid VARCHAR(36), source VARCHAR(512),"
         " eventtype VARCHAR(10), eventtime BIGINT, event TEXT)")
INSERT = "INSERT INTO alarm_events (eventid, source, eventtype, eventtime, event) VALUES (?, ?, ?, ?, ?)"
FIND = "SELECT eventtime, event FROM alarm_events WHERE eventtime >= ? AND eventtime < ? ORDER BY eventtime, id"
# Every session of a database in memory has its own; so there is one.
IN_MEMORY = "jdbc:sqlite::memory:"


class Journals(object):
    def __init__(self):
        self._profiles = {}

    def add(self, name, connection=None):
        """A profile on a database connection of SQLite; without one, on a database in memory."""
        self._profiles[name] = Profile(connection or Connection(name, IN_MEMORY, "", "", size=1))

    def names(self):
        return sorted(self._profiles)

    def record(self, event, millis):
        """Keep the event as it is now in every profile."""
        if self._profiles:
            row = [str(event.id), event.source, event.last.name(), millis, stored.text_of(event)]
            for profile in self._profiles.values():
                profile.record(row)

    def rows(self, name, start, end):
        """(epoch milliseconds, event) from `start` to before `end`. A profile must exist and be named, or be alone."""
        if not name and len(self._profiles) != 1:
            raise IllegalArgumentException("No alarm journal profile specified")
        if name and name not in self._profiles:
            raise IllegalArgumentException("The alarm journal profile '%s' does not exist." % name)
        return self._profiles[name or self.names()[0]].rows(start, end)


class Profile(object):
    def __init__(self, connection):
        self._connection = connection
        self._lock = threading.Lock()
        self._is_ready = False
        self._waiting = []

    def record(self, row):
        with self._lock:
            self._waiting.append(row)
            try:
                self._send()
            except SQLException:
                pass  # it waits for the next one

    def rows(self, start, end):
        with self._lock:
            self._send()
            found = self._connection.run_alone("query", FIND, [int(start), int(end)])[2]
        return [(millis, stored.event_of(text)) for millis, text in found]

    def _send(self):
        if not self._is_ready:
            self._connection.run_alone("update", TABLE, [], False)
            self._is_ready = True
        while self._waiting:
            self._connection.run_alone("update", INSERT, self._waiting[0], False)
            del self._waiting[0]
