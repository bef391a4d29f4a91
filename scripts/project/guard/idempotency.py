"""Idempotency keys: a request that is sent twice is done once.

Follows draft-ietf-httpapi-idempotency-key-header-07. What is remembered of a request lies in the table
rest_api_idempotency for 24 hours. Its unique key is the lock: whoever inserts the row does the work.
A gateway knows which requests run on it, however long they take. A row that is `running`, does not run here and began
too long ago counts as cut off: nobody knows what it did. It may still run on another gateway.
"""

import re

from project.gateway import clock
from project.gateway import codec
from project.gateway import crypto
from project.gateway import log
from project.gateway import shared
from project.guard import store
from project.http import problem
from project.values import times

HEADER = "idempotency-key"
KEY = re.compile(r'^[\x21\x23-\x5b\x5d-\x7e]{1,255}\Z')
KEPT_MILLIS = 24 * 3600 * 1000
# So long a row counts as running that another gateway has made. A command or a batch may take longer.
RUNNING_MILLIS = 120 * 1000
RETRY_AFTER = {"Retry-After": "1"}
RUNNING, DONE, UNKNOWN = "running", "done", "unknown"
MAX_DEPTH = 4
LAYOUT = 1
PURGE_SECONDS = 5
PURGE_MILLIS = 10 * 1000

FIND = (
	"SELECT owner, fingerprint, state, touched, started_at, expires_at, answer FROM rest_api_idempotency"
	" WHERE record_key = ?")
INSERT = (
	"INSERT INTO rest_api_idempotency (record_key, owner, fingerprint, state, touched, started_at, expires_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)")
FINISH = "UPDATE rest_api_idempotency SET state = ?, answer = ? WHERE record_key = ? AND owner = ?"
FORGET = "DELETE FROM rest_api_idempotency WHERE record_key = ? AND expires_at < ?"
OLDEST = "SELECT MIN(expires_at) FROM rest_api_idempotency"
PURGE = "DELETE FROM rest_api_idempotency WHERE expires_at < ? AND expires_at <= ?"


class Record(object):
	"""What is remembered of an earlier request with the same key.

	state     "running", "done" or "unknown"
	touched   [[action, target]] of what it was about to do
	answer    {"code", "headers", "contentType", "text"} where it is done
	"""

	def __init__(self, row):
		self.owner, self.fingerprint, self.state, touched, self.startedAt, self.expiresAt, answer = row
		self.touched = codec.decode(touched, MAX_DEPTH)
		self.answer = codec.decode(answer, MAX_DEPTH) if answer else None

	def isOverdue(self):
		return self.state == RUNNING and self.startedAt < textOf(clock.nowMillis() - RUNNING_MILLIS)


def claims():
	"""The owners of the claims that run on this gateway: a table that outlives the scripts, as their threads do."""
	return shared.table("claims", LAYOUT)


def isHere(owner):
	return claims().containsKey(owner)


class Claim(object):
	"""One request's claim to be the one that does the work of its key.

	name         of the database
	key          the caller's key; two callers may use the same one without meeting
	fingerprint  what the request asks for, as hexadecimal digits
	"""

	def __init__(self, name, principalName, key, fingerprint):
		self.name = name
		self.recordKey = digestOf([principalName, key])
		self.fingerprint = fingerprint
		self.owner = crypto.newId()
		self.running = None

	def enter(self):
		"""From now on this gateway knows that it runs; call leave() when it does no more."""
		self.running = claims()
		self.running.put(self.owner, self.owner)

	def leave(self):
		if self.running is not None:
			self.running.remove(self.owner)

	def earlier(self):
		"""The Record of an earlier request with this key, or None.

		raises  Problem 409 while it runs, 422 where it asked for something else; store.Unavailable
		"""
		record = self.found()
		if record is None or record.owner == self.owner:
			return None
		if record.fingerprint != self.fingerprint:
			raise problem.Problem(422, "idempotency_key_reused", (
				"This Idempotency-Key was used for another request. Use a new key for each new request."))
		if record.state == RUNNING:
			raise problem.Problem(409, "idempotency_key_running", (
				"The first request with this Idempotency-Key is still running. Ask again in a second."),
				headers=RETRY_AFTER)
		return record

	def isHeld(self):
		"""True where this request's own row is in the table."""
		record = self.found()
		return record is not None and record.owner == self.owner

	def found(self):
		record = self.read()
		if record is None or not record.isOverdue() or isHere(record.owner):
			return record
		# It may have ended after it was read.
		record = self.read()
		if record is not None and record.isOverdue():
			record.state = UNKNOWN
		return record

	def read(self):
		rows = store.query(self.name, FIND, [self.recordKey])
		record = Record(rows[0]) if rows else None
		return None if record is None or record.expiresAt < textOf(clock.nowMillis()) else record

	def begun(self, touched):
		"""The statements that make the claim; they fail where another request was quicker."""
		now = clock.nowMillis()
		return [
			(FORGET, [self.recordKey, textOf(now)]),
			(INSERT, [
				self.recordKey, self.owner, self.fingerprint, RUNNING, codec.canonical(touched),
				textOf(now), textOf(now + KEPT_MILLIS)]),
		]

	def finished(self, answer, isKnown):
		"""The statement that keeps the answer for whoever asks again."""
		return FINISH, [DONE if isKnown else UNKNOWN, codec.canonical(answer), self.recordKey, self.owner]


def keyOf(request):
	"""The Idempotency-Key of a request, bare or as a quoted text; None without one.

	raises  Problem 400
	"""
	values = request.headerValues(HEADER)
	if not values:
		return None
	value = values[0].strip()
	if len(value) > 1 and value[0] == value[-1] == '"':
		value = value[1:-1]
	if len(values) > 1 or not KEY.match(value):
		raise problem.Problem(400, "invalid_idempotency_key", (
			"Send one Idempotency-Key of 1 to 255 visible ASCII characters without quotes and backslashes, "
			"for example a UUID."))
	return value


def missing():
	return problem.Problem(400, "idempotency_key_required", (
		"This gateway takes no change without an Idempotency-Key (RequireIdempotencyKey). Send a new one, for "
		"example a UUID, with each new request, and the same one when you repeat a request."))


def digestOf(value):
	return crypto.hexText(crypto.sha256(codec.canonical(value).encode("ascii")))


def textOf(millis):
	return times.formatMillis(millis)


class Purge(object):
	"""Removes what is too old, a little at a time: at most ten seconds' worth of rows every five seconds."""

	def __init__(self):
		self.dueAt = clock.LONG_AGO

	def run(self, name):
		"""Never raises because of the store: what is left now goes another time."""
		now = clock.monotonicSeconds()
		if now < self.dueAt:
			return
		self.dueAt = now + PURGE_SECONDS
		try:
			purge(name)
		except store.Unavailable as error:
			log.warn("Expired rows of rest_api_idempotency are left for later: %s" % error)


def purge(name):
	"""raises  store.Unavailable"""
	now = textOf(clock.nowMillis())
	oldest = store.query(name, OLDEST)[0][0]
	if oldest is not None and oldest < now:
		store.update(name, PURGE, [now, sliceEnd(oldest)])


def sliceEnd(oldest):
	try:
		return textOf(times.parseRfc3339(oldest) + PURGE_MILLIS)
	except ValueError:
		# As a text it is over, and it was not written here: it goes without company.
		log.warn("A row of rest_api_idempotency with the expires_at '%s', which is no time, is removed." % oldest)
		return oldest


PURGING = Purge()
