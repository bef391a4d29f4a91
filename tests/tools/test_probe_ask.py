"""`make probe-ask` as a command: its table, its file, and what it says when there is no page to ask."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.support.serving import ROOT, free_port
from tools import build
from tools.probe import simulated

TOKEN = "token-of-the-probe-tests"


def ask(url="", *options, **environ):
    kept = {name: value for name, value in os.environ.items() if name not in ("URL", "TOKEN", "AUDIT")}
    given = kept | {"URL": url, "TOKEN": TOKEN} | environ
    return subprocess.run([sys.executable, "-m", "tools.probe", *options], cwd=ROOT, env=given, text=True,
                          timeout=60, capture_output=True, check=False)


@contextmanager
def gateway(version="8.1.55", **options):
    with simulated.serving(simulated.host(TOKEN, version, **options), TOKEN) as asker:
        yield asker.url


@pytest.fixture(scope="module")
def differing(tmp_path_factory):
    """A run against a gateway that does three things in another way, and the file it wrote."""
    with gateway("8.3.10", repeated_params="array", missing_route_get=405, get_data="none") as url:
        target = tmp_path_factory.mktemp("asked") / "answers.json"
        run = ask(url + "/", "--to", str(target))
    return run, json.loads(target.read_text("ascii"))


def test_the_table_shows_where_the_gateway_differs(differing):
    run, _ = differing
    assert (run.returncode, run.stderr) == (0, "")
    lines = [line.split() for line in run.stdout.splitlines()]
    assert ["repeated_params", "array", "list", "NO"] in lines
    assert ["missing_route_get", "405", "404", "NO"] in lines
    assert ["json_array", "list", "list", "yes"] in lines
    assert ["ignition_version", "8.3.10", "-", "-"] in lines


def test_only_what_differs_is_said_to_differ(differing):
    run, written = differing
    differ = {row["fact"] for row in written["answers"] if row["agrees"] == "NO"}
    # a body that is empty reads like no body
    assert differ == {"repeated_params", "missing_route_get", "get_data", "empty_body"}
    assert f"{len(written['answers'])} facts, 4 differ" in run.stdout


def test_the_file_has_every_answer_and_no_address_and_no_token(differing):
    _, written = differing
    rows = {row["fact"]: row for row in written["answers"]}
    assert set(rows["get_data"]) == {"fact", "question", "seen", "note", "assumed", "agrees"}
    assert (rows["get_data"]["seen"], rows["get_data"]["assumed"]) == ("none", "absent")
    assert "one_point_five_to_int" in written["notAsked"]
    assert TOKEN not in json.dumps(written) and "127.0.0.1" not in json.dumps(written)


def test_auditing_is_asked_when_told(tmp_path):
    to = ("--to", str(tmp_path / "answers.json"))
    with gateway() as url:
        assert "audit_unknown_profile" in ask(url, "--with-audit", *to).stdout
        assert "audit_unknown_profile" in ask(url, *to, AUDIT="1").stdout


def refusal(run):
    assert run.returncode == 2, run.stdout
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr
    return run.stderr


def test_says_what_was_not_given():
    assert "make probe-ask URL=" in refusal(ask(""))
    assert "make probe-ask URL=" in refusal(ask("http://x", TOKEN=""))


def test_says_that_nothing_listens():
    assert "cannot be reached" in refusal(ask(f"http://127.0.0.1:{free_port()}/probe"))


def test_says_that_the_token_is_of_another_build():
    with gateway() as url:
        assert "does not know this TOKEN" in refusal(ask(url, TOKEN="another"))


def test_says_that_the_trial_has_run_out():
    with gateway(trial_expired=True) as url:
        assert "answered 402: the WebDev trial has run out" in refusal(ask(url))


def test_says_that_the_project_is_not_there():
    with gateway() as url:
        assert "answered 404: no such project" in refusal(ask(url.replace(simulated.PROJECT, "other")))


def test_says_that_another_page_answers():
    host = simulated.host(TOKEN)
    host.install("api", simulated.webdev.Export(build.export_files()))
    with simulated.serving(host, TOKEN) as asker:
        told = refusal(ask(asker.url.replace(f"{simulated.PROJECT}/probe", "api/api/health")))
    assert "answered 200: that is not the page of the probe" in told
