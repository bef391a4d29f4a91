"""What is on the other end of system.net.httpClient: scripted answers and faults, else real HTTP.

Every request is recorded, so a test can say that there was none.
"""
import threading

from java.io import IOException
from java.net import ConnectException
from java.net.http import HttpTimeoutException
from javax.net.ssl import SSLHandshakeException
from simulator.compat import ON_JYTHON, TEXT

if ON_JYTHON:
    from simulator.web import javahttp as transport
else:
    from simulator.web import sockets as transport

FAULTS = {
    "timeout": lambda: HttpTimeoutException("request timed out"),
    "refused": lambda: ConnectException("Connection refused"),
    "tls": lambda: SSLHandshakeException("PKIX path building failed"),
    "reset": lambda: IOException("HTTP/1.1 header parser received no bytes"),
}


class Sent(object):
    """One request that a script made: `headers` with names in lower case, `body` bytes or None."""

    def __init__(self, method, url, headers, body):
        self.method = method
        self.url = url
        self.headers = dict((name.lower(), value) for name, value in headers)
        self.body = body


class Received(object):
    """`headers` is [(name, value)], `body` bytes."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body


class Web(object):
    def __init__(self):
        self._lock = threading.Lock()
        self._scripts = {}
        self._hold = {}
        self.sent = []

    def answer(self, url, body=b"", status=200, headers=(("Content-Type", "application/json"),)):
        """From now on requests to the URL get this, without any socket. `body`: bytes, text, or a function of Sent."""
        self._scripts[url] = lambda sent: Received(
            status, list(headers), _octets(body(sent) if callable(body) else body))

    def fail(self, url, fault):
        """From now on requests to the URL fail: "timeout", "refused", "tls" or "reset"."""
        if fault not in FAULTS:
            raise ValueError("no such fault: %s" % fault)
        self._scripts[url] = lambda sent: _raise(FAULTS[fault]())

    def hold(self, url, event):
        """Requests to the URL are recorded, and then wait until the event is set."""
        self._hold[url] = event

    def clear(self):
        self._scripts.clear()
        self._hold.clear()
        del self.sent[:]

    def count(self, start=""):
        """How many requests were made to URLs that start so."""
        return sum(sent.url.startswith(start) for sent in self.sent)

    def exchange(self, sent, seconds):
        """The answer to one request. Raises a java.io.IOException."""
        with self._lock:
            self.sent.append(sent)
        if sent.url in self._hold:
            self._hold[sent.url].wait()
        script = self._scripts.get(sent.url)
        if script is not None:
            return script(sent)
        return Received(*transport.exchange(sent, seconds))


def _octets(body):
    return body.encode("utf-8") if isinstance(body, TEXT) else body


def _raise(fault):
    raise fault
