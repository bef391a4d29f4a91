"""From a plain form to what JSON can carry: the one converter of values that go out.

Times become RFC 3339 text, NaN and the infinities null, tables and bytes their documented
shapes. What JSON cannot carry raises Unrepresentable, which becomes an error of that item.
"""

import struct

from project.values import kinds
from project.values import memory
from project.values import times

try:
	TEXT = (str, unicode)
	INTEGERS = (int, long)
except NameError:
	TEXT = (str,)
	INTEGERS = (int,)

MAX_DEPTH = 32
MAX_CELLS = 100000
INT53 = 9007199254740991
# A double gives back every decimal number of so many digits (IEEE 754-2019 section 5.12.2).
DOUBLE_DIGITS = 15
SPLITTER = 2.0 ** 29 + 1
# PERF: what was worked out of Float4s: 0.1 us, where trying takes 4 us. Sensors have few different readings.
SHORTEST = memory.Memory(20000)
SMALLEST_NORMAL_FLOAT4 = 1.1754943508222875e-38


class Unrepresentable(Exception):
	"""The value cannot be written; the message says why, in words for the caller."""


class Options(object):
	"""How values are written: `int64` is "number" or "string"."""

	__slots__ = ("int64",)

	def __init__(self, int64):
		self.int64 = int64


TEXTS = Options("string")
NUMBERS = Options("number")


def plain(value, options, depth=0):
	"""The JSON-ready form of a plain form.

	raises  Unrepresentable
	"""
	kind = type(value)
	if value is None or kind is bool:
		return value
	if kind is float:
		# NaN is the only value that differs from itself; infinity minus itself is NaN.
		return value if value - value == 0.0 else None
	if isinstance(value, INTEGERS):
		return integer(value, options)
	if isinstance(value, TEXT):
		return text(value)
	if depth >= MAX_DEPTH:
		raise Unrepresentable("The value is nested deeper than %d levels." % MAX_DEPTH)
	return structure(value, options, depth + 1)


def integer(value, options):
	if options.int64 == "string" and (value > INT53 or value < -INT53):
		return "%d" % value
	return value


def text(value):
	if not isUnicode(value):
		raise Unrepresentable("The text contains half of a surrogate pair, which is not Unicode text.")
	return value


def isUnicode(value):
	"""False for text that strict readers of JSON refuse (RFC 8259 section 8.2)."""
	try:
		value.encode("utf-8")
	except ValueError:
		return False
	return True


def structure(value, options, depth):
	if isinstance(value, kinds.Instant):
		return times.formatMillis(value.millis)
	if isinstance(value, kinds.Blob):
		return value.base64
	if isinstance(value, kinds.Decimal):
		return decimal(value, options)
	if isinstance(value, kinds.Table):
		return table(value, options, depth)
	if isinstance(value, dict):
		return dict((text(key), plain(member, options, depth)) for key, member in value.items())
	if isinstance(value, (list, tuple)):
		return [plain(member, options, depth) for member in value]
	if isinstance(value, kinds.Unsupported):
		raise Unrepresentable(value.reason)
	raise Unrepresentable("The value is of a type that has no JSON form.")


def decimal(value, options):
	"""A Decimal stays one, so that each format writes its digits; with int64=string only what a double can hold."""
	if options.int64 == "string" and len(value.text.strip("-0.").replace(".", "")) > DOUBLE_DIGITS:
		return value.text
	return value


def table(value, options, depth):
	if len(value.columns) * len(value.rows) > MAX_CELLS:
		raise Unrepresentable("The dataset has more than %d cells." % MAX_CELLS)
	return {
		"columns": [{"name": text(name), "type": kind} for name, kind in value.columns],
		"rows": [[plain(cell, options, depth) for cell in row] for row in value.rows],
	}


def shortestFloat4(value):
	"""The double whose shortest decimal names the same 32-bit number as `value`.

	A Float4 reaches a script widened to 64 bits, so 0.1 reads as 0.10000000149011612. Nine
	significant digits always name a 32-bit number (IEEE 754-2019 section 5.12.2). A value that
	is not a 32-bit number comes back unchanged.
	"""
	if not isFloat4(value):
		return value
	return SHORTEST.get(value) or SHORTEST.put(value, triedFloat4(value))


def isFloat4(value):
	"""False for what needs more than the 24 bits of a Float4.

	PERF: 0.3 us, where packing takes 1.4 us. The sum cuts the value to its 24 highest bits (T. J. Dekker,
	A floating-point technique for extending the available precision, 1971).
	"""
	scaled = value * SPLITTER
	return scaled - (scaled - value) == value


def widened(values):
	"""The places of numbers that would print shorter if they were taken for Float4s.

	PERF: the same sum as in isFloat4, without a call. What prints short already needs no further look.
	"""
	splitter = SPLITTER
	candidates = [
		index for index, value in enumerate(values)
		if type(value) is float and value * splitter - (value * splitter - value) == value]
	long = [index for index in candidates if len(repr(values[index])) > 7]
	return [index for index in long if shortestFloat4(values[index]) != values[index]]


def triedFloat4(value):
	try:
		packed = struct.pack("<f", value)
	except OverflowError:
		return value
	if struct.unpack("<f", packed)[0] != value:
		return value
	# Six digits survive 32 bits, except in subnormal numbers, which hold fewer.
	for digits in range(6 if abs(value) >= SMALLEST_NORMAL_FLOAT4 else 1, 9):
		candidate = float("%.*g" % (digits, value))
		if struct.pack("<f", candidate) == packed:
			return candidate
	return float("%.9g" % value)
