"""The gateway's clock: the real one, until someone sets it; then it stands still until it is moved."""
import threading
import time

from simulator.compat import ON_JYTHON

if ON_JYTHON:
    from java.lang import System

    _real_nanos = System.nanoTime
else:
    _real_nanos = time.monotonic_ns


class Clock(object):
    def __init__(self):
        self._lock = threading.Lock()
        self._millis = None
        self._nanos = 0

    def now_millis(self):
        if self._millis is None:
            return int(time.time() * 1000)
        return self._millis

    def nanos(self):
        """Monotonic: advance() moves it, set_millis() does not (nanoTime ignores a changed wall clock)."""
        if self._millis is None:
            return _real_nanos()
        return self._nanos

    def set_millis(self, millis):
        with self._lock:
            if self._millis is None:
                self._nanos = _real_nanos()
            self._millis = int(millis)

    def advance(self, seconds):
        """Move wall clock and monotonic clock together; `seconds` may be a fraction."""
        if self._millis is None:
            self.set_millis(self.now_millis())
        with self._lock:
            self._millis += int(round(seconds * 1000))
            self._nanos += int(round(seconds * 1e9))

    def release(self):
        """Back to the real clock."""
        with self._lock:
            self._millis = None
