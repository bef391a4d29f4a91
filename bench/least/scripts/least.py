"""What the API owes each request, in one function and in as few steps as it can be done. A yardstick, not an example.

A request id; the caller by the digest of its token; a token from its bucket; a place among the requests that run; what
it may read; the tag, its JSON and its ETag; the headers of the answer. It checks no parameter and no path, knows no
other format, method or credential, reads no configuration and keeps no promise when something fails.
"""

from java.lang import String, System
from java.security import MessageDigest
from java.util import Base64
from java.util.concurrent.atomic import AtomicLong

BASE64URL = Base64.getUrlEncoder().withoutPadding()
NUMBERS, BUCKET, RUNNING = AtomicLong(), AtomicLong(), AtomicLong()
INTERVAL, CAPACITY = 1000, 1e9
# Digest of a token: {path or tuple of paths: True} of what its owner has read.
CALLERS = {}
DAY, FOLDER = String(bare.DAY).getBytes("UTF-8"), String(bare.FOLDER).getBytes("UTF-8")


def answer(request, kept=None, paths=None):
	"""`kept` is a body that is ready, `paths` are tags to read as `minimal` does; else the URL names one tag."""
	servletRequest, response = request["servletRequest"], request["servletResponse"]
	servletRequest.getQueryString()
	scheme, space, token = servletRequest.getHeader("Authorization").partition(" ")
	digest = BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(token.encode("ascii")))
	allowed = CALLERS.get(digest)
	if allowed is None:
		allowed = CALLERS.setdefault(digest, {})
	now, fullAt = System.nanoTime(), BUCKET.get()
	used = max(0.0, float(fullAt - now))
	BUCKET.compareAndSet(fullAt, now + int(used) + INTERVAL)
	RUNNING.incrementAndGet()
	try:
		etag, text = '"kept.json"', None
		if paths is not None:
			allowed[paths] = True
			text = minimal.GSON.toJson({"results": minimal.read(paths), "cursor": None})
		elif kept is None:
			provider, slash, rest = request["remainingPath"][1:].partition("/")
			path = "[%s]%s" % (provider, rest)
			allowed[path] = True
			tag = system.tag.readBlocking([path])[0]
			text = '{"path":"%s","value":%r,"quality":"%s","timestamp":%d}' % (
				path, tag.value, tag.quality, tag.timestamp.getTime())
			etag = '"%s.json"' % BASE64URL.encodeToString(
				MessageDigest.getInstance("SHA-256").digest(text.encode("utf-8")))[:24]
		response.setStatus(200)
		response.setHeader("X-Request-Id", "least-%d" % NUMBERS.incrementAndGet())
		response.setHeader("X-Content-Type-Options", "nosniff")
		response.setHeader("Vary", "Origin, Accept")
		response.setHeader("RateLimit-Policy", '"requests";q=1000;w=1')
		response.setHeader("RateLimit", '"requests";r=%d;t=1' % int((CAPACITY - used) / INTERVAL))
		if paths is None:
			response.setHeader("ETag", etag)
		response.setHeader("Cache-Control", "private, no-cache")
		return {"json": text} if kept is None else {"bytes": kept, "contentType": "application/json"}
	finally:
		RUNNING.decrementAndGet()
