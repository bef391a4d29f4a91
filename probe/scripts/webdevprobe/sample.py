"""Tags of this gateway to ask questions with: found by browsing a little, never written."""

MOST_FOLDERS = 40
PAGE = 200
FOLDERS = ("Provider", "Folder", "UdtInstance")
STRUCTURED = ("Document", "DataSet")


class Sample(object):
	"""rows: [(path, tagType, dataType, valueSource)] of the first folders; sizes: [(rows below, folder)]."""

	def __init__(self):
		self.rows = []
		self.sizes = []
		waiting = [""]
		for _folder in range(MOST_FOLDERS):
			if waiting:
				waiting.extend(self.visit(waiting.pop(0)))

	def visit(self, folder):
		"""Adds the rows of one folder; the folders below it."""
		results = system.tag.browse(folder, {"maxResults": PAGE})
		self.sizes.append((results.getTotalAvailableSize(), folder))
		rows = [described(row) for row in results.getResults()]
		self.rows.extend(rows)
		return [path for path, tagType, _dataType, _source in rows if tagType in FOLDERS]

	def first(self, what, wanted):
		"""The path of the first row that `wanted` takes; raises Unanswered where there is none."""
		for row in self.rows:
			if wanted(row):
				return row[0]
		raise webdevprobe.asking.Unanswered("no %s in the first %d folders" % (what, MOST_FOLDERS))

	def tag(self):
		"""A tag that lies in a folder."""
		return self.first("tag in a folder", lambda row: row[1] == "AtomicTag" and "/" in row[0])

	def ofType(self, tagType):
		return self.first(tagType, lambda row: row[1] == tagType)

	def memoryTag(self):
		return self.first("memory tag", lambda row: row[1] == "AtomicTag" and row[3] == "memory")

	def structured(self):
		"""Memory tags whose values are documents, datasets or arrays."""
		return [
			path for path, tagType, dataType, source in self.rows
			if source == "memory" and (dataType in STRUCTURED or dataType.endswith("Array"))][:20]


def described(row):
	return tuple("%s" % row.get(name, "") for name in ("fullPath", "tagType", "dataType", "valueSource"))
