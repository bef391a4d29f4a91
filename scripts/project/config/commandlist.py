"""The tag Commands: what callers may set going, each as an ordered list of steps with checked parameters.

	{"startLine": {
		"title": "Start the line", "description": "...", "role": "operator", "confirmation": "Is the line clear?",
		"parameters": {
			"rate": {"type": "number", "minimum": 10, "maximum": 120, "description": "Units a minute."},
			"order": {"type": "integer", "minimum": 1}},
		"steps": [
			{"write": "[default]Plant/Line1/TargetRate", "value": "{rate}", "readBackSeconds": 5},
			{"query": "startWorkOrder", "parameters": {"order": "{order}"}, "rows": 1},
			{"message": "startLine", "project": "mes", "payload": {"rate": "{rate}"}}],
		"compensation": [{"write": "[default]Plant/Line1/TargetRate", "value": 0}]}}

A command that is wrong in any part does not exist; why is in the status.
"""

import re

from project.config import readers
from project.config import schemas
from project.values import kinds
from project.values import paths
from project.values import plain

PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_\-]{0,63})\}")
COMMAND_FIELDS = ("title", "description", "role", "confirmation", "parameters", "steps", "compensation")
WRITE_FIELDS = ("write", "value", "readBackSeconds")
QUERY_FIELDS = ("query", "parameters", "rows")
MESSAGE_FIELDS = ("message", "project", "payload")
KINDS = ("write", "query", "message")
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

	def __init__(self, name, described, queries):
		schemas.checkEntry(name, described)
		schemas.onlyFields(described, COMMAND_FIELDS, "the command")
		self.name = name
		self.title = schemas.textOf(described, "title") or name
		self.description = schemas.textOf(described, "description")
		self.role = schemas.textOf(described, "role")
		self.confirmation = schemas.textOf(described, "confirmation")
		self.parameters = schemas.parametersOf(described.get("parameters", {}))
		self.steps = stepsOf(described.get("steps"), "steps", self.parameters, queries)
		if not self.steps:
			raise readers.Wrong("it has no steps")
		self.compensation = stepsOf(described.get("compensation", []), "compensation", self.parameters, queries)


class Step(object):
	"""One step.

	kind    "write", "query" or "message"
	target  the tag path, the name of the query in NamedQueries, or the project and the handler of a message
	value   a template of what is written or sent, or of the query's parameters: a text that is nothing but
	        {parameter} becomes its value, others have it put in
	and of a write `readBackSeconds`, of a query its querylist.Query as `query` and `rows`, how many it must
	change or None, of a message `projectName` and `handler`
	"""

	__slots__ = ("kind", "target", "value", "readBackSeconds", "query", "rows", "projectName", "handler")

	def __init__(self, kind, target, value, readBackSeconds=0, query=None, rows=None, projectName=None, handler=None):
		self.kind = kind
		self.target = target
		self.value = value
		self.readBackSeconds = readBackSeconds
		self.query = query
		self.rows = rows
		self.projectName = projectName
		self.handler = handler


def parse(document, queries):
	"""({name: Command}, [what is wrong]) of the tag's plain value; `queries` are those of NamedQueries by name."""
	if document is None:
		return {}, []
	if not isinstance(document, dict):
		return {}, ["It must be a Document tag with a JSON object; there are no commands."]
	problems = []
	return readers.usable(
		document, lambda name, described: Command(name, described, queries), problems.append,
		"The command '%s' does not exist: %s."), problems


def stepsOf(described, field, parameters, queries):
	if not isinstance(described, list) or len(described) > MAX_STEPS:
		raise readers.Wrong("'%s' must be a list of at most %d steps" % (field, MAX_STEPS))
	return [stepOf(step, "%s[%d]" % (field, index), parameters, queries) for index, step in enumerate(described)]


def stepOf(described, where, parameters, queries):
	named = [kind for kind in KINDS if isinstance(described, dict) and kind in described]
	if len(named) != 1:
		raise readers.Wrong("%s must be an object with either 'write', 'query' or 'message'" % where)
	if named == ["query"]:
		step = queryOf(described, where, queries)
	else:
		step = writeOf(described, where) if named == ["write"] else messageOf(described, where)
	if not isPlain(step.value):
		raise readers.Wrong("%s has a value that is nested too deep, or that JSON does not have" % where)
	for name in placeholders(step.value):
		if name not in parameters:
			raise readers.Wrong("%s uses {%s}, which is no parameter" % (where, name))
	return step


def isPlain(template):
	"""False where a value is in it that no answer can show."""
	if isinstance(template, dict):
		template = list(template.values())
	if isinstance(template, list):
		return all([isPlain(member) for member in template])
	return not isinstance(template, kinds.Unsupported) and (
		not isinstance(template, float) or schemas.isNumber(template))


def writeOf(described, where):
	schemas.onlyFields(described, WRITE_FIELDS, where)
	if "value" not in described:
		raise readers.Wrong("%s has no 'value'" % where)
	try:
		path = paths.canonical(schemas.textOf(described, "write"))
	except paths.Malformed as malformed:
		raise readers.Wrong("%s: %s" % (where, ("%s" % malformed).rstrip(".")))
	seconds = described.get("readBackSeconds", 0)
	if not schemas.isNumber(seconds) or not 0 <= seconds <= MAX_READ_BACK:
		raise readers.Wrong("'readBackSeconds' of %s must be a number from 0 to %d" % (where, MAX_READ_BACK))
	return Step("write", path, described["value"], readBackSeconds=seconds)


def queryOf(described, where, queries):
	schemas.onlyFields(described, QUERY_FIELDS, where)
	name, given = schemas.textOf(described, "query"), described.get("parameters", {})
	if name not in queries or not queries[name].isUpdate():
		raise readers.Wrong("%s names '%s', which is no query of the type UpdateQuery in NamedQueries" % (
			where, name[:60]))
	if not isinstance(given, dict):
		raise readers.Wrong("'parameters' of %s must be an object" % where)
	known = queries[name].parameters
	for unknown in sorted(set(given) - set(known)):
		raise readers.Wrong("%s gives '%s', which the query '%s' does not have" % (where, unknown[:60], name))
	for parameter in sorted(known):
		if parameter not in given and "default" not in known[parameter] and known[parameter].get("required", True):
			raise readers.Wrong("%s leaves out '%s', which the query '%s' needs" % (where, parameter, name))
	rows = described.get("rows")
	if rows is not None and (not schemas.isInteger(rows) or rows < 0):
		raise readers.Wrong("'rows' of %s must be a whole number from 0" % where)
	return Step("query", name, given, query=queries[name], rows=rows)


def messageOf(described, where):
	schemas.onlyFields(described, MESSAGE_FIELDS, where)
	handler, projectName = schemas.textOf(described, "message"), schemas.textOf(described, "project")
	payload = described.get("payload", {})
	if not handler or not projectName or not isinstance(payload, dict):
		raise readers.Wrong("%s needs 'message' and 'project', and 'payload' must be an object" % where)
	return Step("message", "%s/%s" % (projectName, handler), payload, projectName=projectName, handler=handler)


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
	if type(value) is float:
		# What "%s" makes of it has 12 digits on Python 2.
		return repr(value)
	return "" if value is None else "%s" % (value,)
