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
from project.http import problem
from project.tags import writing
from project.values import kinds
from project.values import plain
from project.values import typed

POLL_SECONDS = 0.2
NOT_DONE = "not_done"
MESSAGE_ACTION = "message.send"


class Doing(object):
	"""One step on its way: `write` is its tags.writing.Write or None, `code` None until something went wrong."""

	__slots__ = ("step", "value", "write", "state", "code", "error")

	def __init__(self, step, values):
		self.step = step
		self.value = commandlist.filled(step.value, values)
		self.write = writing.Write(step.path, self.value) if step.path else None
		self.state = NOT_DONE
		self.code = self.error = None

	def fail(self, code, error):
		self.state, self.code, self.error = "failed", code, error

	def intent(self):
		return audit.Intent(
			writing.ACTION if self.write else MESSAGE_ACTION, self.step.target(), None, self.value)

	def outcome(self):
		"""For the audit; None where nobody knows."""
		if self.code == "outcome_unknown":
			return None
		return "Good" if self.state == "done" else self.code or NOT_DONE

	def result(self):
		"""{"write" or "message", "value", "state": done, failed or not_done, "error"?, "code"?}"""
		found = {"write" if self.write else "message": self.step.target(), "value": self.value, "state": self.state}
		if self.code:
			found["code"], found["error"] = self.code, self.error
		return found


def prepared(command, values, principal):
	"""([Doing] of the steps, [Doing] of the compensation), all of which may go out.

	raises  Problem 422 command_check_failed with the result of every step
	"""
	steps = [Doing(step, values) for step in command.steps]
	compensation = [Doing(step, values) for step in command.compensation]
	writes = [doing for doing in steps + compensation if doing.write]
	writing.checkAll([doing.write for doing in writes], principal, mustExist=True)
	for doing in writes:
		if doing.write.isRefused():
			doing.fail(doing.write.code, doing.write.error)
	if any(doing.code for doing in writes):
		raise problem.Problem(422, "command_check_failed", (
			"Nothing was done, because not every step of the command passed its check."),
			members=report(command, steps, compensation))
	return steps, compensation


def report(command, steps, compensation):
	return {
		"command": command.name,
		"results": [doing.result() for doing in steps],
		"compensation": [doing.result() for doing in compensation],
	}


def run(call, command, steps, compensation):
	"""Do the steps, recorded before and after; where one fails, the compensation too.

	raises  Problem 502 command_failed, which says of every step what became of it; Overtaken
	"""
	call.effect.begin([doing.intent() for doing in steps + compensation])
	done = doAll(steps, stopAtFailure=True)
	if not done:
		doAll(compensation, stopAtFailure=False)
	call.effect.complete([doing.outcome() for doing in steps + compensation])
	if not done:
		raise problem.Problem(502, "command_failed", (
			"A step of the command failed. The results say what was done and what was not."),
			members=report(command, steps, compensation))


def doAll(doings, stopAtFailure):
	"""True where every one was done."""
	for doing in doings:
		do(doing)
		if doing.code and stopAtFailure:
			return False
	return True


def do(doing):
	try:
		if doing.write:
			write(doing)
		else:
			messages.send(doing.step.projectName, doing.step.handler, doing.value)
		if not doing.code:
			doing.state = "done"
	except (failure.GatewayFailure, failure.ContractBroken) as error:
		log.error("A step of a command failed: %s" % error, getattr(error, "trace", None))
		doing.fail("outcome_unknown", "The gateway failed at this step. It may or may not have been done.")


def write(doing):
	writing.send([doing.write])
	if doing.write.isRefused():
		doing.fail(doing.write.code, doing.write.error)
	elif doing.step.readBackSeconds and not isThere(doing):
		doing.fail("not_confirmed", (
			"It was written, but the tag did not show the value within %s seconds." % doing.step.readBackSeconds))


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
		# A Float4 keeps 24 bits of what was written.
		return abs(found - written) <= 1e-6 * max(1.0, abs(written))
	return plain.plain(found, plain.TEXTS) == plain.plain(written, plain.TEXTS)
