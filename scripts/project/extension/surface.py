"""What a custom endpoint gets and may give back: the one documented surface between this API and `custom.api`.

Everything else of this library can change with any version; this does not without a word in the CHANGELOG.
"""

import re

from project.gateway import clock
from project.gateway import convert
from project.guard import effects
from project.guard import roles
from project.history import endpoints as histories
from project.history import question as questions
from project.http import arguments
from project.http import endpoint
from project.http import problem
from project.http import reply
from project.query import endpoints as queries
from project.tags import items
from project.tags import writing
from project.values import kinds
from project.values import plain

CODE = re.compile(r"^[a-z][a-z0-9_]{0,59}\Z")
DATA_FIELDS = ("json", "code", "headers")
TABLE_FIELDS = ("columns", "rows", "code", "headers")
HEADERS = frozenset(("cache-control", "etag", "last-modified", "link", "location", "retry-after"))
HISTORY = dict((parameter["name"], parameter.get("default")) for parameter in histories.QUESTION)


class Unusable(Exception):
	"""The handler did what it must not; the message says what, in words for whoever wrote it."""

	trace = None


class Request(object):
	"""One request to a custom endpoint.

	method, path  for example "GET" and "/custom/oee/Line1"
	variables     {name: text} of the path
	parameters    {name: value} of the declared query parameters, their defaults where they were not given
	body          the object of the body as a dict, checked where the endpoint declares its fields; None without one
	principal     who calls, as the audit names it: "key:mes", "user:ann"
	requestId     as in the answer's X-Request-Id and in the log
	"""

	def __init__(self, call, declared):
		self._call = call
		self._declared = declared
		self.method = declared["method"]
		self.variables = dict(call.variables)
		self.path = pathOf(call, declared)
		asked = [(name, call.parameters[name]) for name in declared["own"]]
		self.parameters = dict([(name, list(value) if isinstance(value, list) else value) for name, value in asked])
		self.body = bodyOf(call, declared)
		self.principal = call.principal.name
		self.requestId = call.request.requestId

	def readTags(self, paths):
		"""[{path, value, quality, qualityDetail?, timestamp}] in order, as POST /read answers them.

		A tag that the caller may not read has the quality Bad_AccessDenied.
		raises  Problem 403 where the caller has not the scope tags:read
		"""
		roles.requireScope(self._call.principal, roles.TAGS_READ)
		return items.read(list(paths), self._call.principal, plain.NUMBERS)

	def readValues(self, paths):
		"""The values of tags in order, every one of good quality.

		raises  Problem 403 where the caller may not read one, 404 where one is missing, 502 where one is not good
		"""
		found = self.readTags(paths)
		for item in found:
			if not kinds.isGood(item["quality"]):
				raise unread(item)
		return [item["value"] for item in found]

	def readHistory(self, paths, startDate="-8h", endDate="now", aggregationMode=None, interval=None, returnSize=None):
		"""{"columns": [{name, type}], "rows": [[t_stamp, value, ...]]}, as GET /history answers them.

		raises  Problem 403 where the caller may not, 404 where nothing is known of a tag, 400 for more than one page
		"""
		roles.requireScope(self._call.principal, roles.HISTORY_READ)
		asked = dict(
			HISTORY, path=list(paths), startDate=startDate, endDate=endDate, aggregationMode=aggregationMode,
			interval=interval, returnSize=returnSize)
		table = histories.table(asked, questions.Question(asked, self._call), self._call)
		rows = list(table["rows"])
		ending = table["ending"]()
		for item in ending.get("problems", ()):
			raise unread(item)
		if ending["cursor"] is not None:
			raise problem.Problem(400, "too_many_rows", "There is more history than one page; ask for less time.")
		return {"columns": table["columns"], "rows": rows}

	def runQuery(self, name, parameters=None):
		"""{"columns": [{name, type}], "rows": [[...]]} of an allow-listed named query, as GET /queries/<name> runs it.

		parameters  {name: value}; a decimal of the result is a float
		raises  Problem 403 where the caller may not, 404 where there is no such query for it, 422 for a value that does
		not fit, 400 for more rows than a page may have, 502, 503 or 504 where the database does not answer
		"""
		roles.requireScope(self._call.principal, roles.QUERIES_RUN)
		return queries.table(self._call, name, dict(parameters or {}))

	def writeTags(self, values):
		"""Write tags, checked and recorded as POST /write does.

		values  {path: value}
		returns [{path, success, quality, error?, code?}] in the order of the paths
		raises  Problem 403 where the caller has not the scope tags:write
		"""
		if not self._declared["mutating"]:
			raise Unusable("it writes tags, and is not declared as mutating")
		call = self._call
		roles.requireScope(call.principal, roles.TAGS_WRITE)
		# A record of its own: the request's one says that the endpoint ran, this one what it wrote.
		part = endpoint.Call(call.request, call.configuration, call.principal, endpoint.Plan(
			self._declared, call.variables, call.parameters, "json"), isPart=True)
		part.effect = effects.Effect(self._declared, part)
		writes = [writing.Write(path, values[path]) for path in sorted(values)]
		writing.checkAll(writes, call.principal, mustExist=False)
		writing.writeAll(part, writes)
		results = [write.result() for write in writes]
		part.effect.ended({"json": results})
		return results

	def problem(self, status, code, detail):
		"""What to raise to refuse the request: `raise request.problem(404, "line_not_found", "There is no line 7.")`.

		status  400, 403, 404, 409, 422 or another one that this API uses
		code    one snake_case word for programs
		detail  what is wrong and what to do, for people
		"""
		return problem.Problem(status, code, detail)


