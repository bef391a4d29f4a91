"""The fields of a JSON body, checked against what an endpoint takes.

A Body is the one declaration of it: the OpenAPI document shows its schema, and every request is checked by it.
"""

from project.gateway import pattern
from project.http import body
from project.http import jsonschema
from project.http import problem
from project.values import plain

TEXTS = frozenset(plain.TEXT)
MAX_KNOWN, MAX_KNOWN_CHARS = 200, 50000


class Wrong(Exception):
	"""A value that does not fit. Where it stands is put together on the way out of it: what fits never asks.

	problemAt  (place) -> the Problem 400 that names the place
	"""

	def __init__(self, problemAt):
		Exception.__init__(self)
		self.problemAt = problemAt
		self.place = ""

	def inside(self, name):
		"""The same, seen from around the member `name`, a name or an index."""
		here = "[%d]" % name if isinstance(name, int) else name
		self.place = here + ("." if self.place and not self.place.startswith("[") else "") + self.place
		return self

	def problem(self):
		return self.problemAt(self.place)


class Body(object):
	"""The body that an endpoint takes; title, properties and optional are those of `jsonschema.body`.

	isNeeded  False where the endpoint also takes none, which is as good as an empty object
	schema    what the endpoint declares as its "body"
	"""

	def __init__(self, title, properties, optional=(), isNeeded=True):
		self.isNeeded = isNeeded
		self.schema = jsonschema.body(title, properties, optional)
		self.check = checker(self.schema)

	def of(self, call):
		"""The object that the request brings, with the defaults of fields that it leaves out.

		raises  Problem 400, 413, 415
		"""
		given = call.body() if self.isNeeded else call.bodyOrNone() or {}
		return self.checked(given, call.configuration.limits)

	def checked(self, given, limits):
		try:
			return self.check(given, limits)
		except Wrong as wrong:
			raise wrong.problem()


def known(call, room, key, make):
	"""What `make(call)` finds in a body, worked out once for each body that reads, while the configuration stays.

	PERF: dashboards ask the same again and again: 20 us for a batch of 20 reads or a list of 100 tags, where looking
	through the body takes 190 and 100.
	room    whose bodies these are, as in Configuration.remembered
	key     what tells the body apart, as a tuple of texts, or of tuples of them; None: it is looked through anew
	raises  Problem 400, 413, 415
	"""
	# The audit of a read shows the body itself.
	if key is None or call.configuration.auditReads:
		return make(call)
	remembered = call.configuration.memoryOf(room, MAX_KNOWN)
	found = remembered.get(key)
	if found is None:
		found = make(call)
		return remembered.put(key, found) if len(repr(key)) <= MAX_KNOWN_CHARS else found
	body.checkedHeaders(call.request, call.configuration.limits)
	return found


def checker(schema):
	"""The check of a schema: (value, limits) -> the value; raises Wrong.

	It knows the words of JSON Schema that bodies here are declared with. Null, where it is allowed, is as good as left
	out. PERF: made once for each schema, so that no request asks a schema what it says.
	"""
	if "oneOf" in schema:
		return eitherChecker(schema)
	if "type" not in schema:
		return lambda value, limits: value
	check = CHECKERS[schema["type"]](schema)
	if not schema.get("nullable"):
		return check
	default = schema.get("default")
	return lambda value, limits: default if value is None else check(value, limits)


def eitherChecker(schema):
	first, second = [checker(each) for each in schema["oneOf"]]

	def check(value, limits):
		try:
			return first(value, limits)
		except Wrong:
			return second(value, limits)
	return check


