"""project.values.typed: the published table of what may be written to which data type."""

import pytest

NOW = 1767225600000
INTEGER_TYPES = ("Int1", "Int2", "Int4", "Int8")
BITS = {"Int1": 8, "Int2": 16, "Int4": 32, "Int8": 64}
MISMATCH = "Error_TypeConversion"
RANGE = "Bad_OutOfRange"

TEXT_VALUES = ["", "5", "abc", "true", "2026-01-01T00:00:00Z", u"\u00e4"]
# One value of each JSON type, and the awkward ones.
OBJECT, ARRAY = {"a": 1}, [1]

# data type: what it takes, as (given, written).
TAKES = {
    "Int4": [(5, 5), (-5, -5), (5.0, 5), (-0.0, 0), (1e3, 1000)],
    "Float8": [(5, 5.0), (1.5, 1.5), (-1e300, -1e300), (2 ** 53 + 1, float(2 ** 53 + 1)), (5e-324, 5e-324)],
    "Float4": [(5, 5.0), (1.5, 1.5), (0.1, 0.1), (3.4028234663852886e38, 3.4028234663852886e38), (1e-300, 1e-300)],
    "Boolean": [(True, True), (False, False), (1, True), (0, False), (1.0, True), (0.0, False)],
    "String": [(text, text) for text in TEXT_VALUES],
    "Text": [(text, text) for text in TEXT_VALUES],
    "Document": [(OBJECT, OBJECT), (ARRAY, ARRAY), ({}, {}), ([], [])],
}
# data type: what it refuses as of another type.
REFUSES = {
    "Int4": [True, False, 1.5, "5", "abc", "", OBJECT, ARRAY],
    "Float8": [True, "1.5", "abc", "", OBJECT, ARRAY],
    "Float4": [True, "1.5", "NaN", OBJECT, ARRAY],
    "Boolean": [2, -1, 0.5, "true", "1", "", OBJECT, ARRAY],
    "String": [5, 1.5, True, OBJECT, ARRAY],
    "Text": [5, 1.5, True, OBJECT, ARRAY],
    "DateTime": [1.5, True, "", "abc", "2026-01-31T08:00:00", "2026-02-30T00:00:00Z", OBJECT, ARRAY],
    "Document": [5, 1.5, True, "{}", ""],
    "ByteArray": [5, True, "A", "AA", "AAA", "A===", "====", "AAAAA===", "AA==AAAA", "AAAA=", "AAAA==", "=AAA", "AA=A",
                  "AA==\n", "AA-_", " AA==", u"\u00c4A==", OBJECT, ARRAY, [1, 2]],
    "DataSet": [5, "x", True, ARRAY, OBJECT, {"columns": [], "rows": {}}, {"columns": {}, "rows": []},
                {"columns": [{"name": 5}], "rows": []}, {"columns": ["a"], "rows": []}, {"columns": [{}], "rows": []},
                {"columns": [{"name": "a"}], "rows": [[]]}, {"columns": [{"name": "a"}], "rows": [[1, 2]]},
                {"columns": [{"name": "a"}], "rows": [1]}, {"columns": [{"name": "a"}], "rows": [[{}]]},
                {"columns": [{"name": "a"}], "rows": [[[]]]},
                {"columns": [{"name": "a", "type": "Date"}], "rows": [["abc"]]}],
    "Int4Array": [5, "1", True, OBJECT, [1, "2"], [1.5], [True], [[1]]],
    "StringArray": ["a", OBJECT, ["a", 1]],
    "BooleanArray": [True, [2]],
    "DateTimeArray": ["now", ["abc"]],
}


def cases(table):
    return [(data_type, case) for data_type in sorted(table) for case in table[data_type]]


@pytest.fixture(scope="module")
def typed(library):
    return library.values.typed


@pytest.fixture(scope="module")
def kinds(library):
    return library.values.kinds


@pytest.mark.parametrize("data_type, case", cases(TAKES))
def test_takes(typed, data_type, case):
    given, expected = case
    written = typed.fromJson(given, data_type, NOW)
    assert written == expected
    assert type(written) is type(expected)


@pytest.mark.parametrize("data_type, given", cases(REFUSES))
def test_refuses_another_type_and_names_what_it_takes(typed, data_type, given):
    with pytest.raises(typed.Mismatch) as refused:
        typed.fromJson(given, data_type, NOW)
    assert refused.value.quality == MISMATCH
    assert refused.value.detail == "%s" % refused.value
    assert refused.value.detail.endswith(".")


@pytest.mark.parametrize("data_type", sorted(set(REFUSES) | set(INTEGER_TYPES)) + ["Unknown", None])
def test_null_goes_to_any_type(typed, data_type):
    assert typed.fromJson(None, data_type, NOW) is None


@pytest.mark.parametrize("data_type", INTEGER_TYPES)
def test_integers_keep_every_digit_up_to_the_bounds_and_not_beyond(typed, data_type):
    half = 2 ** (BITS[data_type] - 1)
    for number in (half - 1, -half, half - 2, 0):
        assert typed.fromJson(number, data_type, NOW) == number
    for number in (half, -half - 1, 2 ** 200, 1e308, float(half)):
        with pytest.raises(typed.Mismatch) as refused:
            typed.fromJson(number, data_type, NOW)
        assert refused.value.quality == RANGE
    with pytest.raises(typed.Mismatch) as refused:
        typed.fromJson(0.5, data_type, NOW)
    assert refused.value.quality == MISMATCH


