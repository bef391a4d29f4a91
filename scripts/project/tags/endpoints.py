"""The endpoints over tags: read, write, browse."""

import threading

from project.gateway import failure
from project.gateway import log
from project.guard import roles
from project.http import body
from project.http import endpoint
from project.http import etag
from project.http import fields
from project.http import jsonschema
from project.http import kept
from project.http import listing
from project.http import negotiate
from project.http import problem
from project.tags import browsing
from project.tags import items
from project.tags import writing
from project.values import paths

BROWSED = kept.Answers("browseCacheSeconds")
# Writes on a condition take turns, each tag by one of these: Ignition cannot compare and write at once.
TURNS = [threading.Lock() for _ in range(64)]
CONDITIONS = ("if-match", "if-none-match")
ITEM_NAMES = ("path", "value", "quality", "qualityDetail", "timestamp")


def listTags(call):
	"""GET /tags: the tags of ?path=, or the configured default list, keyed by name."""
	wanted = call.parameters["path"]
	if wanted is None:
		wanted = call.configuration.defaultTags
	else:
		fields.bounded(wanted, "path", call.limit("maxPaths"), "paths")
	found = listed(wanted, call)
	if call.format in ("records", "csv"):
		return tagged(listing.items(call, found, ITEM_NAMES), found, call)
	return tagged({"json": keyed(found)}, found, call)


def listed(wanted, call):
	cursor = call.parameters["cursor"]
	if cursor is None:
		return items.read(wanted, call.principal, call.writeOptions())
	if len(wanted) != 1:
		raise problem.Problem(400, "invalid_cursor", "A cursor goes with the one 'path' it was given for.")
	return [items.readPage(wanted[0], call.principal, call.writeOptions(), cursor)]


def keyed(found):
	"""{name: item} by the last segment, by the full path for every tag whose name repeats."""
	distinct = dict((entry["path"], entry) for entry in found)
	counts = {}
	for path in distinct:
		counts[lastName(path)] = counts.get(lastName(path), 0) + 1
	return dict(
		(lastName(path) if counts[lastName(path)] == 1 else path, entry) for path, entry in distinct.items())


def lastName(path):
	return path.rpartition("/")[2].rpartition("]")[2]


def tagged(answer, found, call):
	"""The answer with the ETag of the items it is made of."""
	representation = "%s-%s" % (call.format, call.parameters["int64"])
	if call.parameters.get("safe"):
		representation += "-%s" % call.parameters["safe"]
	answer["headers"] = items.entityHeaders(found, representation)
	return answer


def plainTag(plan):
	"""The tag that a GET /tags/<provider>/<path> asks for, where its item is asked for as it is usually written."""
	asked = plan.parameters
	isPlain = plan.format == "json" and asked["int64"] == "number" and asked["cursor"] is None
	return addressed(plan) if isPlain else None


def getTogether(principal, wanted):
	"""The JSON texts of the answers to GET of several plainTags; None for one that has to be asked alone."""
	return items.goodTexts(wanted, principal)


def getTag(call):
	"""GET /tags/<provider>/<path>: one tag."""
	if call.shared is not None:
		return items.answerOne(call.shared, call.principal)
	cursor, path, options = call.parameters["cursor"], addressed(call), call.writeOptions()
	if cursor is None:
		found = items.readOne(path, call.principal, options)
	else:
		found = items.readPage(path, call.principal, options, cursor)
	return tagged({"json": found}, [found], call)


def readyTag(plan, principal, configuration):
	"""The answer to a plainTag where it is at hand, else None; also where gzip is to pack texts as short as its own."""
	packsFrom = configuration.limits["gzipFromChars"]
	if not plan.shared or 0 < packsFrom <= items.MAX_WRITTEN_CHARS:
		return None
	return items.readyOne(plan.shared, principal)


def addressed(asked):
	"""The full path of the tag that the URL names. `asked` is a Call or a Plan."""
	provider, slash, rest = asked.variables["tagPath"].partition("/")
	return "[%s]%s" % (provider, rest)


def putTag(call):
	"""PUT /tags/<provider>/<path>: write one tag."""
	return put(call, addressed(call))


def putTagByParameter(call):
	"""PUT /tags?path=: write one tag whose name would not survive in a URL path."""
	return put(call, call.parameters["path"])


