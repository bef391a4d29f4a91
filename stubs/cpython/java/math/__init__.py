"""java.math: BigDecimal, which databases give for NUMERIC and DECIMAL, and BigInteger, of which keys are made."""

from __future__ import annotations

import array
import decimal

__all__ = ["BigDecimal", "BigInteger"]


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


class BigInteger:
    """The constructors (text, radix) and (signum, magnitude), as Java has them."""

    def __init__(self, first: str | int, second: int | bytes | array.array) -> None:
        if isinstance(first, str):
            self._value = int(first, second)
        else:
            self._value = first * int.from_bytes(bytes(memoryview(second)), "big")

    def bitLength(self) -> int:
        return self._value.bit_length()

    def doubleValue(self) -> float:
        return float(self._value)

    def toString(self, radix: int = 10) -> str:
        return format(self._value, {10: "d", 16: "x"}[radix])

    def __int__(self) -> int:
        return self._value

    __str__ = toString


BigDecimal.__module__ = BigInteger.__module__ = "java.math"
