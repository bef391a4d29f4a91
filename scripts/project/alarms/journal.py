"""What the alarm journal tells of a stretch of time: one item for each transition, newest first, in pages."""

from project.alarms import items
from project.alarms import listing
from project.gateway import alarms
from project.gateway import clock
from project.http import cursors
from project.http import params
from project.http import problem
from project.values import plain
from project.values import times

QUESTIONS = ("startDate", "endDate") + listing.FILTERS

# Of one question to the journal.
MOST_DAYS = 32
NAMES = ("event", "eventTime") + items.NAMES


def page(call):
	"""([item], next cursor or None)

	raises  Problem 400; 503 journal_unconfigured; GatewayFailure
	"""
	asked = call.parameters
	question = cursors.digest([asked[name] for name in QUESTIONS])
	after = listing.positionOf(question, asked["cursor"], isKey)
	start, end = stretch(call, clock.nowMillis())
	# What comes before the cursor is newer: the journal is not asked for it again.
	end = end if after is None else max(start, min(end, 1 - after[0]))
	chosen, last = listing.cutOff(transitions(call, start, end, after), asked["limit"])
	options = call.writeOptions()
	return [written(entry, alarm, options) for entry, alarm in chosen], last and cursors.encode(question, last)


def transitions(call, start, end, after):
	"""As listing.seen, newest first. A journal has no limit of rows: it is asked for a slice of the time at a time."""
	days = 1
	while True:
		since = max(start, end - days * times.DAY_MILLIS)
		# Whether the platform takes the end itself into it is not known.
		rows = [row for row in read(call, since, end) if since <= -row[0] < end]
		for found in listing.seen(call.principal, rows, after, call.parameters["limit"]):
			yield found
		if since <= start:
			return
		end, days = since, min(2 * days, MOST_DAYS)


def stretch(call, now):
	start, end = moment(call.parameters, "startDate", now), moment(call.parameters, "endDate", now)
	params.checkStretch(start, end, call, "startDate" in call.request.parameters())
	return start, end


def moment(asked, name, now):
	try:
		return times.parse(asked[name], now)
	except ValueError as error:
		raise problem.Problem(400, "invalid_time", "%s: %s" % (name, error))


def read(call, start, end):
	try:
		return alarms.journal(call.configuration.journal, start, end, listing.wanted(call.parameters))
	except alarms.JournalMissing:
		raise problem.Problem(503, "journal_unconfigured", (
			"There is no alarm journal: create a journal profile on the gateway, and where there are several, "
			"put the name of one into the tag Journal."))


def isKey(position):
	return (
		isinstance(position, list) and len(position) == 3 and cursors.isWhole(position[0])
		and isinstance(position[1], plain.TEXT) and isinstance(position[2], plain.TEXT))


def written(entry, alarm, options):
	"""An alarm as it was at that moment, with `event` and `eventTime`."""
	return dict(items.item(alarm, options), event=entry[2], eventTime=times.formatMillis(-entry[0]))
