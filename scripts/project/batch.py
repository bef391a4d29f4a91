"""Several requests in one: each is authorised as if it had come alone, in order, some only after another succeeded.

How a request is found and answered is the front door's business; it hands the functions in.
"""

from project.gateway import codec
from project.guard import audit
from project.guard import roles
from project.http import body
from project.http import endpoint
from project.http import fields
from project.http import jsonschema
from project.http import negotiate
from project.http import problem
from project.http import reply

METHODS = ("GET", "PUT", "POST")
ACTION = "batch.run"
MAX_DEPTH = 64
PLACE = "requests[%d]."

REQUESTS = fields.Body("BatchRequest", {"requests": jsonschema.listOf(jsonschema.body("BatchedRequest", {
	"id": jsonschema.described(jsonschema.TEXT, "Another one for each request."),
	"method": {"type": "string", "enum": list(METHODS)},
	"path": jsonschema.described(
		jsonschema.TEXT, "What follows /api, with a query where there is one.", pattern="^/",
		words="must start with /, as in /health"),
	"body": jsonschema.ANY,
	"after": {"type": "string", "nullable": True, "description": "Only if the earlier request of this id succeeded."},
}, ("body", "after")), minItems=1, limit="maxBatch")})
RESPONSES = jsonschema.record("BatchResponse", {"responses": jsonschema.listOf(jsonschema.record("BatchedResponse", {
	"id": jsonschema.TEXT, "status": jsonschema.INTEGER, "body": jsonschema.ANY,
	"headers": jsonschema.record(
		None, {"Link": jsonschema.TEXT}, description="Where the next page of CSV or records is, relative to `path`."),
}, ("headers",)))})


class Item(object):
	"""One request of a batch.

	id, method
	line       the path and query as they were sent
	root       the resource, for example "tags"
	remainder  the path after it, with its leading slash, or ""
	query      {name: [values]}
	body       JSON value or None
	after      id of an earlier request that must have succeeded, or None
	"""

	__slots__ = ("id", "method", "line", "root", "remainder", "query", "body", "after")

	def __init__(self, described):
		self.id = described["id"]
		self.method = described["method"]
		self.line = described["path"]
		path, mark, query = self.line.partition("?")
		self.root, slash, rest = path[1:].partition("/")
		self.remainder = slash + rest
		self.query = parsedQuery(query) if query else {}
		self.body = described.get("body")
		self.after = described.get("after")


class Run(object):
	"""Reads that follow each other and wait for nothing, or one other request.

	items    [Item]
	begins   for each, the JSON text in front of the body of a good answer
	reading  what the front door remembers of how they are read together, or None
	"""

	__slots__ = ("items", "begins", "reading")

	def __init__(self, items):
		self.items = items
		self.begins = ['{"id":%s,"status":200,"body":' % codec.text(each.id) for each in items]
		self.reading = None


class Batch(object):
	"""What a batch asks for.

	runs    [Run] of all its items, in order
	others  the items that are not reads
	"""

	__slots__ = ("runs", "others")

	def __init__(self, items):
		self.runs = [Run(each) for each in runs(items)]
		self.others = [each for each in items if each.method != "GET"]


def parsedQuery(text):
	found = {}
	for pair in text.split("&"):
		name, equals, value = [endpoint.unquoted(part.replace("+", " ")) for part in pair.partition("=")]
		found.setdefault(name, []).append(value)
	return found


def asked(call):
	"""The Batch that a request asks for; raises Problem 400, 413, 415"""
	return fields.known(call, "batches", keyOfReads(body.sent(call.request)), checked)


def keyOfReads(given):
	"""What tells a body apart that WebDev has parsed and that is nothing but reads; None for every other."""
	requests = given.get("requests") if type(given) is dict and len(given) == 1 else None
	if type(requests) is not list:
		return None
	found = []
	for each in requests:
		if type(each) is not dict or len(each) != 3 or each.get("method") != "GET":
			return None
		found.append((each.get("id"), each.get("path")))
	return tuple(found) if fields.TEXTS.issuperset([type(text) for pair in found for text in pair]) else None


def checked(call):
	found, seen = [], set()
	for described in REQUESTS.of(call)["requests"]:
		each = item(described, len(found), seen)
		found.append(each)
		seen.add(each.id)
	return Batch(found)


def item(described, index, seen):
	try:
		found = Item(described)
	except ValueError:
		raise fields.invalid(PLACE % index + "path", "has a query that is not percent-encoded UTF-8")
	if found.id in seen:
		raise fields.invalid(PLACE % index + "id", "is the id of an earlier request too")
	if found.after is not None and found.after not in seen:
		raise fields.invalid(PLACE % index + "after", "must be the id of an earlier request")
	if found.root == "batch":
		raise fields.invalid(PLACE % index + "path", "must not name a batch")
	return found


