"""`make run` as its user meets it: the process, its plant, its end."""

import contextlib
import re
import signal
import threading
import time

import pytest
import requests

from tests.support.serving import Serving, free_port, serving, started

ORIGIN = "https://dashboard.example.com"


@pytest.fixture(scope="module")
def server():
    with serving("--origins", f"{ORIGIN},http://10.0.0.5:3000", "--project", "press-7") as running:
        yield running


def wait_until(condition, seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


def test_a_line_is_printed_for_everything_that_the_api_declares(server):
    assert "Served too" not in server.output
    assert "/system/webdev/press-7/api/tags/default/Plant/Temperature\n" in server.output


def test_the_token_is_needed_and_new_at_each_start(server):
    assert len(server.token) >= 32
    assert server.get("/tags").status_code == 200
    with serving() as other:
        assert other.token != server.token
        other.token = server.token
        assert other.get("/tags").status_code == 403


def test_the_default_tags_are_those_of_the_demo_plant(server):
    assert set(server.get("/tags").json()) == {"Temperature", "Pressure", "FlowRate", "Status"}


def test_the_configuration_has_no_problem_but_the_plain_tokens(server):
    problems = server.get("/status").json()["configuration"]["problems"]
    assert [problem for problem in problems if problem["name"] != "ValidTokens"] == []


def test_what_is_wrong_with_a_setting_is_told_at_the_start():
    with serving("--setting", 'Roles={"viewer": {"scopes": ["tags:read"], "commands": ["*"]}}') as running:
        assert "Roles: The role 'viewer' gives no rights: '*' in 'commands' is no pattern: " in running.output


def test_a_query_that_cannot_be_run_is_told_and_the_commands_that_it_takes_along():
    wrong = 'NamedQueries={"a": {"path": "Production/By Hour"}}'
    with serving("--setting", wrong, "--tag", "[default]X") as running:
        assert "NamedQueries: The query 'a' cannot be run: there is no named query" in running.output
        assert "Commands: The command 'startWorkOrder' does not exist: " in running.output
        told = re.findall("^(?:NamedQueries|Commands): .*$", running.output, re.MULTILINE)
        problems = running.get("/status").json()["configuration"]["problems"]
        assert told == [f"{each['name']}: {each['problem']}" for each in problems if each["name"] != "ValidTokens"]
        assert "TAG and SPEED are for a recording; without REPLAY they mean nothing.\n" in running.output


def test_nothing_is_told_of_what_is_served_without_settings(server):
    assert not re.search("^[A-Z][A-Za-z]+: ", server.output, re.MULTILINE)
    assert "TAG and SPEED" not in server.output


def test_values_change_within_seconds(server):
    before = server.value("Plant/Temperature")
    assert wait_until(lambda: server.value("Plant/Temperature") != before)


def test_the_setpoint_acts_within_seconds(server):
    assert server.put("/tags/default/Plant/Setpoint", 60).status_code == 200
    assert wait_until(lambda: server.value("Plant/Tank1/HeaterPower") < 60.0, 30.0)
    low = server.value("Plant/Tank1/HeaterPower")
    assert server.put("/tags/default/Plant/Setpoint", 200).status_code == 200
    assert wait_until(lambda: server.value("Plant/Tank1/HeaterPower") > low + 20.0)


def test_what_a_device_owns_cannot_be_written(server):
    assert server.put("/tags/default/Plant/Temperature", 20.0).status_code == 409


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly_within_two_seconds(number):
    with serving() as server:
        assert server.get("/health").status_code == 200
        begin = time.monotonic()
        printed = server.stop(number)
        assert time.monotonic() - begin < 2.0
    assert server.process.returncode == 0
    assert printed.strip() == "Stopped."


def test_it_ends_cleanly_in_the_middle_of_requests():
    with serving() as server:
        callers = [threading.Thread(target=call_until_refused, args=(server,)) for _ in range(4)]
        for caller in callers:
            caller.start()
        time.sleep(0.3)
        begin = time.monotonic()
        printed = server.stop()
        assert time.monotonic() - begin < 2.0
        for caller in callers:
            caller.join(10)
    assert server.process.returncode == 0
    assert printed.strip() == "Stopped."


def call_until_refused(server: Serving) -> None:
    headers = {"Authorization": f"Bearer {server.token}"}
    with requests.Session() as session, contextlib.suppress(requests.RequestException):
        while True:
            session.get(f"{server.base}/tags", headers=headers, timeout=5)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_it_starts_ends_it_cleanly_too(number):
    process = started("--port", str(free_port()))
    first = process.stdout.readline()
    process.send_signal(number)
    printed = process.communicate(timeout=10)[0]
    assert first == "building the project\n"
    assert process.returncode == 0
    assert printed.splitlines()[-1] == "Stopped."
    assert "Traceback" not in printed


def test_the_port_is_free_again_at_once():
    port = str(free_port())
    for _ in range(2):
        with serving("--port", port) as server:
            assert server.get("/health").status_code == 200
            server.stop()


def test_profile_83_serves_the_same_and_plays_a_recording_over_and_over(tmp_path):
    recording = tmp_path / "recording.csv"
    recording.write_text("timestamp,value\n2013-12-02 21:15:00,73.5\n2013-12-02 21:20:00,74.25\n")
    with serving("--profile", "8.3", "--replay", str(recording), "--speed", "3") as server:
        assert server.get("/status").json()["platform"].startswith("8.3")
        shown = []

        def alternates() -> bool:
            value = server.value("Plant/Temperature")
            if shown[-1:] != [value]:
                shown.append(value)
            return len(shown) == 5

        assert wait_until(alternates, 10.0)
        assert set(shown) == {73.5, 74.25}
        assert "The recording has ended after 2 samples and starts again." in server.stop()


SHIFTS = """def shift(request):
\tif request.parameters["name"] == "late":
\t\traise ValueError("nobody is there")
\treturn {"json": {"shift": request.parameters["name"]}}


ENDPOINTS = [
\t{"method": "GET", "path": "/custom/shift", "scope": "tags:read", "handler": shift, "summary": "A shift",
\t\t"parameters": [{"name": "name", "enum": ["early", "late"], "required": True}]},
\t{"method": "GET", "path": "/custom/wrong", "handler": shift, "summary": "Without a scope"},
]
"""


def test_a_script_of_ones_own_is_served_and_what_it_logs_is_shown(tmp_path):
    script = tmp_path / "api.py"
    script.write_text(SHIFTS)
    with serving("--custom", str(script)) as server:
        assert "# Served too: GET /custom/shift\n" in server.output
        assert "/custom/oee" not in server.output
        assert "Gateway log: ERROR ignition-rest-api custom.api: GET /custom/wrong: It is not served" in server.output
        assert server.get("/custom/shift?name=early").json() == {"shift": "early"}
        failed = server.get("/custom/shift?name=late")
        assert failed.status_code == 500
        shown = server.stop()
    assert f"Request {failed.json()['requestId']}: The custom endpoint GET /custom/shift failed" in shown
    assert "nobody is there" in shown and "custom/api.py" in shown
