"""A simulated identity provider: it publishes a key set that a test can change, and the tokens of tokens.json."""

import base64
import io
import json
import os

from tests.support import canaries

with io.open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "tokens.json"), encoding="ascii") as stream:
    TOKENS = json.load(stream)

for _token in TOKENS["accepted"].values():
    canaries.WATCH.plant_for_all("the signature of an access token", _token.rpartition(".")[2])
canaries.WATCH.plant_for_all("a shared secret", TOKENS["secret"])

ISSUER = TOKENS["issuer"]
DISCOVERY = ISSUER + "/.well-known/openid-configuration"
KEYS = ISSUER + "/keys"
ENTRY = {
    "issuer": ISSUER, "audience": TOKENS["audience"], "rolesClaim": "roles",
    "algorithms": ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"],
}


class Untried(object):
    """What a token is judged in where no limit is asked."""

    def __enter__(self):
        pass

    def __exit__(self, *raised):
        pass


class Provider(object):
    """The provider of TOKENS, for one product, whose clock it stops at the moment that they were made for."""

    def __init__(self, product, **entry):
        self.product = product
        self.web = product.gateway.web
        product.gateway.clock.set_millis(TOKENS["now"] * 1000)
        self.web.answer(DISCOVERY, json.dumps({"issuer": ISSUER, "jwks_uri": KEYS}))
        self.publish(TOKENS["jwks"])
        self.configure({"plant": dict(ENTRY, **entry)})

    def publish(self, jwks):
        self.web.answer(KEYS, json.dumps(jwks))

    def configure(self, document):
        self.problems = []
        self.issuers = self.product.library.project.config.issuers.parse(document, self.problems.append)

    def identify(self, token):
        """The claims.Identity of a token, or the Problem of its refusal."""
        project = self.product.library.project
        digest = project.gateway.crypto.hexText(project.gateway.crypto.sha256(token.encode("utf-8")))
        try:
            known = project.guard.oauth.judged(token, digest, self.issuers, Untried())
            return known.identity if known else project.guard.keys.invalid()
        except project.http.problem.Problem as raised:
            return raised

    def status(self, token):
        return getattr(self.identify(token), "status", 200)


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode((part + "=" * (-len(part) % 4)).encode("ascii")).decode("utf-8"))


def only(*names):
    """A key set of these of the provider's keys."""
    return {"keys": [key for key in TOKENS["jwks"]["keys"] if key["kid"] in names]}
