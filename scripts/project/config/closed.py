"""The tags that are closed to every caller, whatever its roles say: no setting opens them.

What must never be served compares without letter case and in any provider, because the same tags can be visible
under another provider's name, and because gateways are said to ignore case.
"""

from project.config import settings
from project.values import paths

CONFIGURATION = [paths.folded(name) for name in paths.segments(settings.ROOT)]
# The tags of a Vision client: a gateway has none.
CLIENT = "client"
SYSTEM = "system"
DEFINITIONS = "_types_"


def isConfiguration(names):
	"""True where the folded names lead to the configuration or below it."""
	return names[:len(CONFIGURATION)] == CONFIGURATION


def isProtected(names):
	"""True where the folded names lead to the configuration, below it, or to a parent of it.

	The value of a parent would reveal its members where the parent is a UDT instance.
	"""
	return isConfiguration(names) or (bool(names) and names == CONFIGURATION[:len(names)])


def isClient(canonical):
	return providerOf(canonical) == CLIENT


def isUnwritable(canonical, names):
	"""True for a canonical path, whose names are these, that nobody may write though it may be read."""
	return providerOf(canonical) == SYSTEM or paths.folded(names[0]) == DEFINITIONS


def providerOf(canonical):
	return paths.folded(canonical[1:canonical.index("]")]).strip()


def isOpenPath(canonical):
	"""False for a canonical path that names a provider only, or a tag that nobody may read."""
	names = [paths.folded(name) for name in paths.segments(canonical)]
	return bool(names) and not isProtected(names) and not isClient(canonical)


def isOpenTarget(canonical):
	"""False for a canonical path that nobody may write."""
	return isOpenPath(canonical) and not isUnwritable(canonical, paths.segments(canonical))
