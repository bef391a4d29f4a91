"""Who is calling: the credential of a request against the configured tokens.

Tokens are compared as SHA-256 digests, each with each, in constant time. The status and texts
of a refusal are the API's contract: see docs/api.md.
"""

from project.gateway import crypto
from project.gateway import pattern
from project.guard import roles
from project.http import problem

TOKEN = pattern.Whole(r"[A-Za-z0-9\-._~+/]+=*")
MAX_CHARS = 8192
CHALLENGE = {"WWW-Authenticate": "Bearer"}
MISSING = "Missing or invalid Authorization header"
INVALID = "Invalid API token"


def authenticate(request, configuration):
	"""The Principal of a request.

	raises  Problem 400, 401, 403 or 503
	"""
	if not configuration.isAvailable:
		raise problem.Problem(503, "configuration_unavailable", "The gateway cannot read its configuration tags.",
			headers={"Retry-After": "5"})
	if not configuration.tokenDigests:
		raise problem.Problem(503, "auth_unconfigured", (
			"No credential is configured on this gateway: put a token into the tag ValidTokens."))
	digest = crypto.sha256(presented(request).encode("ascii"))
	if not known(digest, configuration.tokenDigests):
		raise invalid()
	return roles.Principal("token:%s" % crypto.hexText(digest)[:12], configuration.defaultRole)


def invalid():
	"""The same for an unknown, a revoked and an expired token: nobody learns which."""
	return problem.Problem(403, "invalid_token", "The token is not known here, or no longer valid.", error=INVALID)


def revokedToken():
	"""RFC 6750 section 3.1."""
	return problem.Problem(401, "invalid_token", "The token is no longer valid.", error=INVALID, headers={
		"WWW-Authenticate": 'Bearer error="invalid_token"'})


def tlsRequired():
	return problem.Problem(403, "tls_required", "This API answers over HTTPS only.")


def presented(request):
	"""The token of the one credential that the request carries."""
	authorization = request.headerValues("authorization")
	apiKey = request.headerValues("x-api-key")
	if len(authorization) + len(apiKey) > 1:
		raise problem.Problem(400, "ambiguous_credentials", "Send one credential only, in one header.")
	token = bearer(authorization[0]) if authorization else apiKey[0].strip() if apiKey else ""
	if len(token) > MAX_CHARS or not TOKEN.matches(token):
		raise problem.Problem(401, "credentials_required", (
			"Send 'Authorization: Bearer <token>' or 'X-API-Key: <token>'."), error=MISSING, headers=CHALLENGE)
	return token


def bearer(header):
	"""What follows the scheme Bearer (RFC 6750 section 2.1); "" under another scheme."""
	scheme, space, rest = header.strip().partition(" ")
	return rest.lstrip(" ") if scheme.lower() == "bearer" else ""


def known(digest, digests):
	"""True where the digest is in the list; every entry is compared, found or not."""
	found = False
	for candidate in digests:
		found = crypto.equal(digest, candidate) or found
	return found
