# coding: utf-8
"""What comes in is of the wrong kind, too large, too many, or in the wrong place."""

import json
import zlib

import pytest

from tests.faults.answers import answered, refused, settled, unwritten
from tests.faults.settings import fresh

PATH = "[default]Plant/Temperature"
READ = {"paths": [PATH]}
WRITE = {"writes": [{"path": "[default]Plant/Setpoint", "value": 1}]}
# (method, path, a body that would be accepted)
BODIES = (
    ("POST", "/read", READ), ("POST", "/write", WRITE), ("PUT", "/tags/default/Plant/Setpoint", {"value": 1}),
    ("PUT", "/tags?path=%5Bdefault%5DPlant%2FSetpoint", {"value": 1}),
)


def sent(product, method, path, body, content_type="application/json", headers=(), **options):
    body = body if isinstance(body, bytes) else json.dumps(body).encode("utf-8")
    headers = list(headers) + ([("Content-Type", content_type)] if content_type is not None else [])
    return product.client.request(method, path, headers=headers, body=body, **options)


def test_abuse_case_1_text_that_is_no_json(reader):
    with unwritten(reader):
        for method, path, _body in BODIES:
            for text in (b"x", b"paths=[default]Plant", b"<paths/>", b"{", b'{"value":1', b"path: x", b"\xff\xfe"):
                refused(sent(reader, method, path, text), 400, "malformed_json")


def test_abuse_case_2_content_types_that_are_no_json(reader):
    types = (
        "text/plain", "text/json", "application/x-json", "application/jsonp", "application/json2", "json",
        "application/javascript", "application/octet-stream", "application/problem+json", "application/ld+json",
        "application/merge-patch+json", "application/json-seq", "application/x-ndjson", "*/*", "application/*", ";",
        "application/json, text/plain", "application/json application/json", "", " ", "text/html",
        "application/json;charset=utf-16", "application/json;charset=", "application/json; boundary=x",
    )
    with unwritten(reader):
        for method, path, body in BODIES:
            for content_type in types + (None,):
                refused(sent(reader, method, path, body, content_type), 415, "unsupported_media_type")


def test_abuse_case_2_spellings_of_the_right_content_type(reader):
    for content_type in (
            "application/json", "Application/JSON", "application/json;charset=utf-8", "application/json; charset=UTF-8",
            'application/json; charset="utf-8"', " application/json ", "application/json ; charset = utf-8",
            "application/json;"):
        assert answered(sent(reader, "POST", "/read", READ, content_type))["results"][0]["value"] == 21.5


def test_abuse_case_2_two_content_types(reader):
    with unwritten(reader):
        for first, second in (("application/json", "text/plain"), ("text/plain", "application/json")):
            answer = sent(reader, "POST", "/write", WRITE, first, headers=[("content-type", second)])
            refused(answer, 415, "unsupported_media_type")


def test_abuse_case_3_empty_bodies(reader):
    with unwritten(reader):
        for method, path, _body in BODIES:
            for text in (b"", b" ", b"\r\n\t "):
                refused(sent(reader, method, path, text), 400, "body_required")


def test_abuse_case_4_scalars_and_arrays(reader):
    with unwritten(reader):
        for method, path, body in BODIES:
            for value in ([], [body], [[body]], 1, -0.5, True, False, u"", u"x", u"null", u"[]", u"" + PATH):
                refused(sent(reader, method, path, value), 400)
            refused(sent(reader, method, path, None), 400)


def test_abuse_case_4_an_object_inside_a_text_is_a_text(reader):
    with unwritten(reader):
        for method, path, body in BODIES:
            refused(sent(reader, method, path, u"" + json.dumps(body)), 400, "object_required")
            refused(sent(reader, method, path, u" " + json.dumps(body) + u"\n"), 400, "object_required")


def test_abuse_case_5_declared_length(reader):
    """Refused by what the header says, before the body is looked at."""
    for method, path, _body in BODIES:
        for length in ("1048577", "2097152", "999999999999999999", "01048577"):
            answer = sent(reader, method, path, b"{", headers=[("Content-Length", length)])
            refused(answer, 413, "body_too_large")


