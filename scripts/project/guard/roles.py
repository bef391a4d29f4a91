"""Roles and scopes: what a caller may do at all. Which tags it may touch is in project.guard.scope."""

from project.http import problem

TAGS_READ = "tags:read"
TAGS_WRITE = "tags:write"
STATUS_READ = "status:read"
HISTORY_READ = "history:read"
ALARMS_READ = "alarms:read"
ALARMS_ACK = "alarms:ack"
ALARMS_SHELVE = "alarms:shelve"
CMD_READ = "cmd:read"
CMD_RUN = "cmd:run"
SCOPES = (
	TAGS_READ, TAGS_WRITE, STATUS_READ, HISTORY_READ, ALARMS_READ, ALARMS_ACK, ALARMS_SHELVE, CMD_READ, CMD_RUN)

BUILT_IN = {"operator": frozenset(SCOPES)}


class Principal(object):
	"""Who calls.

	name     for the log and the audit
	scopes   frozenset of scope names
	rate     requests per second of its role; None: those of `Limits`
	keyId    id of the key, or None
	tokenId  `jti` of the token, or None
	"""

	__slots__ = ("name", "role", "scopes", "rate", "keyId", "tokenId")

	def __init__(self, name, role, keyId=None, tokenId=None):
		self.name = name
		self.keyId = keyId
		self.tokenId = tokenId
		self.role = role
		self.scopes = BUILT_IN.get(role, frozenset())
		self.rate = None


def requireScope(principal, scope):
	"""raises  Problem 403 insufficient_scope (RFC 6750 section 3.1)"""
	if scope not in principal.scopes:
		raise problem.Problem(403, "insufficient_scope", (
			"This needs the scope '%s', which the role of this token does not give." % scope),
			headers={"WWW-Authenticate": 'Bearer error="insufficient_scope", scope="%s"' % scope})


def hasRole(principal, name):
	"""True where the caller has a role; the empty name is everybody's."""
	return name == "" or principal.role == name
