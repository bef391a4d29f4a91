"""The public face of authentication, for other people's WebDev handlers and for the Script Console.

	def doGet(request, session):
		valid, response = project.auth.validateRequest(request)
		if not valid:
			return response
		return {"json": {"answer": 42}}

	>>> project.auth.revoke("mes")
"""

from project.config import current
from project.guard import admission
from project.guard import keys
from project.guard import revocation
from project.http import problem
from project.http import reply
from project.http import request as requests
from project.values import times


def validateRequest(request):
	"""Check the credential of a WebDev request against the tokens of this API.

	request  WebDev's request dict, or any dict that holds `headers`
	returns  (True, None), or (False, response) where `response` is a dict with "json" (a problem
	         document, RFC 9457), "code" and "headers". Where the request has a servlet response,
	         status and headers are already set on it, so that returning `response` from the
	         handler answers 400, 401, 403, 429 or 503; WebDev itself ignores "code" and "headers".
	"""
	parsed = requests.Request(request)
	configuration = current.get()
	try:
		if configuration.requireHttps and "scheme" in request and not parsed.isHttps(configuration):
			raise keys.tlsRequired()
		admission.identify(parsed, configuration)
		return True, None
	except problem.Problem as raised:
		return False, refusal(parsed, raised)


def revoke(identifier, expires=None):
	"""Take back a key or token before it expires; it holds everywhere within five seconds.

	identifier  the id of a key, the `jti` of a token, or a caller as the audit names it ("token:1a2b3c4d5e6f")
	expires     RFC 3339 UTC text, for example "2026-12-31T00:00:00.000Z": when it expires by itself
	raises      ValueError where no database is configured or the identifier is none; store.Unavailable where the
	            database does not take it: then it is not revoked
	"""
	name = current.load().database
	if not name:
		raise ValueError("A revocation needs a database: put the name of a connection into the tag Database.")
	if not 0 < len(identifier) <= revocation.MAX_CHARS:
		raise ValueError("An identifier has 1 to %d characters." % revocation.MAX_CHARS)
	revocation.revoke(name, identifier, expires and times.formatMillis(times.parseRfc3339(expires)))


def refusal(request, raised):
	answer = problem.answer(raised, request.requestId)
	response = request.raw.get("servletResponse")
	if response is not None:
		reply.writeHead(response, answer["code"], answer["headers"])
	return answer
