"""The plain forms that a tag value takes inside this library.

A port turns every platform object into one of these or into None, bool, int, float,
text, list or dict; everything above the ports sees nothing else. No Java, no JSON.
"""


class Instant(object):
	"""A moment: milliseconds since 1970-01-01T00:00:00Z."""

	__slots__ = ("millis",)

	def __init__(self, millis):
		self.millis = millis

	def __eq__(self, other):
		return isinstance(other, Instant) and other.millis == self.millis

	def __ne__(self, other):
		return not self == other

	def __hash__(self):
		return hash(self.millis)


class Blob(object):
	"""Bytes, held as their base64 text (RFC 4648 section 4)."""

	__slots__ = ("base64",)

	def __init__(self, base64):
		self.base64 = base64


class Decimal(object):
	"""A decimal number of a database with all its digits, as their text, for example "12.50"."""

	__slots__ = ("text",)

	def __init__(self, text):
		self.text = text


class Table(object):
	"""A dataset, or a page of it.

	columns    list of (name, type)
	rows       list of lists of values
	following  the number of the first row behind the page, None where it is the last one
	"""

	__slots__ = ("columns", "rows", "following")

	def __init__(self, columns, rows, following=None):
		self.columns = columns
		self.rows = rows
		self.following = following


class Unsupported(object):
	"""A value that has no plain form; `reason` says why, in words for the caller."""

	__slots__ = ("reason",)

	def __init__(self, reason):
		self.reason = reason


class Qualified(object):
	"""A value with its quality and time.

	value      one of the plain forms
	quality    the quality code's name, for example "Good" or "Bad_NotFound"
	detail     the platform's diagnostic text, or None
	millis     the timestamp in epoch milliseconds, or None
	"""

	__slots__ = ("value", "quality", "detail", "millis")

	def __init__(self, value, quality, detail, millis):
		self.value = value
		self.quality = quality
		self.detail = detail
		self.millis = millis

	def isGood(self):
		return isGood(self.quality)


class Columns(object):
	"""What Qualified holds, for many tags: lists of the same length. `qualities` are pairs of name and detail."""

	__slots__ = ("values", "qualities", "millis")

	def __init__(self, values, qualities, millis):
		self.values = values
		self.qualities = qualities
		self.millis = millis


def isGood(quality):
	"""True for Good and every Good_... quality name."""
	return quality == "Good" or quality.startswith("Good_")
