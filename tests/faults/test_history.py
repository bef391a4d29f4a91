"""Abuse cases of the history: what a historian does to the API, and what callers ask of it."""

import pytest

from java.lang import RuntimeException
from tests.support import recorded
from tests.support.holding import Held, in_threads, joined
from tests.support.recorded import NOW, T, asked, pages, record, table, values
from tests.support.waiting import wait_for

CORE = "histprov:Plant DB:/sys:Simulator:/prov:default:/tag:Plant/Temperature"


@pytest.fixture
def product():
    return recorded.product()


@pytest.mark.parametrize("given, expected", [
    ("2023-10-29T02:30:00+02:00", "2023-10-29T00:30:00.000Z"),
    ("2023-10-29T02:30:00+01:00", "2023-10-29T01:30:00.000Z"),
    ("2023-10-29T00:30:00Z", "2023-10-29T00:30:00.000Z"),
    ("1698539400000", "2023-10-29T00:30:00.000Z"),
])
@pytest.mark.parametrize("timezone", ["UTC", "Europe/Berlin", "America/New_York"])
def test_abuse_case_69_the_hour_that_comes_twice(given, expected, timezone):
    product = recorded.product(timezone=timezone)
    record(product, T, *[((NOW - millis) / 1000.0, 1.0) for millis in (1698539400000, 1698543000000)])
    found = table(product, T, startDate=given, endDate=given)
    assert [row[0] for row in found["rows"]] == [expected]


@pytest.mark.parametrize("given", [
    "2023-10-29T02:30:00", "2023-10-29", "2023-10-29T02:30:60Z", "2023-02-30T00:00:00Z", "yesterday", "-8y", "",
    "2023-10-29T02:30:00+25:00"])
def test_abuse_case_69_times_that_are_none(product, given):
    for name in ("startDate", "endDate"):
        answer = asked(product, T, **{name: given})
        assert (answer.status, answer.code) == (400, "invalid_time")
    assert product.gateway.calls.count("system.tag.queryTagHistory") == 0


@pytest.mark.parametrize("quality", ["Bad_NotConnected", "Bad_GatewayCommOff", "Bad_Disabled", "Bad_TrialExpired"])
def test_abuse_case_80_what_a_dead_provider_left_in_the_history(product, quality):
    record(product, T, (60, 1.0), (50, None, quality))
    assert [row[1:3] for row in table(product, T, returnFormat="tall")["rows"]] == [[1.0, "Good"], [None, quality]]
    assert values(product, T) == [1.0, None]


def test_abuse_case_80_a_historian_without_a_database(product):
    product.gateway.faults.set("system.tag.queryTagHistory", throw=RuntimeException("jdbc:secret"))
    answer = asked(product, T, returnSize="2")
    assert (answer.status, answer.code) == (502, "gateway_error")
    assert "jdbc" not in answer.text()


def test_abuse_case_82_functions_that_8_1_does_not_have(product):
    answer = asked(product, CORE)
    assert (answer.status, answer.code) == (501, "not_supported_on_8_1")
    assert asked(product, CORE, returnSize="2").code == "not_supported_on_8_1"
    newer = recorded.product(version="8.3.10")
    record(newer, T, (60, 1.0))
    assert values(newer, CORE) == [1.0]
    assert values(newer, CORE, aggregationMode="Count") == [1]


@pytest.mark.parametrize("path, code", [
    ("histprov:Plant DB:/sys:Simulator:/prov:default:/tag:Config/API/ValidTokens", "tag_forbidden"),
    ("histprov:Plant DB:/drv:Other:DEFAULT:/tag:config/api/ValidTokens", "tag_forbidden"),
    ("HISTPROV:Plant DB:/sys:Simulator:/prov:default:/tag:Plant/Temperature", "invalid_tag_path"),
    ("histprov:Plant DB:/sys:a:/prov:b:/tag:Plant/../Config/API/ValidTokens", "tag_forbidden"),
    ("histprov:Plant DB:/sys:Simulator:/prov:default:/tag:Plant/Temperature:/tag:Config/API/ValidTokens",
     "invalid_tag_path"),
    ("histprov:Plant DB:/tag:Plant/Temperature", "invalid_tag_path"),
    ("histprov:a:/sys:b]c:/prov:d:/tag:e", "invalid_tag_path"),
    ("[Plant DB/Simulator:default]Config/API/ValidTokens", "tag_forbidden"),
])
def test_abuse_case_82_historical_paths_are_judged_as_the_tags_they_stand_for(path, code):
    product = recorded.product(version="8.3.10")
    record(product, "[default]Config/API/ValidTokens", (60, u"secret"))
    answer = asked(product, path)
    assert answer.code == code
    assert product.gateway.calls.count("system.historian.queryRawPoints") == 0


def running(product):
    return product.library.project.guard.limiter.HOLDER.get().places["history"].get()


