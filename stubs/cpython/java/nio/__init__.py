"""java.nio: buffers of characters and bytes, as far as an encoder needs them."""

from __future__ import annotations

import array

__all__ = ["ByteBuffer", "CharBuffer"]


class CharBuffer:
    """Characters to encode; only other stand-ins look inside."""

    def __init__(self, text: str) -> None:
        self.text = text

    @staticmethod
    def wrap(text: str) -> CharBuffer:
        return CharBuffer(text)


class ByteBuffer:
    def __init__(self, octets: bytes) -> None:
        self._octets = octets

    def array(self) -> array.array:
        return array.array("b", self._octets)