@pytest.mark.parametrize("given, expected", [
    ("9223372036854775807", 2 ** 63 - 1), ("-9223372036854775808", -2 ** 63), ("0", 0), ("007", 7),
])
def test_int8_reads_the_text_that_it_is_written_as(typed, given, expected):
    assert typed.fromJson(given, "Int8", NOW) == expected


@pytest.mark.parametrize("given, expected", [
    (9007199254740991.0, 2 ** 53 - 1), (2 ** 53 + 1, 2 ** 53 + 1), (9007199254740993.0, None), (-2.0 ** 53, None),
    (1e18, None)])
def test_int8_takes_no_number_that_may_have_been_rounded(typed, given, expected):
    if expected is not None:
        assert typed.fromJson(given, "Int8", NOW) == expected
        return
    with pytest.raises(typed.Mismatch) as refused:
        typed.fromJson(given, "Int8", NOW)
    assert refused.value.quality == MISMATCH and "whole digits only" in refused.value.detail


@pytest.mark.parametrize("given, quality", [
    ("9223372036854775808", RANGE), ("", MISMATCH), ("1.0", MISMATCH), (" 1", MISMATCH), ("+1", MISMATCH),
    ("1\n", MISMATCH), (u"\u0661", MISMATCH), ("12345678901234567890", MISMATCH), ("1_0", MISMATCH),
])
def test_int8_reads_no_other_text(typed, given, quality):
    with pytest.raises(typed.Mismatch) as refused:
        typed.fromJson(given, "Int8", NOW)
    assert refused.value.quality == quality


@pytest.mark.parametrize("data_type, given", [
    ("Float4", 3.4028236e38), ("Float4", -1e300), ("Float4", 10 ** 400), ("Float8", 10 ** 400), ("Float8", -10 ** 400),
])
def test_floats_beyond_their_type_are_out_of_range(typed, data_type, given):
    with pytest.raises(typed.Mismatch) as refused:
        typed.fromJson(given, data_type, NOW)
    assert refused.value.quality == RANGE


@pytest.mark.parametrize("given, millis", [
    ("2026-01-31T08:00:00+01:00", 1769842800000), ("now", NOW), ("-8h", NOW - 28800000), ("0", 0), (0, 0),
    (1767225600123, 1767225600123), (-1, -1),
])
def test_date_times(typed, kinds, given, millis):
    assert typed.fromJson(given, "DateTime", NOW) == kinds.Instant(millis)


def test_date_times_outside_of_the_calendar_are_refused(typed):
    with pytest.raises(typed.Mismatch) as refused:
        typed.fromJson(10 ** 15 - 1, "DateTime", NOW)
    refused.match("0001 to 9999")


@pytest.mark.parametrize("text", ["", "AA==", "AAA=", "AAAA", "AH//", "+/+/", "AAAAAA==", "AB/9" * 16384])
def test_bytes_are_base64(typed, text):
    assert typed.fromJson(text, "ByteArray", NOW).base64 == text


def test_data_sets(typed, kinds):
    given = {
        "columns": [{"name": "n", "type": "Integer"}, {"name": "at", "type": "Date"}, {"name": "free"}],
        "rows": [[1, "1970-01-01T00:00:00Z", "x"], [None, None, None], [2, 5, True], [3, "now", 1.5]],
    }
    table = typed.fromJson(given, "DataSet", NOW)
    assert table.columns == [("n", "Integer"), ("at", "Date"), ("free", None)]
    assert table.rows == [
        [1, kinds.Instant(0), "x"], [None, None, None], [2, kinds.Instant(5), True], [3, kinds.Instant(NOW), 1.5]]


def test_arrays_are_converted_member_by_member(typed, kinds):
    assert typed.fromJson([1, 2.0], "Int4Array", NOW) == [1, 2]
    assert typed.fromJson(["a", None], "StringArray", NOW) == ["a", None]
    for data_type in ("Int4Array", "Float8Array", "BooleanArray"):
        with pytest.raises(typed.Mismatch) as refused:
            typed.fromJson([1, None], data_type, NOW)
        assert refused.value.quality == MISMATCH
    assert typed.fromJson([1, 2.5], "Float4Array", NOW) == [1.0, 2.5]
    assert typed.fromJson([], "StringArray", NOW) == []
    assert typed.fromJson([0, True], "BooleanArray", NOW) == [False, True]
    assert typed.fromJson(["now", 5], "DateTimeArray", NOW) == [kinds.Instant(NOW), kinds.Instant(5)]
    with pytest.raises(typed.Mismatch) as refused:
        typed.fromJson([2 ** 31], "Int4Array", NOW)
    assert refused.value.quality == RANGE


@pytest.mark.parametrize("data_type", [None, "", "Unknown"])
@pytest.mark.parametrize("given", [5, 1.5, True, "x", ARRAY, OBJECT])
def test_where_the_type_is_not_known_the_platform_judges(typed, data_type, given):
    assert typed.fromJson(given, data_type, NOW) is given
