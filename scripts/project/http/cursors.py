"""Cursors: where the next page of a list starts, as an opaque text that fits one question only.

A cursor holds the last thing that a page showed, never a count: what is added or removed
meanwhile neither shifts nor repeats the rest.
"""

import base64

from project.gateway import codec
from project.gateway import crypto
from project.http import problem
from project.values import plain
from project.values import times


def digest(asked):
	"""A text that changes with the question, so that a cursor is not used for another one.

	asked  JSON-ready data
	"""
	return crypto.hexText(crypto.sha256(codec.canonical(asked).encode("ascii")))[:16]


def encode(question, position):
	"""The cursor behind `position` (JSON-ready data) in the answer to a question (its digest)."""
	text = codec.canonical([question, position])
	return base64.urlsafe_b64encode(text.encode("ascii")).decode("ascii").rstrip("=")


def decode(question, cursor, isPosition):
	"""The position that a cursor holds.

	isPosition  says whether the decoded data can be one
	raises      Problem 400 invalid_cursor
	"""
	found, position = decoded(cursor)
	if found != question:
		raise invalid("It belongs to a request with other parameters.")
	if not isPosition(position):
		raise malformed()
	return position


def decoded(cursor):
	try:
		padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
		question, position = codec.decode(base64.urlsafe_b64decode(padded).decode("ascii"), 2)
	except (ValueError, TypeError, codec.Refused):
		raise malformed()
	return question, position


def isWhole(value):
	"""True for a whole number that can stand in a cursor: all that do are moments, or smaller."""
	return isinstance(value, plain.INTEGERS) and not isinstance(value, bool) and (
		times.MIN_MILLIS <= value <= times.MAX_MILLIS)


def malformed():
	return invalid("Use the cursor of the previous page as it is.")


def invalid(why):
	return problem.Problem(400, "invalid_cursor", "The cursor is not valid. %s" % why)
