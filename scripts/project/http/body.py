"""The request body: one JSON object, read strictly whatever form WebDev hands it over in.

WebDev has parsed a valid JSON body before a script runs; a malformed one arrives as text, and
other content types as text or bytes. All of them end in the same checks.
"""

import re

from project.gateway import codec
from project.gateway import convert
from project.http import problem
from project.values import kinds
from project.values import plain

MEDIA_TYPE = "application/json"
LENGTH = re.compile(r"^[0-9]{1,18}\Z")

# NUL, and what the platform's decoder puts in the place of bytes that are not UTF-8.
UNREADABLE = re.compile(u"[\x00\ufffd]")


def jsonObject(request, limits):
	"""The body as a dict of plain data.

	limits  the configured limits
	raises  Problem 400, 413, 415
	"""
	checkHeaders(request, limits)
	value = data(request, limits)
	if not isinstance(value, dict):
		raise objectRequired()
	checkTree(value, limits)
	return value


def checkHeaders(request, limits):
	if request.joinedHeader("content-encoding").lower() not in ("", "identity"):
		raise problem.Problem(415, "unsupported_content_encoding", "Send the body without Content-Encoding.",
			headers={"Accept-Encoding": "identity"})
	checkMediaType(request.joinedHeader("content-type"))
	declared = request.joinedHeader("content-length")
	if LENGTH.match(declared) and int(declared) > limits["maxBodyBytes"]:
		raise tooLarge(limits)


def checkMediaType(header):
	mediaType, semicolon, rest = header.partition(";")
	charset = rest.lower().replace(" ", "").replace('"', "")
	if mediaType.strip().lower() != MEDIA_TYPE or charset not in ("", "charset=utf-8"):
		raise problem.Problem(415, "unsupported_media_type", (
			"Send the body as JSON in UTF-8, with 'Content-Type: application/json'."))


def objectRequired():
	return problem.Problem(400, "object_required", "The body must be a JSON object.")


def tooLarge(limits):
	return problem.Problem(413, "body_too_large", "The body is larger than %d bytes." % limits["maxBodyBytes"])


def data(request, limits):
	value = request.raw.get("data")
	if value is None:
		value = request.raw.get("postData")
	if value is None:
		raise required()
	if isinstance(value, plain.TEXT):
		return notQuoted(parsed(value, limits), value, request)
	plainData = convert.fromPlatform(value, max(limits["maxNodes"], convert.MAX_MEMBERS))
	if isinstance(plainData, kinds.Blob):
		return parsed(utf8(plainData), limits)
	return plainData


def notQuoted(value, text, request):
	"""The value, unless `text` was itself a JSON string: WebDev hands that over like a body it could not parse.

	What tells them apart is the declared length, which then also counts the quotes.
	"""
	declared = request.joinedHeader("content-length")
	if LENGTH.match(declared) and len(text.encode("utf-8")) + 2 <= int(declared):
		raise objectRequired()
	return value


def required():
	return problem.Problem(400, "body_required", "This request needs a JSON object as its body.")


def utf8(blob):
	try:
		return convert.blobBytes(blob).decode("utf-8")
	except ValueError:
		raise problem.Problem(400, "malformed_json", "The body is not UTF-8.")


def parsed(text, limits):
	if not text.strip():
		raise required()
	if len(text) > limits["maxBodyBytes"]:
		raise tooLarge(limits)
	try:
		return codec.decode(text, limits["maxDepth"])
	except codec.Refused as refused:
		raise problem.Problem(400, refused.code, refused.detail)


def checkTree(value, limits):
	"""Refuse what is too much, or is no JSON, in a parsed body, whoever parsed it."""
	nodes, size = 0, 0
	level = [value]
	for depth in range(limits["maxDepth"] + 1):
		nodes += len(level)
		if nodes > limits["maxNodes"]:
			raise problem.Problem(400, "too_many_nodes", "The body has more than %d values." % limits["maxNodes"])
		inner = [node for node in level if not isinstance(node, SCALARS)]
		if inner and depth == limits["maxDepth"]:
			raise problem.Problem(400, "too_deep", "The body is nested deeper than %d levels." % limits["maxDepth"])
		size += sum(checkedBytes(node, limits) for node in level)
		if size > limits["maxBodyBytes"]:
			raise tooLarge(limits)
		level = [member for node in inner for member in members(node)]


def members(node):
	return list(node.values()) if isinstance(node, dict) else node


def checkedBytes(node, limits):
	"""The bytes of a node's own texts, each of them checked: of a text itself, of an object's names."""
	if isinstance(node, plain.TEXT):
		return textBytes(node, limits)
	if isinstance(node, dict):
		return sum(textBytes(name, limits) for name in node)
	if not isinstance(node, list):
		checkScalar(node)
	return 0


def checkScalar(node):
	if type(node) is float and node - node != 0.0:
		raise problem.Problem(400, "number_too_large", "NaN and infinite numbers are not JSON.")
	elif isinstance(node, plain.INTEGERS) and not -codec.MAX_INTEGER < node < codec.MAX_INTEGER:
		raise problem.Problem(400, "number_too_large", "A number has more than %d digits." % codec.MAX_DIGITS)
	elif not isinstance(node, JSON_SCALARS):
		raise problem.Problem(400, "malformed_json", "The body contains a value that is not JSON.")


JSON_SCALARS = (type(None), bool, float) + plain.INTEGERS
SCALARS = JSON_SCALARS + plain.TEXT


def textBytes(text, limits):
	if len(text) > limits["maxStringChars"]:
		raise problem.Problem(400, "string_too_long", "A text is longer than %d characters." % limits["maxStringChars"])
	try:
		encoded = text.encode("utf-8")
	except ValueError:
		raise unreadable()
	if UNREADABLE.search(text):
		raise unreadable()
	return len(encoded)


def unreadable():
	return problem.Problem(400, "malformed_json", (
		"A text contains NUL, half of a surrogate pair, or bytes that are not UTF-8."))
