"""Who a caller is and what its roles give it. Which tags that means is judged in project.guard.scope."""

from project.config import roles as configured
from project.http import problem
from project.values import memory

# The scope of an endpoint that any credential opens, because what it does is authorised part by part.
ANY = ""
TAGS_READ = configured.TAGS_READ
TAGS_WRITE = configured.TAGS_WRITE
STATUS_READ = configured.STATUS_READ
HISTORY_READ = configured.HISTORY_READ
ALARMS_READ = configured.ALARMS_READ
ALARMS_ACK = configured.ALARMS_ACK
ALARMS_SHELVE = configured.ALARMS_SHELVE
CMD_READ = configured.CMD_READ
CMD_RUN = configured.CMD_RUN
QUERIES_RUN = configured.QUERIES_RUN

ACTIONS = ("read", "write")
MAX_REMEMBERED = 10000
MAX_LISTS = 100
MAX_COMBINATIONS = 1000


class Grants(object):
	"""What some roles give together: scopes add up, and so do patterns; never changed after it is made.

	names              names of the roles that count
	scopes             frozenset of scope names
	read, write        patterns of tag paths
	commands, queries  patterns of names
	rights             the read patterns as one text: who has the same text may see the same tags
	rate               (requests per second, burst) of the most generous role; None: that of Limits
	allowed            {action: memory of tag paths that project.guard.scope has allowed}
	lists              {action: memory of whole lists of paths that it has judged}
	policy             the limit of a caller's requests, as project.guard.limiter has worked it out, or None

	PERF: a decision about a tag that was asked for before is one look into a dict, and one about the same list
	again is one as well: 10 us for 100 paths, where one by one they take 60. Both live as long as the
	configuration, which stays the same object while its tags do.
	"""

	def __init__(self, roles):
		self.names = tuple([role.name for role in roles])
		self.scopes = frozenset([scope for role in roles for scope in role.scopes])
		self.read = tuple([pattern for role in roles for pattern in role.read])
		self.write = tuple([pattern for role in roles for pattern in role.write])
		self.commands = tuple([pattern for role in roles for pattern in role.commands])
		self.queries = tuple([pattern for role in roles for pattern in role.queries])
		self.rights = repr(sorted(set([pattern.text for pattern in self.read])))
		rates = [role.rate for role in roles]
		self.rate = max(rates) if rates and None not in rates else None
		self.allowed = dict([(action, memory.Memory(MAX_REMEMBERED)) for action in ACTIONS])
		self.lists = dict([(action, memory.Memory(MAX_LISTS)) for action in ACTIONS])
		self.policy = None


class Principal(object):
	"""Who calls.

	name     for the log, the audit and acknowledgements, for example "key:mes" or "user:ann"
	grants   Grants of its roles
	scopes   frozenset of scope names; fewer than those of the roles where its token names fewer
	keyId    id of the key, or None
	tokenId  `jti` of the token, or None
	alias    another name that it is revoked by, or None
	"""

	__slots__ = ("name", "grants", "scopes", "keyId", "tokenId", "alias")

	def __init__(self, name, grants, keyId=None, tokenId=None, scopes=None, alias=None):
		self.name = name
		self.grants = grants
		self.scopes = grants.scopes if scopes is None else grants.scopes & scopes
		self.keyId = keyId
		self.tokenId = tokenId
		self.alias = alias


def granted(configuration, names):
	"""The Grants of roles by their names; a name that is no role gives nothing."""
	combinations = configuration.memoryOf("grants", MAX_COMBINATIONS)
	key = tuple(sorted([name for name in set(names) if name in configuration.roles]))
	found = combinations.get(key)
	if found is None:
		found = combinations.put(key, Grants([configuration.roles[name] for name in key]))
	return found


def requireScope(principal, scope):
	"""raises  Problem 403 insufficient_scope (RFC 6750 section 3.1)"""
	if scope != ANY and scope not in principal.scopes:
		raise problem.Problem(403, "insufficient_scope", (
			"This needs the scope '%s', which the caller does not have." % scope),
			headers={"WWW-Authenticate": 'Bearer error="insufficient_scope", scope="%s"' % scope})


def hasRole(principal, name):
	"""True where the caller has a role; the empty name is everybody's."""
	return name == "" or name in principal.grants.names


def fits(patterns, text):
	"""True where one of the patterns fits."""
	for pattern in patterns:
		if pattern.fits(text):
			return True
	return False
