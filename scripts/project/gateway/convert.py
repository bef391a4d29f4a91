"""Between platform values and plain forms: the only place that knows what a tag value can be.

Objects are recognised by what they can do, not by class: the classes differ between gateway
versions, and an unknown one must become an error of its item, never its `str()`.
"""

import array
import base64
import json

from java.lang import Throwable
from java.util import Date
from java.util import List
from java.util import Map

from project.values import kinds
from project.values import plain

SCALARS = frozenset((type(None), bool, int, float) + plain.INTEGERS + plain.TEXT)
MAX_MEMBERS = 100000
NO_FORM = "The value is of a type that this API cannot write."
TOO_DEEP = "The value is nested deeper than %d levels." % plain.MAX_DEPTH
UNREADABLE = "The platform could not read the value."


def fromPlatform(value, most=MAX_MEMBERS):
	"""The plain form of a platform value; kinds.Unsupported where there is none, and for what has too many members.

	Raises nothing.
	"""
	return converted(value, 0, [most])


def converted(value, depth, left):
	"""As fromPlatform, for a value so deep inside another one.

	left  how many members the whole may still have, as a list of one: few objects can refer to each
	      other so often that no depth is a bound
	"""
	if type(value) in SCALARS:
		return value
	if depth >= plain.MAX_DEPTH:
		return kinds.Unsupported(TOO_DEEP)
	try:
		return structure(value, depth + 1, left)
	except (Exception, Throwable):
		return kinds.Unsupported(UNREADABLE)


def structure(value, depth, left):
	# PERF: a body that WebDev has parsed is made of these; each question that follows takes about 0.3 us.
	if type(value) is dict:
		return dictionary(value, depth, left)
	if type(value) is list:
		return members(value, depth, left)
	if isinstance(value, Date):
		return kinds.Instant(value.getTime())
	if isinstance(value, (bytes, bytearray)) or getattr(value, "typecode", None) == "b":
		return kinds.Blob(base64Text(value))
	if isDataset(value):
		return tableFrom(value, depth, left)
	if hasattr(value, "toDict"):
		return converted(value.toDict(), depth, left)
	if isinstance(value, (dict, Map)):
		return dictionary(value, depth, left)
	if hasattr(value, "doubleValue"):
		return number(value)
	if isinstance(value, (list, tuple, List)) or hasattr(value, "typecode"):
		return members(value, depth, left)
	return kinds.Unsupported(NO_FORM)


def dictionary(value, depth, left):
	found = {}
	for key in bounded(list(value), left):
		member = value[key]
		found[keyText(key)] = member if type(member) in SCALARS else converted(member, depth, left)
	return found


def members(value, depth, left):
	if getattr(value, "typecode", None) == "f":
		# The array says that these are 32-bit numbers, which a single value cannot.
		return [plain.shortestFloat4(member) for member in bounded(list(value), left)]
	return [
		member if type(member) in SCALARS else converted(member, depth, left) for member in bounded(list(value), left)]


def bounded(items, left):
	left[0] -= len(items)
	if left[0] < 0:
		raise ValueError("too many members")
	return items


def keyText(key):
	if isinstance(key, plain.TEXT):
		return key
	if type(key) not in SCALARS:
		raise ValueError("a key that is neither text nor number")
	return "%s" % (key,)


def number(value):
	"""A java.math.BigDecimal or BigInteger, through its own text: a float would lose digits."""
	return json.loads(value.toString())


def base64Text(value):
	"""base64 of bytes, or of a Java byte[], which Jython shows as an array of signed numbers."""
	if not isinstance(value, (bytes, bytearray)):
		value = bytearray([octet & 255 for octet in value])
	return base64.b64encode(bytes(value)).decode("ascii")


def blobBytes(blob):
	"""The bytes of a kinds.Blob."""
	return base64.b64decode(blob.base64)


def paged(value, left, first=0):
	"""As fromPlatform; of a dataset only the rows from number `first` on for which cells are left.

	left  how many cells of datasets may still be taken, as a list of one
	"""
	if type(value) in SCALARS:
		return value
	try:
		if isDataset(value):
			table = rowsFrom(value, first, left[0])
			left[0] -= len(table.columns) * len(table.rows)
			return table
	except (Exception, Throwable):
		return kinds.Unsupported(UNREADABLE)
	return fromPlatform(value)


def isDataset(value):
	return hasattr(value, "getColumnCount")


def rowsFrom(dataset, first, most):
	width, count = dataset.getColumnCount(), dataset.getRowCount()
	if width > plain.MAX_CELLS:
		raise ValueError("not even one row")
	last = min(count, first + most // max(width, 1))
	return tableOf(dataset, first, last, 1, [MAX_MEMBERS], last if last < count else None)


def tableFrom(dataset, depth, left):
	if dataset.getColumnCount() * dataset.getRowCount() > plain.MAX_CELLS:
		return kinds.Unsupported("The dataset has more than %d cells." % plain.MAX_CELLS)
	return tableOf(dataset, 0, dataset.getRowCount(), depth, left, None)


def tableOf(dataset, first, last, depth, left, following):
	columns = [(dataset.getColumnName(i), columnType(dataset, i)) for i in range(dataset.getColumnCount())]
	rows = [
		[cell(dataset.getValueAt(row, column), kind, depth, left) for column, (name, kind) in enumerate(columns)]
		for row in range(first, last)
	]
	return kinds.Table(columns, rows, following)


def cell(value, kind, depth, left):
	found = converted(value, depth, left)
	return plain.shortestFloat4(found) if kind == "Float" and type(found) is float else found


def columnType(dataset, index):
	"""The column's Java class by its simple name, for example "Integer"; "Object" where it has none."""
	kind = dataset.getColumnType(index)
	if hasattr(kind, "getSimpleName"):
		return kind.getSimpleName()
	return getattr(kind, "__name__", "Object")


def toPlatform(value):
	"""What the platform takes for a plain form: Date, Dataset, byte array; the rest as it is."""
	if isinstance(value, kinds.Instant):
		return Date(value.millis)
	if isinstance(value, kinds.Blob):
		return array.array("b", [octet - 256 if octet > 127 else octet for octet in bytearray(blobBytes(value))])
	if isinstance(value, kinds.Table):
		names = [name for name, kind in value.columns]
		return system.dataset.toDataSet(names, [[toPlatform(cell) for cell in row] for row in value.rows])
	if isinstance(value, list):
		return [toPlatform(member) for member in value]
	return value
