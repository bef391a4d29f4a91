# coding: utf-8
"""What a caller with or without a token could try beside the numbered cases: spying, forging, exhausting."""

import base64
import hashlib
import json

import pytest

from java.lang import RuntimeException
from tests.faults.answers import AGES, answered, clean, cpu_seconds, refused, settled
from tests.faults.settings import PROFILES, fresh
from tests.support.client import Client
from tests.support.product import TOKEN
from tests.support.trees import folder, several, tag

SECRET = "[default]Config/API/ValidTokens"
ROUTES = ("/health", "/status", "/tags", "/browse", "/read", "/write", "/tags/default/Plant/Setpoint")


def cursor(value):
    text = value if isinstance(value, bytes) else json.dumps(value).encode("utf-8")
    return base64.urlsafe_b64encode(text).decode("ascii").rstrip("=")


def browsed(product, **asked):
    return product.client.get("/browse", params=sorted(asked.items()))


def digest(**asked):
    """What a cursor holds of its question; it is no secret."""
    question = [asked.get(name) for name in ("path", "name", "tagType", "dataType")] + [False]
    return hashlib.sha256(json.dumps(question, separators=(",", ":")).encode("utf-8")).hexdigest()[:16]


FORGED = (
    "", "=", "x", "%", "AAAA", u"\u00e9", "-_-_", "a" * 3999, cursor(b"\xff"), cursor(b"["), cursor(b"[" * 2500),
    cursor(b'["' + b'\\"' * 1200), cursor(b"9" * 2900), cursor(None), cursor(1), cursor([]), cursor(["a"]),
    cursor(["a", "b", "c"]), cursor({"a": 1}), cursor(["x", "[default]Plant"]), cursor([None, None]), cursor([1, 2]),
)


def test_cursors_cannot_be_forged_into_a_failure(product):
    for text in FORGED:
        refused(browsed(product, path="[default]Plant", cursor=text), 400, "invalid_cursor")
    right = digest(path="[default]Plant")
    for last in (None, 1, ["]"], {"]": 1}, [], True, 1.5, "[" * 3000, "", "Plant", "[default]"):
        settled(browsed(product, path="[default]Plant", cursor=cursor([right, last])))


def test_a_cursor_shows_nothing_that_is_hidden(product):
    right = digest(path="[default]")
    for last in ("[default]Config", "[default]Config/API", "[default]Config/API/A", "[default]", "[A]"):
        answer = clean(browsed(product, path="[default]", cursor=cursor([right, last])))
        assert answer.status in (200, 400)
        assert "API" not in answer.text()


def test_a_cursor_belongs_to_its_question(product):
    first = answered(browsed(product, path="[default]Plant", limit="1"))["cursor"]
    for other in ({"path": "[default]"}, {"path": "[default]Plant", "recursive": "true"},
                  {"path": "[default]Plant", "name": "*"}):
        refused(browsed(product, cursor=first, **other), 400, "invalid_cursor")


def test_browsing_never_shows_the_configuration(plant):
    for path in ("", "[default]", "[default]Config", "[DEFAULT]", "[default]config"):
        for recursive in ("true", "false"):
            for more in ({}, {"name": "*Tokens*"}, {"name": "ValidTokens"}, {"dataType": "String"},
                    {"tagType": "AtomicTag"}):
                answer = settled(browsed(plant, path=path, recursive=recursive, **more))
                assert "ValidTokens" not in answer.text() and "Config/API" not in answer.text()


def test_the_configuration_is_hidden_under_every_provider(product):
    """The same tags can be visible under another provider's name."""
    product.gateway.tags.add_provider("Remote")
    product.gateway.tags.import_tags(
        several(folder("Config", folder("API", tag("ValidTokens", "String", TOKEN)))), base="[Remote]")
    for path in ("[Remote]Config/API/ValidTokens", "[remote]config/api/validtokens", "[Remote]Config/API"):
        refused(product.client.get("/tags/" + path[1:].replace("]", "/")), 403, "tag_forbidden")
        assert answered(product.client.post("/read",
            {"paths": [path]}))["results"][0]["quality"] == "Bad_AccessDenied"
    clean(browsed(product, path="[Remote]", recursive="true"))


def test_strangers_learn_nothing(product):
    stranger = Client(product.host, product.project)
    for path in ROUTES:
        for method in ("GET", "PUT", "POST"):
            answer = clean(stranger.request(method, path, headers=[("Content-Type", "application/json")], body=b"{"))
            assert answer.status in (401, 405) or (path, answer.status) == ("/health", 200)
    assert stranger.get("/health").body == b'{"status":"ok"}'
    product.gateway.faults.set("system.tag.readBlocking", throw=RuntimeException("secret"))
    assert clean(stranger.get("/health?ready")).body == b'{"status":"unavailable"}'


