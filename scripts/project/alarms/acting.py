"""Acknowledging and shelving: one result for each thing that was asked for, in the order of the request.

What came of it is what the gateway says, never what was hoped for. Where it says nothing it is
asked how the alarms are now.
"""

from project.alarms import items
from project.gateway import alarms
from project.gateway import tags
from project.guard import scope
from project.http import problem
from project.values import times

WILDCARDS = ("*", "?")
ERRORS = {
	"alarm_not_found": "There is no such alarm, or this caller may not see it.",
	"already_acknowledged": "It was acknowledged before.",
	"not_acknowledged": "The gateway did not acknowledge it. Its configuration may ask for notes.",
	"outcome_unknown": "The gateway does not list it any more, so nobody can say whether it was acknowledged.",
	"invalid_source": "Name an alarm by its source, as in prov:default:/tag:Plant/T:/alm:High, without wildcards.",
	"not_shelved": "The gateway did not shelve it. Its configuration may forbid that.",
	"not_unshelved": "The gateway still has it shelved.",
	"tag_forbidden": "This caller may not touch the tag of this alarm.",
}


class Target(object):
	"""One thing to do on its way: `name` is what the caller wrote, `code` why it was not done."""

	__slots__ = ("name", "code", "members")

	def __init__(self, name, code):
		self.name = name
		self.code = code
		self.members = {}

	def result(self, key):
		"""{<key>, success, error?, code?}, and what else is known"""
		found = dict(self.members)
		found[key], found["success"] = self.name, self.code is None
		if self.code is not None:
			found["code"], found["error"] = self.code, ERRORS[self.code]
		return found


def acknowledgeable(principal, ids):
	"""[Target] of alarm ids; what the caller may not see is as unknown as what does not exist.

	raises  GatewayFailure
	"""
	known = listed(ids)
	return [Target(each, whyNot(principal, known.get(each))) for each in ids]


def listed(ids):
	"""{id: Alarm} of those that the gateway keeps."""
	sought = frozenset(ids)
	events = [event for moment, each, event in alarms.status(alarms.Wanted(True)) if each in sought]
	return dict((alarm.id, alarm) for alarm in alarms.alarms(events))


def whyNot(principal, alarm):
	if alarm is None or not items.isVisible(principal, alarm.path):
		return "alarm_not_found"
	return "already_acknowledged" if alarm.isAcked else None


def acknowledge(targets, notes, user):
	"""Acknowledge what is not refused, in the name of `user`; sets what became of each.

	raises  GatewayFailure: then nobody knows which were
	"""
	sent = [target for target in targets if target.code is None]
	if not sent:
		return
	left = alarms.acknowledge(sorted(set([target.name for target in sent])), notes, user)
	if left is None:
		judgeByStatus(sent)
	else:
		for target in sent:
			target.code = "not_acknowledged" if target.name in left else None


def judgeByStatus(targets):
	known = listed([target.name for target in targets])
	for target in targets:
		if target.name not in known:
			target.code = "outcome_unknown"
		elif not known[target.name].isAcked:
			target.code = "not_acknowledged"


def shelvable(principal, sources):
	"""As `unshelvable`, refused also where there is no such tag: the gateway shelves whatever it is told.

	raises  GatewayFailure, ContractBroken
	"""
	targets = unshelvable(principal, sources)
	left = [target for target in targets if target.code is None]
	if left:
		for target, found in zip(left, tags.read([alarms.tagPath(each.name) for each in left])):
			if found.quality == "Bad_NotFound":
				target.code = "alarm_not_found"
	return targets


def unshelvable(principal, sources):
	"""[Target] of alarm sources, each refused where the caller may not read the tag."""
	return [Target(source, whyNotShelved(principal, source)) for source in sources]


def whyNotShelved(principal, source):
	path = alarms.tagPath(source)
	if path is None or any(wildcard in source for wildcard in WILDCARDS):
		return "invalid_source"
	try:
		scope.requireTag(principal, path, scope.READ)
	except scope.Denied as denied:
		return "tag_forbidden" if denied.code == "tag_forbidden" else "invalid_source"
	return None


def requireSources(call, sources):
	"""raises  Problem 403 where the caller may no longer touch one of the alarms"""
	for source in sources:
		refuse(whyNotShelved(call.principal, source))


def requireIds(call, ids):
	"""As requireSources; an alarm that the gateway no longer keeps belongs to no tag any more."""
	known = listed(ids)
	for each in ids:
		if each in known and not items.isVisible(call.principal, known[each].path):
			refuse("tag_forbidden")


def refuse(code):
	if code is not None:
		raise problem.Problem(403, code, ERRORS[code])


def shelve(targets, minutes):
	"""Shelve what is not refused; adds `expires` to each that is.

	raises  GatewayFailure
	"""
	sent = [target for target in targets if target.code is None]
	if not sent:
		return
	alarms.shelve([target.name for target in sent], minutes)
	shelved = alarms.shelved()
	for target in sent:
		if target.name in shelved:
			target.members["expires"] = times.formatMillis(shelved[target.name])
		else:
			target.code = "not_shelved"


def unshelve(targets):
	"""Take what is not refused off the shelf; what was not on it is done already.

	raises  GatewayFailure
	"""
	sent = [target for target in targets if target.code is None]
	if not sent:
		return
	alarms.unshelve([target.name for target in sent])
	shelved = alarms.shelved()
	for target in sent:
		if target.name in shelved:
			target.code = "not_unshelved"
