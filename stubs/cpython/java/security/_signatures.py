"""Keys and signatures of java.security, over the package cryptography."""

from __future__ import annotations

import array

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from java.lang import IllegalArgumentException
from java.security import spec
from java.security._exceptions import InvalidKeySpecException, NoSuchAlgorithmException, SignatureException

_DIGESTS = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
_KINDS = {"withRSA": rsa.RSAPublicKey, "withECDSAinP1363Format": ec.EllipticCurvePublicKey}


class AlgorithmParameters:
    @staticmethod
    def getInstance(name: str) -> AlgorithmParameters:
        if name != "EC":
            raise NoSuchAlgorithmException(f"{name} AlgorithmParameters not available")
        return AlgorithmParameters()

    def init(self, described: spec.ECGenParameterSpec) -> None:
        self._curve = described.curve

    def getParameterSpec(self, kind: type) -> spec.ECParameterSpec:
        return kind(self._curve)


class KeyFactory:
    @staticmethod
    def getInstance(name: str) -> KeyFactory:
        if name not in ("RSA", "EC"):
            raise NoSuchAlgorithmException(f"{name} KeyFactory not available")
        return KeyFactory()

    def generatePublic(self, described: spec.RSAPublicKeySpec | spec.ECPublicKeySpec) -> object:
        try:
            if isinstance(described, spec.RSAPublicKeySpec):
                return rsa.RSAPublicNumbers(described.exponent, described.modulus).public_key()
            return described.numbers.public_key()
        except ValueError as error:
            raise InvalidKeySpecException(str(error)) from error


class Signature:
    def __init__(self, name: str) -> None:
        self._data = bytearray()
        self._salt = None
        if name == "RSASSA-PSS":
            self._digest, self._kind = _DIGESTS["256"], rsa.RSAPublicKey
        else:
            self._digest, self._kind = _DIGESTS[name[3:6]], _KINDS[name[6:]]

    @staticmethod
    def getInstance(name: str) -> Signature:
        if name != "RSASSA-PSS" and (name[:3] != "SHA" or name[3:6] not in _DIGESTS or name[6:] not in _KINDS):
            raise NoSuchAlgorithmException(f"{name} Signature not available")
        return Signature(name)

    def setParameter(self, described: spec.PSSParameterSpec) -> None:
        self._salt = described.salt

    def initVerify(self, key: object) -> None:
        if not isinstance(key, self._kind):
            raise IllegalArgumentException("not a key of this algorithm")
        self._key = key

    def update(self, data: bytes | array.array) -> None:
        self._data += memoryview(data).cast("B")

    def verify(self, signature: bytes | array.array) -> bool:
        octets = bytes(memoryview(signature))
        try:
            self._check(octets, bytes(self._data))
            return True
        except InvalidSignature:
            return False

    def _check(self, octets: bytes, data: bytes) -> None:
        if self._kind is ec.EllipticCurvePublicKey:
            self._key.verify(self._der(octets), data, ec.ECDSA(self._digest))
            return
        # As Java has it: a signature of another length than the modulus is an error, not a wrong one.
        if len(octets) != (self._key.key_size + 7) // 8:
            raise SignatureException(f"Bad signature length: got {len(octets)}")
        kind = padding.PKCS1v15() if self._salt is None else padding.PSS(padding.MGF1(self._digest), self._salt)
        self._key.verify(octets, data, kind, self._digest)

    def _der(self, octets: bytes) -> bytes:
        size = (self._key.key_size + 7) // 8
        if len(octets) != 2 * size:
            raise SignatureException("Could not verify signature")
        return utils.encode_dss_signature(int.from_bytes(octets[:size], "big"), int.from_bytes(octets[size:], "big"))
