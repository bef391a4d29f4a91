"""The default front end: a Host behind waitress, made to answer odd requests as Jetty 9.4 does. CPython only.

It owns sockets, threads and raw headers; what a request means is the Host's business.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from waitress import create_server, wasyncore
from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.rfc7230 import HEADER_FIELD_RE
from waitress.task import ErrorTask, WSGITask

from webdev import servlet, throwables
from webdev.host import Host

LOG = logging.getLogger("webdev.wsgi")
HEADER_LIMIT = 8192
HOP_BY_HOP = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
REQUEST_LINE = re.compile(rb"[!-~]+ [!-~\x80-\xff]+ HTTP/(?P<version>[0-9.]+)")
HEADERS = "webdev.headers"
TARGET = "webdev.target"
Headers = list[tuple[str, str]]


class BadMessage:
    """What Jetty answers when it refuses a request before any servlet runs."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        self.reason = reason
        self.body = reason

    def to_response(self, ident: str | None = None) -> tuple[str, Headers, bytes]:
        body = f"<h1>Bad Message {self.code}</h1><pre>reason: {self.reason}</pre>".encode()
        headers = [("Content-Type", "text/html;charset=iso-8859-1"), ("Content-Length", str(len(body)))]
        return f"{self.code} {HTTPStatus(self.code).phrase}", headers, body


class JettyParser(HTTPRequestParser):
    """Keeps each header line as it came, and has Jetty's limits of 8 KiB."""

    raw_headers: Headers = []
    raw_target = "/"

    def received(self, data: bytes) -> int:
        consumed = super().received(data)
        if self.error is not None and not isinstance(self.error, BadMessage):
            self.error = BadMessage(self.error.code, self.error.body)
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        first_line, *lines = header_plus.split(b"\r\n")
        self.error = _refusal(first_line, lines)
        if self.error is not None:
            super().parse_header(b"GET / HTTP/1.0\r\n")
            return
        method, target, version = first_line.split(b" ")
        # waitress knows neither lower-case methods nor UTF-8 in a target; Jetty takes both
        super().parse_header(b"\r\n".join([b" ".join([method.upper(), _ascii(target), version]), *lines]))
        self.command = method.decode("latin-1")
        self.raw_target = _text(target)
        self.raw_headers = [_header(line) for line in lines if line]


class JettyTask(WSGITask):
    """Hands the raw request on to the application."""

    def get_environment(self) -> dict[str, Any]:
        environ = super().get_environment()
        environ[HEADERS] = self.request.raw_headers
        environ[TARGET] = self.request.raw_target
        environ["REQUEST_METHOD"] = self.request.command
        return environ

    def finish(self) -> None:
        # waitress would end a streamed answer to HEAD with a chunk, which the next response starts after
        if self.request.command == "HEAD":
            self.chunked_response = False
        super().finish()


class JettyChannel(HTTPChannel):
    parser_class = JettyParser
    task_class = JettyTask
    error_task_class = ErrorTask


class Sink:
    """Where a servlet response goes when it commits."""

    def __init__(self, start_response: Callable) -> None:
        self._start_response = start_response
        self._write: Callable[[bytes], None] | None = None

    @property
    def started(self) -> bool:
        return self._write is not None

    def start(self, status: int, headers: Headers) -> None:
        kept = [(name, value) for name, value in headers if name.lower() not in HOP_BY_HOP]
        self._write = self._start_response(f"{status} {_phrase(status)}", kept)

    def write(self, content: bytes) -> None:
        try:
            self._write(content)
        except ClientDisconnected:
            raise throwables.io_error("Closed") from None


