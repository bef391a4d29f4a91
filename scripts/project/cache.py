"""What may be a little old: one load for any number of callers, bounded in age, number and size.

A value is fresh for its lifetime, less up to a tenth by chance, so that what was loaded together does
not expire together. For as long again, ten seconds at most, it is stale: the first caller loads it
anew, and those who come meanwhile get the old one. Whose rights a value depends on belongs into its
key. No Java and no clock of its own: the caller hands in a monotonic one.
"""

import collections
import random
import sys
import threading

JITTER = 0.1
MAX_STALE_SECONDS = 10


class TimedOut(Exception):
	"""Another caller's load did not end in time. It may still go on."""


class Flight(object):
	"""One load on its way, and how it ended."""

	__slots__ = ("landed", "value", "error", "givenUpAt")

	def __init__(self, givenUpAt):
		self.landed = threading.Event()
		self.value = None
		self.error = None
		self.givenUpAt = givenUpAt

	def outcome(self, patience):
		"""The value, or the error that the load raised. raises  TimedOut"""
		self.landed.wait(patience)
		if not self.landed.is_set():
			raise TimedOut("The gateway is still working on the same question of another caller.")
		if self.error is not None:
			raise self.error
		return self.value


class Cache(object):
	"""
	clock       a function: seconds on a clock that never steps
	maxEntries  how many values at most; the oldest go first
	maxWeight   what they may weigh together; the oldest go first. What weighs more than a quarter of it is
	            not kept
	weigh       a function from a value to its weight
	"""

	def __init__(self, clock, maxEntries, maxWeight, weigh):
		self.clock = clock
		self.maxEntries = maxEntries
		self.maxWeight = maxWeight
		self.weigh = weigh
		self.lock = threading.Lock()
		self.flights = {}
		# Key: (fresh until, stale until, value, weight), oldest first.
		self.entries = collections.OrderedDict()
		self.weight = self.hits = self.misses = self.loads = self.failures = self.timeouts = 0

	def find(self, key):
		"""The value of a key where it is fresh, or None."""
		entry = self.entries.get(key)
		if not entry or self.clock() >= entry[0]:
			return None
		with self.lock:
			self.hits += 1
		return entry[2]

	def get(self, key, load, patience):
		"""The value of a key, from `load()` where there is none that is young enough.

		load      gives the value and the seconds for which it is fresh; at 0 it is for those who wait now
		          and not kept
		patience  seconds to wait for another caller's load; after as many a load counts as lost
		raises    TimedOut; what `load` raises, to every caller that waits for it, and nothing is kept
		"""
		now = self.clock()
		with self.lock:
			entry = self.entries.get(key)
			flight = self.flights.get(key)
			isUnderWay = flight is not None and now < flight.givenUpAt
			if entry is not None and (now < entry[0] or (now < entry[1] and isUnderWay)):
				self.hits += 1
				return entry[2]
			self.misses += 1
			if not isUnderWay:
				flight = self.flights[key] = Flight(now + patience)
				self.loads += 1
		if isUnderWay:
			return self.awaited(flight, patience)
		return self.loaded(flight, key, load)

	def awaited(self, flight, patience):
		try:
			return flight.outcome(patience)
		except TimedOut:
			with self.lock:
				self.timeouts += 1
			raise

	def loaded(self, flight, key, load):
		try:
			flight.value, lifetime = load()
			# Another load may have taken the place of one that was given up; its value is the younger one.
			if self.flights.get(key) is flight:
				self.put(key, flight.value, lifetime)
			return flight.value
		except:  # noqa: E722  whatever it was, those who wait get it too
			flight.error = sys.exc_info()[1]
			with self.lock:
				self.failures += 1
			raise
		finally:
			with self.lock:
				if self.flights.get(key) is flight:
					del self.flights[key]
			flight.landed.set()

	def put(self, key, value, lifetime):
		weight = self.weigh(value) if lifetime else 0
		fresh = self.clock() + lifetime * (1 - JITTER * random.random())
		with self.lock:
			self.drop(key)
			if not lifetime or weight * 4 > self.maxWeight:
				return
			while len(self.entries) >= self.maxEntries or self.weight + weight > self.maxWeight:
				self.drop(next(iter(self.entries)))
			self.entries[key] = (fresh, fresh + min(lifetime, MAX_STALE_SECONDS), value, weight)
			self.weight += weight

	def drop(self, key):
		entry = self.entries.pop(key, None)
		if entry is not None:
			self.weight -= entry[3]

	def counts(self):
		"""{entries, weight, hits, misses, loads, failures, timeouts} since the scripts started."""
		with self.lock:
			return {
				"entries": len(self.entries), "weight": self.weight, "hits": self.hits, "misses": self.misses,
				"loads": self.loads, "failures": self.failures, "timeouts": self.timeouts,
			}
