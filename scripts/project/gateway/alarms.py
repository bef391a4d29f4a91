"""The port to system.alarm: alarm events as plain data; acknowledging and shelving by their ids and sources.

An event is read in two steps: what lists are filtered by at once, the rest for what is shown.
"""

import re

from java.util import Date

from project.gateway import convert
from project.gateway import failure

PRIORITIES = ("Diagnostic", "Low", "Medium", "High", "Critical")
# A name may hold what separates the parts. Such a source could be read in two ways, so it is taken for no tag at all.
SOURCE = re.compile(r"^prov:([^:]+):/tag:((?:(?!:/).)+):/alm:((?:(?!:/).)+)\Z")
USER = re.compile(r"(?:^|:/)usr:(.*)\Z")

# What the platform itself keeps with an event; the rest is the associated data of the site.
OWN_PROPERTIES = frozenset((
	"name", "enabled", "priority", "mode", "setpointA", "setpointB", "inclusiveA", "inclusiveB", "anyChange",
	"bitPosition", "bitOnZero", "activeCondition", "deadband", "deadbandMode", "timeOnDelaySeconds",
	"timeOffDelaySeconds", "ackMode", "ackNotesReqd", "shelvingAllowed", "notes", "displayPath", "label",
	"timestampSource", "notifyInitialEvent", "activePipeline", "clearPipeline", "ackPipeline", "eventTime",
	"eventValue", "ackUser", "ackNotes", "ackTime", "activeTime", "clearTime", "isShelved", "state", "systemAck",
	"shelvedUser", "source", "eventId", "id"))


class JournalMissing(Exception):
	"""The gateway has no alarm journal, or none of that name."""


class Wanted(object):
	"""What to list. Whoever asks for nothing in particular leaves the attributes at None.

	includeShelved
	priorities, states    sets of names, states as "ActiveUnacked"
	source, displayPath   functions that say whether a text is wanted
	"""

	__slots__ = ("includeShelved", "priorities", "states", "source", "displayPath")

	def __init__(self, includeShelved):
		self.includeShelved = includeShelved
		self.priorities = self.states = self.source = self.displayPath = None


class Alarm(object):
	"""An alarm event.

	id            text
	source        text, as prov:default:/tag:Plant/T:/alm:High
	path          full tag path, or None where the source is not the alarm of one tag
	name, label, displayPath
	priority      one of PRIORITIES
	isAcked, isCleared, isShelved
	activeMillis  epoch milliseconds, None where it was never active
	event         the platform's object, for this module only
	"""

	__slots__ = (
		"id", "source", "path", "name", "label", "displayPath", "priority", "isAcked", "isCleared", "isShelved",
		"activeMillis", "event")

	def state(self):
		return ("Clear" if self.isCleared else "Active") + ("Acked" if self.isAcked else "Unacked")


def status(wanted):
	"""The alarms that the gateway keeps, in no order: [(minus epoch milliseconds, id, event)].

	The milliseconds are those of becoming active, 0 where there was no such moment; an event is for `alarms`.
	PERF: of ten thousand no more is read than it takes to choose from them.
	raises  GatewayFailure
	"""
	try:
		events = system.alarm.queryStatus(
			priority=listOrNone(wanted.priorities), state=listOrNone(wanted.states),
			includeShelved=wanted.includeShelved)
		return [entry(event) for event in matching(events, wanted)]
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught("system.alarm.queryStatus")


def listOrNone(names):
	return None if names is None else sorted(names)


def matching(events, wanted):
	# The platform has patterns too, but whether letter case counts in them is not known.
	if wanted.source is not None:
		events = [event for event in events if wanted.source("%s" % event.getSource())]
	if wanted.displayPath is not None:
		events = [event for event in events if wanted.displayPath(displayPathOf(event))]
	return events


def entry(event):
	active = event.getActiveData()
	return (0 if active is None else -active.getTimeStamp(), "%s" % event.getId(), event)


def alarms(events):
	"""[Alarm] of the events that `status` listed.

	raises  GatewayFailure
	"""
	try:
		return [alarm(event) for event in events]
	except:  # noqa: E722
		raise failure.caught("system.alarm.queryStatus")


def alarm(event):
	found = Alarm()
	found.event = event
	found.id = "%s" % event.getId()
	found.source = "%s" % event.getSource()
	found.path = tagPath(found.source)
	found.name = event.getName()
	found.label = event.getLabel()
	found.displayPath = displayPathOf(event)
	found.priority = "%s" % event.getPriority()
	found.isAcked, found.isCleared, found.isShelved = event.isAcked(), event.isCleared(), event.isShelved()
	found.activeMillis = millisOf(event.getActiveData())
	return found


