# coding: utf-8
"""Bodies that break parsers: as the text that WebDev hands over, and as what its own parser made of them."""

import json

import pytest

from tests.faults.answers import AGES, answered, cpu_seconds, refused, settled, unwritten
from tests.faults.settings import fresh
from tests.faults.texts import MALFORMED, MUST_ACCEPT, MUST_REJECT

PATH = "[default]Plant/Temperature"


def sent(product, body, path="/read", content_type="application/json", method="POST"):
    """The answer to a raw body."""
    body = body if isinstance(body, bytes) else body.encode("utf-8")
    return product.client.request(method, path, headers=[("Content-Type", content_type)], body=body)


def nested(depth, inner="1"):
    """A /read body whose innermost container lies `depth` deep."""
    return '{"paths":%s%s%s}' % ("[" * (depth - 1), inner, "]" * (depth - 1))


def test_abuse_case_6_depth_is_refused(reader):
    with unwritten(reader):
        for path in ("/read", "/write"):
            for depth in (33, 34, 100, 999, 5000):
                refused(sent(reader, nested(depth), path), 400, "too_deep")
                refused(sent(reader, nested(depth, ""), path), 400, "too_deep")
                refused(sent(reader, '{"a":' * depth + "1" + "}" * depth, path), 400, "too_deep")
        refused(sent(reader, nested(33), "/tags/default/Plant/Temperature", method="PUT"), 400, "too_deep")


def test_abuse_case_6_opening_brackets_are_refused(reader):
    for opener in ("[", "{", '{"a":', "[{", '{"paths":[', '["a",'):
        refused(sent(reader, opener * 100000), 400, "too_deep")


def test_abuse_case_6_depth_within_the_limit_is_read(reader):
    assert refused(sent(reader, nested(31)), 400, "invalid_field")["detail"] == "'paths[0]' must be a text."


def test_abuse_case_6_brackets_in_texts_are_not_depth(reader):
    path = "[default]" + "[" * 900
    body = answered(sent(reader, json.dumps({"paths": [path]})))
    assert body["results"][0]["quality"] == "Error_InvalidPathSyntax"
    tricky = json.dumps({"paths": ['\\"' + "[" * 100, "\\" + "{" * 100, '"' + "[" * 100 + "\\\\"]})
    assert len(answered(sent(reader, tricky))["results"]) == 3


def test_abuse_case_6_depth_hidden_behind_a_broken_text_is_refused(reader):
    for hidden in ('"\\', '\\"', '"', "\\", '"\\"', '\\\\"', "'", "]}", "{}"):
        for start in ('{"a":', ""):
            answer = sent(reader, start + hidden + "[" * 100000)
            assert refused(answer, 400)["code"] in ("too_deep", "malformed_json")


def test_abuse_case_6_a_configured_depth_holds():
    product = fresh()
    product.configure("Limits", {"maxDepth": 5})
    refused(sent(product, nested(6)), 400, "too_deep")
    refused(sent(product, nested(4)), 400, "invalid_field")


class Watched(object):
    """The parser, and how often it was asked."""

    def __init__(self, parser):
        self.parser = parser
        self.asked = 0

    def decode(self, text):
        self.asked += 1
        return self.parser.decode(text)


def test_abuse_case_6_and_7_are_refused_before_the_costly_step(monkeypatch):
    """As text, because what WebDev itself does with a body is not ours."""
    product = fresh(json_media="exact")
    codec = product.library.project.gateway.codec
    parser = Watched(codec.DECODER)
    monkeypatch.setattr(codec, "DECODER", parser)
    for body, code in (("[" * 100000, "too_deep"), ("9" * 200000, "number_too_large")):
        refused(sent(product, body, content_type="application/json;charset=utf-8"), 400, code)
    assert parser.asked == 0
    refused(sent(product, "{]", content_type="application/json;charset=utf-8"), 400, "malformed_json")
    assert parser.asked == 1


LONG = ("9" * 20000, "-" + "9" * 20000, "9" * 65, "0." + "1" * 100000, "-0." + "0" * 70 + "1", "1e" + "9" * 100000)


def test_abuse_case_7_long_numbers_are_refused(reader):
    for number in LONG:
        for body in ('{"paths":[%s]}' % number, '{"paths":[["a",%s]]}' % number, number):
            document = refused(sent(reader, body), 400)
            # Of a fraction that WebDev has parsed no digit is left to count.
            parsed = "." in number and document["code"] in ("invalid_field", "object_required")
            assert parsed or document["code"] in ("number_too_large", "object_required"), (number[:9], document)
        with unwritten(reader):
            refused(sent(reader, '{"writes":[{"path":"%s","value":%s}],"x":1}' % (PATH, number), "/write"), 400)


def test_abuse_case_7_many_digits_within_the_limit_are_read(reader):
    refused(sent(reader, '{"paths":[%s]}' % ("9" * 64)), 400, "invalid_field")
    assert len(answered(sent(reader, json.dumps({"paths": ["9" * 900]})))["results"]) == 1


NO_NUMBERS = (
    "NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1E+999999999", "1e309", "nan", "inf", "+1", "1.", ".5", "01",
    "0x10", "1e", "--1", "1_000", u"\u0661",
)


