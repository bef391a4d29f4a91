"""An alarm as an item of an answer, and which alarms a caller may see."""

from project.gateway import alarms
from project.guard import scope
from project.values import plain
from project.values import times

STATES = ("ClearUnacked", "ClearAcked", "ActiveUnacked", "ActiveAcked")

NAMES = (
	"id", "source", "path", "displayPath", "name", "label", "state", "priority", "isAcked", "isCleared", "isShelved",
	"activeTime", "clearTime", "ackTime", "ackUser", "ackNotes", "notes", "data")


def item(alarm, options):
	"""{id, source, path, displayPath, name, label, state, priority, isAcked, isCleared, isShelved, activeTime,
	clearTime, ackTime, ackUser, ackNotes, notes, data}

	options  plain.Options
	raises   GatewayFailure
	"""
	details = alarms.details(alarm)
	return {
		"id": alarm.id,
		"source": alarm.source,
		"path": alarm.path,
		"displayPath": alarm.displayPath,
		"name": alarm.name,
		"label": alarm.label,
		"state": alarm.state(),
		"priority": alarm.priority,
		"isAcked": alarm.isAcked,
		"isCleared": alarm.isCleared,
		"isShelved": alarm.isShelved,
		"activeTime": times.formatMillis(alarm.activeMillis),
		"clearTime": times.formatMillis(details["clearMillis"]),
		"ackTime": times.formatMillis(details["ackMillis"]),
		"ackUser": details["ackUser"],
		"ackNotes": details["ackNotes"],
		"notes": details["notes"],
		"data": dict((name, written(value, options)) for name, value in details["data"].items()),
	}


def written(value, options):
	try:
		return plain.plain(value, options)
	except plain.Unrepresentable:
		return {"type": "unsupported"}


def isVisible(principal, path):
	"""True where the caller may read the tag that the alarm is on; an alarm of no tag is nobody's."""
	if path is None:
		return False
	try:
		scope.requireTag(principal, path, scope.READ)
	except scope.Denied:
		return False
	return True
