"""From an answer to WebDev: the only place that knows that WebDev ignores `code` and `headers`.

Status and headers go to the servlet response. A body that is whole goes back in the dict that WebDev
writes out under that status; the rows of a long table go to the response's stream, piece by piece.
"""

import sys
import traceback

from project.gateway import codec
from project.gateway import compression
from project.gateway import log
from project.gateway import pattern
from project.http import csvtext
from project.http import etag
from project.http import negotiate
from project.http import tables
from project.http import xmltext

SAFE_VALUE = pattern.Whole(r"[\x20-\x7e]*")
BODILESS = (204, 304)
CONTENT_TYPES = {
	"json": "application/json", "records": "application/json", "xml": xmltext.CONTENT_TYPE,
	"csv": csvtext.CONTENT_TYPE,
}
NOT_JSON = frozenset((xmltext.CONTENT_TYPE, xmltext.PROBLEM_TYPE, csvtext.CONTENT_TYPE))

# What is made of a table before the status is set; a table that ends before is sent as a whole.
FIRST_CHARS = 65536


class Ready(object):
	"""A body that is written already, 200, as it goes out again and again; never changed.

	headers, content              what it says of itself, and its bytes, a Java byte[]
	packedHeaders, packedContent  the same where gzip packs it; None where it is too short
	answer                        the answer that it is, for `write`; PERF: made once

	Its headers are the API's own, each of which may stand in a header.
	"""

	__slots__ = ("headers", "contentType", "content", "packedHeaders", "packedContent", "answer")

	def __init__(self, headers, contentType, content, packedHeaders=None, packedContent=None):
		self.headers = headers
		self.contentType = contentType
		self.content = content
		self.packedHeaders = packedHeaders
		self.packedContent = packedContent
		self.answer = {"ready": self, "headers": headers}

	def weight(self):
		"""Bytes, headers and all, roughly."""
		return 1000 + len(self.content) + (len(self.packedContent) if self.packedContent is not None else 0)


class Interrupted(Exception):
	"""An answer whose beginning has gone out could not be finished: the platform must cut the connection."""


def write(request, answer, headers):
	"""Send an answer.

	answer   {"code", "headers", "contentType"} and the body: "json", any JSON-ready value; or "jsonText",
	         which is JSON already; or "text", as it is; or "columns" and "rows", as project.http.listing
	         makes them. "format" says how the body is written, json where it is left out; "safe" is for
	         CSV; "exact" is there where it may hold kinds.Decimal; "gzipFrom" is the size from which gzip packs
	         it, 0 or left out: never. Or "ready", a Ready
	headers  what every answer of this request carries; the answer's own are put into it and win, Vary is joined
	returns  what the WebDev handler returns
	raises   Interrupted
	"""
	if "ready" in answer:
		return writeReady(request, answer["ready"], headers)
	# Encoded before anything is sent: where that fails, the guard can still send a problem.
	text, pieces = begun(answer) if "rows" in answer else (textOf(answer), ())
	response = request.raw.get("servletResponse")
	gzips = text is not None and response is not None and prepare(request, answer, len(text))
	if response is not None:
		writeHead(response, answer.get("code", 200), joined(headers, answer.get("headers")))
	if text is None:
		return None
	return body(request, response, answer, text, pieces, gzips)


def writeReady(request, ready, headers):
	packs = ready.packedContent and negotiate.takesGzip(request)
	response = request.raw.get("servletResponse")
	# PERF: its truth, see project.values.memory.
	if response:
		response.setStatus(200)
		setHeader = response.setHeader
		# As `joined` has it, without a dict of both.
		vary = headers.pop("Vary", None)
		for name in headers:
			setHeader(name, headers[name])
		own = ready.packedHeaders if packs else ready.headers
		for name in own:
			setHeader(name, "%s, %s" % (vary, own[name]) if vary and name == "Vary" else own[name])
		if request.method == "HEAD":
			response.setContentType(ready.contentType)
			return None
	return {"bytes": ready.packedContent if packs else ready.content, "contentType": ready.contentType}


def whole(answer):
	"""The body of an answer as one text, None where it has none."""
	if "rows" not in answer:
		return textOf(answer)
	text, pieces = begun(answer)
	return text + "".join(pieces)


