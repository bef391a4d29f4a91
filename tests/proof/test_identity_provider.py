"""Access tokens of a real identity provider: discovery, key set, rotation, outage and introspection over HTTP."""

import base64
import json
import shutil
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from tests.support import canaries
from tests.support.product import Product
from tests.support.serving import ROOT, free_port, serving
from tests.support.trees import PLANT

pytestmark = pytest.mark.proof

SOURCES = Path(__file__).with_name("provider")
INSTALLED = ROOT / "build" / "identity-provider"
AUDIENCE, CLIENT, SECRET, OPAQUE = "ignition", "mes", "canary-of-the-client", "canary-opaque-token-0123456789"
TAG = "/tags/default/Plant/Setpoint"
JWKS, INTROSPECTION = "/jwks", "/introspect"
PATIENCE = 90.0  # an unknown key is asked for once a minute


def installed() -> Path:
    """The folder of the provider with its packages, exactly those of the lock file."""
    npm = shutil.which("npm")
    assert npm and shutil.which("node"), "node and npm are not installed; on Debian: apt-get install nodejs npm"
    lock = INSTALLED / "package-lock.json"
    if not lock.is_file() or lock.read_text() != (SOURCES / lock.name).read_text():
        shutil.rmtree(INSTALLED, ignore_errors=True)
        INSTALLED.mkdir(parents=True)
        shutil.copy(SOURCES / "package.json", INSTALLED)
        shutil.copy(SOURCES / lock.name, INSTALLED / "lock")
        (INSTALLED / "lock").rename(lock)
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=INSTALLED, check=True,
                       capture_output=True, timeout=300)
    shutil.copy(SOURCES / "server.js", INSTALLED)
    return INSTALLED


class Provider:
    """The process: stopped and started again it has other keys."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        canaries.WATCH.plant("the secret of a client", SECRET)
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["node", "server.js", str(self.port), AUDIENCE, CLIENT, SECRET, OPAQUE], cwd=installed(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout.readline() == "ready\n"

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()

    def tell(self, line: str) -> dict[str, int]:
        """{path: how often it was asked for}"""
        print(line, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def requests(self, path: str) -> int:
        return self.tell("requests").get(path, 0)

    def tokens(self, grant: str = "client_credentials", **form: str) -> dict[str, str]:
        answer = requests.post(self.url + "/token", data={"grant_type": grant, **form}, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def token(self) -> str:
        return self.tokens()["access_token"]

    @property
    def issuers(self) -> dict:
        return {
            "provider": {"issuer": self.url, "audience": AUDIENCE, "types": ["JWT"], "rolesClaim": "roles"},
            "opaque": {"introspectionUri": self.url + INTROSPECTION, "clientId": CLIENT, "clientSecret": SECRET,
                       "rolesClaim": "roles"},
        }


@pytest.fixture
def provider():
    running = Provider()
    yield running
    running.stop()


@pytest.fixture
def product(provider):
    found = Product(tags=PLANT)
    found.configure("Issuers", provider.issuers)
    found.configure("ValidTokens", "")
    return found


def status(product, token: str) -> int:
    product.client.token = token
    return product.client.get(TAG).status


def header(token: str) -> dict:
    part = token.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_both_front_ends_accept_its_tokens_and_outlive_its_outage_and_new_keys(provider):
    with ExitStack() as running:
        setting = ("--setting", "Issuers=" + json.dumps(provider.issuers),
                   "--setting", 'Limits={"failedLoginsPerMinute": 1000}')
        servers = [running.enter_context(serving(*setting, *front)) for front in ([], ["--jython"])]

        def statuses(token: str) -> list[int]:
            found = []
            for server in servers:
                server.token = token
                found.append(server.get(TAG).status_code)
            return found

        seen, unseen = provider.token(), provider.token()
        assert statuses(seen) == [200, 200]
        assert statuses(OPAQUE) == [200, 200]
        assert statuses("canary-unknown-token-0123456789") == [401, 401]
        assert statuses(seen[:-8] + "AAAAAAAA") == [401, 401]
        assert provider.requests(JWKS) == len(servers)

        provider.stop()
        assert statuses(seen) == [200, 200]
        assert statuses(unseen) == [200, 200]

        provider.start()
        fresh = provider.token()
        assert header(fresh)["kid"] != header(seen)["kid"]
        deadline = time.monotonic() + PATIENCE
        while statuses(fresh) != [200, 200]:
            assert time.monotonic() < deadline
            time.sleep(2)
        assert provider.requests(JWKS) == len(servers)
        assert statuses(seen) == [401, 401]
        assert SECRET not in "".join(server.stop() for server in servers)


def test_an_id_token_and_one_for_nobody_in_particular_are_refused(provider, product):
    answer = provider.tokens("password", username="ann", password="x", client_id=AUDIENCE)
    assert status(product, answer["id_token"]) == 401
    assert status(product, answer["access_token"]) == 401
    assert status(product, provider.token()) == 200


def test_tokens_that_do_not_say_that_they_are_access_tokens_need_the_entry_s_word(provider, product):
    document = provider.issuers
    del document["provider"]["types"]
    product.configure("Issuers", document)
    assert status(product, provider.token()) == 401


def test_two_keys_hold_while_both_are_published(provider, product):
    assert status(product, provider.token()) == 200
    provider.tell("rotate")
    tokens = {header(token)["kid"]: token for token in (provider.token(), provider.token())}
    assert len(tokens) == 2
    product.gateway.clock.advance(61)
    assert [status(product, token) for token in tokens.values()] == [200, 200]
    assert provider.requests(JWKS) == 2


def test_what_an_opaque_token_is_is_asked_once_in_a_while(provider, product):
    assert [status(product, OPAQUE) for _ in range(5)] == [200] * 5
    assert provider.requests(INTROSPECTION) == 1
    product.gateway.clock.advance(31)
    assert status(product, OPAQUE) == 200
    assert provider.requests(INTROSPECTION) == 2


def test_a_wrong_client_secret_is_an_outage_for_the_caller_and_a_line_for_the_operator(provider, product):
    document = provider.issuers
    document["opaque"]["clientSecret"] = "canary-of-another-client"
    product.configure("Issuers", document)
    product.client.token = OPAQUE
    answer = product.client.get(TAG)
    assert (answer.status, answer.code) == (503, "issuer_unavailable")
    assert any("status 401" in line for line in product.gateway.log.messages("WARN"))


def test_a_gateway_that_starts_while_the_provider_is_down_lets_nobody_in_until_it_is_back(provider, product):
    provider.stop()
    parts = ({"alg": "RS256", "kid": "x", "typ": "JWT"}, {"iss": provider.url}, "x")
    product.client.token = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
                                    for part in parts)
    answer = product.client.get(TAG)
    assert (answer.status, answer.code) == (503, "issuer_unavailable")
    provider.start()
    product.gateway.clock.advance(6)
    assert status(product, provider.token()) == 200
