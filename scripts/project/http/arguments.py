"""The arguments that a caller gives for declared parameters, of a command or a named query.

A JSON value is taken as it is: nothing is converted or guessed. A text of a URL is read by its parameter's type.
"""

from project.config import schemas
from project.gateway import codec
from project.http import params
from project.http import problem
from project.http import request as requests
from project.values import plain
from project.values import times

BOUNDS = ("minimum", "maximum")
MAX_DEPTH = 1
MEANT = dict((name, "must be of type %s" % name) for name in schemas.TYPES)
MEANT["dateTime"] = "must be a time: RFC 3339 with Z or an offset, epoch milliseconds, now, or relative such as -8h"


def checked(declared, given, nowMillis):
	"""{name: value} of every parameter, None where it was not given and has no default.

	declared   {name: {"type", ...}} of project.config.schemas
	nowMillis  the present, for times written as "now" or relative; every time becomes RFC 3339 text in UTC
	raises     Problem 400 unknown_field; 422 invalid_argument
	"""
	for name in sorted(given):
		if name not in declared:
			raise problem.Problem(400, "unknown_field", "There is no parameter '%s' here. Known: %s." % (
				name[:60], ", ".join(sorted(declared)) or "none"))
	return dict((name, argument(name, declared[name], given, nowMillis)) for name in sorted(declared))


def argument(name, schema, given, nowMillis):
	if name not in given and "default" not in schema and schema.get("required", True):
		raise wrong(name, "is required")
	value = given[name] if name in given else schema.get("default")
	if name in given:
		check(name, schema, value)
	if schema["type"] == "dateTime" and value is not None:
		return times.formatMillis(times.parse("%s" % (value,), nowMillis))
	return value


def check(name, schema, value):
	if not schemas.TYPES[schema["type"]](value):
		raise wrong(name, MEANT[schema["type"]])
	if not schemas.isInside(value, schema):
		raise wrong(name, bounds(schema))
	if isinstance(value, plain.TEXT) and len(value) > schema.get("maxLength", 1000):
		raise wrong(name, "must not be longer than %d characters" % schema.get("maxLength", 1000))
	if "enum" in schema and not isOneOf(value, schema["enum"]):
		raise wrong(name, "must be one of %s" % ", ".join("%s" % (member,) for member in schema["enum"]))


def bounds(schema):
	given = [(word, schema[name]) for word, name in zip(("at least %s", "at most %s"), BOUNDS) if name in schema]
	if len(given) == len(BOUNDS):
		return "must lie between %s and %s" % tuple(bound for word, bound in given)
	return "must be %s" % (given[0][0] % given[0][1])


def isOneOf(value, members):
	# 1 equals True in Python; to a caller they are two values.
	return any(value == member and isinstance(value, bool) == isinstance(member, bool) for member in members)


def ofQuery(declared, given):
	"""{name: value} out of a URL's {name: [texts]}.

	raises  Problem 400 repeated_parameter, unknown_parameter; 422 invalid_argument
	"""
	for name in sorted(given):
		if name not in declared:
			raise params.unknown(name, declared)
	return dict((name, ofText(name, declared[name], requests.only(texts, name))) for name, texts in given.items())


def ofText(name, schema, text):
	if schema["type"] not in ("integer", "number", "boolean"):
		return text
	try:
		return codec.decode(text, MAX_DEPTH)
	except codec.Refused:
		raise wrong(name, MEANT[schema["type"]])


def wrong(name, what):
	return problem.Problem(
		422, "invalid_argument", "The parameter '%s' %s. Nothing was done." % (name, what), members={"parameter": name})
