"""java.security: digests, keys and signatures over byte arrays, which Jython shows as signed `array('b')`."""

from __future__ import annotations

import array
import hashlib
import hmac

from java.security._exceptions import (
    GeneralSecurityException,
    NoSuchAlgorithmException,
    SignatureException,
)
from java.security._signatures import AlgorithmParameters, KeyFactory, Signature

__all__ = [
    "AlgorithmParameters", "GeneralSecurityException", "KeyFactory", "MessageDigest", "NoSuchAlgorithmException",
    "SecureRandom", "Signature", "SignatureException",
]

_NAMES = {"SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512", "MD5": "md5"}


def _bytes(value: bytes | bytearray | array.array) -> bytes:
    if isinstance(value, str):
        raise TypeError("a byte[] is needed, not text")
    return value.tobytes() if isinstance(value, array.array) else bytes(value)


def _java_bytes(value: bytes) -> array.array:
    return array.array("b", value)


class MessageDigest:
    def __init__(self, name: str) -> None:
        self._name = name
        self._hash = hashlib.new(_NAMES[name])

    @staticmethod
    def getInstance(name: str) -> MessageDigest:
        if name.upper() not in _NAMES:
            raise NoSuchAlgorithmException(f"{name} MessageDigest not available")
        return MessageDigest(name.upper())

    @staticmethod
    def isEqual(first: bytes, second: bytes) -> bool:
        """In constant time."""
        return hmac.compare_digest(_bytes(first), _bytes(second))

    def update(self, data: bytes) -> None:
        self._hash.update(_bytes(data))

    def digest(self, data: bytes | None = None) -> array.array:
        """Finishes and starts anew, as in Java."""
        if data is not None:
            self.update(data)
        finished = self._hash.digest()
        self.reset()
        return _java_bytes(finished)

    def reset(self) -> None:
        self._hash = hashlib.new(_NAMES[self._name])

    def getAlgorithm(self) -> str:
        return self._name


class SecureRandom:
    def nextBytes(self, target: array.array) -> None:
        import secrets

        target[:] = _java_bytes(secrets.token_bytes(len(target)))
