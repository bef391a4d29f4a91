"""The endpoints over alarms."""

from project.alarms import items
from project.alarms import listing
from project.gateway import alarms
from project.guard import roles
from project.http import endpoint

JSON_FORMATS = ("json",)
LIST_FORMATS = ("json", "records")
MAX_PAGE = 1000


def listAlarms(call):
	"""GET /alarms: the alarms that the gateway keeps, newest first."""
	found, cursor = listing.page(call.principal, call.parameters, call.parameters["limit"])
	options = call.writeOptions()
	return listed([items.item(alarm, options) for alarm in found], cursor, call)


def listed(results, cursor, call):
	if call.format != "records":
		return {"json": {"results": results, "cursor": cursor}}
	return {"json": results, "headers": {"Link": endpoint.nextLink(call.request, cursor)} if cursor else {}}


LIMIT = {
	"name": "limit", "type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": 100,
	"description": "Results per page.",
}
CURSOR = {"name": "cursor", "type": "string", "description": "The cursor of the previous page."}
FILTERS = [
	{"name": "priority", "type": "string", "enum": alarms.PRIORITIES,
		"description": "The lowest priority to list."},
	{"name": "source", "type": "string",
		"description": "Pattern for the source, for example *:/tag:Plant/*; * and ? are wildcards, case is ignored."},
	{"name": "displayPath", "type": "string", "description": "Pattern for the display path, in the same way."},
]

ENDPOINTS = [
	{
		"method": "GET", "path": "/alarms", "scope": roles.ALARMS_READ, "handler": listAlarms,
		"summary": "List alarms", "formats": LIST_FORMATS,
		"parameters": [
			{"name": "state", "type": "string", "list": True, "enum": items.STATES,
				"description": "Only alarms in this state; repeat it for several."},
		] + FILTERS + [
			{"name": "includeShelved", "type": "boolean", "default": False,
				"description": "Also alarms that are shelved."},
			LIMIT, CURSOR, endpoint.FORMAT, endpoint.INT64,
		],
	},
]
