# coding: utf-8
"""Headers that are forged, doubled, smuggled or written in odd ways."""

import re

from tests.faults.answers import answered, clean, refused, settled, unwritten
from tests.faults.settings import fresh
from tests.support.client import Client
from tests.support.product import TOKEN

GOOD = "Bearer " + TOKEN
HEX = re.compile(r"^[0-9a-f]{24}-[0-9]+\Z")
BREAKS = ("\r\n", "\n", "\r", "\x00", u"\u2028", "\x0b", "\x85", "%0d%0a", "\\r\\n", u"\u560a\u560d")


def asked(product, headers, path="/tags", **options):
    """A GET with these headers and no other credential."""
    return Client(product.host, product.project).get(path, headers=headers, **options)


def names(answer):
    return [name.lower() for name, value in answer.header_list]


def test_abuse_case_17_request_ids_that_could_end_a_line(plant):
    for breaking in BREAKS:
        for injected in ("x%sSet-Cookie: evil=1", "%sSet-Cookie: evil=1", "x%s", "%s\r\n<script>", "a%sb"):
            answer = clean(asked(plant, [("X-Request-Id", injected % breaking)], "/health"))
            assert answer.status == 200
            assert HEX.match(answer.headers["x-request-id"])
            assert "evil" not in answer.text() and "script" not in answer.text()


def test_abuse_case_17_request_ids_that_are_too_odd_to_echo(plant):
    for odd in (
            "", " ", "a b", "a;b", "a,b", "../x", "-x", ".x", u"\u00e9", "x" * 129, "x" * 8000, "${jndi:ldap://x}",
            "{{7*7}}", "<b>", "'", '"', "x\n", "%n%s", "\x1b[31m"):
        answer = asked(plant, [("X-Request-Id", odd)], "/health")
        assert HEX.match(answer.headers["x-request-id"]), odd


def test_abuse_case_17_a_sane_request_id_comes_back(plant):
    for sane in ("a", "A-1.b_2", "x" * 128, "0f8fad5b-d9cb-469f-a165-70867728950e"):
        for spelling in ("X-Request-Id", "x-request-id", "X-REQUEST-ID"):
            assert asked(plant, [(spelling, sane)], "/health").headers["x-request-id"] == sane
            assert refused(asked(plant, [(spelling, sane)]), 401)["requestId"] == sane


def test_abuse_case_17_two_request_ids(plant):
    answer = asked(plant, [("X-Request-Id", "first"), ("x-request-id", "second")], "/health")
    assert HEX.match(answer.headers["x-request-id"])


def test_abuse_case_17_nothing_else_is_echoed(plant):
    """Every other header and parameter, with a line break in it, on good and bad answers."""
    for breaking in ("\r\n", "\n", "\x00"):
        value = "x%sX-Injected: 1" % breaking
        for path in ("/health", "/tags", "/browse", "/nowhere", "/tags/default/x"):
            for name in (
                    "Origin", "Accept", "If-None-Match", "Host", "Referer", "User-Agent", "Cookie", "Accept-Language"):
                answer = clean(asked(plant, [(name, value), ("Authorization", GOOD)], path))
                assert answer.status < 500
                assert "x-injected" not in names(answer)
        for name in ("path", "format", "name", "cursor", "evil" + breaking + "X-Injected: 1"):
            answer = settled(plant.client.get("/browse", params=[(name, value)]))
            assert "x-injected" not in names(answer)


def test_abuse_case_17_the_next_page_link_cannot_be_split(plant):
    for name in (u"*\r\nX-Injected: 1*", '*">; rel="evil', "*<>*", u"*\u00e9*", "*"):
        answer = settled(plant.client.get("/browse", params=[
            ("path", "[default]Plant"), ("limit", "1"), ("format", "records"), ("name", name)]))
        assert "x-injected" not in names(answer)
        link = answer.headers.get("link", "")
        assert link == "" or re.match(r'^<\?[A-Za-z0-9%&=._~\-]+>; rel="next"\Z', link), link


