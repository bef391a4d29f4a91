"""What `custom.api` declares, checked and brought into the form of ENDPOINTS.

A declaration with a mistake in it is not served, and the others are: what was meant is never guessed. Above
all, nothing becomes public by a mistake: every endpoint needs a scope of this API.
"""

import re

from project.config import roles
from project.config import readers
from project.config import schemas
from project.gateway import convert
from project.http import endpoint
from project.http import jsonschema
from project.http import negotiate
from project.http import params
from project.values import plain

ROOT = "/custom/"
METHODS = ("GET", "POST", "PUT", "DELETE")
PATH = re.compile(r"^/custom(?:/[A-Za-z0-9._\-]+)*(?:/\{[A-Za-z][A-Za-z0-9_]*\})?\Z")
NAME = re.compile(r"^[A-Za-z][A-Za-z0-9_\-]{0,63}\Z")
LABEL = re.compile(r"^[!-~]{1,200}\Z")
UNPRINTABLE = re.compile(r"[^ -~]")
FIELDS = (
	"method", "path", "scope", "handler", "summary", "description", "parameters", "body", "table", "mutating",
	"example")
REQUIRED = ("method", "path", "scope", "handler", "summary")
PARAMETER_FIELDS = ("name", "type", "description", "required", "default", "enum", "list", "minimum", "maximum")
EXAMPLE_FIELDS = ("parameters", "variables", "body", "answer")
TYPES = {"string": plain.TEXT, "integer": plain.INTEGERS, "boolean": (bool,)}
OURS = frozenset(("format", "safe", "int64"))
OF_DATA = [endpoint.FORMAT, endpoint.INT64]
OF_TABLES = [endpoint.FORMAT, endpoint.SAFE, endpoint.INT64]
BOUND = 999999999
MAX_TEXT = 2000


class Wrong(Exception):
	"""Why a declaration is not served, in words for whoever wrote it."""


def label(declared, number):
	"""How a declaration is named in the status, as far as it says so itself."""
	if isinstance(declared, dict):
		names = [declared.get("method"), declared.get("path")]
		if all(isinstance(name, plain.TEXT) and LABEL.match(name) for name in names):
			return " ".join(names)
	return "ENDPOINTS[%d]" % number


def reason(wrong):
	"""Why, as printable ASCII: a text of the integrator can be anything."""
	return UNPRINTABLE.sub("?", wrong.args[0])


def copied(value, where):
	"""Plain data of our own of what the script holds."""
	try:
		return plain.plain(convert.fromPlatform(value), plain.NUMBERS)
	except plain.Unrepresentable:
		raise Wrong("%s holds what JSON cannot carry; write texts beyond ASCII as u'...'" % where)


def checked(declared):
	"""An endpoint in the form of ENDPOINTS, with the integrator's own function as its handler.

	raises  Wrong
	"""
	if not isinstance(declared, dict):
		raise Wrong("it must be a dict")
	onlyFields(declared, FIELDS, "it")
	for name in REQUIRED:
		if name not in declared:
			raise Wrong("it has no '%s'" % name)
	method, isTable = oneOf(declared, "method", METHODS), boolean(declared, "table", False)
	isMutating = boolean(declared, "mutating", method != "GET")
	if isMutating and method == "GET":
		raise Wrong("a GET must not be declared as mutating; use POST")
	if isMutating and isTable:
		raise Wrong("what changes something cannot answer with a table; declare 'mutating': False if it only reads")
	parameters = parametersOf(declared)
	found = {
		"method": method, "path": pathOf(declared), "scope": oneOf(declared, "scope", roles.SCOPES),
		"handler": handlerOf(declared), "summary": text(declared, "summary"),
		"description": text(declared, "description"), "fields": fieldsOf(declared, method),
		"mutating": isMutating, "table": isTable, "class": "custom",
		"formats": negotiate.LISTS if isTable else negotiate.DATA,
		"own": tuple([each["name"] for each in parameters]),
		"parameters": parameters + (OF_TABLES if isTable else OF_DATA),
		"example": exampleOf(declared),
		# What the function gives back and refuses is its own affair.
		"answers": {"2XX": jsonschema.TABLE if isTable else jsonschema.ANY}, "ownProblems": True,
		"problems": ("missing_parameter",) if [each for each in parameters if each.get("required")] else (),
		"headers": ("ETag", "Last-Modified", "Link", "Location", "Retry-After"), "conditions": ("If-None-Match",),
	}
	if method != "GET":
		found["body"] = jsonschema.ofFields(found["fields"])
		found["needsBody"] = found["fields"] is not None
	return found


def shape(declared):
	"""What two endpoints must not have in common: a variable answers for every name."""
	return declared["method"], declared["path"].partition("{")[0]


def onlyFields(described, known, where):
	for name in described:
		if name not in known:
			raise Wrong("%s has the unknown field '%s'; known are %s" % (
				where, ("%s" % (name,))[:60], ", ".join(known)))


