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
NO_CONNECTION = (
	"SQLTransientConnectionException", "SQLNonTransientConnectionException", "FaultedDatabaseConnectionException")
# SQLSTATE class 08, connection exception (ISO/IEC 9075-2), and how the gateway's connection pool says that it is empty.
CONNECTION_STATE = "08"
REFUSALS = ("SQLIntegrityConstraintViolationException", "SQLSyntaxErrorException", "SQLDataException")
NO_SESSION = "Cannot get a connection"
MAX_CAUSES = 10
# {configuration tag: the name in it under which the platform had nothing the last time that it was asked}
MISSED = {}


class GatewayFailure(Exception):
	"""A platform call failed.

	operation  the platform function, for example "system.tag.readBlocking"
	trace      the traceback text, for the log only
	timedOut   True where the platform gave up waiting
	isCutOff   True where a database could not be reached, or gave no connection
	isRefused  True where a database said no to a statement: that changed nothing
	"""

	def __init__(self, operation, trace, timedOut, isCutOff=False, isRefused=False):
		Exception.__init__(self, operation)
		self.isCutOff = isCutOff
		self.isRefused = isRefused
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
	causes = causesOf(value)
	names = [cause.getClass().getSimpleName() for cause in causes] or [kind.__name__]
	timedOut = isAnyOf(names, TIMEOUTS)
	isCutOff = isAnyOf(names, NO_CONNECTION) or any(isConnectionFailure(cause) for cause in causes)
	isRefused = isAnyOf(names, REFUSALS) or any(stateOf(cause) for cause in causes)
	return GatewayFailure(
		operation, traceback.format_exc(), timedOut, isCutOff, isRefused and not timedOut and not isCutOff)


def unsaid(operation):
	"""As `caught`, for a question that may stay unanswered; raises what is not the platform's failure."""
	error = caught(operation)
	if not isinstance(error, GatewayFailure):
		raise error


def isAnyOf(names, known):
	return any(name in known for name in names)


def causesOf(value):
	"""A Java exception and its causes, because the platform wraps what a database throws; none of Python's."""
	causes = []
	while isinstance(value, Throwable) and len(causes) < MAX_CAUSES:
		causes.append(value)
		value = value.getCause()
	return causes


def isConnectionFailure(cause):
	return stateOf(cause).startswith(CONNECTION_STATE) or NO_SESSION in ("%s" % cause.getMessage())


def stateOf(cause):
	"""The SQLSTATE of an exception, "" where it has none."""
	return hasattr(cause, "getSQLState") and cause.getSQLState() or ""
