"""Cross-origin requests as the Fetch standard says (https://fetch.spec.whatwg.org/#http-cors-protocol)."""

MAX_AGE_SECONDS = "600"
ALLOWED_HEADERS = (
	"Authorization, X-API-Key, Content-Type, Accept, Idempotency-Key, If-Match, If-None-Match, X-Request-Id")
EXPOSED_HEADERS = "ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id, Idempotent-Replayed, Link"


def tell(request, allowedOrigins):
	"""Put the response headers that any answer needs for its Origin into `request.answerHeaders`.

	allowedOrigins  frozenset, not empty
	"""
	headers = request.answerHeaders
	headers["Vary"] = "Origin"
	if "origin" in request.headerNames:
		origin = request.header("origin")
		if origin in allowedOrigins:
			headers["Access-Control-Allow-Origin"] = origin
			headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS


def isPreflight(request):
	return (request.method == "OPTIONS" and request.header("origin") is not None
		and request.header("access-control-request-method") is not None)


def preflight(request, allowedOrigins, methods):
	"""The answer to a preflight: 204, with the CORS headers only where the origin is allowed."""
	found = {"Vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"}
	if request.header("origin") in allowedOrigins:
		found["Access-Control-Allow-Methods"] = ", ".join(methods)
		found["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
		found["Access-Control-Max-Age"] = MAX_AGE_SECONDS
	return {"code": 204, "headers": found}