def test_a_stranger_cannot_make_the_gateway_parse_a_body(product):
    """Whatever costs time comes after the credential."""
    began = cpu_seconds()
    answer = Client(product.host, product.project).request(
        "POST", "/read", headers=[("Content-Type", "text/plain")], body=b'\\"' * 500000)
    refused(answer, 401)
    assert cpu_seconds() - began < AGES


def test_a_repeated_path_is_written_out_once(product):
    """500 times the same large document must not take 500 times the work."""
    answered(product.client.put("/tags/default/Plant/Recipe", {"value": [0.5] * 9000}))
    items, converted = product.library.project.tags.items, []
    item = items.item
    items.item = lambda path, *rest: converted.append(path) or item(path, *rest)
    results = answered(product.client.post("/read", {"paths": ["[default]Plant/Recipe"] * 20}))["results"]
    assert len(results) == 20
    assert converted == ["[default]Plant/Recipe"]


SHAPES = ("at (:", " ", "a.", "select from ", "update set ", "(", "[", "/", "/a", "at ", "a", "C:", "'", '"',
    " /-", "Exception")


@pytest.mark.parametrize("shape", SHAPES)
def test_long_paths_take_no_long_time(shape):
    """500 paths of the greatest length; the platform puts each of them into its answer's details."""
    product = fresh()
    paths = ["[default]" + (shape * 1000)[:985] + "%03d" % index for index in range(500)]
    for send in (lambda: product.client.post("/read", {"paths": paths}),
                 lambda: product.client.post("/write", {"writes": [{"path": path, "value": 1} for path in paths]})):
        began = cpu_seconds()
        assert send().status < 500
        assert cpu_seconds() - began < AGES


@pytest.mark.parametrize("pattern", ["*a" * 1900 + "b", "*" * 3900, "?" * 3900, "*?" * 1900 + "b", "a" * 3900,
    "*a*" * 1200])
def test_patterns_take_no_long_time(pattern):
    product = fresh(tags=several(folder("Many", *[tag("a" * 60 + "%03d" % index, "Int4",
        1) for index in range(300)])))
    began = cpu_seconds()
    answered(browsed(product, path="[default]Many", name=pattern))
    assert cpu_seconds() - began < AGES


@pytest.mark.parametrize("unit", ['"', 'W/"', ",", "*/*,", "a/b;q=0.5,", ";", " ", "q=", '"a",', "\\", "=",
    "Bearer "])
