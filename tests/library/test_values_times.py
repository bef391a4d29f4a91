"""project.values.times: RFC 3339 and epoch milliseconds, against datetime's calendar."""

import datetime
import random
import re

import pytest

EPOCH = datetime.datetime(1970, 1, 1)
NOW = 1767225600000


def millis_of(moment):
    delta = moment - EPOCH
    return delta.days * 86400000 + delta.seconds * 1000 + delta.microseconds // 1000


def text_of(moment):
    # strftime of Python 2 refuses years before 1900.
    return "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ" % (
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond // 1000)


@pytest.fixture(scope="module")
def times(library):
    return library.values.times


def test_each_month_of_ten_thousand_years_begins_and_ends_where_the_calendar_says(times):
    day = datetime.timedelta(days=1)
    for year in range(1, 10000):
        for month in (1, 2, 3, 12):
            first = datetime.datetime(year, month, 1)
            for moment in (first,) if first == datetime.datetime(1, 1, 1) else (first, first - day):
                days = (moment - EPOCH).days
                date = (moment.year, moment.month, moment.day)
                assert times.civilFromDays(days) == date
                assert times.daysFromCivil(*date) == days


def test_random_moments_survive_both_ways(times):
    source = random.Random(20260131)
    for _ in range(3000):
        millis = source.randrange(times.MIN_MILLIS, times.MAX_MILLIS + 1)
        text = times.formatMillis(millis)
        assert text == text_of(EPOCH + datetime.timedelta(milliseconds=millis))
        assert times.parse(text, NOW) == millis


@pytest.mark.parametrize("millis, text", [
    (0, "1970-01-01T00:00:00.000Z"),
    (-1, "1969-12-31T23:59:59.999Z"),
    (951782400000, "2000-02-29T00:00:00.000Z"),
    (-2203977600001, "1900-02-27T23:59:59.999Z"),
    (-62135596800000, "0001-01-01T00:00:00.000Z"),
    (253402300799999, "9999-12-31T23:59:59.999Z"),
])
def test_formats_the_edges(times, millis, text):
    assert times.formatMillis(millis) == text


@pytest.mark.parametrize("millis", [None, -62135596800001, 253402300800000, 2 ** 63 - 1, -2 ** 63])
def test_what_has_no_text_form_is_none(times, millis):
    assert times.formatMillis(millis) is None


@pytest.mark.parametrize("text, moment", [
    ("2026-01-31T08:00:00Z", (2026, 1, 31, 8)),
    ("2026-01-31t08:00:00z", (2026, 1, 31, 8)),
    ("2026-01-31 08:00:00Z", (2026, 1, 31, 8)),
    ("  2026-01-31T08:00:00Z ", (2026, 1, 31, 8)),
    ("2026-01-31T08:00:00+01:00", (2026, 1, 31, 7)),
    ("2026-01-31T08:00:00-05:30", (2026, 1, 31, 13, 30)),
    ("2026-01-01T00:30:00+01:00", (2025, 12, 31, 23, 30)),
    ("2024-12-31T23:30:00-23:59", (2025, 1, 1, 23, 29)),
    ("2026-01-31T08:00:00+00:00", (2026, 1, 31, 8)),
    ("2026-01-31T08:00:00-00:00", (2026, 1, 31, 8)),
    ("2024-02-29T00:00:00Z", (2024, 2, 29)),
    ("2000-02-29T00:00:00Z", (2000, 2, 29)),
    ("0001-01-01T00:00:00Z", (1, 1, 1)),
    ("9999-12-31T23:59:59.999Z", (9999, 12, 31, 23, 59, 59, 999000)),
    ("2026-01-31T08:00:00.5Z", (2026, 1, 31, 8, 0, 0, 500000)),
    ("2026-01-31T08:00:00.05Z", (2026, 1, 31, 8, 0, 0, 50000)),
    # Digits past the millisecond are dropped, never rounded into the next second.
    ("2026-01-31T08:00:00.123456Z", (2026, 1, 31, 8, 0, 0, 123000)),
    ("2026-01-31T08:00:00.999999999Z", (2026, 1, 31, 8, 0, 0, 999000)),
    # In a gap or an overlap of someone's daylight saving time: the offset says which moment it is.
    ("2026-03-29T02:30:00+01:00", (2026, 3, 29, 1, 30)),
    ("2026-10-25T02:30:00+02:00", (2026, 10, 25, 0, 30)),
    ("2026-10-25T02:30:00+01:00", (2026, 10, 25, 1, 30)),
])
def test_reads_rfc_3339(times, text, moment):
    assert times.parse(text, NOW) == millis_of(datetime.datetime(*moment))


@pytest.mark.parametrize("text, expected", [
    ("now", NOW),
    (" now ", NOW),
    ("-8h", NOW - 8 * 3600000),
    ("-7d", NOW - 7 * 86400000),
    ("-250ms", NOW - 250),
    ("-30s", NOW - 30000),
    ("-5m", NOW - 300000),
    ("-2w", NOW - 14 * 86400000),
    ("-0s", NOW),
    ("0", 0),
    ("-1", -1),
    ("1767225600000", 1767225600000),
    ("253402300799999", 253402300799999),
    ("-62135596800000", -62135596800000),
])
def test_reads_relative_times_and_epoch_milliseconds(times, text, expected):
    assert times.parse(text, NOW) == expected


@pytest.mark.parametrize("text, words", [
    ("2026-02-30T00:00:00Z", "does not exist|date and time that exists"),
    ("2026-02-29T00:00:00Z", "exists"),
    ("1900-02-29T00:00:00Z", "exists"),
    ("2026-00-10T00:00:00Z", "exists"),
    ("2026-13-10T00:00:00Z", "exists"),
    ("2026-01-00T00:00:00Z", "exists"),
    ("2026-04-31T00:00:00Z", "exists"),
    ("0000-01-01T00:00:00Z", "exists"),
    ("2026-01-31T24:00:00Z", "exists"),
    ("2026-01-31T08:60:00Z", "exists"),
    ("2026-01-31T08:00:61Z", "exists"),
    ("2016-12-31T23:59:60Z", "leap second"),
    ("2026-01-31T08:00:00", "no offset.*Add Z"),
    ("2026-01-31T08:00:00.123", "no offset"),
    ("2026-01-31T08:00:00+24:00", "offset"),
    ("2026-01-31T08:00:00+01:60", "offset"),
    ("0001-01-01T00:00:00+00:01", "0001 to 9999"),
    ("9999-12-31T23:59:59-00:01", "0001 to 9999"),
    ("253402300800000", "0001 to 9999"),
    ("-62135596800001", "0001 to 9999"),
    ("-999999999w", "0001 to 9999"),
    ("2026-01-31", "not a time"),
    ("2026-01-31T08:00Z", "not a time"),
    ("2026-1-31T08:00:00Z", "not a time"),
    ("2026-01-31T08:00:00.Z", "not a time"),
    ("2026-01-31T08:00:00.1234567890Z", "not a time"),
    ("2026-01-31T08:00:00,5Z", "not a time"),
    ("2026-01-31T08:00:00+0100", "not a time"),
    ("2026-01-31T08:00:00Z\n2026", "not a time"),
    ("02026-01-31T08:00:00Z", "not a time"),
    ("-2026-01-31T08:00:00Z", "not a time"),
    (u"\uff12\uff10\uff12\uff16-01-31T08:00:00Z", "not a time"),
    (u"\u0661\u0662", "not a time"),
    ("8h", "not a time"),
    ("+8h", "not a time"),
    ("-8H", "not a time"),
    ("-1.5h", "not a time"),
    ("-8y", "not a time"),
    ("Now", "not a time"),
    ("1e12", "not a time"),
    ("1.5", "not a time"),
    ("1234567890123456", "not a time"),
    ("", "not a time"),
    ("yesterday" * 20, "not a time"),
    ("2026-01-31T08:00:00 01:00", "^'2026-01-31T08:00:00 01:00' is not a time: in a URL a [+] must .* as %2B.$"),
    ("2026-01-31 08:00:00.5 01:00", "%2B"),
    ("2026-01-31T08:00:00 1:00", "Write 2026"),
    ("31 01", "Write 2026"),
])
def test_refuses_with_words_for_the_caller(times, text, words):
    with pytest.raises(ValueError) as refused:
        times.parse(text, NOW)
    message = u"%s" % refused.value
    assert re.search(words, message)
    assert len(message) < 250


def test_many_at_once_are_written_as_one_by_one(times):
    picked = random.Random(5)
    for found in (
            [], [0], [999, 1000, 1001], [-1, 5], [NOW, NOW + 1, NOW + 86400000], [times.MAX_MILLIS, 10 ** 18],
            [picked.randrange(times.MIN_MILLIS, times.MAX_MILLIS) for _ in range(300)],
            [NOW + picked.randrange(100000) for _ in range(300)]):
        for _ in range(2):
            assert times.formatAll(found) == [times.formatMillis(millis) for millis in found]
