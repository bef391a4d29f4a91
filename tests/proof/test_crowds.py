"""Many at once on Jython and Jetty: limits, idempotency keys, restarts of the scripts, one shared tag."""

import hashlib
import http.client
import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support import canaries, stored
from tests.support.product import TOKEN
from tools import ROOT, build
from tools.jython import jvm, packages
from tools.package import archive

pytestmark = pytest.mark.proof

THREADS = 8
SECONDS = 10
# A burst of three seconds: where the machine stands still for less, the bucket does not run over.
RATE, BURST = 100, 300
API = "/system/webdev/demo/api"
NOISY, QUIET, TAKEN_BACK = "noisy-key-0123456789abcdef", "quiet-key-0123456789abcdef", "taken-key-0123456789abcdef"
MIB = 2**20


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    began: float
    ended: float


class Site:
    """The process of tests/jython/crowded.py, which does what it is asked."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.port = self._answer()

    def ask(self, question: str, **arguments: Any) -> Any:
        print(json.dumps({"ask": question, **arguments}), file=self._process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> Any:
        line = self._process.stdout.readline()
        assert line, f"the process ended with {self._process.wait()}"
        canaries.WATCH.see("what the process said", line)
        return json.loads(line)


class Caller:
    """One connection, kept open."""

    def __init__(self, site: Site, token: str = TOKEN) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        self._token = token
        canaries.WATCH.plant("a token that is sent", token)

    def ask(self, method: str, path: str, value: object = None, **headers: str) -> Answer:
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        sent["Authorization"] = f"Bearer {self._token}"
        body = None
        if method != "GET":
            sent["Content-Type"], body = "application/json", json.dumps({"value": value})
        began = time.monotonic()
        self._connection.request(method, API + path, body, sent)
        answer = self._connection.getresponse()
        found = answer.read()
        canaries.see_answer(answer.status, answer.getheaders(), found)
        return Answer(answer.status, {name.lower(): text for name, text in answer.getheaders()}, found, began,
                      time.monotonic())


@pytest.fixture
def site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder, "export.zip")
        archive.write(export, archive.pack(build.export_files()))
        environment = jvm.environment(ROOT, ROOT / "stubs", ROOT / "bench" / "jvm", packages.SITE,
                                      PROJECT_ZIP=str(export))
        program = jvm.command(str(ROOT / "tests" / "jython" / "crowded.py"))
        program.insert(1, "-Xmx512m")
        log = Path(folder, "log")
        with (log.open("w") as printed,
              subprocess.Popen(program, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=printed) as process):
            yield Site(process)
            process.stdin.close()
            process.wait(60)
        canaries.WATCH.see("what the process printed", log.read_bytes())


@pytest.fixture
def keys(site: Site) -> Site:
    """Three callers with a limit each, and the token that the other tests use, without one that matters."""
    site.ask("configure", Keys={
        name: {"sha256": hashlib.sha256(token.encode()).hexdigest(), "roles": ["limited"]}
        for name, token in (("noisy", NOISY), ("quiet", QUIET), ("taken", TAKEN_BACK))})
    site.ask("configure", Roles={"limited": {
        "scopes": ["tags:read", "tags:write"], "read": ["[default]**"], "write": ["[default]**"],
        "rate": {"perSecond": RATE, "burst": BURST}}})
    site.ask("configure", Limits={"inFlightTags": 1000, "requestsPerSecond": 100000, "requestBurst": 100000})
    return site


def crowd(*works: Callable[[], None]) -> None:
    """All at once; fails with what any of them raised."""
    errors: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def asking(site: Site, token: str, until: float, answers: list[Answer], pause: float = 0.0) -> Callable[[], None]:
    def work() -> None:
        caller = Caller(site, token)
        while time.monotonic() < until:
            answers.append(caller.ask("GET", stored.URL))
            time.sleep(pause)
    return work


def within_limit(answers: list[Answer]) -> None:
    """Never more than the burst and the rate allow."""
    given = sorted((answer for answer in answers if answer.status == 200), key=lambda answer: answer.ended)
    began = min(answer.began for answer in answers)
    for count, answer in enumerate(given, 1):
        assert count <= BURST + RATE * (answer.ended - began)


def test_abuse_case_107_eight_threads_for_ten_seconds_get_the_burst_and_the_rate_and_no_more(site):
    rate, burst = 5000, 15000
    found = site.ask("race", seconds=SECONDS, rate=rate, burst=burst)
    assert len(found["samples"]) > 100
    for nanos, given in found["samples"]:
        assert given <= burst + rate * nanos / 1e9
    # None is lost once the bucket is no longer full: what was given and what is left is all that there was.
    assert found["full"] < SECONDS * 1e9 / 2
    least, most = found["between"][0] - found["full"], found["between"][1]
    there_was = sum(found["each"]) + found["left"]
    assert burst + rate * least / 1e9 - 2 <= there_was <= burst + rate * most / 1e9
    assert all(found["each"])


def test_abuse_case_107_over_http_too_and_a_noisy_caller_starves_no_other(keys):
    noisy: list[Answer] = []
    quiet: list[Answer] = []
    until = time.monotonic() + SECONDS
    crowd(*[asking(keys, NOISY, until, noisy) for _ in range(THREADS)],
          asking(keys, QUIET, until, quiet, pause=1.5 / RATE))
    assert {answer.status for answer in noisy} == {200, 429}
    assert all("retry-after" in answer.headers for answer in noisy if answer.status == 429)
    within_limit(noisy)
    seconds = max(answer.began for answer in noisy) - min(answer.ended for answer in noisy)
    assert [answer.status for answer in noisy].count(200) >= BURST + RATE * (seconds - 1)
    assert len(quiet) > SECONDS
    assert {answer.status for answer in quiet} == {200}


def test_abuse_case_95_fifty_at_once_with_one_key_are_one_effect(site):
    answers: list[Answer] = []
    together = threading.Barrier(50)

    def work() -> None:
        caller = Caller(site)
        together.wait()
        answers.append(caller.ask("PUT", stored.URL, 61.5, Idempotency_Key="one"))

    before = site.ask("found")["writes"]
    crowd(*[work] * 50)
    assert site.ask("found") == {"value": 61.5, "writes": before + 1, "running": 0, "sessions": 0}
    done = [answer for answer in answers if answer.status == 200]
    assert len([answer for answer in done if "idempotent-replayed" not in answer.headers]) == 1
    assert len({answer.body for answer in done}) == 1
    others = [answer for answer in answers if answer.status != 200]
    assert {answer.status for answer in others} <= {409, 503}
    assert all("retry-after" in answer.headers for answer in others)
    assert [row["result"] for row in site.ask("rows")] == ["Good"]


@pytest.mark.parametrize("seconds", [36000, 0.001])
def test_abuse_case_108_a_million_names_leave_the_table_and_the_memory_as_they_were(site, seconds):
    """Once with buckets that stay, once with such as are full again at once."""
    found = site.ask("names", count=1000000, seconds=seconds)
    assert found["buckets"] <= found["most"]
    assert found["overflow"] <= found["overflows"]
    assert found["after"] - found["before"] < 16 * MIB
    assert (found["attacker"], found["again"]) == (3, 0)


def test_abuse_case_89_scripts_restart_under_load_and_everything_is_still_enforced(keys):
    crowd_size, restarts = 3, 15
    revoked = Caller(keys, TAKEN_BACK)
    assert revoked.ask("PUT", stored.URL, 1).status == 200
    keys.ask("revoke", name="key:taken")
    time.sleep(5)
    ended = threading.Event()
    answers: dict[str, list[Answer]] = {name: [] for name in ("noisy", "revoked", "written", "read")}

    def until_ended(name: str, ask: Callable[[Caller, int], Answer], token: str) -> Callable[[], None]:
        def work() -> None:
            caller, number = Caller(keys, token), 0
            while not ended.is_set():
                answers[name].append(ask(caller, number))
                number += 1
        return work

    def read(caller: Caller, number: int) -> Answer:
        return caller.ask("GET", stored.URL)

    def write(caller: Caller, number: int) -> Answer:
        # Each key comes several times, and from every thread.
        return caller.ask("PUT", stored.URL, float(number // 5 % 100), Idempotency_Key=f"k{number // 5}")

    def restart() -> None:
        for _ in range(restarts):
            time.sleep(0.5)
            keys.ask("restart")
        ended.set()

    before = keys.ask("found")["writes"]
    crowd(restart, *[until_ended("noisy", read, NOISY)] * crowd_size,
          *[until_ended("revoked", read, TAKEN_BACK)] * crowd_size,
          *[until_ended("written", write, TOKEN)] * crowd_size, *[until_ended("read", read, TOKEN)] * crowd_size)

    assert [answer.body for name in answers for answer in answers[name] if answer.status >= 500] == []
    within_limit(answers["noisy"])
    assert {answer.status for answer in answers["revoked"]} == {403}
    assert {answer.status for answer in answers["read"]} == {200}
    assert {answer.status for answer in answers["written"]} <= {200, 409}
    first = [answer for answer in answers["written"]
             if answer.status == 200 and "idempotent-replayed" not in answer.headers]
    assert keys.ask("found")["writes"] - before == len(first) > 3
    assert len([row for row in keys.ask("rows") if row["action"] == "tag.write" and row["result"] == "Good"]) == (
        len(first) + 1)


def test_abuse_case_79_eight_callers_count_on_one_tag_with_if_match_and_no_count_is_lost(site):
    site.ask("configure", Limits={"inFlightTags": 1000, "requestsPerSecond": 100000, "requestBurst": 100000})
    Caller(site).ask("PUT", stored.URL, 0)
    seen_tags: list[str] = []

    def count() -> None:
        caller = Caller(site)
        for _ in range(10):
            while True:
                seen = caller.ask("GET", stored.URL)
                tag = seen.headers["etag"]
                answer = caller.ask("PUT", stored.URL, json.loads(seen.body)["value"] + 1, If_Match=tag)
                if answer.status == 200:
                    seen_tags.append(tag)
                    break
                assert answer.status == 412, answer

    crowd(*[count] * THREADS)
    assert len(set(seen_tags)) == len(seen_tags) == site.ask("found")["value"] == 10 * THREADS
