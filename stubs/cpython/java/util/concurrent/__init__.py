"""java.util.concurrent: the map and the exceptions that shipped code touches."""

from java.lang import Exception as JavaException
from java.lang import NullPointerException
from java.util import HashMap

__all__ = ["ConcurrentHashMap", "ExecutionException", "TimeoutException"]


class TimeoutException(JavaException):
    pass


class ExecutionException(JavaException):
    pass


class ConcurrentHashMap(HashMap):
    """A HashMap whose single operations are atomic; it refuses null, as Java's does."""

    def put(self, key: object, value: object) -> object:
        if key is None or value is None:
            raise NullPointerException()
        return super().put(key, value)
