"""The parameters that the site declares, of commands and of named queries: their schemas, checked.

	{"rate": {"type": "number", "minimum": 10, "maximum": 120, "default": 60, "description": "Units a minute."}}
"""

import re

from project.config import readers
from project.values import plain
from project.values import times

NAME = re.compile(r"^[A-Za-z][A-Za-z0-9_\-]{0,63}\Z")
FIELDS = (
	"type", "title", "description", "required", "default", "minimum", "maximum", "maxLength", "enum")


def isInteger(value):
	return isinstance(value, plain.INTEGERS) and not isinstance(value, bool)


def isNumber(value):
	"""True for a finite number."""
	return isInteger(value) or (isinstance(value, float) and value - value == 0)


def isInside(value, schema):
	return not isNumber(value) or schema.get("minimum", value) <= value <= schema.get("maximum", value)


def isDateTime(value):
	"""A time in one of the forms that requests take: RFC 3339, epoch milliseconds, now, relative."""
	if not isInteger(value) and not isinstance(value, plain.TEXT):
		return False
	try:
		times.parse("%s" % value, 0)
	except ValueError:
		return False
	return True


TYPES = {
	"string": lambda value: isinstance(value, plain.TEXT),
	"integer": isInteger,
	"number": isNumber,
	"boolean": lambda value: isinstance(value, bool),
	"dateTime": isDateTime,
}


def checkEntry(name, described):
	"""The name and the shape of a command or a query."""
	if not NAME.match(name):
		raise readers.Wrong("a name is made of letters, digits, _ and -, and starts with a letter")
	if not isinstance(described, dict):
		raise readers.Wrong("it must be an object")


def onlyFields(described, known, where):
	for field in sorted(described):
		if field not in known:
			raise readers.Wrong("%s has the unknown field '%s'" % (where, field[:60]))


def textOf(described, field):
	value = described.get(field, u"")
	if not isinstance(value, plain.TEXT):
		raise readers.Wrong("'%s' must be a text" % field)
	return value


def parametersOf(described):
	if not isinstance(described, dict):
		raise readers.Wrong("'parameters' must be an object")
	for name in sorted(described):
		checkParameter(name, described[name])
	return described


def checkParameter(name, schema):
	if not NAME.match(name) or not isinstance(schema, dict):
		raise readers.Wrong("the parameter '%s' has no usable name, or is no object" % name[:60])
	where = "the parameter '%s'" % name
	onlyFields(schema, FIELDS, where)
	if schema.get("type") not in sorted(TYPES):
		raise readers.Wrong("the type of %s must be one of %s" % (where, ", ".join(sorted(TYPES))))
	for field in ("title", "description"):
		if not isinstance(schema.get(field, u""), plain.TEXT):
			raise readers.Wrong("'%s' of %s must be a text" % (field, where))
	for bound in ("minimum", "maximum"):
		if not isNumber(schema.get(bound, 0)):
			raise readers.Wrong("'%s' of %s must be a number" % (bound, where))
	if not isInteger(schema.get("maxLength", 0)) or schema.get("maxLength", 0) < 0:
		raise readers.Wrong("'maxLength' of %s must be a whole number from 0" % where)
	if not isinstance(schema.get("required", True), bool):
		raise readers.Wrong("'required' of %s must be true or false" % where)
	checkValues(schema, where)


def checkValues(schema, where):
	"""What the site names as values must be of the parameter's own type: they are not looked at again."""
	members = schema.get("enum", [])
	if not isinstance(members, list) or ("enum" in schema and not members):
		raise readers.Wrong("'enum' of %s must be a list of values" % where)
	defaults = [schema["default"]] if "default" in schema else []
	for value in members + defaults:
		if not TYPES[schema["type"]](value):
			raise readers.Wrong("'enum' and 'default' of %s must be of type %s" % (where, schema["type"]))
		if not isInside(value, schema):
			raise readers.Wrong("'enum' or 'default' of %s lies outside of its bounds" % where)
	if members and [value for value in defaults if value not in members]:
		raise readers.Wrong("'default' of %s is none of its 'enum'" % where)
	if "minimum" in schema and "maximum" in schema and schema["minimum"] > schema["maximum"]:
		raise readers.Wrong("%s has its 'minimum' above its 'maximum'" % where)
