"""The fields of a JSON body, checked against what an endpoint takes."""

from project.http import problem
from project.values import plain

TEXTS = frozenset(plain.TEXT)


def cursor(call, body):
	"""The cursor of a POST: in its body, or in its URL, as the Link header of the previous page gives it.

	raises  Problem 400
	"""
	inBody = body.get("cursor")
	if inBody is None:
		return call.parameters["cursor"]
	if call.parameters["cursor"] is not None:
		raise problem.Problem(400, "conflicting_parameters", "Give the cursor once: in the URL or in the body.")
	return text(inBody, "cursor")


def checkNames(value, allowed, where):
	"""Refuse fields that are not known: a misspelt or smuggled one must not be ignored in silence.

	raises  Problem 400 unknown_field
	"""
	for name in sorted(value):
		if name not in allowed:
			raise problem.Problem(400, "unknown_field", "There is no field '%s' in %s. Known: %s." % (
				name[:60], where, ", ".join(allowed)))


def requiredList(value, name, limit, itemsName, limitName="maxPaths"):
	"""A list with at least one member and at most `limit`, which Limits calls `limitName`.

	raises  Problem 400
	"""
	if name not in value:
		raise missing(name)
	found = value[name]
	if not isinstance(found, list):
		raise invalid(name, "must be an array")
	return bounded(found, name, limit, itemsName, limitName)


def missing(name):
	return problem.Problem(
		400, "missing_field", "The body needs the field '%s'." % name, error="Missing '%s' field" % name)


def bounded(found, name, limit, itemsName, limitName="maxPaths"):
	if not found:
		raise invalid(name, "must not be empty")
	if len(found) > limit:
		raise problem.Problem(400, "too_many_items", (
			"'%s' has %d %s; the limit is %d (Limits.%s)." % (name, len(found), itemsName, limit, limitName)))
	return found


def text(value, where):
	if not isinstance(value, plain.TEXT):
		raise invalid(where, "must be a text")
	return value


def texts(found, name):
	if TEXTS.issuperset(map(type, found)):
		return found
	for index, member in enumerate(found):
		if not isinstance(member, plain.TEXT):
			raise invalid("%s[%d]" % (name, index), "must be a text")
	return found


def members(body, name):
	"""The object that a field holds, an empty one where it is left out."""
	found = body.get(name, {})
	if not isinstance(found, dict):
		raise invalid(name, "must be an object")
	return found


def boolean(value, where):
	if not isinstance(value, bool):
		raise invalid(where, "must be true or false")
	return value


def integer(value, where, lowest, highest):
	if isinstance(value, bool) or not isinstance(value, plain.INTEGERS) or not lowest <= value <= highest:
		raise invalid(where, "must be a whole number from %d to %d" % (lowest, highest))
	return value


def invalid(where, what):
	return problem.Problem(400, "invalid_field", "'%s' %s." % (where, what))
