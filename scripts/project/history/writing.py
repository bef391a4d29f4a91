"""Rows of history as cells of the API's tables: typed values, times as text, columns with their types."""

import bisect

from project.gateway import failure
from project.gateway import log
from project.gateway import tags
from project.history import modes
from project.history import question as questions
from project.history import rows
from project.http import tables
from project.values import historical
from project.values import kinds
from project.values import memory
from project.values import plain
from project.values import times

# Data types by the names that columns of datasets have.
TYPES = {
	"Int1": "Byte", "Int2": "Short", "Int4": "Integer", "Int8": "Long", "Float4": "Float", "Float8": "Double",
	"Boolean": "Boolean", "String": "String", "DateTime": "Date",
}
UNKNOWN = "Object"
ONLY_GOOD, ONLY_FLOATS = set(["Good"]), set([float])
# PERF: the rows that a tag's history was last written as. Who asks every some seconds for the last hours mostly gets
# rows that he has had: 20 us for 288 of them, where writing them takes 200.
LAST = memory.Memory(50)
MAX_KEPT = 1000


class Kept(object):
	"""Rows of good samples of a Double, oldest first: milliseconds, values, and the JSON text of each row."""

	__slots__ = ("millis", "values", "texts")

	def __init__(self, millis, values, texts):
		self.millis = millis
		self.values = values
		self.texts = texts

	def of(self, samples):
		"""The texts of the first samples, of as many as are the same here from where they begin."""
		first = bisect.bisect_left(self.millis, samples.millis[0])
		count = min(len(self.millis) - first, len(samples))
		isSame = (
			self.millis[first:first + count] == tuple(samples.millis[:count])
			and self.values[first:first + count] == tuple(samples.values[:count]))
		return self.texts[first:first + count] if isSame else []


NONE_KEPT = Kept((), (), [])


