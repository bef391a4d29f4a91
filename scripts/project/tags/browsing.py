"""Browsing the tag tree: one order, pages that never lose or repeat a tag, hidden tags left out.

Children come sorted by name, so the last path of a page is all that a cursor must hold: the
next page starts behind it, whatever was added or removed meanwhile.
"""

from project.gateway import tags
from project.guard import scope
from project.http import cursors
from project.http import params
from project.http import problem
from project.values import kinds
from project.values import plain
from project.values import qualities
from project.values import typed
from project.values import wildcards

METRICS_NODE = "Alarm Metrics"

# Rows looked at for one page: a search that finds little must not walk the whole tree at once.
MAX_VISITED = 20000
NAMES = ("path", "name", "tagType", "dataType", "valueSource", "hasChildren", "typeId")
FOLDERS = frozenset(("Folder", "Provider", "UdtInstance", "UdtType"))
TAG_TYPES = ("AtomicTag", "Folder", "UdtInstance", "UdtType", "Provider")


class Query(object):
	"""What to list: below `path`, filtered by name pattern, tag type and data type.

	raises  Problem 400 where there is no such type
	"""

	def __init__(self, principal, parameters):
		self.principal = principal
		self.path = parameters["path"]
		self.name = parameters["name"]
		self.tagType = known(parameters, "tagType", TAG_TYPES)
		self.dataType = known(parameters, "dataType", typed.DATA_TYPES)
		self.recursive = parameters["recursive"]

	def digest(self):
		"""A text that changes with the question, so that a cursor is not used for another one."""
		asked = [self.path, self.name, self.tagType, self.dataType, self.recursive]
		return cursors.digest(asked)

	def accepts(self, row):
		return (
			(self.name is None or wildcards.matches(self.name, row["name"]))
			and (self.tagType is None or row["tagType"].lower() == self.tagType.lower())
			and (self.dataType is None or (row["dataType"] or "").lower() == self.dataType.lower()))


def known(parameters, name, names):
	"""The value of a parameter that is one of `names` in any letter case, or None."""
	given = parameters[name]
	if given is not None and given.lower() not in [each.lower() for each in names]:
		raise params.invalid({"name": name}, "must be one of %s" % ", ".join(names))
	return given


def page(query, limit, cursor):
	"""(items, next cursor or None). A page can be short, even empty, and still have a next one.

	raises  Problem 400 invalid_cursor, 400 or 403 for the path, 404 where there is no such folder, 409 where its
	        provider is off or out of reach
	"""
	base = requiredFolder(query)
	after = afterOf(query, cursor)
	found, visited, last = [], 0, None
	for row in walk(query, base, after, isRoot=True):
		if len(found) == limit or visited == MAX_VISITED:
			return found, cursors.encode(query.digest(), last)
		visited, last = visited + 1, row["path"]
		if query.accepts(row):
			found.append(item(row))
	return found, None


def requiredFolder(query):
	try:
		return scope.requireFolder(query.principal, query.path)
	except scope.Denied as refusal:
		status = 403 if refusal.code == "tag_forbidden" else 400
		raise problem.Problem(status, refusal.code, refusal.detail)


def walk(query, folder, after, isRoot=False):
	"""The visible rows below a folder, depth first, each folder's children by name, those after `after`."""
	for row in children(query, folder, isRoot):
		key = sortKey(row["path"])
		if after is None or key > after:
			yield row
		descends = query.recursive and row["hasChildren"] and row["tagType"] in FOLDERS
		if descends and (after is None or key > after or after[:len(key)] == key):
			for inner in walk(query, row["path"], after):
				yield inner


def children(query, folder, isRoot):
	rows, quality = tags.browse(folder)
	if isRoot and not rows and not kinds.isGood(quality):
		raise nothingToBrowse(folder, quality)
	visible = [row for row in rows if isListed(query, row)]
	return sorted(visible, key=lambda row: sortKey(row["path"]))


def nothingToBrowse(folder, quality):
	if quality == "Bad_NotFound":
		return problem.Problem(404, "tag_not_found", "There is no folder '%s'." % folder)
	if quality in qualities.AWAY:
		provider = folder.partition("]")[0] + "]"
		return problem.Problem(409, "provider_unavailable", (
			"The tag provider '%s' does not list its tags: %s." % (provider, quality)), members={"quality": quality})
	return problem.Problem(502, "gateway_error", "The gateway cannot browse '%s' (%s)." % (folder, quality))


def isListed(query, row):
	# Gateway 8.3 adds this node to folders; it is not a tag of the plant.
	if row["name"] == METRICS_NODE and (query.name or "").lower() != METRICS_NODE.lower():
		return False
	return scope.isVisible(query.principal, row["path"])


def sortKey(path):
	provider, bracket, rest = path.partition("]")
	return tuple([provider] + [part for part in rest.split("/") if part])


def item(row):
	"""{path, name, tagType, dataType?, valueSource?, hasChildren, typeId?}"""
	found = {
		"path": row["path"],
		"name": row["name"],
		"tagType": row["tagType"],
		# The platform counts a tag's properties as children.
		"hasChildren": row["hasChildren"] and row["tagType"] in FOLDERS,
	}
	for key in ("dataType", "valueSource", "typeId"):
		if row[key]:
			found[key] = row[key]
	return found


def afterOf(query, cursor):
	"""The sort key behind which the page starts, or None for the first page."""
	if cursor is None:
		return None
	return sortKey(cursors.decode(query.digest(), cursor, lambda position: isinstance(position, plain.TEXT)))
