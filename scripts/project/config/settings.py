"""The configuration: one table of every tag below `[default]Config/API`.

The exported tag file, the documentation and the checks are made from it. An entry holds the
tag's name, data type, the value it is shipped with, and its documentation: what it does, what
empty means and what a wrong value means.
"""

from project.values import paths

ROOT = "[default]Config/API"

SETTINGS = [
	{
		"name": "ValidTokens",
		"dataType": "String",
		"default": "",
		"documentation": (
			"Bearer tokens that may call the API, separated by commas, in plain text: better use Keys. At least 20 "
			"characters each, from A-Z a-z 0-9 - . _ ~ + /. Empty: none; with no other credential configured, every "
			"endpoint but health answers 503 auth_unconfigured. A token that is too short or has other characters is "
			"ignored."),
	},
	{
		"name": "DefaultRole",
		"dataType": "String",
		"default": "operator",
		"documentation": (
			"Role of the callers that use a token of ValidTokens: 'operator' or one of Roles. 'operator' has every "
			"scope, reads every tag outside Config/API, and writes those outside [System] and the UDT definitions. "
			"Empty or unknown: no rights."),
	},
	{
		"name": "Keys",
		"dataType": "Document",
		"default": {},
		"documentation": (
			"API keys by their id, each known by the SHA-256 of its token only: "
			'{"mes": {"sha256": "<64 digits>", "roles": ["operator"], "expires": "2027-01-31T00:00:00Z", '
			'"enabled": true}}. project.auth.mintKey in the Script Console makes a token and its entry. While a key '
			"is rotated its id has a list of two entries. expires and enabled may be left out. Empty: none. "
			"An entry with a mistake does not count."),
	},
	{
		"name": "Roles",
		"dataType": "Document",
		"default": {},
		"documentation": (
			"What callers may do: "
			'{"viewer": {"scopes": ["tags:read"], "read": ["[default]Plant/**"], "write": [], "commands": [], '
			'"queries": [], "rate": {"perSecond": 10, "burst": 20}}}. Scopes: tags:read, tags:write, status:read, '
			"history:read, alarms:read, alarms:ack, alarms:shelve, cmd:read, cmd:run, queries:run. Patterns compare "
			"exactly; * stays within a name, ** crosses names. A pattern that fits a UDT instance gives its members "
			"too. Several roles add up. Empty: the built-in role 'operator' only. A role with a mistake gives no "
			"rights."),
	},
	{
		"name": "Issuers",
		"dataType": "Document",
		"default": {},
		"documentation": (
			"Identity providers whose OAuth 2.0 access tokens are accepted, as a JSON object of entries by any name; "
			"docs/oauth.md has their form and examples for Keycloak, Entra ID and Auth0. A token never gives more than "
			"the Roles that its claims name. Empty: none. An entry with a mistake is left out."),
	},
	{
		"name": "UserSource",
		"dataType": "String",
		"default": "",
		"documentation": (
			"Name of the user source for callers with user name and password (HTTP Basic); the roles of a user are "
			"the entries of Roles with the same names. Empty: Basic is off. A name that does not exist lets no one "
			"in."),
	},
	{
		"name": "DefaultTags",
		"dataType": "StringArray",
		"default": [],
		"documentation": (
			"Full paths of the tags that GET /api/tags returns when it is called without ?path=. "
			"Empty: an empty answer. A malformed path appears in the answer with its error."),
	},
	{
		"name": "AllowedOrigins",
		"dataType": "StringArray",
		"default": [],
		"documentation": (
			"Web origins whose pages may call the API, each exactly as a browser sends it, for example "
			"https://dashboard.example.com or http://10.0.0.5:3000. Empty: none. '*' and anything that "
			"is not an origin is ignored."),
	},
	{
		"name": "TrustedProxies",
		"dataType": "StringArray",
		"default": [],
		"documentation": (
			"Addresses and networks (10.0.0.5, 10.1.0.0/16, fd00::/8) of the reverse proxies whose X-Forwarded-For, "
			"X-Forwarded-Proto and Forwarded headers are believed. Empty: none; the client is whoever is connected. "
			"What is no address is ignored."),
	},
	{
		"name": "RequireHttps",
		"dataType": "Boolean",
		"default": False,
		"documentation": (
			"True: a request that reaches the gateway over plain HTTP gets 403 tls_required; health answers. "
			"A wrong value means true."),
	},
	{
		"name": "WritesDisabled",
		"dataType": "Boolean",
		"default": False,
		"documentation": (
			"True: every request that would change something gets 403 writes_disabled; reads go on. "
			"A wrong value means true."),
	},
	{
		"name": "Historian",
		"dataType": "String",
		"default": "",
		"documentation": (
			"Name of the historian (history provider) whose historical paths stand for tags where the gateway has "
			"system.historian only. Gateways that have system.tag.queryTagHistory, as every 8.1 and 8.3 known so far, "
			"do not need it: there each tag is asked for where it is stored. Empty: none; then /api/history of a tag "
			"answers 503 historian_unconfigured on a gateway that needs it. A wrong value means empty."),
	},
	{
		"name": "Journal",
		"dataType": "String",
		"default": "",
		"documentation": (
			"Name of the alarm journal profile that GET /api/alarms/journal reads. Empty: the only one that the "
			"gateway has; where it has none, several, or none of this name, that endpoint answers 503 "
			"journal_unconfigured. A wrong value means empty."),
	},
	{
		"name": "Database",
		"dataType": "String",
		"default": "",
		"documentation": (
			"Name of the gateway's database connection that holds the tables of this API: idempotency keys, "
			"revocations, audit. Empty: none; then an Idempotency-Key gets 503, and the audit goes to the log. "
			"A connection that does not exist, and a wrong value: every request that would change something gets "
			"503."),
	},
	{
		"name": "AuditRequired",
		"dataType": "Boolean",
		"default": False,
		"documentation": (
			"True: without a Database every request that would change something gets 503. A wrong value means true."),
	},
	{
		"name": "AuditReads",
		"dataType": "Boolean",
		"default": False,
		"documentation": "True: requests that read are audited too, one row each. A wrong value means true.",
	},
	{
		"name": "AuditProfile",
		"dataType": "String",
		"default": "",
		"documentation": (
			"Name of the gateway's audit profile that gets each change as well. Empty: none. One that does not exist "
			"gets nothing, which the status says where the gateway tells; changes go on. A wrong value means "
			"empty."),
	},
	{
		"name": "RequireIdempotencyKey",
		"dataType": "Boolean",
		"default": False,
		"documentation": (
			"True: a request that would change something and has no Idempotency-Key gets 400. "
			"A wrong value means true."),
	},
	{
		"name": "NamedQueries",
		"dataType": "Document",
		"default": {},
		"documentation": (
			"Named queries that callers may run, as a JSON object; docs/queries.md has its form. Empty: none. "
			"A query that is wrong in any part does not exist, and the status says why."),
	},
	{
		"name": "Commands",
		"dataType": "Document",
		"default": {},
		"documentation": (
			"Commands that callers may run, as a JSON object; docs/commands.md has its form. Empty: none. "
			"A command that is wrong in any part does not exist, and the status says why."),
	},
	{
		"name": "Limits",
		"dataType": "Document",
		"default": {},
		"documentation": (
			"Limits that differ from the defaults, as a JSON object: maxBodyBytes (1048576), maxDepth (32), "
			"maxNodes (10000), maxStringChars (65536), maxPaths (500), maxBatch (50), "
			"maxBatchChars (8388608), maxBrowse (1000), "
			"maxHistoryRows (100000), maxHistoryDays (1100), historySeconds (10), "
			"maxQueryRows (10000), querySeconds (10), "
			"gzipFromChars (8192), 0 for never, revocationGraceSeconds (86400); requests of one caller: "
			"requestsPerSecond (500), requestBurst (2000); without a valid credential, for each address: "
			"addressPerSecond (50), addressBurst (200), failedLoginsPerMinute (10); running at once: "
			"inFlightTags (200), inFlightHistory (4), inFlightAlarms (8), inFlightQueries (8), inFlightCommands (8), "
			"inFlightCustom (8); "
			"shadowMode (0): 1 counts and logs what these rates would refuse, and refuses nothing; seconds for which "
			"answers are kept, 0 for not: configurationCacheSeconds (5), browseCacheSeconds (10), "
			"historyCacheSeconds (300), which is for ranges that ended historyClosedSeconds (3600) ago or earlier. "
			"A wrong value means the default. Empty: the defaults."),
	},
]

