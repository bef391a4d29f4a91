"""project.guard.idempotency: keys, claims and what is kept; the whole is in tests/faults/test_idempotency.py."""

import pytest

from tests.support import databases, stored


@pytest.fixture
def product():
    found = stored.product()
    found.gateway.clock.set_millis(1700000000000)
    yield found
    databases.close(found.gateway)


@pytest.fixture
def idempotency(product):
    return product.library.project.guard.idempotency


@pytest.fixture
def claim(idempotency):
    def make(key="k", principal="key:mes", fingerprint="f"):
        return idempotency.Claim("API", principal, key, fingerprint)
    return make


def begin(product, claim):
    return product.library.project.guard.store.attempt("API", claim.begun([["tag.write", u"[default]\u00e4"]])) is None


class Request(object):
    def __init__(self, *values):
        self.values = values

    def headerValues(self, name):
        return self.values if name == "idempotency-key" else ()


@pytest.mark.parametrize("sent, key", [
    ((), None), (("k",), "k"), ((' "k" ',), "k"), (("8e03978e-40d5",), "8e03978e-40d5"), (("'k'",), "'k'")])
def test_a_key_is_bare_or_quoted(idempotency, sent, key):
    assert idempotency.keyOf(Request(*sent)) == key


def test_one_claim_wins(product, claim):
    first, second = claim(), claim()
    assert begin(product, first) and not begin(product, second)
    assert (first.isHeld(), second.isHeld()) == (True, False)


def test_claims_of_other_callers_and_keys_do_not_meet(product, claim):
    assert all(begin(product, each) for each in (claim(), claim(key="K"), claim(principal="key:other")))


def test_a_finished_claim_gives_its_answer_to_the_next(product, claim):
    first, second = claim(), claim()
    text = u'{"\u00e4":"\\u0000"}'
    answer = {"code": 200, "headers": {"ETag": '"x"'}, "contentType": "application/json", "text": text}
    begin(product, first)
    product.library.project.guard.store.transact("API", [first.finished(answer, True)])
    record = second.earlier()
    assert (record.state, record.answer, record.touched) == ("done", answer, [["tag.write", u"[default]\u00e4"]])
    assert first.earlier() is None


@pytest.mark.parametrize("seconds, state", [(120, 409), (121, "unknown")])
def test_a_claim_that_runs_too_long_is_one_that_was_cut_off(product, claim, seconds, state):
    begin(product, claim())
    product.gateway.clock.advance(seconds)
    if state == 409:
        with pytest.raises(product.library.project.http.problem.Problem) as raised:
            claim().earlier()
        assert raised.value.status == 409
    else:
        assert claim().earlier().state == state


def test_a_clock_that_steps_back_an_hour_makes_nothing_immortal_or_twice(product, claim):
    begin(product, claim())
    product.gateway.clock.advance(-3600)
    assert not begin(product, claim())


def test_digests_do_not_depend_on_the_order_of_members(idempotency):
    assert idempotency.digestOf({"a": 1, "b": [2]}) == idempotency.digestOf({"b": [2], "a": 1})
    assert idempotency.digestOf({"a": 1}) != idempotency.digestOf({"a": "1"})
