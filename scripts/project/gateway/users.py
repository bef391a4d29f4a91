"""The port to the gateway's user sources."""

from project.gateway import failure
from project.values import paths

TIMEOUT_MILLIS = 10000


def isMissing(source):
	"""True where the gateway lists its user sources, as from 8.1.15 on, and none has this name; False else."""
	try:
		names = ["%s" % each.name for each in system.user.getUserSources()]
	except:  # noqa: E722
		failure.unsaid("system.user.getUserSources")
		return False
	return paths.folded(source) not in [paths.folded(name) for name in names]


def roles(source, name, password):
	"""The names of a user's roles in a user source, as a tuple; None where name or password is wrong.

	Identity providers are no user sources: the platform knows no password of theirs.
	raises  GatewayFailure, also where there is no such user source
	"""
	try:
		found = system.security.getUserRoles(name, password, source, TIMEOUT_MILLIS)
		return None if found is None else tuple(["%s" % role for role in found])
	except:  # noqa: E722
		raise failure.caught("system.security.getUserRoles")
