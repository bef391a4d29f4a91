"""Pages of a query's result. A named query has no place to start from, so each page runs it anew.

A cursor holds where the page before ended, what its last row was, and what `now` meant. What was added or removed
before that row is noticed: the next page goes on behind the row, wherever it is by then.
"""

from project.http import cursors
from project.http import problem
from project.values import plain


class Page(object):
	"""The rows of one page, JSON-ready, taken once.

	rows     queries.Rows
	start    index of the first row
	limit    the most rows
	nowMillis  what the question's relative times are relative to
	"""

	def __init__(self, rows, start, limit, nowMillis, options):
		self.rows = rows
		self.start = start
		self.end = min(start + limit, rows.count)
		self.nowMillis = nowMillis
		self.options = options
		self.problems = {}
		self.last = None

	def __iter__(self):
		for index in range(self.start, self.end):
			self.last = self.rows.row(index)
			yield [self.cell(place, value) for place, value in enumerate(self.last)]

	def cell(self, place, value):
		try:
			return plain.plain(value, self.options)
		except plain.Unrepresentable as reason:
			self.problems.setdefault(self.rows.columns[place][0], "%s" % reason)
			return None

	def ending(self, question):
		found = {"cursor": None}
		if self.end < self.rows.count:
			found["cursor"] = cursors.encode(question, [self.nowMillis, self.end, fingerprint(self.last)])
		if self.problems:
			found["problems"] = [{"column": name, "problem": self.problems[name]} for name in sorted(self.problems)]
		return found


def fingerprint(row):
	"""A text that changes with a row."""
	return cursors.digest([legible(value) for value in row])


def legible(value):
	try:
		found = plain.plain(value, plain.TEXTS)
	except plain.Unrepresentable:
		return None
	return found.text if hasattr(found, "text") else found


def start(rows, position):
	"""The index of the first row of a page.

	raises  Problem 409 result_changed where the row that ended the page before is gone
	"""
	if position is None:
		return 0
	nowMillis, end, last = position
	if 0 < end <= rows.count and fingerprint(rows.row(end - 1)) == last:
		return end
	for index in range(rows.count):
		if fingerprint(rows.row(index)) == last:
			return index + 1
	raise problem.Problem(409, "result_changed", (
		"The row that ended the previous page is no longer in the result: ask for the first page again."))


def isPosition(value):
	return (
		isinstance(value, list) and len(value) == 3 and cursors.isWhole(value[0]) and cursors.isWhole(value[1])
		and isinstance(value[2], plain.TEXT))
