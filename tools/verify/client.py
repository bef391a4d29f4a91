"""Calls an API over HTTP and judges what holds for every answer. What one endpoint must say is the suite's."""

import json
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
import requests

from tools.faults import step

TIMEOUT = 20
WAITS, LONGEST_WAIT = 5, 60
OWN = "the given token"
TRACE = re.compile(r"Traceback \(most recent|\bFile \"[^\"]*\", line \d|\bat [\w.$]+\([\w.]+\.java:\d+\)|\.java:\d+\)"
                   r"|\bjava\.lang\.\w+|\bcom\.inductiveautomation\.|\borg\.python\.")
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
MEMBERS = ("type", "title", "status", "detail", "requestId", "error", "code")


@dataclass(frozen=True)
class Target:
    """What to verify: `base` is the API's URL, without a slash at its end."""

    base: str
    token: str
    tag: str | None = None
    origin: str | None = None


TARGET = pytest.StashKey[Target]()


class Broken(AssertionError):
    """An answer that no endpoint may give."""


class Answer:
    """One answer, named by its request in every message."""

    def __init__(self, name: str, response: requests.Response) -> None:
        self.name = name
        self.status = response.status_code
        self.headers = response.headers
        self.body = response.content
        self.text = response.content.decode("utf-8", "replace")

    @property
    def media_type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def json(self) -> Any:
        try:
            return json.loads(self.body.decode("utf-8"), parse_constant=self._refuse, object_pairs_hook=self._unique)
        except ValueError as error:
            raise Broken(f"{self.name} answered {self.status} with a body that is no JSON ({error})") from None

    def expect(self, status: int, code: str | None = None) -> "Answer":
        found = f"{self.status}{' ' + self._code() if self.status >= 400 else ''}"
        assert self.status == status, f"{self.name} answered {found}, not {status}{' ' + code if code else ''}"
        if code is not None:
            assert self._code() == code, f"{self.name} answered {found}, not {status} {code}"
        return self

    def header(self, name: str, value: str) -> "Answer":
        found = self.headers.get(name)
        assert found == value, f"{self.name}: the header {name} is {found!r}, not {value!r}"
        return self

    def _code(self) -> str:
        return str(self.json().get("code")) if self.body and self.media_type.endswith("json") else ""

    def _unique(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("the same member twice")
        return dict(pairs)

    def _refuse(self, name: str) -> None:
        raise ValueError(f"{name} is not JSON")


class Api:
    """Sends requests with the token, unless told otherwise, and refuses answers that cannot be the API's."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._session = requests.Session()

    def get(self, path: str, **options: Any) -> Answer:
        return self.call("GET", path, **options)

    def post(self, path: str, value: Any, **options: Any) -> Answer:
        return self.call("POST", path, json=value, **options)

    def call(self, method: str, path: str, **options: Any) -> Answer:
        answer = self.raw(method, path, **options)
        _judge(method, answer)
        return answer

    def raw(self, method: str, path: str, bearer: str | None = OWN, headers: dict[str, str] | None = None,
            **options: Any) -> Answer:
        """The answer as it comes. `bearer` is the Bearer token: the given one, another, or None to send none."""
        sent = dict(headers or {})
        if bearer is not None:
            sent["Authorization"] = f"Bearer {self.target.token if bearer is OWN else bearer}"
        for _ in range(WAITS):
            response = self._send(method, path, sent, options)
            seconds = _told_to_wait(response)
            if not seconds:
                break
            step(f"The gateway's limits ask this address to wait {seconds} s; waiting")
            time.sleep(seconds)
        return Answer(f"{method} {path.partition('?')[0]}", response)

    def _send(self, method: str, path: str, headers: dict[str, str], options: dict[str, Any]) -> requests.Response:
        return self._session.request(
            method, self.target.base + path, headers=headers, timeout=TIMEOUT, allow_redirects=False,
            # An auth of our own keeps requests from taking a credential out of ~/.netrc.
            auth=lambda prepared: prepared, **options)


def address(tag: str) -> str:
    """`[default]Plant/X` as the path of its endpoint."""
    provider, _, rest = tag[1:].partition("]")
    return f"/tags/{quote(provider, safe='')}/{quote(rest, safe='/')}"


def _told_to_wait(response: requests.Response) -> int:
    """Seconds; 0 where there is nothing to wait for. The wrong tokens of the run before may count still."""
    told = response.headers.get("Retry-After", "")
    return min(int(told), LONGEST_WAIT) if response.status_code == 429 and told.isdecimal() else 0


def _judge(method: str, answer: Answer) -> None:
    told = f"{answer.name} answered {answer.status}"
    if answer.media_type == "text/html":
        raise Broken(f"{told} with an HTML page: that is the gateway or a proxy, not the API")
    trace = TRACE.search(answer.text)
    if trace:
        raise Broken(f"{told} and shows what belongs into the log: {trace.group()!r}")
    if "X-Request-Id" not in answer.headers:
        raise Broken(f"{told} without X-Request-Id")
    if method == "HEAD" or answer.status in (204, 304):
        if answer.body:
            raise Broken(f"{told} with a body")
    elif answer.status >= 400:
        _judge_problem(told, answer)
    else:
        _judge_success(told, answer)


def _judge_success(told: str, answer: Answer) -> None:
    if not answer.body:
        raise Broken(f"{told} with an empty body")
    if answer.media_type != "application/json":
        raise Broken(f"{told} as {answer.media_type or 'nothing'}, not application/json")
    answer.json()


def _judge_problem(told: str, answer: Answer) -> None:
    if answer.media_type != "application/problem+json":
        raise Broken(f"{told} as {answer.media_type or 'nothing'}, not application/problem+json")
    problem = answer.json()
    missing = [name for name in MEMBERS if name not in problem] if isinstance(problem, dict) else list(MEMBERS)
    if missing:
        raise Broken(f"{told} with a problem document that lacks {', '.join(missing)}")
    if problem["status"] != answer.status:
        raise Broken(f"{told}, and its problem document says {problem['status']}")
    if problem["requestId"] != answer.headers["X-Request-Id"]:
        raise Broken(f"{told} with another requestId than X-Request-Id")
    if not CODE.fullmatch(str(problem["code"])):
        raise Broken(f"{told} with the code {problem['code']!r}, which is no snake_case word")
