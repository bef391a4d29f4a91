"""project.history.rows and slices: pages that lose and repeat nothing, and how much is fetched for them."""

import itertools
import random
import weakref

import pytest

from simulator.compat import ON_JYTHON
from tests.support import recorded
from tests.support.recorded import FLOW, NOW, T, asked, pages, record, table


@pytest.fixture
def product():
    return recorded.product()


def joined(tables):
    return [row for page in tables for row in page["rows"]]


@pytest.mark.parametrize("limit", ["1", "2", "3", "7", "100"])
@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_pages_joined_are_the_whole(product, shape, limit):
    record(product, T, *[(100 - second, float(second)) for second in range(0, 60, 2)])
    record(product, FLOW, *[(100 - second, second) for second in range(0, 60, 3)])
    whole = table(product, T, FLOW, returnFormat=shape)
    assert whole["cursor"] is None
    shown = pages(product, T, FLOW, returnFormat=shape, limit=limit)
    assert joined(shown) == whole["rows"]
    assert all(len(page["rows"]) <= int(limit) for page in shown)


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_what_is_stored_between_two_pages_neither_shifts_nor_repeats_a_row(product, shape):
    record(product, T, *[(100 - second, float(second)) for second in range(50)])
    before = table(product, T, FLOW, returnFormat=shape)["rows"]

    def store(number):
        record(product, T, (100 - 4 * number - 0.5, -1.0), (200, -2.0))
        record(product, FLOW, (51, -3), (300, -4))
        product.gateway.clock.advance(60)

    shown = joined(pages(product, T, FLOW, returnFormat=shape, limit="4", between=store))
    moments = ["%s %s" % (row[0], row[-1]) if shape == "tall" else row[0] for row in shown]
    assert len(set(moments)) == len(moments) or shape == "wide"
    kept = [row for row in shown if row[1] is not None and row[1] >= 0]
    assert [row[:2] for row in kept] == [row[:2] for row in before]
    late = [row for row in shown if -1.0 in row]
    assert late and all(row[0] > before[0][0] or shape == "tall" for row in late)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_whatever_is_stored_between_pages_each_value_is_there_once(product, monkeypatch, shape, seed):
    """Every value is another one. Those that come for a time that was shown already may be missing, no others."""
    source = random.Random(seed)
    monkeypatch.setattr(product.library.project.history.slices, "MOST_SAMPLES", source.choice([3, 20, 5000]))
    expected, seen, numbers = set(), [], itertools.count()

    def store(millis):
        value = float(next(numbers))
        product.gateway.historian.record(source.choice([T, FLOW]), [(millis, value, "Good")])
        return value

    for _ in range(60):
        expected.add(store(NOW - source.randrange(40)))
    parameters = {"startDate": str(NOW - 40), "endDate": str(NOW), "returnFormat": shape}
    while True:
        found = table(product, T, FLOW, limit=str(source.choice([1, 2, 3, 7])), **parameters)
        for row in found["rows"]:
            seen.extend([row[1]] if shape == "tall" else [value for value in row[1:] if value is not None])
        parameters["cursor"] = found["cursor"]
        if found["cursor"] is None:
            break
        last = found["rows"][-1][3 if shape == "tall" else 0]
        shown = product.library.project.values.times.parse(last, 0)
        for _ in range(source.randrange(4)):
            millis = NOW - source.randrange(-3, 43)
            value = store(millis)
            if shown < millis <= NOW:
                expected.add(value)
    assert len(set(seen)) == len(seen)
    assert expected <= set(seen)


@pytest.mark.parametrize("name, variant", [
    ("historian_seeds", False), ("historian_seeds", True), ("historian_many_paths", "nothing"),
    ("historian_return_size", "rows"), ("historian_arguments", "few"), ("history_end", "exclusive"),
    ("history_tall_quality", "code"), ("history_tall_quality", "object")])
