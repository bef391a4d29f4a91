"""Opaque access tokens: whoever issued them is asked what they are (RFC 7662)."""

import base64
import threading

from project.gateway import clock
from project.gateway import codec
from project.gateway import failure
from project.gateway import log
from project.gateway import vault
from project.gateway import web
from project.guard import jwt
from project.http import endpoint
from project.values import plain

ASK_SECONDS = 5.0
MAX_BYTES = 65536
MAX_DEPTH = 16
# An answer without expiry, and the longest that any answer is believed: so long a revocation may take.
BELIEVED_SECONDS = 30
MAX_ASKING = 8
ASKING = threading.BoundedSemaphore(MAX_ASKING)


class Unavailable(Exception):
	"""The endpoint cannot be asked now; the message says why, for the operator."""


def claimsOf(text, issuer):
	"""What the issuer's endpoint says of a token that is active.

	raises  jwt.Invalid, Unavailable
	"""
	if not ASKING.acquire(False):
		raise Unavailable("%d tokens are being asked for, which is the most" % MAX_ASKING)
	try:
		found = answer(text, issuer)
	finally:
		ASKING.release()
	if found.get("active") is not True:
		raise jwt.Invalid("It is not active.")
	check(found, issuer, clock.nowMillis() / 1000.0)
	return found


def answer(text, issuer):
	try:
		form = "token=%s&token_type_hint=access_token" % endpoint.quoted(text)
		return answered(web.send(
			"POST", issuer.introspectionUri, headers(issuer), form, seconds=ASK_SECONDS, maxBytes=MAX_BYTES))
	except (failure.GatewayFailure, web.Unusable, codec.Refused) as error:
		reason = error.reason() if isinstance(error, failure.GatewayFailure) else "%s" % error
		log.warn("Introspection by issuer '%s' failed: %s" % (issuer.name, reason))
		raise Unavailable(reason)


def answered(reply):
	if reply.status != 200:
		raise web.Unusable("it answered with status %d" % reply.status)
	found = codec.decode(reply.text, MAX_DEPTH)
	if not isinstance(found, dict):
		raise web.Unusable("it answered with something else than an object")
	return found


def headers(issuer):
	"""Id and secret are form-encoded before they are joined (RFC 6749 section 2.3.1)."""
	secret = issuer.clientSecret
	password = secret.value or vault.secret(secret.provider, secret.name)
	pair = "%s:%s" % (endpoint.quoted(issuer.clientId), endpoint.quoted(password))
	return {
		"Accept": "application/json",
		"Authorization": "Basic %s" % base64.b64encode(pair.encode("ascii")).decode("ascii"),
		"Content-Type": "application/x-www-form-urlencoded",
	}


def check(found, issuer, now):
	"""Judge the members that RFC 7662 section 2.2 leaves optional, as far as they are there or needed."""
	expires = jwt.instant(found, "exp")
	if expires is not None and expires <= now - issuer.skewSeconds:
		raise jwt.Invalid("It has expired.")
	if (jwt.instant(found, "nbf") or 0) > now + issuer.skewSeconds:
		raise jwt.Invalid("It is not valid yet (nbf).")
	if issuer.issuer and found.get("iss", issuer.issuer) != issuer.issuer:
		raise jwt.Invalid("It is from another issuer.")
	if issuer.audiences:
		jwt.checkAudience(found.get("aud"), issuer.audiences)
	jwt.checkNames(found)
	kind = found.get("token_type")
	if isinstance(kind, plain.TEXT) and kind.lower() in ("refresh_token", "n_a"):
		raise jwt.Invalid("It is not an access token.")