class TestAbuseCase85(object):

    def test_abuse_case_85_caps_hold_before_anything_is_queried(self, product):
        product.configure("Limits", {"maxHistoryRows": 100, "maxHistoryDays": 2})
        for parameters, code in (
                ({"interval": "1s"}, "too_many_rows"), ({"returnSize": "101"}, "too_many_rows"),
                ({"startDate": "-3d"}, "range_too_long")):
            answer = asked(product, T, **parameters)
            assert (answer.status, answer.code) == (400, code)
            assert "Limits." in answer.json()["detail"]
        for name in ("queryTagHistory", "queryTagCalculations"):
            assert product.gateway.calls.count("system.tag." + name) == 0

    def test_abuse_case_85_ten_million_rows_are_never_fetched(self, product, monkeypatch):
        """Every millisecond a value: the port is asked for what a page needs, whatever the count."""
        port = product.library.project.gateway.history
        asked_for = []

        def stored(path, start, end, historian):
            asked_for.append(end - start)
            return [(millis, 1.0, "Good") for millis in range(start, end)]

        monkeypatch.setattr(port, "stored", stored)
        monkeypatch.setattr(port, "estimate", lambda path, start, end, historian: end - start)
        found = table(product, T, startDate="-10000s", limit="12")
        assert len(found["rows"]) == 12 and found["cursor"]
        assert asked_for == [4000]

    def test_abuse_case_85_a_slow_historian_ends_the_page_or_gets_504(self, product, monkeypatch):
        product.configure("Limits", {"historySeconds": 1})
        record(product, T, *[(12000 - second, float(second)) for second in range(12000)])
        port = product.library.project.gateway.history
        real, slow = port.stored, []

        def stored(*arguments):
            product.gateway.clock.advance(0.7)
            slow.append(arguments)
            return real(*arguments)

        monkeypatch.setattr(port, "stored", stored)
        shown = pages(product, T, limit="100000", startDate="-12000s", endDate=str(NOW))
        assert [row[1] for page in shown for row in page["rows"]] == [float(second) for second in range(12000)]
        assert len(shown) == 2 and len(slow) == 3
        monkeypatch.setattr(port, "estimate", lambda *arguments: product.gateway.clock.advance(2) or 1)
        answer = asked(product, T)
        assert (answer.status, answer.code) == (504, "deadline_exceeded")

    def test_abuse_case_85_so_do_windows(self, product, monkeypatch):
        product.configure("Limits", {"historySeconds": 1})
        record(product, T, (5000, 1.0))
        port = product.library.project.gateway.history
        real = port.aggregated
        monkeypatch.setattr(
            port, "aggregated", lambda *arguments: product.gateway.clock.advance(1.5) or real(*arguments))
        shown = pages(product, T, startDate="-2500s", interval="1s")
        assert [len(page["rows"]) for page in shown] == [1000, 1000, 500]

    @pytest.mark.parametrize("parameters", [{}, {"returnSize": "2"}])
    def test_abuse_case_85_the_fifth_question_at_once_is_refused_before_anything_is_queried(self, product, parameters):
        record(product, T, (60, 1.0))
        held = Held(product, "system.tag.queryTagHistory")
        threads, found = in_threads(4, lambda: asked(product, T, **parameters))
        wait_for(lambda: running(product) == 4)
        wait_for(lambda: product.gateway.calls.count("system.tag.queryTagHistory") == 4)
        before = product.gateway.calls.count("system.tag.queryTagCalculations")
        answer = asked(product, T, **parameters)
        assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "busy", "1")
        assert product.gateway.calls.count("system.tag.queryTagHistory") == 4
        assert product.gateway.calls.count("system.tag.queryTagCalculations") == before
        held.go.set()
        joined(threads)
        assert [answer.status for answer in found] == [200] * 4
        assert (asked(product, T, **parameters).status, running(product)) == (200, 0)

    def test_abuse_case_85_a_historian_that_gives_up_waiting(self, product):
        class SocketTimeoutException(Exception):
            pass

        product.gateway.faults.set("system.tag.queryTagHistory", throw=SocketTimeoutException())
        answer = asked(product, T)
        assert (answer.status, answer.code) == (504, "gateway_timeout")


class TestAbuseCase86(object):

    def test_abuse_case_86_out_of_order_and_twice(self, product):
        record(product, T, *[(60 - second, float(second)) for second in range(20)])
        expected = table(product, T)["rows"]
        product.gateway.historian.disordered = True
        assert table(product, T)["rows"] == expected
        joined = [row for page in pages(product, T, limit="3") for row in page["rows"]]
        assert joined == expected

    def test_abuse_case_86_nulls_and_bad_qualities_inside(self, product):
        record(product, T, (60, None), (50, 1.0, "Bad"), (40, float("nan")), (30, 2.0, "Uncertain"), (20, 3.0))
        assert values(product, T) == [None, None, None, None, 3.0]
        assert [row[1:3] for row in table(product, T, returnFormat="tall")["rows"]] == [
            [None, "Good"], [1.0, "Bad"], [None, "Good"], [2.0, "Uncertain"], [3.0, "Good"]]

    @pytest.mark.parametrize("options", [
        {}, {"history_end": "exclusive"}, {"history_seed_counts": True}, {"history_on_change_fill": "null"}])
    def test_abuse_case_86_bounding_values_are_not_stored_ones(self, product, options):
        for name, variant in options.items():
            setattr(product.gateway.options, name, variant)
        record(product, T, (100, 0.0), (50, 5.0), (0, 9.0), (-50, 10.0))
        assert values(product, T, startDate="-75s", endDate="now") == [5.0, 9.0]

    def test_abuse_case_86_windows_know_the_value_that_was_there_before_them(self, product):
        record(product, "[default]Plant/FlowRate", (1000, 7))
        assert values(product, "[default]Plant/FlowRate", startDate="-100s", interval="50s") == [7.0, 7.0]
