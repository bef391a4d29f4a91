"""The default front end: a Host behind waitress, made to answer odd requests as Jetty 9.4 does. CPython only.

It owns sockets, threads and raw headers; what a request means is the Host's business.
"""

from __future__ import annotations

import logging
import string
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from waitress import create_server, wasyncore
from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask, WSGITask

from webdev import heads, servlet, throwables
from webdev.host import Host

LOG = logging.getLogger("webdev.wsgi")
HOP_BY_HOP = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
HEAD = "webdev.head"
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
    """Keeps the head as it came, and refuses what Jetty refuses."""

    head: heads.Head

    def received(self, data: bytes) -> int:
        consumed = super().received(data)
        if self.error is not None and not isinstance(self.error, BadMessage):
            self.error = BadMessage(self.error.code, self.error.body)
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        try:
            head = heads.read(header_plus)
        except heads.Refused as refused:
            self.error = BadMessage(refused.status, refused.reason)
            super().parse_header(b"GET / HTTP/1.0\r\n")
            return
        super().parse_header(_for_waitress(head))
        # Without a body waitress would say 100 and then wait for one for ever.
        self.expect_continue = self.expect_continue and self.body_rcv is not None
        self.command = head.method
        self.head = head


class JettyTask(WSGITask):
    """Hands the raw request on to the application."""

    def get_environment(self) -> dict[str, Any]:
        environ = super().get_environment()
        environ[HEAD] = self.request.head
        environ["SERVER_NAME"] = self.channel.socket.getsockname()[0]
        environ["REQUEST_METHOD"] = self.request.command
        return environ

    def build_response_header(self) -> bytes:
        kept_open = self.version == "1.1" and self.request.headers.get("CONNECTION", "").lower() != "close"
        built = super().build_response_header()
        if not (kept_open and self.close_on_finish):
            return built
        # waitress closes after whatever has no Content-Length, Jetty does not
        self.close_on_finish = False
        return built.replace(b"\r\nConnection: close\r\n", b"\r\n", 1)

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
            head = environ.get(HEAD)
            target = head.target if head else environ["REQUEST_URI"]
            servlet.exchange(host, environ["REQUEST_METHOD"], target, sink, **_request(environ, head))
        except KeyboardInterrupt:
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


def _for_waitress(head: heads.Head) -> bytes:
    """The same request without what waitress cannot read but Jetty can."""
    target = quote(head.target, safe=string.printable)
    lines = [line for line in head.lines if not line.lower().startswith(b"transfer-encoding:")]
    if heads.values(head.lines, b"transfer-encoding"):
        lines.append(b"Transfer-Encoding: chunked")
    return b"\r\n".join([f"{head.method.upper()} {target} HTTP/{head.version}".encode("ascii"), *lines, b""])


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.partition(b":")
    return name.decode("latin-1"), value.strip(b" \t").decode("latin-1")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return str(status)


def _request(environ: dict[str, Any], head: heads.Head | None) -> dict[str, Any]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    local_port = int(environ["SERVER_PORT"])
    name, port = head.server if head and head.server else (environ["SERVER_NAME"], local_port)
    return {
        "headers": [_header(line) for line in head.lines] if head else _headers_of(environ),
        "body": environ["wsgi.input"].read(None if environ.get("wsgi.input_terminated") else length),
        "remote_addr": environ["REMOTE_ADDR"],
        "remote_port": int(environ["REMOTE_PORT"]),
        "scheme": head.scheme if head else environ["wsgi.url_scheme"],
        "server_name": name,
        "port": port,
        "local_port": local_port,
        "protocol": environ["SERVER_PROTOCOL"],
    }


def _headers_of(environ: dict[str, Any]) -> Headers:
    named = {key[5:]: value for key, value in environ.items() if key.startswith("HTTP_")}
    named.update({key: environ[key] for key in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(key)})
    return [(key.replace("_", "-").title(), value) for key, value in named.items()]