def application(host: Host) -> Callable:
    """A WSGI application that serves `host`. Under another server headers lose their case and repetition."""

    def app(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        sink = Sink(start_response)
        try:
            servlet.exchange(host, environ["REQUEST_METHOD"], environ.get(TARGET) or environ["REQUEST_URI"],
                             sink, **_request(environ))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # Java's exceptions are no Exception
            if not sink.started:
                raise RuntimeError("no response was started") from error
            LOG.info("connection cut: %r", error)
            raise ClientDisconnected from error
        return []

    return app


class Server:
    """A running front end. Use it as a context, or `wait()` in the foreground and `close()`."""

    def __init__(self, host: Host, port: int, address: str, threads: int) -> None:
        self._server = create_server(
            application(host), host=address, port=port, threads=threads, ident="", asyncore_use_poll=True,
            channel_request_lookahead=1, clear_untrusted_proxy_headers=False)
        self._server.channel_class = JettyChannel
        self.address = address
        self.port = int(self._server.effective_port)
        self.url = f"http://{address}:{self.port}"
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="webdev-wsgi", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Blocks until close() or Ctrl-C."""
        try:
            self._closing.wait()
        except KeyboardInterrupt:
            self.close()

    def close(self) -> None:
        """Stops listening and cuts what is open; handlers that still run find their client gone."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._server.pull_trigger()
        self._thread.join()
        self._server.task_dispatcher.shutdown(timeout=0.5)
        self._server.close()

    def _loop(self) -> None:
        sockets = self._server._map
        while not self._closing.is_set():
            wasyncore.loop(timeout=1, use_poll=True, map=sockets, count=1)
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def serve(host: Host, port: int = 8088, address: str = "127.0.0.1", threads: int = 8) -> Server:
    """Starts serving `host` and returns at once; port 0 takes any free one, `.port` says which."""
    return Server(host, port, address, threads)


def _refusal(first_line: bytes, lines: list[bytes]) -> BadMessage | None:
    """Why Jetty would not take a request with this head."""
    if len(first_line) > HEADER_LIMIT:
        return BadMessage(414, "URI Too Long")
    if len(first_line) + sum(len(line) + 2 for line in lines) > HEADER_LIMIT:
        return BadMessage(431, "Request Header Fields Too Large")
    match = REQUEST_LINE.fullmatch(first_line)
    if match is None:
        return BadMessage(400, "Bad Request")
    if match.group("version") not in (b"1.0", b"1.1"):
        return BadMessage(505, "Unknown Version")
    if any(line[:1] in (b" ", b"\t") for line in lines):
        return BadMessage(400, "Header Folding")
    names = {line.partition(b":")[0].lower() for line in lines}
    if b"host" not in names and match.group("version") == b"1.1":
        return BadMessage(400, "No Host")
    if {b"transfer-encoding", b"content-length"} <= names:
        return BadMessage(400, "Transfer-Encoding and Content-Length")
    return None


def _ascii(target: bytes) -> bytes:
    return b"".join(bytes([octet]) if octet < 128 else b"%%%02X" % octet for octet in target)


def _header(line: bytes) -> tuple[str, str]:
    name, value = HEADER_FIELD_RE.match(line).group("name", "value")
    return name.decode("latin-1"), value.strip(b" \t").decode("latin-1")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return str(status)


def _request(environ: dict[str, Any]) -> dict[str, Any]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    name = urlsplit("//" + environ.get("HTTP_HOST", "")).hostname or environ["SERVER_NAME"]
    return {
        "headers": environ.get(HEADERS) or _headers_of(environ),
        "body": environ["wsgi.input"].read(None if environ.get("wsgi.input_terminated") else length),
        "remote_addr": environ["REMOTE_ADDR"],
        "remote_port": int(environ["REMOTE_PORT"]),
        "scheme": environ["wsgi.url_scheme"],
        "server_name": name,
        "port": int(environ["SERVER_PORT"]),
        "protocol": environ["SERVER_PROTOCOL"],
    }


def _headers_of(environ: dict[str, Any]) -> Headers:
    named = {key[5:]: value for key, value in environ.items() if key.startswith("HTTP_")}
    named.update({key: environ[key] for key in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(key)})
    return [(key.replace("_", "-").title(), value) for key, value in named.items()]
