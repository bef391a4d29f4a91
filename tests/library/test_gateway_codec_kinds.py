# coding: utf-8
"""Every kind of value means the same to all who write JSON: the gateway's encoder, Python's, and what is put
together by hand. On Jython the first is Gson under the name that it has on a gateway; CPython has the others."""

import array
import json
import random

import pytest

from java.math import BigDecimal, BigInteger
from java.util import ArrayList, Date, HashMap
from simulator.compat import INTEGERS, ON_JYTHON, text, unichr
from simulator.dataset import Dataset
from simulator.document import BasicDocument

TIME = 1767225600123
CONTROLS = u"".join(unichr(code) for code in range(1, 32)) + u"\x7f\x85\x9f"


def dataset(*columns):
    """columns: name, values; each value is a row."""
    return Dataset([name for name, _ in columns], [list(row) for row in zip(*[values for _, values in columns])])


def nested(levels, innermost, wrap):
    value = innermost
    for _ in range(levels):
        value = wrap(value)
    return value


def filled(java, *values):
    found = java()
    for value in values:
        if isinstance(found, ArrayList):
            found.add(value)
        else:
            found.put(*value)
    return found


# name: (what the platform hands out, what its JSON means)
KINDS = {
    "nothing": (None, None),
    "true": (True, True),
    "false": (False, False),
    "zero": (0, 0),
    "Int1": (-128, -128),
    "Int4": (-2147483648, -2147483648),
    "Int8": (INTEGERS[-1](9223372036854775807), 9223372036854775807),
    "Int8 low": (INTEGERS[-1](-9223372036854775808), -9223372036854775808),
    "beyond 2^53": (9007199254740993, 9007199254740993),
    "beyond Int8": (10 ** 40 + 1, 10 ** 40 + 1),
    "BigInteger": (BigInteger("123456789012345678901234567890", 10), 123456789012345678901234567890),
    "BigDecimal": (BigDecimal("12.50"), 12.5),
    "Float8": (0.1, 0.1),
    "Float8 whole": (3.0, 3.0),
    "Float8 with an exponent": (1e16, 1e16),
    "Float8 small": (1e-7, 1e-7),
    "Float8 max": (1.7976931348623157e308, 1.7976931348623157e308),
    "Float8 min": (5e-324, 5e-324),
    "Float8 last bit": (0.30000000000000004, 0.30000000000000004),
    "minus zero": (-0.0, -0.0),
    "not a number": (float("nan"), None),
    "infinite": (float("inf"), None),
    "minus infinite": (float("-inf"), None),
    "text": (u"Pumpe l\u00e4uft", u"Pumpe l\u00e4uft"),
    "empty text": (u"", u""),
    "astral text": (u"\U0001f600\U00010000\U0010ffff", u"\U0001f600\U00010000\U0010ffff"),
    "ends of lines": (u"a\u2028b\u2029c\r\nd", u"a\u2028b\u2029c\r\nd"),
    "controls": (CONTROLS, CONTROLS),
    "Nul": (u"a\x00b", u"a\x00b"),
    "markup and quotes": (u"</script><!-- &='\"\\/", u"</script><!-- &='\"\\/"),
    "not characters": (u"\ufffe\uffff\ufeff\ufffd", u"\ufffe\uffff\ufeff\ufffd"),
    "looks like a number": (u"1e5", u"1e5"),
    "looks like nothing": (u"null", u"null"),
    "date": (Date(TIME), u"2026-01-01T00:00:00.123Z"),
    "date before": (Date(-1), u"1969-12-31T23:59:59.999Z"),
    "bytes": (array.array("b", [0, 127, -128, -1]), u"AH+A/w=="),
    "no bytes": (array.array("b", []), u""),
    "Int4 array": (array.array("i", [1, -2]), [1, -2]),
    "Float4 array": (array.array("f", [0.1, 2.5]), [0.1, 2.5]),
    "Float8 array": (array.array("d", [0.1, float("nan"), float("inf")]), [0.1, None, None]),
    "list": ([1, u"\u20ac", None, True, 0.5], [1, u"\u20ac", None, True, 0.5]),
    "empty list": ([], []),
    "ArrayList": (filled(ArrayList, 1, u"x", None), [1, u"x", None]),
    "dates in a list": ([Date(TIME)], [u"2026-01-01T00:00:00.123Z"]),
    "document": (
        BasicDocument({"a": [1, 2.5, None, {u"\u00e9\U0001f600": {}}], "": u"", "1": False}),
        {u"a": [1, 2.5, None, {u"\u00e9\U0001f600": {}}], u"": u"", u"1": False}),
    "empty document": (BasicDocument({}), {}),
    "HashMap": (filled(HashMap, (u"k\u2028", 1), (u"n", None)), {u"k\u2028": 1, u"n": None}),
    "dataset": (
        dataset(
            (u"n", [1, None]), (u"t \u00b0C", [u"\U0001f600", u""]), ("at", [Date(TIME), None]), ("x", [0.5, -0.0])),
        {"columns": [{"name": "n"}, {"name": u"t \u00b0C"}, {"name": "at"}, {"name": "x"}],
            "rows": [[1, u"\U0001f600", u"2026-01-01T00:00:00.123Z", 0.5], [None, u"", None, -0.0]]}),
    "dataset without rows": (dataset(("n", [])), {"columns": [{"name": "n"}], "rows": []}),
    "dataset in a list": ([dataset(("n", [1]))], [{"columns": [{"name": "n"}], "rows": [[1]]}]),
    "deepest list": (nested(32, 1, lambda value: [value]), nested(32, 1, lambda value: [value])),
    "deepest object": (nested(32, None, lambda value: {"a": value}), nested(32, None, lambda value: {u"a": value})),
    "wide list": (list(range(10000)), list(range(10000))),
    "wide object": (
        dict(("m%d" % number, number) for number in range(10000)),
        dict((u"m%d" % number, number) for number in range(10000))),
}