@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_so_are_pages_of_the_historian_s_own_paths(name, variant, shape):
    product = recorded.product(version="8.3.10")
    setattr(product.gateway.options, name, variant)
    record(product, T, *[(100 - second, float(second)) for second in range(0, 60, 2)])
    record(product, FLOW, *[(100 - second, second) for second in range(0, 60, 3)])
    own = ["histprov:Plant DB:/sys:Simulator:/prov:default:/tag:" + path.partition("]")[2] for path in (T, FLOW)]
    stretch = {"startDate": "-100s", "endDate": "-41s", "returnFormat": shape}
    whole = table(product, *own, **stretch)["rows"]
    by_tags = table(product, T, FLOW, **stretch)["rows"]
    if shape == "tall":
        by_tags = [[own[(T, FLOW).index(row[0])]] + row[1:] for row in by_tags]
    assert len(whole) == (50 if shape == "tall" else 40) and whole == by_tags

    def store(number):
        record(product, T, (100 - 15 * number - 0.5, -1.0), (300, -2.0))
        product.gateway.clock.advance(60)

    assert joined(pages(product, *own, limit="7", **stretch)) == whole
    shown = joined(pages(product, *own, limit="7", between=store, **stretch))
    assert [row for row in shown if -1.0 not in row] == whole and len(shown) > len(whole)


@pytest.mark.parametrize("limit", ["1", "2", "5"])
def test_many_values_of_one_millisecond(product, limit):
    record(product, T, *([(60, float(number)) for number in range(12)] + [(59, 99.0)]))
    record(product, FLOW, *[(60, number) for number in range(7)])
    for shape in ("wide", "tall"):
        shown = joined(pages(product, T, FLOW, returnFormat=shape, limit=limit))
        assert shown == table(product, T, FLOW, returnFormat=shape)["rows"]
        assert len(shown) == (13 if shape == "wide" else 20)


def test_a_value_that_comes_into_the_last_millisecond_of_a_page_is_on_the_next(product):
    record(product, T, (60, 1.0), (60, 2.0))
    shown = pages(product, T, limit="2", between=lambda number: None)
    assert len(shown) == 1
    record(product, T, (50, 3.0))
    shown = pages(product, T, limit="2", between=lambda number: number == 1 and record(product, T, (60, 2.5)))
    assert [row[1] for row in joined(shown)] == [1.0, 2.0, 2.5, 3.0]


@pytest.mark.parametrize("row_time", ["start", "end"])
@pytest.mark.parametrize("fixed_rows", ["exact", "end_too"])
@pytest.mark.parametrize("parameters", [
    {"interval": "7s"}, {"returnSize": "11"}, {"interval": "7s", "aggregationMode": "MinMax"},
    {"interval": "10s", "aggregationMode": "LastValue"}, {"returnSize": "3", "aggregationMode": "Sum"}])
def test_pages_of_windows_joined_are_the_whole_however_the_gateway_writes_them(
        product, parameters, row_time, fixed_rows):
    product.gateway.options.history_row_time = row_time
    product.gateway.options.history_fixed_rows = fixed_rows
    record(product, T, *[(100 - second, float(second * 7 % 13)) for second in range(0, 90, 2)])
    record(product, FLOW, *[(100 - second, second) for second in range(0, 60, 3)])
    whole = table(product, T, FLOW, startDate="-100s", **parameters)["rows"]
    for limit in ("1", "2", "5"):
        shown = pages(product, T, FLOW, startDate="-100s", limit=limit, **parameters)
        assert joined(shown) == whole
    count = int(parameters.get("returnSize", 0)) or {"7s": 15, "10s": 10}[parameters["interval"]]
    assert len(set(row[0] for row in whole)) == count


def test_now_is_the_same_on_every_page(product):
    record(product, T, *[(10 - second, 1.0) for second in range(10)])

    def move(number):
        product.gateway.clock.advance(3600)
        record(product, T, (-1800, 5.0))

    assert len(joined(pages(product, T, startDate="-1m", limit="4", between=move))) == 10


@pytest.mark.parametrize("changed", [
    {"startDate": "-2h"}, {"aggregationMode": "LastValue"}, {"interval": "1m"}, {"returnFormat": "tall"}])
def test_a_cursor_belongs_to_its_question(product, changed):
    record(product, T, (60, 1.0), (50, 2.0))
    cursor = table(product, T, limit="1")["cursor"]
    assert asked(product, T, cursor=cursor, **changed).code == "invalid_cursor"
    assert asked(product, FLOW, cursor=cursor).code == "invalid_cursor"
    assert len(table(product, T, cursor=cursor, limit="5")["rows"]) == 1


