"""The gateway's log and LoggerEx as scripts see it."""
import threading

from java.lang import Throwable

LEVELS = ("TRACE", "DEBUG", "INFO", "WARN", "ERROR")


class Record(tuple):
    """(level, logger, message); the throwable, if any, is an attribute."""

    throwable = None


class Log(object):
    """Keeps the last `capacity` records at or above `level`; `listener`, if any, gets each of them as it is written."""

    def __init__(self, capacity=10000):
        self.listener = None
        self.records = []
        self.level = "INFO"
        self.capacity = capacity
        self._lock = threading.Lock()

    def enabled(self, level):
        return LEVELS.index(level) >= LEVELS.index(self.level)

    def write(self, level, logger, message, throwable=None):
        if not self.enabled(level):
            return
        record = Record((level, logger, message))
        record.throwable = throwable
        self.records.append(record)  # PERF: safe without the lock, for which busy threads wait
        if len(self.records) > self.capacity:
            with self._lock:
                del self.records[:-self.capacity]
        listener = self.listener
        if listener is not None:
            listener(record)

    def messages(self, level=None):
        return [record[2] for record in list(self.records) if level in (None, record[0])]

    def text(self):
        """All that was logged, throwables included, one record a line."""
        return "\n".join(
            "%s %s %s%s" % (record + ("" if record.throwable is None else " " + str(record.throwable),))
            for record in list(self.records))

    def clear(self):
        with self._lock:
            del self.records[:]


def _plain(level):
    def write(self, message, throwable=None):
        # As in Jython: info(String) and info(String, Throwable) are the only forms.
        if throwable is not None and not isinstance(throwable, Throwable):
            raise TypeError("%s(): 2nd arg can't be coerced to java.lang.Throwable" % level.lower())
        self._log.write(level, self._name, message, throwable)
    return write


def _formatted(level):
    def write(self, pattern, *arguments):
        self._log.write(level, self._name, pattern % arguments)
    return write


def _enabled(level):
    return lambda self: self._log.enabled(level)


class LoggerEx(object):
    def __init__(self, log, name):
        self._log = log
        self._name = name

    def getName(self):
        return self._name

    trace, debug, info, warn, error = [_plain(level) for level in LEVELS]
    tracef, debugf, infof, warnf, errorf = [_formatted(level) for level in LEVELS]
    isTraceEnabled, isDebugEnabled, isInfoEnabled, isWarnEnabled, isErrorEnabled = [
        _enabled(level) for level in LEVELS]

    name = property(getName)
