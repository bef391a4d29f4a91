"""project.gateway.signatures: what NIST publishes for the validation of FIPS 186-3 comes out as it says.

Whole tokens, and RSA-PSS with the salt of RFC 7518, are those of tests/faults/test_tokens.py and test_vectors.py.
"""

import binascii
import io
import json
import os

import pytest

from tests.support import vectors

with io.open(os.path.join(vectors.NIST, "fips_186.json"), encoding="ascii") as stream:
    PUBLISHED = json.load(stream)

CASES = [(algorithm, case) for algorithm in sorted(PUBLISHED) for case in PUBLISHED[algorithm]]
COORDINATE_DIGITS = {"P-256": 64, "P-384": 96}


def octets(digits):
    return binascii.unhexlify(digits.encode("ascii"))


def holds(signatures, algorithm, case):
    """Whether the key is taken and the signature is that of the message."""
    kind = signatures.ALGORITHMS[algorithm][0]
    try:
        if kind == signatures.RSA:
            key, signature = signatures.rsaKey(int(case["n"], 16), int(case["e"], 16)), case["S"]
        else:
            key = signatures.curveKey(kind, int(case["Qx"], 16), int(case["Qy"], 16))
            signature = "".join([case[name].zfill(COORDINATE_DIGITS[kind]) for name in ("R", "S")])
    except signatures.Weak:
        return False
    return signatures.verify(algorithm, key, octets(case["Msg"]), octets(signature))


@pytest.mark.parametrize("algorithm, case", CASES, ids=[
    "%s-%d-%s" % (algorithm, number, case["Result"][:5]) for number, (algorithm, case) in enumerate(CASES)])
def test_abuse_case_30_a_signature_holds_where_nist_says_so(library, algorithm, case):
    assert holds(library.gateway.signatures, algorithm, case) is (case["Result"] == "P")


def test_there_are_good_and_bad_ones_of_each_algorithm():
    assert sorted(PUBLISHED) == ["ES256", "ES384", "RS256", "RS384", "RS512"]
    for cases in PUBLISHED.values():
        assert set(case["Result"][0] for case in cases) == set("PF")
