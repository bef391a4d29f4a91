"""The gateway log. Every line carries the request id; no line can be forged through its text."""

import re

NAME = "ignition-rest-api"
MAX_CHARS = 2000
CONTROL = re.compile(u"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def oneLine(text):
	"""The text cut to 2,000 characters, each control character and line break written as its escape."""
	return CONTROL.sub(lambda match: "\\u%04x" % ord(match.group(0)), text[:MAX_CHARS])


def info(message):
	logger().info(oneLine(message))


def warn(message):
	logger().warn(oneLine(message))


def error(message, trace=None):
	"""Write an error line; `trace` (text) follows on lines of its own, each escaped and indented."""
	lines = [oneLine(message)]
	if trace:
		lines.extend("    " + oneLine(line) for line in trace.splitlines())
	logger().error("\n".join(lines))


def logger():
	return system.util.getLogger(NAME)
