"""From an answer to WebDev: the only place that knows that WebDev ignores `code` and `headers`.

Status and headers go to the servlet response; the body goes back in the dict that WebDev
writes out under that status.
"""

from project.gateway import codec
from project.gateway import pattern

SAFE_VALUE = pattern.Whole(r"[\x20-\x7e]*")
BODILESS = (204, 304)


def write(request, answer, headers):
	"""Send an answer.

	answer   {"json", "code", "headers", "contentType"}, as handlers return it; "jsonText" in the
	         place of "json" is JSON already
	headers  what every answer of this request carries; the answer's own win, Vary is joined
	returns  what the WebDev handler returns
	"""
	# Encoded before anything is sent: where that fails, the guard can still send a problem.
	ready = rendered(answer)
	text, contentType = ready["text"], ready["contentType"]
	response = request.raw.get("servletResponse")
	if response is not None:
		writeHead(response, ready["code"], joined(headers, ready["headers"]))
	if text is None:
		return None
	if request.method == "HEAD":
		if response is not None:
			response.setContentType(contentType)
		return None
	return {"json": text, "contentType": contentType}


def rendered(answer):
	"""An answer with its body as text, which is what can be kept: {"code", "headers", "contentType", "text"}."""
	if "text" in answer:
		return answer
	status = answer.get("code", 200)
	return {
		"code": status,
		"headers": answer.get("headers", {}),
		"contentType": answer.get("contentType", "application/json"),
		"text": None if status in BODILESS else answer.get("jsonText") or codec.encode(answer["json"]),
	}


def writeHead(response, status, headers):
	response.setStatus(status)
	for name, value in headers.items():
		# Nothing that could end a header line is ever echoed (RFC 9110 section 5.5).
		if SAFE_VALUE.matches(value):
			response.setHeader(name, value)


def joined(common, own):
	found = dict(common)
	found.update(own)
	if "Vary" in common and "Vary" in own and common["Vary"] not in own["Vary"]:
		found["Vary"] = "%s, %s" % (common["Vary"], own["Vary"])
	return found
