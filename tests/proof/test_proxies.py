"""The reverse proxies of docs/proxy as real processes: the API works through them, attacks do not reach the gateway."""

import json
import re
import subprocess
import time
from contextlib import closing, contextmanager

import pytest

from tests.support import databases, proxies, raw_http, stored, transports
from tests.support.client import strict
from tests.support.product import TOKEN
from tests.support.serving import serving

pytestmark = pytest.mark.proof

API = "/system/webdev/demo/api"
SETPOINT = API + "/tags/default/Plant/Setpoint"
ORIGIN = "https://dashboard.example.com"
JSON = ("Content-Type", "application/json")
SETTINGS = ("--setting", f'TrustedProxies=["{proxies.ADDRESS}"]', "--setting", "RequireHttps=true",
            "--origins", ORIGIN)
TIMES = re.compile(rb'"(timestamp|requestId)":\s*"[^"]*"')


class Site:
    """A gateway with a proxy in front."""

    def __init__(self, proxy: proxies.Proxy, port: int, token: str) -> None:
        self.proxy = proxy
        self.tap = proxy.tap
        self.port = port
        self.credential = ("Authorization", f"Bearer {token}")

    def ask(self, method: str, target: str, *headers: tuple[str, str], body: bytes = b"", **options) -> raw_http.Answer:
        return self.proxy.ask(method, target, [self.credential, *headers], body, **options)

    def direct(self, method: str, target: str, *headers: tuple[str, str], body: bytes = b"") -> raw_http.Answer:
        """The answer of the gateway itself to what a proxy would say of the request."""
        said = [("Host", proxies.HOST), ("X-Forwarded-Proto", "https"), self.credential, *headers]
        if body and all(name != "Transfer-Encoding" for name, _ in headers):
            said.append(("Content-Length", str(len(body))))
        return raw_http.ask(proxies.ADDRESS, self.port, method, target, said, body)

    def unreached(self, status: object) -> object:
        """The status, after nothing was found to have come through to the gateway."""
        assert self.tap.sent == b"", self.tap.sent[:2000]
        return status


@pytest.fixture(scope="module", params=["waitress", "jetty"])
def gateway(request):
    with serving(*SETTINGS, *(["--jython"] if request.param == "jetty" else [])) as running:
        yield running


@pytest.fixture(scope="module", params=sorted(proxies.BY_NAME))
def running(request, gateway):
    port = int(re.search(r":(\d+)/", gateway.base)[1])
    with proxies.BY_NAME[request.param](port) as proxy:
        yield Site(proxy, port, gateway.token)


@pytest.fixture
def site(running):
    running.tap.clear()
    return running


@contextmanager
def guarded(name: str):
    """(product, Site): a product of this process with a database, behind a proxy that it trusts."""
    product = stored.product(settings={"TrustedProxies": [proxies.ADDRESS], "RequireHttps": True})
    front = transports.Http()
    front.serve(product.host)
    try:
        with proxies.BY_NAME[name](front.address[1]) as proxy:
            yield product, Site(proxy, front.address[1], TOKEN)
    finally:
        front.close()
        databases.close(product.gateway)


@pytest.fixture(params=sorted(proxies.BY_NAME))
def watched(request):
    with guarded(request.param) as found:
        yield found


@pytest.fixture(scope="module", params=sorted(proxies.BY_NAME))
def standing(request):
    with guarded(request.param) as found:
        yield found[1]


@pytest.fixture
def wall(standing):
    """A site for requests that the proxy has to judge: what is behind it does not matter."""
    standing.tap.clear()
    return standing


# What works as it does without a proxy

