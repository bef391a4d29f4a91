"""The audit: who wanted to change what, what it was before, and what came of it.

Rows go to the table rest_api_audit of the configured database, with AuditProfile to that profile of the gateway
too, and without a database to the gateway log. A row is only ever added and, once, completed.
"""

import threading

from project.gateway import audit as profiles
from project.gateway import clock
from project.gateway import codec
from project.gateway import crypto
from project.gateway import failure
from project.gateway import log
from project.guard import store
from project.values import plain
from project.values import times

PENDING = "pending"
MAX_VALUE = 1024
MAX_LOGGED = 300
DENIED = (401, 403, 429)
REFUSED = DENIED + (404, 409, 412, 422)
COLUMNS = (
	"event_id", "item", "happened_at", "completed_at", "principal", "key_id", "action", "target", "old_value",
	"new_value", "result", "request_id", "address")
WIDTHS = {"principal": 255, "key_id": 255, "action": 40, "target": 1024, "result": 60, "request_id": 128, "address": 64}
OF_EVENT = ("principal", "key_id", "request_id", "address")
LOGGED = sorted(COLUMNS)
# SQLite takes 999 arguments in one statement.
ROWS_PER_STATEMENT = 999 // len(COLUMNS)
ITEMS_PER_STATEMENT = 900
COUNT = "SELECT COUNT(*) FROM rest_api_audit WHERE event_id = ?"


class Intent(object):
	"""One thing that a request is about to change, or was refused.

	action  for example "tag.write"
	target  for example a tag path
	old     JSON-ready value before, None where it is not known
	new     JSON-ready value
	result  None where it is about to be done; else why it will not be, for example "Bad_AccessDenied"
	"""

	__slots__ = ("action", "target", "old", "new", "result")

	def __init__(self, action, target, old=None, new=None, result=None):
		self.action = action
		self.target = target
		self.old = old
		self.new = new
		self.result = result


class Counters(object):
	"""What did not get into the audit since the scripts started; GET /status shows it."""

	def __init__(self):
		self.lock = threading.Lock()
		self.values = {"deniedNotRecorded": 0, "rowsNotRecorded": 0, "profileFailures": 0}

	def add(self, name, count=1):
		with self.lock:
			self.values[name] += count


class Allowance(object):
	"""At most so many in ten seconds: nobody can fill the database by being refused."""

	def __init__(self, most):
		self.most = most
		self.lock = threading.Lock()
		self.startedAt = None
		self.taken = 0

	def take(self):
		now = clock.monotonicSeconds()
		with self.lock:
			if self.startedAt is None or now - self.startedAt >= 10:
				self.startedAt, self.taken = now, 0
			self.taken += 1
			return self.taken <= self.most


COUNTERS = Counters()
STRANGERS = Allowance(50)
CALLERS = Allowance(500)


class Event(object):
	"""The rows of one request, in the order of its intents.

	rows  dicts with the members of COLUMNS
	"""

	def __init__(self, request, configuration, principal, intents):
		self.id = crypto.newId()
		self.configuration = configuration
		self.millis = clock.nowMillis()
		common = {
			"event_id": self.id,
			"happened_at": times.formatMillis(self.millis), "completed_at": times.formatMillis(self.millis),
			"principal": principal and principal.name, "key_id": principal and principal.keyId,
			"request_id": request.requestId, "address": request.clientAddress(configuration)}
		for name in OF_EVENT:
			common[name] = cut(common[name], WIDTHS[name])
		self.rows = [rowOf(common, item, intent) for item, intent in enumerate(intents)]
		self.pending = [row for row in self.rows if row["result"] == PENDING]

	def begun(self):
		"""The statements that insert the rows."""
		return [
			insertion(self.rows[start:start + ROWS_PER_STATEMENT])
			for start in range(0, len(self.rows), ROWS_PER_STATEMENT)
		]

	def isRecorded(self):
		"""raises  store.Unavailable"""
		return store.query(self.configuration.database, COUNT, [self.id])[0][0] == len(self.rows)

	def complete(self, results):
		"""Set the results of the rows, one for each; None leaves one pending."""
		now = times.formatMillis(clock.nowMillis())
		for row, result in zip(self.rows, results):
			if row["result"] == PENDING and result is not None:
				row["result"], row["completed_at"] = cut(result, WIDTHS["result"]), now

	def completed(self):
		"""The statements that write the results of rows that were pending."""
		groups = {}
		for row in self.pending:
			if row["completed_at"] is not None:
				groups.setdefault((row["result"], row["completed_at"]), []).append(row["item"])
		return [
			completion(self.id, result, moment, items[start:start + ITEMS_PER_STATEMENT])
			for (result, moment), items in sorted(groups.items())
			for start in range(0, len(items), ITEMS_PER_STATEMENT)
		]

	def tell(self):
		"""Send the rows to where they go beside the database, or in its place."""
		if not self.configuration.database:
			self.toLog()
		if self.configuration.auditProfile:
			self.toProfile()

	def toLog(self):
		for row in self.rows:
			log.info("Audit: %s" % lineOf(row))

	def toProfile(self):
		try:
			for row in self.rows:
				profiles.write(
					self.configuration.auditProfile, row["action"], profileText(row), row["principal"], row["address"],
					self.millis, 0 if row["result"].startswith("Good") else 1)
		except failure.GatewayFailure as error:
			COUNTERS.add("profileFailures")
			log.error("The audit profile takes no record: %s" % error, error.trace)

	def lost(self, error):
		"""The rows could not be written: they go to the log, and are counted."""
		COUNTERS.add("rowsNotRecorded", len(self.rows))
		log.error("Audit rows are not in the database: %s" % error)
		self.toLog()


