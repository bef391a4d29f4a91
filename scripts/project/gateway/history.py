"""The port to tag history: paths and milliseconds in, samples out.

The one place that knows two versions: system.tag.queryTagHistory is used wherever it exists,
system.historian where it is gone or a path is the historian's own. Every query names one path: a
query of several has been seen to answer nothing, and only a tall table carries qualities.

A sample is (millis, value, quality name), the value a plain form.
"""

from java.util import Date

from project.gateway import convert
from project.gateway import failure
from project.gateway import tags
from project.values import historical
from project.values import paths
from project.values import qualities

STORED = -1
GOOD = 192
SYSTEM_NAME = "[System]Gateway/SystemName"


class Rising(object):
	"""Samples of which each is later than the one before it, as columns; iterate over it for the samples.

	PERF: nearly all history is that, and for a day of 288 samples column by column takes half of the time.
	"""

	def __init__(self, millis, values, qualities):
		self.millis = millis
		self.values = values
		self.qualities = qualities

	def __len__(self):
		return len(self.millis)

	def __iter__(self):
		return iter(zip(self.millis, self.values, self.qualities))

	def part(self, first, last=None):
		return Rising(self.millis[first:last], self.values[first:last], self.qualities[first:last])


class Unnamed(Exception):
	"""The gateway has system.historian only, and nobody has said which historian stands for tags."""


class NotOffered(Exception):
	"""The gateway's version has no function for this; the message says which."""


def stored(path, start, end, historian):
	"""What was stored from `start` to just before `end`, in the order of time: Rising, or a list of samples.

	historian  the historian to ask where only system.historian exists; "" where there is none
	raises     GatewayFailure, NotOffered, Unnamed
	"""
	# One millisecond more on either side: what a gateway puts at the bounds of a query was never stored.
	for name in spellings(path, historian):
		found = columns(asked(name, start - 1, end, STORED, "LastValue"))
		if found[0]:
			return inOrder(found, start, end)
	return []


def aggregated(path, mode, start, end, count, historian):
	"""The rows of `count` windows of the same length between two moments; MinMax gives up to two for each.

	raises  GatewayFailure, NotOffered, Unnamed
	"""
	found = []
	for name in spellings(path, historian):
		found = firstMoments(samples(asked(name, start, end, count, mode)), count)
		if any(value is not None for millis, value, quality in found):
			return found
	return found


def firstMoments(rows, count):
	"""The rows of the first `count` moments: whether a gateway adds one at the end is not known."""
	moments = sorted(set(row[0] for row in rows))
	if len(moments) <= count:
		return rows
	return [row for row in rows if row[0] < moments[count]]


def estimate(path, start, end, historian):
	"""About how many samples are stored between two moments; a gateway may leave out the bad ones.

	raises  GatewayFailure, NotOffered, Unnamed
	"""
	most = 0
	for name in spellings(path, historian):
		most = max(most, counted(name, start, end))
	return most


def counted(path, start, end):
	if usesTagFunctions(path):
		table = calculations(path, start, end)
		found = table.getValueAt(0, 1) if table.getRowCount() else None
	else:
		rows = samples(asked(path, start, end, 1, "Count"))
		found = rows[0][1] if rows else None
	return int(found or 0)


def calculations(path, start, end):
	try:
		return system.tag.queryTagCalculations(
			paths=[path], calculations=["Count"], startDate=Date(start), endDate=Date(end),
			includeBoundingValues=False, noInterpolation=True)
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught("system.tag.queryTagCalculations")


def usesTagFunctions(path):
	return not historical.isHistorical(path) and hasattr(system.tag, "queryTagHistory")


def spellings(path, historian):
	"""The names under which to look for a path, in this order."""
	if historical.isHistorical(path) or hasattr(system.tag, "queryTagHistory"):
		return [path]
	if not historian:
		raise Unnamed("This gateway asks a historian by its name: put it into the configuration tag Historian.")
	return historical.qualified(historian, tags.read([SYSTEM_NAME])[0].value, path)


def asked(path, start, end, size, mode):
	"""The tall table of one query."""
	if usesTagFunctions(path):
		return tagHistory(path, Date(start), Date(end), size, mode)
	if not hasattr(system, "historian"):
		raise NotOffered("Historical paths (histprov:...) need Ignition 8.3. Name the tag instead.")
	return points(path, Date(start), Date(end), size, mode)