QUESTIONS = [
    ("GET", "/health", [], b""), ("HEAD", "/health", [], b""), ("GET", "/health?ready", [], b""),
    ("GET", "/tags", [], b""), ("HEAD", "/tags/default/Plant/Setpoint", [], b""),
    ("GET", "/tags/default/Plant/Setpoint", [], b""),
    ("GET", "/tags/default/Plant/Setpoint?format=xml", [], b""),
    ("GET", "/tags?path=%5Bdefault%5DPlant%2FSetpoint&path=%5Bdefault%5DPlant/Line1/Good", [], b""),
    ("GET", "/tags?path=[default]Plant/Setpoint", [], b""),
    ("GET", "/tags?path=%5Bdefault%5DPlant%2F..%2FX&path=%5Bdefault%5Da%25b", [], b""),
    ("GET", "/tags/default%2FPlant%2FSetpoint", [], b""), ("GET", "/tags/default/Plant/S%C3%A9t%20point", [], b""),
    ("GET", "/tags/default/Config/API/ValidTokens", [], b""), ("GET", "/tags/default/Plant/Setpoint/", [], b""),
    ("GET", "/nothing", [], b""), ("GET", "/tags?path=%zz", [], b""), ("GET", "/openapi.json", [], b""),
    ("GET", "/browse?path=%5Bdefault%5DPlant&recursive=true", [("Accept-Encoding", "gzip")], b""),
    ("PUT", "/tags/default/Plant/Setpoint", [JSON], b'{"value": 140}'),
    ("PUT", "/tags?path=%5Bdefault%5DPlant%2FSetpoint", [JSON], b'{"value": 150}'),
    ("PUT", "/tags/default/Plant/Setpoint", [JSON, ("Transfer-Encoding", "chunked")],
     b'4\r\n{"va\r\na\r\nlue": 140}\r\n0\r\n\r\n'),
    ("POST", "/read", [JSON], b'{"paths": ["[default]Plant/Setpoint", "[default]Plant/Nothing"]}'),
    ("POST", "/write", [JSON], b'{"writes": [{"path": "[default]Plant/Setpoint", "value": 150}]}'),
    ("POST", "/read", [JSON], b'{"paths": ['), ("POST", "/read", [JSON], b""),
    ("POST", "/read", [("Content-Type", "text/xml")], b"<x/>"),
    ("POST", "/read", [JSON], json.dumps({"paths": ["[default]" + "x" * 900] * 400}).encode()),
    ("POST", "/batch", [JSON], b'{"requests": [{"id": "1", "method": "GET", "path": "/health"}]}'),
    ("DELETE", "/tags/default/Plant/Setpoint", [], b""), ("PATCH", "/tags", [JSON], b"{}"),
    ("OPTIONS", "/tags/default/Plant/Setpoint",
     [("Origin", ORIGIN), ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "if-match")],
     b""),
    ("GET", "/tags", [("Origin", ORIGIN)], b""), ("GET", "/tags", [("Origin", "https://elsewhere.example")], b""),
    ("GET", "/tags", [("X-API-Key", "another-token-0123456789")], b""),
    ("GET", "/tags", [("X-Request-Id", "plant-4711")], b""), ("GET", "/tags", [("X-Long", "x" * 5000)], b""),
    ("GET", "/tags?token=abc", [], b""), ("GET", "/tags", [("Accept", "application/nothing")], b""),
]
COMPARED = ("allow", "cache-control", "content-encoding", "content-type", "etag", "retry-after", "vary",
            "www-authenticate", "x-content-type-options")


def comparable(answer: raw_http.Answer, target: str) -> object:
    kept = sorted((name.lower(), value) for name, value in answer.headers
                  if name.lower() in COMPARED and name.lower() != "etag" or name.lower().startswith("access-control-"))
    # The plant moves, so that of a body with values its form is left.
    body = TIMES.sub(b"", answer.body) if answer.status >= 400 or "/health" in target else bool(answer.body)
    return answer.status, kept, answer.header("ETag") is None, body


@pytest.mark.parametrize("method, target, headers, body", QUESTIONS)
def test_the_api_answers_as_it_does_without_a_proxy(site, method, target, headers, body):
    through = site.ask(method, API + target, *headers, body=body)
    assert comparable(through, target) == comparable(site.direct(method, API + target, *headers, body=body), target)
    assert through.header("Strict-Transport-Security") == "max-age=31536000"
    assert through.header("Set-Cookie") is None


def test_entity_tags_hold_through_it(site):
    assert site.ask("PUT", SETPOINT, JSON, body=b'{"value": 120}').status == 200
    etag = site.ask("GET", SETPOINT).header("ETag")
    assert site.ask("GET", SETPOINT, ("If-None-Match", etag)).status == 304
    assert site.ask("PUT", SETPOINT, JSON, ("If-Match", etag), body=b'{"value": 121}').status == 200
    assert site.ask("PUT", SETPOINT, JSON, ("If-Match", etag), body=b'{"value": 122}').status == 412
    assert strict(site.ask("GET", SETPOINT).body)["value"] == 121


def test_a_write_with_a_key_is_done_once(site):
    sent = (JSON, ("Idempotency-Key", f"proxy-{time.time_ns()}"))
    first, second = [site.ask("PUT", SETPOINT, *sent, body=b'{"value": 130}') for _ in range(2)]
    assert (first.status, second.status, second.header("Idempotent-Replayed")) == (200, 200, "true")
    assert second.body == first.body