def displayPathOf(event):
	return "%s" % (event.getDisplayPath() or "")


def tagPath(source):
	"""The full path of the tag that an alarm's source names, or None."""
	match = SOURCE.match(source)
	return match and "[%s]%s" % (match.group(1), match.group(2))


def millisOf(data):
	return None if data is None else data.getTimeStamp()


def details(listed):
	"""The rest of an Alarm: {"clearMillis", "ackMillis", "ackUser", "ackNotes", "notes", "data"}.

	data    {name: plain form} of the associated data
	raises  GatewayFailure
	"""
	event = listed.event
	try:
		properties = dict(propertiesOf(event.getActiveData()), **propertiesOf(event.getClearedData()))
		acked = propertiesOf(event.getAckData())
		return {
			"clearMillis": millisOf(event.getClearedData()),
			"ackMillis": millisOf(event.getAckData()),
			"ackUser": userOf(acked.get("ackUser")),
			"ackNotes": textOf(acked.get("ackNotes")),
			"notes": event.getNotes() or "",
			"data": dict(
				(name, convert.fromPlatform(value)) for name, value in properties.items()
				if name not in OWN_PROPERTIES),
		}
	except:  # noqa: E722
		raise failure.caught("system.alarm.queryStatus")


def propertiesOf(data):
	if data is None:
		return {}
	return dict(("%s" % each.getProperty().getName(), each.getValue()) for each in data.getValues())


def textOf(value):
	return None if value is None else "%s" % value


def userOf(value):
	"""The user's name out of a path such as usr-prov:default:/usr:ann; the text itself where it is no path."""
	text = textOf(value)
	match = USER.search(text or "")
	return match.group(1) if match else text


def journal(name, startMillis, endMillis, wanted):
	"""[(minus epoch milliseconds, id, "active", "clear" or "ack", event)] of what happened from start to before end.

	name    journal profile; "" where the gateway is to use its only one
	raises  JournalMissing, GatewayFailure
	"""
	try:
		events = system.alarm.queryJournal(
			startDate=Date(startMillis), endDate=Date(endMillis), journalName=name or None,
			priority=listOrNone(wanted.priorities), state=listOrNone(wanted.states), includeData=True,
			includeSystem=False, includeShelved=wanted.includeShelved)
		return [transition(event) for event in matching(events, wanted)]
	except:  # noqa: E722
		raise journalFailure(failure.caught("system.alarm.queryJournal"))


def isJournalMissing(name, millis):
	"""True where the gateway says that it has no journal profile of this name; False where it cannot say.

	It is asked what happened in no time at all.
	"""
	try:
		system.alarm.queryJournal(startDate=Date(millis), endDate=Date(millis), journalName=name)
	except:  # noqa: E722
		found = journalFailure(failure.caught("system.alarm.queryJournal"))
		if not isinstance(found, (JournalMissing, failure.GatewayFailure)):
			raise found
		return isinstance(found, JournalMissing)
	return False


def journalFailure(caught):
	"""The platform has no type for it: only its words tell a missing journal from a database that is down."""
	if isinstance(caught, failure.GatewayFailure) and "journal profile" in caught.trace.lower():
		return JournalMissing("%s" % caught)
	return caught


def transition(event):
	kind = ("%s" % event.getLastEventState()).lower()
	data = {"clear": event.getClearedData, "ack": event.getAckData}.get(kind, event.getActiveData)()
	return (-millisOf(data), "%s" % event.getId(), kind, event)


def acknowledge(ids, notes, user):
	"""The set of ids that were not acknowledged, or None where the gateway does not say (before 8.1.15).

	raises  GatewayFailure: then nobody knows which were
	"""
	try:
		left = system.alarm.acknowledge(ids, notes, user)
		return None if left is None else frozenset("%s" % each for each in left)
	except:  # noqa: E722
		raise failure.caught("system.alarm.acknowledge")


def shelve(sources, minutes):
	"""raises  GatewayFailure"""
	try:
		system.alarm.shelve(path=sources, timeoutMinutes=minutes)
	except:  # noqa: E722
		raise failure.caught("system.alarm.shelve")


def unshelve(sources):
	"""raises  GatewayFailure"""
	try:
		system.alarm.unshelve(sources)
	except:  # noqa: E722
		raise failure.caught("system.alarm.unshelve")


def shelved():
	"""{source: epoch milliseconds when it ends} of what is shelved now.

	raises  GatewayFailure
	"""
	try:
		return dict(
			("%s" % each.getPath(), each.getExpiration().getTime())
			for each in system.alarm.getShelvedPaths() if not each.isExpired())
	except:  # noqa: E722
		raise failure.caught("system.alarm.getShelvedPaths")
