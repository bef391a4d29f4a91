"""JSON Web Key Sets (RFC 7517): the keys of one that may verify tokens, by their ids."""

from project.gateway import codec
from project.gateway import crypto
from project.gateway import signatures
from project.values import plain

MAX_KEYS = 100
MAX_DEPTH = 8
MAX_CHARS = 2048
# RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1: who sees one of these in public should not trust the key any more.
PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")


class Bad(Exception):
	"""The set must not be used. The message says why, for whoever runs the identity provider."""


class Entry(object):
	"""A key.

	algorithm   the one that it is bound to; None where every algorithm of its kind will do
	generation  of the set that it was published in; None for a shared secret
	"""

	__slots__ = ("key", "algorithm", "generation")

	def __init__(self, key, algorithm):
		self.key = key
		self.algorithm = algorithm
		self.generation = None

	def fits(self, algorithm):
		return self.algorithm in (None, algorithm)


def parse(text):
	"""{key id: Entry} of a set, without keys that have no id, or are for something else.

	raises  Bad
	"""
	keys = members(text)
	found = {}
	for jwk in keys:
		if not isinstance(jwk, dict):
			raise Bad("a key is not a JSON object")
		if any(name in jwk for name in PRIVATE):
			raise Bad("it holds a private or secret key, which everybody can now sign with")
		name = jwk.get("kid")
		if not isinstance(name, plain.TEXT):
			continue
		if name in found:
			raise Bad("two keys have the same id")
		found[name] = entryOf(jwk)
	usable = dict((name, entry) for name, entry in found.items() if entry is not None)
	if not usable:
		raise Bad("no key of it can be used here")
	return usable


def members(text):
	try:
		found = codec.decode(text, MAX_DEPTH)
	except codec.Refused:
		raise Bad("it is not JSON")
	keys = found.get("keys") if isinstance(found, dict) else None
	if not isinstance(keys, list):
		raise Bad("it has no list of keys")
	if len(keys) > MAX_KEYS:
		raise Bad("it has more than %d keys" % MAX_KEYS)
	return keys


def entryOf(jwk):
	"""The Entry of a JWK; None where it is weak, malformed, of another kind, or not for signatures."""
	if jwk.get("use", "sig") != "sig" or not isFor(jwk.get("key_ops"), "verify"):
		return None
	algorithm = jwk.get("alg")
	if algorithm is not None and not isinstance(algorithm, plain.TEXT):
		return None
	try:
		return Entry(keyOf(jwk), algorithm)
	except (signatures.Weak, ValueError):
		return None


def isFor(operations, wanted):
	return operations is None or (isinstance(operations, list) and wanted in operations)


def keyOf(jwk):
	"""raises  Weak, ValueError"""
	if jwk.get("kty") == "RSA":
		return signatures.rsaKey(numberOf(jwk, "n"), numberOf(jwk, "e"))
	name = jwk.get("crv")
	if jwk.get("kty") == "EC" and isinstance(name, plain.TEXT) and name in signatures.CURVES:
		size = signatures.CURVES[name][1]
		return signatures.curveKey(name, numberOf(jwk, "x", size), numberOf(jwk, "y", size))
	raise ValueError("a key of another kind")


def numberOf(jwk, name, size=None):
	"""The number in a member; of exactly `size` bytes where that is given (RFC 7518 section 6.2.1.2)."""
	text = jwk.get(name)
	if not isinstance(text, plain.TEXT) or not 0 < len(text) <= MAX_CHARS:
		raise ValueError("no %s" % name)
	octets = crypto.fromBase64url(text)
	if size is not None and len(octets) != size:
		raise ValueError("%s of another length" % name)
	return signatures.number(octets)
