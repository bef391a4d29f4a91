# coding: utf-8
"""Methods that a route does not have, and URL paths that mean to reach something else than they show."""

import pytest

from tests.faults.answers import answered, clean, refused, settled, unwritten
from tests.faults.settings import PROFILES, fresh
from tests.support.client import Client

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ROUTES = {
    "/health": "GET, HEAD, OPTIONS",
    "/status": "GET, HEAD, OPTIONS",
    "/browse": "GET, HEAD, OPTIONS",
    "/read": "OPTIONS, POST",
    "/write": "OPTIONS, POST",
    "/tags": "GET, HEAD, OPTIONS, PUT",
    "/tags/default/Plant/Temperature": "GET, HEAD, OPTIONS, PUT",
}
SECRET = "[default]Config/API/ValidTokens"


def test_abuse_case_22_methods_that_a_route_has_not(plant):
    with unwritten(plant):
        for path, allow in ROUTES.items():
            for method in METHODS:
                if method in allow.split(", "):
                    continue
                for body in (b"", b'{"writes":[{"path":"[default]Plant/Setpoint","value":1}],"value":1}'):
                    answer = plant.client.request(
                        method, path, headers=[("Content-Type", "application/json")], body=body)
                    if method == "HEAD":
                        assert (answer.status, answer.body) == (405, b"")
                    else:
                        refused(answer, 405, "method_not_allowed")
                    assert answer.headers["allow"] == allow, (method, path)


def test_abuse_case_22_no_credential_is_needed_to_hear_so(plant):
    anyone = Client(plant.host, plant.project)
    for path, allow in ROUTES.items():
        answer = anyone.request("DELETE", path)
        refused(answer, 405, "method_not_allowed")
        assert answer.headers["allow"] == allow


def test_abuse_case_22_trace_echoes_nothing(plant):
    for path in ROUTES:
        answer = plant.client.request("TRACE", path, headers=[("X-Canary", "canary-1234"), ("Cookie",
            "c=canary-1234")])
        refused(answer, 405, "method_not_allowed")
        assert "canary" not in answer.text()


def test_abuse_case_22_options(plant):
    for path, allow in ROUTES.items():
        answer = clean(Client(plant.host, plant.project).request("OPTIONS", path))
        assert (answer.status, answer.headers["allow"], answer.body) == (204, allow, b"")


def test_abuse_case_22_head_is_get_without_a_body(plant):
    for path, query in (("/health", ()), ("/status", ()), ("/browse", ()), ("/tags", ()), ("/tags", [("path",
            SECRET)]),
                        ("/tags/default/Plant/Temperature", ()), ("/tags/default/None", ()), ("/browse", [("x",
                            "1")])):
        got = plant.client.get(path, params=query)
        head = plant.client.request("HEAD", path, params=query)
        assert (head.status, head.body) == (got.status, b"")
        volatile = ("x-request-id", "content-length", "set-cookie", "ratelimit")
        ours = dict((name, value) for name, value in got.headers.items() if name not in volatile)
        theirs = dict((name, value) for name, value in head.headers.items() if name not in volatile)
        assert theirs == ours


def test_abuse_case_22_unknown_routes_below_known_resources(plant):
    anyone = Client(plant.host, plant.project)
    for path in ("/health/x", "/status/..x", "/read/x", "/write/a/b", "/browse/x", "/health//", "/read/read",
            "/status/%20"):
        for method in METHODS:
            answer = anyone.request(method, path)
            if method == "HEAD":
                assert (answer.status, answer.body) == (404, b"")
            else:
                refused(answer, 404, "route_not_found")


@pytest.mark.parametrize("version", PROFILES)
def test_abuse_case_22_unknown_resources_are_the_servers_own_page(version):
    product = fresh(version)
    for path in ("", "/", "/nowhere", "/Tags", "/tags2", "/api", "/health.json", "/admin", "/v1/tags", "/openapi"):
        answer = clean(product.client.get(path))
        assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (404, "text/html")


