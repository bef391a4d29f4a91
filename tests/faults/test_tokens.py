"""Access tokens that somebody tampered with, and what their providers do wrong: abuse cases 27 to 39 and 42."""

import json
import threading

import pytest

from tests.support import issuing, trees
from tests.support.issuing import KEYS, TOKENS, Provider
from tests.support.product import Product
from tests.support.signing import Signer

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


def test_abuse_case_32_an_unknown_key_is_asked_for_after_a_minute_and_not_before(fresh):
    assert fresh.status(GOOD) == 200
    for seconds, expected in [(59, 1), (2, 2), (59, 2), (2, 3)]:
        fresh.product.gateway.clock.advance(seconds)
        assert fresh.status(TOKENS["refused"]["32 kid unknown"]) == 401
        assert fresh.web.count(KEYS) == expected


def test_abuse_case_32_an_unknown_key_is_asked_for_once_a_minute_across_all_threads(fresh):
    unknown = TOKENS["refused"]["32 kid unknown"]
    fresh.product.gateway.clock.advance(0)
    assert fresh.status(GOOD) == 200
    for expected in (2, 3):
        fresh.product.gateway.clock.advance(61)
        threads = [threading.Thread(target=fresh.status, args=(unknown,)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert fresh.web.count(KEYS) == expected


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


@pytest.mark.parametrize("fault", ["timeout", "refused", "tls", "reset"])
def test_abuse_case_37_an_outage_is_outlived_for_a_day(fresh, fault):
    assert fresh.status(GOOD) == 200
    fresh.web.fail(KEYS, fault)
    clock = fresh.product.gateway.clock
    clock.advance(86000)
    clock.set_millis(TOKENS["now"] * 1000)
    assert fresh.status(TOKENS["accepted"]["ES256"]) == 200
    assert any("key set" in line for line in fresh.product.gateway.log.messages("WARN"))


def test_abuse_case_37_after_a_day_of_outage_nobody_is_let_in(fresh):
    fresh.configure({"plant": dict(issuing.ENTRY, skewSeconds=300)})
    assert fresh.status(GOOD) == 200
    fresh.web.fail(KEYS, "refused")
    ring = list(fresh.product.library.project.guard.jwks.RINGS.rings.values())[0]
    ring.fetchedAt -= 86400
    raised = fresh.identify(TOKENS["accepted"]["ES256"])
    assert (raised.status, raised.code, raised.headers["Retry-After"]) == (503, "issuer_unavailable", "5")
    fresh.publish(TOKENS["jwks"])
    fresh.product.gateway.clock.advance(60)
    assert fresh.status(TOKENS["accepted"]["ES256"]) == 200


def test_abuse_case_37_a_cold_start_in_an_outage_is_503(fresh):
    fresh.web.fail(issuing.DISCOVERY, "refused")
    assert fresh.identify(GOOD).code == "issuer_unavailable"
    assert fresh.web.count() == 1
    assert fresh.identify(GOOD).code == "issuer_unavailable"
    assert fresh.web.count() == 1
    fresh.web.answer(issuing.DISCOVERY, json.dumps({"issuer": issuing.ISSUER, "jwks_uri": KEYS}))
    fresh.product.gateway.clock.advance(5)
    assert fresh.status(GOOD) == 200


BAD_SETS = {
    "HTML": "<html>Sign in</html>", "10 MB": "[" + " " * 10000000 + "]", "no list": '{"keys": 5}',
    "empty": '{"keys": []}',
    "a list": "[]", "not an object": '{"keys": [5]}', "not UTF-8": b"\xff",
    "private key": json.dumps({"keys": [dict(TOKENS["jwks"]["keys"][0], d="AQAB")]}),
    "a secret": json.dumps({"keys": TOKENS["jwks"]["keys"] + [{"kty": "oct", "kid": "s", "k": "AQAB"}]}),
    "one id for different keys": json.dumps({"keys": [dict(key, kid="rsa") for key in TOKENS["jwks"]["keys"][:2]]}),
    "too many": json.dumps({"keys": [dict(TOKENS["jwks"]["keys"][2], kid="k%d" % number) for number in range(101)]}),
}


@pytest.mark.parametrize("name", sorted(BAD_SETS))
def test_abuse_case_38_a_bad_key_set_leaves_the_previous_one(fresh, name):
    assert fresh.status(GOOD) == 200
    fresh.web.answer(KEYS, BAD_SETS[name])
    fresh.product.gateway.clock.advance(301)
    fresh.product.gateway.clock.set_millis(TOKENS["now"] * 1000)
    assert fresh.status(TOKENS["accepted"]["ES256"]) == 200
    assert fresh.web.count(KEYS) == 2


@pytest.mark.parametrize("document", [
    {"issuer": "https://evil.example", "jwks_uri": KEYS},
    {"issuer": issuing.ISSUER, "jwks_uri": "http://idp.example/keys"},
    {"issuer": issuing.ISSUER}, {"issuer": issuing.ISSUER, "jwks_uri": "file:///etc/passwd"}, [],
])
def test_abuse_case_38_a_discovery_document_of_somebody_else_is_not_followed(fresh, document):
    fresh.web.answer(issuing.DISCOVERY, json.dumps(document))
    assert fresh.identify(GOOD).code == "issuer_unavailable"
    assert fresh.web.count(KEYS) == 0


RSA, BOUND, P256, P384 = TOKENS["jwks"]["keys"]
BY_BOUND = TOKENS["accepted"]["the algorithm that the key is bound to"]


def named(key, kid, **members):
    return dict(key, kid=kid, **members)


@pytest.mark.parametrize("also", [
    RSA, dict(RSA, use="enc"), named(BOUND, "rsa", use="enc"), named(BOUND, "rsa", key_ops=["encrypt"]),
    named(BOUND, "rsa", alg="RSA-OAEP"), {"kty": "OKP", "crv": "Ed25519", "x": "AQAB", "kid": "rsa"},
    named(BOUND, "rsa", n="AQAB"), named(P256, "rsa"), named(P384, "rsa", alg="ES384"), dict(RSA, alg="PS256"),
])
@pytest.mark.parametrize("isFirst", [True, False])
def test_abuse_case_38_an_id_that_stands_for_one_key_of_a_kind_is_usable(fresh, also, isFirst):
    fresh.publish({"keys": [also, RSA, P256] if isFirst else [RSA, P256, also]})
    assert fresh.status(GOOD) == 200
    assert fresh.status(TOKENS["accepted"]["ES256"]) == 200
    assert not fresh.product.gateway.log.messages("WARN")


def test_abuse_case_38_the_algorithm_decides_between_keys_of_different_kinds_with_one_id(fresh, monkeypatch):
    fresh.publish({"keys": [named(key, "rsa") for key in (P384, RSA, P256)]})
    jwt = fresh.product.library.project.guard.jwt
    header = jwt.header
    monkeypatch.setattr(jwt, "header", lambda members: header(dict(members, kid="rsa")))
    names = ["RS256", "PS256", "ES256", "ES384"]
    assert [fresh.status(TOKENS["accepted"][name]) for name in names] == [200] * 4
    for name in ("29 PS256 named, RS256 made", "29 ES256 with an RSA key", "30 another curve's algorithm"):
        assert fresh.status(TOKENS["refused"][name]) == 401


@pytest.mark.parametrize("other", [BOUND, dict(BOUND, alg="PS256"), named(BOUND, "rsa", use=None)])
@pytest.mark.parametrize("isFirst", [True, False])
def test_abuse_case_38_an_id_that_different_keys_of_one_kind_have_is_left_out_and_told(fresh, other, isFirst):
    other = dict((name, value) for name, value in named(other, "rsa").items() if value is not None)
    keys = [other, RSA] if isFirst else [RSA, other]
    fresh.publish({"keys": keys + [named(P256, "rsa"), P256, BOUND]})
    assert [fresh.status(token) for token in (GOOD, TOKENS["accepted"]["ES256"], BY_BOUND)] == [401, 200, 200]
    line, = fresh.product.gateway.log.messages("WARN")
    assert "'plant'" in line and "'rsa'" in line


def test_abuse_case_38_what_a_set_no_longer_says_of_one_key_only_is_not_believed_any_more(fresh):
    fresh.publish({"keys": [RSA, P256]})
    assert fresh.status(GOOD) == 200
    fresh.publish({"keys": [RSA, P256, named(BOUND, "rsa")]})
    fresh.product.gateway.clock.advance(301)
    fresh.product.gateway.clock.set_millis(TOKENS["now"] * 1000)
    assert [fresh.status(token) for token in (TOKENS["accepted"]["ES256"], GOOD)] == [200, 401]


WEAK = [
    {"n": "AQAB"}, {"e": "AQ"}, {"e": "Ag"}, {"n": TOKENS["jwks"]["keys"][0]["n"] + "="}, {"use": "enc"},
    {"key_ops": ["sign"]}, {"alg": 5}, {"kty": "OKP"}, {"n": None},
]


@pytest.mark.parametrize("change", WEAK)
def test_abuse_case_38_weak_and_foreign_keys_are_not_used(fresh, change):
    keys = TOKENS["jwks"]["keys"]
    fresh.publish({"keys": [dict(keys[0], **change), keys[1]]})
    assert fresh.status(GOOD) == 401
    assert fresh.status(TOKENS["accepted"]["the algorithm that the key is bound to"]) == 200


# Signers by the bits of their keys, which are products of two Mersenne primes.
SIGNERS = dict((signer.bits, signer) for signer in (Signer(521, 607), Signer(1279, 607), Signer(2203, 521)))


@pytest.mark.parametrize("bits, status", [(1128, 401), (1886, 401), (2724, 200)])
def test_abuse_case_38_an_rsa_key_of_less_than_2048_bits_is_not_used(fresh, bits, status):
    signer = SIGNERS[bits]
    fresh.publish({"keys": [signer.jwk(), RSA]})
    assert fresh.status(signer.token(issuing.claims(GOOD), "at+jwt")) == status
    assert fresh.status(GOOD) == 200


@pytest.mark.parametrize("bits, isTaken", [(1024, False), (2047, False), (2048, True), (8192, True), (8193, False)])
def test_abuse_case_38_rsa_keys_have_2048_to_8192_bits(library, bits, isTaken):
    signatures = library.gateway.signatures
    if isTaken:
        assert signatures.rsaKey(2 ** (bits - 1) + 1, 65537).kind == signatures.RSA
    else:
        with pytest.raises(signatures.Weak):
            signatures.rsaKey(2 ** (bits - 1) + 1, 65537)


@pytest.mark.parametrize("change", [
    {"x": TOKENS["jwks"]["keys"][2]["y"]}, {"x": "AQAB"}, {"crv": "P-384"}, {"crv": "P-521"},
    {"y": TOKENS["jwks"]["keys"][3]["y"]},
])
def test_abuse_case_38_a_point_beside_the_curve_is_no_key(fresh, change):
    keys = TOKENS["jwks"]["keys"]
    fresh.publish({"keys": [keys[0], dict(keys[2], **change)]})
    assert fresh.status(TOKENS["accepted"]["ES256"]) == 401
    assert fresh.status(GOOD) == 200


def test_abuse_case_39_both_keys_hold_while_they_are_published_and_then_only_the_new_one(fresh):
    old, new = GOOD, TOKENS["accepted"]["ES256"]
    fresh.publish(issuing.only("rsa"))
    assert (fresh.status(old), fresh.status(new)) == (200, 401)
    fresh.publish(issuing.only("rsa", "p256"))
    fresh.product.gateway.clock.advance(61)
    assert (fresh.status(new), fresh.status(old)) == (200, 200)
    fresh.publish(issuing.only("p256"))
    fresh.product.gateway.clock.advance(301)
    fresh.product.gateway.clock.set_millis(TOKENS["now"] * 1000)
    assert (fresh.status(new), fresh.status(old)) == (200, 401)


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
