"""Answers in odd ways, for the asker to see what WebDev makes of them."""

import array


def text(request):
	return "probe"


def listed(request):
	return ["probe"]


def afterStream(request):
	request["servletResponse"].getOutputStream().write(array.array("b", [112]))
	return {"json": "{}"}


def partial(request):
	"""A piece goes out, then the handler fails."""
	stream = request["servletResponse"].getOutputStream()
	stream.write(array.array("b", [112]))
	stream.flush()
	raise ValueError("probe: this error is meant")


def noContent(request):
	request["servletResponse"].setStatus(204)


def jsonText(request):
	return {"json": "{}"}


def ownType(request):
	request["servletResponse"].setContentType("text/x-probe")
	return {"json": "{}"}


def htmlCharacters(request):
	return {"json": {"probe": "<>&='"}}


def foreign(request):
	"""The platform's own object for a tag path, which was seen to break the encoder."""
	return {"json": {"probe": system.tag.browse("").getResults()[0]["fullPath"]}}


def date(request):
	return {"json": {"probe": system.date.now()}}


def notANumber(request):
	return {"json": {"probe": float("nan")}}


def bytesOfText(request):
	return {"bytes": "probe"}


def longText(request):
	return {"response": "probe " * 2000}


REPLIES = {
	"text": text, "list": listed, "after-stream": afterStream, "partial": partial, "no-content": noContent,
	"json-text": jsonText, "own-type": ownType, "html-characters": htmlCharacters, "foreign": foreign, "date": date,
	"not-a-number": notANumber, "bytes-of-text": bytesOfText, "long": longText,
}
