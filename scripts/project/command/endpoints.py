"""The endpoints over commands: what the site configured, listed and run. Never code from a client."""

from project.command import running
from project.gateway import clock
from project.guard import roles
from project.http import arguments
from project.http import endpoint
from project.http import fields
from project.http import jsonschema
from project.http import negotiate
from project.http import problem
from project.tags import writing


def listCommands(call):
	"""GET /cmd: the commands that the caller may run, with the schemas of their parameters."""
	found = call.configuration.commands
	allowed = [found[name] for name in sorted(found) if mayRun(call.principal, found[name])]
	return {"json": {"results": [described(command) for command in allowed], "cursor": None}}


def described(command):
	"""{name, title, description, confirmation?, parameters: {name: schema}, steps: [{"write" and so on: target}]}"""
	found = {
		"name": command.name,
		"title": command.title,
		"description": command.description,
		"parameters": command.parameters,
		"steps": [{step.kind: step.target} for step in command.steps],
	}
	if command.confirmation:
		found["confirmation"] = command.confirmation
	return found


def runCommand(call):
	"""POST /cmd: check everything, then do the steps of one command in order."""
	asked = RUN.of(call)
	command = requested(call, asked["command"])
	values = arguments.checked(command.parameters, asked.get("parameters", {}), clock.nowMillis())
	if command.confirmation and not asked["confirmed"]:
		raise problem.Problem(
			409, "confirmation_required", "Confirm with '\"confirmed\": true': %s" % command.confirmation,
			members={"confirmation": command.confirmation})
	steps, compensation = running.prepared(call, command, values)
	running.run(call, command, steps, compensation)
	return {"json": {
		"status": "completed", "command": command.name, "results": [doing.result() for doing in steps]}}


def requested(call, name):
	command = call.configuration.commands.get(name)
	# One that the caller may not run is as unknown as one that does not exist.
	if command is None or not mayRun(call.principal, command):
		raise problem.Problem(
			404, "command_not_found", "There is no command '%s' that this caller may run." % name[:60])
	return command


def mayRun(principal, command):
	return roles.hasRole(principal, command.role) and roles.fits(principal.grants.commands, command.name)


def requirePermitted(call, targets):
	"""A repeated request too is only for whoever may run the command, and what it does; raises Problem 403, 404."""
	command = requested(call, RUN.of(call)["command"])
	steps = command.steps + command.compensation
	writing.requirePermitted(call, [step.target for step in steps if step.kind == "write"])
	for step in steps:
		if step.query and not roles.fits(call.principal.grants.queries, step.query.name):
			raise problem.Problem(403, "rights_changed", (
				"This caller may no longer run the query '%s', which is a step of this command." % step.query.name))


COMMAND = jsonschema.record("Command", {
	"name": jsonschema.TEXT, "title": jsonschema.TEXT_OR_NULL, "description": jsonschema.TEXT_OR_NULL,
	"parameters": jsonschema.described(jsonschema.OPEN, "The schema of each parameter by its name."),
	"steps": jsonschema.described(jsonschema.listOf(jsonschema.record(
		"CommandStep", {"write": jsonschema.TEXT, "query": jsonschema.TEXT, "message": jsonschema.TEXT},
		("write", "query", "message"))),
		"What it does, in order: the tag that is written, or the message that is sent."),
	"confirmation": jsonschema.described(jsonschema.TEXT, "A question; POST then needs \"confirmed\": true."),
}, ("confirmation",))
RUN = fields.Body("RunCommandRequest", {
	"command": jsonschema.TEXT,
	"parameters": jsonschema.described(jsonschema.OPEN, "As GET /cmd says of the command."),
	"confirmed": jsonschema.described(
		jsonschema.BOOLEAN, "Needed where the command asks for a confirmation.", default=False),
}, ("parameters", "confirmed"))
STEP_RESULT = jsonschema.record("StepResult", {
	"write": jsonschema.TEXT, "query": jsonschema.TEXT, "message": jsonschema.TEXT, "value": jsonschema.ANY,
	"rows": jsonschema.described(jsonschema.INTEGER, "How many rows an update query changed."),
	"state": {"type": "string", "enum": ["done", "failed", "not_done"]},
	"error": jsonschema.TEXT, "code": jsonschema.TEXT,
}, ("write", "query", "message", "rows", "error", "code"))
RAN = jsonschema.record("CommandResult", {
	"status": jsonschema.described(jsonschema.TEXT, "completed"), "command": jsonschema.TEXT,
	"results": jsonschema.listOf(STEP_RESULT)})

ENDPOINTS = [
	{
		"method": "GET", "path": "/cmd", "scope": roles.CMD_READ, "handler": listCommands, "class": "commands",
		"example": {},
		"summary": "List commands", "formats": negotiate.DATA, "parameters": [endpoint.FORMAT],
		"answers": {200: jsonschema.page("Commands", COMMAND)},
	},
	{
		"method": "POST", "path": "/cmd", "scope": roles.CMD_RUN, "handler": runCommand, "class": "commands",
		"example": {"body": {"command": "setpoint", "parameters": {"value": 42.5}}},
		"summary": "Run a command", "formats": negotiate.DATA, "mutating": True, "permits": requirePermitted,
		"parameters": [endpoint.FORMAT], "body": RUN.schema, "answers": {200: RAN},
		"problems": (
			"command_not_found", "confirmation_required", "invalid_argument", "command_check_failed", "command_failed",
			"tag_forbidden"),
	},
]
