"""What families say of their endpoints: parameters, answers, and the call that a handler gets."""

from project.http import body
from project.values import plain

try:
	from urllib import quote
	from urllib import unquote
except ImportError:
	from urllib.parse import quote
	from urllib.parse import unquote_to_bytes as unquote

FORMAT = {
	"name": "format", "type": "string",
	"description": "Answer format; wins over Accept. Default: json.",
}
SAFE = {
	"name": "safe", "type": "string", "enum": ["excel"],
	"description": "For CSV: 'excel' defuses cells that a spreadsheet would calculate, and adds a byte order mark.",
}
POSTED_CURSOR = {
	"name": "cursor", "type": "string", "default": None,
	"description": "The cursor of the previous page, as its Link header gives it; the body stays the same.",
}
INT64 = {
	"name": "int64", "type": "string", "enum": ["number", "string"], "default": "number",
	"description": "'string' writes integers beyond 2^53 as texts, for JavaScript.",
}


class Plan(object):
	"""What a request asks for, as far as its line and its Accept header decide it; never changed.

	declared    the endpoint's entry in ENDPOINTS
	variables, parameters, format: as in Call
	key         the resource and the request's `question`; None for a request of a batch
	ready       the endpoint's function of that name, a short cut for what is asked again and again: of the plan, the
	            Principal and the Configuration it gives the answer, or None where a Call has to be made. None where
	            the endpoint has none, and for a request of a batch
	shared      what the endpoint's "together" needs to answer it along with others, as its "shared" works it out of
	            this; None: it has to be asked alone
	"""

	__slots__ = ("declared", "variables", "parameters", "format", "key", "ready", "shared")

	def __init__(self, declared, variables, parameters, format, key=None):
		self.key = key
		self.ready = declared.get("ready") if key is not None else None
		self.declared = declared
		self.variables = variables
		self.parameters = parameters
		self.format = format
		self.shared = declared["shared"](self) if "shared" in declared else None


class Call(object):
	"""One request to an endpoint, as its handler sees it.

	request        project.http.request.Request
	configuration  project.config.current.Configuration
	principal      who calls; None on a public endpoint
	parameters     {name: value} of the declared query parameters; not to be changed
	variables      {name: text} of the path template; not to be changed
	shared         as in Plan
	format         the format to answer in
	key            what the line of the request asks, as a key; None for a request of a batch
	isPart         True for a part of another request, a batch for example, which the Idempotency-Key belongs to
	effect         project.guard.effects.Effect of a mutating endpoint, which its handler tells what it does
	"""

	__slots__ = (
		"request", "configuration", "principal", "parameters", "variables", "format", "effect", "isPart", "parsedBody",
		"key", "shared")

	def __init__(self, request, configuration, principal, plan, isPart=False):
		self.request = request
		self.configuration = configuration
		self.principal = principal
		self.parameters = plan.parameters
		self.variables = plan.variables
		self.format = plan.format
		self.key = plan.key
		self.shared = plan.shared
		self.effect = None
		self.isPart = isPart
		self.parsedBody = None

	def limit(self, name):
		return self.configuration.limits[name]

	def body(self):
		"""The object of the body, as plain data; raises Problem 400, 413, 415."""
		if self.parsedBody is None:
			self.parsedBody = body.plainObject(self.request, self.configuration.limits)
		return self.parsedBody

	def bodyOrNone(self):
		"""As `body`; None where the request has none."""
		return self.body() if body.isSent(self.request) else None

	def writeOptions(self):
		return plain.Options(self.parameters["int64"])


def inFormat(call, answer):
	"""The answer, told in which format its body is to be written."""
	if call.format != "json":
		answer["format"] = call.format
		answer["safe"] = call.parameters.get("safe")
	return answer


def queryString(parameters):
	"""{name: [texts]} as a query, names in order (application/x-www-form-urlencoded)."""
	return "&".join(
		"%s=%s" % (quoted(name), quoted(value)) for name in sorted(parameters) for value in parameters[name])


def nextLink(request, cursor):
	"""RFC 8288: the next page relative to this one, with the same parameters."""
	given = dict(request.parameters())
	given["cursor"] = [cursor]
	return '<?%s>; rel="next"' % queryString(given)


def quoted(text):
	return quote(text.encode("utf-8"), safe="")


def unquoted(text):
	"""Percent-decoded UTF-8 text; raises ValueError where it is none (RFC 3986 section 2.1)."""
	return unquote(text.encode("ascii")).decode("utf-8")
