"""Tag paths: the one canonical form, and the forms that are refused.

Canonical: `[provider]folder/tag`, exactly one slash between segments, no property suffix.
Only the form is judged here, never who may use it or whether the tag exists.
"""

import re

PROVIDER = re.compile(r"^\[([A-Za-z0-9_][A-Za-z0-9_ \-]*)\]")
MAX_CHARS = 1000

# Characters that no tag name has, or that mean something else in a path: properties (.),
# parameters ({}), other providers ([]), wildcards, Windows separators, control characters.
ODD = re.compile(u"[\\x00-\\x1f\\x7f-\\x9f\\\\{}\\[\\]*?<>|\"%~#;\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

# The only characters outside ASCII that some case mapping turns into ASCII letters: Java compares
# texts without case by lower case, by upper case (where a ligature becomes two letters) or by both.
CASE_ALIASES = {
	0xdf: u"ss", 0x130: u"i", 0x131: u"i", 0x17f: u"s", 0x1e9e: u"ss", 0x212a: u"k",
	0xfb00: u"ff", 0xfb01: u"fi", 0xfb02: u"fl", 0xfb03: u"ffi", 0xfb04: u"ffl", 0xfb05: u"st", 0xfb06: u"st",
}


class Malformed(Exception):
	"""The path is not in canonical form; the message tells the caller how to write it.

	isProperty  True where it names a property of a tag
	"""

	def __init__(self, detail, isProperty=False):
		Exception.__init__(self, detail)
		self.isProperty = isProperty


def canonical(text):
	"""The path itself where it is canonical.

	raises  Malformed
	"""
	if len(text) > MAX_CHARS:
		raise Malformed("The tag path is longer than %d characters." % MAX_CHARS)
	match = PROVIDER.match(text)
	if not match:
		raise Malformed("A tag path starts with its provider, as in [default]Plant/Temperature.")
	rest = text[match.end():]
	odd = ODD.search(rest)
	if odd:
		raise Malformed("The tag path contains a character that is not allowed in one (U+%04X)." % ord(odd.group(0)))
	for segment in rest.split("/") if rest else ():
		checkSegment(segment)
	return text


def checkSegment(segment):
	if not segment or segment != segment.strip():
		raise Malformed("The tag path has an empty segment, or one that starts or ends with a space.")
	if segment in (".", ".."):
		raise Malformed("The tag path has a '.' or '..' segment; write the whole path.")
	if "." in segment:
		suffix = segment[segment.index("."):][:40]
		raise Malformed("Properties of a tag are not served; write the path without '%s'." % suffix, isProperty=True)


def segments(path):
	"""The names after the provider, in order."""
	rest = path[path.index("]") + 1:]
	return rest.split("/") if rest else []


def folded(text):
	"""The text as a gateway that ignores letter case could compare it."""
	if not text or max(text) < u"\x80":
		return text.lower()
	return text.translate(CASE_ALIASES).lower()
