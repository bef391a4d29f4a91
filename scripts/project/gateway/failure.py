"""What a port raises when the platform fails: one Python exception for every Java throwable.

A Java exception is not an `Exception` in Jython, so each port catches everything at the
platform call itself and raises GatewayFailure; nothing above a port needs a bare except.
"""

import sys
import traceback

from java.lang import Throwable

TIMEOUTS = (
	"TimeoutException", "SocketTimeoutException", "InterruptedIOException", "SQLTimeoutException",
	"HttpTimeoutException", "HttpConnectTimeoutException")
MAX_CAUSES = 10


class GatewayFailure(Exception):
	"""A platform call failed.

	operation  the platform function, for example "system.tag.readBlocking"
	trace      the traceback text, for the log only
	timedOut   True where the platform gave up waiting
	"""

	def __init__(self, operation, trace, timedOut):
		Exception.__init__(self, operation)
		self.operation = operation
		self.trace = trace
		self.timedOut = timedOut

	def reason(self):
		"""The line of the trace that names the exception: for the operator, never for a client."""
		return self.trace.strip().rpartition("\n")[2].strip()


class ContractBroken(Exception):
	"""The platform answered something that its manual excludes; the message is for the log and the caller."""


def caught(operation):
	"""The GatewayFailure for the exception that is being handled; call it in an except block.

	Leaves SystemExit and KeyboardInterrupt alone: they are not the platform's failure.
	"""
	kind, value = sys.exc_info()[:2]
	if kind is not None and issubclass(kind, (SystemExit, KeyboardInterrupt)):
		return value
	return GatewayFailure(operation, traceback.format_exc(), any(name in TIMEOUTS for name in kindNames(kind, value)))


def kindNames(kind, value):
	"""The simple class names of an exception and its causes: the platform wraps what a database throws."""
	if not isinstance(value, Throwable):
		return [kind.__name__]
	names = []
	while value is not None and len(names) < MAX_CAUSES:
		names.append(value.getClass().getSimpleName())
		value = value.getCause()
	return names
