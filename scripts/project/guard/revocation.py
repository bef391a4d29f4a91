"""Revoked keys and tokens: what was taken back before it expires.

The list lies in the table rest_api_revocation and is read again every few seconds, so a revocation holds on every
thread and every gateway that shares the database within five. While it cannot be read nothing is changed in the
name of anyone; reads go on with the last list for as long as Limits.revocationGraceSeconds says. The last list
outlives a restart of the scripts. A gateway that has not read any since its own start knows of no revocation: its
reads go on for as long all the same.
"""

import threading

from project.gateway import clock
from project.gateway import shared
from project.guard import idempotency
from project.guard import keys
from project.guard import store

FRESH_SECONDS = 4
CURRENT_SECONDS = 5
RETRY_SECONDS = 1
LIST = "SELECT identifier FROM rest_api_revocation WHERE expires_at IS NULL OR expires_at > ?"
FIND = "SELECT identifier FROM rest_api_revocation WHERE revocation_key = ?"
INSERT = (
	"INSERT INTO rest_api_revocation (revocation_key, identifier, revoked_at, expires_at) VALUES (?, ?, ?, ?)")
MAX_CHARS = 255
LAYOUT = 1


class Revocations(object):
	"""The list of one database, and how old it is.

	kept  a table that outlives the scripts: {database: (the revoked identifiers, when they were read or None)}
	"""

	def __init__(self, name, kept):
		self.name = name
		self.kept = kept
		self.lock = threading.Lock()
		self.known, self.readAt = kept.get(name) or (frozenset(), None)
		self.staleAt = clock.LONG_AGO
		self.neededAt = clock.monotonicSeconds()

	def current(self):
		"""(the revoked identifiers, their age in seconds)"""
		now = clock.monotonicSeconds()
		# Waiting is right only where what there is would be too old.
		if now >= self.staleAt and self.lock.acquire(self.age(now) >= CURRENT_SECONDS):
			try:
				self.refresh()
			finally:
				self.lock.release()
		return self.known, self.age(clock.monotonicSeconds())

	def age(self, now):
		"""Where there never was a list, an age that is always too old for a change."""
		return now - self.readAt if self.readAt is not None else CURRENT_SECONDS + 1 + now - self.neededAt

	def refresh(self):
		now = clock.monotonicSeconds()
		if now < self.staleAt:
			return
		try:
			self.keep(frozenset([row[0] for row in store.query(self.name, LIST, [textNow()])]), now)
			self.staleAt = now + FRESH_SECONDS
		except store.Unavailable:
			self.staleAt = now + RETRY_SECONDS

	def keep(self, known, readAt):
		self.known, self.readAt = known, readAt
		self.kept.put(self.name, (known, readAt))

	def add(self, identifier):
		"""At once, for the table may not be there when the list is read next."""
		with self.lock:
			self.keep(self.known | frozenset([identifier]), self.readAt)


LISTS = {}


def listOf(name):
	found = LISTS.get(name)
	# Two threads may make one at the same time: either will do.
	return found or LISTS.setdefault(name, Revocations(name, shared.table("revoked", LAYOUT)))


def refuse(principal, configuration, mutating):
	"""For a configuration with a database.

	raises  Problem 401 or 403 where the caller's key or token is revoked; 503 where that cannot be known
	"""
	revoked, age = listOf(configuration.database).current()
	if principal.tokenId in revoked:
		raise keys.revokedToken()
	if not revoked.isdisjoint((principal.keyId, principal.name, principal.alias)):
		raise keys.invalid()
	if age >= (CURRENT_SECONDS if mutating else max(CURRENT_SECONDS, configuration.limits["revocationGraceSeconds"])):
		raise store.unavailable(store.Unavailable(
			"The database '%s' does not tell which credentials are revoked." % configuration.database))


def revoke(name, identifier, expires=None):
	"""Revoke a credential in the database of that name.

	identifier  the id of a key, the `jti` of a token, or a caller's name as the audit shows it
	expires     RFC 3339 UTC text: when the credential expires by itself, so that it can be forgotten then
	raises      store.Unavailable
	"""
	row = [idempotency.digestOf(identifier), identifier, textNow(), expires]
	failed = store.attempt(name, [(INSERT, row)])
	if failed is not None and not store.query(name, FIND, row[:1]):
		raise store.notTaken(name, "the revocation", failed)
	listOf(name).add(identifier)


def textNow():
	return idempotency.textOf(clock.nowMillis())
