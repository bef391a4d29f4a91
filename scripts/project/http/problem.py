"""Problem documents (RFC 9457): the one error type of the API and its shape."""

from project.http import xmltext

MEDIA_TYPE = "application/problem+json"

TITLES = {
	400: "Bad Request",
	401: "Unauthorized",
	403: "Forbidden",
	404: "Not Found",
	405: "Method Not Allowed",
	406: "Not Acceptable",
	409: "Conflict",
	412: "Precondition Failed",
	413: "Content Too Large",
	415: "Unsupported Media Type",
	422: "Unprocessable Content",
	424: "Failed Dependency",
	429: "Too Many Requests",
	500: "Internal Server Error",
	501: "Not Implemented",
	502: "Bad Gateway",
	503: "Service Unavailable",
	504: "Gateway Timeout",
}


class Problem(Exception):
	"""Raise it anywhere below the front door; the caller gets the problem document.

	status   HTTP status code
	code     one stable snake_case word per cause, for programs
	detail   what is wrong and what to do, for people
	error    the short message; the detail where it is left out
	headers  further response headers
	members  extension members of the document (RFC 9457 section 3.2)
	"""

	def __init__(self, status, code, detail, error=None, headers=None, members=None):
		Exception.__init__(self, detail)
		self.status = status
		self.code = code
		self.detail = detail
		self.error = error or detail
		self.headers = headers or {}
		self.members = members or {}


def document(raised, requestId):
	"""The problem document as JSON-ready data."""
	body = dict(raised.members)
	body.update({
		"type": "about:blank",
		"title": TITLES[raised.status],
		"status": raised.status,
		"detail": raised.detail,
		"requestId": requestId,
		"error": raised.error,
		"code": raised.code,
	})
	return body


def answer(raised, requestId, format="json"):
	"""The response dict of a problem, in the shape that handlers return; `format` is "json" or "xml"."""
	headers = {"Cache-Control": "no-store"}
	headers.update(raised.headers)
	body = document(raised, requestId)
	found = {"code": raised.status, "headers": headers}
	if format == "xml":
		found.update(text=xmltext.problemDocument(body), contentType=xmltext.PROBLEM_TYPE)
	else:
		found.update(json=body, contentType=MEDIA_TYPE)
	return found
