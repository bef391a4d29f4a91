"""Answers that are kept: written out once, then served to every caller with the same rights while they are fresh.

What is kept is the body as it goes out, packed by gzip too where it is long enough, with its ETag. Its key is
the question, the rights of the caller and the configuration that both were read under: nobody gets an answer
that was made for someone who may see more, and a change of the configuration starts anew.
"""

from project import cache
from project.gateway import clock
from project.gateway import compression
from project.http import endpoint
from project.http import etag
from project.http import problem
from project.http import reply

MAX_ENTRIES = 500
MAX_BYTES = 16777216
# Of one answer. A longer one is written as it is made, for one caller.
MAX_CHARS = 1048576
PATIENCE_SECONDS = 10
CACHE_CONTROL = "private, no-cache"


class Answers(object):
	"""The kept answers of one endpoint.

	lifetime  the limit that says for how many seconds an answer is fresh; at 0 none is kept
	patience  the limit that says for how many seconds a caller waits for the same question of another one
	"""

	def __init__(self, lifetime, patience=None):
		self.lifetime = lifetime
		self.patience = patience
		self.cache = cache.Cache(clock.monotonicSeconds, MAX_ENTRIES, MAX_BYTES, reply.Ready.weight)

	def ready(self, plan, principal, configuration):
		"""The answer that is kept for what the line of the request asks, or None; see project.http.endpoint.Plan."""
		found = self.cache.find((plan.key, None, principal.grants.rights, configuration.mark))
		return found.answer if found else None

	def of(self, call, make, asked=None):
		"""The answer that `make()` gives, kept; callers who ask the same meanwhile wait for it.

		asked   what the body asks, as a key, where it is not all in the line of the request
		make    a function without arguments. "isFinal" of its answer, if there, is a function that is called
		        behind the body and says whether the answer may be kept
		raises  Problem 504; what `make` raises, to all who wait
		"""
		if call.key is None or not call.limit(self.lifetime):
			return make()
		own = []

		def load():
			own.append(endpoint.inFormat(call, make()))
			return written(call, own[0], call.limit(self.lifetime))
		try:
			ready = self.cache.get(key(call, asked), load, self.patienceOf(call))
		except cache.TimedOut as late:
			raise problem.Problem(504, "gateway_timeout", "%s" % late)
		if ready is not None:
			return ready.answer
		return own[0] if own else make()

	def patienceOf(self, call):
		return PATIENCE_SECONDS if self.patience is None else call.limit(self.patience)


def key(call, asked):
	return call.key, asked, call.principal.grants.rights, call.configuration.mark


def written(call, answer, lifetime):
	"""(Ready, seconds to keep it), or (None, 0) where the answer is too long; it goes on where it was left."""
	answer["headers"] = dict(answer.get("headers", {}))
	text, pieces = answer["begun"] = reply.begun(answer, MAX_CHARS) if "rows" in answer else (reply.textOf(answer), ())
	if pieces or len(text) > MAX_CHARS:
		return None, 0
	isFinal = answer["isFinal"]() if "isFinal" in answer else True
	return ready(call, answer, text), lifetime if isFinal else 0


def ready(call, answer, text):
	content = text.encode("utf-8")
	headers = dict(answer["headers"], ETag=etag.ofBytes(content, call.format), Vary="Accept")
	headers["Cache-Control"] = CACHE_CONTROL
	packed, packedHeaders = None, None
	if 0 < call.limit("gzipFromChars") <= len(text):
		headers["Vary"] = "Accept, Accept-Encoding"
		packed = compression.packed(content)
		packedHeaders = dict(headers, ETag=etag.gzipped(headers["ETag"]))
		packedHeaders["Content-Encoding"] = "gzip"
	return reply.Ready(headers, reply.typeOf(answer), compression.byteArray(content), packedHeaders, packed)
