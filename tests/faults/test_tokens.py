"""Access tokens that somebody tampered with: abuse cases 27 to 36 and 42. Key sets are in test_key_sets.py."""

import pytest

from tests.support import issuing, trees
from tests.support.issuing import TOKENS, Provider
from tests.support.product import Product

GOOD = TOKENS["accepted"]["RS256"]


@pytest.fixture(scope="module")
def provider():
    return Provider(Product())


@pytest.fixture
def fresh():
    return Provider(Product())


@pytest.mark.parametrize("name", sorted(TOKENS["accepted"]))
def test_abuse_case_30_valid_tokens_of_every_algorithm_are_accepted(provider, name):
    found = provider.identify(TOKENS["accepted"][name])
    assert found.roleNames == ["operator"]
    kind = "oauth-client" if name == "no subject but a client" else "oauth"
    assert found.name.startswith(kind + ":idp.example/realms/plant:")


def broken(number):
    """The tokens of one case."""
    return pytest.mark.parametrize("name", [name for name in sorted(TOKENS["refused"]) if name[:2] == number])


def refuses(provider, name):
    raised = provider.identify(TOKENS["refused"][name])
    assert (raised.status, raised.code) == (401, "invalid_token")
    assert raised.headers["WWW-Authenticate"].startswith('Bearer error="invalid_token", error_description="')


@broken("27")
def test_abuse_case_27_no_algorithm_is_none_that_is_accepted(provider, name):
    refuses(provider, name)


@broken("28")
def test_abuse_case_28_a_public_key_is_no_secret(provider, name):
    refuses(provider, name)


@broken("29")
def test_abuse_case_29_a_key_is_for_its_own_algorithm_only(provider, name):
    refuses(provider, name)


@broken("30")
def test_abuse_case_30_broken_tokens_are_refused(provider, name):
    refuses(provider, name)


@broken("31")
def test_abuse_case_31_what_a_token_demands_and_is_not_understood_refuses_it(provider, name):
    refuses(provider, name)


@broken("32")
def test_abuse_case_32_a_key_id_is_looked_up_and_nothing_else(provider, name):
    refuses(provider, name)


@broken("33")
def test_abuse_case_33_a_key_that_the_token_brings_along_is_no_key(provider, name):
    refuses(provider, name)


@broken("34")
def test_abuse_case_34_times_that_are_over_to_come_or_no_times(provider, name):
    refuses(provider, name)


@broken("35")
def test_abuse_case_35_another_issuer_audience_or_kind_of_token(provider, name):
    refuses(provider, name)


@broken("36")
def test_abuse_case_36_a_token_that_is_too_long(provider, name):
    refuses(provider, name)


def test_no_broken_token_is_without_its_case():
    assert set(name[:2] for name in TOKENS["refused"]) == set("%d" % number for number in range(27, 37))


@pytest.mark.parametrize("name", [name for name in sorted(TOKENS["refused"]) if name[:2] in ("27", "28", "33", "36")])
def test_abuse_case_33_a_token_makes_no_outbound_call_of_its_own_choice(fresh, name):
    fresh.identify(TOKENS["refused"][name])
    assert fresh.web.count() == fresh.web.count(issuing.ISSUER)


@pytest.mark.parametrize("spoilt", [GOOD + " ", GOOD + "\n", " " + GOOD, GOOD.replace(".", "..", 1), u"\u00e4.b.c"])
def test_abuse_case_30_white_space_and_odd_letters_are_refused(provider, spoilt):
    assert provider.status(spoilt) == 401


@pytest.mark.parametrize("name", ["28 PEM", "28 DER", "28 JWK"])
def test_abuse_case_28_the_public_key_is_no_secret_even_where_hs256_is_configured(name):
    provider = Provider(Product(), algorithms=["HS256"], sharedSecret=TOKENS["secret"])
    assert provider.status(TOKENS["shared"]["HS256"]) == 200
    assert provider.status(TOKENS["refused"][name]) == 401
    assert provider.status(GOOD) == 401
    assert provider.web.count() == 0


@pytest.mark.parametrize("accepted, refused", [
    (["RS256"], ["PS256", "RS384", "ES256"]), (["ES256"], ["RS256", "ES384"]), (None, ["RS384", "RS512", "ES384"])])
def test_abuse_case_29_an_algorithm_that_the_entry_does_not_list_is_refused(accepted, refused):
    provider = Provider(Product(), algorithms=accepted)
    for name in accepted or ["RS256", "PS256", "ES256"]:
        assert provider.status(TOKENS["accepted"][name]) == 200
    for name in refused:
        assert provider.status(TOKENS["accepted"][name]) == 401


def test_abuse_case_34_the_skew_is_the_entry_s():
    provider = Provider(Product(), skewSeconds=0)
    assert provider.status(TOKENS["accepted"]["expired within the skew"]) == 401
    assert provider.status(TOKENS["accepted"]["early within the skew"]) == 401
    assert provider.status(GOOD) == 200


NOW = TOKENS["now"]


def refused_at(provider, now, **claims):
    """Why the times of claims are refused at a moment, without any skew; None where they are not."""
    project = provider.product.library.project
    jwt, entry = project.guard.jwt, dict(issuing.ENTRY, skewSeconds=0, maxAgeSeconds=60)
    issuer = project.config.issuers.parse({"plant": entry}, pytest.fail).byIssuer[issuing.ISSUER]
    try:
        return jwt.checkTimes(dict({"exp": now + 1, "iat": now}, **claims), issuer, now)
    except jwt.Invalid as invalid:
        return "%s" % invalid


@pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
@pytest.mark.parametrize("value", [
    True, False, u"1700000000", None, [NOW], {}, float("nan"), float("inf"), -float("inf"), -0.5, 253402300800.0,
    1e300])
def test_abuse_case_34_what_is_no_time(provider, name, value):
    assert refused_at(provider, NOW, **{name: value}) == "Its %s is not a time in seconds." % name


@pytest.mark.parametrize("claims, refused", [
    ({"exp": NOW + 0.25}, None), ({"exp": NOW + 1.0}, None), ({"exp": float(NOW)}, "It has expired."),
    ({"exp": NOW - 0.25}, "It has expired."), ({"nbf": NOW - 0.25}, None), ({"nbf": float(NOW)}, None),
    ({"nbf": NOW + 0.25}, "It is not valid yet (nbf)."), ({"iat": NOW + 0.25}, "It is not valid yet (iat)."),
    ({"iat": NOW - 60.0}, None), ({"iat": NOW - 60.25}, "It was issued too long ago, or does not say when."),
])
def test_abuse_case_34_times_with_fractions_are_compared_as_they_are(provider, claims, refused):
    assert refused_at(provider, NOW, **claims) == refused


def test_abuse_case_34_a_token_ends_in_the_middle_of_a_second():
    provider = Provider(Product(), skewSeconds=0)
    token = TOKENS["accepted"]["exp with a fraction"]
    found = []
    for millis in (300000, 300499, 300500, 300999):
        provider.product.gateway.clock.set_millis(1000 * NOW + millis)
        found.append(provider.status(token))
    assert found == [200, 200, 401, 401]


@pytest.fixture
def let_in():
    """What the front door says to a token, and how long it takes for the moment to pass."""
    product = Product(tags=trees.PLANT)
    Provider(product)
    product.configure("Issuers", {"plant": issuing.ENTRY})

    def status(token, seconds=0):
        product.gateway.clock.advance(seconds)
        product.client.token = token
        return product.client.get("/tags/default/Plant/Setpoint").status
    return status


def test_abuse_case_34_and_42_the_front_door_remembers_a_token_no_longer_than_it_holds(let_in):
    late = TOKENS["accepted"]["expired within the skew"]
    assert [let_in(late) for _ in range(3)] == [200] * 3
    assert [let_in(late, 60), let_in(late)] == [401, 401]
    assert [let_in(GOOD), let_in(GOOD, 239), let_in(GOOD, 59), let_in(GOOD, 2), let_in(GOOD)] == [200] * 3 + [401] * 2


def test_abuse_case_34_a_token_can_be_too_old_for_its_entry():
    provider = Provider(Product(), maxAgeSeconds=60)
    assert provider.status(GOOD) == 200
    assert provider.status(TOKENS["accepted"]["no optional claim"]) == 401
    provider.product.gateway.clock.advance(111)
    assert provider.status(TOKENS["accepted"]["RS384"]) == 401


def test_abuse_case_36_nothing_is_decoded_of_a_long_token(fresh, monkeypatch):
    decoded = []
    monkeypatch.setattr(fresh.product.library.project.guard.jwt.crypto, "fromBase64url", decoded.append)
    assert fresh.status(TOKENS["refused"]["36 too long"]) == 401
    assert decoded == []


@pytest.fixture
def verifications(fresh, monkeypatch):
    """A list that grows with each signature that is verified."""
    signatures = fresh.product.library.project.gateway.signatures
    real, made = signatures.verify, []

    def counting(*arguments):
        made.append(arguments)
        return real(*arguments)
    monkeypatch.setattr(signatures, "verify", counting)
    return made


def test_abuse_case_42_a_token_is_verified_once(fresh, verifications):
    for _ in range(3):
        assert fresh.status(GOOD) == 200
    assert len(verifications) == 1
    assert GOOD not in "%r" % fresh.product.library.project.guard.oauth.VERIFIED.entries


def test_abuse_case_42_what_is_remembered_ends_with_the_token(fresh, verifications):
    assert fresh.status(GOOD) == 200
    fresh.product.gateway.clock.advance(299)
    assert (fresh.status(GOOD), len(verifications)) == (200, 1)
    fresh.product.gateway.clock.advance(2)
    assert (fresh.status(GOOD), len(verifications)) == (200, 2)
    fresh.product.gateway.clock.advance(60)
    assert fresh.status(GOOD) == 401


def test_abuse_case_42_a_clock_that_steps_back_makes_nothing_immortal(fresh, verifications):
    assert fresh.status(GOOD) == 200
    fresh.product.gateway.clock.advance(301)
    fresh.product.gateway.clock.set_millis(TOKENS["now"] * 1000)
    assert (fresh.status(GOOD), len(verifications)) == (200, 2)


def test_abuse_case_42_a_new_key_set_or_configuration_clears_it(fresh, verifications):
    assert fresh.status(GOOD) == 200
    fresh.configure({"plant": dict(issuing.ENTRY, skewSeconds=5)})
    assert (fresh.status(GOOD), len(verifications)) == (200, 2)
    fresh.publish(issuing.only("p256"))
    fresh.product.gateway.clock.advance(61)
    assert fresh.status(TOKENS["refused"]["32 kid unknown"]) == 401
    assert fresh.status(GOOD) == 401


def test_abuse_case_42_it_is_bounded(fresh, monkeypatch):
    verified = fresh.product.library.project.guard.oauth.VERIFIED
    monkeypatch.setattr(verified, "most", 3)
    for name in sorted(TOKENS["accepted"]):
        fresh.status(TOKENS["accepted"][name])
        assert len(verified.entries) <= 3
