"""A platform function that is held up until a test lets it go."""

import threading

from tests.support.waiting import SECONDS


class Held(object):
    """Holds each call of a function of the gateway; `entered` is set when the first one is there."""

    def __init__(self, product, name, throw=None):
        self.entered = threading.Event()
        self.go = threading.Event()
        self._throw = throw
        product.gateway.faults.set(name, throw=self._hold)

    def _hold(self):
        self.entered.set()
        assert self.go.wait(SECONDS)
        return self._throw


def in_threads(count, function):
    """(threads, what the calls gave, in the order of their ends)."""
    found = []
    threads = [threading.Thread(target=lambda: found.append(function())) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, found


def joined(threads):
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive()
