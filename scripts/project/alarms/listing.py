"""Listing alarms: filtered here, so that one rule holds on every gateway; newest first, in pages.

The order of two alarms never changes while both are kept: each stands by the moment it became
active and its id. So a page starts behind the last alarm of the one before.
"""

from project.alarms import items
from project.gateway import alarms
from project.http import cursors
from project.values import plain
from project.values import wildcards

RANKS = dict((name, rank) for rank, name in enumerate(alarms.PRIORITIES))
FILTERS = ("state", "priority", "source", "displayPath", "includeShelved")


class Filter(object):
	"""Which alarms are asked for, out of the query parameters."""

	def __init__(self, parameters):
		self.digest = cursors.digest([parameters[name] for name in FILTERS])
		self.states = frozenset(parameters["state"] or items.STATES)
		self.lowest = RANKS[parameters["priority"] or alarms.PRIORITIES[0]]
		self.source = wildcards.matcher(parameters["source"])
		self.displayPath = wildcards.matcher(parameters["displayPath"])

	def accepts(self, alarm):
		return (
			alarm.state() in self.states
			and RANKS.get(alarm.priority, len(RANKS)) >= self.lowest
			and self.source(alarm.source)
			and self.displayPath(alarm.displayPath))


def page(principal, parameters, limit):
	"""([Alarm], next cursor or None)

	raises  Problem 400 invalid_cursor, GatewayFailure
	"""
	wanted = Filter(parameters)
	after = afterOf(wanted, parameters["cursor"])
	listed = [alarm for alarm in alarms.status(parameters["includeShelved"]) if wanted.accepts(alarm)]
	found = []
	# PERF: who may see what is asked for one page only; of ten thousand alarms most are never shown.
	for alarm in sorted(listed, key=sortKey):
		if (after is None or sortKey(alarm) > after) and items.isVisible(principal, alarm.path):
			if len(found) == limit:
				return found, cursors.encode(wanted.digest, list(sortKey(found[-1])))
			found.append(alarm)
	return found, None


def sortKey(alarm):
	return (-(alarm.activeMillis or 0), alarm.id)


def afterOf(wanted, cursor):
	return None if cursor is None else tuple(cursors.decode(wanted.digest, cursor, isKey))


def isKey(position):
	return (
		isinstance(position, list) and len(position) == 2
		and isinstance(position[0], plain.INTEGERS) and isinstance(position[1], plain.TEXT))