def bodyOf(call, declared):
	if declared["fields"] is None:
		return call.bodyOrNone()
	return arguments.checked(declared["fields"], call.body(), clock.nowMillis())


def pathOf(call, declared):
	"""The path below /api that was asked for, decoded."""
	return declared["path"].partition("{")[0] + "".join(call.variables.values())


def checkProblem(raised):
	"""raises  Unusable where it could not be sent"""
	isText = isinstance(raised.code, plain.TEXT) and isinstance(raised.detail, plain.TEXT)
	if raised.status not in problem.TITLES or not isText or not CODE.match(raised.code):
		raise Unusable("it raised a problem with a status, code or detail that is none")
	shown([raised.detail, raised.error, raised.headers, raised.members], plain.NUMBERS)


def unread(item):
	"""The Problem for a tag that a value was needed of."""
	path, quality = item["path"], item["quality"]
	if quality == "Bad_AccessDenied":
		return problem.Problem(403, "tag_forbidden", "This caller may not touch the tag '%s'." % path)
	if quality == "Bad_NotFound":
		return items.notFound(path)
	return problem.Problem(502, "tag_not_good", "The tag '%s' has no good value now (%s)." % (path, quality))


def answer(returned, isTable, options):
	"""The answer dict for what a handler returned, but for the rows of a table.

	options  plain.Options
	raises   Unusable
	"""
	if not isinstance(returned, dict):
		raise Unusable("its handler did not return a dict")
	fields = TABLE_FIELDS if isTable else DATA_FIELDS
	if [name for name in returned if name not in fields]:
		raise Unusable("its answer has a field other than %s" % ", ".join(fields))
	found = {"code": codeOf(returned), "headers": headersOf(returned)}
	if isTable:
		found["columns"] = columnsOf(returned)
	elif "json" in returned:
		found["json"] = shown(returned["json"], options)
	elif found["code"] not in reply.BODILESS:
		raise Unusable("its answer has no 'json'")
	return found


def codeOf(returned):
	code = returned.get("code", 200)
	if isinstance(code, bool) or not isinstance(code, plain.INTEGERS) or not 200 <= code <= 299:
		raise Unusable("the 'code' of its answer is none from 200 to 299; raise request.problem(...) for an error")
	return code


def headersOf(returned):
	headers = returned.get("headers", {})
	if not isinstance(headers, dict):
		raise Unusable("the 'headers' of its answer are no dict")
	for name, value in headers.items():
		if not isinstance(name, plain.TEXT) or name.lower() not in HEADERS or not isinstance(value, plain.TEXT):
			raise Unusable("its answer sets a header other than %s" % ", ".join(sorted(HEADERS)))
		if not reply.SAFE_VALUE.matches(value):
			raise Unusable("the header %s of its answer holds something other than printable ASCII" % name)
	return dict(headers)


def columnsOf(returned):
	columns = returned.get("columns")
	if not isinstance(columns, (list, tuple)) or "rows" not in returned:
		raise Unusable("its answer has no lists 'columns' and 'rows'")
	return [columnOf(column) for column in columns]


def columnOf(column):
	found = {"name": column, "type": "Object"} if isinstance(column, plain.TEXT) else column
	if not isinstance(found, dict) or not isinstance(found.get("name"), plain.TEXT):
		raise Unusable("a column is neither a name nor a dict with 'name' and 'type'")
	return {"name": found["name"], "type": "%s" % found.get("type", "Object")}


def row(cells, columns, options):
	"""One row of a table as JSON-ready cells."""
	if not isinstance(cells, (list, tuple)) or len(cells) != len(columns):
		raise Unusable("a row of its table is no list with a cell for each column")
	return [shown(cell, options) for cell in cells]


def shown(value, options):
	"""JSON-ready data of anything that a handler has got: dates, datasets and numbers of the platform too."""
	try:
		return plain.plain(convert.fromPlatform(value), options)
	except plain.Unrepresentable as error:
		raise Unusable("its answer holds what JSON cannot carry (%s)" % ("%s" % error).rstrip("."))
