"""Token buckets that many threads, and old and new scripts side by side, take from.

A bucket is one number: when it will be full again on the monotonic clock, in nanoseconds (the generic cell
rate algorithm of ITU-T I.371). Threads change it by compare-and-set, so that none is let in twice for one
token. The numbers lie in project.gateway.shared, where a restart of the scripts leaves them.
"""

import threading

from project.gateway import clock
from project.gateway import shared

SECOND = 1000000000
LAYOUT = 1
MAX_BUCKETS = 10000
OVERFLOWS = 256
NEVER = -2 ** 63
RETIRED = NEVER


class Policy(object):
	"""`burst` requests at once, refilled evenly within `seconds`; compiled once for a configuration.

	field  its item of the RateLimit-Policy field (draft-ietf-httpapi-ratelimit-headers-11 section 3)
	"""

	__slots__ = ("name", "interval", "capacity", "field", "available")

	def __init__(self, name, burst, seconds):
		self.name = name
		self.interval = -(-int(seconds * SECOND) // burst)
		self.capacity = float(self.interval * burst)
		self.field = '"%s";q=%d;w=%d' % (name, burst, max(1, round(seconds)))
		self.available = '"%s";r=%%d;t=%%d' % name


def perSecond(name, rate, burst):
	return Policy(name, burst, float(burst) / rate)


class Buckets(object):
	"""At most `most` buckets by name.

	A bucket that is full again says nothing and may go; no other one ever goes, or whoever can use many names
	could empty the table and start afresh. So while the table is full of such, new names share a fixed number
	of buckets by their hash.
	"""

	def __init__(self, name, most=MAX_BUCKETS):
		self.numbers = shared.table(name, LAYOUT)
		self.overflow = shared.table(name + "-overflow", LAYOUT)
		self.swept = shared.number(shared.table("swept", LAYOUT), name, RETIRED)
		self.most = most
		self.making = threading.Lock()

	def take(self, key, policy, amount=1):
		"""Take all of `amount` or nothing; 0 asks whether one could be taken and takes nothing, -1 gives one back.

		returns  (whether it was there, how many are left, seconds until the bucket is full again, or else until
		         there is enough). PERF: an object with names for the three would cost 1 us more
		"""
		needed = (amount or 1) * policy.interval
		while True:
			now = clock.monotonicNanos()
			number = self.numbers.get(key) or self.bucket(key, now)
			fullAt = number.get()
			if fullAt == RETIRED:
				self.numbers.remove(key, number)
				continue
			# PERF: nanoseconds are big integers to Jython, and four times as slow as floats. Their difference is a
			# float without loss up to 104 days.
			used = max(0.0, float(fullAt - now))
			missing = used + needed - policy.capacity
			# Whole seconds, rounded up, at least one: here and below.
			if missing > 0:
				return False, 0, -int(-missing // SECOND) or 1
			after = used + amount * policy.interval
			if amount == 0 or number.compareAndSet(fullAt, now + int(after)):
				return True, int((policy.capacity - after) / policy.interval), -int(-after // SECOND) or 1

	def bucket(self, key, now):
		"""The bucket of a name that had none: a new one, or one of those that are shared."""
		number = self.made(key, now)
		if number is None:
			self.sweep(now)
			number = self.made(key, now)
		if number is None:
			return shared.number(self.overflow, "%d" % (hash(key) % OVERFLOWS), now)
		return number

	def made(self, key, now):
		"""The bucket of a new name, None where the table is full: counting and making are one step."""
		with self.making:
			if self.numbers.size() < self.most:
				return shared.number(self.numbers, key, now)
		return None

	def sweep(self, now):
		"""Lets go of the buckets that are full again; at most once in a second, whoever asks."""
		before = self.swept.get()
		if before != RETIRED and now - before < SECOND or not self.swept.compareAndSet(before, now):
			return
		for key, number in shared.entries(self.numbers):
			fullAt = number.get()
			# Whoever holds the number meanwhile finds it retired, and looks it up anew.
			if fullAt <= now and number.compareAndSet(fullAt, RETIRED):
				self.numbers.remove(key, number)
