"""May this caller touch this tag: the one place that answers, for every endpoint.

It is decided on the canonical path, before anyone looks whether the tag exists. What is never
served compares without letter case and in any provider, because the same tags can be visible
under another provider's name, and because gateways are said to ignore case. What a role allows
compares exactly.
"""

from project.config import closed
from project.guard import roles
from project.values import paths

READ = "read"
WRITE = "write"
MAX_LIST_CHARS = 50000


class Denied(Exception):
	"""The caller may not touch the tag. The message never tells whether it exists.

	code  "tag_forbidden", or "invalid_tag_path" where the path itself is malformed
	"""

	def __init__(self, code, detail):
		Exception.__init__(self, detail)
		self.code = code
		self.detail = detail


def isKnown(principal, path, action):
	"""True where `requireTag` has let the caller pass before, under the same configuration."""
	return principal.grants.allowed[action].get(path)


def requireTag(principal, path, action):
	"""The path of a tag that the caller may read or write; it is canonical, or it would be refused.

	raises     Denied
	"""
	allowed = principal.grants.allowed[action]
	if not allowed.get(path):
		judge(path, action, principal.grants)
		allowed.put(path, True)
	return path


def partedTags(principal, wanted, action):
	"""(allowed, denied): the paths that the caller may touch, each once, and {path: Denied} of the others."""
	lists = principal.grants.lists[action]
	key = tuple(wanted)
	found = lists.get(key)
	if not found:
		found = judgedTags(principal, wanted, action)
		if sum([len(path) for path in wanted]) <= MAX_LIST_CHARS:
			lists.put(key, found)
	return found


def judgedTags(principal, wanted, action):
	allowed, denied = [], {}
	for path in wanted if len(set(wanted)) == len(wanted) else dict.fromkeys(wanted):
		try:
			allowed.append(requireTag(principal, path, action))
		except Denied as refusal:
			denied[path] = refusal
	return allowed, denied


def judge(path, action, grants):
	if closed.isProtected(loose(path)):
		raise forbidden()
	canonical = wellFormed(path)
	names = paths.segments(canonical)
	if not names:
		raise Denied("invalid_tag_path", "The path names a provider, not a tag.")
	if closed.isClient(canonical) or (action == WRITE and closed.isUnwritable(canonical, names)):
		raise forbidden()
	if not roles.fits(grants.read if action == READ else grants.write, canonical):
		raise forbidden()


def requireFolder(principal, path):
	"""The canonical path of a folder or provider whose children the caller may see; "" is the list of providers.

	raises  Denied
	"""
	if path == "":
		return path
	if closed.isConfiguration(loose(path)):
		raise forbidden()
	canonical = wellFormed(path)
	if not isGranted(principal, canonical):
		raise forbidden()
	return canonical


def isVisible(principal, path):
	"""True where a tag or folder that the platform listed may be shown to the caller.

	A folder is shown where something below it could be read, whether or not anything is there.
	"""
	return not closed.isConfiguration(loose(path)) and isGranted(principal, path)


def isGranted(principal, path):
	for pattern in principal.grants.read:
		if pattern.fits(path) or pattern.reaches(path):
			return True
	return False


def wellFormed(path):
	try:
		return paths.canonical(path)
	except paths.Malformed as malformed:
		code = "invalid_tag_path" if path.startswith("[") and not malformed.isProperty else "tag_forbidden"
		raise Denied(code, "%s" % malformed)


def forbidden():
	return Denied("tag_forbidden", "This caller may not touch this tag.")


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
