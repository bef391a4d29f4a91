"""The endpoints over alarms."""

from project.alarms import acting
from project.alarms import items
from project.alarms import journal
from project.alarms import listing
from project.gateway import alarms
from project.guard import audit
from project.guard import roles
from project.http import endpoint
from project.http import fields
from project.http import jsonschema
from project.http import listing as listings
from project.http import negotiate

MAX_PAGE = 1000
MAX_MINUTES = 43200


def listAlarms(call):
	"""GET /alarms: the alarms that the gateway keeps, newest first."""
	found, cursor = listing.page(call.principal, call.parameters, call.parameters["limit"])
	options = call.writeOptions()
	return listings.items(call, [items.item(alarm, options) for alarm in found], items.NAMES, cursor)


def listJournal(call):
	"""GET /alarms/journal: what happened to alarms in a stretch of time, newest first."""
	found, cursor = journal.page(call)
	return listings.items(call, found, journal.NAMES, cursor)


def acknowledgeAlarms(call):
	"""POST /alarms/acknowledge: in the name of the caller."""
	asked = ACKNOWLEDGE.of(call)
	notes = asked["notes"]
	targets = acting.acknowledgeable(call.principal, asked["ids"])
	carriedOut(call, "alarm.acknowledge", targets, {"notes": notes}, acting.acknowledge, notes, call.principal.name)
	return results(targets, "id")


def carriedOut(call, action, targets, value, act, *arguments):
	"""act(targets, *arguments), recorded before and after."""
	call.effect.begin([audit.Intent(action, target.name, None, value, target.code) for target in targets])
	act(targets, *arguments)
	call.effect.complete([None if target.code == "outcome_unknown" else target.code or "Good" for target in targets])


def results(targets, key):
	return {"json": {"results": [target.result(key) for target in targets]}}


def shelveAlarms(call):
	"""POST /alarms/shelve: hide alarms for some minutes."""
	asked = SHELVE.of(call)
	minutes = asked["minutes"]
	targets = acting.shelvable(call.principal, asked["paths"])
	carriedOut(call, "alarm.shelve", targets, {"minutes": minutes}, acting.shelve, minutes)
	return results(targets, "path")


def unshelveAlarms(call):
	"""POST /alarms/unshelve: show alarms again."""
	targets = acting.unshelvable(call.principal, UNSHELVE.of(call)["paths"])
	carriedOut(call, "alarm.unshelve", targets, None, acting.unshelve)
	return results(targets, "path")


def acted(title, key, more):
	"""The answer that has one result for each thing that was asked for."""
	return jsonschema.record(title + "s", {"results": jsonschema.listOf(jsonschema.record(title, dict({
		key: jsonschema.TEXT, "success": jsonschema.BOOLEAN,
		"error": jsonschema.described(jsonschema.TEXT, "Why it was not done."),
		"code": jsonschema.described(jsonschema.TEXT, "The same, for programs."),
	}, **more), ("error", "code") + tuple(more)))})


ALARM_MEMBERS = {
	"id": jsonschema.described(jsonschema.TEXT, "Of this event of the alarm: what is acknowledged."),
	"source": jsonschema.described(jsonschema.TEXT, "Of the alarm: what is shelved."),
	"path": jsonschema.described(jsonschema.TEXT, "The tag that the alarm is on."),
	"displayPath": jsonschema.TEXT_OR_NULL,
	"name": jsonschema.TEXT,
	"label": jsonschema.TEXT_OR_NULL,
	"state": {"type": "string", "enum": list(items.STATES)},
	"priority": {"type": "string", "enum": list(alarms.PRIORITIES)},
	"isAcked": jsonschema.BOOLEAN,
	"isCleared": jsonschema.BOOLEAN,
	"isShelved": jsonschema.BOOLEAN,
	"activeTime": jsonschema.TIME,
	"clearTime": jsonschema.TIME,
	"ackTime": jsonschema.TIME,
	"ackUser": jsonschema.TEXT_OR_NULL,
	"ackNotes": jsonschema.TEXT_OR_NULL,
	"notes": jsonschema.described(jsonschema.TEXT_OR_NULL, "Of the alarm's configuration."),
	"data": jsonschema.described(jsonschema.OPEN, "The associated data."),
}
ALARM = jsonschema.record("Alarm", ALARM_MEMBERS)
EVENT = jsonschema.record("AlarmEvent", dict(
	ALARM_MEMBERS, event={"type": "string", "enum": ["active", "clear", "ack"]}, eventTime=jsonschema.TIME),
	description="An alarm as it was when the event happened.")
SOURCES = jsonschema.described(
	jsonschema.listOf(jsonschema.TEXT, minItems=1, limit="maxPaths"), "Each the source of an alarm, without wildcards.")
ACKNOWLEDGE = fields.Body("AcknowledgeRequest", {
	"ids": jsonschema.listOf(jsonschema.TEXT, minItems=1, limit="maxPaths"),
	"notes": dict(jsonschema.TEXT, default=u"")}, ("notes",))
