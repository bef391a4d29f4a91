"""The front door: every WebDev resource calls `serve`, which runs the one pipeline of the API."""

import sys
import traceback

from project import batch
from project import openapi
from project import schema
from project import status
from project.alarms import endpoints as alarms
from project.command import endpoints as command
from project.config import current
from project.extension import endpoints as extension
from project.gateway import failure
from project.gateway import log
from project.guard import admission
from project.guard import audit
from project.guard import effects
from project.guard import limiter
from project.history import endpoints as history
from project.http import cors
from project.http import endpoint
from project.http import etag
from project.http import negotiate
from project.http import params
from project.http import problem
from project.http import reply
from project.http import request as requests
from project.query import endpoints as query
from project.tags import endpoints as tags
from project.values import memory


def isMutating(call, item):
	"""Whether the endpoint that a request of a batch names changes something; False where there is none."""
	try:
		methods, variables = route(item.root, requestOf(call, item))
		return bool(methods[item.method].get("mutating"))
	except (KeyError, problem.Problem):
		return False


def requestOf(call, item):
	"""What a request of a batch would have been on its own, without a credential."""
	call.request.origin(call.configuration)
	return requests.Part(call.request, item.method, item.line, item.remainder, item.query, item.body)


def answersTo(call, run):
	"""The answers to a Run of a batch, one when it is asked for, each authorised as if it had come alone."""
	ready = readTogether(call, run) if len(run.items) > 1 and not call.configuration.auditReads else None
	if not ready:
		ready = [None] * len(run.items)
	for item, answer in zip(run.items, ready):
		yield answer or answerTo(call, item)


class Reading(object):
	"""How those items of a Run are read that one read of the platform can answer; never changed.

	declared  the endpoint that they all ask
	shared    what its "together" needs of each
	places    their places in the run
	"""

	__slots__ = ("declared", "shared", "places")

	def __init__(self, plans):
		self.declared = plans[0][1].declared
		found = [(place, plan.shared) for place, plan in plans if plan.declared is self.declared]
		self.shared = [shared for place, shared in found]
		self.places = [place for place, shared in found]


def readingOf(run):
	"""The Reading of a Run, None where fewer than two of its items have been asked for before."""
	plans = [(place, PART_PLANS.get((item.method, item.line))) for place, item in enumerate(run.items)]
	plans = [(place, plan) for place, plan in plans if plan is not None and plan.shared is not None]
	if len(plans) < 2:
		return None
	found = Reading(plans)
	if len(found.places) == len(run.items):
		run.reading = found
	return found


def readTogether(call, run):
	"""For each item of a Run its answer, where one read of the platform gives it; None instead of all where none does.

	PERF: 20 tags one by one take four times as long. Only what all may read and what is Good is answered here; the
	others are asked alone, and learn what is wrong.
	"""
	reading = run.reading or readingOf(run)
	if not reading or not admission.mayGoTogether(call, reading.declared):
		return None
	try:
		answers = reading.declared["together"](call.principal, reading.shared)
	except:  # noqa: E722  what the platform refuses to one question of all, it would refuse to each
		answers = [problem.answer(unexpected(), call.request.requestId)] * len(reading.places)
	count = len([answer for answer in answers if answer])
	if not limiter.admitTogether(call.request, call.configuration, call.principal, count):
		return None
	if len(answers) == len(run.items):
		return answers
	found = [None] * len(run.items)
	for place, answer in zip(reading.places, answers):
		found[place] = answer
	return found


def answerTo(call, item):
	inner = requestOf(call, item)
	try:
		answer = part(call, item, inner)
		# A long table can fail until its last row is made: then this part has failed, and no other.
		return reply.rendered(answer) if "rows" in answer else answer
	except problem.Problem as raised:
		return problem.answer(raised, inner.requestId)
	except:  # noqa: E722  one request that fails must not take the others with it
		return problem.answer(unexpected(), inner.requestId)
	finally:
		limiter.leave(inner)


def part(call, item, inner):
	key = (item.method, item.line)
	plan = PART_PLANS.get(key)
	if plan is None:
		methods, variables = route(item.root, inner)
		declared = declaredFor(inner, methods)
		params.refuseCredentials(inner)
	else:
		declared = plan.declared
	# The parts take places of their own, one after another: the batch needs none beside them.
	limiter.leave(call.request)
	admission.admitPart(inner, call, declared)
	if plan is None:
		plan = planned(inner, declared, variables)
		if inner.isShort() and len(item.line) <= requests.MAX_REMEMBERED_CHARS:
			PART_PLANS.put(key, plan)
	return answered(plan, endpoint.Call(inner, call.configuration, call.principal, plan, isPart=True))


