"""What the alarm journal tells of a stretch of time: one item for each transition, newest first, in pages."""

from project.alarms import items
from project.alarms import listing
from project.gateway import alarms
from project.gateway import clock
from project.http import cursors
from project.http import problem
from project.values import plain
from project.values import times

KINDS = ("active", "clear", "ack")
QUESTIONS = ("startDate", "endDate") + listing.FILTERS


def page(call):
	"""([item], next cursor or None)

	raises  Problem 400; 503 journal_unconfigured; GatewayFailure
	"""
	asked = call.parameters
	wanted, question = listing.Filter(asked), cursors.digest([asked[name] for name in QUESTIONS])
	after = None if asked["cursor"] is None else tuple(cursors.decode(question, asked["cursor"], isKey))
	start, end = stretch(asked, clock.nowMillis())
	# The rows before the cursor are newer: the journal is not asked for them again.
	rows = read(call, start, end if after is None else min(end, 1 - after[0]))
	found = []
	for row in sorted(rows, key=sortKey):
		if (after is None or sortKey(row) > after) and isShown(call.principal, wanted, row):
			if len(found) == asked["limit"]:
				return written(found, call), cursors.encode(question, list(sortKey(found[-1])))
			found.append(row)
	return written(found, call), None


def stretch(asked, now):
	start, end = moment(asked, "startDate", now), moment(asked, "endDate", now)
	if end < start:
		raise problem.Problem(400, "invalid_range", "'endDate' lies before 'startDate'.")
	return start, end


def moment(asked, name, now):
	try:
		return times.parse(asked[name], now)
	except ValueError as error:
		raise problem.Problem(400, "invalid_time", "%s: %s" % (name, error))


def read(call, start, end):
	try:
		return alarms.journal(call.configuration.journal, start, end, call.parameters["includeShelved"])
	except alarms.JournalMissing:
		raise problem.Problem(503, "journal_unconfigured", (
			"There is no alarm journal: create a journal profile on the gateway, and where there are several, "
			"put the name of one into the tag Journal."))


def sortKey(row):
	millis, kind, alarm = row
	return (-millis, alarm.id, KINDS.index(kind) if kind in KINDS else len(KINDS))


def isKey(position):
	return (
		isinstance(position, list) and len(position) == 3 and isinstance(position[1], plain.TEXT)
		and isinstance(position[0], plain.INTEGERS) and isinstance(position[2], plain.INTEGERS))


def isShown(principal, wanted, row):
	alarm = row[2]
	return wanted.accepts(alarm) and items.isVisible(principal, alarm.path)


def written(rows, call):
	options = call.writeOptions()
	return [
		dict(items.item(alarm, options), event=kind, eventTime=times.formatMillis(millis))
		for millis, kind, alarm in rows
	]
