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
# RFC 7638 section 3.2: what makes it this key and no other.
MATERIAL = ("kty", "crv", "n", "e", "x", "y")


class Bad(Exception):
	"""The set must not be used. The message says why, for whoever runs the identity provider."""


class Entry(object):
	"""A key.

	algorithm   the one that it is bound to; None where every algorithm of its kind will do
	material    the members of MATERIAL; None for a shared secret
	generation  of the set that it was published in; None for a shared secret
	"""

	__slots__ = ("key", "algorithm", "material", "generation")

	def __init__(self, key, algorithm, material=None):
		self.key = key
		self.algorithm = algorithm
		self.material = material
		self.generation = None

	def fits(self, algorithm):
		return self.algorithm in (None, algorithm) and self.key.kind == signatures.ALGORITHMS[algorithm][0]

	def contradicts(self, other):
		return self.key.kind == other.key.kind and self.material != other.material


def parse(text):
	"""({key id: [Entry]}, [id that is left out]) of a set, without keys that have no id, or are for something else.

	Keys of different kinds may have one id (RFC 7517 section 4.5): a token's algorithm tells which is meant. Where
	different keys of one kind have it nothing does, and the id is left out.
	raises  Bad
	"""
	found = {}
	for jwk in members(text):
		entry = entryOf(jwk)
		if entry is not None:
			found.setdefault(jwk["kid"], []).append(entry)
	ambiguous = sorted(name for name in found if isAmbiguous(found[name]))
	for name in ambiguous:
		del found[name]
	if not found:
		raise Bad("no key of it can be used here")
	return found, ambiguous


def isAmbiguous(entries):
	return any(one.contradicts(other) for one in entries for other in entries)


def fitting(entries, algorithm):
	"""The first of them that is for an algorithm, or None; where several are, they are the same key."""
	for entry in entries:
		if entry.fits(algorithm):
			return entry
	return None


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
	for jwk in keys:
		if not isinstance(jwk, dict):
			raise Bad("a key is not a JSON object")
		if any(name in jwk for name in PRIVATE):
			raise Bad("it holds a private or secret key, which everybody can now sign with")
	return keys


def entryOf(jwk):
	"""The Entry of a JWK; None where it has no id, is weak, malformed, of another kind, or not for signatures."""
	if not isinstance(jwk.get("kid"), plain.TEXT):
		return None
	if jwk.get("use", "sig") != "sig" or not isFor(jwk.get("key_ops"), "verify"):
		return None
	algorithm = jwk.get("alg")
	if algorithm is not None and not (isinstance(algorithm, plain.TEXT) and algorithm in signatures.ALGORITHMS):
		return None
	try:
		return Entry(keyOf(jwk), algorithm, [jwk.get(name) for name in MATERIAL])
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
