"""Tells of a request what WebDev made of it: types, sizes, and the texts that the caller sent himself."""

import sys

OWN = ("accept-language", "content-type", "content-length", "content-encoding", "transfer-encoding")


def echo(request):
	"""JSON-ready. A part that cannot be had says why, and the others are there all the same."""
	return dict((name, guarded(part, request)) for name, part in PARTS.items())


def guarded(part, request):
	try:
		return part(request)
	except:  # noqa: E722  a Java exception is not an Exception
		return {"failed": sys.exc_info()[0].__name__}


def data(request):
	return webdevprobe.shapes.shape(request["data"]) if "data" in request else None


def postData(request):
	return webdevprobe.shapes.shape(request["postData"]) if "postData" in request else None


def params(request):
	return dict((name, webdevprobe.shapes.shape(value)) for name, value in request["params"].items())


def headers(request):
	return dict(
		(name, webdevprobe.shapes.shape(value)) for name, value in request["headers"].items()
		if name.lower() in OWN or name.lower().startswith("x-probe"))


def remainingPath(request):
	return webdevprobe.shapes.shape(request["remainingPath"])


def contentLength(request):
	return request["servletRequest"].getContentLength()


def streamLeft(request):
	"""The first byte that the handler can still read of the body; -1 where nothing is left."""
	return request["servletRequest"].getInputStream().read()


PARTS = {
	"data": data, "postData": postData, "params": params, "headers": headers, "remainingPath": remainingPath,
	"contentLength": contentLength, "streamLeft": streamLeft,
}
