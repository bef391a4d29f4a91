"""Digests and constant-time comparison, through java.security: Jython has no hmac.compare_digest."""

from java.security import MessageDigest


def sha256(data):
	"""The SHA-256 digest of bytes, as the platform's byte array."""
	digest = MessageDigest.getInstance("SHA-256")
	digest.update(data)
	return digest.digest()


def hexText(digest):
	"""A digest as lower case hexadecimal text."""
	return "".join(["%02x" % (octet & 255) for octet in digest])


def equal(left, right):
	"""True where two digests are the same; takes the same time wherever they differ."""
	return MessageDigest.isEqual(left, right)
