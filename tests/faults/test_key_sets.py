"""Key sets of identity providers: when they are fetched, and which keys are used; abuse cases 32 and 37 to 39."""

import json
import threading

import pytest

from tests.support import issuing
from tests.support.issuing import KEYS, TOKENS, Provider
from tests.support.product import Product
from tests.support.signing import Signer

GOOD = TOKENS["accepted"]["RS256"]


@pytest.fixture
def fresh():
    return Provider(Product())


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
