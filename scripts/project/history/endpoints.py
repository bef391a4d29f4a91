"""GET and POST /history: what tags were, as stored or in windows, a page at a time."""

from project.gateway import history
from project.gateway import tags
from project.guard import limiter
from project.guard import roles
from project.history import modes
from project.history import question as questions
from project.history import rows
from project.history import writing
from project.http import cursors
from project.http import endpoint
from project.http import fields
from project.http import jsonschema
from project.http import kept
from project.http import listing
from project.http import negotiate
from project.http import problem
from project.http import tables
from project.values import historical

DEFAULT_LIMIT = 10000
CLOSED = kept.Answers("historyCacheSeconds", "historySeconds")
MAX_LIMIT = 1000000


def getHistory(call):
	"""GET /history: the question in the query."""
	return answered(dict(call.parameters), call)


def postHistory(call):
	"""POST /history: the question in a JSON body, for lists of paths that are too long for a URL."""
	body = QUESTION_BODY.of(call)
	asked = dict((name, body.get(name)) for name in FIELDS)
	asked["cursor"], asked["path"] = fields.cursor(call, body), body["paths"]
	return answered(asked, call, (questions.digest(asked), asked["limit"], asked["cursor"]))


def answered(asked, call, body=None):
	question = questions.Question(asked, call)
	if not question.isClosed:
		return table(asked, question, call)
	return CLOSED.of(call, lambda: table(asked, question, call), body)


def table(asked, question, call):
	# Not before: whoever gets an answer that is kept leaves the historian alone.
	limiter.move(call.request, call.configuration, "history")
	page = rows.Page(question)
	writer = writing.Writer(question, call.writeOptions())
	answer = listing.table(
		call, writer.columns(), tables.Batches(judged(written(question, page, writer, call), call)),
		lambda: ending(asked, question, page))
	# A page that time cut short would have been longer, and a path of which nothing is known may be known soon.
	answer["isFinal"] = lambda: writer.knowsTypes and not (page.isCut or page.silent)
	return answer


def written(question, page, writer, call):
	if question.isTall and question.position is None:
		yield writer.refusals()
	write = writer.inJson if call.format == "json" else writer.rows
	for chunk in page:
		yield write(chunk)


def judged(found, call):
	"""The lists of rows, with what can go wrong on the way said in words for the caller."""
	try:
		for rows in found:
			yield rows
	except history.NotOffered as missing:
		raise problem.Problem(501, "not_supported_on_8_1", "%s" % missing)
	except history.Unnamed as unnamed:
		raise problem.Problem(503, "historian_unconfigured", "%s" % unnamed)
	except questions.Late:
		raise problem.Problem(504, "deadline_exceeded", (
			"The historian took longer than %d seconds (Limits.historySeconds). Ask for less time or fewer paths."
			% call.limit("historySeconds")))


def ending(asked, question, page):
	"""What follows the rows: the cursor of the next page, and what is to be said of some paths."""
	problems = [problemOf(question, index, denied) for index, denied in sorted(question.refused.items())]
	if page.position is None and question.position is None:
		problems.extend(unknownTags(question, page))
	found = {"cursor": cursorOf(asked, question, page)}
	if problems:
		found["problems"] = problems
	return found


def problemOf(question, index, denied):
	return {
		"path": question.paths[index], "quality": questions.DENIED_QUALITY[denied.code],
		"qualityDetail": denied.detail}


def cursorOf(asked, question, page):
	if page.position is None:
		return None
	return cursors.encode(questions.digest(asked), [question.start, question.end] + page.position)


def unknownTags(question, page):
	"""What to say of paths of which nothing was found: an empty answer must not hide a misspelt name.

	raises  Problem 404 where it is the only path, 503 where there is no historian at all
	"""
	silent = [path for index, path in question.allowed() if index in page.silent]
	if not silent:
		return []
	if len(silent) == len(question.allowed()) and not history.isInstalled():
		raise problem.Problem(503, "historian_unconfigured", (
			"This gateway has no historian. Add one in the gateway's configuration, and mark tags for history."))
	named = [path for path in silent if not historical.isHistorical(path)]
	missing = [path for path, item in zip(named, tags.read(named) if named else []) if item.quality == "Bad_NotFound"]
	if missing and len(question.paths) == 1:
		raise problem.Problem(404, "tag_not_found", NOTHING % missing[0])
	return [{"path": path, "quality": "Bad_NotFound", "qualityDetail": NOTHING % path} for path in missing]


NOTHING = "There is no tag '%s', and the historian has stored nothing under this path."

