"""The result of an asynchronous request: Ignition's Promise, over a thread of its own."""
import sys
import threading

from java.lang import IllegalStateException
from java.util.concurrent import TimeoutException


class Promise(object):
    def __init__(self, work):
        self._ended = threading.Event()
        self._cancelled = False
        self._result = None
        self._error = None
        thread = threading.Thread(target=self._run, args=(work,))
        thread.daemon = True
        thread.start()

    def _run(self, work):
        try:
            self._result = work()
        except:  # what Java throws too
            self._error = sys.exc_info()[1]
        finally:
            self._ended.set()

    def get(self, timeout=60000):
        """Waits for so many milliseconds."""
        self._ended.wait(timeout / 1000.0)
        if self._cancelled:
            raise IllegalStateException("cancelled")
        if not self._ended.is_set():
            raise TimeoutException()
        if self._error is not None:
            raise self._error
        return self._result

    def isDone(self):
        return self._ended.is_set()

    def cancel(self):
        self._cancelled = not self._ended.is_set()
        return self._cancelled

    def then(self, callback):
        return Promise(lambda: callback(self.get()))

    def handleException(self, callback):
        return Promise(lambda: self._result if self._settled() is None else callback(self._error))

    def whenComplete(self, callback):
        Promise(lambda: callback(self._result if self._settled() is None else None, self._error))

    def _settled(self):
        self._ended.wait()
        return self._error
