"""java.lang: throwables and System.

`Throwable` derives from BaseException, because in Jython `except Exception` does not catch a Java exception.
"""

from __future__ import annotations

import builtins
import threading
import time

__all__ = [
    "ArithmeticException", "Class", "ClassCastException", "Error", "Exception",
    "IllegalArgumentException",
    "IllegalStateException", "IndexOutOfBoundsException", "InterruptedException",
    "NullPointerException",
    "NumberFormatException", "OutOfMemoryError", "RuntimeException", "SecurityException",
    "StackOverflowError",
    "System", "Thread", "Throwable", "UnsupportedOperationException", "VirtualMachineError",
]


class Class:
    """What getClass() answers: a name."""

    def __init__(self, python_class: type) -> None:
        self._class = python_class

    def getName(self) -> str:
        return f"{self._class.__module__}.{self._class.__name__}"

    def getSimpleName(self) -> str:
        return self._class.__name__

    name = property(getName)
    simpleName = property(getSimpleName)


class Throwable(BaseException):
    """The constructors (), (message), (cause) and (message, cause), as Java has them."""

    def __init__(self, message: object = None, cause: Throwable | None = None) -> None:
        if isinstance(message, Throwable) and cause is None:
            message, cause = message.toString(), message
        super().__init__(message)
        self._message = message
        self._cause = cause

    def getMessage(self) -> object:
        return self._message

    def getLocalizedMessage(self) -> object:
        return self._message

    def getCause(self) -> Throwable | None:
        return self._cause

    def initCause(self, cause: Throwable) -> Throwable:
        self._cause = cause
        return self

    def getClass(self) -> Class:
        return Class(type(self))

    def getStackTrace(self) -> list:
        return []

    def toString(self) -> str:
        name = self.getClass().getName()
        return name if self._message is None else f"{name}: {self._message}"

    def __str__(self) -> str:
        return self.toString()

    message = property(getMessage)
    cause = property(getCause)


class Exception(Throwable):
    pass


class RuntimeException(Exception):
    pass


class Error(Throwable):
    pass


class VirtualMachineError(Error):
    pass


class OutOfMemoryError(VirtualMachineError):
    pass


class StackOverflowError(VirtualMachineError):
    pass


class IllegalStateException(RuntimeException):
    pass


class IllegalArgumentException(RuntimeException):
    pass


class NumberFormatException(IllegalArgumentException):
    pass


class NullPointerException(RuntimeException):
    pass


class ClassCastException(RuntimeException):
    pass


class ArithmeticException(RuntimeException):
    pass


class IndexOutOfBoundsException(RuntimeException):
    pass


class SecurityException(RuntimeException):
    pass


class UnsupportedOperationException(RuntimeException):
    pass


class InterruptedException(Exception):
    pass


class System:
    """The clock of the gateway in use, so that tests may move it."""

    @staticmethod
    def currentTimeMillis() -> int:
        from java import _platform

        return _platform.now_millis()

    @staticmethod
    def nanoTime() -> int:
        from java import _platform

        return _platform.nanos()

    @staticmethod
    def identityHashCode(value: object) -> int:
        return builtins.id(value) & 0x7FFFFFFF


class Thread:
    """A thread as java.lang.Thread shows it to a script."""

    def __init__(self, target: object = None, name: str | None = None) -> None:
        run = getattr(target, "run", target)
        self._thread = threading.Thread(target=run, name=name, daemon=True)

    @staticmethod
    def sleep(millis: int) -> None:
        time.sleep(millis / 1000.0)

    def start(self) -> None:
        self._thread.start()

    def join(self, millis: int | None = None) -> None:
        self._thread.join(None if not millis else millis / 1000.0)

    def isAlive(self) -> bool:
        return self._thread.is_alive()

    def getName(self) -> str:
        return self._thread.name

    def setDaemon(self, daemon: bool) -> None:
        self._thread.daemon = daemon

    name = property(getName)
