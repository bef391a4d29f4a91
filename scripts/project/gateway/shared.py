"""What outlives the scripts but not the gateway: Java's tables and numbers in system.util.getGlobals().

Saving anything in the Designer gives every module new code, while threads of the old code may still run; all
projects of the gateway share these globals. So nothing of ours lies here, only Java's own thread-safe classes and
what Python itself never changes (numbers, texts, tuples and frozensets of them), and a name ends in the version of
its layout: code that lays a record out in another way uses another name.
"""

from java.util.concurrent import ConcurrentHashMap
from java.util.concurrent.atomic import AtomicLong

from project.gateway import failure

ROOT = "ignition-rest-api"


def table(name, version):
	"""The ConcurrentHashMap of that name and layout: one for all threads, projects and generations of the scripts.

	raises  GatewayFailure
	"""
	try:
		root = system.util.getGlobals().setdefault(ROOT, ConcurrentHashMap())
		return kept(root, "%s/%d" % (name, version), ConcurrentHashMap)
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught("system.util.getGlobals")


def counter():
	"""An AtomicLong that dies with the scripts."""
	return AtomicLong(0)


def number(numbers, key, initial=0):
	"""The AtomicLong under a key of a table; whoever comes first makes it, with `initial`."""
	found = numbers.get(key)
	return kept(numbers, key, lambda: AtomicLong(initial)) if found is None else found


def kept(values, key, make):
	"""The value of a key, made where there is none; two threads at once get the same one."""
	made = make()
	before = values.putIfAbsent(key, made)
	return made if before is None else before


def entries(values):
	"""[(key, value)] of a table as it stands."""
	return [(entry.getKey(), entry.getValue()) for entry in values.entrySet()]
