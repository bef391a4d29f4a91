"""The parameters of a command, or of a custom endpoint's body: what a caller sent, against what the schema takes.

Nothing is converted or guessed.
"""

from project.config import commandlist
from project.http import problem
from project.values import plain

BOUNDS = ("minimum", "maximum")


def checked(schemas, given):
	"""{name: value} of every parameter, None where it was not given and has no default.

	schemas  {name: {"type", ...}} of config.commandlist.Command
	raises   Problem 400 unknown_field; 422 invalid_argument
	"""
	for name in sorted(given):
		if name not in schemas:
			raise problem.Problem(400, "unknown_field", "There is no parameter '%s' here. Known: %s." % (
				name[:60], ", ".join(sorted(schemas)) or "none"))
	return dict((name, argument(name, schemas[name], given)) for name in sorted(schemas))


def argument(name, schema, given):
	if name not in given:
		if "default" not in schema and schema.get("required", True):
			raise wrong(name, "is required")
		return schema.get("default")
	value = given[name]
	if not commandlist.TYPES[schema["type"]](value):
		raise wrong(name, "must be of type %s" % schema["type"])
	if not isInside(value, schema):
		raise wrong(name, "must lie between %s and %s" % tuple(schema.get(bound, "any") for bound in BOUNDS))
	if isinstance(value, plain.TEXT) and len(value) > schema.get("maxLength", 1000):
		raise wrong(name, "must not be longer than %d characters" % schema.get("maxLength", 1000))
	if "enum" in schema and not isOneOf(value, schema["enum"]):
		raise wrong(name, "must be one of %s" % ", ".join("%s" % (member,) for member in schema["enum"]))
	return value


def isInside(value, schema):
	return not commandlist.isNumber(value) or schema.get("minimum", value) <= value <= schema.get("maximum", value)


def isOneOf(value, members):
	# 1 equals True in Python; to a caller they are two values.
	return any(value == member and isinstance(value, bool) == isinstance(member, bool) for member in members)


def wrong(name, what):
	return problem.Problem(
		422, "invalid_argument", "The parameter '%s' %s. Nothing was done." % (name, what), members={"parameter": name})