def test_abuse_case_8_numbers_that_json_has_not_are_refused(reader):
    with unwritten(reader):
        for number in NO_NUMBERS:
            for path, body in (
                    ("/read", u'{"paths":[%s]}'),
                    ("/write", u'{"writes":[{"path":"[default]Plant/Setpoint","value":%s}]}')):
                document = refused(sent(reader, body % number, path), 400)
                assert document["code"] in ("malformed_json", "number_too_large"), number


DOUBLE = (
    '{"paths":[],"paths":["%s"]}' % PATH,
    '{"paths":["%s"],"paths":["%s"]}' % (PATH, PATH),
    '{"path\\u0073":["%s"],"paths":["%s"]}' % (PATH, PATH),
    '{"paths":[{"a":1,"a":2}]}',
)


def test_abuse_case_9_duplicate_keys_are_refused(reader):
    for body in DOUBLE:
        answer = settled(sent(reader, body))
        # A parser of the gateway that keeps one of them leaves nothing to see.
        assert reader.host.options.lenient_json or answer.code == "malformed_json"


def test_abuse_case_9_a_second_value_is_not_written(product):
    with unwritten(product):
        for body in (
                '{"writes":[{"path":"%s","value":1,"value":2}]}', '{"writes":[],"writes":[{"path":"%s","value":2}]}'):
            refused(sent(product, body % PATH, "/write"), 400, "malformed_json")
        refused(sent(product, '{"value":1,"value":2}', "/tags/default/Plant/Temperature", method="PUT"), 400,
                "malformed_json")


NO_UNICODE = (
    b'"\\ud800"', b'"a\\udc00b"', b'"\\ud800\\ud800"', b'"\\udc00\\ud800"', b'"\\u0000"', b'"a\\u0000b"', b'"\x00"',
    b'"\xc0\xaf"', b'"\xc0\x80"', b'"\xe0\x80\xaf"', b'"\xf0\x80\x80\xaf"', b'"\xed\xa0\x80"', b'"\xff"', b'"\xc3"',
    b'"\xf4\x90\x80\x80"', b'"\xe2\x82"',
)


def test_abuse_case_10_texts_that_are_no_unicode_are_refused(reader):
    with unwritten(reader):
        for text in NO_UNICODE:
            refused(sent(reader, b'{"paths":[' + text + b"]}"), 400, "malformed_json")
            refused(sent(reader, b'{"paths":["x"],' + text + b":1}"), 400, "malformed_json")
            body = b'{"writes":[{"path":"[default]Plant/Recipe","value":{"a":' + text + b"}}]}"
            refused(sent(reader, body, "/write"), 400, "malformed_json")


def test_abuse_case_10_byte_order_marks_are_refused(reader):
    for prefix in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b"\xef\xbb\xbf\xef\xbb\xbf"):
        refused(sent(reader, prefix + b'{"paths":["x"]}'), 400, "malformed_json")


def test_abuse_case_10_other_encodings_are_refused(reader):
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        body = u'{"paths":["\u00e9"]}'.encode(encoding)
        refused(sent(reader, body), 400, "malformed_json")
        for announced in (encoding, "utf-7", "iso-8859-1", "x", "", "utf-8;charset=utf-16"):
            refused(sent(reader, body, content_type="application/json; charset=" + announced), 415)


def test_abuse_case_16_malformed_texts_are_refused(reader):
    for content_type in ("application/json", "application/json; charset=utf-8"):
        for text in MALFORMED:
            answer = settled(sent(reader, text, content_type=content_type))
            assert answer.status == 400, text[:60]


def test_abuse_case_16_texts_that_must_be_rejected(reader):
    """Inside an array, where a lenient parser of the gateway may have repaired them; none is ever a 5xx."""
    for text in MUST_REJECT:
        answer = settled(sent(reader, b'{"paths":[' + text + b"]}"))
        assert answer.status == 400 or reader.host.options.lenient_json, text[:60]


def test_abuse_case_16_texts_that_must_be_accepted(reader):
    for text, _value in MUST_ACCEPT:
        document = refused(sent(reader, b'{"paths":["x"],"other":' + text + b"}"), 400)
        assert document["code"] == "unknown_field", (text[:60], document)


def test_abuse_case_16_accepted_texts_keep_their_value(product):
    for text, value in MUST_ACCEPT:
        body = b'{"value":{"v":' + text + b"}}"
        answer = sent(product, body, "/tags/default/Plant/Recipe", method="PUT")
        assert answered(answer)["value"] == {"v": value}, text[:60]


@pytest.mark.parametrize("unit", [
    '\\"', '"', "\\", "[", "{", "[]", "{}", "[],", "9", "1,", '"",', '"":"",', "\\u0022", "-", "1e", " ", u"\u00e9",
    "'", "/*", '"\\\\"', '"[', "]", ",", '["', "[1,",
])
def test_abuse_case_16_a_mebibyte_of_anything_is_refused_at_once(unit):
    product = fresh(json_media="exact")
    count = 1048000 // len(unit.encode("utf-8"))
    for start in ("", '{"paths":["'):
        began = cpu_seconds()
        answer = sent(product, start + unit * (count - 20), content_type="application/json;charset=utf-8")
        assert cpu_seconds() - began < AGES, (start, unit)
        refused(answer, 400)