def test_a_long_table_comes_whole(site):
    target = API + "/history?path=%5Bdefault%5DPlant/Temperature&startDate=-20h&limit=1000&format=csv"
    answer = site.ask("GET", target)
    assert answer.status == 200
    assert 200 < answer.body.count(b"\r\n") <= 1001


@pytest.mark.parametrize("options", [[], ["-X", "PUT", "-H", "Content-Type: application/json", "-d", '{"value": 133}']])
def test_http_2_works(site, options):
    name, value = site.credential
    line = ["curl", "-sS", "--http2", "--cacert", str(site.proxy.certificate), "-H", f"{name}: {value}",
            "--resolve", f"{proxies.HOST}:{site.proxy.https}:{proxies.ADDRESS}", "-w", "\n%{http_version} %{http_code}",
            *options, f"https://{proxies.HOST}:{site.proxy.https}{SETPOINT}"]
    printed = subprocess.run(line, capture_output=True, text=True, check=True, timeout=30).stdout
    assert printed.endswith("\n2 200")


# What does not reach the gateway

def test_a_large_body_is_refused_by_its_length(wall):
    sent = [("Host", proxies.HOST), wall.credential, JSON, ("Content-Length", "1048577")]
    assert wall.unreached(wall.proxy.raw(raw_http.request_bytes("POST", API + "/read", sent))) == 413


def test_a_large_body_is_refused_when_it_comes_in_chunks(wall):
    chunks = b"10000\r\n" + b" " * 65536 + b"\r\n"
    body = chunks * 17 + b"0\r\n\r\n"
    answer = wall.ask("POST", API + "/read", JSON, ("Transfer-Encoding", "chunked"), body=body)
    assert wall.unreached(answer.status) == 413


def test_a_body_of_the_largest_size_is_for_the_api_to_judge(wall):
    body = json.dumps({"paths": ["x" * 1000] * 1000}).encode()
    answer = wall.ask("POST", API + "/read", JSON, body=body[:1000000])
    assert answer.header("X-Request-Id")
    assert answer.status == 400


@pytest.mark.parametrize("begun", [
    f"GET {API}/tags HTTP/1.1\r\nHost: {proxies.HOST}\r\nX-Slow: ",
    f"POST {API}/read HTTP/1.1\r\nHost: {proxies.HOST}\r\nContent-Type: application/json\r\n"
    'Content-Length: 30\r\n\r\n{"paths": ',
])
def test_a_slow_client_waits_at_the_proxy_and_then_goes(wall, begun):
    with closing(wall.proxy.connect()) as slow:
        slow.send(begun.encode())
        for _ in range(3):
            time.sleep(0.5)
            slow.send(b"x")
        assert wall.unreached("nothing") == "nothing"
        assert wall.ask("GET", API + "/health").status == 200
        wall.tap.clear()
        try:
            status = slow.head()[0]  # waits up to 20 seconds
        except raw_http.Cut:
            status = None
        assert wall.unreached(status) in (408, None)


SPOOFED = [
    ("X-Forwarded-For", "203.0.113.7"), ("x-forwarded-for", "203.0.113.8, 203.0.113.7"),
    ("X_Forwarded_For", "203.0.113.7"),
    ("X-Forwarded-Proto", "http"), ("Forwarded", "for=203.0.113.7;proto=http"), ("X-Real-IP", "203.0.113.7"),
    ("X-Forwarded-Host", "203.0.113.7"), ("X-Forwarded-Port", "203"), ("X-Forwarded-Prefix", "/203.0.113.7"),
    ("Cookie", "JSESSIONID=203.0.113.7"),
]


def test_abuse_case_20_what_a_client_says_of_itself_is_replaced(wall):
    assert wall.ask("GET", API + "/tags", *SPOOFED).status == 200
    sent = wall.tap.sent.lower()
    assert sent.count(b"\r\nx-forwarded-for: 127.0.0.1\r\n") == sent.count(b"forwarded-for") == 1
    assert sent.count(b"\r\nx-forwarded-proto: https\r\n") == sent.count(b"forwarded-proto") == 1
    assert b"203" not in sent
    assert b"forwarded:" not in sent and b"cookie" not in sent


