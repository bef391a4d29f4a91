"""project.gateway.vault, and what of the configuration can name a secret of the gateway."""

import threading

import pytest

from simulator.options import TABLE
from tests.support import issuing
from tests.support.product import Product
from tests.support.trees import PLANT

NAMED = {"provider": "plant", "secret": "api"}
TAG = "/tags/default/Plant/Setpoint"
INTROSPECTION = "https://idp.example/introspect"
HMAC = issuing.TOKENS["shared"]["HS256"]


def product(version="8.3.8", text=u"canary-secret-\u00e4", **options):
    found = Product(tags=PLANT, version=version, options=None)
    for name, value in options.items():
        setattr(found.gateway.options, name, value)
    found.gateway.vault.add("plant", "api", text)
    return found


def secret(found, provider="plant", name="api"):
    """The text, or the GatewayFailure."""
    gateway = found.library.project.gateway
    try:
        return gateway.vault.secret(provider, name)
    except gateway.failure.GatewayFailure as failure:
        return failure


@pytest.mark.parametrize("reader", TABLE["plaintext_reader"][0])
def test_gives_the_text_and_clears_the_plaintext(reader):
    found = product(plaintext_reader=reader)
    assert secret(found) == u"canary-secret-\u00e4"
    assert [plaintext.is_cleared for plaintext in found.gateway.vault.handed_out] == [True]


@pytest.mark.parametrize("version", ["8.1.55", "8.3.0"])
def test_a_gateway_without_secrets_is_a_failure(version):
    found = product(version)
    assert not found.library.project.gateway.vault.isThere()
    assert secret(found).operation == "system.secrets.readSecretValue"


@pytest.mark.parametrize("missing", TABLE["secret_missing"][0])
@pytest.mark.parametrize("names", [("other", "api"), ("plant", "other")])
def test_a_secret_that_is_not_there_is_a_failure(missing, names):
    assert secret(product(secret_missing=missing), *names).operation == "system.secrets.readSecretValue"


def test_threads_read_one_after_another():
    found = product()
    found.gateway.vault.seconds = 0.01
    texts = []
    threads = [threading.Thread(target=lambda: texts.append(secret(found))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert texts == [u"canary-secret-\u00e4"] * 8
    assert all(plaintext.is_cleared for plaintext in found.gateway.vault.handed_out)


def with_shared_secret(version="8.3.8", text=issuing.TOKENS["secret"], **options):
    found = product(version, text, **options)
    issuing.Provider(found)
    found.configure("ValidTokens", "")
    found.configure("Issuers", {"plant": dict(issuing.ENTRY, algorithms=["HS256"], sharedSecret=NAMED)})
    found.client.token = HMAC
    return found


@pytest.mark.parametrize("reader", TABLE["plaintext_reader"][0])
def test_a_shared_secret_of_the_gateway_verifies_a_token(reader):
    found = with_shared_secret(plaintext_reader=reader)
    assert found.client.get(TAG).status == 200
    found.client.token = HMAC[:-4] + "AAAA"
    assert found.client.get(TAG).status == 401


@pytest.mark.parametrize("text", ["too short", None])
def test_a_shared_secret_that_cannot_be_used_lets_nobody_in(text):
    found = with_shared_secret(text=text)
    answer = found.client.get(TAG)
    assert (answer.status, answer.code) == (503, "issuer_unavailable")
    assert any("shared secret of issuer 'plant'" in line for line in found.gateway.log.messages("WARN"))


@pytest.mark.parametrize("version", ["8.1.55", "8.3.0"])
def test_before_8_3_1_an_entry_that_names_one_is_left_out_and_the_status_says_why(version):
    found = with_shared_secret(version)
    assert found.client.get(TAG).code == "auth_unconfigured"
    found.configure("ValidTokens", "a-token-for-the-status-0123456789")
    found.client.token = "a-token-for-the-status-0123456789"
    problems = found.client.get("/status").json()["configuration"]["problems"]
    told = [each["problem"] for each in problems if each["name"] == "Issuers"]
    assert len(told) == 1 and "8.3.1" in told[0] and "sharedSecret" in told[0]


def test_a_client_secret_of_the_gateway_is_sent_to_the_introspection_endpoint():
    found = product(text=u"canary-client-secret")
    found.gateway.web.answer(INTROSPECTION, '{"active": true, "sub": "x", "roles": ["operator"]}')
    found.configure("ValidTokens", "")
    found.configure("Issuers", {"opaque": {
        "introspectionUri": INTROSPECTION, "clientId": "ignition", "clientSecret": NAMED, "rolesClaim": "roles"}})
    found.client.token = "canary-opaque-token-0123456789"
    assert found.client.get(TAG).status == 200
    # ignition:canary-client-secret
    assert found.gateway.web.sent[0].headers["authorization"] == "Basic aWduaXRpb246Y2FuYXJ5LWNsaWVudC1zZWNyZXQ="


def test_a_client_secret_that_is_not_there_is_an_outage():
    found = product()
    found.configure("ValidTokens", "")
    found.configure("Issuers", {"opaque": {
        "introspectionUri": INTROSPECTION, "clientId": "ignition", "clientSecret": {"provider": "plant", "secret": "x"},
        "rolesClaim": "roles"}})
    found.client.token = "canary-opaque-token-0123456789"
    answer = found.client.get(TAG)
    assert (answer.status, answer.code) == (503, "issuer_unavailable")
    assert found.gateway.web.count() == 0