SHELVE = fields.Body("ShelveRequest", {
	"paths": SOURCES, "minutes": dict(jsonschema.INTEGER, minimum=1, maximum=MAX_MINUTES)})
UNSHELVE = fields.Body("UnshelveRequest", {"paths": SOURCES})
ACKNOWLEDGED = acted("AcknowledgeResult", "id", {})
SHELVED = acted("ShelveResult", "path", {"expires": jsonschema.described(jsonschema.TIME, "When it is shown again.")})
UNSHELVED = acted("UnshelveResult", "path", {})

LIMIT = {
	"name": "limit", "type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": 100,
	"description": "Results per page.",
}
CURSOR = {"name": "cursor", "type": "string", "description": "The cursor of the previous page."}
FILTERS = [
	{"name": "state", "type": "string", "list": True, "enum": items.STATES,
		"description": "Only alarms in this state; repeat it for several."},
	{"name": "priority", "type": "string", "enum": alarms.PRIORITIES,
		"description": "The lowest priority to list."},
	{"name": "source", "type": "string",
		"description": "Pattern for the source, for example *:/tag:Plant/*; * and ? are wildcards, case is ignored."},
	{"name": "displayPath", "type": "string", "description": "Pattern for the display path, in the same way."},
]

ENDPOINTS = [
	{
		"method": "GET", "path": "/alarms", "scope": roles.ALARMS_READ, "handler": listAlarms,
		"class": "alarms",
		"example": {"parameters": {"source": "prov:default:/tag:Plant/Setpoint:/alm:High"}},
		"summary": "List alarms", "formats": negotiate.LISTS,
		"answers": {200: jsonschema.page("Alarms", ALARM)}, "records": jsonschema.listOf(ALARM),
		"parameters": FILTERS + [
			{"name": "includeShelved", "type": "boolean", "default": False,
				"description": "Also alarms that are shelved."},
			LIMIT, CURSOR, endpoint.FORMAT, endpoint.SAFE, endpoint.INT64,
		],
	},
	{
		"method": "GET", "path": "/alarms/journal", "scope": roles.ALARMS_READ, "handler": listJournal,
		"class": "alarms",
		"example": {"parameters": {"source": "prov:default:/tag:Plant/Setpoint:/alm:High", "startDate": "-8h"}},
		"summary": "Past alarm events", "formats": negotiate.LISTS,
		"answers": {200: jsonschema.page("AlarmEvents", EVENT)}, "records": jsonschema.listOf(EVENT),
		"problems": ("invalid_time", "invalid_range", "range_too_long", "journal_unconfigured"),
		"parameters": FILTERS + [
			{"name": "startDate", "type": "string", "default": "-8h",
				"description": "From when on: RFC 3339, epoch milliseconds, now, or relative as -8h."},
			{"name": "endDate", "type": "string", "default": "now",
				"description": "Before when, in the same forms."},
			{"name": "includeShelved", "type": "boolean", "default": True,
				"description": "Also events of alarms that are shelved now."},
			LIMIT, CURSOR, endpoint.FORMAT, endpoint.SAFE, endpoint.INT64,
		],
	},
	{
		"method": "POST", "path": "/alarms/acknowledge", "scope": roles.ALARMS_ACK, "handler": acknowledgeAlarms,
		"class": "alarms",
		"example": {"body": {"ids": ["00000000-0000-4000-8000-000000000000"], "notes": "Seen"}},
		"summary": "Acknowledge alarms", "formats": negotiate.DATA, "mutating": True, "parameters": [endpoint.FORMAT],
		"permits": acting.requireIds,
		"body": ACKNOWLEDGE.schema, "answers": {200: ACKNOWLEDGED}, "problems": ("too_many_items", "tag_forbidden"),
	},
	{
		"method": "POST", "path": "/alarms/shelve", "scope": roles.ALARMS_SHELVE, "handler": shelveAlarms,
		"class": "alarms",
		"example": {"body": {"paths": ["prov:default:/tag:Plant/Setpoint:/alm:High"], "minutes": 15}},
		"summary": "Shelve alarms", "formats": negotiate.DATA, "mutating": True, "parameters": [endpoint.FORMAT],
		"permits": acting.requireSources,
		"body": SHELVE.schema, "answers": {200: SHELVED}, "problems": ("too_many_items", "tag_forbidden"),
	},
	{
		"method": "POST", "path": "/alarms/unshelve", "scope": roles.ALARMS_SHELVE, "handler": unshelveAlarms,
		"class": "alarms",
		"example": {"body": {"paths": ["prov:default:/tag:Plant/Setpoint:/alm:High"]}},
		"summary": "Unshelve alarms", "formats": negotiate.DATA, "mutating": True, "parameters": [endpoint.FORMAT],
		"permits": acting.requireSources,
		"body": UNSHELVE.schema, "answers": {200: UNSHELVED}, "problems": ("too_many_items", "tag_forbidden"),
	},
]