@pytest.mark.parametrize("target", [
    API + "/../../../../web/home", API + "/%2e%2e/%2E%2e/main", API + "/.%2e/x", API + "/..;/..;/main",
    API + "/..%2f..%2fmain", API + "/tags%2f..%2fstatus", API + "/tags/default/./Plant", API + "/..",
    API + "/tags/..?x=1",
    API + ";x=y/tags", API + "/tags;jsessionid=1/default", API + "//tags", "//system/webdev/demo/api/tags",
    API + "/tags\\..\\status", API + "/tags/%5c..%5cstatus", API + "/tags/%00", API + "/tags/a%0d%0aSet-Cookie:%20a=b",
    API + "/tags/%252e%252e/x", API + "/tags/%u002e%u002e/x", API + "/tags/\x01", API + "/tags/%7f",
])
def test_abuse_case_23_paths_that_can_be_read_in_two_ways_are_refused(wall, target):
    answer = wall.ask("GET", target)
    assert wall.unreached(answer.status) == 400
    assert answer.header("Set-Cookie") is None


@pytest.mark.parametrize("target", [
    "/", "/web/home", "/system/gwinfo", "/system/StatusPing", "/data/api/v1/gateway-info",
    "/system/webdev/other/api/tags",
    "/system/webdev/demo", "/system/webdev/demo/apix/tags", "/system/webdev/demo/API/tags", "/system%2fwebdev/demo/api",
    "/system/webdev/demo%2fapi/tags", "/system/webdev/demo/api%2ftags", "/%73ystem/webdev/demo/api/tags",
    "/web/home?/system/webdev/demo/api/tags",
])
def test_nothing_else_of_the_gateway_is_let_through(wall, target):
    assert wall.unreached(wall.ask("GET", target).status) == 404


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "TRACK", "G=T", "get"])
def test_abuse_case_22_other_methods_end_here(wall, method):
    assert wall.unreached(wall.proxy.raw(raw_http.request_bytes(method, API + "/tags", [
        ("Host", proxies.HOST), wall.credential]))) in (400, 405)


def test_an_absolute_address_makes_nothing_of_itself(wall):
    answer = wall.ask("GET", f"http://{proxies.HOST}{API}/health?ready")
    assert answer.status == 200
    assert wall.tap.sent.startswith(f"GET {API}/health?ready HTTP/1.1\r\n".encode())


@pytest.mark.parametrize("target, host", [
    (API + "/tags", "other.example.com"), (API + "/tags", "127.0.0.1"),
    (f"https://other.example.com{API}/tags", proxies.HOST),
    (f"https://other.example.com{API}/tags", "other.example.com"),
])
def test_another_host_name_is_not_served(wall, target, host):
    assert wall.unreached(wall.ask("GET", target, ("Host", host)).status) in (400, 421)


def test_another_host_name_does_not_even_get_a_connection(wall):
    for name in ("other.example.com", None):
        with pytest.raises(OSError):
            wall.proxy.connect(host=name)


@pytest.mark.parametrize("header", [("X-Long", "x" * 40000), ("Cookie", "x" * 40000)])
def test_a_head_that_is_too_large_ends_here(wall, header):
    assert wall.unreached(wall.proxy.raw(raw_http.request_bytes("GET", API + "/tags", [
        ("Host", proxies.HOST), wall.credential, header]))) in (400, 413, 414, 431)


def test_an_address_that_is_too_long_ends_here(wall):
    assert wall.unreached(wall.ask("GET", API + "/tags?path=" + "x" * 40000).status) in (400, 414, 431)


@pytest.mark.parametrize("raw", [b"X-Request-Id: a\rX-Injected: b", b"X-Request-Id: a\x00b", b"X-Request-Id : a",
                                 b"X Request: a", b"no colon", b": empty", b"X-Request-Id: a\r\n folded: b"])
def test_abuse_case_17_a_malformed_header_injects_nothing(wall, raw):
    """Refused, or dropped, or its value replaced: whatever the proxy does of it, nothing of it becomes a header."""
    name, value = wall.credential
    request = f"GET {API}/tags HTTP/1.1\r\nHost: {proxies.HOST}\r\n{name}: {value}\r\n".encode() + raw + b"\r\n\r\n"
    with closing(wall.proxy.connect()) as connection:
        connection.send(request)
        answer = connection.answer()
    assert answer.status in (200, 400)
    assert answer.header("X-Injected") is None and answer.header("folded") is None
    assert b"\nX-Injected" not in wall.tap.sent and b"\nfolded" not in wall.tap.sent
    assert re.fullmatch(r"[\x21-\x7e]+", answer.header("X-Request-Id") or "none")


HIDDEN = f"GET {API}/status HTTP/1.1\r\nHost: {proxies.HOST}\r\n\r\n"


