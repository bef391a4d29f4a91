"""java.io: the few names that shipped code touches."""

from java.lang import Exception as JavaException

__all__ = ["IOException", "StringReader"]


class IOException(JavaException):
    pass


class StringReader:
    """Characters to read; only other stand-ins look inside."""

    def __init__(self, text: str) -> None:
        self.text = text


IOException.__module__ = "java.io"
