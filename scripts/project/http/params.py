"""Query parameters, checked against what an endpoint declares."""

import re

from project.http import problem
from project.http import request as requests
from project.values import times

CREDENTIALS = frozenset((
	"access_token", "token", "api_key", "apikey", "api-key", "x-api-key", "password", "authorization"))
INTEGER = re.compile(r"^-?[0-9]+\Z")
BOOLEANS = {"": True, "true": True, "false": False}
MAX_CHARS = 4000


def checked(request, declared, isOpen=False):
	"""{name: value} with every declared parameter, its default where it was not given.

	declared  list of {"name", "type", ...}; types are string, integer, boolean; `list` makes it
	          repeatable, `enum` names the values, `minimum` and `maximum` bound an integer; one that is
	          `required` has no default
	isOpen    True where the handler looks at other names itself
	raises    Problem 400
	"""
	given = request.parameters()
	names = frozenset(parameter["name"] for parameter in declared)
	for name in given:
		if name not in names and not isOpen:
			raise unknown(name, names)
	return dict((parameter["name"], value(parameter, given.get(parameter["name"]))) for parameter in declared)


def unknown(name, names):
	return problem.Problem(400, "unknown_parameter", "There is no parameter '%s' here. Known: %s." % (
		name[:60], ", ".join(sorted(names)) or "none"))


def refuseCredentials(request):
	"""Refuse a credential in the query, before anyone asks for one in a header.

	raises  Problem 400 credential_in_url
	"""
	for name in request.parameters():
		if name.lower() in CREDENTIALS:
			raise problem.Problem(400, "credential_in_url", (
				"A credential does not belong in a URL, where every proxy logs it. "
				"Send 'Authorization: Bearer <token>', and replace the token that was sent."))


def value(parameter, given):
	if not given:
		if parameter.get("required"):
			raise problem.Problem(400, "missing_parameter", "The parameter '%s' is required." % parameter["name"])
		return parameter.get("default")
	for text in given:
		if len(text) > MAX_CHARS:
			raise invalid(parameter, "is longer than %d characters" % MAX_CHARS)
	if parameter.get("list"):
		return [single(parameter, text) for text in given]
	return single(parameter, requests.only(given, parameter["name"]))


def single(parameter, text):
	return READERS[parameter["type"]](parameter, text)


def readString(parameter, text):
	if "enum" in parameter and text not in parameter["enum"]:
		raise invalid(parameter, "must be one of %s" % ", ".join(parameter["enum"]))
	return text


def readInteger(parameter, text):
	if not INTEGER.match(text):
		raise invalid(parameter, "must be a whole number")
	number = int(text)
	if number < parameter["minimum"] or number > parameter["maximum"]:
		raise invalid(parameter, "must lie between %d and %d" % (parameter["minimum"], parameter["maximum"]))
	return number


def readBoolean(parameter, text):
	if text not in BOOLEANS:
		raise invalid(parameter, "must be true or false")
	return BOOLEANS[text]


READERS = {"string": readString, "integer": readInteger, "boolean": readBoolean}


def checkStretch(start, end, call, isStartGiven):
	"""A stretch of time from `startDate`, which is -8h where it was left out, to `endDate`, in epoch milliseconds.

	raises  Problem 400 invalid_range, range_too_long
	"""
	if end < start:
		leftOut = "" if isStartGiven else ", which was left out and is then -8h: eight hours before now"
		raise problem.Problem(400, "invalid_range", "'endDate' lies before 'startDate'%s." % leftOut)
	days = call.limit("maxHistoryDays")
	if end - start > days * times.DAY_MILLIS:
		raise problem.Problem(400, "range_too_long", (
			"The time asked for is longer than %d days (Limits.maxHistoryDays). Ask for it in parts." % days))


def invalid(parameter, what):
	return problem.Problem(400, "invalid_parameter", "The parameter '%s' %s." % (parameter["name"], what))