def test_headers_take_no_long_time(product, unit):
    value = unit * (8000 // len(unit))
    for name in ("Accept", "If-None-Match", "If-Match", "Content-Type", "Content-Encoding", "Origin", "Authorization",
                 "X-API-Key", "X-Request-Id", "Content-Length"):
        began = cpu_seconds()
        settled(product.client.get("/tags/default/Plant/FlowRate", headers=[(name, value)]))
        settled(product.client.put("/tags/default/Plant/FlowRate", {"value": 1}, headers=[(name, value)]))
        assert cpu_seconds() - began < AGES


def test_log_lines_cannot_be_forged(product):
    """What a caller sends stands on one line of the log, or on lines that are marked as part of one."""
    forged = u"x\r\n2026-01-01 ERROR forged\u2028forged\x85forged\x0bforged\x1b[31mforged"
    product.gateway.faults.set("system.tag.getConfiguration", throw=RuntimeException(forged))
    product.client.put("/tags", {"value": 1}, params=[("path", "[default]" + forged)])
    product.client.put("/tags/default/Plant/FlowRate", {"value": 1}, headers=[("X-Request-Id", forged)])
    product.gateway.faults.set("system.tag.readBlocking", throw=RuntimeException(forged))
    product.client.post("/read", {"paths": [forged, "[default]Plant/FlowRate"]})
    product.configure("AllowedOrigins", [forged])
    product.client.get("/tags", headers=[("User-Agent", forged), ("Origin", forged)])
    assert product.gateway.log.records
    for _level, _logger, message in product.gateway.log.records:
        for line in message.split("\n")[1:]:
            assert line.startswith("    ")
        assert not any(character in message for character in u"\r\x1b\x85\x0b\u2028")


HOSTILE_SETTINGS = (
    ("ValidTokens", ""), ("ValidTokens", ","), ("ValidTokens", "short"), ("ValidTokens", "*" * 40), ("ValidTokens",
        u"\u00e9" * 40),
    ("DefaultRole", "admin"), ("DefaultRole", ""), ("DefaultRole", "Operator"), ("Limits", []), ("Limits",
        {"maxPaths": "x"}),
    ("Limits", {"": 1, "maxDepth": None, "x" * 5000: 1}), ("Limits", {"maxDepth": 10 ** 30}), ("AllowedOrigins",
        ["*", "null", ""]),
    ("DefaultTags", [SECRET, "", "..", u"\u202e"]), ("RequireHttps", None), ("WritesDisabled", None),
    ("DefaultTags", None),
)


@pytest.mark.parametrize("name, value", HOSTILE_SETTINGS)
def test_odd_settings_open_nothing(product, name, value):
    product.configure(name, value)
    for answer in (product.client.get("/tags"), product.client.get("/status"), product.client.post("/read",
            {"paths": [SECRET]})):
        clean(answer)
        assert answer.status in (200, 403, 503)
        if answer.status != 200:
            refused(answer, answer.status)
    stranger = Client(product.host, product.project)
    assert stranger.get("/tags").status in (401, 503)
    for token in (value, "*" * 40, u"\u00e9" * 40, "short"):
        if isinstance(token, type(u"")) and token:
            assert stranger.get("/tags", headers=[("Authorization", "Bearer " + token)]).status in (401, 403, 503)


@pytest.mark.parametrize("kind", ["Int4", "Boolean", "DateTime", "Document", "DataSet", "StringArray", "ByteArray",
    "Float8"])
@pytest.mark.parametrize("name", ["ValidTokens", "DefaultRole", "DefaultTags", "AllowedOrigins", "RequireHttps",
    "Limits"])
def test_settings_of_the_wrong_type_close_rather_than_open(kind, name):
    values = {"Document": {"a": [1]}, "DataSet": {"columns": [], "rows": []}, "StringArray": ["a"],
        "ByteArray": [1], "Boolean": True}
    product = fresh()
    product.gateway.tags.import_tags(tag(name, kind, values.get(kind, 1)), base="[default]Config/API")
    product.host.restart(product.project)
    for answer in (product.client.get("/tags"), product.client.get("/status"), Client(product.host).get("/tags")):
        clean(answer)
        assert answer.status in (200, 401, 403, 503)
    assert Client(product.host).get("/tags").status != 200


def validated(product, request):
    return product.library.project.auth.validateRequest(request)


BAD_HEADERS = (
    None, {}, {"Authorization": None}, {"Authorization": ""}, {"Authorization": []}, {"Authorization": ()},
    {"Authorization": ["Bearer " + TOKEN] * 2}, {"Authorization": "Bearer " + TOKEN,
        "authorization": "Bearer " + TOKEN},
    {"Authorization": "Bearer " + TOKEN, "X-API-Key": TOKEN}, {"Authorization": "Bearer x"}, {"Authorization": TOKEN},
    {"X-API-Key": ""}, {"X_API_Key": TOKEN}, {"Authorization": "Bearer " + TOKEN + "x"}, {"Cookie": TOKEN},
    {"Authorization": u"Bearer \u0131" + TOKEN}, {"Authorization": "Bearer " + "a" * 9000},
)


@pytest.mark.parametrize("index", range(len(BAD_HEADERS)))
def test_validate_request_refuses(product, index):
    valid, response = validated(product, {"headers": BAD_HEADERS[index]})
    assert valid is False
    assert response["code"] in (400, 401, 403)
    assert response["json"]["status"] == response["code"]
    assert TOKEN not in json.dumps(response["json"]) and TOKEN not in str(response["headers"])


def test_validate_request_accepts(product):
    for headers in ({"Authorization": "Bearer " + TOKEN}, {"authorization": ["Bearer " + TOKEN]},
            {"X-API-KEY": (TOKEN,)}):
        assert validated(product, {"headers": headers}) == (True, None)


def test_validate_request_is_closed_when_the_gateway_fails():
    for fault in ({"throw": RuntimeException("x")}, {"short": 1}, {"quality": "Bad_NotConnected"},
            {"quality": "Bad_Disabled"}):
        for version in PROFILES:
            product = fresh(version)
            product.gateway.faults.set("system.tag.readBlocking", **fault)
            valid, response = validated(product, {"headers": {"Authorization": "Bearer " + TOKEN}})
            assert (valid, response["code"]) == (False, 503)


def test_nothing_escapes_the_front_door(product):
    """Request dicts poorer than WebDev's, as an older or a newer one might hand over."""
    serve = product.library.project.api.serve
    for raw in ({}, {"headers": None}, {"params": None, "headers": {}}, {"headers": {"X": None}},
            {"remainingPath": None},
                {"headers": {"Authorization": "Bearer " + TOKEN}, "params": {"path": None}},
                {"headers": {"Authorization": "Bearer " + TOKEN}, "params": {"path": []}},
                {"headers": {"Authorization": "Bearer " + TOKEN}, "remainingPath": "/%"}):
        for root in ("tags", "health", "status", "browse", "read", "write"):
            answer = serve(root, raw)
            assert sorted(answer) in (["contentType", "json"], ["bytes", "contentType"])
            kept = bytearray([octet & 255 for octet in answer.get("bytes", ())])
            assert json.loads(answer.get("json") or kept.decode("utf-8"))
