"""Waiting for what other threads do. Python 2 and 3."""

import threading
import time

SECONDS = 20


def wait_for(condition):
    """Returns when `condition()` is true; fails after SECONDS."""
    deadline = time.time() + SECONDS
    while not condition():
        assert time.time() < deadline, "did not happen in %d seconds" % SECONDS
        time.sleep(0.005)


class Crowd(object):
    """Threads that each run `work` over and over until the crowd is dismissed. `errors` holds what they raised."""

    def __init__(self, count, work):
        self.errors = []
        self._work = work
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        for thread in self._threads:
            thread.join(SECONDS)
        assert not any(thread.is_alive() for thread in self._threads)

    def _run(self):
        try:
            while not self._over.is_set():
                self._work()
        except Exception as error:
            self.errors.append(error)