# What follows /api/tags in the URL, and what must not come of it: the value of another tag than the path shows.
ODD = (
    "/default/Plant/../Config/API/ValidTokens", "/default/Plant/%2e%2e/Config/API/ValidTokens",
    "/default/Plant/%2E%2E/Config/API/ValidTokens", "/default/Plant/.%2e/Config/API/ValidTokens",
    "/default/Plant/%252e%252e/Config/API/ValidTokens", "/default/Plant/..%2fConfig%2fAPI%2fValidTokens",
    "/default/Plant/..%252fConfig%252fAPI%252fValidTokens", "/default/Plant/..;/Config/API/ValidTokens",
    "/default/Config%2FAPI%2FValidTokens", "/default/Config%252FAPI%252FValidTokens",
    "/default%2FConfig%2FAPI%2FValidTokens",
    "/default//Config/API/ValidTokens", "/default/Config//API/ValidTokens", "/default/Config/API//ValidTokens",
    "/default/./Config/API/ValidTokens", "/default/Config/./API/ValidTokens", "/default/Config/API/ValidTokens/",
    "/default/Config/API/ValidTokens/.", "/default/Config;x=y/API/ValidTokens",
    "/default;x/Config/API;y/ValidTokens;z",
    "/default/Config%5CAPI%5CValidTokens", "/default/Config\\API\\ValidTokens", "/default/Config/API/ValidTokens.",
    "/default/Config/API/ValidTokens.value", "/default/Config/API/ValidTokens.Value",
    "/default/Config/API/ValidTokens%20",
    "/default/Config%20/API/ValidTokens", "/default/%20Config/API/ValidTokens", "/default/Config/API/ValidTokens%09",
    "/default/Config/API/ValidTokens%00", "/default/Config%0A/API/ValidTokens",
    "/default/Config/API/ValidTokens%0d%0a",
    "/default/config/api/validtokens", "/DEFAULT/CONFIG/API/VALIDTOKENS", "/Default/cONFIG/aPI/vALIDtOKENS",
    "/default/Conf%C4%B1g/API/ValidTokens", "/default/CONF%C4%B0G/API/ValidTokens",
    "/default/Con%EF%AC%81g/API/ValidTokens",
    "/default/Config/AP%C4%B1/ValidTokens", "/default/Config%C2%A0/API/ValidTokens",
    "/default/C%E2%80%8Bonfig/API/ValidTokens",
    "/default/%EF%BC%A3onfig/API/ValidTokens", "/default/Config/API", "/default/Config",
    "/default/Config/API/DefaultTags%5B0%5D",
    "/default%5DConfig/API/ValidTokens", "/%5Bdefault%5DConfig/API/ValidTokens",
    "/x%5D%5Bdefault/Config/API/ValidTokens",
    "/%5Bdefault/Config/API/ValidTokens", "/default%5D/Config/API/ValidTokens", "/~/Config/API/ValidTokens",
    "/./Config/API/ValidTokens", "//Config/API/ValidTokens", "/%20default/Config/API/ValidTokens",
    "/default%20/Config/API/ValidTokens", "/System/../default/Config/API/ValidTokens", "/Config/API/ValidTokens",
    "/default/Config/API/ValidTokens/value", "/default/Config/API/ValidTokens%23",
    "/default/Config/API/ValidTokens%3F",
    "/default/Config/API/ValidTokens%3Fformat=json", "/default/%7BConfig%7D/API/ValidTokens",
    "/default/Config/*/ValidTokens",
    "/default/Config/API/%3F%3F%3F%3F%3FTokens", "/default/Config/%C0%AFAPI/ValidTokens",
    "/default/Con%66ig/API/ValidTokens",
    "/default/%43%6F%6E%66%69%67/%41%50%49/%56alidTokens", "/default/Con%2566ig/API/ValidTokens",
    "/default/Config/API/%",
    "/default/Config/API/%zz", "/default/Config/API/%e9", "/default/Plant/Recipe/../../Config/API/ValidTokens",
)


def test_abuse_case_23_no_path_leads_to_the_configuration(walker):
    with unwritten(walker):
        for odd in ODD:
            for method in ("GET", "PUT"):
                answer = clean(walker.client.request(
                    method, "/tags" + odd, headers=[("Content-Type", "application/json")], body=b'{"value":"x"}'))
                assert answer.status in (400, 403, 404), (method, odd)


