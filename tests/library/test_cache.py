"""project.cache: fresh, stale, gone; one load for many; bounded."""

import functools
import threading

import pytest

from tests.support.holding import joined
from tests.support.waiting import SECONDS, wait_for


class Clock(object):
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class Loader(object):
    """Gives 1, 2, 3, ..., each fresh for `lifetime` seconds, and can be held up."""

    def __init__(self, lifetime=10):
        self.lifetime = lifetime
        self.lock = threading.Lock()
        self.calls = 0
        self.entered = threading.Event()
        self.go = threading.Event()
        self.go.set()
        self.error = None

    def __call__(self):
        with self.lock:
            self.calls += 1
            number = self.calls
        self.entered.set()
        assert self.go.wait(SECONDS)
        if self.error is not None:
            raise self.error
        return number, self.lifetime


class Broken(Exception):
    pass


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def module(library):
    return library.cache


@pytest.fixture
def cache(module, clock):
    return module.Cache(clock, 10, 1000, lambda value: 1)


@pytest.fixture
def load():
    return Loader()


def in_threads(count, function):
    """What each call returned or raised."""
    found = []

    def run():
        try:
            found.append(function())
        except Exception as error:
            found.append(error)
    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, found


def test_a_value_is_loaded_once_while_it_is_fresh(cache, clock, load):
    assert [cache.get("a", load, 5) for _ in range(3)] == [1, 1, 1]
    clock.now += 8.9
    assert cache.get("a", load, 5) == 1
    clock.now += 1.2
    assert cache.get("a", load, 5) == 2
    assert (cache.counts()["hits"], cache.counts()["loads"]) == (3, 2)


def test_keys_are_apart(cache, load):
    assert [cache.get(key, load, 5) for key in ("a", "b", "a", ("a", "b"))] == [1, 2, 1, 3]


def test_abuse_case_110_a_hundred_misses_make_one_load(cache, load):
    load.go.clear()
    threads, found = in_threads(100, lambda: cache.get("a", load, SECONDS))
    wait_for(lambda: load.calls == 1)
    load.go.set()
    joined(threads)
    assert found == [1] * 100
    assert load.calls == 1


def test_abuse_case_110_an_error_reaches_all_who_wait_and_is_not_kept(cache, load):
    load.go.clear()
    load.error = Broken("it broke")
    threads, found = in_threads(1, lambda: cache.get("a", load, SECONDS))
    assert load.entered.wait(SECONDS)
    flight = cache.flights["a"]
    others, answers = in_threads(20, lambda: flight.outcome(SECONDS))
    load.go.set()
    joined(threads + others)
    assert [str(error) for error in found + answers] == ["it broke"] * 21
    load.error = None
    assert cache.get("a", load, 5) == 2
    assert cache.counts()["failures"] == 1


def test_abuse_case_110_waiters_time_out_one_by_one_while_a_load_hangs(cache, module, load):
    load.go.clear()
    threads, found = in_threads(1, lambda: cache.get("a", load, SECONDS))
    assert load.entered.wait(SECONDS)
    with pytest.raises(module.TimedOut):
        cache.get("a", load, 0.01)
    with pytest.raises(module.TimedOut):
        cache.get("a", load, 0.01)
    assert cache.counts()["timeouts"] == 2
    load.go.set()
    joined(threads)
    assert found == [1]
    assert cache.get("a", load, 0.01) == 1


def test_abuse_case_110_a_load_that_hangs_is_given_up_for_those_who_come_later(cache, clock, load):
    load.go.clear()
    threads, found = in_threads(1, lambda: cache.get("a", load, 5))
    assert load.entered.wait(SECONDS)
    clock.now += 5.1
    assert cache.get("a", lambda: ("other", 10), 5) == "other"
    load.go.set()
    joined(threads)
    assert found == [1]
    assert cache.find("a") == "other"
    assert not cache.flights


def test_abuse_case_110_stale_values_serve_while_one_loads_and_no_longer(cache, clock, load):
    cache.get("a", load, 100)
    clock.now += 12
    load.go.clear()
    load.entered.clear()
    threads, found = in_threads(1, lambda: cache.get("a", load, 100))
    assert load.entered.wait(SECONDS)
    assert [cache.get("a", load, 100) for _ in range(5)] == [1] * 5
    clock.now += 8.1
    others, late = in_threads(1, lambda: cache.get("a", load, 100))
    load.go.set()
    joined(threads + others)
    assert found + late == [2, 2]
    assert load.calls == 2


def test_what_is_long_past_is_never_served(cache, clock, load):
    load.lifetime = 1000
    cache.get("a", load, 5)
    clock.now += 1010.1
    load.error = Broken()
    with pytest.raises(Broken):
        cache.get("a", load, 5)


def test_abuse_case_110_expiry_is_jittered(cache, clock):
    for key in range(10):
        cache.put(key, key, 100)
    expiries = [entry[0] - clock.now for entry in cache.entries.values()]
    assert len(set(expiries)) > 1
    assert all(90 <= seconds <= 100 for seconds in expiries)


def test_the_oldest_go_when_it_is_full(cache):
    for key in range(25):
        cache.put(key, key, 100)
    assert sorted(cache.entries) == list(range(15, 25))
    cache.put(20, "again", 100)
    cache.put("new", 1, 100)
    assert cache.find(20) == "again"
    assert cache.find(15) is None
    assert cache.counts()["entries"] == 10


def test_weights_are_bounded_and_what_is_too_heavy_is_not_kept(module, clock):
    cache = module.Cache(clock, 100, 100, len)
    for key in range(10):
        cache.put(key, "x" * 20, 100)
        assert cache.weight <= 100
    assert sorted(cache.entries) == [5, 6, 7, 8, 9]
    cache.put(9, "x" * 26, 100)
    assert cache.find(9) is None
    assert cache.counts()["weight"] == 80


def test_find_gives_what_is_fresh_only(cache, clock):
    assert cache.find("a") is None
    cache.put("a", 1, 10)
    assert cache.find("a") == 1
    clock.now += 10
    assert cache.find("a") is None


def test_many_threads_leave_no_weight_behind(module, clock):
    cache = module.Cache(clock, 12, 50, len)

    def run():
        for number in range(200):
            cache.get(number % 17, functools.partial(lambda length: ("x" * length, 1), number % 7), 5)
            clock.now += 0.05
    threads, found = in_threads(8, run)
    joined(threads)
    assert found == [None] * 8
    assert cache.weight == sum(entry[3] for entry in cache.entries.values()) <= 50
    assert len(cache.entries) <= 12


def test_what_is_not_to_be_kept_is_for_those_who_wait(cache, load):
    load.lifetime = 0
    assert [cache.get("a", load, 5), cache.get("a", load, 5)] == [1, 2]
    assert cache.counts()["entries"] == 0
    load.go.clear()
    threads, found = in_threads(5, lambda: cache.get("a", load, SECONDS))
    wait_for(lambda: cache.counts()["misses"] == 7)
    load.go.set()
    joined(threads)
    assert found == [3] * 5