def textOf(answer):
	if "text" in answer:
		return answer["text"]
	if answer.get("code") in BODILESS:
		return None
	if "jsonText" in answer:
		return answer["jsonText"]
	if answer.get("format") == "xml":
		return xmltext.document(answer["json"])
	return codec.encodeExact(answer["json"]) if "exact" in answer else codec.encode(answer["json"])


def begun(answer, most=FIRST_CHARS):
	"""(the text of the first pieces, the pieces that are left), of a table that ends within `most` characters ().

	Where the next page belongs into a header, it is known when the last row is made: all of the text, but
	not of the rows, is in memory then.
	"""
	if "begun" in answer:
		return answer["begun"]
	pieces = tables.pieces(answer)
	if "link" in answer:
		text = u"".join(pieces)
		if answer["cursor"] is not None:
			answer["headers"] = dict(answer["headers"], Link=answer["link"](answer["cursor"]))
		return text, ()
	found, size = [], 0
	for piece in pieces:
		found.append(piece)
		size += len(piece)
		if size >= most:
			return u"".join(found), pieces
	return u"".join(found), ()


def prepare(request, answer, size):
	"""True where gzip packs the body; the answer's headers then say so (RFC 9110 sections 8.4 and 12.5.5)."""
	if not 0 < answer.get("gzipFrom", 0) <= size:
		return False
	headers = answer["headers"] = joined({"Vary": "Accept-Encoding"}, answer.get("headers"))
	if not negotiate.takesGzip(request):
		return False
	headers["Content-Encoding"] = "gzip"
	if "ETag" in headers:
		headers["ETag"] = etag.gzipped(headers["ETag"])
	return True


def typeOf(answer):
	return answer.get("contentType") or CONTENT_TYPES[answer.get("format", "json")]


def body(request, response, answer, text, pieces, gzips):
	contentType = typeOf(answer)
	if request.method == "HEAD":
		if response is not None:
			response.setContentType(contentType)
		return None
	if pieces and response is not None:
		response.setContentType(contentType)
		stream(request, answer, response.getOutputStream(), text, pieces, gzips)
		return None
	if gzips:
		return {"bytes": compression.packed(text.encode("utf-8")), "contentType": contentType}
	key = "response" if contentType in NOT_JSON else "json"
	return {key: text + u"".join(pieces) if pieces else text, "contentType": contentType}


def stream(request, answer, output, text, pieces, gzips):
	"""Write a table to the servlet's stream: `text`, which commits the response, then what is left of it.

	An error can no longer become a problem document. JSON and XML are not well-formed without their end;
	CSV gets a last row that no strict reader takes.
	"""
	packed = output
	try:
		if gzips:
			packed = compression.through(output)
		send(packed, text)
		packed.flush()
		for piece in pieces:
			send(packed, piece)
		if gzips:
			packed.finish()
	except Interrupted:
		log.info("The client left before the end of the answer")
		raise
	except:  # noqa: E722  a Java exception is not an Exception
		log.error("The answer was cut", traceback.format_exc())
		if answer.get("format") == "csv":
			send(packed, csvtext.broken(len(answer["columns"]), request.requestId))
			packed.flush()
		raise Interrupted("%s" % sys.exc_info()[0])


def send(output, text):
	try:
		output.write(text.encode("utf-8"))
	except:  # noqa: E722
		raise Interrupted("the client is gone")


def rendered(answer):
	"""An answer with its body as text, which is what can be kept: {"code", "headers", "contentType", "text"}."""
	if "text" in answer:
		return answer
	# First of all: a table knows its Link when its last row is made.
	text = whole(answer)
	return {
		"code": answer.get("code", 200), "headers": answer.get("headers", {}), "contentType": typeOf(answer),
		"text": text,
	}


def writeHead(response, status, headers):
	response.setStatus(status)
	# Nothing that could end a header line is ever echoed (RFC 9110 section 5.5).
	setHeader = response.setHeader
	for name in headers:
		value = headers[name]
		if SAFE_VALUE.matches(value):
			setHeader(name, value)


def joined(common, own):
	"""`common` with the headers `own` put into it, which may be None: they win, and Vary is joined."""
	if own:
		vary = common.get("Vary")
		# PERF: update() locks the dict that it is given, which all threads may share.
		for name in own:
			common[name] = own[name]
		if vary and vary not in common["Vary"]:
			common["Vary"] = "%s, %s" % (vary, common["Vary"])
	return common