def put(call, path):
	write = writing.Write(path, NEW_VALUE.of(call)["value"])
	writing.checkAll([write], call.principal, mustExist=False)
	if write.quality in ("Bad_AccessDenied", "Error_InvalidPathSyntax"):
		writing.begin(call, [write])
		raise refusedWrite(write)
	if not any(call.request.headerValues(name) for name in CONDITIONS):
		return changed(call, write)
	with TURNS[hash(paths.folded(path)) % len(TURNS)]:
		return changed(call, write)


def changed(call, write):
	"""The answer to one write that passed its check."""
	write.before = checkPrecondition(call, write.path)["value"]
	writing.writeAll(call, [write])
	if write.isRefused():
		raise refusedWrite(write)
	return written(call, write)


def checkPrecondition(call, path):
	"""The item as it is. It must be there, be what If-Match names and not what If-None-Match does (RFC 9110 13.1)."""
	current = items.readOne(path, call.principal, call.writeOptions())
	present = etag.named(items.stateOf([current]), "json")
	wanted, unwanted = [call.request.headerValues(name) for name in CONDITIONS]
	if (wanted and not etag.matches(", ".join(wanted), present)) or etag.matches(", ".join(unwanted), present):
		raise problem.Problem(412, "precondition_failed", (
			"The tag is not as If-Match or If-None-Match asks. Read it again, then decide."))
	return current


def refusedWrite(write):
	status, code = writing.refusal(write.quality)
	return problem.Problem(status, code, write.error, members={"path": write.path, "quality": write.quality})


def written(call, write):
	"""The item after the write; its quality is Good_WritePending while the gateway says so."""
	try:
		found = items.read([write.path], call.principal, call.writeOptions())[0]
	except (failure.GatewayFailure, failure.ContractBroken) as error:
		log.error("Written, but not read back: %s" % error)
		return {"json": unseen(write.path)}
	if write.quality != "Good":
		found["quality"] = write.quality
		return {"json": found}
	return tagged({"json": found}, [found], call)


def unseen(path):
	"""The item of a tag that was written and could not be read back: the write is not in doubt."""
	return {
		"path": path, "value": None, "quality": "Uncertain", "timestamp": None,
		"qualityDetail": "The value was written. It could not be read back.",
	}


def readTags(call):
	"""POST /read: many tags, one item each, in the order of the request."""
	wanted = fields.known(call, "reads", keyOfPaths(body.sent(call.request)), wantedPaths)
	if call.format == "json":
		found = items.readText(wanted, call.principal, call.writeOptions())
		return {"jsonText": '{"results":%s,"cursor":null}' % found}
	return listing.items(call, items.read(wanted, call.principal, call.writeOptions()), ITEM_NAMES)


def keyOfPaths(given):
	"""What tells a body apart that WebDev has parsed and that is nothing but paths; None for every other."""
	wanted = given.get("paths") if type(given) is dict and len(given) == 1 else None
	return tuple(wanted) if type(wanted) is list and fields.TEXTS.issuperset(map(type, wanted)) else None


def wantedPaths(call):
	return tuple(READ.of(call)["paths"])


def writeTags(call):
	"""POST /write: many tags, one result each, in the order of the request."""
	asked = WRITE.of(call)
	writes = [writing.Write(each["path"], each["value"]) for each in asked["writes"]]
	refuseRepeated(writes)
	writing.checkAll(writes, call.principal, mustExist=asked["atomic"])
	if asked["atomic"] and any(write.isRefused() for write in writes):
		writing.leaveUnwritten(writes)
		writing.begin(call, writes)
		raise atomicRefusal(writes)
	writing.writeAll(call, writes)
	return {"json": {"status": "completed", "results": [write.result() for write in writes]}}


def refuseRepeated(writes):
	seen = {}
	for index, write in enumerate(writes):
		first = seen.setdefault(paths.folded(write.path), index)
		if first != index:
			raise problem.Problem(400, "repeated_path", (
				"writes[%d] and writes[%d] name the same tag; which one would win is not defined." % (first, index)))


def atomicRefusal(writes):
	return problem.Problem(422, "atomic_check_failed", "Nothing was written, because not every write passed its check.",
		members={"results": [write.result() for write in writes]})


def browseTags(call):
	"""GET /browse: the children of a folder, or with recursive=true everything below it."""
	return BROWSED.of(call, lambda: browsed(call))


