"""Makes tests/support/vectors: signatures in the layout of published vectors. `python -m tests.tools.vectors`"""

import base64
import hashlib
import hmac
import json
import secrets
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

FILE = Path(__file__).parent.parent / "support" / "vectors" / "json_web_signature_test.json"
PAYLOAD = b"foo"


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def signed(algorithm: str, key, kid: str, **header) -> str:
    head = {"alg": algorithm, "kid": kid, **header}
    text = f"{b64(json.dumps(head).encode())}.{b64(PAYLOAD)}"
    if algorithm == "HS256":
        return f"{text}.{b64(hmac.new(key, text.encode(), hashlib.sha256).digest())}"
    return f"{text}.{b64(jwt.get_algorithm_by_name(algorithm).sign(text.encode(), key))}"


def group(number: int, comment: str, key: dict, public: bool, vectors: list) -> dict:
    tests = [{"tcId": number + index, "comment": what, "jws": jws, "result": result, "flags": []}
             for index, (what, jws, result) in enumerate(vectors)]
    return {"type": "JsonWebSignature", "source": {"name": "own", "version": "1"}, "comment": comment,
            "public" if public else "private": key, "tests": tests}


def spoilt(jws: str) -> list:
    head, payload, signature = jws.split(".")
    return [
        ("another signature", f"{head}.{payload}.{'A' * len(signature)}", "invalid"),
        ("no signature", f"{head}.{payload}.", "invalid"),
        ("another payload", f"{head}.{b64(b'bar')}.{signature}", "invalid"),
        ("one part more", f"{jws}.{payload}", "invalid"),
        ("not a compact serialization", json.dumps({"payload": payload, "protected": head, "signature": signature}),
         "invalid"),
        ("whether padding is taken is the library's choice", jws + "=", "acceptable"),
    ]


def main() -> None:
    rsa_key = rsa.generate_private_key(65537, 2048)
    curve_key = ec.generate_private_key(ec.SECP256R1())
    secret = secrets.token_bytes(32)
    rsa_public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key.public_key()))
    curve_public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(curve_key.public_key()))
    for_rs256 = signed("RS256", rsa_key, "r")
    groups = [
        group(1, "hs256", {"kty": "oct", "alg": "HS256", "kid": "h", "k": b64(secret)}, False, [
            ("good", signed("HS256", secret, "h"), "valid"), *spoilt(signed("HS256", secret, "h"))]),
        group(11, "rs256", dict(rsa_public, alg="RS256", use="sig", kid="r"), True, [
            ("good", for_rs256, "valid"), *spoilt(for_rs256),
            ("another algorithm than the key's", signed("PS256", rsa_key, "r"), "invalid"),
            ("the public key as a secret", signed("HS256", rsa_public["n"].encode(), "r"), "invalid")]),
        group(21, "es256", dict(curve_public, alg="ES256", kid="e"), True, [
            ("good", signed("ES256", curve_key, "e"), "valid"), *spoilt(signed("ES256", curve_key, "e")),
            ("a key of the attacker in the header", signed(
                "ES256", ec.generate_private_key(ec.SECP256R1()), "e", jwk=curve_public), "invalid")]),
        group(31, "rs512, of which the layout says that it is valid, with a key for another use", dict(
            rsa_public, alg="RS512", use="enc", kid="x"), True, [
            ("good", signed("RS512", rsa_key, "x"), "valid")]),
    ]
    document = {"numberOfTests": sum(len(each["tests"]) for each in groups),
                "schema": "json_web_signature_schema.json", "notes": {}, "testGroups": groups}
    FILE.write_text(json.dumps(document, indent=1) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
