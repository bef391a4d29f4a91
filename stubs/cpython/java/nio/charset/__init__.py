"""java.nio.charset: encoders that refuse what their charset does not have, as those of newEncoder() do."""

from __future__ import annotations

from java.io import IOException
from java.nio import ByteBuffer, CharBuffer

__all__ = ["CharacterCodingException", "StandardCharsets"]


class CharacterCodingException(IOException):
    pass


CharacterCodingException.__module__ = "java.nio.charset"


class _Encoder:
    def __init__(self, name: str) -> None:
        self._name = name

    def encode(self, characters: CharBuffer) -> ByteBuffer:
        try:
            return ByteBuffer(characters.text.encode(self._name))
        except UnicodeEncodeError as error:
            raise CharacterCodingException(str(error)) from error


class _Charset:
    def __init__(self, name: str) -> None:
        self._name = name

    def newEncoder(self) -> _Encoder:
        return _Encoder(self._name)

    def encode(self, text: str) -> ByteBuffer:
        """A question mark for each character that the charset does not have, as half of a surrogate pair."""
        return ByteBuffer(text.encode(self._name, "replace"))


class StandardCharsets:
    US_ASCII = _Charset("ascii")
