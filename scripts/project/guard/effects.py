"""One mutating request: claimed before it does anything, recorded before and after, answered once.

A handler says what it is about to do with `call.effect.begin(...)`, immediately before it does it, and what
came of it with `call.effect.complete(...)`. Everything before `begin` is checking: it leaves no trace in the
store and can be repeated.
"""

from project.guard import audit
from project.guard import idempotency
from project.guard import store
from project.http import negotiate
from project.http import problem
from project.http import reply

REPLAYED = {"Idempotent-Replayed": "true"}
RIGHTS = "rights"


class Overtaken(Exception):
	"""Another request with the same key was quicker; `record` says what is known of it."""

	def __init__(self, record):
		Exception.__init__(self)
		self.record = record


class Effect(object):
	"""What one request does to the world.

	raises  Problem where the request may not go on: no key where one is required, no store where one is needed
	"""

	def __init__(self, declared, call):
		self.declared = declared
		self.call = call
		self.database = call.configuration.database
		self.event = None
		self.hasBegun = False
		self.claim = self.claimed(None if call.isPart else idempotency.keyOf(call.request))

	def claimed(self, key):
		configuration = self.call.configuration
		if key is None and configuration.requireIdempotencyKey and not self.call.isPart:
			raise idempotency.missing()
		if not self.database and key is not None:
			raise store.unconfigured(
				"No database is configured (Database) to remember an Idempotency-Key, so a repeated request could "
				"not be told from a new one.")
		if not self.database and configuration.auditRequired:
			raise store.unconfigured("AuditRequired is on, and no database is configured (Database) for the audit.")
		if key is None:
			return None
		return idempotency.Claim(self.database, self.call.principal.name, key, fingerprint(self.declared, self.call))

	def earlier(self):
		"""The answer to an earlier request with the same key, or None.

		raises  Problem
		"""
		if self.claim is None:
			return None
		try:
			record = self.claim.earlier()
		except store.Unavailable as error:
			raise store.unavailable(error)
		return None if record is None else self.again(record)

	def again(self, record):
		"""What a repeated request gets: the kept answer, or that nobody knows, with how things are now."""
		self.stillPermitted(record)
		if record.state == idempotency.DONE:
			return dict(record.answer, headers=dict(record.answer["headers"], **REPLAYED))
		return negotiate.refusal(self.call.request, self.unknown(record))

	def stillPermitted(self, record):
		permits = self.declared.get("permits")
		if permits is not None:
			permits(self.call, [target for action, target in record.touched])
		elif [RIGHTS, rightsOf(self.call.principal)] not in record.touched:
			raise problem.Problem(403, "rights_changed", (
				"What this caller may do has changed since the first request with this Idempotency-Key, so its answer "
				"is not shown again. The request was not repeated either. Look at how things are now."))

	def unknown(self, record):
		reread = self.declared.get("reread")
		targets = [target for action, target in record.touched]
		members = {} if reread is None else {"current": reread(self.call, targets)}
		return problem.Problem(504, "outcome_unknown", (
			"An earlier request with this Idempotency-Key was cut off, or has been running on another gateway for "
			"more than two minutes. What it was to do may or may not have been done, and this request did not do it "
			"again. Look at how things are now; to do it again, send a new key."),
			headers=REPLAYED, members=members)

	def begin(self, intents):
		"""Claim the key and record the intents, in one transaction. Call it immediately before the change.

		intents  [audit.Intent], also of what was refused by its check
		raises   Problem, Overtaken: then nothing may be changed
		"""
		self.event = audit.Event(self.call.request, self.call.configuration, self.call.principal, intents)
		touched = [[intent.action, intent.target] for intent in intents if intent.result is None]
		try:
			if self.database:
				self.store(touched)
		except store.Unavailable as error:
			self.event = None
			raise store.unavailable(error)
		self.hasBegun = bool(touched)

	def store(self, touched):
		claiming = self.claim is not None and bool(touched)
		if claiming:
			self.claim.enter()
		if claiming and "permits" not in self.declared:
			# What its answer shows is not known from what it touched: only whoever may as much sees it again.
			touched = touched + [[RIGHTS, rightsOf(self.call.principal)]]
		statements = (self.claim.begun(touched) if claiming else []) + self.event.begun()
		failed = store.attempt(self.database, statements)
		if failed is None:
			return
		# Either a row is there already, or the store failed: ours may be there all the same.
		if claiming:
			self.yieldToEarlier()
			isDone = self.claim.isHeld()
		else:
			isDone = self.event.isRecorded()
		if not isDone:
			raise store.notTaken(self.database, "the record of this request", failed)

	def yieldToEarlier(self):
		record = self.claim.earlier()
		if record is not None:
			self.event = None
			raise Overtaken(record)

	def complete(self, results):
		"""What came of the intents: one text for each, None where nobody knows."""
		self.event.complete(results)

	def ended(self, answer):
		"""The answer, kept and recorded; never raises because of the store, for what is done is done."""
		if not self.hasBegun:
			return self.unbegun(answer)
		answer = reply.rendered(answer)
		try:
			if self.database:
				self.finish(answer)
		except store.Unavailable as error:
			self.event.lost(error)
		self.event.tell()
		if self.claim is not None:
			idempotency.PURGING.run(self.database)
		return answer

	def left(self):
		"""Call it when the request has come to its end, whichever."""
		if self.claim is not None:
			self.claim.leave()

	def finish(self, answer):
		isKnown = not (answer["code"] >= 500 and any(row["result"] == audit.PENDING for row in self.event.rows))
		statements = self.event.completed()
		if self.claim is not None:
			statements.append(self.claim.finished(answer, isKnown))
		if statements:
			store.transact(self.database, statements)

	def unbegun(self, answer):
		"""Nothing was begun: what was refused is recorded, nothing is kept."""
		if self.event is not None:
			self.event.tell()
			return answer
		# A handler that never said what it does leaves at least the trace of its request.
		call = self.call
		intent = audit.Intent("request.done", audit.addressed(call.request, withQuery=True), new=call.parsedBody,
			result="%d" % answer.get("code", 200))
		audit.record(call.request, call.configuration, call.principal, [intent])
		return answer

	def refused(self, raised):
		"""A Problem before anything was begun: an earlier request with the same key may be the reason.

		returns  the answer
		"""
		found = self.earlier() if raised.status < 500 else None
		if found is not None:
			return found
		self.recordRefusal(raised)
		return negotiate.refusal(self.call.request, raised)

	def recordRefusal(self, raised):
		call = self.call
		if self.event is not None:
			self.event.tell()
		elif raised.status in audit.DENIED:
			audit.denied(call.request, call.configuration, call.principal, raised)
		elif raised.status in audit.REFUSED:
			self.recordEnd("request.refused", raised)

	def failed(self, raised):
		"""The Problem of what nobody foresaw before anything was begun, recorded as far as that goes."""
		if self.event is None:
			self.recordEnd("request.failed", raised)
		return raised

	def recordEnd(self, action, raised):
		call = self.call
		intent = audit.Intent(action, audit.addressed(call.request, withQuery=True), result=raised.code)
		audit.record(call.request, call.configuration, call.principal, [intent])


def rightsOf(principal):
	"""All that a caller may do, as a digest."""
	grants = principal.grants
	patterns = [
		sorted([pattern.text for pattern in granted])
		for granted in (grants.read, grants.write, grants.commands, grants.queries)]
	return idempotency.digestOf([sorted(principal.scopes), patterns])


def fingerprint(declared, call):
	"""What makes two requests the same: route, path, query and body."""
	return idempotency.digestOf([
		declared["method"], declared["path"], call.variables, call.request.parameters(), call.bodyOrNone()])
