"""Running a command: every step is checked before the first one moves, then one after another until one fails.

What is reported is what happened to each step, never what was hoped for.
"""

from project.config import commandlist
from project.gateway import clock
from project.gateway import failure
from project.gateway import log
from project.gateway import messages
from project.gateway import tags
from project.guard import audit
from project.guard import roles
from project.http import problem
from project.query import running as queries
from project.tags import writing
from project.values import kinds
from project.values import plain
from project.values import typed

POLL_SECONDS = 0.2
# How far a Float4 is from what was written at most, as a share of it.
FLOAT4_STEP = 2.0 ** -24
NOT_DONE = "not_done"
UNKNOWN, NOT_CONFIRMED = "outcome_unknown", "not_confirmed"
ACTIONS = {"write": writing.ACTION, "query": "query.run", "message": "message.send"}


class Doing(object):
	"""One step on its way; `code` is None until something went wrong.

	write     the tags.writing.Write of a write
	prepared  the query.running.Prepared of a query that passed its check
	rows      how many rows the query changed, None until it is done
	"""

	__slots__ = ("step", "value", "write", "prepared", "rows", "state", "code", "error")

	def __init__(self, step, values):
		self.step = step
		self.value = commandlist.filled(step.value, values)
		self.write = writing.Write(step.target, self.value) if step.kind == "write" else None
		self.prepared = self.rows = None
		self.state = NOT_DONE
		self.code = self.error = None

	def fail(self, code, error):
		self.state, self.code, self.error = "failed", code, error

	def mayHaveMoved(self):
		"""True where something was changed, or nobody knows."""
		return self.state == "done" or self.code in (UNKNOWN, NOT_CONFIRMED) or bool(self.rows)

	def intent(self):
		return audit.Intent(ACTIONS[self.step.kind], self.step.target, None, self.value)

	def outcome(self):
		"""For the audit; None where nobody knows."""
		if self.code == UNKNOWN:
			return None
		return "Good" if self.state == "done" else self.code or NOT_DONE

	def result(self):
		"""{"write", "query" or "message", "value", "rows"?, "state": done, failed or not_done, "error"?, "code"?}"""
		found = {self.step.kind: self.step.target, "value": self.value, "state": self.state}
		if self.rows is not None:
			found["rows"] = self.rows
		if self.code:
			found["code"], found["error"] = self.code, self.error
		return found


def prepared(call, command, values):
	"""([Doing] of the steps, [Doing] of the compensation), all of which may go out.

	raises  Problem 422 command_check_failed with the result of every step
	"""
	steps = [Doing(step, values) for step in command.steps]
	compensation = [Doing(step, values) for step in command.compensation]
	doings = steps + compensation
	checkWrites([doing for doing in doings if doing.write], call.principal)
	nowMillis = clock.nowMillis()
	for doing in doings:
		if doing.step.query:
			checkQuery(doing, call.principal, nowMillis)
	if any(doing.code for doing in doings):
		raise problem.Problem(422, "command_check_failed", (
			"Nothing was done, because not every step of the command passed its check."),
			members=report(command, steps, compensation))
	return steps, compensation


def checkWrites(doings, principal):
	writing.checkAll([doing.write for doing in doings], principal, mustExist=True)
	for doing in doings:
		if doing.write.isRefused():
			doing.fail(doing.write.code, doing.write.error)


def checkQuery(doing, principal, nowMillis):
	query = doing.step.query
	if not roles.fits(principal.grants.queries, query.name):
		doing.fail("query_forbidden", "This caller may not run the query '%s'." % query.name)
		return
	# What the caller left out is not given to the query either.
	given = dict((name, value) for name, value in doing.value.items() if value is not None)
	try:
		doing.prepared = queries.prepared(query, given, nowMillis)
		queries.requireReachable(doing.prepared)
	except problem.Problem as raised:
		doing.fail(raised.code, raised.detail)


def report(command, steps, compensation):
	return {
		"command": command.name,
		"results": [doing.result() for doing in steps],
		"compensation": [doing.result() for doing in compensation],
	}


def run(call, command, steps, compensation):
	"""Do the steps, recorded before and after; where one fails and there is anything to undo, the compensation too.

	raises  Problem 502 command_failed, which says of every step what became of it; Overtaken
	"""
	call.effect.begin([doing.intent() for doing in steps + compensation])
	done = doAll(call, steps, stopAtFailure=True)
	if not done and any([doing.mayHaveMoved() for doing in steps]):
		doAll(call, compensation, stopAtFailure=False)
	call.effect.complete([doing.outcome() for doing in steps + compensation])
	if not done:
		raise problem.Problem(502, "command_failed", (
			"A step of the command failed. The results say what was done and what was not."),
			members=report(command, steps, compensation))


def doAll(call, doings, stopAtFailure):
	"""True where every one was done."""
	for doing in doings:
		do(call, doing)
		if doing.code and stopAtFailure:
			return False
	return True


def do(call, doing):
	try:
		if doing.write:
			write(doing)
		elif doing.prepared:
			update(doing, call.limit("querySeconds"))
		else:
			messages.send(doing.step.projectName, doing.step.handler, doing.value)
		if not doing.code:
			doing.state = "done"
	except (failure.GatewayFailure, failure.ContractBroken) as error:
		log.error("A step of a command failed: %s" % error, getattr(error, "trace", None))
		doing.fail(UNKNOWN, "The gateway failed at this step. It may or may not have been done.")


def write(doing):
	writing.send([doing.write])
	if doing.write.isRefused():
		doing.fail(doing.write.code, doing.write.error)
	elif doing.step.readBackSeconds and not isThere(doing):
		doing.fail(NOT_CONFIRMED, (
			"It was written, but the tag did not show the value within %s seconds." % doing.step.readBackSeconds))


def update(doing, seconds):
	expected = doing.step.rows
	try:
		doing.rows = queries.updated(doing.prepared, seconds)
	except failure.GatewayFailure as error:
		if not error.isRefused:
			raise
		log.error("The query '%s' of a command was refused." % doing.step.target, error.trace)
		doing.fail("query_failed", "The database refused it and changed nothing. The gateway log says why.")
		return
	if expected is not None and doing.rows != expected:
		doing.fail("unexpected_rows", "It changed %d rows where %d were expected." % (doing.rows, expected))


def isThere(doing):
	"""True once the tag shows what was written; asked again and again, at most for the step's seconds."""
	for attempt in range(1 + int(doing.step.readBackSeconds / POLL_SECONDS)):
		if attempt:
			clock.sleep(POLL_SECONDS)
		if shows(doing):
			return True
	return False


def shows(doing):
	try:
		found = tags.read([doing.write.path])[0]
	except (failure.GatewayFailure, failure.ContractBroken) as error:
		# The write is not in doubt, only what the tag shows.
		log.warn("A tag that a command wrote could not be read back: %s" % error)
		return False
	return kinds.isGood(found.quality) and isSame(found.value, doing.write.value)


def isSame(found, written):
	if typed.isNumber(found) and typed.isNumber(written):
		return abs(found - written) <= (FLOAT4_STEP * abs(written) if type(found) is float else 0)
	return plain.plain(found, plain.TEXTS) == plain.plain(written, plain.TEXTS)
