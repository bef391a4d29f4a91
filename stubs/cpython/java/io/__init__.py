"""java.io: the few names that shipped code touches."""

from __future__ import annotations

import array

from java.lang import Exception as JavaException

__all__ = ["ByteArrayOutputStream", "IOException", "StringReader"]


class IOException(JavaException):
    pass


IOException.__module__ = "java.io"


class StringReader:
    """Characters to read; only other stand-ins look inside."""

    def __init__(self, text: str) -> None:
        self.text = text


class ByteArrayOutputStream:
    def __init__(self) -> None:
        self._content = bytearray()

    def write(self, content: bytes) -> None:
        self._content += content

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def toByteArray(self) -> array.array:
        return array.array("b", bytes(self._content))
