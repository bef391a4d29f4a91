"""java.util.Base64, the URL variant: its decoder takes padding or none, and ignores bits that are left over."""

from __future__ import annotations

import array
import base64
import re

from java.lang import IllegalArgumentException

__all__ = ["Base64"]

_URL = re.compile(r"[A-Za-z0-9_-]*={0,2}")


class _Decoder:
    def decode(self, text: str) -> array.array:
        bare = text.rstrip("=")
        if not _URL.fullmatch(text) or len(bare) % 4 == 1 or ("=" in text and len(text) % 4):
            raise IllegalArgumentException("Input byte array has wrong 4-byte ending unit")
        return array.array("b", base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)))


class _Encoder:
    def __init__(self, padding: bool = True) -> None:
        self._padding = padding

    def withoutPadding(self) -> _Encoder:
        return _Encoder(False)

    def encodeToString(self, octets: bytes | array.array) -> str:
        text = base64.urlsafe_b64encode(bytes(memoryview(octets))).decode("ascii")
        return text if self._padding else text.rstrip("=")


class Base64:
    @staticmethod
    def getUrlDecoder() -> _Decoder:
        return _Decoder()

    @staticmethod
    def getUrlEncoder() -> _Encoder:
        return _Encoder()
