"""Access tokens that a test signs itself, with RS256 and in plain arithmetic, on both interpreters.

The keys are products of Mersenne primes, which everybody can factor: no private key is stored here.
"""

import base64
import binascii
import hashlib
import json

EXPONENT = 65537
# RFC 8017 section 9.2, note 1: what stands before a SHA-256.
SHA256 = "3031300d060960864801650304020105000420"


class Signer(object):
    """The RSA key of the primes 2 ** one - 1 and 2 ** other - 1."""

    def __init__(self, one=2203, other=521, kid="own"):
        self.kid = kid
        self.modulus = (2 ** one - 1) * (2 ** other - 1)
        self.bits = one + other
        self.bytes = (self.bits + 7) // 8
        order = (2 ** one - 2) * (2 ** other - 2)
        # Whole, because the exponent is a prime: Python 2 knows no pow(x, -1, m).
        self.private = (1 + order * (-pow(order, EXPONENT - 2, EXPONENT) % EXPONENT)) // EXPONENT

    def jwk(self):
        return {"kty": "RSA", "kid": self.kid, "use": "sig", "n": b64(octets(self.modulus)), "e": b64(octets(EXPONENT))}

    def token(self, claims, typ="JWT"):
        header = {"alg": "RS256", "kid": self.kid, "typ": typ}
        signed = "%s.%s" % (b64(json.dumps(header).encode("ascii")), b64(json.dumps(claims).encode("ascii")))
        digest = SHA256 + hashlib.sha256(signed.encode("ascii")).hexdigest()
        padded = "01%s00%s" % ("ff" * (self.bytes - 3 - len(digest) // 2), digest)
        return "%s.%s" % (signed, b64(octets(pow(int(padded, 16), self.private, self.modulus), self.bytes)))


def octets(number, size=0):
    """The bytes of a number, most significant first, at least `size` of them."""
    digits = "%x" % number
    return binascii.unhexlify(digits.zfill(max(2 * size, len(digits) + len(digits) % 2)).encode("ascii"))


def b64(content):
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")
