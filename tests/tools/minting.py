"""Makes tests/support/tokens.json anew: access tokens of every kind, good and broken, signed with fresh keys.

`python -m tests.tools.minting`, on CPython. The private keys are thrown away: the tokens are replayed on both
interpreters at the moment that they were made for.
"""

import base64
import hashlib
import hmac
import json
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

FILE = Path(__file__).parent.parent / "support" / "tokens.json"
NOW = 1700000000
ISSUER = "https://idp.example/realms/plant"
AUDIENCE = "plant-api"
SECRET = "a shared secret of more than 32 bytes"
CLAIMS = {
    "iss": ISSUER, "aud": AUDIENCE, "sub": "u-17", "client_id": "mes", "jti": "t-1",
    "iat": NOW - 10, "nbf": NOW - 10, "exp": NOW + 300, "roles": ["operator"], "scope": "tags:read tags:write",
}
ABSENT = object()


def main():
    made = Mint().tokens()
    FILE.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="ascii")


def b64(octets):
    return base64.urlsafe_b64encode(octets).decode("ascii").rstrip("=")


def without(claims, **changes):
    return {name: value for name, value in {**claims, **changes}.items() if value is not ABSENT}


class Mint:
    """Four keys and what they sign."""

    def __init__(self):
        self.keys = {
            "rsa": rsa.generate_private_key(65537, 2048), "bound": rsa.generate_private_key(65537, 2048),
            "p256": ec.generate_private_key(ec.SECP256R1()), "p384": ec.generate_private_key(ec.SECP384R1()),
        }
        self.stranger = rsa.generate_private_key(65537, 2048)

    def tokens(self):
        return {
            "now": NOW, "issuer": ISSUER, "audience": AUDIENCE, "secret": SECRET, "jwks": self.jwks(),
            "accepted": self.accepted(), "shared": {"HS256": self.shared(CLAIMS)},
            "refused": {**self.algorithms(), **self.shapes(), **self.curves(), **self.headers(), **self.claims()},
        }

    def jwks(self):
        found = {"keys": [{**self.jwk(name), "kid": name, "use": "sig"} for name in self.keys]}
        found["keys"][1]["alg"] = "RS256"
        return found

    def jwk(self, name):
        kind = jwt.algorithms.RSAAlgorithm if name in ("rsa", "bound") else jwt.algorithms.ECAlgorithm
        found = kind.to_jwk(self.keys[name].public_key(), as_dict=True)
        return {member: found[member] for member in found if member in ("kty", "n", "e", "crv", "x", "y")}

    def sign(self, algorithm="RS256", kid="rsa", claims=CLAIMS, key=None, **header):
        """By PyJWT."""
        return jwt.encode(claims, key or self.keys[kid], algorithm, {"typ": "at+jwt", "kid": kid, **header})

    def raw(self, header, payload, key=None):
        """Signed with RS256 whatever the header says; header and payload are bytes, or data for JSON."""
        parts = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, payload)]
        signed = ".".join(b64(part) for part in parts)
        signature = (key or self.keys["rsa"]).sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{b64(signature)}"

    def shared(self, claims, secret=None, **header):
        signed = ".".join(b64(json.dumps(part).encode()) for part in (
            {"typ": "at+jwt", "alg": "HS256", **header}, claims))
        return f"{signed}.{b64(hmac.new(secret or SECRET.encode(), signed.encode(), hashlib.sha256).digest())}"

    def accepted(self):
        found = {name: self.sign(name, kid) for name, kid in [
            ("RS256", "rsa"), ("RS384", "rsa"), ("RS512", "rsa"), ("PS256", "rsa"), ("ES256", "p256"),
            ("ES384", "p384")]}
        found["the algorithm that the key is bound to"] = self.sign("RS256", "bound")
        found["typ as a media type"] = self.sign(typ="application/AT+JWT")
        found["several audiences"] = self.sign(claims=without(CLAIMS, aud=["other", AUDIENCE]))
        found["expired within the skew"] = self.sign(claims=without(CLAIMS, exp=NOW - 59))
        found["early within the skew"] = self.sign(claims=without(CLAIMS, nbf=NOW + 60, iat=NOW + 60))
        found["no optional claim"] = self.sign(
            claims=without(CLAIMS, nbf=ABSENT, iat=ABSENT, jti=ABSENT))
        found["no subject but a client"] = self.sign(claims=without(CLAIMS, sub=ABSENT))
        found["addresses of keys in the header"] = self.sign(
            jku="https://evil.example/keys", x5u="https://evil.example/cert", x5c=["x"], jwk={"kty": "RSA"})
        for name, seconds in [("exp", NOW + 300.5), ("iat", 1.5)]:
            found[f"{name} with a fraction"] = self.raw(
                {"typ": "at+jwt", "alg": "RS256", "kid": "rsa"}, without(CLAIMS, **{name: seconds}))
        return found

    def algorithms(self):
        """Cases 27 to 29."""
        found = {}
        for name in ("none", "None", "NONE", "nOnE"):
            head = b64(json.dumps({"typ": "at+jwt", "alg": name, "kid": "rsa"}).encode())
            found[f"27 {name}"] = f"{head}.{b64(json.dumps(CLAIMS).encode())}."
            found[f"27 {name} signed"] = self.raw({"typ": "at+jwt", "alg": name, "kid": "rsa"}, CLAIMS)
        public = self.keys["rsa"].public_key()
        formats = serialization.PublicFormat.SubjectPublicKeyInfo
        for name, secret in [
                ("PEM", public.public_bytes(serialization.Encoding.PEM, formats)),
                ("DER", public.public_bytes(serialization.Encoding.DER, formats)),
                ("JWK", json.dumps(self.jwk("rsa")).encode())]:
            found[f"28 {name}"] = self.shared(CLAIMS, secret, kid="rsa")
        found["29 PS256 named, RS256 made"] = self.raw({"typ": "at+jwt", "alg": "PS256", "kid": "rsa"}, CLAIMS)
        found["29 a key bound to another"] = self.sign("RS512", "bound")
        found["29 ES256 with an RSA key"] = self.raw({"typ": "at+jwt", "alg": "ES256", "kid": "rsa"}, CLAIMS)
        found["29 RS256 with a curve's key"] = self.raw({"typ": "at+jwt", "alg": "RS256", "kid": "p256"}, CLAIMS)
        found["29 unknown"] = self.raw({"typ": "at+jwt", "alg": "RS1", "kid": "rsa"}, CLAIMS)
        found["29 a list"] = self.raw({"typ": "at+jwt", "alg": ["RS256"], "kid": "rsa"}, CLAIMS)
        found["29 missing"] = self.raw({"typ": "at+jwt", "kid": "rsa"}, CLAIMS)
        return found

    def shapes(self):
        """Case 30, and 36."""
        good = self.sign()
        head, body, signature = good.split(".")
        other = b64(json.dumps(without(CLAIMS, sub="root")).encode())
        odd = {
            "another payload": f"{head}.{other}.{signature}", "another header": self.raw(
                {"typ": "at+jwt", "alg": "RS256", "kid": "bound"}, CLAIMS),
            "a changed signature": f"{head}.{body}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}",
            "a short signature": f"{head}.{body}.{signature[:-8]}", "a long signature": f"{good}AAAA",
            "half a signature": f"{head}.{body}.{signature[:len(signature) // 2]}",
            "no signature": f"{head}.{body}.", "no payload": f"{head}..{signature}",
            "no header": f".{body}.{signature}",
            "four parts": f"{good}.{signature}", "five parts": f"{good}.a.b", "empty parts": f"{good}..",
            "padding": f"{head}.{body}.{signature}=", "padded parts": f"{head}=.{body}=.{signature}",
            "not canonical": f"{good[:-1]}{chr(ord(good[-1]) + 1)}",
            "the other base64": f"{head}.{body}.+/{signature[2:]}",
            "a stranger's key": self.sign(key=self.stranger),
        }
        typed = {"typ": "at+jwt", "alg": "RS256", "kid": "rsa"}
        for name, payload in [
                ("a list", [CLAIMS]), ("a text", "x"), ("a number", 5), ("null", None), ("true", True), ("empty", b""),
                ("not JSON", b"{"), ("NaN", b'{"exp": NaN}'), ("not UTF-8", b'{"a": "\xff"}'),
                ("a BOM", b"\xef\xbb\xbf" + json.dumps(CLAIMS).encode()), ("deep", b"[" * 3000),
                ("a name twice", b'{"sub": "root", ' + json.dumps(CLAIMS).encode()[1:])]:
            odd[f"a payload that is {name}"] = self.raw(typed, payload)
            odd[f"a header that is {name}"] = self.raw(payload, CLAIMS)
        odd["a header with a name twice"] = self.raw(b'{"alg": "none", "alg": "RS256", "kid": "rsa"}', CLAIMS)
        return {**{f"30 {name}": token for name, token in odd.items()},
                "36 too long": self.sign(claims=without(CLAIMS, more="x" * 7000))}

    def curves(self):
        """More of case 30: signatures on curves."""
        signed = self.sign("ES256", "p256").rpartition(".")[0]
        order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551
        der = self.keys["p256"].sign(signed.encode(), ec.ECDSA(hashes.SHA256()))
        signatures = {
            "zeros": bytes(64), "zero and one": bytes(63) + b"\1", "the order": order.to_bytes(32, "big") * 2,
            "DER": der, "half": bytes(32), "longer": bytes(96)}
        found = {f"30 {name} on a curve": f"{signed}.{b64(octets)}" for name, octets in signatures.items()}
        found["30 another curve"] = self.sign("ES384", "p256", key=self.keys["p384"])
        found["30 another curve's algorithm"] = self.raw({"typ": "at+jwt", "alg": "ES384", "kid": "p256"}, CLAIMS)
        return found

    def headers(self):
        """Cases 31 to 33."""
        found = {
            "31 crit": self.raw({"typ": "at+jwt", "alg": "RS256", "kid": "rsa", "crit": ["x"], "x": 1}, CLAIMS),
            "31 crit empty": self.raw({"typ": "at+jwt", "alg": "RS256", "kid": "rsa", "crit": []}, CLAIMS),
            "31 b64": self.raw({"typ": "at+jwt", "alg": "RS256", "kid": "rsa", "b64": False}, CLAIMS)}
        for name, kid in [
                ("a path", "../../rsa"), ("SQL", "rsa' OR '1'='1"), ("a URL", "https://evil.example/k"),
                ("long", "k" * 1000), ("a list", ["rsa"]), ("a number", 1), ("null", None), ("empty", ""),
                ("unknown", "nobody"), ("NUL", "rsa\0"), ("other case", "RSA")]:
            found[f"32 kid {name}"] = self.raw({"typ": "at+jwt", "alg": "RS256", "kid": kid}, CLAIMS)
        found["32 kid missing"] = self.raw({"typ": "at+jwt", "alg": "RS256"}, CLAIMS)
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.stranger.public_key(), as_dict=True)
        for name, more in [("jwk", {"jwk": public}), ("jku", {"jku": "https://evil.example/keys"}),
                           ("x5u", {"x5u": "https://evil.example/cert"})]:
            found[f"33 {name}"] = self.sign(key=self.stranger, **more)
        return found

    def claims(self):
        """Cases 34 and 35."""
        changes = {
            "34 expired": {"exp": NOW - 60}, "34 exp missing": {"exp": ABSENT},
            "34 exp a text": {"exp": str(NOW + 300)}, "34 exp null": {"exp": None}, "34 exp true": {"exp": True},
            "34 exp negative": {"exp": -1}, "34 exp 1e300": {"exp": 1e300}, "34 exp huge": {"exp": 10 ** 30},
            "34 exp a list": {"exp": [NOW + 300]}, "34 nbf early": {"nbf": NOW + 61}, "34 iat early": {"iat": NOW + 61},
            "34 nbf a text": {"nbf": "0"},
            "35 iss": {"iss": "https://evil.example"}, "35 iss with a slash": {"iss": ISSUER + "/"},
            "35 iss missing": {"iss": ABSENT}, "35 iss a list": {"iss": [ISSUER]}, "35 aud": {"aud": "other"},
            "35 aud missing": {"aud": ABSENT}, "35 aud empty": {"aud": []}, "35 aud a number": {"aud": 5},
            "35 aud mixed": {"aud": [AUDIENCE, 5]}, "35 aud longer": {"aud": AUDIENCE + "x"},
            "35 sub empty": {"sub": ""}, "35 sub a number": {"sub": 17},
            "35 nobody": {"sub": ABSENT, "client_id": ABSENT},
            "35 jti a list": {"jti": ["t"]},
        }
        header = {"typ": "at+jwt", "alg": "RS256", "kid": "rsa"}
        found = {name: self.raw(header, without(CLAIMS, **change)) for name, change in changes.items()}
        nan = json.dumps(CLAIMS).replace(f'"exp": {NOW + 300}', '"exp": NaN').encode()
        found["34 exp NaN"] = self.raw(header, nan)
        for typ in ("JWT", "logout+jwt", "secevent+jwt", "id+jwt", "", "at+jwt "):
            found[f"35 typ '{typ}'"] = self.sign(typ=typ)
        found["35 typ missing"] = self.raw({"alg": "RS256", "kid": "rsa"}, CLAIMS)
        found["35 typ a number"] = self.raw({"typ": 1, "alg": "RS256", "kid": "rsa"}, CLAIMS)
        return found


if __name__ == "__main__":
    main()
