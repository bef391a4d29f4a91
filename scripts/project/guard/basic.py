"""User name and password (HTTP Basic, RFC 7617) against a user source of the gateway; off unless UserSource names one.

A browser sends such credentials by itself, also for a page of someone else. So a request that changes something
needs a header that such a page cannot set without asking first (CORS preflight).
"""

from project import cache
from project.gateway import clock
from project.gateway import crypto
from project.gateway import failure
from project.gateway import pattern
from project.gateway import users
from project.guard import limiter
from project.guard import roles
from project.http import problem
from project.values import paths

SCHEME = u"basic"
PREFIX = "user:"
CHALLENGE = 'Basic realm="api", charset="UTF-8"'
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OWN_HEADERS = ("x-requested-with", "x-request-id", "idempotency-key")

# It stands in logs, in the audit and beside acknowledgements.
NAME = pattern.Whole(u"[^\x00-\x20\x7f-\xa0:]([^\x00-\x1f\x7f-\x9f:]{0,254})?")

WRONG = "invalid_credentials"

# A user source is slow, and a password that was changed must stop working soon.
BELIEVED_SECONDS = 30
MAX_BELIEVED = 1000
PATIENCE_SECONDS = 11
# The principal of each credential that was right. Those who send the same one meanwhile wait for one answer.
BELIEVED = cache.Cache(clock.monotonicSeconds, MAX_BELIEVED, MAX_BELIEVED, lambda principal: 1)

# Digests in memory are worth nothing to who sees them: they cannot be tried out without this.
SALT = crypto.randomToken()


def authenticate(request, credential, configuration):
	"""The Principal of user name and password.

	credential  what follows the scheme, in base64
	raises      Problem 401 where they are wrong, 403 csrf_header_required, 429 after too many wrong ones, 503 where
	            the user source fails
	"""
	if request.method not in SAFE_METHODS and not hasOwnHeader(request):
		raise problem.Problem(403, "csrf_header_required", (
			"With user name and password, a POST, PUT or DELETE also needs one of the headers "
			"X-Requested-With, X-Request-Id or Idempotency-Key."))
	key = crypto.fingerprint(SALT + credential), configuration.mark
	try:
		return BELIEVED.get(
			key, lambda: (tried(request, credential, configuration), BELIEVED_SECONDS), PATIENCE_SECONDS)
	except cache.TimedOut:
		raise unavailable()


def hasOwnHeader(request):
	for name in OWN_HEADERS:
		if request.headerValues(name):
			return True
	return False


def tried(request, credential, configuration):
	"""As `checked`, as far as the limit of failed logins goes."""
	limiter.admitLogin(request, configuration)
	try:
		principal = checked(credential, configuration)
	except problem.Problem as refusal:
		if refusal.code != WRONG:
			limiter.forgiveLogin(request, configuration)
		raise
	limiter.forgiveLogin(request, configuration)
	return principal


def checked(credential, configuration):
	name, password = decoded(credential)
	try:
		names = users.roles(configuration.userSource, name, password)
		failure.MISSED.pop("UserSource", None)
	except failure.GatewayFailure:
		failure.MISSED["UserSource"] = configuration.userSource
		raise unavailable()
	if names is None:
		raise wrong()
	# A user source may ignore letter case: then another spelling is no other caller. It may also tell users apart
	# whose names are the same only to some: in the audit they are two, but whoever revokes one revokes both.
	return roles.Principal(
		PREFIX + name.lower(), roles.granted(configuration, names), alias=PREFIX + paths.folded(name))


def decoded(credential):
	try:
		name, colon, password = crypto.textOfBase64(credential).partition(":")
	except ValueError:
		raise wrong()
	if not colon or not NAME.matches(name):
		raise wrong()
	return name, password


def unavailable():
	return problem.Problem(503, "user_source_unavailable", "The gateway's user source does not answer.",
		headers={"Retry-After": "5"})


def wrong():
	return problem.Problem(401, WRONG, "User name or password is wrong.", headers={
		"WWW-Authenticate": "Bearer, %s" % CHALLENGE})
