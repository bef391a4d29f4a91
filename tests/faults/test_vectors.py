"""Test vectors for JSON Web Signatures: abuse case 30. JWS_VECTORS names a folder with more of them.

Their payload is no access token. So each stands, for these tests only, for the claims of a good one: what is left to
judge is the form, the header, the key and the signature, all of it by the code that judges tokens. This API wants a
key id in each token; one without is judged as if it named the only key.
"""

import json

import pytest

from tests.support import issuing, vectors
from tests.support.product import Product

CLAIMS = {"iss": issuing.ISSUER, "aud": issuing.TOKENS["audience"], "exp": issuing.TOKENS["now"] + 300, "sub": "x",
          "client_id": "x", "roles": ["operator"]}
OWN = vectors.read(vectors.OWN)
RFC = vectors.read(vectors.RFC)
HELD = ["RFC 7515 appendix A.1", "RFC 7515 appendix A.2", "RFC 7515 appendix A.3", "RFC 7520 section 4.1",
        "RFC 7520 section 4.4"]
UNSUPPORTED = {"ES512", "PS384", "none"}
UNNAMED = "the only one"
GIVEN = vectors.read(vectors.given()) if vectors.given() else []


class Judge(object):
    """Says whether a token is accepted whose key set is the vector's key."""

    def __init__(self, monkeypatch):
        self.provider = issuing.Provider(Product(), types=["none", "JWT", "at+jwt"])
        self.project = self.provider.product.library.project
        self.monkeypatch = monkeypatch
        jwt, parsed, header = self.project.guard.jwt, self.project.guard.jwt.parsed, self.project.guard.jwt.header

        def with_good_claims(segment, name):
            if name != "payload":
                return parsed(segment, name)
            jwt.decoded(segment)
            return dict(CLAIMS)

        def with_a_key_id(members):
            found = header(members)
            if found.keyId is None:
                found.keyId = UNNAMED
            return found
        monkeypatch.setattr(jwt, "parsed", with_good_claims)
        monkeypatch.setattr(jwt, "header", with_a_key_id)

    def accepts(self, vector):
        status = self.status(vector.key, vector.jws)
        # 503: no key of the set is one that is used here.
        assert status in (200, 401, 403, 503), (vector.name, status)
        return status == 200

    def status(self, key, jws):
        if key["kty"] == "oct":
            return self.by_secret(key, jws)
        # A key set of one of the entry's own address, so that it is fetched anew.
        self.provider.web.answer(issuing.ISSUER + "/one", json.dumps({"keys": [named(key)]}))
        self.provider.configure({"x": dict(issuing.ENTRY, types=["none", "JWT"], jwksUri=issuing.ISSUER + "/one")})
        self.project.guard.jwks.RINGS.rings = {}
        return self.answer(jws)

    def by_secret(self, key, jws):
        project = self.project
        entry = project.guard.keyset.Entry(
            project.gateway.signatures.secretKey(project.gateway.crypto.fromBase64url(key["k"])),
            key.get("alg", "HS256"))
        self.monkeypatch.setattr(project.guard.oauth, "secretEntry", lambda issuer: entry)
        self.provider.configure({"x": dict(
            issuing.ENTRY, types=["none", "JWT"], algorithms=["HS256"], sharedSecret="x" * 32)})
        return self.answer(jws)

    def answer(self, jws):
        found = self.provider.identify(jws)
        # None: of another form than a token's, which is 403 at the front door.
        return 403 if found is None else getattr(found, "status", 200)


def named(key):
    return dict(key, kid=key.get("kid", UNNAMED))


@pytest.fixture
def judge(monkeypatch):
    return Judge(monkeypatch)


def supports(judge, vector):
    """Whether this API takes this algorithm and such a key for it at all."""
    key, header = vector.key, vector.header()
    if header["alg"] not in judge.project.gateway.signatures.ALGORITHMS or header.get("kid") != key.get("kid"):
        return False
    if key["kty"] == "oct":
        return True
    try:
        return bool(judge.project.guard.keyset.parse(json.dumps({"keys": [named(key)]})))
    except judge.project.guard.keyset.Bad:
        return False


def judged(judge, found):
    """The groups of those that were accepted, after each was found to be judged rightly."""
    accepted = []
    for vector in found:
        taken = judge.accepts(vector)
        if vector.result == "invalid":
            assert not taken, vector
        elif vector.result == "valid" and supports(judge, vector):
            assert taken, vector
        accepted += [vector.group] * taken
    return accepted


def changed(jws, part):
    """A token of which one bit of a part is another."""
    parts = jws.split(".")
    parts[part] = ("B" if parts[part][0] == "A" else "A") + parts[part][1:]
    return ".".join(parts)


def test_abuse_case_30_vectors_in_the_published_layout_are_judged(judge):
    assert judged(judge, OWN) == ["hs256", "rs256", "es256"]
    assert sorted(set(vector.result for vector in OWN)) == ["acceptable", "invalid", "valid"]


@pytest.mark.parametrize("result, other", [("invalid", "valid"), ("valid", "invalid")])
def test_a_vector_that_is_judged_otherwise_fails(judge, result, other):
    wrong = [vector for vector in vectors.read(vectors.OWN) if vector.result == result and vector.group == "rs256"]
    wrong[0].result = other
    with pytest.raises(AssertionError):
        judged(judge, wrong[:1])


def test_abuse_case_30_the_examples_of_the_rfcs_are_judged(judge):
    assert judged(judge, RFC) == HELD


@pytest.mark.parametrize(
    "vector", [vector for vector in RFC if vector.group in HELD and vector.result == "valid"], ids=repr)
@pytest.mark.parametrize("part", [1, 2], ids=["payload", "signature"])
def test_abuse_case_30_an_example_of_the_rfcs_is_refused_once_a_bit_is_another(judge, vector, part):
    assert judge.status(vector.key, vector.jws) == 200
    assert judge.status(vector.key, changed(vector.jws, part)) == 401


def test_abuse_case_30_what_the_rfcs_sign_with_another_algorithm_is_refused(judge):
    others = [vector for vector in RFC if vector.result == "valid" and vector.group not in HELD]
    assert set(vector.header()["alg"] for vector in others) == UNSUPPORTED
    for vector in others:
        assert judge.status(vector.key, vector.jws) == 401, vector


@pytest.mark.skipif(not GIVEN, reason="no folder with more vectors is named by " + vectors.VARIABLE)
def test_abuse_case_30_given_vectors_are_judged(judge):
    assert judged(judge, GIVEN)
