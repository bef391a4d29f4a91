"""javax.crypto.spec: a secret as a key."""

from __future__ import annotations

import array

__all__ = ["SecretKeySpec"]


class SecretKeySpec:
    def __init__(self, secret: bytes | array.array, algorithm: str) -> None:
        self.secret = bytes(memoryview(secret))
        self.algorithm = algorithm
