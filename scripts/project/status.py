"""Is it alive, and what is wrong with it: health for load balancers, status for people."""

from project import version
from project.config import current
from project.config import settings
from project.extension import endpoints as extension
from project.gateway import alarms
from project.gateway import clock
from project.gateway import failure
from project.gateway import history as historians
from project.gateway import platform
from project.gateway import users
from project.guard import audit
from project.guard import jwks
from project.guard import limiter
from project.guard import roles
from project.guard import store
from project.history import endpoints as history
from project.http import endpoint
from project.http import jsonschema
from project.http import negotiate
from project.query import checks
from project.tags import endpoints as tags

READY = {
	"name": "ready", "type": "boolean", "default": False,
	"description": "Also say whether reads can be served; 503 where they cannot.",
}


def health(call):
	"""GET /health: {"status": "ok"} while scripts run. Says nothing else, because it is public."""
	if call.parameters["ready"] and not isReady():
		return {"json": {"status": "unavailable"}, "code": 503, "headers": NO_STORE}
	return {"json": {"status": "ok"}, "headers": NO_STORE}


def isReady():
	"""Reads can be served: the configuration can be read now and holds a credential."""
	try:
		return current.load().hasCredentials
	except (failure.GatewayFailure, failure.ContractBroken, current.Unavailable):
		return False


def status(call):
	"""GET /status: versions, limits and every configuration problem in plain words."""
	configuration = call.configuration
	state = database(configuration)
	return {
		"json": {
			"version": version.VERSION,
			"platform": platform.version(),
			"project": platform.projectName(),
			"configuration": {
				"root": settings.ROOT,
				"problems": [{"name": name, "problem": text} for name, text in problems(configuration, state)],
			},
			"database": state,
			"historian": historian(configuration),
			"audit": dict(audit.COUNTERS.values),
			"custom": extension.report(),
			"limits": configuration.limits,
			"caches": {
				"configuration": current.HOLDER.counts(),
				"browse": tags.BROWSED.cache.counts(),
				"history": history.CLOSED.cache.counts(),
			},
			"limiter": limiter.report(configuration),
			"switches": {
				"requireHttps": configuration.requireHttps,
				"writesDisabled": configuration.writesDisabled,
			},
		},
		"headers": NO_STORE,
	}


def problems(configuration, state):
	"""[(setting name, what is wrong)] of the whole configuration; `state` is that of database()."""
	return configuration.problems + checks.problems(configuration) + seen(configuration, state)


def database(configuration):
	"""{"name", "state", "problem"?}: the state is "unconfigured", "ok" or "unavailable"."""
	name = configuration.database
	if not name:
		return {"name": None, "state": "unconfigured"}
	fault = store.fault(name)
	if fault is None:
		return {"name": name, "state": "ok"}
	return {"name": name, "state": "unavailable", "problem": fault}


def seen(configuration, state):
	"""[(setting name, what is wrong)] that only use shows; `state` is that of database()."""
	found = []
	if "problem" in state:
		found.append(("Database", state["problem"] + " Until it can be used nothing is changed through this API."))
	for name in jwks.RINGS.failing(configuration.issuers.byIssuer.values()):
		found.append(("Issuers", (
			"The keys of the issuer '%s' could not be had, or not be used; the gateway's log says why. Tokens are "
			"judged with the last good ones, for a day at most; without any they get 503." % name)))
	failures = audit.COUNTERS.values["profileFailures"]
	if failures:
		found.append(("AuditProfile", (
			"The audit profile failed to take the records of %d requests since the scripts started. Is there one of "
			"this name?" % failures)))
	return found + missing(configuration)


def missing(configuration):
	"""[(setting name, what is wrong)] of what the gateway is asked for now, and does not have.

	Where it cannot say nothing is told. Of an audit profile no function says whether it is there.
	"""
	found = []
	source, journal, historian = configuration.userSource, configuration.journal, configuration.historian
	if source and users.isMissing(source):
		found.append(("UserSource", NO_USER_SOURCE % source))
	elif source and failure.MISSED.get("UserSource") == source:
		found.append(("UserSource", SILENT_USER_SOURCE % source))
	if journal and alarms.isJournalMissing(journal, clock.nowMillis()):
		found.append(("Journal", NO_JOURNAL % journal))
	if historian and historians.isMissing(historian):
		found.append(("Historian", NO_HISTORIAN % historian))
	return found


def historian(configuration):
	"""{"name", "state"}: the name is that of Historian; the state is "ok", or "none" where the gateway has none."""
	return {"name": configuration.historian or None, "state": "ok" if historians.isInstalled() else "none"}


NO_USER_SOURCE = (
	"The gateway has no user source '%s', so nobody can sign in with a password: create one, or put the name of "
	"another one into the tag.")
SILENT_USER_SOURCE = (
	"The user source '%s' did not answer the last time that it was asked. Is there one of this name? Until it answers "
	"nobody can sign in with a password.")
NO_HISTORIAN = "The gateway has no historian '%s': create one, or put the name of another one into the tag."
NO_JOURNAL = "The gateway has no alarm journal '%s': create one, or put the name of another one into the tag."
NO_STORE = {"Cache-Control": "no-store"}
NAMED_PROBLEM = jsonschema.record("NamedProblem", {"name": jsonschema.TEXT, "problem": jsonschema.TEXT})
HEALTH = jsonschema.record("Health", {"status": {"type": "string", "enum": ["ok", "unavailable"]}})
STATUS = jsonschema.record("Status", {
	"version": jsonschema.described(jsonschema.TEXT, "Of this API."),
	"platform": jsonschema.described(jsonschema.TEXT, "Ignition's version."),
	"project": jsonschema.TEXT,
	"configuration": jsonschema.record(None, {
		"root": jsonschema.TEXT,
		"problems": jsonschema.listOf(NAMED_PROBLEM),
	}),
	"database": jsonschema.record(None, {
		"name": jsonschema.TEXT_OR_NULL, "state": {"type": "string", "enum": ["unconfigured", "ok", "unavailable"]},
		"problem": jsonschema.TEXT}, ("problem",)),
	"historian": jsonschema.record(None, {
		"name": jsonschema.TEXT_OR_NULL, "state": {"type": "string", "enum": ["ok", "none"]}}),
	"audit": jsonschema.described(jsonschema.OPEN, "Counters."),
	"limits": {
		"type": "object", "additionalProperties": jsonschema.INTEGER, "description": "Limits, as they count now."},
	"caches": {"type": "object", "additionalProperties": jsonschema.OPEN, "description": "Counters of what is kept."},
	"custom": jsonschema.record(None, {
		"endpoints": jsonschema.described(jsonschema.listOf(jsonschema.TEXT), "Those of custom.api that are served."),
		"problems": jsonschema.described(
			jsonschema.listOf(NAMED_PROBLEM), "What is wrong with the others, and what failed.")}),
	"limiter": jsonschema.described(jsonschema.OPEN, "Refusals by limit, and what runs.", nullable=True),
	"switches": {"type": "object", "additionalProperties": jsonschema.BOOLEAN},
})

ENDPOINTS = [
	{
		"method": "GET", "path": "/health", "scope": None, "handler": health,
		"example": {},
		"summary": "Is the API alive", "formats": negotiate.DATA, "parameters": [READY, endpoint.FORMAT],
		"answers": {200: HEALTH, 503: HEALTH},
	},
	{
		"method": "GET", "path": "/status", "scope": roles.STATUS_READ, "handler": status,
		"example": {},
		"summary": "Versions, limits, configuration problems", "formats": negotiate.DATA, "answers": {200: STATUS},
		"parameters": [endpoint.FORMAT],
	},
]
