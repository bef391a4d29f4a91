"""The one page. Its header X-Probe names what is asked; the modules beside it answer.

Modules of this project reach each other by dotted globals alone: whether imports work is one of the questions.
"""

import json


def answer(request):
	"""What the WebDev handler returns."""
	if not webdevprobe.access.isAllowed(request):
		request["servletResponse"].setStatus(401)
		return written({"error": "Send the token that `make probe` printed: Authorization: Bearer <token>"})
	wanted = request["servletRequest"].getHeader("X-Probe") or "self"
	if wanted == "echo":
		return written(webdevprobe.echo.echo(request))
	if wanted in ("self", "self-with-audit"):
		return written(webdevprobe.asking.document(request, wanted == "self-with-audit"))
	if wanted in webdevprobe.replies.REPLIES:
		return webdevprobe.replies.REPLIES[wanted](request)
	request["servletResponse"].setStatus(400)
	return written({"error": "There is no such question."})


def written(value):
	return {"json": json.dumps(value), "contentType": "application/json"}