def browsed(call):
	found, cursor = browsing.page(
		browsing.Query(call.principal, call.parameters),
		min(call.parameters["limit"], call.limit("maxBrowse")), call.parameters["cursor"])
	return listing.items(call, found, browsing.NAMES, cursor)


QUALITY = jsonschema.described(jsonschema.TEXT, "The name of Ignition's quality code, as Good, Bad_NotFound.")
VALUE = jsonschema.described(jsonschema.ANY, "The value as JSON: what its data type says, or null.")
ITEM = jsonschema.record("Item", {
	"path": jsonschema.TEXT,
	"value": VALUE,
	"quality": QUALITY,
	"qualityDetail": jsonschema.described(jsonschema.TEXT, "What the gateway or the API has to add."),
	"timestamp": jsonschema.TIME,
}, ("qualityDetail",), description="A tag as it is.")
ITEMS_BY_NAME = {
	"type": "object", "title": "ItemsByName", "additionalProperties": ITEM,
	"description": "By the last name of the path; by the full path for each tag whose name repeats.",
}
NEW_VALUE = fields.Body("NewValue", {"value": jsonschema.ANY})
READ = fields.Body("ReadRequest", {"paths": jsonschema.listOf(jsonschema.TEXT, minItems=1, limit="maxPaths")})
WRITE = fields.Body("WriteRequest", {
	"writes": jsonschema.listOf(
		jsonschema.body("Write", {"path": jsonschema.TEXT, "value": jsonschema.ANY}), minItems=1, limit="maxPaths"),
	"atomic": jsonschema.described(
		jsonschema.BOOLEAN, "Write nothing unless every write passes its check.", default=False),
}, ("atomic",))
WRITTEN = jsonschema.record("WriteResults", {
	"status": jsonschema.described(jsonschema.TEXT, "completed"),
	"results": jsonschema.listOf(jsonschema.record("WriteResult", {
		"path": jsonschema.TEXT, "success": jsonschema.BOOLEAN, "quality": QUALITY,
		"error": jsonschema.described(jsonschema.TEXT, "Why it was not written."),
		"code": jsonschema.described(jsonschema.TEXT, "The same, for programs."),
	}, ("error", "code"))),
})
NODE = jsonschema.record("Node", {
	"path": jsonschema.TEXT, "name": jsonschema.TEXT, "tagType": jsonschema.TEXT, "hasChildren": jsonschema.BOOLEAN,
	"dataType": jsonschema.TEXT, "valueSource": jsonschema.TEXT, "typeId": jsonschema.TEXT,
}, ("dataType", "valueSource", "typeId"), description="A folder or a tag.")
TAG_PATH = {"tagPath": "The tag's provider and path, with slashes, as default/Plant/Temperature."}
ONE_TAG = ("tag_forbidden", "tag_not_found", "invalid_tag_path")
ONE_WRITE = ONE_TAG + (
	"read_only", "tag_disabled", "provider_unavailable", "type_mismatch", "out_of_range", "precondition_failed",
	"write_refused")

PATHS = {
	"name": "path", "type": "string", "list": True, "minItems": 1, "limit": "maxPaths",
	"description": "Full tag path, for example [default]Plant/Temperature; repeat it for several.",
}
PATH = {
	"name": "path", "type": "string", "required": True,
	"description": "Full tag path, for example [default]Plant/Setpoint.",
}

CURSOR = {
	"name": "cursor", "type": "string", "default": None,
	"description": "The cursor in the value of a dataset that is longer than one answer: its next rows.",
}

