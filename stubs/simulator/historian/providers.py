"""A historian of the gateway: its series by path, and the samples that have arrived in its storage.

What is to be stored waits in the store and forward system first: nobody reads it back at once.
"""
import threading

from simulator.compat import whole
from simulator.historian.storage import Storage


class Entry(object):
    """One series. `analog`: its values are interpolated."""

    def __init__(self, number, named, analog):
        self.number = number
        self.provider = named.provider
        self.tag = named.tag
        self.analog = analog


class Provider(object):
    """`kind`: "core" for paths with sys: and prov:, "sql" for those with drv: (and for all that 8.1 has)."""

    def __init__(self, name, kind, clock):
        self.name = name
        self.kind = kind
        self.entries = {}
        self._clock = clock
        self._lock = threading.RLock()
        self._pending = []
        self._storage = None

    @property
    def storage(self):
        with self._lock:
            if self._storage is None:
                self._storage = Storage()
            return self._storage

    def entry(self, named, analog=False):
        """The series of a path, made where it is new."""
        with self._lock:
            found = self.entries.get(named.key)
            if found is None:
                found = Entry(len(self.entries) + 1, named, analog)
                self.entries[named.key] = found
            return found

    def store(self, entry, samples):
        """Into the storage at once."""
        self.storage.add(entry.number, [(whole(millis), value, quality) for millis, value, quality in samples])

    def forward(self, entry, samples, seconds):
        """Into the storage when so many seconds have passed."""
        with self._lock:
            self._pending.append((self._clock.now_millis() + 1000 * seconds, entry, samples))

    def deliver(self):
        """Takes over what has waited long enough."""
        if not self._pending:
            return
        now = self._clock.now_millis()
        with self._lock:
            arrived = [waiting for waiting in self._pending if waiting[0] <= now]
            self._pending = [waiting for waiting in self._pending if waiting[0] > now]
            for _, entry, samples in arrived:
                self.store(entry, samples)
