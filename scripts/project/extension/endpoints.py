"""The endpoints of the integrator's script `custom.api`, with the policy of this API around each.

They are read when the scripts start. Saving any script in the Designer starts them anew.
"""

import threading

from project.extension import declared as declarations
from project.extension import surface
from project.gateway import clock
from project.gateway import log
from project.gateway import scripts
from project.guard import audit
from project.http import problem
from project.values import times

SCRIPT = "custom.api"
ACTION = "custom.run"
# What a handler may raise that is not its own failure.
MEANT = (problem.Problem, surface.Unusable)


class Failures(object):
	"""What went wrong while requests ran, since the scripts started."""

	def __init__(self):
		self.lock = threading.Lock()
		self.found = {}

	def add(self, name, message):
		with self.lock:
			count = self.found.get(name, (0,))[0]
			self.found[name] = (count + 1, clock.nowMillis(), message)

	def problems(self):
		with self.lock:
			found = dict(self.found)
		return [(name, "It failed %d times, the last time at %s: %s. The gateway log says more." % (
			found[name][0], times.formatMillis(found[name][1]), found[name][2])) for name in sorted(found)]


FAILURES = Failures()


def loaded():
	"""([endpoint], [(name, problem)]) of `custom.api`; nothing where there is no such script."""
	try:
		found = scripts.customEndpoints() or ()
	except scripts.ScriptFailed as failed:
		log.error("%s: none of its endpoints is served: %s" % (SCRIPT, failed), failed.trace)
		return [], [(SCRIPT, "None of its endpoints is served: %s. The gateway log says more." % failed)]
	served, problems, shapes = [], [], set()
	for number, declared in enumerate(found):
		name = declarations.label(declared, number)
		try:
			endpoint = scripts.call(declarations.checked, declared, declarations.Wrong)
			if declarations.shape(endpoint) in shapes:
				raise declarations.Wrong("another one before it has the same method and path")
		except (declarations.Wrong, scripts.ScriptFailed) as wrong:
			problems.append((name, "It is not served: %s." % declarations.reason(wrong)))
			log.error("%s: %s: %s" % (SCRIPT, name, problems[-1][1]))
		else:
			shapes.add(declarations.shape(endpoint))
			served.append(dict(endpoint, handler=Handler(name, endpoint)))
	return served, problems


class Handler(object):
	"""What the front door calls for a custom endpoint."""

	def __init__(self, name, declared):
		self.name = name
		self.declared = declared

	def __call__(self, call):
		try:
			request = surface.Request(call, self.declared)
			return self.recorded(call, request) if self.declared["mutating"] else self.answer(call, request)
		except (scripts.ScriptFailed, surface.Unusable) as error:
			raise broken(self.name, error)

	def recorded(self, call, request):
		# What the endpoint does is its own business: the record says that it runs, and then what came of it.
		call.effect.begin([audit.Intent(ACTION, "%s %s" % (request.method, request.path), None, request.body)])
		try:
			answer = self.answer(call, request)
		except problem.Problem as raised:
			call.effect.complete([raised.code])
			raise
		call.effect.complete(["Good"])
		return answer

	def answer(self, call, request):
		try:
			returned = scripts.call(self.declared["handler"], request, MEANT)
		except problem.Problem as raised:
			surface.checkProblem(raised)
			raise
		answer = surface.answer(returned, self.declared["table"], call.writeOptions())
		if self.declared["table"]:
			answer["rows"] = self.rows(call, returned["rows"], answer["columns"])
		return answer

	def rows(self, call, rows, columns):
		options = call.writeOptions()
		try:
			for cells in scripts.each(rows, MEANT):
				yield surface.row(cells, columns, options)
		except (scripts.ScriptFailed, surface.Unusable) as error:
			raise broken(self.name, error)


def broken(name, error):
	"""The Problem for a request whose custom endpoint failed: counted, and logged with its trace."""
	FAILURES.add(name, "%s" % error)
	log.error("The custom endpoint %s failed: %s" % (name, error), error.trace)
	return problem.Problem(500, "custom_endpoint_failed", (
		"This endpoint of the site failed. Its script is custom.api; the gateway log says why."))


def report():
	"""For the status: {"endpoints": ["GET /custom/oee"], "problems": [{"name", "problem"}]}."""
	return {
		"endpoints": ["%s %s" % (declared["method"], declared["path"]) for declared in ENDPOINTS],
		"problems": [{"name": name, "problem": text} for name, text in PROBLEMS + FAILURES.problems()],
	}


ENDPOINTS, PROBLEMS = loaded()
