"""An identity provider for the benchmark: a key of 2,048 bits, its key set, and tokens that it signs. Java's own."""

import base64
import binascii
import json

from java.lang import String, System
from java.security import KeyPairGenerator, Signature
from java.util import Base64

ISSUER = "https://idp.bench.example"
KEYS = ISSUER + "/keys"
ENTRIES = {"bench": {
    "issuer": ISSUER, "audience": "bench", "rolesClaim": "roles", "algorithms": ["RS256"], "jwksUri": KEYS}}
BITS = 2048
URL = Base64.getUrlEncoder().withoutPadding()


def _pair():
    generator = KeyPairGenerator.getInstance("RSA")
    generator.initialize(BITS)
    return generator.generateKeyPair()


PAIR = _pair()


def publish(gateway):
    public = PAIR.getPublic()
    jwk = {"kty": "RSA", "kid": "bench", "use": "sig", "n": _number(public.getModulus()),
           "e": _number(public.getPublicExponent())}
    gateway.web.answer(KEYS, json.dumps({"keys": [jwk]}))


def tokens(count):
    return [_token("t-%d" % number) for number in range(count)]


def verification(project):
    """A call that does nothing but verify one signature, through the port."""
    signed, _, signature = _token("alone").rpartition(".")
    public = PAIR.getPublic()
    key = project.gateway.signatures.Key(project.gateway.signatures.RSA, public)
    octets = Base64.getUrlDecoder().decode(signature)
    content = signed.encode("ascii")
    return lambda: project.gateway.signatures.verify("RS256", key, content, octets)


def _token(name):
    now = System.currentTimeMillis() // 1000
    claims = {"iss": ISSUER, "aud": "bench", "sub": "u-17", "client_id": "mes", "jti": name, "iat": now - 10,
              "exp": now + 3000, "roles": ["operator"], "scope": "tags:read tags:write"}
    signed = "%s.%s" % (_part({"alg": "RS256", "kid": "bench", "typ": "at+jwt"}), _part(claims))
    signer = Signature.getInstance("SHA256withRSA")
    signer.initSign(PAIR.getPrivate())
    signer.update(String(signed).getBytes("US-ASCII"))
    return "%s.%s" % (signed, URL.encodeToString(signer.sign()))


def _part(value):
    return URL.encodeToString(String(json.dumps(value)).getBytes("UTF-8"))


def _number(whole):
    """Base64urlUInt (RFC 7518 section 2)."""
    digits = "%x" % whole
    return base64.urlsafe_b64encode(binascii.unhexlify(digits.rjust(len(digits) + len(digits) % 2, "0"))).rstrip("=")
