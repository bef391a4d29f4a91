"""The API's description, OpenAPI 3.0.3, made from what the endpoints declare and from nothing else.

It is public, so nothing of the configuration is in it: limits are those that are shipped.
"""

from project import examples
from project import version
from project.config import settings
from project.gateway import codec
from project.guard import roles
from project.http import causes
from project.http import endpoint
from project.http import etag
from project.http import jsonschema
from project.http import params
from project.http import problem

ALWAYS = ("credential_in_url", "unknown_parameter", "not_acceptable", "rate_limited", "internal_error")
PARAMETERS = ("invalid_parameter", "repeated_parameter")
VARIABLES = ("invalid_path",)
PROTECTED = (
	"credentials_required", "ambiguous_credentials", "invalid_token", "invalid_credentials", "insufficient_scope",
	"tls_required", "too_many_failed_logins", "auth_unconfigured", "configuration_unavailable", "issuer_unavailable",
	"user_source_unavailable", "store_unavailable", "store_timeout", "busy", "gateway_error", "gateway_timeout",
	"gateway_contract")
BODY = (
	"body_required", "object_required", "malformed_json", "malformed_xml", "dtd_refused", "too_deep",
	"too_many_nodes", "string_too_long", "number_too_large", "unknown_field", "missing_field", "invalid_field",
	"body_too_large", "unsupported_media_type", "unsupported_content_encoding")
CHANGING = (
	"writes_disabled", "invalid_idempotency_key", "idempotency_key_required",
	"idempotency_key_reused", "idempotency_key_running", "rights_changed", "store_unconfigured",
	"outcome_unknown")
# Also of a POST that only reads: with user name and password a page of someone else could send it.
FOREIGN = ("csrf_header_required",)
CUSTOM = ("custom_endpoint_failed",)

MAX_DEPTH = 32
COMPONENT = "#/components/%s/%s"
PROBLEM_TYPES = ("application/problem+json", "application/problem+xml")
XML = jsonschema.described(jsonschema.TEXT, (
	"The JSON in the XML vocabulary of XPath 3.1; GET /schema/api.xsd is its schema. OpenAPI has no words for it."))
MEDIA = {
	"xml": ("application/xml", XML),
	"csv": ("text/csv", jsonschema.described(jsonschema.TEXT, "RFC 4180: a header row, UTF-8.")),
}
COPIED = ("enum", "minimum", "maximum", "default", "pattern", "format", "minItems")

DESCRIPTION = """\
Tags, history, alarms and commands of an Ignition gateway.

**Errors** are problem documents (RFC 9457): `code` is one stable word for the cause. Each operation lists the codes
that it can give; `x-problem-codes` has them for programs.

**HEAD** works where GET does, and OPTIONS everywhere. Any other method than those listed gets 405 `method_not_allowed`
with `Allow`, any other path 404 `route_not_found`.

**Formats**: `?format=` wins over `Accept`. XML is the JSON in the vocabulary of XPath 3.1; its schema is at
`/schema/api.xsd`. A problem is in XML for whoever asks for XML.

**Integers** have all their digits. `int64=string` writes those beyond 2^53 as texts, for JavaScript.
"""

