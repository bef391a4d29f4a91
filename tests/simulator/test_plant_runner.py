"""The thread behind the plant and the replay: its pace, its end, and that it never dies silently."""
from __future__ import division

import threading
import time

import pytest

from simulator.plant import runner
from simulator.plant.runner import Runner


def wait_for(condition, seconds=5.0):
    deadline = time.time() + seconds
    while not condition() and time.time() < deadline:
        time.sleep(0.005)
    return condition()


class Counter(object):
    def __init__(self, fail=None):
        self.calls = 0
        self.fail = fail

    def __call__(self):
        self.calls += 1
        if self.fail is not None:
            self.fail(self.calls)


@pytest.fixture
def started():
    runners = []

    def start(function, period=0.01, report=None):
        made = Runner(function, period, "the test", report or runner.report_to_stderr)
        runners.append(made)
        made.start()
        return made

    yield start
    for made in runners:
        made.stop()


def test_it_calls_at_its_pace_until_it_is_stopped(started):
    counter = Counter()
    begin = time.time()
    running = started(counter, period=0.02)
    assert wait_for(lambda: counter.calls >= 10)
    assert time.time() - begin > 0.15
    running.stop()
    seen = counter.calls
    time.sleep(0.1)
    assert counter.calls == seen
    assert not running.running


def test_a_long_period_does_not_delay_the_stop(started):
    running = started(Counter(), period=60.0)
    begin = time.time()
    running.stop()
    assert time.time() - begin < 1.0
    assert not running.running


def test_starting_twice_is_one_thread_and_it_can_start_again(started):
    counter = Counter()
    running = started(counter, period=60.0)
    running.start()
    assert wait_for(lambda: counter.calls == 1)
    running.stop()
    running.start()
    assert wait_for(lambda: counter.calls == 2)
    assert len([thread for thread in threading.enumerate() if thread.name == "the test"]) == 1


def always(calls):
    raise ValueError("broken sensor")


def test_a_failing_call_is_reported_once_and_the_calls_go_on(started):
    said = []
    counter = Counter(always)
    running = started(counter, report=said.append)
    assert wait_for(lambda: counter.calls >= 5)
    assert running.running
    assert len(said) == 1
    assert "the test goes on after: Traceback" in said[0]
    assert "ValueError: broken sensor" in said[0]


def test_a_failure_that_comes_back_is_reported_again(started):
    said = []

    def at_times(calls):
        if calls in (2, 4):
            raise ValueError("now and then")

    counter = Counter(at_times)
    started(counter, report=said.append)
    assert wait_for(lambda: counter.calls >= 6)
    assert len(said) == 2


def test_even_an_exit_from_the_function_does_not_end_it(started):
    def leave(calls):
        raise SystemExit(1)

    said = []
    counter = Counter(leave)
    started(counter, report=said.append)
    assert wait_for(lambda: counter.calls >= 3)
    assert "SystemExit" in said[0]


def test_calls_missed_for_long_are_not_made_up_for(started):
    counter = Counter(lambda calls: time.sleep(1.5) if calls == 1 else None)
    started(counter, period=0.1)
    assert wait_for(lambda: counter.calls >= 2)
    begin, seen = time.time(), counter.calls
    time.sleep(0.6)
    elapsed = time.time() - begin
    assert counter.calls - seen <= (runner.LONGEST_BACKLOG + elapsed) / 0.1 + 2


def test_the_failures_of_a_plain_start_go_to_stderr(capsys):
    runner.report_to_stderr("the plant goes on after: x\n")
    assert capsys.readouterr().err == "the plant goes on after: x\n"
