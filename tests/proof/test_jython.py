"""`make run-jython`: it starts, serves and ends as `make run` does, and both front ends give the same answers."""

import http.client
import json
import re
import signal
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests.support import canaries
from tests.support.client import refuse, unique
from tests.support.serving import Serving, free_port, serving, started

pytestmark = pytest.mark.proof

ORIGIN = "https://dashboard.example.com"
SETPOINT = "/tags/default/Plant/Setpoint"
TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
COMPARED = ("allow", "cache-control", "content-language", "content-type", "location", "retry-after", "vary",
            "www-authenticate", "x-content-type-options")
PRESENT = ("etag", "set-cookie")
MOVING = {"requestId", "timestamp", "value"}  # differs between two gateways, or from second to second


@pytest.fixture(scope="module", params=["8.1", "8.3"])
def servers(request):
    options = ("--profile", request.param, "--origins", ORIGIN)
    with serving("--jython", *options) as on_jetty, serving(*options) as on_waitress:
        yield on_jetty, on_waitress


@pytest.fixture
def server(servers):
    return servers[0]


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def json(self) -> object:
        return json.loads(self.body.decode("utf-8"), object_pairs_hook=unique, parse_constant=refuse)

    def comparable(self) -> object:
        """What must be the same on both front ends. Of a page of the container's own it is the status."""
        named = {name.lower(): value for name, value in self.headers}
        if "x-request-id" not in named:
            return self.status
        kept = {name: value for name, value in named.items()
                if name in COMPARED or name.startswith("access-control-")}
        shown = settled(self.json()) if "json" in named.get("content-type", "") and self.body else self.body
        if "xml" in named.get("content-type", ""):
            # When each of the two gateways took the value is its own affair.
            shown = TIME.sub(b"time", self.body)
        return self.status, kept, [name for name in PRESENT if name in named], shown


def settled(value: object) -> object:
    if isinstance(value, dict):
        return {name: type(item).__name__ if name in MOVING and not isinstance(item, (dict, list)) else settled(item)
                for name, item in value.items()}
    return [settled(item) for item in value] if isinstance(value, list) else value


