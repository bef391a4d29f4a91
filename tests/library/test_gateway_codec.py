"""project.gateway.codec: JSON text, strictly both ways."""

import json
import random
import time

import pytest

from simulator.compat import ON_JYTHON

ACCEPTED = [
    ("{}", {}),
    ("[]", []),
    (" \t\r\n{} \t\r\n", {}),
    ('{"a":1}', {"a": 1}),
    ('{"a":{"a":{"a":1}}}', {"a": {"a": {"a": 1}}}),
    ('{"":0}', {"": 0}),
    ('{"a":1,"A":2}', {"a": 1, "A": 2}),
    ("[1,2.5,-3,1e3,1E+3,1e-3,-0,0.0]", [1, 2.5, -3, 1000.0, 1000.0, 0.001, 0, 0.0]),
    ("[true,false,null]", [True, False, None]),
    ('"text"', "text"),
    ("5", 5),
    ("null", None),
    ('["\\u00e4","\\ud83d\\ude00","\\"","\\\\","\\/","\\b\\f\\n\\r\\t"]',
        [u"\u00e4", u"\U0001f600", '"', "\\", "/", "\b\f\n\r\t"]),
    (u'["\u00e4\U0001f600\u2028\u007f"]', [u"\u00e4\U0001f600\u2028\x7f"]),
    ('["[[[[[[[[[[[[[[{{{{{{{{{{{{{{{{{{{{"]', ["[[[[[[[[[[[[[[{{{{{{{{{{{{{{{{{{{{"]),
    ('["\\\\"]', ["\\"]),
    ('["\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["]', ['"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[']),
    ('["' + "9" * 200 + '"]', ["9" * 200]),
    ("9" * 64, int("9" * 64)),
    ("1e-400", 0.0),
    ("1.7976931348623157e308", 1.7976931348623157e308),
    ("9007199254740993", 9007199254740993),
    ("[" * 32 + "1" + "]" * 32, None),
    ("[[]" + ",[]" * 500 + "]", [[]] * 501),
]

MALFORMED = [
    "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]", "[1][2]", "1 2", "{}{}",
    '{"a"}', '{"a":}', '{"a":1,}', '{,"a":1}', '{"a":1 "b":2}', "{a:1}", "{'a':1}", "['a']", "{1:2}", "{null:1}",
    '{"a":1,"a":1}', '[{"b":{"a":1,"\\u0061":2}}]', '{"a" 1}', '{"a"::1}',
    "[NaN]", "[Infinity]", "[-Infinity]", "NaN", "nan", "[TRUE]", "[True]", "[nul]", "[nulll]", "undefined",
    "[01]", "[-01]", "[1.]", "[.5]", "[-]", "[-.5]", "[+1]", "[1e]", "[1e+]", "[1.e1]", "[0x10]", "[1_000]", "[--1]",
    u"[\u0661]", u"[\uff11]", "[1a]", "[- 1]", "[1,000]",
    '["]', '["\\"]', '["\\x41"]', '["\\u00e"]', '["\\u00eg"]', '["\\U0041"]', '["\\a"]', '["a\nb"]', '["a\tb"]',
    '["a\x01b"]', '["\\', '"', '["a" "b"]', u"[\u201ca\u201d]",
    "[1]//x", "/*x*/[1]", "#x\n[1]", "[1];",
    "[1]\x00", '["a\x00"]', u"\ufeff[1]", u"[1]\ufeff", u"\u00a0[1]", "\x0c[1]",
    u"\u2028[1]", "<a/>", "a=1", "---\na: 1",
]
# Jython has no text with half of a surrogate pair
HALVES = [] if ON_JYTHON else [form % 0xD83D for form in (u'["%c"]', u'["\u6e29%c"]', u"[%c]")]

TOO_DEEP = ["[" * 33 + "]" * 33, '{"a":' * 33 + "1" + "}" * 33, "[" * 100000, '[{"a":' * 50000, "[" * 33,
            '"\\""' + "[" * 40]