def test_abuse_case_5_lengths_that_are_none(plant):
    """The server in front refuses these; if one got through it must not stand for a small body."""
    for length in ("-1", "x", "1e9", "", "5, 5", "9" * 400, u"\u0661"):
        settled(sent(plant, "POST", "/read", READ, headers=[("Content-Length", length)]))


CHUNKED = [("Content-Length", ""), ("Transfer-Encoding", "chunked")]


def large(body, size):
    """`body` padded to `size` bytes; each text below its own limit."""
    texts = ["a" * 60000 for _index in range(size // 60003)]
    return json.dumps(dict(body, padding=texts + ["a" * 100])).encode("utf-8")


def test_abuse_case_5_measured_length(reader):
    """No Content-Length, as with a chunked body: what WebDev has read is measured."""
    with unwritten(reader):
        for method, path, body in BODIES[1:3]:
            text = large(body, 1200000)
            for sent_text in (text, text[:-1]):
                answer = sent(reader, method, path, sent_text, headers=CHUNKED)
                refused(answer, 413, "body_too_large")


def test_abuse_case_5_many_bytes_in_few_characters(reader):
    body = json.dumps({"paths": [u"\U0001f600" * 60000] * 5}, ensure_ascii=False).encode("utf-8")
    assert len(body) > 1048576
    refused(sent(reader, "POST", "/read", body, headers=CHUNKED), 413, "body_too_large")
    refused(sent(reader, "POST", "/read", body), 413, "body_too_large")


def test_abuse_case_5_within_the_limit(reader):
    body = large({"paths": [PATH]}, 900000)
    refused(sent(reader, "POST", "/read", body, headers=CHUNKED), 400, "unknown_field")


def test_abuse_case_5_other_limits(reader):
    refused(sent(reader, "POST", "/read", {"paths": ["a" * 65537]}), 400, "string_too_long")
    refused(sent(reader, "POST", "/read", {"a" * 65537: 1}), 400, "string_too_long")
    refused(sent(reader, "POST", "/read", {"paths": [1] * 10001}), 400, "too_many_nodes")
    refused(sent(reader, "POST", "/read", {"paths": [[]] * 10001}), 400, "too_many_nodes")
    refused(sent(reader, "POST", "/read", dict(("k%d" % index, 1) for index in range(10001))), 400, "too_many_nodes")


UNKNOWN_FIELDS = (
    ("POST", "/read", {"paths": [PATH], "path": PATH}),
    ("POST", "/read", {"paths": [PATH], "": 1}),
    ("POST", "/write", dict(WRITE, role="admin")),
    ("POST", "/write", dict(WRITE, Atomic=True)),
    ("POST", "/write", dict(WRITE, __proto__={})),
    ("POST", "/write", {"writes": [{"path": "[default]Plant/Setpoint", "value": 1, "quality": "Good"}]}),
    ("POST", "/write", {"writes": [{"path": "[default]Plant/Setpoint", "value": 1, "timestamp": 0}]}),
    ("POST", "/write", {"writes": [{"path": "[default]Plant/Setpoint", "value": 1, "readOnly": False}]}),
    ("PUT", "/tags/default/Plant/Setpoint", {"value": 1, "readOnly": False}),
    ("PUT", "/tags/default/Plant/Setpoint", {"value": 1, "path": "[default]Plant/Locked"}),
    ("PUT", "/tags/default/Plant/Setpoint", {"value": 1, u"\u202evalue": 2}),
)


def test_abuse_case_11_unknown_fields(reader):
    with unwritten(reader):
        for method, path, body in UNKNOWN_FIELDS:
            refused(sent(reader, method, path, body), 400, "unknown_field")
        refused(reader.client.get("/tags", params=[("paths", PATH)]), 400, "unknown_parameter")
        refused(reader.client.get("/health", params=[("verbose", "1")]), 400, "unknown_parameter")


def test_abuse_case_11_fields_of_the_wrong_kind(reader):
    with unwritten(reader):
        for body in (
                {"writes": {}}, {"writes": "x"}, {"writes": None}, {"writes": [1]}, {"writes": [None]},
                {"writes": [[]]},
                {"writes": [{"path": "x"}]}, {"writes": [{"value": 1}]}, {"writes": [{"path": 1, "value": 1}]},
                {"writes": [{"path": ["x"], "value": 1}]}, {"writes": [{"path": None, "value": 1}]},
                dict(WRITE, atomic="true"), dict(WRITE, atomic=1), dict(WRITE, atomic=None), {"atomic": True}, {}):
            refused(sent(reader, "POST", "/write", body), 400)
        for body in ({"paths": {}}, {"paths": PATH}, {"paths": None}, {"paths": [1]}, {"paths": [None]}, {}):
            refused(sent(reader, "POST", "/read", body), 400)


FOREIGN = (
    ("application/xml; charset=utf-16", b"<r/>"), ("text/xml-external-parsed-entity", b"<r/>"),
    ("application/xml-dtd", b"<!ELEMENT r ANY>"), ("application/soap+xml", b"<r/>"),
    ("application/yaml", b"paths: [x]"), ("text/yaml", b"!!python/object/apply:os.system [id]"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="path"\r\n\r\nx\r\n--x--\r\n'),
    ("multipart/mixed; boundary=x", b"--x--"), ("application/msgpack", b"\x81\xa5paths\x90"),
    ("application/x-java-serialized-object", b"\xac\xed\x00\x05sr"), ("text/csv", b"path\nx\n"),
)


def test_abuse_case_12_other_languages(reader):
    with unwritten(reader):
        for method, path, _body in BODIES:
            for content_type, body in FOREIGN:
                refused(sent(reader, method, path, body, content_type), 415, "unsupported_media_type")


MAP = b'<map xmlns="http://www.w3.org/2005/xpath-functions">%s</map>'
LAUGHS = b"".join(
    [b'<!DOCTYPE r [<!ENTITY e0 "ha">'] + [
        ('<!ENTITY e%d "%s">' % (level, "&e%d;" % (level - 1) * 10)).encode("ascii") for level in range(1, 12)])
DTDS = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>',
    LAUGHS + b"]><r>&e11;</r>",
    b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 50000 + b'">]><r>' + b"&a;" * 50000 + b"</r>",
    b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/evil.dtd"><r/>',
    b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><r/>',
    b"<!DOCTYPE map>" + MAP % b"",
)


def test_abuse_case_12_document_type_declarations(reader):
    with unwritten(reader):
        for method, path, _body in BODIES:
            for body in DTDS:
                for content_type in ("application/xml", "text/xml"):
                    document = refused(sent(reader, method, path, body, content_type), 400, "dtd_refused")
                    assert "root:" not in document["detail"]


NOT_OURS = (
    (b"<read><path>x</path></read>", "malformed_xml"), (b"<r", "malformed_xml"), (b"<r>&x;</r>", "malformed_xml"),
    (b'<?xml version="1.0" encoding="UTF-7"?><r/>', "malformed_xml"),
    (b"\xff\xfe<\x00r\x00/\x00>\x00", "malformed_xml"),
    (MAP % (b'<array key="a">' + b"<array>" * 100000), "too_deep"),
    (MAP % (b'<array key="a">' + b"<null/>" * 20000), "too_many_nodes"),
    (MAP % (b'<string key="a">' + b"x" * 70000 + b"</string>"), "string_too_long"),
    (MAP % (b'<number key="a">' + b"9" * 200000 + b"</number>"), "number_too_large"),
    (MAP % b'<null key="paths"/><null key="paths"/>', "malformed_xml"),
    (MAP % b'<string key="a" xmlns:x="http://127.0.0.1:9/" x:b="c"/>', "malformed_xml"),
)


def test_abuse_case_12_xml_that_is_refused(reader):
    with unwritten(reader):
        for method, path, _body in BODIES:
            for body, code in NOT_OURS:
                refused(sent(reader, method, path, body, "application/xml"), 400, code)


def test_abuse_case_12_forms(reader):
    """The gateway may have put the fields of a form where the query is."""
    with unwritten(reader):
        for method, path, body in BODIES:
            for text in (
                    b"a=1", b"path=%5Bdefault%5DPlant%2FLocked&value=1", b"value=1", json.dumps(body).encode("utf-8")):
                document = refused(
                    sent(reader, method, path, text, "application/x-www-form-urlencoded"),
                    400 if reader.host.options.form_body == "params" else 415)
                assert document["code"] in ("unsupported_media_type", "unknown_parameter", "repeated_parameter")


def test_abuse_case_13_compressed_bodies(reader):
    bomb = zlib.compress(b"0" * 1000000)
    with unwritten(reader):
        for method, path, body in BODIES:
            for encoding in ("gzip", "GZIP", "deflate", "br", "zstd", "compress", "x-gzip", "identity, gzip",
                             "gzip, gzip", "x"):
                for text in (bomb, json.dumps(body).encode("utf-8")):
                    answer = sent(reader, method, path, text, headers=[("Content-Encoding", encoding)])
                    refused(answer, 415, "unsupported_content_encoding")


def test_abuse_case_13_a_body_that_is_not_compressed(reader):
    for encoding in ("identity", "", "Identity"):
        answered(sent(reader, "POST", "/read", READ, headers=[("Content-Encoding", encoding)]))


REPEATED = (
    ("/tags", "format"), ("/tags", "int64"), ("/browse", "path"), ("/browse", "limit"), ("/browse", "cursor"),
    ("/browse", "name"), ("/browse", "recursive"), ("/health", "ready"), ("/tags/default/Plant/Temperature", "format"),
)


def test_abuse_case_14_repeated_parameters(plant):
    for path, name in REPEATED:
        for values in (("1", "1"), ("json", "json"), ("true", "false"), ("", ""), ("a", "b", "c")):
            answer = plant.client.get(path, params=[(name, value) for value in values])
            refused(answer, 400, "repeated_parameter")
    with unwritten(plant):
        answer = plant.client.put(
            "/tags", {"value": 1}, params=[("path", "[default]Plant/Setpoint"), ("path", "[default]Plant/FlowRate")])
        refused(answer, 400, "repeated_parameter")


def test_abuse_case_14_a_parameter_without_value_twice(plant):
    for name in ("format", "int64"):
        answer = settled(plant.client.get("/tags?%s&%s" % (name, name)))
        assert answer.status == 400 or plant.host.options.valueless_param == "absent"
    settled(plant.client.get("/tags?path&path"))
    settled(plant.client.get("/browse?path&name&recursive&cursor&limit&format"))


def test_abuse_case_15_one_or_many(plant):
    """However a repeated parameter arrives, the answer is the same."""
    one = answered(plant.client.get("/tags", params=[("path", PATH)]))
    assert one["Temperature"]["value"] == 21.5
    two = answered(plant.client.get("/tags", params=[("path", PATH), ("path", "[default]Plant/FlowRate")]))
    assert sorted(two) == ["FlowRate", "Temperature"]
    assert two["Temperature"] == one["Temperature"]
    again = answered(plant.client.get("/tags", params=[("path", PATH), ("path", PATH)]))
    assert again == one


def test_abuse_case_15_a_switch_without_value(plant):
    """`?ready` and `?ready=` and `?ready=true` ask the same."""
    plant.gateway.faults.set("system.tag.readBlocking", quality="Bad_NotConnected")
    forms = ["?ready=", "?ready=true"] + (["?ready"] if plant.host.options.valueless_param != "absent" else [])
    for query in forms:
        answer = plant.client.get("/health" + query)
        assert (answer.status, answer.json()) == (503, {"status": "unavailable"}), query


@pytest.mark.parametrize("data", ["absent", "none"])
def test_abuse_case_3_a_body_where_none_belongs(data):
    product = fresh(get_data=data)
    for path in ("/tags", "/browse", "/health", "/status"):
        answered(sent(product, "GET", path, b"\xff" * 1000, "application/json"))