@pytest.fixture(scope="module")
def encoders(library):
    """(name, function) for everybody who writes JSON-ready data as JSON text here."""
    codec = library.gateway.codec
    assert (codec.GSON is not None) == ON_JYTHON
    found = [("portable", codec.ENCODER.encode), ("chosen", codec.encode), ("canonical", codec.canonical),
             ("exact", codec.encodeExact)]
    return found + ([("gateway", codec.GSON.toJson)] if ON_JYTHON else [])


def read(written):
    """What a strict reader understands; a number that is not finite or a member that comes twice is an error."""
    def pairs(found):
        assert len(dict(found)) == len(found)
        return dict(found)

    def constant(name):
        raise AssertionError("%s is not JSON" % name)
    return json.loads(text(written), object_pairs_hook=pairs, parse_constant=constant)


def typed(value):
    """The value, so that 1, 1.0 and true differ, and 0.0 and -0.0."""
    if isinstance(value, dict):
        # "type" of a column is its Java class, which the Python of these tests does not always have.
        return sorted((text(key), typed(member)) for key, member in value.items() if key != "type")
    if isinstance(value, list):
        return [typed(member) for member in value]
    if isinstance(value, bool) or value is None:
        return "%s" % value
    if isinstance(value, float):
        return "float " + repr(value)
    return "whole %d" % value if isinstance(value, INTEGERS) else u"text " + text(value)


def agree(encoders, ready, meant):
    for name, encode in encoders:
        assert typed(read(encode(ready))) == typed(meant), name


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_means_the_same_to_every_encoder(library, encoders, name):
    given, meant = KINDS[name]
    found = library.gateway.convert.fromPlatform(given)
    plain = library.values.plain
    agree(encoders, plain.plain(found, plain.NUMBERS), meant)
    by_hand = library.gateway.codec.scalar(found)
    if by_hand is not None:
        assert typed(read(by_hand)) == typed(meant)


def test_every_kind_at_once(library, encoders):
    plain, names = library.values.plain, [name for name in sorted(KINDS) if not name.startswith("deepest")]
    ready = dict(
        (name, plain.plain(library.gateway.convert.fromPlatform(KINDS[name][0]), plain.NUMBERS)) for name in names)
    agree(encoders, ready, dict((name, KINDS[name][1]) for name in names))


@pytest.mark.parametrize("given, meant", [
    (9007199254740991, 9007199254740991), (9007199254740992, u"9007199254740992"),
    (-9007199254740993, u"-9007199254740993"), ([10 ** 30], [u"%d" % 10 ** 30]), (True, True), (0.5, 0.5)])
def test_large_integers_as_texts(library, encoders, given, meant):
    agree(encoders, library.values.plain.plain(given, library.values.plain.TEXTS), meant)


@pytest.mark.parametrize("digits", [
    "12.50", "-0.00", "0.1", "1E+3", "123456789012345678901234567890.123456789", "-1e-30"])
def test_a_decimal_keeps_its_digits(library, digits):
    """Only encodeExact takes one, and it is the same on both interpreters; the rest of the data with it."""
    codec, plain = library.gateway.codec, library.values.plain
    ready = plain.plain([library.values.kinds.Decimal(digits), u"12\u2028\"", 1], plain.NUMBERS)
    written = codec.encodeExact(ready)
    assert written.startswith("[%s," % digits)
    assert json.loads(written, parse_float=text, parse_int=text) == [text(digits), u"12\u2028\"", u"1"]


def test_random_data_means_the_same_to_every_encoder(encoders):
    source = random.Random(20261126)
    for _ in range(400):
        ready = anything(source, 5)
        agree(encoders, ready, ready)


def anything(source, depth):
    kind = source.randrange(8 if depth else 6)
    if kind == 0:
        return source.choice([None, True, False])
    if kind == 1:
        return source.choice([-1, 1]) * source.randrange(1 << source.choice([1, 8, 31, 53, 63, 64, 130]))
    if kind == 2:
        return source.choice([-1, 1]) * source.random() * 10.0 ** source.randrange(-320, 308)
    if kind == 3:
        return float(source.randrange(-10 ** 6, 10 ** 6)) / source.choice([1, 10, 1000])
    if kind in (4, 5):
        return random_text(source)
    if kind == 6:
        return [anything(source, depth - 1) for _ in range(source.randrange(6))]
    return dict((random_text(source), anything(source, depth - 1)) for _ in range(source.randrange(6)))


def random_text(source):
    ranges = [(0, 128), (0, 32), (128, 256), (0x2020, 0x2030), (0x4e00, 0x9fff), (0xfff0, 0x10000), (0x10000, 0x110000)]
    first, last = source.choice(ranges)
    return u"".join(character(source.randrange(first, last)) for _ in range(source.randrange(8)))


def character(code):
    # A Python 2 of 16-bit characters has no unichr for the others.
    return (u"\\U%08x" % code).encode("ascii").decode("unicode-escape")


# Jython has no text with half of a surrogate pair
HALVES = [] if ON_JYTHON else [
    unichr(0xD83D), u"a" + unichr(0xDE00), [unichr(0xD800)], {unichr(0xDFFF): 1}]


@pytest.mark.parametrize("given", [nested(33, 1, lambda value: [value]), {"a": object()}, object()] + HALVES)
def test_what_has_no_json_form_reaches_no_encoder(library, given):
    plain = library.values.plain
    with pytest.raises(plain.Unrepresentable):
        plain.plain(library.gateway.convert.fromPlatform(given), plain.NUMBERS)
