"""java.util.regex, as far as it is used. The expressions are those that Java and Python read alike."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["Pattern"]


class Predicate:
    """java.util.function.Predicate over texts."""

    def __init__(self, holds: Callable[[str], object]) -> None:
        self._holds = holds

    def test(self, text: str) -> bool:
        return self._holds(text) is not None


class Pattern:
    def __init__(self, expression: str) -> None:
        self._compiled = re.compile(expression)

    @staticmethod
    def compile(expression: str) -> Pattern:
        return Pattern(expression)

    def asMatchPredicate(self) -> Predicate:
        return Predicate(self._compiled.fullmatch)

    def asPredicate(self) -> Predicate:
        return Predicate(self._compiled.search)
