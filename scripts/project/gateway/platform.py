"""What the running project and the gateway say of themselves."""

from project.gateway import failure


def projectName():
	"""The project's name on this gateway: whatever the integrator chose at import."""
	try:
		return system.project.getProjectName()
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught("system.project.getProjectName")


def version():
	"""The gateway's version as text, for example "8.1.48"."""
	try:
		return "%s" % system.util.getVersion()
	except:  # noqa: E722
		raise failure.caught("system.util.getVersion")
