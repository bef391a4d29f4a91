"""The setting Roles: what each role may do, checked and compiled.

	{"viewer": {"scopes": ["tags:read"], "read": ["[default]Plant/**"], "write": [], "commands": [], "queries": [],
		"rate": {"perSecond": 10, "burst": 20}}}

A role with a mistake in it gives no rights at all: what was meant is not guessed.
"""

from project.config import readers
from project.config import schemas
from project.values import patterns

TAGS_READ = "tags:read"
TAGS_WRITE = "tags:write"
STATUS_READ = "status:read"
HISTORY_READ = "history:read"
ALARMS_READ = "alarms:read"
ALARMS_ACK = "alarms:ack"
ALARMS_SHELVE = "alarms:shelve"
CMD_READ = "cmd:read"
CMD_RUN = "cmd:run"
QUERIES_RUN = "queries:run"
SCOPES = (
	TAGS_READ, TAGS_WRITE, STATUS_READ, HISTORY_READ, ALARMS_READ, ALARMS_ACK, ALARMS_SHELVE, CMD_READ, CMD_RUN,
	QUERIES_RUN)

OPERATOR = "operator"
FIELDS = ("scopes", "read", "write", "commands", "queries", "rate")
RATE_FIELDS = ("perSecond", "burst")


class Everything(object):
	"""The pattern of the built-in role: it fits every tag and every name."""

	text = u"**"

	def fits(self, path):
		return True

	def reaches(self, path):
		return True


class Role(object):
	"""One role; never changed after it is made.

	scopes             frozenset of scope names
	read, write        patterns of tag paths (project.values.patterns)
	commands, queries  patterns of names
	rate               (requests per second, burst), or None: the rate of Limits
	"""

	def __init__(self, name, scopes, read, write, commands, queries, rate):
		self.name = name
		self.scopes = frozenset(scopes)
		self.read = tuple(read)
		self.write = tuple(write)
		self.commands = tuple(commands)
		self.queries = tuple(queries)
		self.rate = rate


ALL = (Everything(),)
BUILT_IN = {OPERATOR: Role(OPERATOR, SCOPES, ALL, ALL, ALL, ALL, None)}


def parsed(document, report):
	"""{name: Role}, the built-in ones among them.

	report  takes a problem in words
	"""
	found = readers.usable(document, role, report, "The role '%s' gives no rights: %s.")
	found.update(BUILT_IN)
	return found


def role(name, entry):
	if name in BUILT_IN:
		raise readers.Wrong("the name is taken by a built-in role; call yours otherwise")
	if not name.strip() or not isinstance(entry, dict):
		raise readers.Wrong("it must be a name with a JSON object")
	unknown = readers.unknownFields(entry, FIELDS)
	if unknown:
		raise readers.Wrong("%s is not known; use %s" % (unknown, ", ".join(FIELDS)))
	return Role(
		name, scopes(texts(entry, "scopes")),
		compiled(entry, "read", patterns.TagPattern), compiled(entry, "write", patterns.TagPattern),
		compiled(entry, "commands", patterns.NamePattern), compiled(entry, "queries", patterns.NamePattern),
		rate(entry.get("rate")))


def texts(entry, field):
	value = entry.get(field)
	if value is None:
		return []
	if not readers.isTexts(value):
		raise readers.Wrong("'%s' must be a list of texts" % field)
	return value


def scopes(names):
	for name in names:
		if name not in SCOPES:
			raise readers.Wrong("'%s' is no scope; use %s" % (name[:60], ", ".join(SCOPES)))
	return names


def compiled(entry, field, kind):
	found = []
	for text in texts(entry, field):
		try:
			found.append(kind(text))
		except patterns.Malformed as malformed:
			raise readers.Wrong("'%s' in '%s' is no pattern: %s" % (text[:100], field, malformed))
	return found


def rate(value):
	if value is None:
		return None
	if not isinstance(value, dict) or readers.unknownFields(value, RATE_FIELDS):
		raise readers.Wrong("'rate' must be an object with 'perSecond' and 'burst'")
	perSecond, burst = value.get("perSecond"), value.get("burst")
	if not schemas.isNumber(perSecond) or not 0.001 <= perSecond <= 100000:
		raise readers.Wrong("'rate.perSecond' must be a number from 0.001 to 100000")
	if not schemas.isNumber(burst) or burst != int(burst) or not 1 <= burst <= 100000:
		raise readers.Wrong("'rate.burst' must be a whole number from 1 to 100000")
	return float(perSecond), int(burst)
