"""java.util.concurrent.atomic: the number that shipped code counts with."""

from __future__ import annotations

import threading

__all__ = ["AtomicLong"]


class AtomicLong:
    """A number that threads change without losing one another's changes; no null, no more than 64 bits."""

    def __init__(self, value: int = 0) -> None:
        self._lock = threading.Lock()
        self._value = _long(value)

    def get(self) -> int:
        return self._value

    def set(self, value: int) -> None:
        with self._lock:
            self._value = _long(value)

    def compareAndSet(self, expected: int, value: int) -> bool:
        with self._lock:
            if self._value != expected:
                return False
            self._value = _long(value)
            return True

    def addAndGet(self, delta: int) -> int:
        with self._lock:
            self._value = _long(self._value + delta)
            return self._value

    def incrementAndGet(self) -> int:
        return self.addAndGet(1)

    def decrementAndGet(self) -> int:
        return self.addAndGet(-1)

    def __str__(self) -> str:
        return str(self._value)


def _long(value: int) -> int:
    if not -(2**63) <= value < 2**63:
        raise TypeError("no long")
    return value


AtomicLong.__module__ = "java.util.concurrent.atomic"