def test_abuse_case_18_header_names_in_any_case(plant):
    for name in ("Authorization", "authorization", "AUTHORIZATION", "aUTHORIZATION"):
        answered(asked(plant, [(name, GOOD)]))
    for name in ("X-API-Key", "x-api-key", "X-Api-Key", "X-API-KEY"):
        answered(asked(plant, [(name, TOKEN)]))
    for name in ("Content-Type", "content-type", "CONTENT-TYPE"):
        answer = plant.client.request("POST", "/read", headers=[(name, "application/json")], body=b'{"paths":["x"]}')
        answered(answer)


def test_abuse_case_18_more_than_one_credential(plant):
    wrong = "Bearer " + "w" * 30
    pairs = (
        [("Authorization", GOOD), ("Authorization", GOOD)],
        [("Authorization", GOOD), ("Authorization", wrong)],
        [("Authorization", wrong), ("Authorization", GOOD)],
        [("Authorization", GOOD), ("authorization", wrong)],
        [("AUTHORIZATION", wrong), ("authorization", GOOD)],
        [("Authorization", ""), ("Authorization", GOOD)],
        [("Authorization", GOOD), ("X-API-Key", TOKEN)],
        [("Authorization", wrong), ("X-API-Key", TOKEN)],
        [("Authorization", "Basic YTpi"), ("X-API-Key", TOKEN)],
        [("Authorization", ""), ("X-API-Key", TOKEN)],
        [("X-API-Key", TOKEN), ("X-API-Key", TOKEN)],
        [("X-API-Key", TOKEN), ("x-api-key", "w" * 30)],
        [("Authorization", GOOD)] * 50,
    )
    for headers in pairs:
        refused(asked(plant, headers), 400, "ambiguous_credentials")


def test_abuse_case_18_two_credentials_in_one_header(plant):
    for value in (GOOD + ", " + GOOD, GOOD + "," + GOOD, GOOD + " " + GOOD, GOOD + ";x", GOOD + ", Basic YTpi",
            "Basic YTpi, " + GOOD):
        refused(asked(plant, [("Authorization", value)]), 401)
    refused(asked(plant, [("X-API-Key", TOKEN + "," + TOKEN)]), 401)


def test_abuse_case_18_nothing_is_written_with_two_credentials(plant):
    with unwritten(plant):
        for path, method, body in (("/write", "POST", b'{"writes":[{"path":"[default]Plant/Setpoint","value":1}]}'),
                                   ("/tags/default/Plant/Setpoint", "PUT", b'{"value":1}')):
            answer = Client(plant.host, plant.project).request(method, path, body=body, headers=[
                ("Authorization", GOOD), ("Authorization", GOOD), ("Content-Type", "application/json")])
            refused(answer, 400, "ambiguous_credentials")


def test_abuse_case_18_malformed_credentials(plant):
    for value in (
            "", " ", "Bearer", "Bearer ", "Bearer  ", "Bearer\t" + TOKEN, TOKEN, "Basic " + TOKEN, "Token " + TOKEN,
            "Bearer:" + TOKEN, "Bearer=" + TOKEN, "Bearer " + TOKEN + " x", 'Bearer "' + TOKEN + '"',
            "Bearer " + TOKEN + "\x00",
            "Bearer " + TOKEN[:-1] + u"\u00e9", "Bearer a" + u"\u0131" * 30, "Bearer " + "=" * 30,
            "Bearer " + "a" * 8193,
            "Bearer " + "a" * 100000, "Bearer " + " " * 100000 + "!", "Bearer a=" + "a" * 5000, "Digest x",
            "Negotiate x"):
        document = refused(asked(plant, [("Authorization", value)]), 401, "credentials_required")
        assert document["error"] == "Missing or invalid Authorization header"
    for value in ("", " ", TOKEN + " x", "Bearer " + TOKEN, u"\u00e9" * 30, "a" * 8193, '"' + TOKEN + '"'):
        refused(asked(plant, [("X-API-Key", value)]), 401, "credentials_required")
    answer = asked(plant, [])
    refused(answer, 401, "credentials_required")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_abuse_case_18_tokens_that_are_nearly_right(plant):
    for token in (TOKEN[:-1], TOKEN + "a", TOKEN + "=", TOKEN.upper(), TOKEN[1:], TOKEN * 2, "a",
            TOKEN.replace("-", "_")):
        document = refused(asked(plant, [("Authorization", "Bearer " + token)]), 403, "invalid_token")
        assert document["error"] == "Invalid API token"
        refused(asked(plant, [("X-API-Key", token)]), 403, "invalid_token")