def rowOf(common, item, intent):
	row = dict(
		common, item=item, old_value=valueText(intent.old), new_value=valueText(intent.new),
		action=cut(intent.action, WIDTHS["action"]), target=cut(intent.target, WIDTHS["target"]),
		result=cut(intent.result or PENDING, WIDTHS["result"]))
	if intent.result is None:
		row["completed_at"] = None
	return row


def valueText(value):
	"""A value as JSON, cut to 1 KiB."""
	return None if value is None else codec.canonical(value)[:MAX_VALUE]


def cut(text, width):
	"""The text in one line, as in the log: whoever shows the audit must not be told of rows that are none."""
	return text and log.oneLine(text)[:width]


def lineOf(row):
	"""A row as JSON, its members in order. PERF: a third of what the encoder of values takes."""
	return "{%s}" % ",".join(['"%s":%s' % (name, logged(row[name])) for name in LOGGED])


def logged(value):
	if value is None:
		return "null"
	return codec.text(value[:MAX_LOGGED]) if isinstance(value, plain.TEXT) else "%d" % value


def profileText(row):
	# The target is the caller's text: quoted, it cannot pass for what stands behind it.
	return "%s = %s, was %s (%s; request %s)" % (
		codec.text(row["target"]), row["new_value"], row["old_value"], row["result"], row["request_id"])


def insertion(rows):
	places = ", ".join(["(%s)" % ", ".join("?" * len(COLUMNS))] * len(rows))
	return (
		"INSERT INTO rest_api_audit (%s) VALUES %s" % (", ".join(COLUMNS), places),
		[row[name] for row in rows for name in COLUMNS])


def completion(eventId, result, moment, items):
	return (
		"UPDATE rest_api_audit SET result = ?, completed_at = ? WHERE event_id = ? AND result = ? AND item IN (%s)"
		% ", ".join("?" * len(items)), [result, moment, eventId, PENDING] + items)


def denied(request, configuration, principal, raised):
	"""Record a request that was denied, as far as the allowance goes.

	principal  who calls; None where that is not known
	raised     its Problem
	"""
	if raised.status not in DENIED:
		return
	if not (STRANGERS if principal is None else CALLERS).take():
		COUNTERS.add("deniedNotRecorded")
		return
	intent = Intent("request.denied", targetOf(request, raised), result=raised.code)
	record(request, configuration, principal, [intent])


def read(call, status):
	"""Record a request that read, which AuditReads asks for. What its body asked for stands as the new value."""
	record(call.request, call.configuration, call.principal, [
		Intent("request.read", addressed(call.request, withQuery=True), new=call.parsedBody, result="%d" % status)])


def record(request, configuration, principal, intents):
	"""Write rows that need no completion; a store that is not there changes nothing for the caller."""
	event = Event(request, configuration, principal, intents)
	if configuration.database:
		try:
			store.transact(configuration.database, event.begun())
		except store.Unavailable as error:
			event.lost(error)
	event.tell()


def targetOf(request, raised):
	return raised.members.get("path") or addressed(request)


def addressed(request, withQuery=False):
	"""Method and path of a request. Its query is left out where it was not checked: it can hold a credential."""
	path, query = request.path(), request.queryText() if withQuery else None
	return "%s %s%s" % (request.method, path, "?" + query if query else "") if path else request.method