@pytest.mark.parametrize("framing", [
    "Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 5",
    "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5, 6", "Content-Length: +5", "Content-Length: 0x5",
    "Content-Length: -1", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: xchunked",
    "Transfer-Encoding:\x0bchunked", "Transfer-Encoding : chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
])
def test_no_request_hides_in_the_body_of_another(wall, framing):
    """Refused, or its end is where the proxy sees it: what follows is never a request that nobody has checked."""
    name, value = wall.credential
    request = (f"POST {API}/read HTTP/1.1\r\nHost: {proxies.HOST}\r\n{name}: {value}\r\n"
               f"Content-Type: application/json\r\n{framing}\r\n\r\n0\r\n\r\n{HIDDEN}")
    with closing(wall.proxy.connect()) as connection:
        connection.send(request.encode("latin-1"))
        status = connection.head()[0]
    assert status >= 400
    # What comes through is a request of its own, with the proxy's own headers, or nothing.
    forwarded = wall.tap.sent.count(b" HTTP/1.1\r\n")
    assert forwarded == wall.tap.sent.lower().count(b"x-forwarded-for: 127.0.0.1")
    assert not re.search(rb"content-length:.*transfer-encoding:", wall.tap.sent, re.IGNORECASE | re.DOTALL)


def test_plain_http_is_refused_and_not_redirected(wall):
    answer = raw_http.ask(
        proxies.ADDRESS, wall.proxy.http, "GET", API + "/tags", [("Host", proxies.HOST), wall.credential])
    assert wall.unreached(answer.status) == 403
    assert answer.header("Location") is None


def test_plain_http_on_the_port_of_tls_is_refused(wall):
    try:
        status = raw_http.ask(proxies.ADDRESS, wall.proxy.https, "GET", API + "/tags", [
            ("Host", proxies.HOST), wall.credential]).status
    except raw_http.Cut:
        status = None
    assert wall.unreached(status) in (400, None)


def test_two_credentials_are_refused(wall):
    assert wall.ask("GET", API + "/tags", wall.credential).status == 400


def test_abuse_case_117_the_proxy_logs_neither_credentials_nor_queries(wall):
    wall.ask("GET", API + "/tags?access_token=canary-in-the-query")
    wall.ask("GET", API + "/tags/canary-in-the-path")
    deadline = time.monotonic() + 5
    while "canary-in-the-path" not in wall.proxy.log.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    written = wall.proxy.log.read_text()
    assert "canary-in-the-query" not in written
    assert wall.credential[1].split()[1] not in written


# Who calls, as the gateway sees it

def test_audit_and_limits_see_the_client_and_not_what_it_claims(watched):
    product, site = watched
    product.configure("Limits", {"addressBurst": 3, "addressPerSecond": 1, "failedLoginsPerMinute": 1000})
    with still(product.gateway):
        assert site.ask("PUT", SETPOINT, JSON, ("X-Forwarded-For", "203.0.113.7"), body=b'{"value": 1}',
                        source="127.0.0.2").status == 200
        assert stored.rows(product)[-1]["address"] == "127.0.0.2"

        def strangers(source: str, *claimed: str) -> list[int]:
            return [site.proxy.ask("GET", API + "/tags", [("X-Forwarded-For", claim)], source=source).status
                    for claim in claimed]
        claims = [f"203.0.113.{number}" for number in range(4)]
        assert strangers("127.0.0.3", *claims) == [401, 401, 401, 429]
        assert strangers("127.0.0.4", "127.0.0.3") == [401]
        assert site.ask("GET", API + "/tags", source="127.0.0.3").status == 200


@contextmanager
def still(gateway):
    """The gateway's clock stands while buckets would fill."""
    gateway.clock.set_millis(gateway.clock.now_millis())
    yield


def test_abuse_case_46_only_what_came_over_tls_is_https(watched):
    product, site = watched
    assert site.ask("GET", API + "/tags").status == 200
    plain = raw_http.ask(proxies.ADDRESS, site.port, "GET", API + "/tags", [("Host", "x"), site.credential])
    assert (plain.status, strict(plain.body)["code"]) == (403, "tls_required")


def test_strangers_are_slowed_down_and_callers_are_not(watched):
    _, site = watched
    site.tap.close()  # so that this is about the proxy's own speed
    with closing(site.proxy.connect()) as connection:
        statuses = [connection.ask("GET", API + "/health", [("Host", proxies.HOST)]).status for _ in range(700)]
    assert statuses[0] in (502, 503)
    assert statuses[-1] == 429
    assert site.ask("GET", API + "/tags").status == statuses[0]
