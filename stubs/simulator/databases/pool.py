"""The sessions of one database connection: so many and no more, and who waits too long gets an exception."""
import threading
import time

from java.sql import SQLException


class Pool(object):
    """`open_session` makes a session; `size`: at most so many; `wait`: seconds until a taker gives up."""

    def __init__(self, open_session, size, wait):
        self._open = open_session
        self.size = size
        self.wait = wait
        self._condition = threading.Condition()
        self._idle = []
        self.taken = 0

    def take(self):
        """A session that works. Raises SQLException."""
        idle = self._reserve()
        try:
            if idle is not None and idle.works():
                return idle
            return self._open()
        except:  # whatever a driver throws, Java's exceptions included
            self._release()
            raise

    def _reserve(self):
        """One of the idle sessions, or None where a new one is to be opened; the place is taken either way."""
        deadline = time.time() + self.wait
        with self._condition:
            while self.taken >= self.size:
                left = deadline - time.time()
                if left <= 0:
                    raise SQLException("Cannot get a connection: all %d are in use." % self.size)
                self._condition.wait(left)
            self.taken += 1
            return self._idle.pop() if self._idle else None

    def give(self, session):
        """Back to the pool; what was not committed is undone."""
        if session.broken or not session.reset():
            session.close()
            session = None
        self._release(session)

    def _release(self, session=None):
        with self._condition:
            self.taken -= 1
            if session is not None:
                self._idle.append(session)
            self._condition.notify()

    def close(self):
        with self._condition:
            idle, self._idle = self._idle, []
        for session in idle:
            session.close()