@pytest.mark.parametrize("forged", [
    [1], [0, NOW], [0, NOW, 0, 0], [NOW - 9, NOW, NOW, 0, True], [NOW - 9, NOW, -1, 0, 0], [NOW, NOW - 9, NOW, 0, 0],
    [NOW - 9, NOW, NOW + 1, 0, 0], [0, NOW, NOW, 0, 0], "x", None,
    [10 ** 17, 10 ** 17 + 9, 10 ** 17, 0, 0], [-10 ** 17, -10 ** 17, -10 ** 17, 0, 0],
    [NOW - 9, NOW, NOW, 0, 10 ** 30], [NOW - 9, NOW, NOW, 10 ** 30, 0]])
def test_forged_cursors_are_judged_like_any_question(product, forged):
    project = product.library.project
    names = ("path", "startDate", "endDate", "aggregationMode", "interval", "returnSize", "returnFormat")
    question = dict((name, None) for name in names)
    question.update(path=[T], returnFormat="wide")
    cursor = project.http.cursors.encode(project.history.question.digest(question), forged)
    answer = asked(product, T, cursor=cursor)
    assert answer.status == 400 and answer.code in ("invalid_cursor", "range_too_long", "invalid_range")


class Seen(list):
    pass


class TestSlices(object):

    def test_much_is_fetched_in_parts_little_at_once(self, product):
        record(product, T, *[(7000 - second, float(second)) for second in range(7000)])
        record(product, FLOW, *[(100 - second, second) for second in range(100)])
        count = product.gateway.calls.count
        assert len(table(product, T, limit="100000", startDate="-7000s")["rows"]) == 7000
        assert count("system.tag.queryTagHistory") == 2
        assert len(table(product, FLOW)["rows"]) == 100
        assert count("system.tag.queryTagHistory") == 3

    def test_a_small_page_of_much_fetches_little(self, product):
        record(product, T, *[(20000 - second, float(second)) for second in range(20000)])
        assert len(table(product, T, limit="10", startDate="-20000s")["rows"]) == 10
        assert product.gateway.calls.count("system.tag.queryTagHistory") == 1

    def test_dense_and_empty_stretches(self, product):
        record(product, T, *[(20000 - number * 0.01, float(number)) for number in range(11000)])
        record(product, T, (5, 1.0))
        found = table(product, T, limit="20000")
        assert [row[1] for row in found["rows"]] == [float(number) for number in range(11000)] + [1.0]

    def test_more_in_one_millisecond_than_a_slice_holds(self, product):
        record(product, T, *([(50, float(number)) for number in range(5200)] + [(40, 1.0)]))
        assert len(table(product, T, limit="10000")["rows"]) == 5201

    @pytest.mark.skipif(ON_JYTHON, reason="Java collects what is not needed any more when it likes")
    @pytest.mark.parametrize("end", [NOW, NOW - 7200000])
    @pytest.mark.parametrize("format, shape", [("json", "tall"), ("records", "wide"), ("xml", "wide"), ("csv", "wide")])
    def test_no_more_than_one_slice_is_in_memory(self, product, monkeypatch, shape, format, end):
        """Also where the range is closed, so that a shorter answer would be kept."""
        record(product, T, *[((NOW - end) / 1000 + 6000 - second, float(second)) for second in range(6000)])
        monkeypatch.setattr(product.library.project.history.slices, "MOST_SAMPLES", 500)
        port = product.library.project.gateway.history
        real, slices, alive = port.stored, [], []

        def stored(*arguments):
            alive.append(len([None for each in slices if each() is not None]))
            found = real(*arguments)
            if type(found) is list:  # of which there are no weak references
                found = Seen(found)
            slices.append(weakref.ref(found))
            return found

        monkeypatch.setattr(port, "stored", stored)
        answer = asked(product, T, limit="100000", startDate=str(end - 6000000), endDate=str(end), format=format,
                       returnFormat=shape)
        assert answer.status == 200
        assert answer.body.count(b"5999") == 1
        assert len(slices) >= 12 and max(alive) <= 1

    def test_windows_are_asked_for_a_thousand_at_a_time(self, product):
        record(product, T, (3000, 1.0))
        found = table(product, T, startDate="-2500s", interval="1s")
        assert [row[1] for row in found["rows"]] == [1.0] * 2500
        assert product.gateway.calls.count("system.tag.queryTagHistory") == 3