TOO_LARGE = ["9" * 65, "-" + "9" * 65, "[" + "1" * 200000 + "]", "1e400", "-1e400", "[1E+9999999]", "0." + "0" * 65,
             "1e" + "9" * 70]


@pytest.fixture(scope="module")
def codec(library):
    return library.gateway.codec


@pytest.mark.parametrize("text, value", ACCEPTED)
def test_accepts(codec, text, value):
    found = codec.decode(text, 32)
    assert found == json.loads(text)
    if value is not None:
        assert found == value


@pytest.mark.parametrize("text", MALFORMED + HALVES)
def test_refuses_what_is_no_json(codec, text):
    assert refused(codec, text) == "malformed_json"


@pytest.mark.parametrize("text", TOO_DEEP)
def test_refuses_depth(codec, text):
    assert refused(codec, text) == "too_deep"


@pytest.mark.parametrize("text", TOO_LARGE)
def test_refuses_numbers_that_cost_too_much_or_are_infinite(codec, text):
    assert refused(codec, text) == "number_too_large"


def refused(codec, text):
    with pytest.raises(codec.Refused) as raised:
        codec.decode(text, 32)
    assert raised.value.detail == "%s" % raised.value
    assert len(raised.value.detail) < 120
    return raised.value.code


def test_half_a_surrogate_pair_passes_no_further_than_the_text_check(codec, library):
    # As an escape it is ASCII text; Jython's decoder refuses it, CPython's does not.
    try:
        value = codec.decode('["\\ud83d"]', 32)
    except codec.Refused as raised:
        assert raised.code == "malformed_json"
    else:
        assert not library.values.plain.isUnicode(value[0])


@pytest.mark.parametrize("text", [
    '"' + '\\"' * 500000,
    '["a' * 300000,
    '"' + "\\" * 999999,
    '"' * 999999,
    '["' + "a" * 999990 + '"]',
    '"' + "a" * 999999,
    "-" * 1000000,
    " " * 999999 + "x",
])
def test_a_million_hostile_characters_take_no_noticeable_time(codec, text):
    started = time.time()
    try:
        codec.decode(text, 32)
    except codec.Refused:
        pass
    assert time.time() - started < 30


def test_depth_is_counted_outside_of_texts_only(codec):
    source = random.Random(8)
    for _ in range(300):
        depth = source.randrange(1, 12)
        key = json.dumps("".join(source.choice('[]{}"\\a/') for _ in range(8)))
        text = key
        for _ in range(depth):
            text = source.choice(["[%s]", "[1,%s]", "{" + key + ":%s}"]) % text
        assert codec.decode(text, depth) == json.loads(text)
        if depth > 1:
            with pytest.raises(codec.Refused):
                codec.decode(text, depth - 1)


def test_writes_compactly(codec):
    value = {"a": [1, 2.5, None, True, u"\u00e4\U0001f600"]}
    assert codec.canonical(value) == '{"a":[1,2.5,null,true,"\\u00e4\\ud83d\\ude00"]}'
    # The gateway's encoder escapes less.
    assert json.loads(codec.encode(value)) == value
    assert " " not in codec.encode(value)
    assert codec.encode(2 ** 63) == "9223372036854775808"


def test_writes_no_nan(codec):
    with pytest.raises(ValueError):
        codec.encode(float("nan"))


def test_canonical_text_does_not_depend_on_the_order_of_members(codec):
    names = ["m%d" % number for number in range(50)]
    forward = dict((name, 1) for name in names)
    backward = dict((name, 1) for name in reversed(names))
    assert codec.canonical(forward) == codec.canonical(backward)
    assert codec.canonical({"b": 1, "a": u"\u00e4"}) == '{"a":"\\u00e4","b":1}'


def test_uses_the_encoder_of_the_gateway_where_there_is_one(codec, monkeypatch):
    class Gson(object):
        def toJson(self, value):
            return "by the gateway"

    monkeypatch.setattr(codec, "GSON", Gson())
    assert codec.encode([1]) == "by the gateway"
    assert codec.canonical([1]) == "[1]"
