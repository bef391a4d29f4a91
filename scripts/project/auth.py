"""The public face of authentication, for other people's WebDev handlers.

	def doGet(request, session):
		valid, response = project.auth.validateRequest(request)
		if not valid:
			return response
		return {"json": {"answer": 42}}
"""

from project.config import current
from project.guard import admission
from project.guard import keys
from project.http import problem
from project.http import reply
from project.http import request as requests


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


def refusal(request, raised):
	answer = problem.answer(raised, request.requestId)
	response = request.raw.get("servletResponse")
	if response is not None:
		reply.writeHead(response, answer["code"], answer["headers"])
	return answer
