"""project.guard.buckets: token buckets on the monotonic clock."""

import time

import pytest

from tests.support import threads


@pytest.fixture
def guard(product):
    product.gateway.clock.set_millis(1767225600000)
    return product.library.project.guard


def granted(buckets, key, policy, tries):
    return len([1 for _ in range(tries) if buckets.take(key, policy)[0]])


def test_a_burst_then_the_rate(product, guard):
    buckets, policy = guard.buckets.Buckets("t"), guard.buckets.Policy("p", 10, 5)
    assert granted(buckets, "a", policy, 15) == 10
    for seconds, expected in ((0.49, 0), (0.01, 1), (1, 2), (60, 10)):
        product.gateway.clock.advance(seconds)
        assert granted(buckets, "a", policy, 15) == expected


def test_what_is_left_and_when(product, guard):
    buckets, policy = guard.buckets.Buckets("t"), guard.buckets.Policy("p", 3, 30)
    seen = [buckets.take("a", policy) for _ in range(4)]
    assert seen == [
        (True, 2, 10), (True, 1, 20), (True, 0, 30), (False, 0, 10)]
    product.gateway.clock.advance(9.5)
    assert buckets.take("a", policy)[2] == 1


def test_asking_takes_nothing(guard):
    buckets, policy = guard.buckets.Buckets("t"), guard.buckets.Policy("p", 1, 60)
    assert [buckets.take("a", policy, 0)[0] for _ in range(3)] == [True] * 3
    assert buckets.take("a", policy)[0]
    assert not buckets.take("a", policy, 0)[0]


def test_each_has_its_own(guard):
    buckets, policy = guard.buckets.Buckets("t"), guard.buckets.Policy("p", 2, 60)
    assert granted(buckets, "noisy", policy, 100) == 2
    assert granted(buckets, "quiet", policy, 2) == 2
    assert granted(guard.buckets.Buckets("another"), "noisy", policy, 2) == 2


def test_fields(guard):
    assert guard.buckets.Policy("p", 2000, 4).field == '"p";q=2000;w=4'
    assert guard.buckets.perSecond("p", 500, 10).field == '"p";q=10;w=1'
    assert guard.buckets.Policy("p", 2000, 4).available % (7, 2) == '"p";r=7;t=2'


def test_abuse_case_91_the_wall_clock_does_not_matter(product, guard):
    buckets, policy = guard.buckets.Buckets("t"), guard.buckets.Policy("p", 2, 3600)
    assert granted(buckets, "a", policy, 3) == 2
    for hours in (1, -2):
        product.gateway.clock.set_millis(product.gateway.clock.now_millis() + hours * 3600000)
        assert granted(buckets, "a", policy, 3) == 0
    product.gateway.clock.advance(1800)
    assert granted(buckets, "a", policy, 3) == 1


def test_abuse_case_108_the_table_is_bounded_and_only_full_buckets_go(product, guard):
    buckets, policy = guard.buckets.Buckets("t", 100), guard.buckets.Policy("p", 3, 60)
    assert granted(buckets, "attacker", policy, 5) == 3
    for number in range(5000):
        buckets.take("other-%d" % number, policy)
    assert buckets.numbers.size() <= 100
    assert buckets.overflow.size() <= guard.buckets.OVERFLOWS
    assert granted(buckets, "attacker", policy, 5) == 0
    # Those that found no place share the tokens of a fixed number of buckets.
    shared = granted_over(buckets, policy, ["late-%d" % number for number in range(5000)])
    assert shared <= 3 * guard.buckets.OVERFLOWS
    product.gateway.clock.advance(61)
    assert granted(buckets, "newcomer", policy, 5) == 3
    assert buckets.numbers.size() == 1


class Slow(object):
    """A table that answers late how many it holds, as one under load may."""

    def __init__(self, table):
        self.table = table

    def size(self):
        found = self.table.size()
        time.sleep(0.05)
        return found

    def __getattr__(self, name):
        return getattr(self.table, name)


def test_abuse_case_108_threads_at_once_do_not_overfill_the_table(guard):
    buckets, policy = guard.buckets.Buckets("t", 2), guard.buckets.Policy("p", 3, 60)
    buckets.numbers = Slow(buckets.numbers)
    threads.together(lambda number: buckets.take("name-%d" % number, policy))
    assert buckets.numbers.table.size() == 2


def granted_over(buckets, policy, keys):
    return sum([granted(buckets, key, policy, 1) for key in keys])


def test_a_full_table_is_swept_at_most_once_a_second(product, guard):
    buckets, policy = guard.buckets.Buckets("t", 2), guard.buckets.Policy("p", 10, 1)
    for key in ("a", "b", "c"):
        buckets.take(key, policy)
    product.gateway.clock.advance(0.5)
    buckets.take("d", policy)
    assert sorted(key for key, number in entries(product, buckets)) == ["a", "b"]
    product.gateway.clock.advance(0.6)
    buckets.take("d", policy)
    assert [key for key, number in entries(product, buckets)] == ["d"]


def entries(product, buckets):
    return product.library.project.gateway.shared.entries(buckets.numbers)


def test_a_bucket_that_is_let_go_meanwhile_is_looked_up_anew(product, guard):
    buckets, policy = guard.buckets.Buckets("t"), guard.buckets.Policy("p", 1, 60)
    number = buckets.bucket("a", 0)
    number.set(guard.buckets.RETIRED)
    assert granted(buckets, "a", policy, 3) == 1
    assert number.get() == guard.buckets.RETIRED


def test_another_policy_takes_over_the_same_bucket(guard):
    buckets = guard.buckets.Buckets("t")
    assert granted(buckets, "a", guard.buckets.Policy("p", 100, 10), 50) == 50
    assert granted(buckets, "a", guard.buckets.Policy("p", 10, 10), 50) == 5


def test_abuse_case_107_threads_get_exactly_the_tokens_there_are(guard):
    buckets, policy = guard.buckets.Buckets("t"), guard.buckets.Policy("p", 1000, 3600)
    found = [0] * threads.THREADS

    def work(number):
        found[number] = granted(buckets, "a", policy, 500)
    threads.together(work)
    assert sum(found) == 1000
