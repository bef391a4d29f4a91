"""The keys of identity providers: fetched, kept, and fetched again when a token names an unknown one.

A set that cannot be had, or must not be used, leaves the last good one in place, for a day at most. Expiry runs
on the monotonic clock. One thread fetches; others go on with what there is.
"""

import threading

from project.config import issuers
from project.gateway import clock
from project.gateway import codec
from project.gateway import failure
from project.gateway import log
from project.gateway import web
from project.guard import keyset
from project.values import plain

FRESH_SECONDS = 300
RETRY_SECONDS = 60
HARD_SECONDS = 86400
COLD_RETRY_SECONDS = 5
FETCH_SECONDS = 5.0
WAIT_SECONDS = 2 * FETCH_SECONDS
MAX_BYTES = 262144


class Unavailable(Exception):
	"""There is no usable key set now."""


class Ring(object):
	"""The keys of one issuer.

	entries     {key id: [keyset.Entry]}, replaced as a whole; None before the first fetch
	generation  counts the sets that differed from the one before
	problem     why the last fetch failed, or None
	"""

	def __init__(self, issuer):
		self.issuer = issuer
		self.entries = None
		self.text = None
		self.generation = 0
		self.problem = None
		self.lock = threading.Lock()
		self.fetching = None
		self.fetchedAt = None
		self.triedAt = None

	def named(self, keyId):
		"""The [keyset.Entry] of a key id, or None.

		raises  Unavailable
		"""
		now = clock.monotonicSeconds()
		if self.isDue(now, FRESH_SECONDS):
			self.refresh(now, self.entries is None or self.isDead(now))
		if self.entries is None or self.isDead(now):
			raise Unavailable(self.problem or "the keys are being fetched")
		found = self.entries.get(keyId)
		if found is None and self.isDue(now, 0):
			self.refresh(now, True)
			found = self.entries.get(keyId)
		return found

	def isDead(self, now):
		return now - self.fetchedAt >= HARD_SECONDS

	def isDue(self, now, age):
		"""True where a set of this age may be fetched again, or is being fetched."""
		isOld = self.fetchedAt is None or now - self.fetchedAt >= age
		return isOld and (self.mayTry(now) or self.fetching is not None)

	def mayTry(self, now):
		retry = COLD_RETRY_SECONDS if self.entries is None else RETRY_SECONDS
		return self.triedAt is None or now - self.triedAt >= retry

	def refresh(self, now, mustWait):
		"""Fetch, or wait until the thread that does has done so; so often at most, however many ask."""
		with self.lock:
			running = self.fetching
			if running is None:
				if not self.mayTry(now):
					return
				ended = self.fetching = threading.Event()
				self.triedAt = now
		if running is None:
			try:
				self.fetch(now)
			finally:
				self.fetching = None
				ended.set()
		elif mustWait:
			running.wait(WAIT_SECONDS)

	def fetch(self, now):
		try:
			text = keySetText(self.issuer)
			entries, ambiguous = keyset.parse(text)
		except (failure.GatewayFailure, web.Unusable, keyset.Bad) as error:
			self.problem = reason(error)
			log.warn("The key set of issuer '%s' cannot be used: %s" % (self.issuer.name, self.problem))
			return
		if text != self.text:
			self.replace(entries)
			self.tell(ambiguous)
		self.text, self.fetchedAt, self.problem = text, now, None

	def replace(self, entries):
		for found in entries.values():
			for entry in found:
				entry.generation = self.generation + 1
		self.generation += 1
		self.entries = entries

	def tell(self, ambiguous):
		if ambiguous:
			log.warn("The key set of issuer '%s' has different keys with one id, and none of them is used: %s" % (
				self.issuer.name, ", ".join("'%s'" % name[:60] for name in ambiguous)))


def reason(error):
	return error.reason() if isinstance(error, failure.GatewayFailure) else "%s" % error


def keySetText(issuer):
	"""raises  GatewayFailure, Unusable, Bad"""
	return fetched(issuer.jwksUri or discovered(issuer))


def discovered(issuer):
	"""The jwks_uri that an issuer publishes (OpenID Connect Discovery section 4)."""
	try:
		found = codec.decode(fetched(issuer.discoveryUri), keyset.MAX_DEPTH)
	except codec.Refused:
		raise keyset.Bad("the discovery document is not JSON")
	if not isinstance(found, dict) or found.get("issuer") != issuer.issuer:
		raise keyset.Bad("the discovery document is another issuer's")
	uri = found.get("jwks_uri")
	if not isinstance(uri, plain.TEXT) or not issuers.SECURE_URL.matches(uri):
		raise keyset.Bad("the discovery document names no https address of a key set")
	return uri


def fetched(url):
	answer = web.send("GET", url, {"Accept": "application/json"}, seconds=FETCH_SECONDS, maxBytes=MAX_BYTES)
	if answer.status != 200:
		raise keyset.Bad("%s answered with status %d" % (url, answer.status))
	return answer.text


class Rings(object):
	"""The Ring of each issuer that is configured; those of others are forgotten."""

	def __init__(self):
		self.lock = threading.Lock()
		self.rings = {}

	def of(self, issuer):
		key = (issuer.issuer, issuer.jwksUri)
		ring = self.rings.get(key)
		if ring is not None:
			return ring
		with self.lock:
			if len(self.rings) >= 2 * issuers.MAX_ISSUERS:
				self.rings = {}
			return self.rings.setdefault(key, Ring(issuer))

	def failing(self, configured):
		"""The names of those of these issuers whose keys could not be had, or not be used, when last asked for."""
		found = [(issuer.name, self.rings.get((issuer.issuer, issuer.jwksUri))) for issuer in configured]
		return sorted([name for name, ring in found if ring is not None and ring.problem is not None])


RINGS = Rings()
