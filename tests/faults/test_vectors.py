"""Test vectors for JSON Web Signatures: abuse case 30. JWS_VECTORS names a folder with published ones.

Their payload is no JSON. So each stands, for these tests only, for the claims of a good token: what is left to judge
is the form, the header, the key and the signature, all of it by the code that judges tokens.
"""

import json

import pytest

from tests.support import issuing, vectors
from tests.support.product import Product

CLAIMS = {"iss": issuing.ISSUER, "aud": issuing.TOKENS["audience"], "exp": issuing.TOKENS["now"] + 300, "sub": "x",
          "client_id": "x", "roles": ["operator"]}
OWN = vectors.read(vectors.OWN)
PUBLISHED = vectors.read(vectors.given()) if vectors.given() else []


class Judge(object):
    """Says whether a token is accepted whose key set is the vector's key."""

    def __init__(self, monkeypatch):
        self.provider = issuing.Provider(Product(), types=["none", "JWT", "at+jwt"])
        self.project = self.provider.product.library.project
        self.monkeypatch = monkeypatch
        jwt, real = self.project.guard.jwt, self.project.guard.jwt.parsed

        def parsed(segment, name):
            if name != "payload":
                return real(segment, name)
            jwt.decoded(segment)
            return dict(CLAIMS)
        monkeypatch.setattr(jwt, "parsed", parsed)

    def accepts(self, vector):
        if vector.key["kty"] == "oct":
            return self.by_secret(vector)
        # A key set of one of the entry's own address, so that it is fetched anew.
        self.provider.web.answer(issuing.ISSUER + "/one", json.dumps({"keys": [vector.key]}))
        self.provider.configure({"x": dict(issuing.ENTRY, types=["none", "JWT"], jwksUri=issuing.ISSUER + "/one")})
        self.project.guard.jwks.RINGS.rings = {}
        return self.answer(vector)

    def by_secret(self, vector):
        project = self.project
        entry = project.guard.keyset.Entry(
            project.gateway.signatures.secretKey(project.gateway.crypto.fromBase64url(vector.key["k"])),
            vector.key["alg"])
        self.monkeypatch.setattr(project.guard.oauth, "secretEntry", lambda issuer: entry)
        self.provider.configure({"x": dict(
            issuing.ENTRY, types=["none", "JWT"], algorithms=["HS256"], sharedSecret="x" * 32)})
        return self.answer(vector)

    def answer(self, vector):
        found = self.provider.identify(vector.jws)
        # None: of another form than a token's, which is 403 at the front door.
        status = 403 if found is None else getattr(found, "status", 200)
        # 503: no key of the set is one that is used here.
        assert status in (200, 401, 403, 503), (vector.name, status)
        return status == 200


@pytest.fixture
def judge(monkeypatch):
    return Judge(monkeypatch)


def supports(judge, key):
    """Whether this API takes such keys and their algorithm at all."""
    algorithms = judge.project.gateway.signatures.ALGORITHMS
    if key.get("alg", "RS256") not in algorithms or "kid" not in key:
        return False
    if key["kty"] == "oct":
        return True
    try:
        return bool(judge.project.guard.keyset.parse(json.dumps({"keys": [key]})))
    except judge.project.guard.keyset.Bad:
        return False


def judged(judge, found):
    """How many vectors were accepted, after each was found to be judged rightly."""
    accepted = 0
    for vector in found:
        taken = judge.accepts(vector)
        if vector.result == "invalid":
            assert not taken, vector
        elif vector.result == "valid" and supports(judge, vector.key):
            assert taken, vector
        accepted += taken
    return accepted


def test_abuse_case_30_vectors_in_the_published_layout_are_judged(judge):
    assert judged(judge, OWN) == 3
    assert sorted(set(vector.result for vector in OWN)) == ["acceptable", "invalid", "valid"]


@pytest.mark.parametrize("result, changed", [("invalid", "valid"), ("valid", "invalid")])
def test_a_vector_that_is_judged_otherwise_fails(judge, result, changed):
    wrong = [vector for vector in vectors.read(vectors.OWN) if vector.result == result and supports(judge, vector.key)]
    wrong[0].result = changed
    with pytest.raises(AssertionError):
        judged(judge, wrong[:1])


@pytest.mark.skipif(not PUBLISHED, reason="no folder with published vectors is named by " + vectors.VARIABLE)
def test_abuse_case_30_published_vectors_are_judged(judge):
    assert judged(judge, PUBLISHED) > 0
