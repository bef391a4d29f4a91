"""Test vectors for JSON Web Signatures. Python 2 and 3.

own   spoilt in many ways, made by tests/tools/vectors.py
rfc   the examples of RFC 7515 (appendices A and E) and RFC 7520 (section 4), as jwcrypto carries them
nist  signatures alone: those for FIPS 186-3 of the Cryptographic Algorithm Validation Program, in its own names

Those of the first two have the layout of Project Wycheproof: a file holds {"testGroups": [{"comment", "public" or
"private": a JWK, "tests": [{"tcId", "comment", "jws", "result": "valid", "invalid" or "acceptable"}]}]}. Its payloads
are no access tokens, so they say nothing about claims.
"""

import base64
import io
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = os.path.join(HERE, "own")
RFC = os.path.join(HERE, "rfc")
NIST = os.path.join(HERE, "nist")
VARIABLE = "JWS_VECTORS"


class Vector(object):
    """One test: `key` is the JWK that verifies, `result` what it must come to."""

    def __init__(self, file, group, test):
        self.name = "%s %s: %s %s" % (file, group.get("comment"), test["tcId"], test["comment"])
        self.group = group.get("comment")
        self.key = group.get("public") or group["private"]
        self.jws = test["jws"] if hasattr(test["jws"], "upper") else json.dumps(test["jws"])
        self.result = test["result"]

    def __repr__(self):
        return self.name

    def header(self):
        """The header of a compact serialization that is a valid one."""
        part = self.jws.split(".")[0]
        return json.loads(base64.urlsafe_b64decode((part + "=" * (-len(part) % 4)).encode("ascii")).decode("utf-8"))


def read(folder):
    """The vectors of every file for signatures in a folder; those that hold something else are left out."""
    found = []
    for name in sorted(os.listdir(folder)):
        if name.startswith("json_web_signature") and name.endswith(".json"):
            with io.open(os.path.join(folder, name), encoding="utf-8") as stream:
                document = json.load(stream)
            for group in document["testGroups"]:
                found.extend(Vector(name, group, test) for test in group["tests"] if "jws" in test)
    return found


def given():
    """The folder that the environment names, or None."""
    return os.environ.get(VARIABLE)
