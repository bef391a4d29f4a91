"""The integrator's own script `custom.api`: found where there is one, its failures held off from the rest.

Whatever that code raises, Java's exceptions and SystemExit included, ends here.
"""

import sys
import traceback

from project.gateway import failure

# What is wrong, for people: its own text could show insides, and is in the log.
WORDS = (
	(SyntaxError, "it is not valid Python 2.7"),
	(ImportError, "it imports something that is not there"),
	(NameError, "it uses a name that is not defined"),
)
NO_ENDPOINTS = "it has no list ENDPOINTS"
FAILED = "it raised an exception"


class ScriptFailed(Exception):
	"""Code of the integrator failed; the message says how, in words for people.

	trace  the traceback text, for the log only
	"""

	def __init__(self, message, trace):
		Exception.__init__(self, message)
		self.trace = trace


def customEndpoints():
	"""What the script custom.api declares as ENDPOINTS; None where this project has no such script.

	Scripts load when they are first asked for, which may be here.
	raises  ScriptFailed
	"""
	try:
		# A global of every script, as `project` is; nothing of it is in this project's export.
		package = custom  # noqa: F821
	except NameError:
		return None
	except:  # noqa: E722
		raise failed()
	try:
		module = package.api
	except:  # noqa: E722
		if isMissing():
			return None
		raise failed()
	try:
		found = module.ENDPOINTS
	except AttributeError:
		raise ScriptFailed(NO_ENDPOINTS, traceback.format_exc())
	except:  # noqa: E722
		raise failed()
	if not isinstance(found, (list, tuple)):
		raise ScriptFailed(NO_ENDPOINTS, None)
	return found


def isMissing():
	"""True where the package itself said that it has no `api`; False where code of a script ran, and failed."""
	kind, error, frames = sys.exc_info()
	while frames is not None:
		if frames.tb_frame.f_code.co_name == "<module>":
			return False
		frames = frames.tb_next
	return issubclass(kind, AttributeError)


def call(function, argument, passing):
	"""function(argument), of the integrator.

	passing  exception classes that are meant for the caller
	raises   ScriptFailed for any other one
	"""
	try:
		return function(argument)
	except (failure.GatewayFailure, failure.ContractBroken):
		raise
	except passing:
		raise
	except:  # noqa: E722
		raise failed()


def each(rows, passing):
	"""The rows of an iterable of the integrator, as `call`."""
	iterator = call(iter, rows, passing)
	while True:
		row = call(following, iterator, passing)
		if row is END:
			return
		yield row


END = object()


def following(iterator):
	return next(iterator, END)


def failed():
	"""The ScriptFailed for the exception that is being handled; call it in an except block."""
	kind, error = sys.exc_info()[:2]
	if issubclass(kind, KeyboardInterrupt):
		return error
	words = [text for known, text in WORDS if issubclass(kind, known)]
	return ScriptFailed(words[0] if words else FAILED, traceback.format_exc())
