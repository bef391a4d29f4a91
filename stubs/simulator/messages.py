"""Gateway messages: who sent what, and the handlers that stand in for the message scripts of projects."""
import threading

from java.lang import IllegalArgumentException


class Messages(object):
    def __init__(self):
        self.sent = []
        self._handlers = {}
        self._lock = threading.Lock()

    def handle(self, project, name, handler):
        """`handler(payload)` takes the place of a message script."""
        self._handlers[(project, name)] = handler

    def send(self, project, name, payload):
        """Like sendMessage: nobody learns whether the handler exists or failed."""
        with self._lock:
            self.sent.append((project, name, payload))
        handler = self._handlers.get((project, name))
        if handler is not None:
            handler(payload)

    def request(self, project, name, payload):
        """Like sendRequest: the answer, or an exception."""
        with self._lock:
            self.sent.append((project, name, payload))
        handler = self._handlers.get((project, name))
        if handler is None:
            raise IllegalArgumentException("No message handler '%s' in project '%s'" % (name, project))
        return handler(payload)