QUESTION = [
	{"name": "path", "type": "string", "list": True, "required": True, "minItems": 1,
		"limit": "maxPaths", "description": (
		"Full tag path, for example [default]Plant/Temperature, or on 8.3 a historical path (histprov:...); repeat it "
		"for several.")},
	{"name": "startDate", "type": "string", "default": None, "description": (
		"RFC 3339 with offset, epoch milliseconds, now, or relative such as -8h. Default: -8h.")},
	{"name": "endDate", "type": "string", "default": None, "description": "The same. Default: now."},
	{"name": "aggregationMode", "type": "string", "default": None, "description": (
		"raw (what was stored), min, max or, in any letter case: %s. Default: raw; Average with 'interval' or "
		"'returnSize'." % ", ".join(modes.NAMES))},
	{"name": "interval", "type": "string", "default": None, "description": (
		"Length of a window, for example 30s, 5m, 1h. The last window may be shorter.")},
	{"name": "returnSize", "type": "integer", "minimum": -1, "maximum": MAX_LIMIT, "default": None, "description": (
		"Number of windows of the same length; -1: what was stored.")},
	{"name": "returnFormat", "type": "string", "enum": ["wide", "Wide", "tall", "Tall"], "default": "wide",
		"description": (
			"wide: t_stamp, then a column for each path; tall: path, value, quality, timestamp.")},
	{"name": "limit", "type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT, "description": (
		"Rows per page, at most Limits.maxHistoryRows.")},
	{"name": "cursor", "type": "string", "default": None, "description": "The cursor of the previous page."},
]
PROBLEMS = (
	"missing_parameter", "too_many_items", "repeated_path", "tag_forbidden", "invalid_tag_path", "tag_not_found",
	"invalid_parameter", "invalid_time", "invalid_range", "range_too_long", "conflicting_parameters", "too_many_rows",
	"invalid_cursor", "not_supported_on_8_1", "historian_unconfigured", "deadline_exceeded")
FIELDS = tuple(parameter["name"] for parameter in QUESTION[1:])


def fieldSchema(declared):
	"""A parameter as the field of a body of the same name; null is as good as left out."""
	found = dict((name, declared[name]) for name in ("minimum", "maximum", "enum") if name in declared)
	if declared["name"] in ("startDate", "endDate"):
		# A number too: epoch milliseconds.
		return jsonschema.described({"oneOf": [jsonschema.INTEGER, jsonschema.TEXT_OR_NULL]}, declared["description"])
	found["type"] = declared["type"]
	if declared["default"] is not None:
		found["default"] = declared["default"]
	if "enum" in found:
		found["enum"] = list(found["enum"]) + [None]
	return dict(found, nullable=True, description=declared["description"])


TABLE = jsonschema.table("HistoryTable", jsonschema.described(
	jsonschema.listOf(jsonschema.record("PathProblem", {
		"path": jsonschema.TEXT, "quality": jsonschema.TEXT, "qualityDetail": jsonschema.TEXT})),
	"Paths of which there is nothing to show, and why."))
QUESTION_BODY = fields.Body("HistoryRequest", dict(
	[(declared["name"], fieldSchema(declared)) for declared in QUESTION[1:]],
	paths=jsonschema.listOf(jsonschema.TEXT, minItems=1, limit="maxPaths")), FIELDS)

ENDPOINTS = [
	{
		"method": "GET", "path": "/history", "scope": roles.HISTORY_READ, "handler": getHistory, "ready": CLOSED.ready,
		"example": {"parameters": {"path": "[default]Plant/Temperature", "startDate": "-8h", "returnFormat": "tall"}},
		"summary": "What tags were: stored values or windows", "formats": negotiate.LISTS,
		"answers": {200: TABLE}, "problems": PROBLEMS,
		"headers": ("ETag",), "conditions": ("If-None-Match",),
		"parameters": QUESTION + [endpoint.FORMAT, endpoint.SAFE, endpoint.INT64],
	},
	{
		"method": "POST", "path": "/history", "scope": roles.HISTORY_READ, "handler": postHistory,
		"example": {"body": {"paths": ["[default]Plant/Temperature"], "startDate": "-8h"}},
		"summary": "The same, the question in a JSON body", "formats": negotiate.LISTS,
		"body": QUESTION_BODY.schema, "answers": {200: TABLE}, "problems": PROBLEMS, "headers": ("ETag",),
		"parameters": [endpoint.POSTED_CURSOR, endpoint.FORMAT, endpoint.SAFE, endpoint.INT64],
	},
]
