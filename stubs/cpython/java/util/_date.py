"""java.util.Date: milliseconds since 1970."""

from __future__ import annotations

import datetime
import functools

from java.lang import Class

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@functools.total_ordering
class Date:
    """As in Jython: a float is refused, an integer is milliseconds."""

    def __init__(self, millis: int | None = None) -> None:
        if millis is None:
            from java import _platform

            millis = _platform.now_millis()
        if isinstance(millis, bool) or not isinstance(millis, int):
            raise TypeError(f"java.util.Date(): 1st arg can't be coerced to long: {millis!r}")
        self._millis = millis

    def getTime(self) -> int:
        return self._millis

    def setTime(self, millis: int) -> None:
        self._millis = millis

    def before(self, other: Date) -> bool:
        return self._millis < other._millis

    def after(self, other: Date) -> bool:
        return self._millis > other._millis

    def compareTo(self, other: Date) -> int:
        return (self._millis > other._millis) - (self._millis < other._millis)

    def equals(self, other: object) -> bool:
        return self == other

    def hashCode(self) -> int:
        return hash(self)

    def clone(self) -> Date:
        return type(self)(self._millis)

    def getClass(self) -> Class:
        return Class(type(self))

    def toString(self) -> str:
        try:
            moment = _EPOCH + datetime.timedelta(milliseconds=self._millis)
        except OverflowError:
            return f"Date({self._millis})"
        return moment.strftime("%a %b %d %H:%M:%S UTC %Y")

    def __str__(self) -> str:
        return self.toString()

    def __repr__(self) -> str:
        return self.toString()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Date) and self._millis == other._millis

    def __lt__(self, other: Date) -> bool:
        return self._millis < other._millis

    def __hash__(self) -> int:
        return hash(self._millis)

    time = property(getTime, setTime)


Date.__module__ = "java.util"