UNDERSCORED = (
    "X_API_Key", "X_API-Key", "X-API_Key", "HTTP_AUTHORIZATION", "Authorization_", "_Authorization",
    "Proxy-Authorization",
    "X-Authorization", "X-Forwarded-Authorization", "Authentication", "X-Ignition-API-Token", "X-Auth-Token",
    "Cookie",
)


def test_abuse_case_19_names_that_only_look_like_a_credential(plant):
    for name in UNDERSCORED:
        for value in (GOOD, TOKEN):
            refused(asked(plant, [(name, value)]), 401, "credentials_required")
            # Beside a real one they change nothing.
            answered(asked(plant, [(name, "w" * 30), ("Authorization", GOOD)]))


def test_abuse_case_19_underscores_in_other_names(plant):
    assert HEX.match(asked(plant, [("X_Request_Id", "mine")], "/health").headers["x-request-id"])
    body = b'{"paths":["x"]}'
    for name in ("Content_Type", "X-Content-Type"):
        refused(plant.client.request("POST", "/read", headers=[(name, "application/json")], body=body), 415)
    answered(plant.client.get("/tags", headers=[("X_Forwarded_For", "1.2.3.4"), ("X_Forwarded_Proto", "https")]))
    answered(plant.client.get("/tags", headers=[("If_None_Match", "*"), ("If_Match", '"x"')]))


FORWARDED = (
    ("X-Forwarded-Proto", "https"), ("X-Forwarded-Protocol", "https"), ("X-Forwarded-Ssl", "on"), ("X-Url-Scheme",
        "https"),
    ("Front-End-Https", "on"), ("Forwarded", "for=1.2.3.4;proto=https;by=x"), ("X-Forwarded-Scheme", "https"),
    ("X_Forwarded_Proto", "https"), ("CloudFront-Forwarded-Proto", "https"),
)


def test_abuse_case_20_forwarded_headers_do_not_make_https():
    for version in ("8.1.55", "8.3.8"):
        product = fresh(version)
        product.configure("RequireHttps", True)
        for header in FORWARDED:
            refused(product.client.get("/tags", headers=[header]), 403, "tls_required")
        refused(product.client.get("/tags", headers=list(FORWARDED)), 403, "tls_required")
        answered(product.client.get("/tags", scheme="https"))


def test_abuse_case_20_forwarded_headers_change_no_answer(plant):
    plain = dict(answered(plant.client.get("/status")), caches=None)  # which count each look
    spoofed = [("X-Forwarded-For", "127.0.0.1, 10.0.0.1"), ("X-Forwarded-Host", "evil.example"), ("X-Real-IP",
        "127.0.0.1"),
               ("X-Forwarded-User", "admin"), ("X-Remote-User", "admin"), ("X-Forwarded-Prefix", "/evil"), ("Via",
                   "1.1 evil")]
    answer = plant.client.get("/status", headers=spoofed + list(FORWARDED))
    assert dict(answered(answer), caches=None) == plain
    assert "evil" not in answer.text()
    refused(asked(plant, spoofed), 401)


OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "x-http-method-override",
    "X_HTTP_Method_Override")


def test_abuse_case_21_the_method_is_what_was_sent(plant):
    body = b'{"value":1}'
    content = [("Content-Type", "application/json")]
    with unwritten(plant):
        for name in OVERRIDES:
            for method in ("PUT", "DELETE", "PATCH", "TRACE", "put"):
                path = "/tags/default/Plant/Setpoint"
                answered(plant.client.get(path, headers=[(name, method)]))
                refused(plant.client.request("POST", path, headers=content + [(name, method)], body=body), 405)
                refused(plant.client.get("/write", headers=[(name, "POST")]), 405)
                refused(plant.client.get(path, params=[("_method", method)]), 400, "unknown_parameter")


def test_abuse_case_21_a_write_stays_a_write(product):
    for name in OVERRIDES:
        answer = product.client.put("/tags/default/Plant/FlowRate", 3, headers=[(name, "GET")])
        refused(answer, 400, "object_required")
        answered(product.client.put("/tags/default/Plant/FlowRate", {"value": 3}, headers=[(name, "GET")]))
    assert product.gateway.calls.count("system.tag.writeBlocking") == len(OVERRIDES)
