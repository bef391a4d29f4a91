"""The port to system.net.httpClient: HTTP out, text there and back. One client for the process.

It checks certificates, follows no redirect, and has a deadline for the answer as a whole. The platform has
read all of an answer before anyone sees how long it is; what is longer than wanted is dropped here.
"""

import threading

from project.gateway import failure

OPERATION = "system.net.httpClient"
CONNECT_MILLIS = 5000
DEADLINE_SECONDS = 10.0
MAX_BYTES = 1048576


class Unusable(Exception):
	"""The answer is too long, or no UTF-8 text; the message says which."""


class Answer(object):
	"""status, text, and headers as {name in lower case: first value}."""

	__slots__ = ("status", "text", "headers")

	def __init__(self, status, text, headers):
		self.status = status
		self.text = text
		self.headers = headers


class Client(object):
	"""The platform's client, made when it is first needed: each owns threads."""

	def __init__(self):
		self.lock = threading.Lock()
		self.made = None

	def get(self):
		with self.lock:
			if self.made is None:
				# Sources disagree about the default of bypass_cert_validation; HTTP_2 upsets some servers.
				self.made = system.net.httpClient(
					timeout=CONNECT_MILLIS, bypass_cert_validation=False, redirect_policy="NEVER", version="HTTP_1_1")
			return self.made


CLIENT = Client()


def send(method, url, headers=None, text=None, seconds=DEADLINE_SECONDS, maxBytes=MAX_BYTES):
	"""The Answer to one request, whatever its status.

	text    the body; its Content-Type is the caller's to give
	raises  GatewayFailure where no answer came, `timedOut` where it took too long; Unusable
	"""
	options = {"headers": headers or {}, "timeout": int(seconds * 1000)}
	if text is not None:
		options["data"] = text
	try:
		response = awaited(getattr(CLIENT.get(), method.lower() + "Async")(url, **options), options["timeout"])
		status, found, body = response.getStatusCode(), response.getHeaders(), response.getBody()
		named = dict(("%s" % name.lower(), "%s" % found[name][0]) for name in list(found))
	except:  # noqa: E722  a Java exception is not an Exception
		raise failure.caught(OPERATION)
	return Answer(status, decoded(body, maxBytes), named)


def awaited(promise, millis):
	"""The result of a promise in time: the platform's own timeout ends with the head of an answer."""
	try:
		return promise.get(millis)
	finally:
		# Of no effect on one that is done.
		promise.cancel()


def decoded(body, maxBytes):
	if body is None:
		return u""
	if len(body) > maxBytes:
		raise Unusable("it is longer than %d bytes" % maxBytes)
	try:
		# A Java byte[] comes as an array of signed numbers.
		return bytearray(body).decode("utf-8")
	except ValueError:
		raise Unusable("it is no UTF-8 text")
