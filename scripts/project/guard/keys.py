"""Who is calling: the one credential of a request, and the kinds of credential that could be behind it.

A token is looked up among the static ones first: ValidTokens and Keys, which are known by their SHA-256 only and
compared in constant time; then among the access tokens of the configured issuers. The status and texts of a
refusal are the API's contract: see docs/api.md.
"""

from project.gateway import clock
from project.gateway import crypto
from project.gateway import pattern
from project.guard import basic
from project.guard import limiter
from project.guard import oauth
from project.guard import roles
from project.http import problem

TOKEN = pattern.Whole(r"[A-Za-z0-9\-._~+/]+=*")
MAX_CHARS = 8192
MISSING = "Missing or invalid Authorization header"
INVALID = "Invalid API token"
ROOM = "tokens"
# PERF: as headers come, in Unicode: to compare the two kinds of text of Python 2 takes a codec.
BEARER, SPACE = u"bearer", u" "
MAX_KNOWN = 5000


class Owner(object):
	"""Who calls with a token that was found valid.

	isValid  a function: whether it still is; None where it does not expire
	"""

	__slots__ = ("principal", "isValid")

	def __init__(self, principal, isValid):
		self.principal = principal
		self.isValid = isValid


def authenticate(request, configuration):
	"""The Principal of a request.

	raises  Problem 400, 401, 403 or 503
	"""
	if not configuration.isAvailable:
		raise problem.Problem(503, "configuration_unavailable", "The gateway cannot read its configuration tags.",
			headers={"Retry-After": "5"})
	if not configuration.hasCredentials:
		raise problem.Problem(503, "auth_unconfigured", (
			"No credential is configured on this gateway: put a key into the tag Keys, or a token into ValidTokens."))
	scheme, credential = presented(request, configuration)
	if scheme == basic.SCHEME:
		if not TOKEN.matches(credential):
			raise required(configuration)
		return basic.authenticate(request, credential, configuration)
	return holder(credential, request, configuration)


def holder(token, request, configuration):
	"""The Principal that a token stands for."""
	# PERF: only what was found valid is remembered, by its digest, for as long as the configuration stays, so that
	# its form, comparisons and signatures are looked at once. Digest and look-up take 1.6 us on Jython, the form of
	# a JSON Web Token alone 8 us.
	known = configuration.remembered.get(ROOM) or configuration.memoryOf(ROOM, MAX_KNOWN)
	fingerprint = crypto.fingerprint(token)
	found = known.get(fingerprint)
	if not found or (found.isValid and not found.isValid()):
		found = known.put(fingerprint, judged(token, fingerprint, request, configuration))
	return found.principal


def judged(token, fingerprint, request, configuration):
	"""The Owner of a token that is not remembered, or was and may have expired."""
	try:
		digest = crypto.sha256(crypto.asciiOctets(token))
	except ValueError:
		raise required(configuration)
	found = static(digest, configuration)
	if found is None:
		# PERF: 10 us for a JSON Web Token, whose form is judged where it is taken apart.
		if not oauth.isForJwt(token, configuration.issuers) and not TOKEN.matches(token):
			raise required(configuration)
		return owner(token, fingerprint, request, configuration)
	if found.isValid and not found.isValid():
		raise invalid()
	return found


def owner(token, fingerprint, request, configuration):
	"""The Owner of a token that an issuer has given out."""
	verified = oauth.judged(token, fingerprint, configuration.issuers, limiter.Trial(request, configuration))
	if verified is None:
		raise invalid()
	identity = verified.identity
	return Owner(roles.Principal(
		identity.name, roles.granted(configuration, identity.roleNames), tokenId=identity.tokenId,
		scopes=identity.scopes), verified.holds)


def static(digest, configuration):
	"""The Owner of a token of Keys or ValidTokens, or None. Every entry is compared, found or not.

	raises  Problem 403 where it is a key that is switched off
	"""
	keys = configuration.keys
	matching = [keys[index] for index in same(digest, [key.digest for key in keys])]
	enabled = [key for key in matching if key.enabled]
	isPlain = same(digest, configuration.tokenDigests)
	if enabled:
		key = enabled[-1]
		return Owner(
			roles.Principal("key:%s" % key.id, roles.granted(configuration, key.roles), keyId=key.id),
			None if key.expires is None else lambda: clock.nowMillis() < key.expires)
	if isPlain:
		name = "token:%s" % crypto.hexText(digest)[:12]
		return Owner(roles.Principal(name, roles.granted(configuration, [configuration.defaultRole])), None)
	if matching:
		# Known here and switched off: nobody else is asked about it.
		raise invalid()
	return None


def invalid():
	"""The same for an unknown, a revoked and an expired token: nobody learns which."""
	return problem.Problem(403, "invalid_token", "The token is not known here, or no longer valid.", error=INVALID)


def revokedToken():
	"""RFC 6750 section 3.1."""
	return problem.Problem(401, "invalid_token", "The token is no longer valid.", error=INVALID, headers={
		"WWW-Authenticate": 'Bearer error="invalid_token"'})


def tlsRequired():
	return problem.Problem(403, "tls_required", "This API answers over HTTPS only.")


def presented(request, configuration):
	"""(scheme in lower case, credential) of the one credential that the request carries; its form is not looked at.

	raises  Problem 400 where there are several, 401 where there is none or another scheme
	"""
	authorization = request.headerValues("authorization")
	apiKey = request.headerValues("x-api-key") if "x-api-key" in request.headerNames else ()
	if len(authorization) + len(apiKey) > 1:
		raise problem.Problem(400, "ambiguous_credentials", "Send one credential only, in one header.")
	if authorization:
		scheme, space, credential = authorization[0].strip().partition(SPACE)
		scheme, credential = scheme.lower(), credential.lstrip(SPACE)
	else:
		scheme, credential = BEARER, apiKey[0].strip() if apiKey else ""
	accepted = scheme == BEARER or (scheme == basic.SCHEME and configuration.userSource)
	if not accepted or len(credential) > MAX_CHARS:
		raise required(configuration)
	return scheme, credential


def required(configuration):
	"""A challenge for each scheme that is accepted (RFC 9110 section 11.6.1)."""
	challenges = "Bearer, %s" % basic.CHALLENGE if configuration.userSource else "Bearer"
	return problem.Problem(401, "credentials_required", (
		"Send 'Authorization: Bearer <token>' or 'X-API-Key: <token>'."), error=MISSING, headers={
		"WWW-Authenticate": challenges})


def same(digest, candidates):
	"""The positions of the candidates that are this digest; every one is compared, found or not."""
	return [index for index, candidate in enumerate(candidates) if crypto.equal(digest, candidate)]