class Writer(object):
	"""Writes the rows of one question.

	knowsTypes  False where the tags' types cannot be had: values are written as the historian gives them
	"""

	def __init__(self, question, options):
		self.question = question
		self.options = options
		dataTypes = typesOf(question)
		self.knowsTypes = dataTypes is not None
		dataTypes = dataTypes or {}
		self.types = [columnType(question.mode, dataTypes.get(path)) for path in question.paths]
		self.casts = [CASTS.get(kind) for kind in self.types]

	def columns(self):
		if self.question.isTall:
			return [
				{"name": "path", "type": "String"}, {"name": "value", "type": self.commonType()},
				{"name": "quality", "type": "String"}, {"name": "timestamp", "type": "Date"}]
		return [{"name": "t_stamp", "type": "Date"}] + [
			{"name": path, "type": kind} for path, kind in zip(self.question.paths, self.types)]

	def commonType(self):
		return self.types[0] if len(set(self.types)) == 1 else UNKNOWN

	def refusals(self):
		"""The rows of a tall table for what the caller may not read."""
		return [
			[self.question.paths[index], None, questions.DENIED_QUALITY[denied.code], None]
			for index, denied in sorted(self.question.refused.items())]

	def rows(self, chunk):
		"""The rows of a rows.Chunk or rows.Column, as lists of JSON-ready cells."""
		if isinstance(chunk, rows.Column):
			return self.tallColumn(chunk) if self.question.isTall else self.wideColumn(chunk)
		write = self.tall if self.question.isTall else self.wide
		return [write(place[0], cells) for place, cells in chunk.rows]

	def inJson(self, chunk):
		"""As `rows`, or tables.Written."""
		isColumn = isinstance(chunk, rows.Column) and not self.question.isTall and len(self.question.paths) == 1
		return self.columnInJson(chunk) if isColumn and len(chunk) else self.rows(chunk)

	def columnInJson(self, column):
		samples, path = column.samples, self.question.paths[column.index]
		if self.types[column.index] != "Double" or samples.qualities.count("Good") < len(samples):
			return self.wideColumn(column)
		texts = (LAST.get(path) or NONE_KEPT).of(samples)
		if len(texts) < len(samples):
			left = column.part(len(texts))
			if not self.isSimple(left):
				return self.wideColumn(column)
			moments = times.formatAll(left.samples.millis)
			texts = texts + ['["%s",%r]' % row for row in zip(moments, left.samples.values)]
			if len(texts) <= MAX_KEPT:
				LAST.put(path, Kept(tuple(samples.millis), tuple(samples.values), texts))
		return tables.Written(",".join(texts))

	def tallColumn(self, column):
		samples = column.samples
		if not self.isSimple(column):
			return [self.tall(millis, {column.index: cell}) for millis, cell in cells(column)]
		path, texts = self.question.paths[column.index], times.formatAll(samples.millis)
		return [
			[path, value, quality, text] for value, quality, text in zip(samples.values, samples.qualities, texts)]

	def wideColumn(self, column):
		samples = column.samples
		if len(self.question.paths) > 1 or not self.isSimple(column):
			return [self.wide(millis, {column.index: cell}) for millis, cell in cells(column)]
		texts, values = times.formatAll(samples.millis), samples.values
		if set(samples.qualities) != ONLY_GOOD:
			values = [
				value if kinds.isGood(quality) else None for value, quality in zip(values, samples.qualities)]
		return [[text, value] for text, value in zip(texts, values)]

	def isSimple(self, column):
		"""True where the values are written as they are: finite numbers of a Double.

		PERF: asked for all at once, as nearly all history is such numbers. A sum is finite where all are; it can
		be infinite of very large ones, which are then looked at one by one.
		"""
		values = column.samples.values
		if self.types[column.index] != "Double" or set(map(type, values)) != ONLY_FLOATS:
			return False
		total = sum(values)
		return total - total == 0.0

	def tall(self, millis, cells):
		(index, (value, quality)), = cells.items()
		try:
			shown = self.shown(index, value)
		except plain.Unrepresentable:
			shown, quality = None, "Error_TypeConversion"
		return [self.question.paths[index], shown, quality, times.formatMillis(millis)]

	def wide(self, millis, cells):
		row = [times.formatMillis(millis)] + [None] * len(self.question.paths)
		for index, (value, quality) in cells.items():
			# Without a quality beside it, a value that is not good would pass for one that is.
			if kinds.isGood(quality):
				row[index + 1] = self.shownOrNone(index, value)
		return row

	def shownOrNone(self, index, value):
		try:
			return self.shown(index, value)
		except plain.Unrepresentable:
			return None

	def shown(self, index, value):
		cast = self.casts[index]
		if cast is not None and value is not None:
			value = cast(value)
		return plain.plain(value, self.options)


def cells(column):
	return [(millis, (value, quality)) for millis, value, quality in column.samples]


def typesOf(question):
	"""{path: data type} of the paths that are tags; None where nobody can say."""
	wanted = [path for index, path in question.allowed() if not historical.isHistorical(path)]
	try:
		return tags.dataTypes(wanted)
	except failure.GatewayFailure as error:
		log.warn("No data types of tags whose history was read: %s" % error)
		return None


def columnType(mode, dataType):
	if mode in modes.OF_THE_TAG:
		return TYPES.get(dataType, UNKNOWN)
	return "Long" if mode in modes.COUNTS else "Double"


def asFloat4(value):
	return plain.shortestFloat4(value) if type(value) is float else value


def asDouble(value):
	return float(value) if isinstance(value, plain.INTEGERS) else value


def asBoolean(value):
	"""A historian stores 0 and 1 for a Boolean."""
	return bool(value) if value in (0, 1) else value


def asInstant(value):
	"""A historian may store the milliseconds of a date."""
	return kinds.Instant(value) if isinstance(value, plain.INTEGERS) else value


CASTS = {"Float": asFloat4, "Double": asDouble, "Boolean": asBoolean, "Date": asInstant}
