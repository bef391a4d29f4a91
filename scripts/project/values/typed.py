"""From a JSON value to the value of a tag of a known data type: the API's published table.

Nothing is guessed and nothing is cut: a value that does not fit the data type is refused. The
table for readers is in docs/api.md, "Writing values".
"""

import re

from project.values import kinds
from project.values import plain
from project.values import times

RANGES = {
	"Int1": (-128, 127),
	"Int2": (-32768, 32767),
	"Int4": (-2147483648, 2147483647),
	"Int8": (-9223372036854775808, 9223372036854775807),
}
# Of Ignition's tags, all of them.
DATA_TYPES = (
	"Int1", "Int2", "Int4", "Int8", "Float4", "Float8", "Boolean", "String", "Text", "DateTime", "DataSet", "Document",
	"ByteArray", "Int1Array", "Int2Array", "Int4Array", "Int8Array", "Float4Array", "Float8Array", "BooleanArray",
	"StringArray", "DateTimeArray")
# From here on a number with a fraction may stand for its neighbour.
EXACT = 2.0 ** 53
NULLABLE_MEMBERS = ("String", "DateTime")

# From here on a number rounds to an infinite Float4, not to the largest one.
FLOAT4_END = 3.4028235677973366e38
BASE64 = re.compile(r"^[A-Za-z0-9+/]*={0,2}\Z")
DECIMAL = re.compile(r"^-?[0-9]{1,19}\Z")


class Mismatch(Exception):
	"""The value does not fit. `quality` is Error_TypeConversion or Bad_OutOfRange."""

	def __init__(self, quality, detail):
		Exception.__init__(self, detail)
		self.quality = quality
		self.detail = detail


def fromJson(value, dataType, nowMillis):
	"""The plain form to write for a JSON value.

	dataType   Ignition's data type name, or None where it is not known: the value goes on as it is
	nowMillis  the present, for times written as "now" or relative
	raises     Mismatch
	"""
	if value is None:
		return None
	if dataType in RANGES:
		return integer(value, dataType)
	if dataType in READERS:
		return READERS[dataType](value, nowMillis)
	if dataType and dataType.endswith("Array"):
		return array(value, dataType[:-len("Array")], nowMillis)
	return value


def isNumber(value):
	return not isinstance(value, bool) and isinstance(value, plain.INTEGERS + (float,))


def integer(value, dataType):
	if dataType == "Int8" and isinstance(value, plain.TEXT) and DECIMAL.match(value):
		# JavaScript cannot hold every Int8 as a number: the form that ?int64=string writes is read too.
		value = int(value)
	if not isNumber(value) or value != int(value):
		raise mismatch("a whole number", dataType)
	lowest, highest = RANGES[dataType]
	if not lowest <= value <= highest:
		raise Mismatch("Bad_OutOfRange", "The value does not fit %s (%d to %d)." % (dataType, lowest, highest))
	if isinstance(value, float) and abs(value) >= EXACT:
		raise mismatch("numbers from 2^53 on as whole digits only, without a fraction or an exponent", dataType)
	return int(value)


def float8(value, nowMillis):
	if not isNumber(value):
		raise mismatch("a number", "Float8")
	try:
		return float(value)
	except OverflowError:
		raise Mismatch("Bad_OutOfRange", "The value does not fit Float8.")


def float4(value, nowMillis):
	number = float8(value, nowMillis)
	if abs(number) >= FLOAT4_END:
		raise Mismatch("Bad_OutOfRange", "The value does not fit Float4 (up to 3.4028235e38).")
	return number


def boolean(value, nowMillis):
	if isinstance(value, bool) or (isNumber(value) and value in (0, 1)):
		return bool(value)
	raise mismatch("true, false, 1 or 0", "Boolean")


def text(value, nowMillis):
	if not isinstance(value, plain.TEXT):
		raise mismatch("a text", "String")
	return value


def dateTime(value, nowMillis):
	if isinstance(value, plain.INTEGERS) and not isinstance(value, bool):
		value = "%d" % value
	if not isinstance(value, plain.TEXT):
		raise mismatch("an RFC 3339 time or epoch milliseconds", "DateTime")
	try:
		return kinds.Instant(times.parse(value, nowMillis))
	except ValueError as error:
		raise Mismatch("Error_TypeConversion", "%s" % error)


def document(value, nowMillis):
	if not isinstance(value, (dict, list)):
		raise mismatch("a JSON object or array", "Document")
	return value


def byteArray(value, nowMillis):
	if not isinstance(value, plain.TEXT) or len(value) % 4 or not BASE64.match(value):
		raise mismatch("base64 text", "ByteArray")
	return kinds.Blob(value)


def dataSet(value, nowMillis):
	"""{"columns": [{"name", "type"}], "rows": [[...]]}, the shape that is read; `type` may be left out."""
	columns = value.get("columns") if isinstance(value, dict) else None
	rows = value.get("rows") if isinstance(value, dict) else None
	if not isinstance(columns, list) or not isinstance(rows, list) or not all(isColumn(column) for column in columns):
		raise mismatch('{"columns": [{"name": ...}], "rows": [[...]]}', "DataSet")
	if "cursor" in value:
		raise mismatch("all rows: what comes with a 'cursor' is one page of them", "DataSet")
	for row in rows:
		if not isinstance(row, list) or len(row) != len(columns):
			raise mismatch("rows with one cell per column", "DataSet")
	named = [(column["name"], column.get("type")) for column in columns]
	return kinds.Table(named, [[cell(named[i][1], row[i], nowMillis) for i in range(len(row))] for row in rows])


def isColumn(column):
	return isinstance(column, dict) and isinstance(column.get("name"), plain.TEXT)


def cell(kind, value, nowMillis):
	if isinstance(value, (dict, list)):
		raise mismatch("cells that are no objects or arrays", "DataSet")
	return dateTime(value, nowMillis) if kind == "Date" and value is not None else value


def array(value, memberType, nowMillis):
	if not isinstance(value, list):
		raise mismatch("an array", memberType + "Array")
	if None in value and memberType not in NULLABLE_MEMBERS:
		raise mismatch("an array without null", memberType + "Array")
	return [fromJson(member, memberType, nowMillis) for member in value]


def mismatch(wanted, dataType):
	return Mismatch("Error_TypeConversion", "The tag is of type %s, which takes %s." % (dataType, wanted))


READERS = {
	"Float4": float4,
	"Float8": float8,
	"Boolean": boolean,
	"String": text,
	"Text": text,
	"DateTime": dateTime,
	"Document": document,
	"ByteArray": byteArray,
	"DataSet": dataSet,
}
