"""What counts as a secret in the zip. The samples are put together here: no scanner finds them in git."""

import base64
import hashlib

import pytest

from tools.checks import secrets

ENTRY = "ignition/script-python/project/api/code.py"
RANDOM_BYTES = hashlib.sha256(b"sample").digest()


def found(line):
    return secrets.check({ENTRY: b"A = 1\n" + line.encode() + b"\n"})


def base64url(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


PARTS = (b'{"alg":"HS256"}', b'{"sub":"a"}', RANDOM_BYTES)
JSON_WEB_TOKEN = ".".join(base64url(part) for part in PARTS)

SECRETS = {
    "JSON Web Token": f"A = '{JSON_WEB_TOKEN}'",
    "private key": f"A = '-----BEGIN RSA {'PRIVATE'} KEY-----'",
    "database URL": f"A = 'postgresql://api:{'s3cret'}@db/plant'",
    "base64 key": f"A = '{base64url(RANDOM_BYTES)}'",
    "hexadecimal key": f"A = '{RANDOM_BYTES.hex()}'",
    "token outside a string": f"# try {base64url(RANDOM_BYTES)[:32]}",
    "password": f"{'pass'}word = 'Corr3ctHorse'",
    "cloud key": f"A = 'AKIA{'IOSFODNN7EXAMPL'}K'",
}


@pytest.mark.parametrize("line", SECRETS.values(), ids=SECRETS)
def test_finds_a_secret_and_names_its_line(line):
    faults = found(line)
    assert {(fault.path, fault.line) for fault in faults} == {("scripts/project/api.py", 2)}


@pytest.mark.parametrize(
    "line",
    [
        "A = 'SHA256withECDSAinP1363Format'",
        "DONT_ACCEPT_TRUE_FOR_1 = FORCE_ZIP64_EXTENSIONS_2",
        "A = 'PBKDF2WithHmacSHA256'",
        "A = 'com.inductiveautomation.ignition.common.gson.JsonParser'",
        "A = 'access-control-allow-headers'",
        "A = '2026-01-01T00:00:00.000Z'",
        "A = readBlockingOf2WithTimeoutMillis(tagPaths)",
        "A = 'urn:ietf:params:oauth:token-type:access_token'",
    ],
)
def test_leaves_names_alone(line):
    assert found(line) == []
