"""project.values.plain: what tag values look like in JSON."""

import math
import random
import struct

import pytest

from simulator.compat import ON_JYTHON

NAN = float("nan")
INFINITY = float("inf")
LARGEST_FLOAT4 = 3.4028234663852886e38
SMALLEST_FLOAT4 = 1.401298464324817e-45


@pytest.fixture(scope="module")
def plain(library):
    return library.values.plain


@pytest.fixture(scope="module")
def kinds(library):
    return library.values.kinds


def written(plain, value, int64="number"):
    return plain.plain(value, plain.Options(int64))


@pytest.mark.parametrize("value", [
    None, True, False, 0, -1, 2 ** 31, 2 ** 63 - 1, -2 ** 63, 2 ** 100, 0.0, 1.5, -1e300, 5e-324,
    "", "text", u"l\u00e4uft \U0001f600", u"\u0000\u2028",
    [], [1, [2.5, None]], {}, {"a": {"b": [True]}},
])
def test_json_values_stay_as_they_are(plain, value):
    found = written(plain, value)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("value", [NAN, INFINITY, -INFINITY])
def test_what_is_no_json_number_is_null(plain, value):
    assert written(plain, value) is None
    assert written(plain, [value, {"a": value}]) == [None, {"a": None}]


@pytest.mark.parametrize("value, text", [
    (2 ** 53, "9007199254740992"),
    (2 ** 53 - 1, 2 ** 53 - 1),
    (-2 ** 53, "-9007199254740992"),
    (-2 ** 53 + 1, -2 ** 53 + 1),
    (2 ** 63 - 1, "9223372036854775807"),
    (True, True),
    (9.1e18, 9.1e18),
])
def test_integers_that_javascript_cannot_hold_become_text_on_request(plain, value, text):
    assert written(plain, value, "string") == text
    assert written(plain, {"a": [value]}, "string") == {"a": [text]}
    assert written(plain, value, "number") == value


@pytest.mark.parametrize("build, expected", [
    (lambda kinds: kinds.Instant(0), "1970-01-01T00:00:00.000Z"),
    (lambda kinds: kinds.Instant(2 ** 62), None),
    (lambda kinds: kinds.Blob("AH//"), "AH//"),
    (lambda kinds: (1, 2), [1, 2]),
    (lambda kinds: kinds.Table([("t", "Date")], [[kinds.Instant(1)], [None]]),
        {"columns": [{"name": "t", "type": "Date"}], "rows": [["1970-01-01T00:00:00.001Z"], [None]]}),
    (lambda kinds: kinds.Table([], []), {"columns": [], "rows": []}),
])
def test_structures(plain, kinds, build, expected):
    assert written(plain, build(kinds)) == expected


@pytest.mark.parametrize("build, words", [
    (lambda kinds: kinds.Unsupported("because of the test"), "because of the test"),
    (lambda kinds: {"a": [kinds.Unsupported("deep inside")]}, "deep inside"),
    (lambda kinds: object(), "no JSON form"),
    (lambda kinds: nested(33), "deeper than 32"),
    (lambda kinds: kinds.Table([("a", "Integer")] * 1001, [[1] * 1001] * 100), "100000 cells"),
])
def test_what_json_cannot_carry_is_refused_in_words(plain, kinds, build, words):
    with pytest.raises(plain.Unrepresentable) as refused:
        written(plain, build(kinds))
    refused.match(words)


@pytest.mark.skipif(ON_JYTHON, reason="Jython has no such text")
@pytest.mark.parametrize("build", [
    lambda kinds, half: u"half " + half,
    lambda kinds, half: [u"half " + half],
    lambda kinds, half: {half: 1},
    lambda kinds, half: kinds.Table([(half, "String")], []),
    lambda kinds, half: kinds.Table([("a", "String")], [[half]]),
])
@pytest.mark.parametrize("half", [0xD83D, 0xDE00])
def test_half_of_a_surrogate_pair_is_refused_in_words(plain, kinds, build, half):
    with pytest.raises(plain.Unrepresentable) as refused:
        written(plain, build(kinds, u"%c" % half))
    refused.match("surrogate")


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


def test_depth_and_cells_up_to_the_limit_are_written(plain, kinds):
    assert written(plain, nested(32)) == nested(32)
    table = written(plain, kinds.Table([("a", "Integer")] * 1000, [[1] * 1000] * 100))
    assert len(table["rows"]) == 100


def test_no_object_shows_its_insides(plain):
    class Secret(object):
        def __str__(self):
            return "secret"

    with pytest.raises(plain.Unrepresentable) as refused:
        written(plain, [Secret()])
    assert "secret" not in str(refused.value).lower()


def float4(bits):
    return struct.unpack("<f", struct.pack("<I", bits))[0]


def shortest(value):
    """The decimal of fewest digits that names this 32-bit number."""
    for digits in range(1, 10):
        try:
            candidate = float("%.*e" % (digits - 1, value))
            if struct.pack("<f", candidate) == struct.pack("<f", value):
                return candidate
        except OverflowError:
            pass
    raise AssertionError(value)


def float4_samples():
    source = random.Random(32)
    for bits in (1, 2, 3, 0x7fffff, 0x800000, 0x800001, 0x7f7fffff, 0x7f7ffffe, 0x3dcccccd, 0x3f800000, 0x4b800001):
        yield float4(bits)
        yield -float4(bits)
    for exponent in range(255):
        for _ in range(40):
            yield float4(exponent << 23 | source.getrandbits(23) | source.getrandbits(1) << 31)


def test_float4_is_the_shortest_decimal_of_the_same_32_bits(plain):
    for value in float4_samples():
        assert plain.shortestFloat4(value) == shortest(value), repr(value)


@pytest.mark.parametrize("value, expected", [
    (struct.unpack("<f", struct.pack("<f", 0.1))[0], 0.1),
    (struct.unpack("<f", struct.pack("<f", 21.7))[0], 21.7),
    (16777216.0, 16777216.0),
    (LARGEST_FLOAT4, 3.4028235e38),
    (SMALLEST_FLOAT4, 1e-45),
    (0.1, 0.1),
    (1e300, 1e300),
    (INFINITY, INFINITY),
])
def test_float4_by_example(plain, value, expected):
    assert plain.shortestFloat4(value) == expected


def test_float4_keeps_the_sign_of_zero_and_nan(plain):
    assert math.copysign(1, plain.shortestFloat4(-0.0)) == -1.0
    assert math.isnan(plain.shortestFloat4(NAN))


@pytest.mark.parametrize("value, widened", [
    (0.10000000149011612, True), (-0.10000000149011612, True), (0.1, False), (2.5, False), (1, False), (True, False),
    (None, False), ("0.1", False), (NAN, False), (INFINITY, False), (16777216.0, False), (1e308, False), (-0.0, False),
])
def test_widened_is_only_what_a_float4_would_print_shorter(plain, value, widened):
    assert plain.widened([0.1, value, None]) == ([1] if widened else [])