def tagHistory(path, start, end, size, mode):
	isStored = size == STORED
	try:
		return system.tag.queryTagHistory(
			paths=[path], startDate=start, endDate=end, returnSize=size, aggregationMode=mode, returnFormat="Tall",
			includeBoundingValues=not isStored, noInterpolation=isStored, validateSCExec=not isStored)
	except:  # noqa: E722
		raise failure.caught("system.tag.queryTagHistory")


def points(path, start, end, size, mode):
	# Keywords only, and no optional ones: two pages of the manual disagree about them.
	try:
		if size == STORED:
			return system.historian.queryRawPoints(
				paths=[path], startTime=start, endTime=end, returnFormat="TALL", returnSize=-1, includeBounds=False)
		return system.historian.queryAggregatedPoints(
			paths=[path], startTime=start, endTime=end, aggregates=[mode], returnFormat="TALL", returnSize=size)
	except:  # noqa: E722
		raise failure.caught("system.historian")


def samples(table):
	"""The rows of a table as samples, in the table's order; rows without a time are left out."""
	return list(zip(*columns(table)))


def columns(table):
	"""The rows of a table as three lists: milliseconds, values, quality names; rows without a time are left out."""
	try:
		names = [("%s" % table.getColumnName(index)).lower() for index in range(table.getColumnCount())]
		moment, value = columnOf(names, "timestamp", 0), columnOf(names, "value", 1)
		quality = columnOf(names, "quality", None)
		moments = list(table.getColumnAsList(moment))
		# PERF: here and below a loop, or a question for what is true: 288 rows take a third to a tenth of what they
		# take in set() and map(), or to be compared with None.
		millis = [at.getTime() if at else None for at in moments]
		values = plainValues(list(table.getColumnAsList(value)))
		codes = [None] * len(values) if quality is None else list(table.getColumnAsList(quality))
		found = [millis, values, qualityNames(codes, values)]
		return found if all(moments) else timed(found)
	except:  # noqa: E722
		raise failure.caught("the table of a history query")


def plainValues(values):
	scalars = convert.SCALARS
	for value in values:
		if type(value) not in scalars:
			return [convert.fromPlatform(each) for each in values]
	return values


def timed(found):
	return [[cell for at, cell in zip(found[0], column) if at is not None] for column in found]


def columnOf(names, name, otherwise):
	return names.index(name) if name in names else otherwise


def qualityNames(codes, values):
	if codes.count(GOOD) == len(codes):
		return ["Good"] * len(codes)
	return [qualityName(code, value) for code, value in zip(codes, values)]


def qualityName(code, value):
	"""The name of a quality, which a gateway may give as a number, a QualityCode or not at all."""
	if code == GOOD:
		return "Good"
	if qualities.isNumber(code):
		return qualities.named(code)
	if code is None:
		return "Bad" if value is None else "Good"
	return tags.quality(code)[0]


def inOrder(found, start, end):
	"""The samples of columns from `start` to before `end` by time, Rising where they are.

	Those of one millisecond stay in the order in which they came; one that repeats the one before it goes.
	"""
	millis = found[0]
	if start <= millis[0] and millis[-1] < end and rises(millis):
		return Rising(*found)
	kept, before = [], None
	for sample in sorted([sample for sample in zip(*found) if start <= sample[0] < end], key=lambda sample: sample[0]):
		shown = "%r" % (sample,)
		if shown != before:
			kept.append(sample)
		before = shown
	return Rising(*zip(*kept)) if kept and rises([sample[0] for sample in kept]) else kept


def rises(numbers):
	"""True where each number is larger than the one before it."""
	before = numbers[0] - 1
	for number in numbers:
		if number <= before:
			return False
		before = number
	return True


def isInstalled():
	"""False where the gateway says that it has no historian; True where it cannot say."""
	return roots() != []


def isMissing(historian):
	"""True where the gateway names its historians, and none has this name; False where it cannot say."""
	found = roots()
	if found is None:
		return False
	names = [historical.historianOf(path) for path in found]
	# What is written in another way may be any of them.
	return None not in names and paths.folded(historian) not in [paths.folded(name) for name in names]


def roots():
	"""The historical paths of the gateway's historians; None where it cannot say."""
	try:
		browse = getattr(system.tag, "browseHistoricalTags", None) or system.historian.browse
		return ["%s" % row.getPath() for row in browse("").getResults()]
	except:  # noqa: E722
		failure.unsaid("system.tag.browseHistoricalTags")
		return None
