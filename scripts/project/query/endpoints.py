"""The endpoints over named queries: those that the site allows, listed and run. Never SQL from a caller."""

from project.gateway import clock
from project.guard import roles
from project.http import arguments
from project.http import cursors
from project.http import endpoint
from project.http import fields
from project.http import jsonschema
from project.http import listing
from project.http import negotiate
from project.http import problem
from project.query import pages
from project.query import running
from project.values import kinds
from project.values import plain

DEFAULT_LIMIT = 1000
MAX_LIMIT = 100000
# Types of columns by the names that the API has for them.
TYPES = {"Timestamp": "Date"}
# Columns of these may hold decimals.
EXACT = frozenset(("BigDecimal", "Object"))


def listQueries(call):
	"""GET /queries: the queries that the caller may run, with the schemas of their parameters."""
	found = call.configuration.queries
	return {"json": {
		"results": [described(found[name]) for name in sorted(found) if mayRun(call.principal, found[name])],
		"cursor": None}}


def described(query):
	"""{name, title, description, type, parameters: {name: schema}}"""
	return {
		"name": query.name, "title": query.title, "description": query.description, "type": query.type,
		"parameters": query.parameters}


def mayRun(principal, query):
	return not query.isUpdate() and roles.fits(principal.grants.queries, query.name)


def getQuery(call):
	"""GET /queries/<name>: the query's parameters in the URL, beside the API's own."""
	query = allowed(call, call.variables["name"])
	own = dict(
		(name, texts) for name, texts in call.request.parameters().items() if name not in call.parameters)
	given = arguments.ofQuery(query.parameters, own)
	return answered(call, query, given, call.parameters["limit"], call.parameters["cursor"])


def postQuery(call):
	"""POST /queries/<name>: the same, the parameters as JSON values in a body."""
	query = allowed(call, call.variables["name"])
	asked = ASKED.of(call)
	return answered(call, query, asked.get("parameters", {}), asked["limit"], fields.cursor(call, asked))


def allowed(call, name):
	query = call.configuration.queries.get(name)
	# One that the caller may not run is as unknown as one that does not exist.
	if query is None or not mayRun(call.principal, query):
		raise problem.Problem(
			404, "query_not_found", "There is no query '%s' that this caller may run." % name[:60])
	return query


def answered(call, query, given, limit, cursor):
	question = cursors.digest([query.name, given])
	position = None if cursor is None else cursors.decode(question, cursor, pages.isPosition)
	nowMillis = clock.nowMillis() if position is None else position[0]
	prepared = running.prepared(query, given, nowMillis)
	rows = running.selected(prepared, call.limit("querySeconds"))
	page = pages.Page(
		rows, pages.start(rows, position), min(limit, call.limit("maxQueryRows")), nowMillis, call.writeOptions())
	answer = listing.table(call, columnsOf(rows), iter(page), lambda: page.ending(question))
	if any(kind in EXACT for name, kind in rows.columns):
		answer["exact"] = True
	return answer


def table(call, name, given):
	"""{"columns": [{name, type}], "rows": [[...]]} of a whole result, for the integrator's own endpoints.

	given   {name: JSON value}; a decimal of the result is a float
	raises  Problem, also 400 too_many_rows for more rows than a page may have
	"""
	query = allowed(call, name)
	rows = running.selected(running.prepared(query, given), call.limit("querySeconds"))
	most = call.limit("maxQueryRows")
	if rows.count > most:
		raise problem.Problem(400, "too_many_rows", (
			"The query '%s' found %d rows; the limit is %d (Limits.maxQueryRows)." % (name, rows.count, most)))
	page = pages.Page(rows, 0, most, 0, plain.NUMBERS)
	found = [[float(cell.text) if isinstance(cell, kinds.Decimal) else cell for cell in row] for row in page]
	return {"columns": columnsOf(rows), "rows": found}


def columnsOf(rows):
	return [{"name": name, "type": TYPES.get(kind, kind)} for name, kind in rows.columns]


LIMIT = {
	"name": "limit", "type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT,
	"description": "Rows per page, at most Limits.maxQueryRows.",
}
CURSOR = {"name": "cursor", "type": "string", "description": "The cursor of the previous page."}
QUERY = jsonschema.record("Query", {
	"name": jsonschema.TEXT, "title": jsonschema.TEXT_OR_NULL, "description": jsonschema.TEXT_OR_NULL,
	"type": jsonschema.TEXT,
	"parameters": jsonschema.described(jsonschema.OPEN, "The schema of each parameter by its name."),
})
ASKED = fields.Body("QueryRequest", {
	"parameters": jsonschema.described(jsonschema.OPEN, "As GET /queries says of the query."),
	"limit": jsonschema.described(
		jsonschema.INTEGER, LIMIT["description"], minimum=1, maximum=MAX_LIMIT, default=DEFAULT_LIMIT),
	"cursor": jsonschema.described(jsonschema.TEXT_OR_NULL, CURSOR["description"]),
}, ("parameters", "limit", "cursor"), isNeeded=False)
TABLE = jsonschema.table("QueryTable", jsonschema.described(
	jsonschema.listOf(jsonschema.record("ColumnProblem", {"column": jsonschema.TEXT, "problem": jsonschema.TEXT})),
	"Columns with cells that cannot be written; those are null."))
PROBLEMS = (
	"query_not_found", "unknown_parameter", "repeated_parameter", "invalid_argument", "invalid_cursor",
	"result_changed", "query_unusable", "query_failed", "database_unavailable", "database_timeout")
NAME = {"name": "The query's name, as GET /queries lists it."}

ENDPOINTS = [
	{
		"method": "GET", "path": "/queries", "scope": roles.QUERIES_RUN, "handler": listQueries, "class": "queries",
		"example": {},
		"summary": "List named queries", "formats": negotiate.DATA, "parameters": [endpoint.FORMAT],
		"answers": {200: jsonschema.page("Queries", QUERY)},
	},
	{
		"method": "GET", "path": "/queries/{name}", "scope": roles.QUERIES_RUN, "handler": getQuery,
		"class": "queries", "isOpen": True,
		"example": {"variables": {"name": "productionByHour"}, "parameters": {"line": "1"}},
		"summary": "Run a named query", "formats": negotiate.LISTS,
		"description": "The parameters of the query stand in the URL beside those below.",
		"variables": NAME, "answers": {200: TABLE}, "problems": PROBLEMS,
		"parameters": [LIMIT, CURSOR, endpoint.FORMAT, endpoint.SAFE, endpoint.INT64],
	},
	{
		"method": "POST", "path": "/queries/{name}", "scope": roles.QUERIES_RUN, "handler": postQuery,
		"class": "queries",
		"example": {"variables": {"name": "productionByHour"}, "body": {"parameters": {"line": 1}}},
		"summary": "Run a named query, the parameters in a JSON body", "formats": negotiate.LISTS,
		"variables": NAME, "body": ASKED.schema, "needsBody": False, "answers": {200: TABLE},
		"problems": PROBLEMS + ("conflicting_parameters",),
		"parameters": [endpoint.POSTED_CURSOR, endpoint.FORMAT, endpoint.SAFE, endpoint.INT64],
	},
]
