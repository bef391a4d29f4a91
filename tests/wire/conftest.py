"""A served project and raw sockets for the tests over HTTP."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from tests.support.synthetic import Site
from webdev import wsgi

PATH = "/system/webdev/demo"


class Served:
    """A site behind the default front end."""

    def __init__(self, site: Site, server: wsgi.Server) -> None:
        self.site = site
        self.server = server
        self.url = server.url + PATH

    @property
    def seen(self) -> list:
        return self.site.seen

    def connect(self) -> socket.socket:
        return socket.create_connection((self.server.address, self.server.port), timeout=5)

    def raw(self, request: bytes) -> bytes:
        """Everything the server sends until it closes."""
        with closing(self.connect()) as connection:
            connection.sendall(request)
            return read_all(connection)

    def ask(self, method: str, target: str, *headers: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        """(status, headers by lower-case name, body) of one request on a connection of its own."""
        lines = [f"{method} {target} HTTP/1.1", "Host: gw:8088", "Connection: close", *headers]
        return parsed(self.raw("\r\n".join([*lines, "", ""]).encode("utf-8") + body))


def read_all(connection: socket.socket) -> bytes:
    received = b""
    while chunk := connection.recv(65536):
        received += chunk
    return received


def parsed(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return int(first.split(" ")[1]), {name.lower(): value for name, value in headers.items()}, body


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Serves a site until the test ends: serve(site, threads=8)."""
    with ExitStack() as stack:
        yield lambda site, **options: Served(site, stack.enter_context(wsgi.serve(site.host, 0, **options)))
