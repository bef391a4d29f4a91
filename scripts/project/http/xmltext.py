"""XML text of JSON-ready data: the mapping of XPath 3.1, and the problem document of RFC 9457.

Every value is one of six elements (map, array, string, number, boolean, null) and a member's name is
an attribute: the vocabulary of XPath and XQuery Functions 3.1, section 17.4.2, so that the
`xml-to-json` of any XSLT 3.0 processor gives the JSON answer back. project.http.xmlschema describes it.
"""

import re

from project.values import kinds
from project.values import plain

MEDIA_TYPE = "application/xml"
CONTENT_TYPE = "application/xml; charset=utf-8"
PROBLEM_TYPE = "application/problem+xml"
NAMESPACE = "http://www.w3.org/2005/xpath-functions"
PROBLEM_NAMESPACE = "urn:ietf:rfc:7807"
DECLARATION = u'<?xml version="1.0" encoding="UTF-8"?>\n'
IN_NAMESPACE = u' xmlns="%s"' % NAMESPACE
PROBLEM_MEMBERS = ("type", "title", "status", "detail", "code", "error", "requestId")

# What has to be written as an entity, and what XML 1.0 cannot carry at all (section 2.2 there).
SPECIAL = re.compile(u'[&<>\r]')
SPECIAL_IN_NAME = re.compile(u'[&<>"\t\n\r]')
NOT_IN_ELEMENT = re.compile(u"^(?![A-Za-z_])|[^A-Za-z0-9_.\\-]")
IMPOSSIBLE = re.compile(u"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ENTITIES = {
	u"&": u"&amp;", u"<": u"&lt;", u">": u"&gt;", u'"': u"&quot;", u"\t": u"&#9;", u"\n": u"&#10;", u"\r": u"&#13;"}


def document(value):
	"""The XML document of JSON-ready data."""
	parts = [DECLARATION]
	append(parts, value, IN_NAMESPACE)
	parts.append(u"\n")
	return u"".join(parts)


def element(value):
	"""The one element of a value inside a document."""
	parts = []
	append(parts, value, u"")
	return u"".join(parts)


def member(name, value):
	"""The one element of a value that is a member of a map."""
	parts = []
	append(parts, value, key(name))
	return u"".join(parts)


def append(parts, value, attributes):
	"""Append the element of a value; `attributes` stand in its tag as they are."""
	if value is None:
		parts.append(u"<null%s/>" % attributes)
	elif value is True:
		parts.append(u"<boolean%s>true</boolean>" % attributes)
	elif value is False:
		parts.append(u"<boolean%s>false</boolean>" % attributes)
	elif isinstance(value, plain.TEXT):
		parts.append(string(value, attributes))
	elif isinstance(value, dict):
		appendMap(parts, value, attributes)
	elif isinstance(value, (list, tuple)):
		parts.append(u"<array%s>" % attributes)
		for member in value:
			append(parts, member, u"")
		parts.append(u"</array>")
	else:
		parts.append(u"<number%s>%s</number>" % (attributes, number(value)))


def appendMap(parts, value, attributes):
	parts.append(u"<map%s>" % attributes)
	# In order: Jython's dicts have none, and the same state must be the same bytes (its ETag is strong).
	for name in sorted(value):
		append(parts, value[name], key(name))
	parts.append(u"</map>")


def string(value, attributes):
	if IMPOSSIBLE.search(value):
		return u'<string%s escaped="true">%s</string>' % (attributes, content(backslashed(value)))
	return u"<string%s>%s</string>" % (attributes, content(value))


def key(name):
	"""The attribute that names a member."""
	if IMPOSSIBLE.search(name):
		return u' escaped-key="true" key="%s"' % quoted(backslashed(name))
	return u' key="%s"' % quoted(name)


def number(value):
	if isinstance(value, kinds.Decimal):
		return value.text
	return repr(value) if type(value) is float else u"%d" % value


def content(text):
	return SPECIAL.sub(entity, text) if SPECIAL.search(text) else text


def quoted(text):
	return SPECIAL_IN_NAME.sub(entity, text) if SPECIAL_IN_NAME.search(text) else text


def entity(match):
	return ENTITIES[match.group(0)]


def backslashed(text):
	"""The text with JSON's escapes for what XML cannot carry, and so for the backslash itself."""
	return IMPOSSIBLE.sub(lambda match: u"\\u%04x" % ord(match.group(0)), text.replace(u"\\", u"\\\\"))


def problemDocument(value):
	"""The XML form of a problem document (RFC 9457 appendix B): arrays hold elements `i`, null is empty."""
	names = [name for name in PROBLEM_MEMBERS if name in value]
	names += sorted(name for name in value if name not in PROBLEM_MEMBERS)
	parts = [DECLARATION, u'<problem xmlns="%s">' % PROBLEM_NAMESPACE]
	for name in names:
		appendMember(parts, name, value[name])
	parts.append(u"</problem>\n")
	return u"".join(parts)


def appendMember(parts, name, value):
	# A name from inside a value may be none that an element can have.
	name = NOT_IN_ELEMENT.sub(u"_", name)
	parts.append(u"<%s>" % name)
	if isinstance(value, dict):
		for inner in sorted(value):
			appendMember(parts, inner, value[inner])
	elif isinstance(value, list):
		for member in value:
			appendMember(parts, u"i", member)
	else:
		parts.append(content(problemText(value)))
	parts.append(u"</%s>" % name)


def problemText(value):
	if value is None:
		return u""
	if isinstance(value, bool):
		return u"true" if value else u"false"
	return IMPOSSIBLE.sub(u"\ufffd", value) if isinstance(value, plain.TEXT) else number(value)
