"""Running an allow-listed named query: arguments bound by their types, failures in words for the caller."""

from project.config import querylist
from project.gateway import clock
from project.gateway import failure
from project.gateway import log
from project.gateway import queries
from project.http import arguments
from project.http import problem
from project.query import checks
from project.values import kinds
from project.values import times
from project.values import typed

RETRY_SECONDS = 2


class Prepared(object):
	"""One query with its arguments, of which everything is checked.

	values  {name: JSON-ready value}, as the audit and the caller see them
	bound   {name: plain form}, as the platform gets them
	"""

	__slots__ = ("query", "projectName", "definition", "values", "bound")

	def __init__(self, query, given, nowMillis):
		self.query = query
		self.definition = usable(query)
		self.projectName = checks.projectOf(query)
		self.values = arguments.checked(query.parameters, given, nowMillis)
		self.bound = dict((name, self.bind(name, value)) for name, value in self.values.items())
		if query.database:
			self.bound[checks.DATABASE_PARAMETER] = query.database

	def bind(self, name, value):
		declared = self.query.parameters[name]["type"]
		if value is None:
			return None
		if declared == "dateTime":
			return kinds.Instant(times.parse(value, 0))
		if declared == "number":
			return float(value)
		if declared == "integer" and self.definition is not None:
			requireRange(name, value, self.definition.parameters[name][1])
		return value


def requireRange(name, value, dataType):
	lowest, highest = typed.RANGES.get(dataType, (value, value))
	if not lowest <= value <= highest:
		raise arguments.wrong(name, "must lie between %d and %d" % (lowest, highest))


def prepared(query, given, nowMillis=None):
	"""The Prepared of a query.

	given   {name: JSON value}
	raises  Problem 400, 422; 503 query_unusable; GatewayFailure
	"""
	return Prepared(query, given, clock.nowMillis() if nowMillis is None else nowMillis)


def usable(query):
	try:
		return checks.checked(query)
	except checks.Unusable as unusable:
		log.error("The query '%s' cannot be run: %s." % (query.name, unusable))
		raise problem.Problem(503, "query_unusable", (
			"The query '%s' cannot be run as it is configured. GET /status says why." % query.name))


def selected(prepared, seconds):
	"""queries.Rows or queries.Scalar.

	raises  Problem 502 query_failed, 503 database_unavailable, 504 database_timeout
	"""
	select = queries.scalar if prepared.query.type == querylist.SCALAR else queries.select
	try:
		return select(prepared.projectName, prepared.query.path, prepared.bound, seconds)
	except failure.GatewayFailure as error:
		log.error("The query '%s' failed at %s." % (prepared.query.name, error.operation), error.trace)
		raise failed(error, prepared.query, seconds)


def updated(prepared, seconds):
	"""How many rows an UpdateQuery changed. raises  GatewayFailure, ContractBroken"""
	return queries.update(prepared.projectName, prepared.query.path, prepared.bound, seconds)


def requireReachable(prepared):
	"""Nobody begins a change while the gateway itself says that the database is down.

	raises  Problem 503 database_unavailable
	"""
	if checks.isDown(prepared.query, prepared.definition):
		raise unreachable(prepared.query)


def unreachable(query):
	return problem.Problem(
		503, "database_unavailable", "The database of the query '%s' cannot be reached now." % query.name,
		headers={"Retry-After": "%d" % RETRY_SECONDS})


def failed(error, query, seconds):
	"""The Problem of a query that failed. What the database said is for the log only."""
	if error.timedOut:
		return problem.Problem(504, "database_timeout", (
			"The database did not answer the query '%s' within %d seconds (Limits.querySeconds)." % (
				query.name, seconds)))
	if error.isCutOff:
		return unreachable(query)
	return problem.Problem(502, "query_failed", (
		"The database or the gateway refused the query '%s'. The gateway log says why." % query.name))