def objectChecker(schema):
	if "properties" not in schema:
		return anyObject
	properties, required = schema["properties"], schema.get("required", ())
	checks = dict([(name, checker(properties[name])) for name in properties])
	defaults = dict([(name, each["default"]) for name, each in properties.items() if "default" in each])

	def check(value, limits):
		if not isinstance(value, dict):
			raise misfit("must be an object with %s" % ", ".join(["'%s'" % name for name in required]))
		for name in required:
			if name not in value:
				raise Wrong(lambda place, name=name: missing(name, place))
		found = defaults.copy()
		for name, member in value.items():
			checkMember = checks.get(name)
			if checkMember is None:
				raise Wrong(lambda place: unknown(value, checks, place))
			try:
				found[name] = checkMember(member, limits)
			except Wrong as wrong:
				raise wrong.inside(name)
		return found
	return check


def anyObject(value, limits):
	if not isinstance(value, dict):
		raise misfit("must be an object")
	return value


def arrayChecker(schema):
	items, limitName = schema["items"], schema["limit"]
	isOfTexts, checkItem = items == jsonschema.TEXT, checker(items)

	def check(value, limits):
		if not isinstance(value, list):
			raise misfit("must be an array")
		if not 0 < len(value) <= limits[limitName]:
			raise Wrong(lambda place: bounded(value, place, limits[limitName], place, limitName))
		if isOfTexts and TEXTS.issuperset(map(type, value)):
			return value
		found = []
		try:
			for member in value:
				found.append(checkItem(member, limits))
		except Wrong as wrong:
			raise wrong.inside(len(found))
		return found
	return check


def textChecker(schema):
	allowed = [each for each in schema.get("enum", ()) if each is not None]
	form = pattern.Part(schema["pattern"]) if "pattern" in schema else None

	def check(value, limits):
		text(value)
		if allowed and value not in allowed:
			raise misfit("must be one of %s" % ", ".join(allowed))
		if form is not None and not form.isIn(value):
			raise misfit(schema["words"])
		return value
	return check if "enum" in schema or "pattern" in schema else text


def wholeChecker(schema):
	lowest, highest = [schema.get(name) for name in ("minimum", "maximum")]

	def check(value, limits):
		if isinstance(value, bool) or not isinstance(value, plain.INTEGERS):
			raise misfit("must be a whole number")
		if lowest is not None and not lowest <= value <= highest:
			raise misfit("must be a whole number from %d to %d" % (lowest, highest))
		return value
	return check


def text(value, limits=None):
	if not isinstance(value, plain.TEXT):
		raise misfit("must be a text")
	return value


def boolean(value, limits=None):
	if not isinstance(value, bool):
		raise misfit("must be true or false")
	return value


CHECKERS = {
	"object": objectChecker, "array": arrayChecker, "string": textChecker, "integer": wholeChecker,
	"boolean": lambda schema: boolean,
}


def misfit(what):
	return Wrong(lambda place: invalid(place, what))


def cursor(call, fields):
	"""The cursor of a POST: in its body, or in its URL, as the Link header of the previous page gives it.

	raises  Problem 400
	"""
	inBody = fields.get("cursor")
	if inBody is None:
		return call.parameters["cursor"]
	if call.parameters["cursor"] is not None:
		raise problem.Problem(400, "conflicting_parameters", "Give the cursor once: in the URL or in the body.")
	return inBody


def unknown(value, known, where):
	"""A misspelt or smuggled field must not be ignored in silence."""
	name = sorted([each for each in value if each not in known])[0]
	return problem.Problem(400, "unknown_field", "There is no field '%s' in %s. Known: %s." % (
		name[:60], where or "the body", ", ".join(sorted(known))))


def missing(name, where=""):
	if where:
		return problem.Problem(400, "missing_field", "'%s' needs the field '%s'." % (where, name))
	return problem.Problem(
		400, "missing_field", "The body needs the field '%s'." % name, error="Missing '%s' field" % name)


def bounded(found, name, limit, itemsName, limitName="maxPaths"):
	if not found:
		raise invalid(name, "must not be empty")
	if len(found) > limit:
		raise problem.Problem(400, "too_many_items", (
			"'%s' has %d %s; the limit is %d (Limits.%s)." % (name, len(found), itemsName, limit, limitName)))
	return found


def invalid(where, what):
	return problem.Problem(400, "invalid_field", "'%s' %s." % (where, what))
