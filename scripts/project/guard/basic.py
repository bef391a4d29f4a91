"""User name and password (HTTP Basic, RFC 7617) against a user source of the gateway; off unless UserSource names one.

A browser sends such credentials by itself, also for a page of someone else. So a request that changes something
needs a header that such a page cannot set without asking first (CORS preflight).
"""

from project.gateway import clock
from project.gateway import crypto
from project.gateway import failure
from project.gateway import pattern
from project.gateway import users
from project.guard import limiter
from project.guard import roles
from project.http import problem
from project.values import paths

SCHEME = "basic"
CHALLENGE = 'Basic realm="api", charset="UTF-8"'
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OWN_HEADERS = ("x-requested-with", "x-request-id", "idempotency-key")

# It stands in logs, in the audit and beside acknowledgements.
NAME = pattern.Whole(u"[^\x00-\x20\x7f-\xa0:]([^\x00-\x1f\x7f-\x9f:]{0,254})?")

# A user source is slow, and a password that was changed must stop working soon.
BELIEVED_SECONDS = 30
MAX_BELIEVED = 1000

# Digests in memory are worth nothing to who sees them: they cannot be tried out without this.
SALT = crypto.randomToken()


class Believed(object):
	"""A user whose password was right, until the monotonic second `until`."""

	__slots__ = ("principal", "until")

	def __init__(self, principal, until):
		self.principal = principal
		self.until = until


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
	believed = configuration.memoryOf("users", MAX_BELIEVED)
	fingerprint = crypto.fingerprint(SALT + credential)
	found = believed.get(fingerprint)
	if found is None or clock.monotonicSeconds() >= found.until:
		limiter.admitPassword(request, configuration)
		found = believed.put(fingerprint, checked(credential, configuration))
	return found.principal


def hasOwnHeader(request):
	for name in OWN_HEADERS:
		if request.headerValues(name):
			return True
	return False


def checked(credential, configuration):
	name, password = decoded(credential)
	try:
		names = users.roles(configuration.userSource, name, password)
		failure.MISSED.pop("UserSource", None)
	except failure.GatewayFailure:
		failure.MISSED["UserSource"] = configuration.userSource
		raise problem.Problem(503, "user_source_unavailable", "The gateway's user source does not answer.",
			headers={"Retry-After": "5"})
	if names is None:
		raise wrong()
	# A user source may ignore letter case: other spellings are no other caller, with limits and revocations of its own.
	principal = roles.Principal("user:%s" % paths.folded(name), roles.granted(configuration, names))
	return Believed(principal, clock.monotonicSeconds() + BELIEVED_SECONDS)


def decoded(credential):
	try:
		name, colon, password = crypto.textOfBase64(credential).partition(":")
	except ValueError:
		raise wrong()
	if not colon or not NAME.matches(name):
		raise wrong()
	return name, password


def wrong():
	return problem.Problem(401, "invalid_credentials", "User name or password is wrong.", headers={
		"WWW-Authenticate": "Bearer, %s" % CHALLENGE})
