"""From the claims of an accepted token to who calls, with which roles and scopes.

The claims come from a verified JSON Web Token, or from an introspection endpoint (RFC 7662). What a token says
never adds to what the configured roles give: its scopes can only take away.
"""

from project.guard import jwt
from project.values import plain

HTTPS = "https://"
USER = "oauth"
CLIENT = "oauth-client"
# The names of a client may be chosen by whoever registers it, to be those of a user (RFC 9068 section 5).
SUBJECTS = (("sub", USER), ("client_id", CLIENT), ("azp", CLIENT), ("appid", CLIENT))


class Identity(object):
	"""name (for log and audit), roleNames, scopes (frozenset; None: not restricted), tokenId (`jti`, or None)."""

	__slots__ = ("name", "roleNames", "scopes", "tokenId")

	def __init__(self, name, roleNames, scopes, tokenId):
		self.name = name
		self.roleNames = roleNames
		self.scopes = scopes
		self.tokenId = tokenId


def identity(claims, issuer):
	"""The Identity that an issuer's claims give.

	raises  jwt.Invalid where they name nobody
	"""
	scopes = None if issuer.scopesClaim is None else frozenset(texts(found(claims, issuer.scopesClaim)))
	kind, subject = subjectOf(claims)
	return Identity(
		"%s:%s:%s" % (kind, short(issuer.issuer or issuer.introspectionUri), subject),
		roleNames(claims, issuer), scopes, claims.get("jti"))


def short(url):
	"""The address of an issuer without "https://" and colons: no two have the same, whatever subject follows."""
	bare = url[len(HTTPS):] if url.startswith(HTTPS) else url
	return bare.replace("%", "%25").replace(":", "%3A")


def subjectOf(claims):
	"""(USER or CLIENT, name) of whom the token stands for: a user, or the client itself where it names no subject."""
	for claim, kind in SUBJECTS:
		if jwt.isName(claims.get(claim)):
			return kind, claims[claim]
	raise jwt.Invalid("It does not say whom it stands for (sub).")


def roleNames(claims, issuer):
	"""The names of roles, in order, each once."""
	names = []
	for path in issuer.rolesClaims:
		for name in texts(found(claims, path)):
			role = name if issuer.roleMapping is None else issuer.roleMapping.get(name)
			if role and role not in names:
				names.append(role)
	return names or [issuer.defaultRole] if issuer.defaultRole else names


def found(claims, path):
	"""The claim at a path: the member of that very name (a URL has dots too), else the one its dots lead to."""
	if isinstance(path, plain.TEXT):
		if path in claims:
			return claims[path]
		path = path.split(".")
	value = claims
	for name in path:
		if not isinstance(value, dict):
			return None
		value = value.get(name)
	return value


def texts(value):
	"""The words of a text, or the texts of a list; nothing of anything else."""
	if isinstance(value, plain.TEXT):
		return value.split()
	return [each for each in value if isinstance(each, plain.TEXT)] if isinstance(value, list) else []