def runs(wanted):
	"""The items in lists: reads that follow each other and wait for nothing together, every other one alone."""
	found, isOpen = [], False
	for each in wanted:
		isFree = each.method == "GET" and not each.after
		if isFree and isOpen:
			found[-1].append(each)
		else:
			found.append([each])
		isOpen = isFree
	return found


def endpoints(isMutating, answered, executed):
	"""The declarations of this module.

	isMutating  (call, item) -> whether the endpoint that it names changes something
	answered    (call, run) -> an iterator of the answers to the items of a Run that waits for nothing any more, also
	            where they are refused; of one that is good, it may be just the JSON text of its body
	executed    (plan, call) -> the answer of a handler that changes something
	"""
	def runBatch(call):
		"""POST /batch: one response for each request, in order."""
		wanted = asked(call)
		if [each for each in wanted.others if isMutating(call, each)]:
			declared = {"method": "POST", "path": "/batch", "handler": lambda inner: recorded(inner, wanted)}
			return executed(endpoint.Plan(declared, call.variables, call.parameters, call.format), call)
		return responses(call, wanted)

	def recorded(call, wanted):
		# One key for all of them: the whole batch is done once.
		call.effect.begin([audit.Intent(ACTION, each.id, None, "%s /%s%s" % (
			each.method, each.root, each.remainder)) for run in wanted.runs for each in run.items])
		statuses = []
		answer = responses(call, wanted, statuses)
		call.effect.complete(["Good" if status < 400 else "%d" % status for status in statuses])
		return answer

	def responses(call, wanted, statuses=None):
		parts, succeeded, left = [], set(), call.limit("maxBatchChars")
		for run in wanted.runs:
			first = run.items[0]
			isInVain = first.after and first.after not in succeeded
			answers = iter([skipped(call, first)]) if isInVain else answered(call, run)
			for each, begin in zip(run.items, run.begins):
				answer = next(answers) if left > 0 else leftOut(call)
				status, part = shown(each, answer) if type(answer) is dict else (200, begin + answer + "}")
				parts.append(part)
				left -= len(part)
				if status < 400:
					succeeded.add(each.id)
				if statuses is not None:
					statuses.append(status)
		text = '{"responses":[%s]}' % ",".join(parts)
		return {"jsonText": text} if call.format == "json" else {
			"json": codec.decode(text, MAX_DEPTH, True), "exact": True}

	return [{
		"method": "POST", "path": "/batch", "scope": roles.ANY, "handler": runBatch,
		"example": {"body": {"requests": [
			{"id": "one", "method": "GET", "path": "/tags?path=[default]Plant/Temperature"},
			{"id": "two", "method": "POST", "path": "/write", "after": "one",
				"body": {"writes": [{"path": "[default]Plant/Setpoint", "value": 42.5}]}}]}},
		"summary": "Several requests in one", "formats": negotiate.DATA, "parameters": [endpoint.FORMAT],
		"body": REQUESTS.schema, "answers": {200: RESPONSES}, "problems": ("too_many_items",), "mayChange": True,
	}]


def skipped(call, each):
	return problem.answer(problem.Problem(424, "skipped", (
		"Not done, because '%s' did not succeed." % each.after[:100])), call.request.requestId)


def leftOut(call):
	return problem.answer(problem.Problem(413, "batch_too_long", (
		"Not done: the answers before it are longer than a batch may be (Limits.maxBatchChars, %d). Ask for it anew."
		% call.limit("maxBatchChars"))), call.request.requestId)


def shown(each, answer):
	"""(status, JSON text) of the response to an item."""
	status = answer.get("code", 200)
	return status, '{"id":%s,"status":%d,%s"body":%s}' % (
		codec.text(each.id), status, headersText(answer), bodyText(answer))


def headersText(answer):
	"""The member `headers` of a response, "" where its answer has no Link."""
	headers = answer.get("headers")
	return '"headers":{"Link":%s},' % codec.text(headers["Link"]) if headers and "Link" in headers else ""


def bodyText(answer):
	"""The body of an answer as JSON; in a JSON text where it is none itself.

	PERF: put together from what the parts wrote: to read it again and write it once more took a fifth of a batch.
	"""
	if "jsonText" in answer:
		return answer["jsonText"]
	text = reply.whole(answer)
	if text is None:
		return "null"
	return codec.text(text) if reply.typeOf(answer) in reply.NOT_JSON else text