ENDPOINTS = [
	{
		"method": "GET", "path": "/tags", "scope": roles.TAGS_READ, "handler": listTags,
		"example": {"parameters": {"path": "[default]Plant/Temperature"}},
		"summary": "Read tags", "formats": negotiate.LISTS,
		"answers": {200: ITEMS_BY_NAME}, "records": jsonschema.listOf(ITEM),
		"problems": ONE_TAG + ("too_many_items",),
		"headers": ("ETag",), "conditions": ("If-None-Match",),
		"parameters": [PATHS, CURSOR, endpoint.FORMAT, endpoint.SAFE, endpoint.INT64],
	},
	{
		"method": "PUT", "path": "/tags", "scope": roles.TAGS_WRITE, "handler": putTagByParameter,
		"example": {"parameters": {"path": "[default]Plant/Setpoint"}, "body": {"value": 42.5}},
		"summary": "Write one tag, named in ?path=", "formats": negotiate.DATA, "mutating": True,
		"body": NEW_VALUE.schema, "answers": {200: ITEM}, "problems": ONE_WRITE + ("missing_parameter",),
		"headers": ("ETag",), "conditions": ("If-Match", "If-None-Match"),
		"permits": writing.requireItems, "reread": writing.itemsNow,
		"parameters": [PATH, endpoint.FORMAT, endpoint.INT64],
	},
	{
		"method": "GET", "path": "/tags/{tagPath}", "scope": roles.TAGS_READ, "handler": getTag,
		"ready": readyTag, "shared": plainTag, "together": getTogether,
		"example": {"variables": {"tagPath": "default/Plant/Temperature"}},
		"summary": "Read one tag", "formats": negotiate.DATA, "variables": TAG_PATH,
		"answers": {200: ITEM}, "problems": ONE_TAG,
		"headers": ("ETag",), "conditions": ("If-None-Match",),
		"parameters": [CURSOR, endpoint.FORMAT, endpoint.INT64],
	},
	{
		"method": "PUT", "path": "/tags/{tagPath}", "scope": roles.TAGS_WRITE, "handler": putTag,
		"example": {"variables": {"tagPath": "default/Plant/Setpoint"}, "body": {"value": 42.5}},
		"summary": "Write one tag", "formats": negotiate.DATA, "mutating": True, "variables": TAG_PATH,
		"body": NEW_VALUE.schema, "answers": {200: ITEM}, "problems": ONE_WRITE,
		"headers": ("ETag",), "conditions": ("If-Match", "If-None-Match"),
		"permits": writing.requireItems, "reread": writing.itemsNow,
		"parameters": [endpoint.FORMAT, endpoint.INT64],
	},
	{
		"method": "POST", "path": "/read", "scope": roles.TAGS_READ, "handler": readTags,
		"example": {"body": {"paths": ["[default]Plant/Temperature"]}},
		"summary": "Read many tags", "formats": negotiate.LISTS,
		"body": READ.schema, "answers": {200: jsonschema.page("Items", ITEM)}, "records": jsonschema.listOf(ITEM),
		"problems": ("too_many_items",),
		"parameters": [endpoint.FORMAT, endpoint.SAFE, endpoint.INT64],
	},
	{
		"method": "POST", "path": "/write", "scope": roles.TAGS_WRITE, "handler": writeTags,
		"example": {"body": {"writes": [{"path": "[default]Plant/Setpoint", "value": 42.5}]}},
		"summary": "Write many tags", "formats": negotiate.DATA, "mutating": True,
		"body": WRITE.schema, "answers": {200: WRITTEN},
		"problems": ("too_many_items", "repeated_path", "atomic_check_failed", "tag_forbidden", "invalid_tag_path"),
		"permits": writing.requirePermitted, "reread": writing.itemsNow,
		"parameters": [endpoint.FORMAT],
	},
	{
		"method": "GET", "path": "/browse", "scope": roles.TAGS_READ, "handler": browseTags,
		"example": {"parameters": {"path": "[default]Plant"}},
		"summary": "List folders and tags", "formats": negotiate.LISTS, "ready": BROWSED.ready,
		"answers": {200: jsonschema.page("Nodes", NODE)}, "records": jsonschema.listOf(NODE),
		"problems": ONE_TAG + ("provider_unavailable",),
		"headers": ("ETag",), "conditions": ("If-None-Match",),
		"parameters": [
			{"name": "path", "type": "string", "default": "",
				"description": (
					"Folder, UDT instance or provider, as [default]Plant or [default]. Left out: the providers.")},
			{"name": "name", "type": "string", "description": "Name pattern; * and ? are wildcards, case is ignored."},
			{"name": "tagType", "type": "string",
				"description": "%s; case is ignored." % ", ".join(browsing.TAG_TYPES)},
			{"name": "dataType", "type": "string", "description": "For example Float8; case is ignored."},
			{"name": "recursive", "type": "boolean", "default": False, "description": "Also list what lies deeper."},
			{"name": "limit", "type": "integer", "minimum": 1, "maximum": 10000, "default": 1000,
				"description": "Tags per page, at most Limits.maxBrowse."},
			{"name": "cursor", "type": "string", "description": "The cursor of the previous page."},
			endpoint.FORMAT, endpoint.SAFE,
		],
	},
]