def test_abuse_case_23_whatever_the_gateway_makes_of_a_path():
    """Gateways that ignore slashes too many, or letter case, or that look case up the other way round."""
    for slashes in ("strict", "tolerant"):
        for sensitive in (True, False):
            for version in PROFILES:
                product = fresh(version, unknowns={"slashes": slashes})
                product.gateway.tags.tree.case_sensitive = False
                for odd in ODD:
                    answer = clean(product.client.get("/tags" + odd))
                    assert answer.status in (400, 403, 404), odd
                if sensitive:
                    break


def test_abuse_case_23_the_same_paths_as_parameters_and_in_bodies(walker):
    with unwritten(walker):
        for odd in ODD:
            for path in (odd.replace("/default/", "[default]", 1), odd[1:], odd):
                text = path.replace("%2F", "/").replace("%2f", "/").replace("%5C", "\\").replace("%20", " ")
                for item in answered(walker.client.get("/tags", params=[("path", text)])).values():
                    assert item["value"] is None and item["quality"] != "Good", text
                result = answered(walker.client.post("/read", {"paths": [text]}))["results"][0]
                assert result["value"] is None and result["quality"] != "Good", text
                written = answered(walker.client.post("/write", {"writes": [{"path": text,
                    "value": "x"}]}))["results"][0]
                assert written["success"] is False, text
                browsed = settled(walker.client.get("/browse", params=[("path", text), ("recursive", "true")]))
                assert "ValidTokens\"," not in browsed.text(), text


SAME = (
    "/default/Plant/Temperature", "/default/Plant/Line%201/../Temperature", "/default/./Plant/Temperature",
    "/default/Plant/%54emperature", "/default/Plant%2FTemperature", "/default/Plant;x=y/Temperature",
    "//../default/Plant/Temperature",
)


def test_abuse_case_23_a_normalised_path_is_judged_by_what_it_names(walker):
    """What the server has normalised may be served; then it is the tag that the answer names."""
    for path in SAME:
        answer = settled(walker.client.get("/tags" + path))
        if answer.status == 200:
            assert answered(answer)["path"] == "[default]Plant/Temperature"


def test_abuse_case_23_another_endpoint_is_never_reached(walker):
    """Public and protected endpoints side by side: no detour makes a protected one public."""
    anyone = Client(walker.host, walker.project)
    for path in (
            "/health/../status", "/health/%2e%2e/status", "/health/..%2fstatus", "/health;/../status",
            "/health%2f..%2fstatus",
            "/health/..;/status", "//status", "/./status", "/status;x=y", "/status/", "/status//", "/health/../tags",
            "/health/%2e%2e/tags/default/Plant/Temperature", "/health\\..\\status", "/health/..%5cstatus",
            "/status%00",
            "/status%2f", "/status.", "/status%20", "/STATUS", "/status%3fready", "/health/..%c0%afstatus",
            "/%73tatus",
            "/health%23/../status", "/read/../health/../status"):
        for method in ("GET", "POST", "PUT"):
            answer = clean(anyone.request(method, path))
            assert answer.status in (400, 401, 404, 405), (method, path)


def test_abuse_case_23_control_characters_and_long_paths(walker):
    for code in list(range(0, 32)) + [127, 128, 133, 159]:
        answer = clean(walker.client.get(u"/tags/default/Plant/Temp%s" % "".join(
            "%%%02X" % octet for octet in bytearray((u"%c" % code).encode("utf-8")))))
        assert answer.status in (400, 404), code
    for length in (100, 1000, 2500):
        for unit in ("a", "a/", "%41", "../", "./", "//", "%2F", ";", "%20", "[", "%5B", "%25"):
            answer = clean(walker.client.get("/tags/default/" + unit * length))
            assert answer.status < 500, (unit, length)


def test_abuse_case_23_encoded_slashes_that_the_server_refuses():
    product = fresh(PROFILES[1], encoded_slash="refused")
    assert clean(product.client.get("/tags/default/Plant%2FTemperature")).status == 400
    answered(product.client.get("/tags/default/Plant/Temperature"))