SECURITY = {
	"bearer": {"type": "http", "scheme": "bearer", "description": (
		"A token that the gateway's administrator gave out, or an OAuth 2.0 access token of an identity provider that "
		"the gateway trusts.")},
	"apiKey": {
		"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "The same token in another header."},
	"basic": {"type": "http", "scheme": "basic", "description": (
		"User name and password, where the gateway has a user source for it. A change then also needs one of the "
		"headers X-Requested-With, X-Request-Id and Idempotency-Key.")},
}

HEADERS = {
	"X-Request-Id": {
		"description": "The caller's own where it was sane, else a new one.", "required": True,
		"schema": jsonschema.TEXT},
	"Retry-After": {"description": "Seconds to wait.", "schema": jsonschema.INTEGER},
	"WWW-Authenticate": {"description": "The schemes that are accepted (RFC 9110).", "schema": jsonschema.TEXT},
	"RateLimit": {
		"description": "What is left, and when there is more (draft-ietf-httpapi-ratelimit-headers-11).",
		"schema": jsonschema.TEXT},
	"RateLimit-Policy": {"description": "The limit that applies.", "schema": jsonschema.TEXT},
	"ETag": {"description": "Strong; for If-None-Match and If-Match.", "schema": jsonschema.TEXT},
	"Last-Modified": {"description": "RFC 9110.", "schema": jsonschema.TEXT},
	"Location": {"description": "RFC 9110.", "schema": jsonschema.TEXT},
	"Link": {"description": "For records and CSV: the next page, rel=\"next\" (RFC 8288).", "schema": jsonschema.TEXT},
	"Idempotent-Replayed": {
		"description": "true: this is the kept answer to an earlier request with the same Idempotency-Key.",
		"schema": jsonschema.TEXT},
}
OF_STATUS = {401: ("WWW-Authenticate",), 403: ("WWW-Authenticate",), 409: ("Retry-After",), 429: ("Retry-After",),
	503: ("Retry-After",), 504: ("Retry-After",)}
# No name has a percent sign: one that WebDev leaves in a path is undecoded.
VARIABLE = {"type": "string", "minLength": 1, "pattern": "^[^%]+$"}
OTHERS = {
	"name": "others", "in": "query", "style": "form", "explode": True,
	"description": "Further parameters, each under its own name.",
	"schema": {"type": "object", "additionalProperties": jsonschema.TEXT}}
REPLAYED = ("Idempotent-Replayed",)

ASKED = {
	"X-Request-Id": (
		"A name for this request: 1 to 128 letters, digits, '.', '_' or '-', beginning with a letter or digit. It "
		"comes back, and is in the gateway log and the audit. Anything else is replaced.", jsonschema.TEXT),
	"Idempotency-Key": (
		"Send the same request again with the same key, and it is done once. A new one for each new request, for "
		"example a UUID. Needs a database on the gateway (draft-ietf-httpapi-idempotency-key-header-07).",
		{"type": "string", "pattern": r"^[!#-\[\]-~]{1,255}$"}),
	"If-Match": ("Only if the tag is still in the state of this ETag; else 412.", jsonschema.TEXT),
	"If-None-Match": (
		"GET: 304 without a body where this ETag is still right. PUT: 412 there.", jsonschema.TEXT),
}


def document(declared):
	"""The OpenAPI document of some endpoints, as JSON-ready data.

	declared  entries as in ENDPOINTS; docs/architecture.md says what they may hold
	"""
	paths, components = {}, Components()
	names = operationNames(declared)
	for each in declared:
		paths.setdefault(each["path"], {})[each["method"].lower()] = operation(each, names, components)
	roots = sorted(set([root(each) for each in declared]))
	return {
		"openapi": "3.0.3",
		"info": {
			"title": "Ignition REST API", "version": version.VERSION, "description": DESCRIPTION,
			"license": {"name": "MIT"}},
		"servers": [{"url": "../api", "description": "Where this document comes from."}],
		"tags": [{"name": name, "description": "/%s" % name} for name in roots],
		"paths": paths,
		"components": {
			"schemas": components.schemas, "responses": components.responses, "headers": HEADERS,
			"parameters": components.parameters, "securitySchemes": SECURITY},
	}


class Components(object):
	"""What several operations share, as the document's components."""

	def __init__(self):
		self.schemas = {}
		self.responses = {}
		self.parameters = {}

	def placed(self, schema):
		"""The schema as it stands in the document: titled ones as components, limits as numbers."""
		if isinstance(schema, (list, tuple)):
			return [self.placed(each) for each in schema]
		if not isinstance(schema, dict):
			return schema
		found = dict([
			(name, self.members(member) if name == "properties" else self.placed(member))
			for name, member in schema.items() if name not in ("title", "limit", "words")])
		if "limit" in schema:
			found["maxItems"] = settings.LIMITS[schema["limit"]][0]
			found["description"] = "%sAt most Limits.%s of the gateway; shipped as %d." % (
				schema.get("description", "") and schema["description"] + " ", schema["limit"], found["maxItems"])
		if "title" not in schema:
			return found
		self.schemas[schema["title"]] = found
		return {"$ref": COMPONENT % ("schemas", schema["title"])}

	def members(self, properties):
		return dict([(name, self.placed(member)) for name, member in properties.items()])

	def header(self, name):
		"""A request header as a parameter."""
		description, schema = ASKED[name]
		self.parameters[name] = {"name": name, "in": "header", "description": description, "schema": schema}
		return {"$ref": COMPONENT % ("parameters", name)}

	def response(self, status, found):
		"""The response of a status; the same one for several operations is there once."""
		# Not "...Error": whoever looks for traces of the inside looks for such names.
		title = problem.TITLES.get(status, "Refused").replace("Error", "").replace(" ", "")
		for number in range(1, 1000):
			name = title if number == 1 else "%s%d" % (title, number)
			if self.responses.setdefault(name, found) == found:
				return {"$ref": COMPONENT % ("responses", name)}


def root(declared):
	return declared["path"][1:].partition("/")[0]


def operationNames(declared):
	"""{(method, path): operationId}: the name of the handler, with a number where it is taken."""
	found, taken = {}, set()
	for each in declared:
		name = wanted = getattr(each["handler"], "__name__", None) or nameOf(each)
		number = 2
		while name in taken:
			name, number = "%s%d" % (wanted, number), number + 1
		taken.add(name)
		found[each["method"], each["path"]] = name
	return found


def nameOf(declared):
	"""A name of method and path, for a handler that has none: getCustomOee."""
	words = "".join([text if text.isalnum() else " " for text in declared["path"]]).split()
	return declared["method"].lower() + "".join([word[:1].upper() + word[1:] for word in words])


def operation(declared, names, components):
	found = {
		"operationId": names[declared["method"], declared["path"]],
		"summary": declared["summary"],
		"description": described(declared),
		"tags": [root(declared)],
		"parameters": parameters(declared, components),
		"responses": responses(declared, components),
		"security": [] if declared["scope"] is None else [{name: []} for name in sorted(SECURITY)],
	}
	if declared["scope"]:
		found["x-scope"] = declared["scope"]
	if "body" in declared:
		found["requestBody"] = requestBody(declared, components)
	return found


def described(declared):
	texts = [declared.get("description"), {None: "Public.", roles.ANY: "Any valid credential."}.get(
		declared["scope"], "Scope `%s`." % declared["scope"])]
	return " ".join([text for text in texts if text])


def parameters(declared, components):
	example = declared.get("example", {})
	found = []
	for name in variables(declared):
		found.append({
			"name": name, "in": "path", "required": True, "schema": VARIABLE,
			"description": declared.get("variables", {}).get(name, name),
			"example": example.get("variables", {}).get(name, name)})
	found.extend([queryParameter(declared, each, components) for each in declared["parameters"]])
	if declared.get("isOpen"):
		found.append(OTHERS)
	return found + [components.header(name) for name in requestHeaders(declared)]


def variables(declared):
	return [part[1:-1] for part in declared["path"].split("/") if part.startswith("{")]


def requestHeaders(declared):
	found = ["X-Request-Id"]
	if mayChange(declared):
		found.append("Idempotency-Key")
	return found + list(declared.get("conditions", ()))


def mayChange(declared):
	return bool(declared.get("mutating") or declared.get("mayChange"))


def queryParameter(declared, each, components):
	schema = dict([(name, each[name]) for name in COPIED if each.get(name) is not None])
	schema["type"] = each["type"]
	if each is endpoint.FORMAT:
		schema.update(enum=declared["formats"], default=declared["formats"][0])
	if each["type"] == "string" and "enum" not in schema:
		schema["maxLength"] = params.MAX_CHARS
	found = {
		"name": each["name"], "in": "query", "required": bool(each.get("required"))}
	if each["description"]:
		found["description"] = each["description"]
	if each.get("list"):
		outer = dict([(name, schema.pop(name)) for name in ("minItems",) if name in schema])
		schema = dict(outer, type="array", items=schema)
		if "limit" in each:
			schema["limit"] = each["limit"]
		found.update(style="form", explode=True)
	elif each["type"] == "boolean":
		found["allowEmptyValue"] = True
	found["schema"] = components.placed(schema)
	sample = declared.get("example", {}).get("parameters", {}).get(each["name"])
	if sample is not None:
		found["example"] = [sample] if each.get("list") and not isinstance(sample, list) else sample
	return found


def requestBody(declared, components):
	json = {"schema": components.placed(declared["body"])}
	if "body" in declared.get("example", {}):
		json["example"] = declared["example"]["body"]
	content = {"application/json": json, "application/xml": {"schema": XML}}
	return {"required": declared.get("needsBody", True), "content": content}


def responses(declared, components):
	found = dict([
		("%s" % status, good(status, schema, declared, components)) for status, schema in answers(declared).items()])
	if declared["method"] == "GET" and "ETag" in declared.get("headers", ()):
		found["304"] = {"description": "Nothing has changed.", "headers": headersOf(("ETag",), declared)}
	for status, entries in sorted(problems(declared).items()):
		if "%d" % status not in found:
			found["%d" % status] = components.response(status, refusal(status, entries, declared, components))
	if declared.get("ownProblems"):
		found["default"] = components.response(None, refusal(None, [], declared, components))
	return found


def answers(declared):
	"""{status: schema} of what is no problem; "2XX" where it may be any good one."""
	return declared.get("answers", {200: jsonschema.ANY})


def good(status, schema, declared, components):
	content = {}
	for format in declared["formats"]:
		if format in MEDIA:
			name, written = MEDIA[format]
			content[name] = {"schema": written}
		elif format == "records":
			content["application/json"] = {"schema": {"oneOf": [
				components.placed(schema), components.placed(declared.get("records", jsonschema.ROWS))]}}
		else:
			content["application/json"] = {"schema": components.placed(schema)}
	recorded = examples.ANSWERS.get("%s %s" % (declared["method"], declared["path"]))
	if recorded is not None and status == 200:
		content["application/json"]["example"] = codec.decode(recorded, MAX_DEPTH)
	elif "answer" in declared.get("example", {}):
		content["application/json"]["example"] = declared["example"]["answer"]
	names = list(declared.get("headers", ()))
	if "csv" in declared["formats"] and any([each["name"] == "cursor" for each in declared["parameters"]]):
		names.append("Link")
	if mayChange(declared):
		names.extend(REPLAYED)
	return {
		"description": "Not now." if status == 503 else declared["summary"].rstrip(".") + ".",
		"headers": headersOf(names, declared), "content": content}


def headersOf(names, declared):
	always = ["X-Request-Id", "RateLimit", "RateLimit-Policy"]
	return dict([(name, {"$ref": COMPONENT % ("headers", name)}) for name in always + list(names)])


def problems(declared):
	"""{status: [(status, code, cause)]} of every problem that the endpoint can answer, but for the site's own."""
	found = {}
	for entry in sorted(set([entry for named in codes(declared) for entry in entries(named)])):
		found.setdefault(entry[0], []).append(entry)
	return found


def entries(named):
	"""A code of the table of causes, or an entry of the endpoint's own: (status, code, cause)."""
	return [tuple(named)] if isinstance(named, (tuple, list)) else causes.of(named)


def codes(declared):
	found = list(ALWAYS) + list(declared.get("problems", ())) + list(CUSTOM if declared.get("ownProblems") else ())
	for isSo, more in (
		(declared["parameters"], PARAMETERS), (variables(declared), VARIABLES),
		(declared["scope"] is not None, PROTECTED),
		(declared["scope"] is not None and declared["method"] != "GET", FOREIGN),
		("body" in declared, BODY), (mayChange(declared), CHANGING),
		([each for each in declared["parameters"] if each["name"] == "cursor"], ("invalid_cursor",))):
		if isSo:
			found.extend(more)
	return found


def refusal(status, entries, declared, components):
	schema = components.placed(jsonschema.PROBLEM)
	content = {PROBLEM_TYPES[0]: {"schema": schema}, PROBLEM_TYPES[1]: {"schema": XML}}
	found = {
		"headers": headersOf(OF_STATUS.get(status, ()) + (REPLAYED if mayChange(declared) else ()), declared),
		"content": content,
	}
	if status is None:
		found["description"] = "What the script of the site refuses, here and under the statuses above."
	else:
		found["x-problem-codes"] = [code for number, code, cause in entries]
		found["description"] = "%s.\n\n%s" % (problem.TITLES[status], "\n".join(
			["- `%s`: %s" % (code, cause) for number, code, cause in entries]))
	return found


class Served(object):
	"""The document as it is sent, made when it is first asked for and again when the declarations change."""

	def __init__(self, declared):
		self.declared = declared
		self.made = (None, None, None)

	def get(self):
		"""(text, ETag)"""
		found = self.declared()
		made, text, tag = self.made
		if made is not found:
			text = codec.canonical(document(found))
			tag = etag.of([text], "json")
			# Two threads may make it at the same time: either will do.
			self.made = found, text, tag
		return text, tag


def endpoints(declared):
	"""The declaration of this module.

	declared  () -> the declarations of all endpoints, the same object while they are the same
	"""
	served = Served(declared)

	def describeApi(call):
		"""GET /openapi.json"""
		text, tag = served.get()
		return {"text": text, "headers": {"ETag": tag, "Cache-Control": "public, no-cache"}}

	return [{
		"method": "GET", "path": "/openapi.json", "scope": None, "handler": describeApi,
		"example": {},
		"summary": "This description, OpenAPI 3.0.3", "formats": ("json",), "parameters": [endpoint.FORMAT],
		"answers": {200: jsonschema.OPEN}, "headers": ("ETag",), "conditions": ("If-None-Match",),
	}]
