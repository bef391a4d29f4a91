"""The configuration as it stands: read in one call, checked, kept for some seconds.

A tag that is missing means its shipped value. A tag that cannot be read, or holds something
wrong, gets its safe meaning and a line in `problems`. When nothing can be read the last good
configuration serves for a minute; after that the API closes until the tags can be read again.
"""

import threading

from project.config import configuration
from project.config import settings
from project.gateway import clock
from project.gateway import failure
from project.gateway import log
from project.gateway import shared
from project.gateway import tags
from project.values import kinds

RETRY_SECONDS = 1
GRACE_SECONDS = 60

class Unavailable(Exception):
	"""The configuration cannot be read."""


class Reading(object):
	"""What the tags said.

	values    {setting name: plain form}; the shipped value where there is no tag, kinds.Unsupported where
	          it cannot be read
	problems  [(setting name, why its tag cannot be read)]
	"""

	def __init__(self, values, problems):
		self.values = values
		self.problems = problems

	def isSame(self, other):
		return other is not None and isSame(self.values, other.values) and self.problems == other.problems

	def configuration(self):
		found = configuration.Configuration(self.values)
		found.problems.extend(self.problems)
		return found


def isSame(value, other):
	"""True where two plain values are the same and of the same types: true is not 1 here."""
	if type(value) is not type(other):
		return False
	if type(value) is dict:
		return len(value) == len(other) and all([name in other and isSame(value[name], other[name]) for name in value])
	if type(value) is list:
		return len(value) == len(other) and all([isSame(*pair) for pair in zip(value, other)])
	return value == other


class Holder(object):
	"""The current configuration and when it goes stale; one thread loads while others use the old one.

	PERF: while the tags say the same the configuration stays the same object, and with it all that was
	worked out from it: who calls with which token, and what each caller may touch.
	"""

	def __init__(self):
		self.lock = threading.Lock()
		self.reading = None
		self.configuration = None
		self.staleAt = self.deadAt = clock.LONG_AGO
		self.reported = None
		self.readAt = None
		self.hits, self.loads, self.failures = 0, shared.counter(), shared.counter()

	def get(self):
		# In this order: whoever finds it fresh finds it there, also while another thread reads the first one.
		staleAt, found = self.staleAt, self.configuration
		if clock.monotonicSeconds() < staleAt:
			# PERF: each request comes by: a hit that is missed when two threads count at once is cheaper than a lock.
			self.hits += 1
			return found
		# Waiting is right only where there is nothing to serve meanwhile.
		if not self.lock.acquire(found is None or clock.monotonicSeconds() >= self.deadAt):
			return found
		try:
			return self.refreshed()
		finally:
			self.lock.release()

	def refreshed(self):
		now = clock.monotonicSeconds()
		if self.configuration is not None and now < self.staleAt:
			return self.configuration
		try:
			self.loads.incrementAndGet()
			self.take(read())
			self.readAt = now
			self.staleAt = now + self.configuration.limits["configurationCacheSeconds"]
			self.deadAt = now + GRACE_SECONDS
			self.report()
		except (failure.GatewayFailure, failure.ContractBroken, Unavailable) as error:
			self.survive(now, error)
		return self.configuration

	def take(self, reading):
		if not reading.isSame(self.reading):
			self.configuration = reading.configuration()
			self.reading = reading

	def survive(self, now, error):
		self.failures.incrementAndGet()
		log.error(
			"The configuration below %s cannot be read: %s" % (settings.ROOT, error), getattr(error, "trace", None))
		if self.configuration is None or now >= self.deadAt:
			self.configuration = closed()
			self.reading = None
		self.staleAt = now + RETRY_SECONDS

	def counts(self):
		"""{entries, hits, loads, failures, ageSeconds} since the scripts started; hits are nearly exact."""
		return {
			"entries": 0 if self.readAt is None else 1, "hits": self.hits, "loads": self.loads.get(),
			"failures": self.failures.get(),
			"ageSeconds": None if self.readAt is None else round(clock.monotonicSeconds() - self.readAt, 3),
		}

	def report(self):
		problems = self.configuration.problems
		if problems != self.reported:
			for name, text in problems:
				log.warn("Configuration tag %s: %s" % (name, text))
		self.reported = problems


HOLDER = Holder()


# () -> the configuration, at most configurationCacheSeconds old; a closed one where there is none. Raises nothing.
get = HOLDER.get


def closed():
	"""What is shipped, which has no credential: every protected endpoint answers 503."""
	found = configuration.Configuration(dict((setting["name"], setting["default"]) for setting in settings.SETTINGS))
	found.isAvailable = False
	return found


def load():
	"""The configuration as the tags have it now.

	raises  GatewayFailure, ContractBroken, Unavailable
	"""
	return read().configuration()


def read():
	names = [setting["name"] for setting in settings.SETTINGS]
	found = tags.read([settings.tagPath(name) for name in names])
	if not any(item.isGood() or item.quality == "Bad_NotFound" for item in found):
		raise Unavailable("every tag has quality %s" % found[0].quality)
	values = dict((setting["name"], settingValue(setting, item)) for setting, item in zip(settings.SETTINGS, found))
	return Reading(values, [
		(name, "The tag cannot be read (%s)." % item.quality) for name, item in zip(names, found)
		if not item.isGood() and item.quality != "Bad_NotFound"])


def settingValue(setting, item):
	"""A missing tag means what is shipped; one that cannot be read counts as a wrong value."""
	if item.quality == "Bad_NotFound":
		return setting["default"]
	return item.value if item.isGood() else kinds.Unsupported(item.quality)
