"""OAuth 2.0 access tokens: which issuer's, whether they hold, and what was found out before.

Refusals are those of RFC 6750 section 3.1, with a description that tells the owner of the token what is wrong.
"""

from project.gateway import clock
from project.gateway import failure
from project.gateway import log
from project.gateway import signatures
from project.gateway import vault
from project.guard import claims
from project.guard import introspection
from project.guard import jwks
from project.guard import jwt
from project.guard import keyset
from project.http import problem
from project.values import memory

MAX_VERIFIED = 5000
VERIFIED_SECONDS = 300
REFUSED_SECONDS = 10

# By the digest of the token, never the token itself.
VERIFIED = memory.Memory(MAX_VERIFIED)
REFUSED = memory.Memory(MAX_VERIFIED)


class Verified(object):
	"""What a token was found to be, by an entry of `Issuers` and with a key of its set.

	expires      wall time in epoch milliseconds
	until        monotonic time in seconds
	fingerprint  of the configured issuers
	ring         jwks.Ring whose `generation` of keys it was verified with; None where there is none
	lacking      [scope] that its entry requires, where it has not all of them; else None
	"""

	__slots__ = ("identity", "lacking", "expires", "until", "fingerprint", "ring", "generation")

	def __init__(self, identity, lacking, expires, until, fingerprint, ring, generation):
		self.identity = identity
		self.lacking = lacking
		self.expires = expires
		self.until = until
		self.fingerprint = fingerprint
		self.ring = ring
		self.generation = generation

	def holds(self):
		"""True until the token has expired, or the keys are others; while the issuers are configured as they were."""
		return (
			(self.ring is None or self.ring.generation == self.generation)
			and clock.monotonicSeconds() < self.until and clock.nowMillis() < self.expires)


def judged(text, digest, issuers, trial):
	"""The Verified of an access token; None where no entry of `Issuers` is for tokens of this form.

	text     the token
	digest   a name for it that does not tell it, for example its SHA-256 as hexadecimal text
	issuers  config.issuers.Issuers
	trial    what is entered while an endpoint is asked about a token that it has not let in before
	raises   Problem 401 invalid_token, 403 insufficient_scope, 503 issuer_unavailable; what `trial` raises
	"""
	isJwt = isForJwt(text, issuers)
	if not isJwt and not issuers.introspected:
		return None
	found = VERIFIED.get(digest)
	if found is None or found.fingerprint != issuers.fingerprint or not found.holds():
		if isJwt or (found and found.fingerprint == issuers.fingerprint):
			found = VERIFIED.put(digest, asked(text, digest, issuers, isJwt))
		else:
			with trial:
				found = VERIFIED.put(digest, asked(text, digest, issuers, isJwt))
	if found.lacking:
		raise insufficient(found.lacking)
	return found


def asked(text, digest, issuers, isJwt):
	"""raises  Problem 401, 503"""
	try:
		return verified(text, issuers) if isJwt else introspected(text, digest, issuers)
	except jwt.Invalid as invalid:
		raise refused("%s" % invalid)
	except (jwks.Unavailable, introspection.Unavailable):
		raise problem.Problem(503, "issuer_unavailable", (
			"The identity provider cannot be reached, so the token cannot be judged now."),
			headers={"Retry-After": "5"})


def isForJwt(text, issuers):
	"""Five parts are an encrypted token: its issuer can read it, if anybody is to be asked."""
	dots = text.count(".")
	return bool(issuers.byIssuer) and (dots == 2 or dots > 2 and not issuers.introspected)


def verified(text, issuers):
	token = jwt.parse(text)
	name = token.claims.get("iss")
	issuer = issuers.byIssuer.get(name) if jwt.isName(name) else None
	if issuer is None:
		raise jwt.Invalid("No entry of Issuers is for its issuer.")
	algorithm = token.header.algorithm
	if algorithm not in issuer.algorithms:
		raise jwt.Invalid("Its algorithm is none that the issuer's entry accepts.")
	ring = None if issuer.sharedSecret else jwks.RINGS.of(issuer)
	entries = [secretEntry(issuer)] if ring is None else ring.named(token.header.keyId)
	if entries is None:
		raise jwt.Invalid("Its key is not one of the issuer's.")
	entry = keyset.fitting(entries, algorithm)
	if entry is None or not signatures.verify(algorithm, entry.key, token.signed, token.signature):
		raise jwt.Invalid("Its signature does not hold.")
	jwt.check(token, issuer, seconds())
	return remembered(token.claims, issuer, VERIFIED_SECONDS, issuers.fingerprint, ring, entry.generation)


def secretEntry(issuer):
	secret = issuer.sharedSecret
	try:
		value = secret.value or vault.secret(secret.provider, secret.name)
		return keyset.Entry(signatures.secretKey(value.encode("utf-8")), "HS256")
	except (failure.GatewayFailure, signatures.Weak) as error:
		log.warn("The shared secret of issuer '%s' cannot be used: %s" % (issuer.name, error))
		raise jwks.Unavailable("%s" % error)


def introspected(text, digest, issuers):
	"""What the first endpoint says that knows the token; one that all refused is not asked for again at once."""
	if (REFUSED.get(digest) or clock.LONG_AGO) > clock.monotonicSeconds():
		raise jwt.Invalid("It is not active.")
	invalid = unavailable = None
	for issuer in issuers.introspected:
		try:
			found = introspection.claimsOf(text, issuer)
			return remembered(found, issuer, introspection.BELIEVED_SECONDS, issuers.fingerprint)
		except jwt.Invalid as error:
			invalid = error
		except introspection.Unavailable as error:
			unavailable = error
	if unavailable is not None:
		# The one that could not be asked may know it.
		raise unavailable
	REFUSED.put(digest, clock.monotonicSeconds() + REFUSED_SECONDS)
	raise invalid


def remembered(found, issuer, most, fingerprint, ring=None, generation=None):
	identity = claims.identity(found, issuer)
	lacking = None
	if not (identity.scopes or frozenset()).issuperset(issuer.requiredScopes):
		lacking, most = issuer.requiredScopes, REFUSED_SECONDS
	expires = jwt.instant(found, "exp")
	return Verified(
		identity, lacking, 1000 * (seconds() + most if expires is None else expires), clock.monotonicSeconds() + most,
		fingerprint, ring, generation)


def seconds():
	return clock.nowMillis() / 1000.0


def refused(reason):
	return problem.Problem(401, "invalid_token", "The access token is not accepted. %s" % reason, headers={
		"WWW-Authenticate": 'Bearer error="invalid_token", error_description="%s"' % reason})


def insufficient(scopes):
	return problem.Problem(403, "insufficient_scope", "The access token lacks a scope that is required here.", headers={
		"WWW-Authenticate": 'Bearer error="insufficient_scope", scope="%s"' % " ".join(scopes)})