# Name: (default, lowest, highest).
LIMITS = {
	"maxBodyBytes": (1048576, 1024, 16777216),
	"maxDepth": (32, 4, 32),
	"maxNodes": (10000, 100, 1000000),
	"maxStringChars": (65536, 256, 1048576),
	"maxPaths": (500, 1, 5000),
	"maxBatch": (50, 1, 500),
	"maxBatchChars": (8388608, 65536, 134217728),
	"maxBrowse": (1000, 1, 10000),
	"maxHistoryRows": (100000, 1, 1000000),
	"maxHistoryDays": (1100, 1, 36600),
	"historySeconds": (10, 1, 300),
	"maxQueryRows": (10000, 1, 100000),
	"querySeconds": (10, 1, 300),
	"revocationGraceSeconds": (86400, 0, 604800),
	"requestsPerSecond": (500, 1, 1000000),
	"requestBurst": (2000, 1, 10000000),
	"addressPerSecond": (50, 1, 1000000),
	"addressBurst": (200, 1, 10000000),
	"failedLoginsPerMinute": (10, 1, 1000000),
	"inFlightTags": (200, 1, 100000),
	"inFlightHistory": (4, 1, 1000),
	"inFlightAlarms": (8, 1, 1000),
	"inFlightQueries": (8, 1, 1000),
	"inFlightCommands": (8, 1, 1000),
	"inFlightCustom": (8, 1, 1000),
	"shadowMode": (0, 0, 1),
	"gzipFromChars": (8192, 0, 1000000000),
	"configurationCacheSeconds": (5, 1, 30),
	"browseCacheSeconds": (10, 0, 3600),
	"historyCacheSeconds": (300, 0, 86400),
	"historyClosedSeconds": (3600, 0, 31536000),
}


def tagPath(name):
	"""The full path of one setting's tag."""
	return "%s/%s" % (ROOT, name)


def tagExport():
	"""The configuration tags as Ignition's tag export, to be imported at the root of the provider."""
	folders = paths.segments(ROOT)
	node = folder(folders[-1], [tag(setting) for setting in SETTINGS])
	for name in reversed(folders[:-1]):
		node = folder(name, [node])
	return node


def folder(name, tags):
	return {"name": name, "tagType": "Folder", "tags": tags}


def tag(setting):
	return {
		"name": setting["name"],
		"tagType": "AtomicTag",
		"valueSource": "memory",
		"dataType": setting["dataType"],
		"value": setting["default"],
		"documentation": setting["documentation"],
	}