def ask(server: Serving, method: str, target: str, *headers: tuple[str, str], body: bytes = b"",
        token: bool = True) -> Answer:
    """One request with the target and the headers as they are given; below the API's base unless it starts with //."""
    base = urlsplit(server.base)
    connection = http.client.HTTPConnection(base.hostname, base.port, timeout=20)
    try:
        connection.putrequest(method, target[1:] if target.startswith("//") else base.path + target)
        if token:
            connection.putheader("Authorization", f"Bearer {server.token}")
        for name, value in headers:
            connection.putheader(name, value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        found = Answer(answer.status, answer.getheaders(), answer.read())
        canaries.see_answer(found.status, found.headers, found.body)
        return found
    finally:
        connection.close()


def same(servers: tuple[Serving, Serving], method: str, target: str, *headers: tuple[str, str], **options) -> Answer:
    """The answer of Jetty, after it was found to be that of waitress too."""
    on_jetty, on_waitress = [ask(server, method, target, *headers, **options) for server in servers]
    assert on_jetty.comparable() == on_waitress.comparable()
    return on_jetty


@pytest.mark.parametrize("target", ["/health", "/health?ready", "/tags", "/openapi.json", SETPOINT,
                                    "/browse?path=%5Bdefault%5DPlant", "/tags?path=%5Bdefault%5DPlant/Setpoint"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading(servers, method, target):
    same(servers, method, target)


def test_health_and_tags_are_what_the_contract_says(server):
    assert ask(server, "GET", "/health", token=False).json() == {"status": "ok"}
    tags = ask(server, "GET", "/tags").json()
    assert set(tags) == {"Temperature", "Pressure", "FlowRate", "Status"}
    assert {item["quality"] for item in tags.values()} == {"Good"}


def test_the_gateway_is_of_the_profile_that_was_asked_for(servers):
    on_jetty, on_waitress = [ask(server, "GET", "/status").json()["platform"] for server in servers]
    assert on_jetty == on_waitress


def test_a_written_value_is_read_back(servers):
    body = json.dumps({"value": 171.5}).encode()
    answer = same(servers, "PUT", SETPOINT, ("Content-Type", "application/json"), body=body)
    assert answer.status == 200
    assert [server.value("Plant/Setpoint") for server in servers] == [171.5, 171.5]


@pytest.mark.parametrize("target", [
    "/tags/default/Plant/%2e%2e/Plant/Setpoint",
    "/tags/default/Plant/../Plant/Setpoint",
    "/tags/default%2FPlant%2FSetpoint",
    "/tags;x=1/default/Plant;y/Setpoint",
    "/tags/default/Plant/Setpoint/",
    "/tags/default//Plant/Setpoint",
    "/tags/default/Plant/Setpoint?format=xml",
    "/tags/default/Plant/%53etpoint",
    "/tags/default/Plant/S%C3%A9tpoint",
    "/tags/default/Plant/S%E9tpoint",
    "/tags/default/Config/API/ValidTokens",
    "/tags/default/config/%2e/api/ValidTokens",
    "/tags/default/Plant/%00",
    "/tags/default/Plant/%zz",
    "/tags/default/Plant/%",
    "/tags?path=%zz",
    "/tags?path=%5Bdefault%5DPlant%2FSetpoint&path=%5Bdefault%5DPlant/Nothing",
    "/tags?path",
    "/..%2f..%2fetc",
    "/../../../../../etc",
    "/nothing",
    "//system/webdev/nothing/api/health",
    "//system/webdev/demo",
    "//system/webdev/%3Cb%3E%22/api",
    "//",
    "/" + "x" * 9000,
])
def test_odd_targets(servers, target):
    same(servers, "GET", target)


@pytest.mark.parametrize("headers", [
    [("Authorization", "Bearer one"), ("Authorization", "Bearer two")],
    [("X-API-Key", "one"), ("X-API-Key", "two")],
    [("Authorization", "Basic YTpi")],
    [("Authorization", "")],
    [],
])
def test_credentials(servers, headers):
    assert same(servers, "GET", "/tags", *headers, token=False).status in (400, 401, 403)


@pytest.mark.parametrize("headers", [
    [("Accept", "text/csv"), ("Accept", "application/json")],
    [("Accept", "application/nothing")],
    [("accept", "application/xml")],
    [("X-Request-Id", "abc-1"), ("x-request-id", "abc-2")],
    [("If-None-Match", '"a"'), ("If-None-Match", "*")],
    [("Origin", ORIGIN)],
    [("Origin", "https://elsewhere.example.com")],
    [("X-Forwarded-For", "10.1.1.1"), ("X-Forwarded-For", "10.1.1.2")],
    [("X-Long", "x" * 9000)],
])
def test_headers(servers, headers):
    same(servers, "GET", SETPOINT, *headers)


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"])
@pytest.mark.parametrize("target", [SETPOINT, "/health", "/nothing", "//system/webdev/nothing/api"])
def test_other_methods(servers, method, target):
    same(servers, method, target)


def test_a_preflight(servers):
    answer = same(servers, "OPTIONS", SETPOINT, ("Origin", ORIGIN), ("Access-Control-Request-Method", "PUT"),
                  ("Access-Control-Request-Headers", "authorization"), token=False)
    assert answer.status == 204


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", "text/plain",
                                          "application/x-www-form-urlencoded", "application/octet-stream"])
@pytest.mark.parametrize("body", [
    b'{"paths":["[default]Plant/Setpoint","[default]Plant/Nothing"]}', b'{"paths":', b"[1]", b"", b"\xff\xfe",
    '{"paths":["[default]Plant/T\u00e9"]}'.encode(), b'{"paths":["a"],"paths":["b"]}', b"[" * 5000,
])
def test_bodies(servers, content_type, body):
    same(servers, "POST", "/read", ("Content-Type", content_type), body=body)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_both_processes(number):
    with serving("--jython") as server:
        assert server.get("/health").status_code == 200
        printed = server.stop(number)
        assert server.process.returncode == 0
        assert printed.strip() == "Stopped."
        with pytest.raises(ConnectionRefusedError):
            ask(server, "GET", "/health")


def test_the_java_process_does_not_outlive_its_parent():
    with serving("--jython") as server:
        server.process.kill()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                ask(server, "GET", "/health")
            except OSError:
                return
            time.sleep(0.2)
    pytest.fail("it still serves")


def test_a_signal_while_java_starts():
    process = started("--jython", "--port", str(free_port()))
    while "installing" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    printed = process.communicate(timeout=20)[0]
    assert process.returncode == 0
    assert printed.splitlines()[-1] == "Stopped."
    assert "Traceback" not in printed


def test_a_recording_for_a_tag_that_is_not_there_is_refused_in_one_line(tmp_path):
    recording = tmp_path / "recording.csv"
    recording.write_text("timestamp,value\n2013-12-02 21:15:00,73.5\n")
    process = started("--jython", "--port", str(free_port()), "--replay", str(recording), "--tag", "[default]Nothing")
    printed = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert printed.splitlines()[-1] == "TAG [default]Nothing: no such tag"
    assert "Traceback" not in printed
