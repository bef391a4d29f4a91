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

from project.config import schemas
from project.values import paths
from project.values import plain

PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_\-]{0,63})\}")
COMMAND_FIELDS = ("title", "description", "role", "confirmation", "parameters", "steps", "compensation")
WRITE_FIELDS = ("write", "value", "readBackSeconds")
MESSAGE_FIELDS = ("message", "project", "payload")
MAX_STEPS = 50
MAX_READ_BACK = 30


class Command(object):
	"""One command; never changed after it is made.

	name, title, description, role, confirmation   texts, "" where there is none
	parameters    {name: {"type", ...}} as configured
	steps         [Step]
	compensation  [Step] to run when a step failed
	"""

	__slots__ = ("name", "title", "description", "role", "confirmation", "parameters", "steps", "compensation")

	def __init__(self, name, described):
		schemas.onlyFields(described, COMMAND_FIELDS, "the command")
		self.name = name
		self.title = schemas.textOf(described, "title") or name
		self.description = schemas.textOf(described, "description")
		self.role = schemas.textOf(described, "role")
		self.confirmation = schemas.textOf(described, "confirmation")
		self.parameters = schemas.parametersOf(described.get("parameters", {}))
		self.steps = stepsOf(described.get("steps"), "steps", self.parameters)
		if not self.steps:
			raise schemas.Wrong("it has no steps")
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
		except schemas.Wrong as wrong:
			problems.append("The command '%s' does not exist: %s." % (name[:60], wrong))
	return found, problems


def parsed(name, described):
	if not schemas.NAME.match(name):
		raise schemas.Wrong("a name is made of letters, digits, _ and -, and starts with a letter")
	if not isinstance(described, dict):
		raise schemas.Wrong("it must be an object")
	return Command(name, described)


def stepsOf(described, field, parameters):
	if not isinstance(described, list) or len(described) > MAX_STEPS:
		raise schemas.Wrong("'%s' must be a list of at most %d steps" % (field, MAX_STEPS))
	return [stepOf(step, "%s[%d]" % (field, index), parameters) for index, step in enumerate(described)]


def stepOf(described, where, parameters):
	if not isinstance(described, dict) or ("write" in described) == ("message" in described):
		raise schemas.Wrong("%s must be an object with either 'write' or 'message'" % where)
	step = writeOf(described, where) if "write" in described else messageOf(described, where)
	for name in placeholders(step.value):
		if name not in parameters:
			raise schemas.Wrong("%s uses {%s}, which is no parameter" % (where, name))
	return step


def writeOf(described, where):
	schemas.onlyFields(described, WRITE_FIELDS, where)
	if "value" not in described:
		raise schemas.Wrong("%s has no 'value'" % where)
	try:
		path = paths.canonical(schemas.textOf(described, "write"))
	except paths.Malformed as malformed:
		raise schemas.Wrong("%s: %s" % (where, ("%s" % malformed).rstrip(".")))
	seconds = described.get("readBackSeconds", 0)
	if not schemas.isNumber(seconds) or not 0 <= seconds <= MAX_READ_BACK:
		raise schemas.Wrong("'readBackSeconds' of %s must be a number from 0 to %d" % (where, MAX_READ_BACK))
	return Step(path, None, None, described["value"], seconds)


def messageOf(described, where):
	schemas.onlyFields(described, MESSAGE_FIELDS, where)
	handler, projectName = schemas.textOf(described, "message"), schemas.textOf(described, "project")
	payload = described.get("payload", {})
	if not handler or not projectName or not isinstance(payload, dict):
		raise schemas.Wrong("%s needs 'message' and 'project', and 'payload' must be an object" % where)
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
