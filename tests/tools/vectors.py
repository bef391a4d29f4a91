"""Makes tests/support/vectors: signatures in the layout of published vectors.

`python -m tests.tools.vectors` writes those of the RFCs, from the tests of jwcrypto; with `own`, new ones of our own;
with `nist FOLDER` those of NIST, from the folder `asymmetric` of the package cryptography-vectors (56 MB, and therefore
no requirement).
"""

import base64
import hashlib
import hmac
import importlib
import json
import re
import secrets
import sys
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

FOLDER = Path(__file__).parent.parent / "support" / "vectors"
FILE = "json_web_signature_test.json"
NIST = "fips_186.json"
# Algorithm: (file, section, hash). Of RSA-PSS there is none with the salt of RFC 7518.
NIST_PARTS = {
    **{f"RS{size}": ("RSA/FIPS_186-2/SigVer15_186-3.rsp", "mod = 2048", f"SHA{size}") for size in (256, 384, 512)},
    "ES256": ("ECDSA/FIPS_186-3/SigVer.rsp", "P-256,SHA-256", None),
    "ES384": ("ECDSA/FIPS_186-3/SigVer.rsp", "P-384,SHA-384", None),
}
PAYLOAD = b"foo"


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def signed(algorithm: str, key, kid: str, **header) -> str:
    head = {"alg": algorithm, "kid": kid, **header}
    text = f"{b64(json.dumps(head).encode())}.{b64(PAYLOAD)}"
    if algorithm == "HS256":
        return f"{text}.{b64(hmac.new(key, text.encode(), hashlib.sha256).digest())}"
    return f"{text}.{b64(jwt.get_algorithm_by_name(algorithm).sign(text.encode(), key))}"


def group(number: int, comment: str, key: dict, public: bool, vectors: list, source: str = "own") -> dict:
    tests = [{"tcId": number + index, "comment": what, "jws": jws, "result": result, "flags": []}
             for index, (what, jws, result) in enumerate(vectors)]
    return {"type": "JsonWebSignature", "source": {"name": source, "version": "1"}, "comment": comment,
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


def own() -> dict:
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
    return document(groups)


def published() -> dict:
    """What jwcrypto's own tests hold of the two RFCs. An access token is a compact serialization: no other is valid."""
    groups = [
        group(10 * number, comment, public(key) if is_public else key, is_public, tests, "RFC")
        for number, (comment, key, is_public, tests) in enumerate([*rfc7515(), *rfc7520()], 1)]
    return document(groups)


def rfc7515() -> list:
    held = importlib.import_module("jwcrypto.tests")
    secret = {name: held.SymmetricKeys["keys"][1][name] for name in ("kty", "k")}

    def compact(example: dict) -> tuple:
        parts = (example["protected"].encode(), example["payload"], example["signature"])
        return "compact", ".".join(b64(part) for part in parts), "valid"
    return [
        ("RFC 7515 appendix A.1", secret, False, [compact(held.A1_example)]),
        ("RFC 7515 appendix A.2", held.A2_key, True, [compact(held.A2_example)]),
        ("RFC 7515 appendix A.3", held.A3_key, True, [compact(held.A3_example)]),
        ("RFC 7515 appendix A.4", held.A4_key, True, [compact(held.A4_example)]),
        ("RFC 7515 appendix A.5, of which the key is that of A.2", held.A2_key, True, [compact(held.A5_example)]),
        ("RFC 7515 appendix A.6", held.A2_key, True, [("general JSON", json.loads(held.A6_serialized), "invalid")]),
        ("RFC 7515 appendix A.7", held.A3_key, True, [("flattened JSON", json.loads(held.A7_example), "invalid")]),
        ("RFC 7515 appendix E, of which the key is that of A.2", held.A2_key, True, [
            ("an extension that must be understood", held.E_negative, "invalid")]),
    ]


def rfc7520() -> list:
    held = importlib.import_module("jwcrypto.tests-cookbook")
    keys = {"1": held.RSA_Public_Key_3_3, "2": held.RSA_Public_Key_3_3, "3": held.EC_Public_Key_3_1,
            "4": held.Symmetric_Key_MAC_3_5, "6": held.Symmetric_Key_MAC_3_5, "7": held.Symmetric_Key_MAC_3_5,
            "8": held.RSA_Public_Key_3_3}
    forms = (("compact", "valid"), ("general", "invalid"), ("flattened", "invalid"))
    found = []
    for section, key in keys.items():
        named = [(form, getattr(held, f"JWS_{form}_4_{section}_{last}", None), result)
                 for form, result in forms for last in (3, 5)]
        found.append((f"RFC 7520 section 4.{section}", key, key["kty"] != "oct", [one for one in named if one[1]]))
    return found


def nist(folder: Path) -> dict:
    """{algorithm: [{member: text}]}: names as in NIST's files, numbers hexadecimal, one RSA modulus."""
    found = {}
    for algorithm, (file, section, digest) in NIST_PARTS.items():
        part = re.split(r"^\[(.+)\]$", (folder / file).read_text("ascii"), flags=re.MULTILINE)
        found[algorithm], modulus = [], {}
        for block in part[part.index(section) + 1].split("\n\n"):
            members = dict(re.findall(r"^(\w+) = (\S+)", block, re.MULTILINE))
            if "n" in members and modulus:
                break
            modulus |= {name: members[name] for name in members if name == "n"}
            if "Result" in members and members.get("SHAAlg") == digest:
                members["Result"] += block.partition("Result = F")[2].rstrip()
                found[algorithm].append(modulus | {
                    name: text.lstrip("0") if name == "e" else text
                    for name, text in members.items() if name not in ("SHAAlg", "SaltVal", "d")})
    return found


def public(key: dict) -> dict:
    return {name: member for name, member in key.items() if name not in ("d", "p", "q", "dp", "dq", "qi")}


def document(groups: list) -> dict:
    return {"numberOfTests": sum(len(each["tests"]) for each in groups),
            "schema": "json_web_signature_schema.json", "notes": {}, "testGroups": groups}


def write(name: str, file: str, made: dict) -> None:
    (FOLDER / name / file).write_text(json.dumps(made, indent=1) + "\n", encoding="ascii")


def main(arguments: list[str]) -> None:
    match arguments:
        case ["own"]:
            write("own", FILE, own())
        case ["nist", folder]:
            write("nist", NIST, nist(Path(folder)))
        case _:
            write("rfc", FILE, published())


if __name__ == "__main__":
    main(sys.argv[1:])
