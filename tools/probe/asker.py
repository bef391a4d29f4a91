"""Sends the page one request exactly as written: repeated headers, header case, odd paths, odd bodies."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import requests
from urllib3 import HTTPHeaderDict

TIMEOUT = 60
JSON = "application/json"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Asker:
    """`url` is the page's, without a slash at its end. Keeps no cookies."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._authorization = ("Authorization", f"Bearer {token}")

    def ask(self, wanted: str, method: str = "GET", tail: str = "", headers: tuple = (),
            body: bytes | Iterator[bytes] | None = None, address: str | None = None) -> Reply:
        """`tail` follows the page's URL as it is; `address` replaces both."""
        prepared = requests.Request(method, self.url).prepare()
        prepared.url = address or self.url + tail
        prepared.headers = HTTPHeaderDict([self._authorization, ("X-Probe", wanted), *headers])
        prepared.body = body
        if isinstance(body, bytes):
            prepared.headers["Content-Length"] = str(len(body))
        with requests.Session() as session:
            settings = session.merge_environment_settings(self.url, {}, False, None, None)
            response = session.send(prepared, timeout=TIMEOUT, allow_redirects=False, **settings)
        return Reply(response.status_code, response.headers, response.content)

    def echo(self, method: str = "GET", tail: str = "", headers: tuple = (),
             body: bytes | Iterator[bytes] | None = None) -> dict:
        """What the page made of the request; Refused where the request did not come through."""
        reply = self.ask("echo", method, tail, headers, body)
        if reply.status != 200 or not reply.body:
            raise Refused(reply.status)
        return json.loads(reply.text)

    def sent(self, body: bytes | Iterator[bytes], content_type: str | None = JSON, method: str = "POST",
             headers: tuple = ()) -> dict:
        """The echo of a body."""
        typed = (("Content-Type", content_type),) if content_type else ()
        return self.echo(method, headers=(*typed, *headers), body=body)

    def beside(self, name: str) -> str:
        """The URL of another resource of the same project."""
        return f"{self.url.rpartition('/')[0]}/{name}"


class Refused(Exception):
    """The gateway did not let the request through to the page."""

    def __init__(self, status: int) -> None:
        super().__init__(f"refused with {status}")
        self.status = status
