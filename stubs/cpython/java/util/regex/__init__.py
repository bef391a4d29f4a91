"""java.util.regex, as far as it is used. The expressions are those that Java and Python read alike."""

from __future__ import annotations

import re

__all__ = ["Matcher", "Pattern"]


class Matcher:
    def __init__(self, compiled: re.Pattern, text: str) -> None:
        self._compiled = compiled
        self._text = text

    def matches(self) -> bool:
        return self._compiled.fullmatch(self._text) is not None

    def find(self) -> bool:
        return self._compiled.search(self._text) is not None


class Pattern:
    def __init__(self, expression: str) -> None:
        self._compiled = re.compile(expression)

    @staticmethod
    def compile(expression: str) -> Pattern:
        return Pattern(expression)

    def matcher(self, text: str) -> Matcher:
        return Matcher(self._compiled, text)
