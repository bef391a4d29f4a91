"""May this caller touch this tag: the one place that answers, for every endpoint.

It is decided on the canonical path, before anyone looks whether the tag exists. What is never
served compares without letter case and in any provider, because the same tags can be visible
under another provider's name, and because gateways are said to ignore case.
"""

from project.config import settings
from project.values import memory
from project.values import paths

READ = "read"
WRITE = "write"
PROTECTED = [paths.folded(name) for name in paths.segments(settings.ROOT)]

# PERF: what was allowed before, as (role, action, path). The rules are constants of this module; a third
# of a read of 500 tags went into asking them again.
ALLOWED = memory.Memory(10000)

# PERF: whole lists of paths that were judged before: clients ask for the same lists again and again. 10 us for
# 100 paths, where one by one they take 60 us.
LISTS = memory.Memory(100)
MAX_LIST_CHARS = 50000


class Denied(Exception):
	"""The caller may not touch the tag. The message never tells whether it exists.

	code  "tag_forbidden", or "invalid_tag_path" where the path itself is malformed
	"""

	def __init__(self, code, detail):
		Exception.__init__(self, detail)
		self.code = code
		self.detail = detail


def requireTag(principal, path, action):
	"""The path of a tag that the caller may read or write; it is canonical, or it would be refused.

	principal  the caller; its role decides once roles name tags
	raises     Denied
	"""
	key = (principal.role, action, path)
	if ALLOWED.get(key) is None:
		judge(path, action)
		ALLOWED.put(key, True)
	return path


def partedTags(principal, wanted, action):
	"""(allowed, denied): the paths that the caller may touch, each once, and {path: Denied} of the others."""
	key = (principal.role, action, tuple(wanted))
	found = LISTS.get(key)
	if found is None:
		found = judgedTags(principal, wanted, action)
		if sum([len(path) for path in wanted]) <= MAX_LIST_CHARS:
			LISTS.put(key, found)
	return found


def judgedTags(principal, wanted, action):
	allowed, denied = [], {}
	for path in wanted if len(set(wanted)) == len(wanted) else dict.fromkeys(wanted):
		try:
			allowed.append(requireTag(principal, path, action))
		except Denied as refusal:
			denied[path] = refusal
	return allowed, denied


def judge(path, action):
	refuseProtected(path, action)
	canonical = wellFormed(path)
	names = paths.segments(canonical)
	if not names:
		raise Denied("invalid_tag_path", "The path names a provider, not a tag.")
	if action == WRITE:
		refuseUnwritable(canonical, names)


def requireFolder(principal, path):
	"""The canonical path of a folder or provider whose children the caller may see; "" is the list of providers.

	raises  Denied
	"""
	if path == "":
		return path
	if isBelow(loose(path), PROTECTED):
		raise forbidden()
	return wellFormed(path)


def isVisible(principal, path):
	"""True where a tag or folder that the platform listed may be shown to the caller."""
	return not isBelow(loose(path), PROTECTED)


def wellFormed(path):
	try:
		return paths.canonical(path)
	except paths.Malformed as malformed:
		code = "invalid_tag_path" if path.startswith("[") and not malformed.isProperty else "tag_forbidden"
		raise Denied(code, "%s" % malformed)


def refuseProtected(path, action):
	names = loose(path)
	# The value of a parent would reveal its members where the parent is a UDT instance.
	if isBelow(names, PROTECTED) or (names and names == PROTECTED[:len(names)]):
		raise forbidden()


def refuseUnwritable(canonical, names):
	provider = paths.folded(canonical[1:canonical.index("]")]).strip()
	if provider == "system" or paths.folded(names[0]) == "_types_":
		raise forbidden()


def forbidden():
	return Denied("tag_forbidden", "This caller may not touch this tag.")


def isBelow(names, root):
	return names[:len(root)] == root


def loose(path):
	"""The names of a path as the most forgiving gateway could read them: for refusing, never for reading."""
	rest = path.replace("\\", "/").rpartition("]")[2]
	found = []
	for name in rest.split("/"):
		bare = paths.folded(name.strip().partition(".")[0].strip())
		if name.strip() == "..":
			del found[-1:]
		elif bare:
			found.append(bare)
	return found
