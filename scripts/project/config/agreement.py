"""What is wrong between settings that are right by themselves: what one names and another has not, or needs of it.

Nothing here changes what a setting means: what does not exist gives nothing, and what is closed stays closed. Each
function gives (setting name, what is wrong and what to do) for one pair of settings.
"""

from project.config import closed
from project.config import roles
from project.values import paths


def problems(configuration):
	"""[(setting name, what is wrong and what to do)] of a configuration.Configuration."""
	return [found for look in LOOKS for found in look(configuration)]


def closedRoles(configuration):
	for name in sorted(set(configuration.roles) - set(roles.BUILT_IN)):
		role = configuration.roles[name]
		for field, patterns, verb in (("read", role.read, "read"), ("write", role.write, "written")):
			if patterns and all([isInConfiguration(pattern) for pattern in patterns]):
				yield "Roles", (
					"All that '%s' of the role '%s' fits lies in Config/API, which is never %s through this API: name "
					"other tags." % (field, name[:60], verb))


def isInConfiguration(pattern):
	return closed.isConfiguration([paths.folded(name) for name in paths.segments(pattern.text)])


def issuersRoles(configuration):
	for issuer in configuration.issuers.all():
		if issuer.defaultRole and issuer.defaultRole not in configuration.roles:
			yield "Issuers", (
				"'defaultRole' of the entry '%s' gives no rights: there is no usable role '%s'."
				% (issuer.name[:60], issuer.defaultRole[:60]))
		mapping = issuer.roleMapping or {}
		for claimed in sorted(mapping):
			if mapping[claimed] not in configuration.roles:
				yield "Issuers", (
					"'%s' in 'roleMapping' of the entry '%s' gives no rights: there is no usable role '%s'."
					% (claimed[:60], issuer.name[:60], mapping[claimed][:60]))


def commandsRoles(configuration):
	for command in inOrder(configuration.commands):
		if command.role and command.role not in configuration.roles:
			yield "Commands", (
				"Nobody can run the command '%s': there is no usable role '%s'."
				% (command.name[:60], command.role[:60]))


def commandsTargets(configuration):
	for command in inOrder(configuration.commands):
		for step in command.steps + command.compensation:
			if step.kind == "write" and not closed.isOpenTarget(step.target):
				yield "Commands", (
					"The command '%s' can never run: it writes '%s', which nobody may write through this API. Take "
					"this step out." % (command.name[:60], step.target[:100]))


def inOrder(commands):
	return [commands[name] for name in sorted(commands)]


def auditWithoutDatabase(configuration):
	if configuration.auditRequired and not configuration.database:
		yield "AuditRequired", (
			"It needs a Database, and none is set: every request that would change something is refused. Set Database, "
			"or this to false.")


def keysWithoutDatabase(configuration):
	if configuration.requireIdempotencyKey and not configuration.database:
		yield "RequireIdempotencyKey", (
			"It needs a Database, and none is set: every request that would change something is refused, with such a "
			"key and without. Set Database, or this to false.")


LOOKS = (
	closedRoles, issuersRoles, commandsRoles, commandsTargets, auditWithoutDatabase, keysWithoutDatabase)
