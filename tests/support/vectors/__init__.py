"""Published test vectors for JSON Web Signatures, in the layout of Project Wycheproof. Python 2 and 3.

A file holds {"testGroups": [{"comment", "public" or "private": a JWK, "tests": [{"tcId", "comment", "jws", "result":
"valid", "invalid" or "acceptable"}]}]}. Its payloads are no JSON, so they say nothing about claims.
"""

import io
import json
import os

OWN = os.path.dirname(os.path.abspath(__file__))
VARIABLE = "JWS_VECTORS"


class Vector(object):
    """One test: `key` is the JWK that verifies, `result` what it must come to."""

    def __init__(self, file, key, test):
        self.name = "%s %s %s" % (file, test["tcId"], test["comment"])
        self.key = key
        self.jws = test["jws"] if hasattr(test["jws"], "upper") else json.dumps(test["jws"])
        self.result = test["result"]

    def __repr__(self):
        return self.name


def read(folder):
    """The vectors of every file for signatures in a folder; those that hold something else are left out."""
    found = []
    for name in sorted(os.listdir(folder)):
        if name.startswith("json_web_signature") and name.endswith(".json"):
            with io.open(os.path.join(folder, name), encoding="utf-8") as stream:
                document = json.load(stream)
            for group in document["testGroups"]:
                key = group.get("public") or group["private"]
                found.extend(Vector(name, key, test) for test in group["tests"] if "jws" in test)
    return found


def given():
    """The folder that the environment names, or None."""
    return os.environ.get(VARIABLE)
