"""A small HTTP client on raw sockets: every byte goes out as it is given and is kept as it comes back.

It owns framing. What a request or an answer means is for the tests.
"""

import socket
from contextlib import closing

from tests.support import canaries

SECONDS = 20
BODILESS = (204, 304)


class Cut(Exception):
    """The connection ended before the answer was whole."""


class Answer(object):
    """`status`, `headers` as [(name, value)] in their order, `body` as bytes, `close` if the server ends."""

    def __init__(self, status, headers, body, close=False):
        self.status = status
        self.headers = headers
        self.body = body
        self.close = close

    @property
    def content_type(self):
        return self.header("Content-Type")

    def header(self, name):
        values = self.all(name)
        return values[0] if values else None

    def all(self, name):
        return [value for known, value in self.headers if known.lower() == name.lower()]


class Connection(object):
    """One connection, for as many requests as the server allows."""

    def __init__(self, address, port, source=None):
        """`source` is the address of this machine to come from."""
        self._socket = socket.create_connection((address, port), SECONDS, source and (source, 0))
        self._pending = b""

    def send(self, raw):
        try:
            self._socket.sendall(raw)
        except socket.error:
            pass  # refused before all of it was there; the answer says so

    def ask(self, *request, **options):
        """The answer to one request; arguments as those of `request`."""
        self.send(request_bytes(*request, **options))
        return self.answer(request[0])

    def answer(self, method="GET"):
        """The next answer, interim ones skipped. Raises Cut."""
        while True:
            status, headers = self.head()
            if status >= 200:
                break
        found = Answer(status, headers, b"")
        found.close = (found.header("Connection") or "").lower() == "close"
        if method != "HEAD" and status not in BODILESS:
            found.body = self._body(found)
        canaries.see_answer(found.status, found.headers, found.body)
        return found

    def head(self):
        """(status, headers) of the next answer, interim or not. Raises Cut."""
        lines = self._until(b"\r\n\r\n").decode("latin-1").split(u"\r\n")
        fields = [line.split(u":", 1) for line in lines[1:]]
        return int(lines[0].split(u" ", 2)[1]), [(name, value.strip()) for name, value in fields]

    def chunk(self):
        """The next chunk of a chunked body; empty at its end. Raises Cut."""
        # a server may keep the end of a chunk until it has the next one
        size = int(self._until(b"\r\n") or self._until(b"\r\n"), 16)
        content = self._exactly(size)
        if not size:
            self._exactly(2)
        return content

    def ended(self):
        """Whether the server has closed, and nothing more came before."""
        return not self._pending and not self._received()

    def close(self):
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def _body(self, answer):
        if answer.header("Transfer-Encoding") == "chunked":
            return b"".join(iter(self.chunk, b""))
        if answer.header("Content-Length") is not None:
            return self._exactly(int(answer.header("Content-Length")))
        received = self._pending
        while not self.ended():
            received += self._pending
            self._pending = b""
        return received

    def _until(self, mark):
        while mark not in self._pending:
            self._more()
        found, _, self._pending = self._pending.partition(mark)
        return found

    def _exactly(self, count):
        while len(self._pending) < count:
            self._more()
        found, self._pending = self._pending[:count], self._pending[count:]
        return found

    def _more(self):
        if not self._received():
            raise Cut("after %r" % self._pending[-80:])

    def _received(self):
        try:
            received = self._socket.recv(65536)
        except socket.timeout:
            raise AssertionError("no answer in %d seconds, after %r" % (SECONDS, self._pending[-80:]))
        except socket.error as error:
            raise Cut(str(error))
        self._pending += received
        return received


def ask(address, port, *request, **options):
    """The answer to one request on a connection of its own; arguments as those of `request_bytes`."""
    with closing(Connection(address, port)) as connection:
        return connection.ask(*request, **options)


def request_bytes(method, target, headers=(), body=b""):
    """A request. Text in the target goes out as UTF-8, in headers as Latin-1; nothing is added."""
    lines = [octets(method, "latin-1") + b" " + octets(target, "utf-8") + b" HTTP/1.1"]
    lines += [octets(name, "latin-1") + b": " + octets(value, "latin-1") for name, value in headers]
    return b"\r\n".join(lines + [b"", b""]) + body


def octets(text, charset):
    return text if isinstance(text, bytes) else text.encode(charset)
