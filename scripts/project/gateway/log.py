"""The gateway log. A line names the request in which it was written; no line can be forged through its text."""

import re
import threading

from project.gateway import pattern

NAME = "ignition-rest-api"
MAX_CHARS = 2000
# `requestId` of the request that this thread is serving; it stands until the thread takes the next one.
SERVING = threading.local()
# Control characters, and what a viewer does not show or shows in another order (Unicode Technical Report 36).
CONTROL = re.compile(
	u"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# PERF: nearly every line: 1 us, where the search for what is wrong takes 20 us.
PRINTABLE = pattern.Whole(u"[ -~]*")
# In the words of the platform and its drivers: the password of an address, settings by name, credentials.
SECRET = re.compile(
	u"(://[^\\s/:@]*:)[^\\s/@]+(?=@)"
	u"|((?:\\b(?:password|passwd|pwd|secret|client_secret|api[-_]?key)[\"']?\\s?[=:]|"
	u"\\b(?:\\w+_)?token(?:=|[\"']\\s?:))\\s?[\"']?)[^\\s&;,\"')}]+"
	u"|(\\b(?:bearer|basic)\\s+)[-\\w.~+/=]{8,}"
	u"|(\\beyJ[-\\w]+\\.)[-\\w.]+", re.IGNORECASE)


def oneLine(text):
	"""The text cut to 2,000 characters, each control character and line break written as its escape."""
	line = text[:MAX_CHARS]
	return line if PRINTABLE.matches(line) else CONTROL.sub(lambda match: "\\u%04x" % ord(match.group(0)), line)


def masked(text):
	"""The text with *** for what looks like a secret: nobody knows what an exception of the platform quotes."""
	return SECRET.sub(lambda match: "%s***" % "".join(part or "" for part in match.groups()), text)


def named(line):
	"""The line with the id of the request that this thread is serving before it."""
	requestId = getattr(SERVING, "requestId", None)
	return line if requestId is None else "Request %s: %s" % (requestId, line)


def info(message):
	"""Write a line of the API's own words and the caller's: what the platform said belongs into `warn` or `error`."""
	logger().info(named(oneLine(message)))


def warn(message):
	logger().warn(named(oneLine(masked(message[:MAX_CHARS]))))


def error(message, trace=None):
	"""Write an error line; `trace` (text) follows on lines of its own, each escaped and indented."""
	lines = [named(oneLine(masked(message[:MAX_CHARS])))]
	if trace:
		lines.extend("    " + oneLine(masked(line[:MAX_CHARS])) for line in trace.splitlines())
	logger().error("\n".join(lines))


def logger():
	return system.util.getLogger(NAME)
