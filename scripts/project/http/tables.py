"""A table in each format, as pieces of text, so that its rows are never all in memory.

A table is the answer's `columns`, [{"name", "type"}], its `rows`, an iterator of lists of JSON-ready
cells or Batches of them, and where there is one its `ending`: project.http.listing.table says what they are. Cells
are kinds.Decimal only where the answer has "exact".
"""

import itertools

from project.gateway import codec
from project.http import csvtext
from project.http import xmltext


class Batches(object):
	"""The rows of a table that come several at a time.

	lists  an iterator of lists of rows, some of them empty; where the format is json, of Written too
	"""

	def __init__(self, lists):
		self.lists = lists

	def __iter__(self):
		return itertools.chain.from_iterable(self.lists)


class Written(object):
	"""Rows in JSON already, as the members of an array; for answers whose format is json."""

	__slots__ = ("text",)

	def __init__(self, text):
		self.text = text


# Rows that are made into one piece: enough that writing costs little for each.
BATCH = 200


def pieces(answer):
	"""The text of a table answer, piece by piece; "format" and "safe" of the answer say how."""
	return WRITERS[answer.get("format", "json")](answer)


def batches(rows):
	if isinstance(rows, Batches):
		for batch in rows.lists:
			if batch:
				yield batch
		return
	rows = iter(rows)
	while True:
		batch = list(itertools.islice(rows, BATCH))
		if not batch:
			return
		yield batch


def inJson(answer):
	yield u'{"columns":%s,"rows":[' % codec.encode(answer["columns"])
	for text in members(batches(answer["rows"]), encoder(answer)):
		yield text
	yield u"],%s" % codec.encode(ended(answer))[1:]


def inRecords(answer):
	names = distinct([column["name"] for column in answer["columns"]])
	yield u"["
	found = ([dict(zip(names, row)) for row in batch] for batch in batches(answer["rows"]))
	for text in members(found, encoder(answer)):
		yield text
	ended(answer)
	yield u"]"


def distinct(names):
	"""The names, each one that is there already with a number behind it: an object has no two members of one name."""
	if len(set(names)) == len(names):
		return names
	found = []
	for name in names:
		number, other = 1, name
		while other in found or (number > 1 and other in names):
			number += 1
			other = u"%s_%d" % (name, number)
		found.append(other)
	return found


def encoder(answer):
	return codec.encodeExact if "exact" in answer else codec.encode


def members(found, encode):
	"""The members of a JSON array without its brackets, from lists of them."""
	comma = u""
	for batch in found:
		yield comma + (batch.text if type(batch) is Written else encode(batch)[1:-1])
		comma = u","


def inXml(answer):
	yield u'%s<map%s><array key="columns">' % (xmltext.DECLARATION, xmltext.IN_NAMESPACE)
	yield u"".join([xmltext.element(column) for column in answer["columns"]])
	yield u'</array><array key="rows">'
	for batch in batches(answer["rows"]):
		yield u"".join([xmltext.element(row) for row in batch])
	yield u"</array>%s</map>\n" % u"".join([xmltext.member(*member) for member in ended(answer).items()])


def inCsv(answer):
	safe = answer.get("safe")
	yield csvtext.header([column["name"] for column in answer["columns"]], safe)
	for batch in batches(answer["rows"]):
		yield u"".join([csvtext.row(row, safe) for row in batch])
	ended(answer)


def ended(answer):
	"""What follows the rows, all of which have been taken; the answer then knows its cursor."""
	found = answer["ending"]() if "ending" in answer else {"cursor": None}
	answer["cursor"] = found["cursor"]
	return found


WRITERS = {"json": inJson, "records": inRecords, "xml": inXml, "csv": inCsv}