def routed(endpoints):
	"""{resource: [(rest of the path template, {method: endpoint})]}: literal rests first, then the longest ones."""
	tables = {}
	for declared in endpoints:
		root, slash, rest = declared["path"][1:].partition("/")
		tables.setdefault(root, {}).setdefault(rest, {})[declared["method"]] = declared
	return dict((root, sorted(rests.items(), key=closeness)) for root, rests in tables.items())


def closeness(entry):
	literal, brace, name = entry[0].partition("{")
	return bool(brace), -len(literal)


# PERF: what a request asks for is worked out once for each question, of callers that were let in. Route,
# parameters and negotiation took a third of a read of one tag; the look-up takes 2 us.
PLANS = memory.Memory(2000)
# The same of requests of a batch: no answer to them is kept, so their plans have no key.
PART_PLANS = memory.Memory(2000)


# Platform functions of which nobody knows what they did when they fail.
CHANGING = frozenset((
	"system.tag.writeBlocking", "system.alarm.acknowledge", "system.alarm.shelve", "system.alarm.unshelve"))


def serve(root, raw):
	"""Answer a request to the WebDev resource `api/<root>`.

	raw      WebDev's request dict
	returns  what the WebDev handler returns; status and headers are already on the servlet response
	"""
	request = requests.Request(raw)
	log.SERVING.requestId = request.requestId
	try:
		return reply.write(request, respond(root, request), request.answerHeaders)
	except reply.Interrupted:
		raise
	except problem.Problem as raised:
		answer = negotiate.refusal(request, raised)
	except:  # noqa: E722  the one outer guard; a Java exception is not an Exception
		answer = negotiate.refusal(request, unexpected())
	finally:
		limiter.leave(request)
	return reply.write(request, answer, request.answerHeaders)


def unexpected():
	"""The problem for what no one foresaw or the platform broke; the trace goes to the log only."""
	error = sys.exc_info()[1]
	trace = error.trace if isinstance(error, failure.GatewayFailure) else traceback.format_exc()
	raised = translated(error)
	log.error("%s %s" % (raised.code, raised.detail), trace)
	return raised


def translated(error):
	if isinstance(error, failure.GatewayFailure):
		return gatewayProblem(error)
	if isinstance(error, failure.ContractBroken):
		return problem.Problem(502, "gateway_contract", "%s" % error)
	return problem.Problem(500, "internal_error", "The request failed in a way that was not foreseen.")


def gatewayProblem(error):
	if error.operation in CHANGING:
		return unknownOutcome(error)
	if error.timedOut:
		return problem.Problem(504, "gateway_timeout", "The gateway did not answer in time (%s)." % error.operation)
	return problem.Problem(502, "gateway_error", "The gateway failed at %s." % error.operation)


def unknownOutcome(error):
	return problem.Problem(504 if error.timedOut else 502, "outcome_unknown", (
		"The gateway failed in the middle of a change (%s). It may or may not have been made: "
		"look at how things are before you try again." % error.operation))


def respond(root, request):
	"""The answer to a request.

	raises  Problem, and whatever goes wrong
	"""
	configuration = current.get()
	if configuration.allowedOrigins:
		cors.tell(request, configuration.allowedOrigins)
	key = (root, request.question())
	plan = PLANS.get(key)
	if plan:
		principal = admission.admit(plan.declared, request, configuration)
		return known(plan, request, configuration, principal) or answered(
			plan, endpoint.Call(request, configuration, principal, plan))
	methods, variables = route(root, request)
	if request.method == "OPTIONS":
		return options(request, configuration, allowedMethods(methods))
	declared = declaredFor(request, methods)
	params.refuseCredentials(request)
	principal = admission.admit(declared, request, configuration)
	plan = planned(request, declared, variables, key if request.isShort() else None)
	if plan.key is not None:
		PLANS.put(key, plan)
	return answered(plan, endpoint.Call(request, configuration, principal, plan))


def options(request, configuration, allowed):
	if cors.isPreflight(request):
		return cors.preflight(request, configuration.allowedOrigins, allowed)
	return {"code": 204, "headers": {"Allow": ", ".join(allowed)}}


def declaredFor(request, methods):
	declared = methods.get("GET" if request.method == "HEAD" else request.method)
	if declared is None:
		raise problem.Problem(
			405, "method_not_allowed", "%s does not answer %s." % (declaredPath(methods), request.method),
			headers={"Allow": ", ".join(allowedMethods(methods))})
	return declared


def planned(request, declared, variables, key=None):
	parameters = params.checked(request, declared["parameters"], declared.get("isOpen"))
	format = negotiate.chosen(request, parameters.get("format"), declared["formats"])
	return endpoint.Plan(declared, variables, parameters, format, key)


