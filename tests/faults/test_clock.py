"""A wall clock that is set back or forward, or runs apart between two gateways: abuse case 91."""

import pytest

from tests.support import databases, stored
from tests.support.issuing import TOKENS, Provider
from tests.support.product import CONFIG, TOKEN, Product
from tests.support.trees import PLANT

HOUR = 3600
GOOD = TOKENS["accepted"]["RS256"]


@pytest.fixture(params=[HOUR, -HOUR, 90, -90])
def step(request):
    """By how many seconds the wall clock is set."""
    return request.param


def set_wall(product, seconds):
    """Only the wall clock moves: `advance` moves both."""
    clock = product.gateway.clock
    clock.set_millis(clock.now_millis() + seconds * 1000)


@pytest.fixture
def product():
    found = Product(tags=PLANT)
    found.gateway.clock.set_millis(1700000000000)
    return found


def test_abuse_case_91_a_configuration_is_neither_immortal_nor_read_at_once(product, step):
    reads = product.gateway.calls
    assert product.client.get(stored.URL).status == 200
    product.gateway.tags.set_value(CONFIG + "ValidTokens", "another-token-0123456789")
    before = reads.count("system.tag.readBlocking")
    set_wall(product, step)
    assert product.client.get(stored.URL).status == 200
    assert reads.count("system.tag.readBlocking") == before + 1
    product.gateway.clock.advance(5.1)
    assert product.client.get(stored.URL).status == 403


def test_abuse_case_91_limits_do_not_refill_and_do_not_stick(product, step):
    product.configure("Limits", {"requestsPerSecond": 1, "requestBurst": 2})
    assert [product.client.get(stored.URL).status for _ in range(3)] == [200, 200, 429]
    set_wall(product, step)
    assert product.client.get(stored.URL).status == 429
    product.gateway.clock.advance(1)
    assert [product.client.get(stored.URL).status for _ in range(2)] == [200, 429]


def test_abuse_case_91_a_revocation_is_seen_in_five_seconds_all_the_same(step):
    product = stored.product()
    product.gateway.clock.set_millis(1700000000000)
    stored.put(product, 1)
    product.library.project.auth.revoke(stored.rows(product)[0]["principal"])
    set_wall(product, step)
    product.gateway.clock.advance(5)
    assert product.client.get(stored.URL).status == 403
    databases.close(product.gateway)


@pytest.mark.parametrize("seconds, status", [(-69, 200), (-71, 401), (359, 200), (361, 401)])
def test_abuse_case_91_tokens_of_a_provider_whose_clock_differs_by_up_to_a_minute_hold(seconds, status):
    """They were issued 10 s ago and hold for 300 s more, by the provider's clock."""
    provider = Provider(Product())
    set_wall(provider.product, seconds)
    assert provider.status(GOOD) == status


def test_abuse_case_91_a_token_that_was_verified_is_judged_anew_when_the_clock_has_moved(step):
    provider = Provider(Product())
    assert provider.status(GOOD) == 200
    provider.product.gateway.clock.advance(200)
    set_wall(provider.product, step)
    # Whatever was remembered ends when the token would have, on the monotonic clock.
    provider.product.gateway.clock.advance(101)
    assert provider.status(GOOD) == (200 if -70 < 301 + step < 360 else 401)


def test_abuse_case_91_a_key_that_has_expired_is_refused_by_the_wall_clock(product):
    digest = digest_of(product, TOKEN)
    product.configure("ValidTokens", "")
    product.configure("Keys", {"mes": {"sha256": digest, "roles": ["operator"], "expires": "2023-11-14T23:00:00Z"}})
    assert product.client.get(stored.URL).status == 200
    set_wall(product, HOUR)
    assert product.client.get(stored.URL).status == 403
    set_wall(product, -HOUR)
    assert product.client.get(stored.URL).status == 200


def digest_of(product, token):
    crypto = product.library.project.gateway.crypto
    return crypto.hexText(crypto.sha256(token.encode("ascii")))
