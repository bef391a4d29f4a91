"""The tag Commands: what callers may set going, each as an ordered list of steps with checked parameters.

	{"startLine": {
		"title": "Start the line", "description": "...", "role": "operator", "confirmation": "Is the line clear?",
		"parameters": {"rate": {"type": "number", "minimum": 10, "maximum": 120, "description": "Units a minute."}},
		"steps": [
			{"write": "[default]Plant/Line1/TargetRate", "value": "{rate}", "readBackSeconds": 5},
			{"message": "startLine", "project": "mes", "payload": {"rate": "{rate}"}}],
		"compensation": [{"write": "[default]Plant/Line1/TargetRate", "value": 0}]}}

A command that is wrong in any part does not exist; why is in the status.
"""

import re

from project.values import paths
from project.values import plain

NAME = re.compile(r"^[A-Za-z][A-Za-z0-9_\-]{0,63}\Z")
PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_\-]{0,63})\}")
COMMAND_FIELDS = ("title", "description", "role", "confirmation", "parameters", "steps", "compensation")
PARAMETER_FIELDS = (
	"type", "title", "description", "required", "default", "minimum", "maximum", "maxLength", "enum")
WRITE_FIELDS = ("write", "value", "readBackSeconds")
MESSAGE_FIELDS = ("message", "project", "payload")
MAX_STEPS = 50
MAX_READ_BACK = 30


def isInteger(value):
	return isinstance(value, plain.INTEGERS) and not isinstance(value, bool)


def isNumber(value):
	return isInteger(value) or isinstance(value, float)


TYPES = {
	"string": lambda value: isinstance(value, plain.TEXT),
	"integer": isInteger,
	"number": isNumber,
	"boolean": lambda value: isinstance(value, bool),
}


class Wrong(Exception):
	"""What is wrong with a command, in words for whoever configures it."""


class Command(object):
	"""One command; never changed after it is made.

	name, title, description, role, confirmation   texts, "" where there is none
	parameters    {name: {"type", ...}} as configured
	steps         [Step]
	compensation  [Step] to run when a step failed
	"""

	__slots__ = ("name", "title", "description", "role", "confirmation", "parameters", "steps", "compensation")

	def __init__(self, name, described):
		onlyFields(described, COMMAND_FIELDS, "the command")
		self.name = name
		self.title = textOf(described, "title") or name
		self.description = textOf(described, "description")
		self.role = textOf(described, "role")
		self.confirmation = textOf(described, "confirmation")
		self.parameters = parametersOf(described.get("parameters", {}))
		self.steps = stepsOf(described.get("steps"), "steps", self.parameters)
		if not self.steps:
			raise Wrong("it has no steps")
		self.compensation = stepsOf(described.get("compensation", []), "compensation", self.parameters)


class Step(object):
	"""One step: a tag write (`path`, `readBackSeconds`) or a gateway message (`handler`, `projectName`).

	value  a template of what is written or sent: a text that is nothing but {parameter} becomes its
	       value, others have it put in
	"""

	__slots__ = ("path", "handler", "projectName", "value", "readBackSeconds")

	def __init__(self, path, handler, projectName, value, readBackSeconds):
		self.path = path
		self.handler = handler
		self.projectName = projectName
		self.value = value
		self.readBackSeconds = readBackSeconds

	def target(self):
		return self.path or "%s/%s" % (self.projectName, self.handler)


def parse(document):
	"""({name: Command}, [what is wrong]) of the tag's plain value."""
	if document is None:
		return {}, []
	if not isinstance(document, dict):
		return {}, ["It must be a Document tag with a JSON object; there are no commands."]
	found, problems = {}, []
	for name in sorted(document):
		try:
			found[name] = parsed(name, document[name])
		except Wrong as wrong:
			problems.append("The command '%s' does not exist: %s." % (name[:60], wrong))
	return found, problems


def parsed(name, described):
	if not NAME.match(name):
		raise Wrong("a name is made of letters, digits, _ and -, and starts with a letter")
	if not isinstance(described, dict):
		raise Wrong("it must be an object")
	return Command(name, described)


def onlyFields(described, known, where):
	for field in sorted(described):
		if field not in known:
			raise Wrong("%s has the unknown field '%s'" % (where, field[:60]))


def textOf(described, field):
	value = described.get(field, u"")
	if not isinstance(value, plain.TEXT):
		raise Wrong("'%s' must be a text" % field)
	return value


