"""JSON text in and out.

Out: what project.values.plain has made ready. In: text that WebDev could not or did not parse,
read strictly (RFC 8259, and RFC 7493 where that is silent), each refusal before the costly step.
"""

import json
import json.encoder
import re

from project.gateway import crypto
from project.gateway import pattern
from project.values import kinds
from project.values import plain

try:
	# PERF: the gateway's own Java encoder takes half the time of Python's for 100 tags on Jython.
	from com.inductiveautomation.ignition.common.gson import GsonBuilder
except ImportError:
	GsonBuilder = None

MAX_DIGITS = 64
MAX_INTEGER = 10 ** MAX_DIGITS
BRACKET = re.compile(r"[\[\]{}]")
LONG_NUMBER = pattern.Part(r"[0-9]{%d}" % (MAX_DIGITS + 1))
ENCODER = json.JSONEncoder(ensure_ascii=True, check_circular=False, allow_nan=False, separators=(",", ":"))

# No encoder of Python's writes digits as they are. So a decimal goes through it as a text behind a mark that no data
# can know, and loses mark and quotes afterwards.
MARK = crypto.randomToken()
EXACT = re.compile('"%s([^"]*)"' % MARK)
EXACT_ENCODER = json.JSONEncoder(
	ensure_ascii=True, check_circular=False, allow_nan=False, separators=(",", ":"),
	default=lambda decimal: MARK + decimal.text)
CANONICAL = json.JSONEncoder(
	ensure_ascii=True, check_circular=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


class Refused(Exception):
	"""The text is not acceptable JSON. `code` is the problem's code; the message is for the caller."""

	def __init__(self, code, detail):
		Exception.__init__(self, detail)
		self.code = code
		self.detail = detail


GSON = GsonBuilder and GsonBuilder().serializeNulls().disableHtmlEscaping().create()


def encode(value):
	"""Compact JSON of JSON-ready data; what is not ASCII may be escaped or not, which means the same."""
	return GSON.toJson(value) if GSON else ENCODER.encode(value)


def encodeExact(value):
	"""As `encode`, for data that may hold kinds.Decimal: written as JSON numbers with all their digits."""
	return EXACT.sub(r"\1", EXACT_ENCODER.encode(value))


def text(value):
	"""The JSON text of a text, in ASCII. PERF: 0.1 us on Jython, where the encoder of values takes 0.5 us."""
	return json.encoder.encode_basestring_ascii(value)


def scalar(value):
	"""The JSON text of a value; None where it takes more than a look at it."""
	kind = type(value)
	if kind is float:
		return repr(value) if value - value == 0.0 else None
	if kind is bool:
		return "true" if value else "false"
	if kind in plain.INTEGERS:
		return "%d" % value
	return text(value) if kind in plain.TEXT and plain.isUnicode(value) else None


def canonical(value):
	"""As `encode`, with the members of objects in order: the same data is the same text."""
	# PERF: 0.3 us, where the encoder takes 2.5 us; an audit has two values a row.
	found = scalar(value)
	return CANONICAL.encode(value) if found is None else found


def decode(text, maxDepth, isExact=False):
	"""The value of a JSON text.

	isExact  True: a number with more digits than a double holds becomes kinds.Decimal
	raises  Refused with code malformed_json, too_deep or number_too_large
	"""
	checkText(text)
	# PERF: most texts have no more brackets than levels, strings and all, and no such row of digits: 6 us for a token.
	if brackets(text) > maxDepth or LONG_NUMBER.isIn(text):
		checkStructure(withoutStrings(text), maxDepth)
	try:
		return (EXACT_DECODER if isExact else DECODER).decode(text)
	except ValueError:
		# Where it ends to be JSON the two Pythons do not say alike.
		raise Refused("malformed_json", "The body is not valid JSON.")


def checkText(text):
	if text.startswith(u"\ufeff"):
		raise Refused("malformed_json", "The body starts with a byte order mark; send plain UTF-8.")
	if u"\x00" in text:
		raise Refused("malformed_json", "The body contains a NUL character.")
	if not plain.isUnicode(text):
		raise Refused("malformed_json", "The body is not valid Unicode text.")


def withoutStrings(text):
	"""The text with nothing but a quote in the place of each string; right up to where it stops being JSON.

	Not a regular expression: on unterminated strings it takes quadratic time, and on Jython each
	repetition of a group takes a level of the stack.
	"""
	return '"'.join(text.replace("\\\\", "").replace('\\"', "").split('"')[::2])


def brackets(text):
	return text.count("[") + text.count("{")


def checkStructure(bare, maxDepth):
	if brackets(bare) > maxDepth:
		checkDepth(bare, maxDepth)
	if LONG_NUMBER.isIn(bare):
		raise Refused("number_too_large", "A number has more than %d digits." % MAX_DIGITS)


def checkDepth(bare, maxDepth):
	depth = 0
	for match in BRACKET.finditer(bare):
		depth += 1 if match.group(0) in "[{" else -1
		if depth > maxDepth:
			raise Refused("too_deep", "The body is nested deeper than %d levels." % maxDepth)
		if depth <= 0:
			# The parser reads no further.
			return


def uniquePairs(pairs):
	found = dict(pairs)
	if len(found) != len(pairs):
		raise Refused("malformed_json", "An object has the same member twice.")
	return found


def finiteFloat(digits):
	value = float(digits)
	if value - value != 0.0:
		raise Refused("number_too_large", "The number %s is too large." % digits[:40])
	return value


def exactNumber(digits):
	return kinds.Decimal(digits) if len(digits) > plain.DOUBLE_DIGITS else finiteFloat(digits)


def noConstant(name):
	raise Refused("malformed_json", "%s is not JSON." % name)


DECODER = json.JSONDecoder(object_pairs_hook=uniquePairs, parse_float=finiteFloat, parse_constant=noConstant)
EXACT_DECODER = json.JSONDecoder(
	object_pairs_hook=uniquePairs, parse_float=exactNumber, parse_constant=noConstant)
