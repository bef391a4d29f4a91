"""JSON Web Tokens (RFC 7519) as access tokens (RFC 9068): what one says, taken apart strictly (RFC 8725).

Nothing here believes a token: parse() only reads, and check() judges the claims once the signature held.
Header parameters that name a key elsewhere (`jku`, `x5u`, `jwk`, `x5c`) are never looked at.
"""

from project.gateway import codec
from project.gateway import crypto
from project.gateway import pattern
from project.gateway import signatures
from project.values import memory
from project.values import plain

MAX_CHARS = 8192
MAX_DEPTH = 8
# The last second of the year 9999.
MAX_SECONDS = 253402300799

# PERF: one key of an issuer signs tokens with one header, byte for byte; to read it anew takes 20 us. By its text.
HEADERS = memory.Memory(100)

# It stands in logs, in the audit and beside acknowledgements.
NAME = pattern.Whole(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,255}")

# What only ID tokens and logout tokens hold (OpenID Connect Core section 3, Back-Channel Logout section 2.4).
ID_TOKEN_CLAIMS = ("at_hash", "c_hash", "s_hash", "events")
# What tells an access token from an ID token where the header's typ does not.
ACCESS_TOKEN_CLAIMS = ("scope", "scp", "client_id", "azp", "appid")


class Invalid(Exception):
	"""The token is not accepted. The message says why, without anything from the token."""


class Header(object):
	"""algorithm, keyId (None without), kind (`typ` in lower case, "none" without)."""

	__slots__ = ("algorithm", "keyId", "kind")


class Token(object):
	"""header, claims, signed (the octets that were), signature."""

	__slots__ = ("header", "claims", "signed", "signature")


def parse(text):
	"""The Token of a compact serialization, which is ASCII.

	raises  Invalid
	"""
	if len(text) > MAX_CHARS:
		raise Invalid("It is longer than %d characters." % MAX_CHARS)
	segments = text.split(".")
	if len(segments) != 3:
		raise Invalid("It is not three parts of base64url.")
	token = Token()
	token.header = HEADERS.get(segments[0]) or HEADERS.put(segments[0], header(parsed(segments[0], "header")))
	token.claims = parsed(segments[1], "payload")
	token.signed = crypto.asciiOctets(text[:text.rindex(".")])
	token.signature = decoded(segments[2])
	return token


def parsed(segment, name):
	try:
		found = codec.decode(bytearray(decoded(segment)).decode("utf-8"), MAX_DEPTH)
	except (ValueError, codec.Refused):
		raise Invalid("Its %s is not the JSON of a token." % name)
	if not isinstance(found, dict):
		raise Invalid("Its %s is not a JSON object." % name)
	return found


def decoded(segment):
	try:
		return crypto.fromBase64url(segment)
	except ValueError:
		raise Invalid("It is not in canonical base64url.")


def header(members):
	"""The Header of a JSON object."""
	if "crit" in members:
		# RFC 7515 section 4.1.11: no extension is understood here.
		raise Invalid("It demands an extension that is not understood (crit).")
	if "b64" in members or "zip" in members or "enc" in members:
		raise Invalid("It is not a plain signed token.")
	found = Header()
	found.algorithm = members.get("alg")
	if not isinstance(found.algorithm, plain.TEXT) or found.algorithm not in signatures.ALGORITHMS:
		raise Invalid("Its algorithm is none that is accepted.")
	found.keyId = members.get("kid")
	if found.keyId is not None and not isName(found.keyId):
		raise Invalid("Its key id is not the name of a key.")
	found.kind = typed(members.get("typ"))
	return found


def typed(typ):
	"""The media type of RFC 7515 section 4.1.9 in lower case, without "application/"."""
	if typ is None:
		return u"none"
	if not isinstance(typ, plain.TEXT):
		raise Invalid("Its typ is not a text.")
	typ = typ.lower()
	return typ[len("application/"):] if typ.startswith("application/") else typ


def isName(value):
	return isinstance(value, plain.TEXT) and NAME.matches(value)


def check(token, issuer, now):
	"""Judge the claims of a token whose signature holds.

	issuer  a config.issuers.Issuer
	now     epoch seconds, with their fraction
	raises  Invalid
	"""
	claims = token.claims
	checkKind(token, issuer.types)
	if claims.get("iss") != issuer.issuer:
		raise Invalid("It is from another issuer.")
	checkAudience(claims.get("aud"), issuer.audiences)
	checkTimes(claims, issuer, now)
	checkNames(claims)


def checkNames(claims):
	for name in ("jti", "sub"):
		if name in claims and not isName(claims[name]):
			raise Invalid("Its %s is not a text of 1 to 255 characters without control characters." % name)


def checkKind(token, types):
	claims = token.claims
	if token.header.kind not in types:
		raise Invalid("Its typ is not one that the issuer's entry accepts.")
	if token.header.kind == "at+jwt":
		return
	# Keycloak says in a claim what a token is for.
	purpose = claims.get("typ")
	if purpose is not None:
		if not isinstance(purpose, plain.TEXT) or purpose.lower() != "bearer":
			raise Invalid("It is not an access token.")
	elif "nonce" in claims or not any(name in claims for name in ACCESS_TOKEN_CLAIMS):
		raise Invalid("It is an ID token, not an access token.")
	if any(name in claims for name in ID_TOKEN_CLAIMS):
		raise Invalid("It is an ID token, not an access token.")


def checkAudience(found, wanted):
	members = found if isinstance(found, list) else [found]
	for member in members:
		if not isinstance(member, plain.TEXT):
			raise Invalid("Its audience is neither a text nor a list of texts.")
	if not wanted.intersection(members):
		raise Invalid("It is for another audience.")


def checkTimes(claims, issuer, now):
	expires = instant(claims, "exp")
	if expires is None:
		raise Invalid("It has no expiry (exp).")
	if expires <= now - issuer.skewSeconds:
		raise Invalid("It has expired.")
	for name in ("nbf", "iat"):
		if (instant(claims, name) or 0) > now + issuer.skewSeconds:
			raise Invalid("It is not valid yet (%s)." % name)
	if issuer.maxAgeSeconds is not None:
		issued = instant(claims, "iat")
		if issued is None or now - issued > issuer.maxAgeSeconds + issuer.skewSeconds:
			raise Invalid("It was issued too long ago, or does not say when.")


def instant(claims, name):
	"""A NumericDate (RFC 7519 section 2), which may have a fraction; None where the claim is missing."""
	if name not in claims:
		return None
	value = claims[name]
	if isinstance(value, bool) or not isinstance(value, plain.INTEGERS + (float,)) or not 0 <= value <= MAX_SECONDS:
		raise Invalid("Its %s is not a time in seconds." % name)
	return value
