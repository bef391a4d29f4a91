"""One request: what WebDev hands over, in the shapes that HTTP gives them.

It also works on a dict that holds nothing but `headers`, as other people's handlers and
tests may build it. The body is read by project.http.body.
"""

from project.gateway import crypto
from project.gateway import pattern
from project.http import client
from project.http import problem
from project.values import memory
from project.values import plain

SANE_ID = pattern.Whole(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,127}")
MAX_REMEMBERED_CHARS = 1000
NAME = pattern.Whole(r"[A-Za-z0-9_\-]+")
ASCII = pattern.Whole(u"[!-~]+")
# PERF: by the names of a request's headers, as WebDev gives them: {name in lower case: those names that are it}. A
# client sends the same names again and again, so each request is one look-up, where each name used to be one.
SHAPES = memory.Memory(500)
# As native texts, for the same reason as names of headers.
METHODS = dict([(u"%s" % name, name) for name in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")])
# Never changed.
NOTHING = {}


class Request(object):
	"""raw is WebDev's request dict.

	method      upper case; GET where there is no servlet request
	remainder   the path after the resource, with its leading slash, or ""
	requestId   the caller's X-Request-Id where it is sane, else a new one
	answerHeaders  {name: value} that every answer to it carries
	headers     WebDev's dict of them
	headerNames  {name in lower case: the names that WebDev's dict has for it}
	place       its place among the requests that run at once (project.guard.limiter), or None
	share       the same among those of its caller, or None
	caller      the name of the Principal, once it is known

	PERF: slots are set in a third of the time that Jython needs for the attributes of other objects. And a request
	makes few lists and dicts: Jython 2.7.3 writes to one object of its own for each of them, under a lock that all
	threads share; a tuple takes none.
	"""

	__slots__ = (
		"raw", "servletRequest", "headers", "headerNames", "method", "remainder", "requestId", "given", "cameFrom",
		"place", "share", "caller", "answerHeaders")

	def __init__(self, raw):
		self.raw = raw
		self.servletRequest = raw.get("servletRequest")
		self.headers = raw.get("headers") or NOTHING
		shape = tuple(self.headers)
		self.headerNames = SHAPES.get(shape) or named(shape)
		# PERF: here and below its truth, see project.values.memory.
		method = self.servletRequest.getMethod() if self.servletRequest else "GET"
		self.method = METHODS.get(method) or method.upper()
		self.remainder = raw.get("remainingPath") or ""
		given = self.header("x-request-id") if "x-request-id" in self.headerNames else None
		# The caller's where it is safe to echo and log.
		self.requestId = given if given is not None and SANE_ID.matches(given) else crypto.newId()
		self.given = None
		self.cameFrom = None
		self.place = self.share = self.caller = None
		self.answerHeaders = {"X-Request-Id": self.requestId, "X-Content-Type-Options": "nosniff"}

	def headerValues(self, name):
		"""Every value of a header (name in lower case), in order, as a tuple.

		The servlet request is asked where there is one: WebDev's dict can hide that a header is repeated.
		"""
		shown = ()
		for each in self.headerNames.get(name, ()):
			value = self.headers[each]
			shown += (value,) if isinstance(value, plain.TEXT) else tuple(listed(value))
		if not shown or not self.servletRequest:
			return shown
		# PERF: Java walks through its Enumeration itself. Not by a list, which takes the lock of all threads, nor by
		# tuple() alone, which Jython has raise an exception inside for whatever has no length.
		values = ()
		for value in self.servletRequest.getHeaders(name) or ():
			values += (value,)
		return values if len(values) >= len(shown) else shown

	def header(self, name):
		"""The header's only value, or None where it is missing or repeated."""
		values = self.headerValues(name) if name in self.headerNames else ()
		return values[0] if len(values) == 1 else None

	def joinedHeader(self, name):
		"""A list-valued header as one text (RFC 9110 section 5.3); "" where it is missing."""
		return ", ".join(self.headerValues(name)) if name in self.headerNames else ""

	def parameters(self):
		"""{name: [values]} of the query, worked out once; not to be changed."""
		if self.given is None:
			given = self.raw.get("params")
			query = self.servletRequest.getQueryString() if self.servletRequest else None
			self.given = readParameters(given, query) if given or query else NOTHING
		return self.given

	def question(self):
		"""What the request asks, apart from its credential and body, as a key: method, path, query, format."""
		given = self.parameters()
		asked = tuple([(name, tuple(given[name])) for name in given]) if given else ()
		accept = self.joinedHeader("accept") if "accept" in self.headerNames else ""
		return self.method, self.remainder, asked, accept

	def isShort(self):
		"""True where `question` is small enough to be remembered."""
		values = [value for values in self.parameters().values() for value in values]
		texts = [self.remainder, self.joinedHeader("accept")] + list(self.parameters()) + values
		# An empty text takes room too.
		return sum([len(text) + 20 for text in texts]) <= MAX_REMEMBERED_CHARS

	def path(self):
		"""The path of its URL, without the query, as it was sent; None where nobody knows."""
		return self.servletRequest.getRequestURI() if self.servletRequest else None

	def queryText(self):
		"""The query as it was sent, or None."""
		return self.servletRequest.getQueryString() if self.servletRequest else None

	def peer(self):
		"""The address of whoever is connected to the gateway, as the platform says it."""
		return "%s" % (self.raw.get("remoteAddr") or "")

	def origin(self, configuration):
		"""The project.http.client.Origin of the request, worked out once."""
		if self.cameFrom is None:
			self.cameFrom = client.origin(self, configuration.trustedProxies)
		return self.cameFrom

	def clientAddress(self, configuration):
		"""The client's address as text: the peer, or what a proxy of TrustedProxies says of it."""
		return self.origin(configuration).address

	def isHttps(self, configuration):
		return self.origin(configuration).isHttps


class Part(Request):
	"""A request inside another one, of a batch for example: JSON, without a credential and headers of its own.

	line  what follows /api, with a query where there is one
	PERF: to make Requests of dicts with headers took a tenth of a batch.
	"""

	__slots__ = ("line",)

	def __init__(self, outer, method, line, remainder, query, body):
		self.line = line
		self.raw = {"data": body, "params": query}
		self.servletRequest = None
		self.headers = OF_PART
		self.headerNames = NAMES_OF_PART
		self.method = method
		self.remainder = remainder
		self.requestId = outer.requestId
		self.given = None
		self.cameFrom = outer.cameFrom
		self.place = self.share = None
		self.caller = outer.caller
		self.answerHeaders = {}

	def path(self):
		return self.line.partition("?")[0]

	def queryText(self):
		return self.line.partition("?")[2] or None


OF_PART = {"accept": u"application/json", "content-type": u"application/json"}
NAMES_OF_PART = dict([(name, (name,)) for name in OF_PART])


def named(shape):
	"""{name in lower case: tuple of those names} of a tuple of header names, in their order."""
	found = {}
	for name in shape:
		lower = name.lower()
		# PERF: as a native text, or each look-up of "authorization" would compare the two kinds of text of Python 2,
		# by a codec.
		lower = str(lower) if ASCII.matches(lower) else lower
		found[lower] = found.get(lower, ()) + (name,)
	return SHAPES.put(shape, found) if sum([len(name) for name in shape]) <= MAX_REMEMBERED_CHARS else found


def listed(value):
	"""A container of values (list, tuple or Java array, WebDev uses any) as a list; None holds none."""
	return [] if value is None else [member for member in value]


def readParameters(given, query):
	"""{name: [values]} of WebDev's params, which may be None or empty, and of the text of the query."""
	found = {}
	for name in given or ():
		found[name] = parameterValues(given[name])
	# Whether WebDev shows a parameter that has no value is not known.
	for pair in query.split("&") if query else ():
		if "=" not in pair and NAME.matches(pair):
			found.setdefault(pair, [u""])
	return found


def parameterValues(value):
	"""The values of a query parameter; one that was given without `=` is empty, however WebDev shows it."""
	if isinstance(value, plain.TEXT):
		return [value]
	return [member or u"" for member in listed(value)] or [u""]


def only(values, name):
	"""The only value of a list.

	raises  Problem 400 repeated_parameter
	"""
	if len(values) != 1:
		raise problem.Problem(400, "repeated_parameter", "The parameter '%s' may be given only once." % name)
	return values[0]
