"""XML text of a body as the plain data that the same JSON would give; the mapping is project.http.xmltext's.

Read strictly: what the published schema does not have is refused, never passed over.
"""

import re

from project.gateway import codec
from project.gateway import markup
from project.http import xmltext
from project.values import plain

SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
BLANK = re.compile(u"^[ \t\r\n]*\\Z")
NUMBER = re.compile(r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+\-]?[0-9]+)?\Z")
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
# NUL, and what the platform's decoder puts in the place of bytes that are not UTF-8.
UNREADABLE = re.compile(u"[\x00\ufffd]")
CONTAINERS = {"map": dict, "array": list}
NAMES = frozenset(("map", "array", "string", "number", "boolean", "null"))
KEY, ESCAPED_KEY, ESCAPED = "key", "escaped-key", "escaped"

# A backslash with what it escapes, or what JSON would not take as it is.
TO_ESCAPE = re.compile(u'(\\\\.)|["\x00-\x1f]')


def decode(text, limits):
	"""The value of an XML document.

	limits  the configured limits; maxDepth and maxNodes count while the text is read
	raises  codec.Refused with code malformed_xml, dtd_refused, too_deep, too_many_nodes or number_too_large
	"""
	document = Document(limits)
	for event in markup.events(text):
		HANDLERS[event[0]](document, *event[1:])
	return document.value


class Open(object):
	"""An element whose end has not come: its name, its member name, whether its text is escaped, what it holds."""

	__slots__ = ("name", "key", "escaped", "members", "texts")

	def __init__(self, name, key, escaped):
		self.name = name
		self.key = key
		self.escaped = escaped
		self.members = CONTAINERS[name]() if name in CONTAINERS else None
		self.texts = []


class Document(object):
	"""A document on its way to plain data; `value` is there when all of it was read."""

	def __init__(self, limits):
		self.limits = limits
		self.nodes = 0
		self.open = []
		self.value = None

	def start(self, qualified, attributes):
		parent = self.open[-1] if self.open else None
		name = knownName(qualified)
		if parent is not None and parent.members is None:
			raise invalid("<%s> takes no elements" % parent.name)
		known = [KEY, ESCAPED_KEY] if parent is not None and parent.name == "map" else []
		found = checkedAttributes(name, attributes, known + ([ESCAPED] if name == "string" else []))
		opened = Open(name, memberName(found, known), flag(found, ESCAPED))
		if parent is not None and parent.name == "map" and opened.key in parent.members:
			raise invalid("a map has the same key twice")
		self.count(opened)
		self.open.append(opened)

	def count(self, opened):
		self.nodes += 1
		if self.nodes > self.limits["maxNodes"]:
			raise codec.Refused("too_many_nodes", "The body has more than %d values." % self.limits["maxNodes"])
		if opened.members is not None and len(self.open) == self.limits["maxDepth"]:
			raise codec.Refused("too_deep", "The body is nested deeper than %d levels." % self.limits["maxDepth"])

	def text(self, text):
		opened = self.open[-1] if self.open else None
		if opened is not None and opened.members is None and opened.name != "null":
			opened.texts.append(text)
		elif not BLANK.match(text):
			raise invalid("there is text outside of <string>, <number> and <boolean>")

	def end(self):
		opened = self.open.pop()
		value = opened.members if opened.members is not None else SCALARS[opened.name](opened)
		if not self.open:
			self.value = value
		elif self.open[-1].name == "map":
			self.open[-1].members[opened.key] = value
		else:
			self.open[-1].members.append(value)


HANDLERS = {markup.START: Document.start, markup.TEXT: Document.text, markup.END: Document.end}


def knownName(qualified):
	namespace, name = qualified
	if namespace != xmltext.NAMESPACE:
		raise invalid("elements belong into the namespace %s" % xmltext.NAMESPACE)
	if name not in NAMES:
		raise invalid("<%s> is none of %s" % (name[:60], ", ".join(sorted(NAMES))))
	return name


def checkedAttributes(name, attributes, known):
	"""{name: text} of the attributes; those that help validators to find the schema are passed over."""
	found = {}
	for (namespace, attribute), value in attributes.items():
		if not namespace and attribute in known:
			found[attribute] = value
		elif namespace != SCHEMA_INSTANCE:
			raise invalid("<%s> has no attribute '%s' here" % (name, attribute[:60]))
	return found


def memberName(found, known):
	if KEY not in known:
		return None
	if KEY not in found:
		raise invalid("each element of a map needs the attribute 'key'")
	return readable(unescaped(found[KEY]) if flag(found, ESCAPED_KEY) else found[KEY])


def flag(found, attribute):
	return boolean(found.get(attribute, "false"))


def boolean(text):
	bare = text.strip(" \t\r\n")
	if bare not in BOOLEANS:
		raise invalid("'%s' is neither true nor false" % text[:60])
	return BOOLEANS[bare]


def number(text):
	bare = text.strip(" \t\r\n")
	if not NUMBER.match(bare):
		raise invalid("'%s' is not a number as JSON writes it" % text[:60])
	return codec.decode(bare, 1)


def unescaped(text):
	"""Text with JSON's escapes in it, read."""
	try:
		return codec.decode(u'"%s"' % TO_ESCAPE.sub(escape, text), 1)
	except codec.Refused:
		raise invalid("a text with escaped=\"true\" has a backslash that escapes nothing")


def escape(match):
	return match.group(1) or u"\\u%04x" % ord(match.group(0))


def string(opened):
	text = u"".join(opened.texts)
	return readable(unescaped(text) if opened.escaped else text)


def readable(text):
	if UNREADABLE.search(text) or not plain.isUnicode(text):
		raise invalid("a text contains NUL, half of a surrogate pair, or bytes that are not UTF-8")
	return text


SCALARS = {
	"string": string,
	"number": lambda opened: number(u"".join(opened.texts)),
	"boolean": lambda opened: boolean(u"".join(opened.texts)),
	"null": lambda opened: None,
}


def invalid(why):
	return markup.malformed(why)
