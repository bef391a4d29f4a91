"""The port to messages between projects: event scripts of another project, called by name."""

from project.gateway import convert
from project.gateway import failure


def send(projectName, handler, payload):
	"""Hand a message over; whether a handler exists, and what it does, the platform does not say.

	payload  dict of plain forms
	raises   GatewayFailure
	"""
	try:
		system.util.sendMessage(
			projectName, handler, dict((name, convert.toPlatform(value)) for name, value in payload.items()), "G")
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught("system.util.sendMessage")
