"""Listing alarms: newest first, in pages, only those that the caller may see.

The order of two alarms never changes while both are kept: each stands by the moment it became
active and its id. So a page starts behind the last alarm of the one before.
"""

import itertools

from project.alarms import items
from project.gateway import alarms
from project.http import cursors
from project.values import plain
from project.values import wildcards

FILTERS = ("state", "priority", "source", "displayPath", "includeShelved")


def wanted(parameters):
	"""gateway.alarms.Wanted of the query parameters."""
	found = alarms.Wanted(parameters["includeShelved"])
	if parameters["state"] is not None:
		found.states = frozenset(parameters["state"])
	if parameters["priority"] is not None:
		found.priorities = frozenset(alarms.PRIORITIES[alarms.PRIORITIES.index(parameters["priority"]):])
	if parameters["source"] is not None:
		found.source = wildcards.matcher(parameters["source"])
	if parameters["displayPath"] is not None:
		found.displayPath = wildcards.matcher(parameters["displayPath"])
	return found


def page(principal, parameters, limit):
	"""([Alarm], next cursor or None)

	raises  Problem 400 invalid_cursor, GatewayFailure
	"""
	question = cursors.digest([parameters[name] for name in FILTERS])
	after = positionOf(question, parameters["cursor"], isKey)
	chosen, last = cutOff(seen(principal, alarms.status(wanted(parameters)), after, limit), limit)
	return [alarm for entry, alarm in chosen], last and cursors.encode(question, last)


def positionOf(question, cursor, isPosition):
	return None if cursor is None else tuple(cursors.decode(question, cursor, isPosition))


def seen(principal, entries, after, limit):
	"""(entry, Alarm) of what comes behind `after` and may be seen, in order; about `limit` of them are wanted.

	entries  tuples that sort by all but their last member, the event
	PERF     who may see what is asked for one page only; of ten thousand alarms most are never shown
	"""
	for entry in ordered(behind(entries, after), limit + 1):
		alarm = alarms.alarms([entry[-1]])[0]
		if items.isVisible(principal, alarm.path):
			yield entry, alarm


def cutOff(found, limit):
	"""([(entry, Alarm)], position of the next page or None) of what is seen."""
	chosen = list(itertools.islice(found, limit + 1))
	if len(chosen) <= limit:
		return chosen, None
	return chosen[:limit], list(chosen[limit - 1][0][:-1])


def behind(entries, after):
	if after is None:
		return entries
	first = after[0]
	return [entry for entry in entries if entry[0] > first or (entry[0] == first and entry[:-1] > after)]


def ordered(entries, first):
	"""The entries in order; the rest is not sorted unless more than the `first` ones are asked for.

	PERF: to sort ten thousand tuples takes Jython 90 ms, to sort their first members 40 ms.
	"""
	moments = sorted([entry[0] for entry in entries])
	bound = moments[min(first, len(moments)) - 1] if moments else 0
	for entry in sorted([entry for entry in entries if entry[0] <= bound]):
		yield entry
	for entry in sorted([entry for entry in entries if entry[0] > bound]):
		yield entry


def isKey(position):
	return (
		isinstance(position, list) and len(position) == 2
		and cursors.isWhole(position[0]) and isinstance(position[1], plain.TEXT))
