"""The public face of authentication, for other people's WebDev handlers and for the Script Console.

	def doGet(request, session):
		valid, response = project.auth.validateRequest(request)
		if not valid:
			return response
		return {"json": {"answer": 42}}

In the Script Console:

	>>> print project.auth.mintKey("mes", ["operator"], 365)
	>>> project.auth.revoke("mes")
"""

from project.config import current
from project.gateway import clock
from project.gateway import log
from project.guard import admission
from project.guard import basic
from project.guard import keys
from project.guard import minting
from project.guard import revocation
from project.guard import roles
from project.http import problem
from project.http import reply
from project.http import request as requests
from project.values import paths
from project.values import times


def validateRequest(request, scope=None):
	"""Check the credential of a WebDev request against those of this API.

	request  WebDev's request dict, or any dict that holds `headers`
	scope    a scope that the caller must have, for example "tags:read"; None: any valid credential will do
	returns  (True, None), or (False, response) where `response` is a dict with "json" (a problem
	         document, RFC 9457), "code" and "headers". Where the request has a servlet response,
	         status and headers are already set on it, so that returning `response` from the
	         handler answers 400, 401, 403, 429 or 503; WebDev itself ignores "code" and "headers".
	"""
	parsed = requests.Request(request)
	log.SERVING.requestId = parsed.requestId
	configuration = current.get()
	try:
		if configuration.requireHttps and "scheme" in request and not parsed.isHttps(configuration):
			raise keys.tlsRequired()
		principal = admission.identify(parsed, configuration)
		if scope is not None:
			roles.requireScope(principal, scope)
		return True, None
	except problem.Problem as raised:
		return False, refusal(parsed, raised)


def mintKey(id, roles, days=None):
	"""A new API key: its token, which is shown this once, and the entry to put into the tag Keys.

	id      who will call with it: letters, digits, dots, dashes, underscores and @
	roles   names of roles, for example ["operator"]
	days    after how many days it expires, at least 1; None: never
	returns text for people
	raises  ValueError
	"""
	if days is not None and int(days) < 1:
		raise ValueError("A key is good for 1 day at least, or for ever where no days are given.")
	expires = None if days is None else times.formatMillis(clock.nowMillis() + int(days) * times.DAY_MILLIS)
	return minting.shown(*minting.minted(id, roles, expires))


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
	if identifier.startswith(basic.PREFIX):
		identifier = paths.folded(identifier)
	revocation.revoke(name, identifier, expires and times.formatMillis(times.parseRfc3339(expires)))


def refusal(request, raised):
	answer = problem.answer(raised, request.requestId)
	response = request.raw.get("servletResponse")
	if response is not None:
		reply.writeHead(response, answer["code"], answer["headers"])
	return answer
