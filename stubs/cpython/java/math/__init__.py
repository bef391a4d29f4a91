"""java.math: BigDecimal, which databases give for NUMERIC and DECIMAL."""

from __future__ import annotations

import decimal

__all__ = ["BigDecimal"]


class BigDecimal:
    def __init__(self, value: object) -> None:
        self._value = decimal.Decimal(value)

    def doubleValue(self) -> float:
        return float(self._value)

    def longValue(self) -> int:
        return int(self._value)

    def scale(self) -> int:
        return -self._value.as_tuple().exponent

    def toPlainString(self) -> str:
        return format(self._value, "f")

    def toString(self) -> str:
        return str(self._value)

    __str__ = toString
    __repr__ = toString

    def __float__(self) -> float:
        return self.doubleValue()

    def __eq__(self, other: object) -> bool:
        """As in Java: 2.0 is not 2.00."""
        return isinstance(other, BigDecimal) and self._value.as_tuple() == other._value.as_tuple()

    def __hash__(self) -> int:
        return hash(self._value)


BigDecimal.__module__ = "java.math"
