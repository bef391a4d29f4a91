"""What a request asks of the history: paths, stretch of time, windows, shape. Judged before anything is queried."""

from project.gateway import clock
from project.guard import scope
from project.history import modes
from project.http import cursors
from project.http import fields
from project.http import params
from project.http import problem
from project.values import historical
from project.values import paths
from project.values import times

DEFAULT_START = "-8h"
DENIED_QUALITY = {"tag_forbidden": "Bad_AccessDenied", "invalid_tag_path": "Error_InvalidPathSyntax"}


class Late(Exception):
	"""The time for this request is over."""


class Question(object):
	"""One request, checked.

	paths      as the caller wrote them
	refused    {index of a path: scope.Denied}
	mode       Ignition's name of the aggregation mode; None for what was stored
	start, end epoch milliseconds
	count      how many windows, 0 for what was stored
	interval   length of a window in milliseconds, 0 where `count` divides the time evenly
	isTall     one row for each value, not for each moment
	limit      the most rows of a page
	historian  the historian for paths where the gateway has lost its tag functions
	position   where the page starts, or None for the first page
	isClosed   True where the time asked for ended so long ago that no more values are expected to come in for it
	"""

	def __init__(self, asked, call):
		self.historian = call.configuration.historian
		self.paths = requiredPaths(asked, call)
		self.refused = refusedPaths(self.paths, call.principal)
		self.isTall = asked["returnFormat"].lower() == "tall"
		self.limit = min(asked["limit"], call.limit("maxHistoryRows"))
		place = stretch(asked)
		self.start, self.end, self.position = place[0], place[1], place[2:] or None
		params.checkStretch(self.start, self.end, call, asked["startDate"] is not None)
		self.mode, self.interval, self.count = windows(asked, self.start, self.end)
		self.checkPosition()
		self.isClosed = isClosed(asked, self.end, call)
		checkCount(self.count * modes.rowsOf(self.mode), call)
		self.deadline = clock.monotonicSeconds() + call.limit("historySeconds")

	def checkPosition(self):
		first, last = (0, self.count - 1) if self.count else (self.start, self.end)
		if self.position is not None and not first <= self.position[0] <= last:
			raise cursors.malformed()

	def allowed(self):
		"""[(index, path)] of what the caller may read."""
		return [(index, path) for index, path in enumerate(self.paths) if index not in self.refused]

	def edge(self, index):
		"""The start of a window, or the end of the last one."""
		if self.interval:
			return min(self.start + index * self.interval, self.end)
		return self.start + (self.end - self.start) * index // self.count

	def inTime(self, query, *arguments):
		"""What a query of the port answers; it is not even asked once the time is over.

		raises  Late
		"""
		if clock.monotonicSeconds() > self.deadline:
			raise Late()
		return query(*arguments)


def requiredPaths(asked, call):
	found = asked["path"]
	if not found:
		raise problem.Problem(400, "missing_parameter", "Name at least one tag in 'path' ('paths' in a body).")
	fields.bounded(found, "path", call.limit("maxPaths"), "paths")
	if len(set(found)) != len(found):
		raise problem.Problem(400, "repeated_path", "Name each path once.")
	return found


def refusedPaths(wanted, principal):
	"""{index: Denied} of what the caller may not read.

	raises  Problem where it is the only path
	"""
	refused = {}
	for index, path in enumerate(wanted):
		try:
			scope.requireTag(principal, judgedPath(path), scope.READ)
		except scope.Denied as denied:
			refused[index] = denied
	if refused and len(wanted) == 1:
		status = 403 if refused[0].code == "tag_forbidden" else 400
		raise problem.Problem(status, refused[0].code, refused[0].detail)
	return refused


def judgedPath(path):
	"""The tag path that decides about a path: its own, or the one that a historical path stands for."""
	if not historical.isHistorical(path):
		return path
	try:
		return historical.tagPath(path)
	except paths.Malformed as malformed:
		raise scope.Denied("invalid_tag_path", "%s" % malformed)


def stretch(asked):
	"""[start, end] and the position of a cursor, where there is one: then `now` is the same on every page."""
	if asked["cursor"] is not None:
		return cursors.decode(digest(asked), asked["cursor"], isPosition)
	now = clock.nowMillis()
	start = moment(asked, "startDate", DEFAULT_START, now)
	return [start, moment(asked, "endDate", "now", now)]


def isPosition(value):
	return isinstance(value, list) and len(value) == 5 and all(cursors.isWhole(part) for part in value)


def digest(asked):
	"""A text that changes with the question; the size of a page may change."""
	return cursors.digest([asked[name] for name in (
		"path", "startDate", "endDate", "aggregationMode", "interval", "returnSize", "returnFormat")])


def moment(asked, name, otherwise, now):
	given = otherwise if asked[name] is None else asked[name]
	try:
		return times.parse("%s" % given, now)
	except ValueError as error:
		raise problem.Problem(400, "invalid_time", "%s: %s" % (name, error))


def isClosed(asked, end, call):
	"""Whether the same words mean the same values later: no relative time, and time enough for late values.

	A gateway that was cut off from its database stores what it has collected meanwhile (store and forward).
	"""
	isFixed = asked["cursor"] is not None or not (isRelative(asked["startDate"]) or isRelative(asked["endDate"]))
	return isFixed and end + call.limit("historyClosedSeconds") * 1000 <= clock.nowMillis()


def isRelative(given):
	return given is None or times.isRelative("%s" % given)


def windows(asked, start, end):
	"""(mode, interval, count) of what is asked for.

	raises  Problem 400
	"""
	interval, size = asked["interval"], asked["returnSize"]
	mode = modes.named(asked["aggregationMode"], interval is not None or size not in (None, -1))
	if mode is None:
		if interval is not None or size not in (None, -1):
			raise conflicting("Stored values ('raw') have no windows: leave out 'interval' and 'returnSize'.")
		return None, 0, 0
	if size == 0:
		raise problem.Problem(400, "invalid_parameter", (
			"'returnSize' 0 would leave the number of rows to the gateway. Give a number, or an 'interval'."))
	if size == -1 or (size is not None and interval is not None):
		raise conflicting("Give either 'interval' or a 'returnSize' from 1, with 'aggregationMode'.")
	if end == start:
		raise problem.Problem(400, "invalid_range", "Windows need time: 'endDate' must lie after 'startDate'.")
	if interval is None:
		if (size or 1) > end - start:
			raise problem.Problem(400, "too_many_rows", (
				"'returnSize' asks for more windows than the time has milliseconds. Use fewer, or a longer time."))
		return mode, 0, size or 1
	length = intervalMillis(interval)
	return mode, length, -(-(end - start) // length)


def conflicting(detail):
	return problem.Problem(400, "conflicting_parameters", detail)


def intervalMillis(text):
	try:
		return times.parseDuration(text)
	except ValueError as error:
		raise problem.Problem(400, "invalid_parameter", "interval: %s" % error)


def checkCount(rows, call):
	if rows > call.limit("maxHistoryRows"):
		raise problem.Problem(400, "too_many_rows", (
			"This asks for %d rows; the limit is %d (Limits.maxHistoryRows). Use longer windows or a shorter time."
			% (rows, call.limit("maxHistoryRows"))))
