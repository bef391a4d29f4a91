"""CSV text of tables and lists (RFC 4180): a header row, commas, CRLF, quotes where they are needed.

A null is an empty field, an empty text is `""`. Structures are written as JSON text. The answer is
UTF-8 without a byte order mark; with `?safe=excel` it has one, because Excel takes a file without
it for the local code page, and cells that a spreadsheet would run as a formula are defused.
"""

import re

from project.gateway import codec
from project.http import xmltext
from project.values import plain

MEDIA_TYPE = "text/csv"
CONTENT_TYPE = "text/csv; charset=utf-8"
EXCEL = "excel"
BYTE_ORDER_MARK = u"\ufeff"
NEEDS_QUOTES = re.compile(u'^\\Z|[",\r\n]|^\\s|\\s\\Z')

# The first characters of what spreadsheets take for a formula, those of East Asian keyboards included.
STARTS = u"=+\\-@\uff1d\uff0b\uff0d\uff20"
FORMULA = re.compile(u"^[%s\t\r\n]" % STARTS)
# Where a list separator of spreadsheets in other languages would begin another cell.
INNER_FORMULA = re.compile(u"([;\t]\\s*)(?=[%s])" % STARTS)


def header(names, safe):
	"""The header row."""
	return (BYTE_ORDER_MARK if safe == EXCEL else u"") + row(names, safe)


def row(cells, safe):
	"""One row of JSON-ready cells. `safe` is None or "excel"."""
	return u",".join([field(cell, safe) for cell in cells]) + u"\r\n"


def field(cell, safe):
	if cell is None:
		return u""
	if isinstance(cell, plain.TEXT):
		return quoted(defused(cell) if safe == EXCEL else cell)
	if isinstance(cell, bool):
		return u"true" if cell else u"false"
	if isinstance(cell, (dict, list, tuple)):
		text = codec.encode(cell)
		return quoted(defused(text) if safe == EXCEL else text)
	return xmltext.number(cell)


def defused(text):
	"""The text behind an apostrophe where a spreadsheet would calculate it (OWASP, CSV Injection)."""
	inside = INNER_FORMULA.sub(u"\\1'", text)
	return u"'" + inside if FORMULA.search(inside) else inside


def quoted(text):
	if NEEDS_QUOTES.search(text):
		return u'"%s"' % text.replace(u'"', u'""')
	return text


def broken(columnCount, requestId):
	"""A last row that says that others are missing, with more fields than the header: strict readers refuse it."""
	return row([u"INCOMPLETE: the answer broke off. Request %s" % requestId] + [None] * columnCount, None)