def route(root, request):
	"""({method: endpoint}, {variable: text}) of the path."""
	rest = decodedRemainder(request.remainder)
	for template, methods in ROUTES.get(root, ()):
		literal, brace, name = template.partition("{")
		if not brace and literal == rest:
			return methods, {}
		if brace and rest.startswith(literal) and len(rest) > len(literal):
			return methods, {name[:-1]: rest[len(literal):]}
	raise problem.Problem(404, "route_not_found", "There is no such endpoint.")


def decodedRemainder(remainder):
	"""The path after the resource, without its first slash, decoded once.

	Whether WebDev decodes it is not known. No tag name contains a percent sign, so one that is
	still there is undecoded; what it hides is judged after decoding, like any other path.
	"""
	rest = remainder[1:]
	if "%" not in rest:
		return rest
	try:
		return endpoint.unquoted(rest)
	except ValueError:
		raise problem.Problem(400, "invalid_path", "The URL path is not valid UTF-8.")


def allowedMethods(methods):
	allowed = set(methods) | set(["OPTIONS"])
	if "GET" in methods:
		allowed.add("HEAD")
	return sorted(allowed)


def declaredPath(methods):
	return list(methods.values())[0]["path"]


def known(plan, request, configuration, principal):
	"""The answer that the plan knows a short cut to; None where there is none, or each read is to be recorded."""
	ready = plan.ready
	answer = ready(plan, principal, configuration) if ready and not configuration.auditReads else None
	return finished(answer, plan, request, configuration) if answer else None


def answered(plan, call):
	answer = executed(plan, call) if plan.declared.get("mutating") else observed(plan, call)
	return finished(answer, plan, call.request, call.configuration)


def finished(answer, plan, request, configuration):
	if "ready" not in answer:
		complete(answer, plan, configuration)
	# PERF: most requests have no condition: one call less.
	return conditional(request, answer) if "if-none-match" in request.headerNames else answer


def complete(answer, plan, configuration):
	answer["gzipFrom"] = configuration.limits["gzipFromChars"]
	headers = answer.get("headers")
	if headers is None:
		headers = answer["headers"] = {}
	headers.setdefault("Cache-Control", "no-store")
	if len(plan.declared["formats"]) > 1:
		headers["Vary"] = "Accept"


def executed(plan, call):
	"""The answer of a mutating endpoint: done once for each Idempotency-Key, recorded before and after."""
	effect = call.effect = effects.Effect(plan.declared, call)
	try:
		return carriedOut(plan, call, effect)
	except problem.Problem as raised:
		audit.denied(call.request, call.configuration, call.principal, raised)
		raise
	finally:
		effect.left()


def carriedOut(plan, call, effect):
	earlier = effect.earlier()
	if earlier is not None:
		return earlier
	try:
		answer = endpoint.inFormat(call, plan.declared["handler"](call))
	except effects.Overtaken as overtaken:
		return effect.again(overtaken.record)
	except problem.Problem as raised:
		if not effect.hasBegun:
			return effect.refused(raised)
		answer = negotiate.refusal(call.request, raised)
	except:  # noqa: E722  what was begun has an answer too, and it is kept
		raised = unexpected()
		if not effect.hasBegun:
			raise effect.failed(raised)
		answer = negotiate.refusal(call.request, raised)
	return effect.ended(answer)


def observed(plan, call):
	"""The answer of an endpoint that changes nothing: recorded where it is denied, with AuditReads always."""
	try:
		answer = plan.declared["handler"](call)
		# PERF: JSON, which most is, need not be told: one call less.
		if call.format != "json" and "ready" not in answer:
			endpoint.inFormat(call, answer)
	except problem.Problem as raised:
		audit.denied(call.request, call.configuration, call.principal, raised)
		raise
	if call.configuration.auditReads and call.principal is not None:
		audit.read(call, answer.get("code", 200))
	return answer


def conditional(request, answer):
	"""304 instead of the body that the client already has (RFC 9110 section 13.1.2)."""
	wanted = request.joinedHeader("if-none-match")
	if wanted and "ETag" in answer["headers"] and request.method in ("GET", "HEAD"):
		for known in (answer["headers"]["ETag"], etag.gzipped(answer["headers"]["ETag"])):
			if etag.noneMatch(wanted, known):
				return {"code": 304, "headers": dict(answer["headers"], ETag=known)}
	return answer


ENDPOINTS = (
	status.ENDPOINTS + schema.ENDPOINTS + tags.ENDPOINTS + history.ENDPOINTS + alarms.ENDPOINTS + query.ENDPOINTS
	+ command.ENDPOINTS + batch.endpoints(isMutating, answersTo, executed) + openapi.endpoints(lambda: ENDPOINTS)
	+ extension.ENDPOINTS)
ROUTES = routed(ENDPOINTS)