def parametersOf(described):
	if not isinstance(described, dict):
		raise Wrong("'parameters' must be an object")
	for name in sorted(described):
		checkParameter(name, described[name])
	return described


def checkParameter(name, schema):
	if not NAME.match(name) or not isinstance(schema, dict):
		raise Wrong("the parameter '%s' has no usable name, or is no object" % name[:60])
	where = "the parameter '%s'" % name
	onlyFields(schema, PARAMETER_FIELDS, where)
	if schema.get("type") not in TYPES:
		raise Wrong("the type of %s must be one of %s" % (where, ", ".join(sorted(TYPES))))
	for bound in ("minimum", "maximum", "maxLength"):
		if not isNumber(schema.get(bound, 0)):
			raise Wrong("'%s' of %s must be a number" % (bound, where))
	if not isinstance(schema.get("required", True), bool):
		raise Wrong("'required' of %s must be true or false" % where)
	checkValues(schema, where)


def checkValues(schema, where):
	"""What the site names as values must be of the parameter's own type: they are not looked at again."""
	members = schema.get("enum", [])
	if not isinstance(members, list) or ("enum" in schema and not members):
		raise Wrong("'enum' of %s must be a list of values" % where)
	for value in members + ([schema["default"]] if "default" in schema else []):
		if not TYPES[schema["type"]](value):
			raise Wrong("'enum' and 'default' of %s must be of type %s" % (where, schema["type"]))


def stepsOf(described, field, parameters):
	if not isinstance(described, list) or len(described) > MAX_STEPS:
		raise Wrong("'%s' must be a list of at most %d steps" % (field, MAX_STEPS))
	return [stepOf(step, "%s[%d]" % (field, index), parameters) for index, step in enumerate(described)]


def stepOf(described, where, parameters):
	if not isinstance(described, dict) or ("write" in described) == ("message" in described):
		raise Wrong("%s must be an object with either 'write' or 'message'" % where)
	step = writeOf(described, where) if "write" in described else messageOf(described, where)
	for name in placeholders(step.value):
		if name not in parameters:
			raise Wrong("%s uses {%s}, which is no parameter" % (where, name))
	return step


def writeOf(described, where):
	onlyFields(described, WRITE_FIELDS, where)
	if "value" not in described:
		raise Wrong("%s has no 'value'" % where)
	try:
		path = paths.canonical(textOf(described, "write"))
	except paths.Malformed as malformed:
		raise Wrong("%s: %s" % (where, ("%s" % malformed).rstrip(".")))
	seconds = described.get("readBackSeconds", 0)
	if not isNumber(seconds) or not 0 <= seconds <= MAX_READ_BACK:
		raise Wrong("'readBackSeconds' of %s must be a number from 0 to %d" % (where, MAX_READ_BACK))
	return Step(path, None, None, described["value"], seconds)


def messageOf(described, where):
	onlyFields(described, MESSAGE_FIELDS, where)
	handler, projectName = textOf(described, "message"), textOf(described, "project")
	payload = described.get("payload", {})
	if not handler or not projectName or not isinstance(payload, dict):
		raise Wrong("%s needs 'message' and 'project', and 'payload' must be an object" % where)
	return Step(None, handler, projectName, payload, 0)


def placeholders(template):
	"""The names of the parameters that a template uses."""
	if isinstance(template, plain.TEXT):
		return PLACEHOLDER.findall(template)
	if isinstance(template, dict):
		template = list(template.values())
	if isinstance(template, list):
		return [name for member in template for name in placeholders(member)]
	return []


def filled(template, values):
	"""A template with the values of its parameters; a parameter alone keeps its type.

	values  {name: value} of every parameter; None where it was not given
	"""
	if isinstance(template, plain.TEXT):
		return filledText(template, values)
	if isinstance(template, dict):
		return dict((key, filled(member, values)) for key, member in template.items())
	if isinstance(template, list):
		return [filled(member, values) for member in template]
	return template


def filledText(template, values):
	alone = PLACEHOLDER.match(template)
	if alone and alone.end() == len(template):
		return values[alone.group(1)]
	return PLACEHOLDER.sub(lambda match: shown(values[match.group(1)]), template)


def shown(value):
	if isinstance(value, bool):
		return "true" if value else "false"
	return "" if value is None else "%s" % (value,)
