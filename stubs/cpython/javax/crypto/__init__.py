"""javax.crypto: Mac."""

from __future__ import annotations

import array
import hashlib
import hmac

from java.security import NoSuchAlgorithmException
from javax.crypto.spec import SecretKeySpec

__all__ = ["Mac"]


class Mac:
    @staticmethod
    def getInstance(name: str) -> Mac:
        if name != "HmacSHA256":
            raise NoSuchAlgorithmException(f"Algorithm {name} not available")
        return Mac()

    def init(self, key: SecretKeySpec) -> None:
        self._secret = key.secret

    def doFinal(self, data: bytes | array.array) -> array.array:
        return array.array("b", hmac.new(self._secret, bytes(memoryview(data)), hashlib.sha256).digest())