def text(declared, name):
	value = declared.get(name, u"")
	if not isinstance(value, plain.TEXT) or len(value) > MAX_TEXT or not plain.isUnicode(value):
		raise Wrong("'%s' must be a text of at most %d characters, u'...' beyond ASCII" % (name, MAX_TEXT))
	return value


def oneOf(declared, name, known):
	value = declared[name]
	if not isinstance(value, plain.TEXT) or value not in known:
		raise Wrong("'%s' must be one of %s" % (name, ", ".join(known)))
	return value


def boolean(declared, name, default):
	value = declared.get(name, default)
	if not isinstance(value, bool):
		raise Wrong("'%s' must be True or False" % name)
	return value


def pathOf(declared):
	path = text(declared, "path")
	if not path.startswith(ROOT) or not PATH.match(path):
		raise Wrong(
			"'path' must look like /custom/oee or /custom/oee/{line}: letters, digits, dots, dashes and underscores, "
			"and at most one variable, at the end")
	if [part for part in path.split("/") if part in (".", "..")]:
		# Every client and the gateway resolve them: who called it would arrive elsewhere.
		raise Wrong("no part of 'path' may be '.' or '..'")
	return path


def handlerOf(declared):
	if not callable(declared["handler"]):
		raise Wrong("'handler' must be a function")
	return declared["handler"]


def fieldsOf(declared, method):
	"""{name: schema} of the body's fields, as the parameters of a command; None where they are not declared."""
	described = copied(declared.get("body"), "'body'")
	if described is None:
		return None
	if method == "GET":
		raise Wrong("a GET has no body; declare 'parameters'")
	try:
		return schemas.parametersOf(described)
	except readers.Wrong as wrong:
		raise Wrong("in 'body', %s" % wrong)


def parametersOf(declared):
	described = copied(declared.get("parameters", []), "'parameters'")
	if not isinstance(described, list):
		raise Wrong("'parameters' must be a list")
	found = [parameterOf(each) for each in described]
	names = [each["name"] for each in found]
	for name in names:
		if names.count(name) > 1:
			raise Wrong("it has the parameter '%s' twice" % name)
	return found


def parameterOf(described):
	if not isinstance(described, dict) or not isinstance(described.get("name"), plain.TEXT):
		raise Wrong("each parameter must be a dict with a 'name'")
	name = described["name"]
	where = "the parameter '%s'" % name[:60]
	if not NAME.match(name) or name in OURS or name.lower() in params.CREDENTIALS:
		raise Wrong("%s cannot be called so" % where)
	onlyFields(described, PARAMETER_FIELDS, where)
	found = dict(described, type=described.get("type", "string"), description=text(described, "description"))
	if found["type"] not in TYPES:
		raise Wrong("the type of %s must be one of %s" % (where, ", ".join(sorted(TYPES))))
	boolean(described, "list", False)
	if boolean(described, "required", False) and "default" in described:
		raise Wrong("%s is required and has a 'default'" % where)
	if found["type"] == "integer":
		found.setdefault("minimum", -BOUND)
		found.setdefault("maximum", BOUND)
	checkValues(found, where)
	return found


def checkValues(found, where):
	kinds, members = TYPES[found["type"]], found.get("enum", [])
	if not isinstance(members, list) or ("enum" in found and (not members or found["type"] != "string")):
		raise Wrong("'enum' of %s must be a list of texts" % where)
	isList = found.get("list", False)
	defaults = found.get("default")
	if defaults is None:
		defaults = []
	elif not isList:
		defaults = [defaults]
	if not isinstance(defaults, list):
		raise Wrong("'default' of %s must be a list" % where)
	bounds = [found[name] for name in ("minimum", "maximum") if name in found]
	for value in defaults + members + bounds:
		if not isinstance(value, kinds) or (isinstance(value, bool) and found["type"] != "boolean"):
			raise Wrong("a value of %s is not of type %s" % (where, found["type"]))
	checkDefaults(found, defaults, where)


def checkDefaults(found, defaults, where):
	"""A default is not looked at again when a request comes."""
	if found["type"] == "integer":
		lowest, highest = found["minimum"], found["maximum"]
		if lowest > highest:
			raise Wrong("%s has its 'minimum' above its 'maximum'" % where)
		if [value for value in defaults if value < lowest or value > highest]:
			raise Wrong("'default' of %s lies outside of its bounds" % where)
	if "enum" in found and [value for value in defaults if value not in found["enum"]]:
		raise Wrong("'default' of %s is none of its 'enum'" % where)


def exampleOf(declared):
	example = copied(declared.get("example", {}), "'example'")
	if not isinstance(example, dict):
		raise Wrong("'example' must be a dict")
	onlyFields(example, EXAMPLE_FIELDS, "'example'")
	for name in EXAMPLE_FIELDS:
		if name != "answer" and not isinstance(example.get(name, {}), dict):
			raise Wrong("'%s' of the example must be a dict" % name)
	return example
