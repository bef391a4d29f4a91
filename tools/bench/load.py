"""One run of wrk: one request, over and over, on so many connections for so many seconds."""

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any

from tools.bench.cases import Case
from tools.bench.gateway import WORK, Gateway

TIMEOUT = "10s"

SCRIPT = """
wrk.method = {method}
wrk.body = {body}
{headers}
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\\n{{"requests":%d,"micros":%d,"p50":%d,"p99":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d}}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect, errors.read, errors.write, errors.timeout, errors.status))
end
"""


class NoWrk(Exception):
    """wrk is not installed; says the way out."""


class WrongAnswer(Exception):
    """A contestant does not answer a case as it must: to measure it would mean nothing."""


@dataclass(frozen=True)
class Shot:
    """A case as one contestant gets it: where it goes and with which headers."""

    case: Case
    url: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """What one run measured: requests per second, milliseconds, and microseconds of the server's CPU per request."""

    rate: float
    p50: float
    p99: float
    cpu: float
    errors: int


def require_wrk() -> str:
    program = shutil.which("wrk")
    if program is None:
        raise NoWrk("wrk is needed and was not found\napt-get install -y wrk")
    return program


def aimed(case: Case, url: str, token: str) -> Shot:
    """The shot for a case, once it has been seen to be answered. Raises WrongAnswer."""
    shot = Shot(case, url, case.headers(token))
    if case.conditional:
        _, headers, _ = _ask(shot)
        shot = Shot(case, url, shot.headers | {"If-None-Match": headers.get("ETag", "")})
    check(shot)
    return shot


def check(shot: Shot, strict: bool = True) -> None:
    """One request, its answer judged. `strict` also looks at the content. Raises WrongAnswer."""
    status, _, content = _ask(shot)
    if status != shot.case.status:
        raise WrongAnswer(f"{shot.url} answers {status} to '{shot.case.name}', not {shot.case.status}: "
                          f"{content[:200].decode('utf-8', 'replace')}")
    if strict and shot.case.results is not None:
        _check_results(shot, json.loads(content))


def _check_results(shot: Shot, answer: object) -> None:
    """As many results, rows or responses as asked for, each Good and with the status 200; a constant is let through."""
    answer = answer if isinstance(answer, dict) else {"results": answer}
    results = answer.get("results", answer.get("rows", answer.get("responses")))
    if results is None:
        return
    items = [result for result in results if isinstance(result, dict)]
    if len(results) != shot.case.results or any(
            item.get("quality", "Good") != "Good" or item.get("status", 200) != 200 for item in items):
        raise WrongAnswer(f"{shot.url} does not answer all {shot.case.results} of '{shot.case.name}'")


def answer(case: Case, url: str, token: str) -> Any:
    """What a contestant says in JSON to one request."""
    return json.loads(_ask(Shot(case, url, case.headers(token)))[2])


def _ask(shot: Shot) -> tuple[int, dict[str, str], bytes]:
    content = shot.case.content
    request = urllib.request.Request(  # noqa: S310  only ever our own http://127.0.0.1
        shot.url, method=shot.case.method, headers=shot.headers, data=content and content.encode("ascii"))
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def run(gateway: Gateway, shot: Shot, connections: int, seconds: int) -> Run:
    script = WORK / "request.lua"
    script.write_text(_script(shot))
    command = [require_wrk(), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", TIMEOUT, "-s", str(script),
               shot.url]
    before = gateway.cpu_seconds()
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    gateway.settle()
    return parsed(ended.stdout, shot.case.status, gateway.cpu_seconds() - before)


def parsed(output: str, status: int, cpu_seconds: float) -> Run:
    """The last line that our script wrote. wrk counts every status above 399 as an error, wanted or not.

    A run without any answer is an error too, lest its latencies of nothing look good.
    """
    said = json.loads(output.strip().splitlines()[-1])
    unwanted = said["requests"] - said["status"] if status > 399 else said["status"]
    return Run(
        rate=said["requests"] / (said["micros"] / 1e6),
        p50=said["p50"] / 1e3,
        p99=said["p99"] / 1e3,
        cpu=cpu_seconds * 1e6 / max(said["requests"], 1),
        errors=(not said["requests"]) + unwanted + said["connect"] + said["read"] + said["write"] + said["timeout"],
    )


def _script(shot: Shot) -> str:
    headers = "\n".join(f"wrk.headers[{_lua(name)}] = {_lua(value)}" for name, value in shot.headers.items())
    body = "nil" if shot.case.content is None else _lua(shot.case.content)
    return SCRIPT.format(method=_lua(shot.case.method), headers=headers, body=body)


def _lua(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
