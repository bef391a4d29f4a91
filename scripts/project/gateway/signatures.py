"""Signatures of JSON Web Tokens (RFC 7518 section 3), through java.security and javax.crypto.

An algorithm belongs to one kind of key, and a key that is weak or not on its curve is never made: what is
verified with a Key cannot be verified with another algorithm than one of its kind.
"""

from java.math import BigInteger
from java.security import AlgorithmParameters
from java.security import GeneralSecurityException
from java.security import KeyFactory
from java.security import MessageDigest
from java.security import Signature
from java.security import SignatureException
from java.security.spec import ECGenParameterSpec
from java.security.spec import ECParameterSpec
from java.security.spec import ECPoint
from java.security.spec import ECPublicKeySpec
from java.security.spec import MGF1ParameterSpec
from java.security.spec import PSSParameterSpec
from java.security.spec import RSAPublicKeySpec
from javax.crypto import Mac
from javax.crypto.spec import SecretKeySpec

from project.values import memory

RSA = "RSA"
SHARED = "oct"
MIN_RSA_BITS = 2048
MAX_RSA_BITS = 8192
MIN_SECRET_BYTES = 32

# RFC 7518 section 3.1. Name: (kind of key, Java's name).
ALGORITHMS = {
	"RS256": (RSA, "SHA256withRSA"),
	"RS384": (RSA, "SHA384withRSA"),
	"RS512": (RSA, "SHA512withRSA"),
	"PS256": (RSA, "RSASSA-PSS"),
	"ES256": ("P-256", "SHA256withECDSAinP1363Format"),
	"ES384": ("P-384", "SHA384withECDSAinP1363Format"),
	"HS256": (SHARED, "HmacSHA256"),
}


# RFC 7518 section 6.2.1.1. Name: (Java's name, bytes of a coordinate).
CURVES = {"P-256": ("secp256r1", 32), "P-384": ("secp384r1", 48)}
KNOWN_CURVES = memory.Memory(len(CURVES))


class Curve(object):
	"""y^2 = x^3 + ax + b over the field of p, with a base point of order n; `size` bytes a coordinate."""

	def __init__(self, name):
		javaName, self.size = CURVES[name]
		parameters = AlgorithmParameters.getInstance("EC")
		parameters.init(ECGenParameterSpec(javaName))
		self.java = parameters.getParameterSpec(ECParameterSpec)
		curve = self.java.getCurve()
		self.a, self.b, self.p = [whole(n) for n in (curve.getA(), curve.getB(), curve.getField().getP())]
		self.n = whole(self.java.getOrder())

	def holds(self, x, y):
		return 0 <= x < self.p and 0 <= y < self.p and (y * y - x * x * x - self.a * x - self.b) % self.p == 0


def curveNamed(name):
	return KNOWN_CURVES.get(name) or KNOWN_CURVES.put(name, Curve(name))


class Weak(Exception):
	"""The key must not be used; the message says why, for whoever runs the identity provider."""


class Key(object):
	"""kind: "RSA", a curve's name, or "oct" for a shared secret; java: the platform's key."""

	__slots__ = ("kind", "java")

	def __init__(self, kind, java):
		self.kind = kind
		self.java = java


def rsaKey(modulus, exponent):
	"""raises  Weak"""
	bits = modulus.bit_length()
	if not MIN_RSA_BITS <= bits <= MAX_RSA_BITS:
		raise Weak("an RSA key has %d bits; %d to %d are taken" % (bits, MIN_RSA_BITS, MAX_RSA_BITS))
	if not (exponent % 2 and modulus % 2 and 3 <= exponent < 2 ** 32):
		raise Weak("an RSA key has an exponent or a modulus that no sound key has")
	return made(RSA, "RSA", RSAPublicKeySpec(big(modulus), big(exponent)))


def curveKey(name, x, y):
	"""The key of a point; `name` is one of CURVES.

	raises  Weak
	"""
	curve = curveNamed(name)
	if not curve.holds(x, y):
		raise Weak("a key's point is not on the curve %s" % name)
	return made(name, "EC", ECPublicKeySpec(ECPoint(big(x), big(y)), curve.java))


def made(kind, javaName, spec):
	try:
		return Key(kind, KeyFactory.getInstance(javaName).generatePublic(spec))
	except GeneralSecurityException:
		raise Weak("Java takes a key of kind %s for none" % kind)


def secretKey(secret):
	"""The key of a shared secret (bytes), for HS256.

	raises  Weak
	"""
	if len(secret) < MIN_SECRET_BYTES:
		raise Weak("a shared secret has less than %d bytes" % MIN_SECRET_BYTES)
	return Key(SHARED, SecretKeySpec(secret, "HmacSHA256"))


def big(number):
	return BigInteger("%x" % number, 16)


def whole(big):
	"""A number that Java gave: Jython has made a long of it, unless it was constructed here."""
	return int("%s" % big)


def verify(algorithm, key, signed, signature):
	"""True where `signature` is that of the bytes `signed` by the key.

	signed, signature  bytes, or the platform's byte array
	"""
	kind, javaName = ALGORITHMS[algorithm]
	if key.kind != kind:
		return False
	if kind == SHARED:
		return MessageDigest.isEqual(code(key, javaName, signed), signature)
	if kind in CURVES and not isInRange(curveNamed(kind), signature):
		return False
	verifier = Signature.getInstance(javaName)
	if algorithm == "PS256":
		verifier.setParameter(PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1))
	verifier.initVerify(key.java)
	verifier.update(signed)
	try:
		return verifier.verify(signature)
	except SignatureException:
		# So Java says that the signature has not even the length of one.
		return False


def code(key, javaName, signed):
	mac = Mac.getInstance(javaName)
	mac.init(key.java)
	return mac.doFinal(signed)


def isInRange(curve, signature):
	"""r and s from 1 to n - 1. APPSEC: some versions of Java take 0 for a signature of anything (CVE-2022-21449)."""
	if len(signature) != 2 * curve.size:
		return False
	return 0 < number(signature[:curve.size]) < curve.n and 0 < number(signature[curve.size:]) < curve.n


def number(octets):
	"""The whole number of bytes, or of the platform's byte array, most significant first."""
	return int(BigInteger(1, octets).toString(16), 16)
