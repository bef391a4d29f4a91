"""project.http.kept: which answers are kept, for how long, and how they go out again."""

import gzip
import io

import pytest

from tests.support import recorded
from tests.support.holding import Held, in_threads, joined
from tests.support.product import LIMITS
from tests.support.recorded import FLOW, NOW, T, record
from tests.support.waiting import wait_for

HISTORY = "system.tag.queryTagHistory"
BROWSE = "system.tag.browse"
CLOSED = {"startDate": str(NOW - 172800000), "endDate": str(NOW - 86400000)}
PLANT = [("path", "[default]Plant")]


@pytest.fixture
def product():
    found = recorded.product()
    record(found, T, (100000, 1.0), (90000, 2.0))
    return found


def history(product, headers=(), method="GET", **parameters):
    params = [("path", T)] + sorted(dict(CLOSED, **parameters).items())
    answer = product.client.request(method, "/history", params=params, headers=headers)
    assert answer.status in (200, 304), answer.text()
    return answer


def queries(product, ask):
    before = product.gateway.calls.count(HISTORY)
    ask()
    return product.gateway.calls.count(HISTORY) - before


def counts(product, name):
    return product.client.get("/status").json()["caches"][name]


@pytest.mark.parametrize("format", ["json", "records", "xml", "csv"])
@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_the_same_bytes_in_every_format(product, format, shape):
    first = history(product, format=format, returnFormat=shape)
    assert queries(product, lambda: history(product, format=format, returnFormat=shape)) == 0
    again = history(product, format=format, returnFormat=shape)
    assert again.body == first.body
    for name in ("content-type", "etag", "vary", "cache-control"):
        assert again.headers[name] == first.headers[name]
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["etag"].endswith('.%s"' % format)
    # As it is written where nothing is kept.
    product.configure("Limits", dict(LIMITS, historyCacheSeconds=0))
    fresh = history(product, format=format, returnFormat=shape)
    assert fresh.body == first.body and fresh.headers["content-type"] == first.headers["content-type"]
    assert "etag" not in fresh.headers and fresh.headers["cache-control"] == "no-store"


def test_each_question_has_its_own_answer(product):
    bodies = [history(product, **parameters).body for parameters in (
        {}, {"limit": "1"}, {"returnSize": "2"}, {"returnSize": "2", "aggregationMode": "Count"}, {"format": "csv"},
        {"returnFormat": "tall"}, {"endDate": str(NOW - 95000000)})]
    assert len(set(bodies)) == len(bodies)


@pytest.mark.parametrize("parameters", [
    {"startDate": "-2d"}, {"endDate": "-1d"}, {"endDate": "now"}, {"endDate": str(NOW - 3599999)},
    {"endDate": str(NOW)}])
def test_what_may_still_change_is_not_kept(product, parameters):
    assert "etag" not in history(product, **parameters).headers
    assert queries(product, lambda: history(product, **parameters)) > 0
    assert counts(product, "history")["entries"] == 0


def test_a_range_is_closed_when_late_values_have_had_their_time(product):
    assert "etag" in history(product, endDate=str(NOW - 3600000)).headers
    product.configure("Limits", dict(LIMITS, historyClosedSeconds=7200))
    assert "etag" not in history(product, endDate=str(NOW - 3600000)).headers
    assert "etag" in history(product, endDate=str(NOW - 7200000)).headers


def test_the_pages_of_a_closed_range_are_kept(product):
    cursor = history(product, limit="1").json()["cursor"]
    first = history(product, limit="1", cursor=cursor)
    assert first.json()["rows"][0][1] == 2.0
    assert queries(product, lambda: history(product, limit="1", cursor=cursor)) == 0


def test_a_path_of_which_nothing_is_known_is_asked_for_again(product):
    params = [("path", T), ("path", "[default]Nothing")] + sorted(CLOSED.items())
    for _ in range(2):
        answer = product.client.get("/history", params=params)
        assert [entry["quality"] for entry in answer.json()["problems"]] == ["Bad_NotFound"]
    assert counts(product, "history")["entries"] == 0
    assert counts(product, "history")["loads"] == 2


def test_a_page_that_time_cut_short_is_not_kept(product, monkeypatch):
    slices = product.library.project.history.slices
    monkeypatch.setattr(slices, "MOST_SAMPLES", 1)
    record(product, T, *[(100000 - number, 1.0) for number in range(20)])
    held = product.gateway.clock

    def slow():
        held.advance(4)
    product.gateway.faults.set(HISTORY, throw=slow)
    cut = history(product)
    assert cut.json()["cursor"] is not None
    product.gateway.faults.clear()
    whole = history(product)
    assert whole.json()["cursor"] is None and len(whole.json()["rows"]) == 21


def test_values_are_kept_for_their_time_only(product):
    history(product)
    record(product, T, (95000, 1.5))
    assert len(history(product).json()["rows"]) == 2
    product.gateway.clock.advance(301)
    assert len(history(product).json()["rows"]) == 3


def test_a_change_of_the_configuration_starts_anew(product):
    history(product)
    product.gateway.tags.set_value("[default]Config/API/DefaultTags", [T])
    product.gateway.clock.advance(6)
    assert queries(product, lambda: history(product)) > 0


@pytest.mark.parametrize("encoding, packs", [("gzip", True), ("", False), ("gzip;q=0", False)])
def test_long_answers_are_kept_packed_as_well(product, encoding, packs):
    record(product, T, *[(100000 - number, 0.5 + number) for number in range(1000)])
    plainly = history(product)
    for _ in range(2):
        answer = history(product, [("Accept-Encoding", encoding)])
        assert answer.headers["vary"] == "Accept, Accept-Encoding"
        assert answer.headers.get("content-encoding") == ("gzip" if packs else None)
        assert (answer.headers["etag"] != plainly.headers["etag"]) == packs
        body = gzip.GzipFile(fileobj=io.BytesIO(answer.body)).read() if packs else answer.body
        assert body == plainly.body
        known = [("If-None-Match", answer.headers["etag"]), ("Accept-Encoding", encoding)]
        assert (history(product, known).status, history(product, known).body) == (304, b"")


def test_head(product):
    answer = history(product, method="HEAD")
    again = history(product, method="HEAD")
    assert (answer.body, again.body) == (b"", b"")
    assert again.headers["content-type"] == "application/json"
    assert again.headers["etag"] == answer.headers["etag"] == history(product).headers["etag"]


def test_the_link_to_the_next_page_is_kept_too(product):
    first = history(product, limit="1", format="csv")
    assert 'rel="next"' in first.headers["link"]
    assert history(product, limit="1", format="csv").headers["link"] == first.headers["link"]


def test_what_is_too_long_is_written_for_each_caller(product, monkeypatch):
    monkeypatch.setattr(product.library.project.http.kept, "MAX_CHARS", 2000)
    record(product, T, *[(100000 - number, 0.5 + number) for number in range(1000)])
    first, again = history(product), history(product)
    assert len(first.json()["rows"]) == 1002 and first.body == again.body
    assert "etag" not in first.headers
    assert counts(product, "history")["entries"] == 0
    assert queries(product, lambda: history(product)) > 0


def test_who_waits_for_what_is_too_long_makes_it_too(product, monkeypatch):
    monkeypatch.setattr(product.library.project.http.kept, "MAX_CHARS", 20)
    held = Held(product, HISTORY)
    threads, found = in_threads(3, lambda: history(product))
    assert held.entered.wait(20)
    wait_for(lambda: counts(product, "history")["misses"] == 3)
    held.go.set()
    joined(threads)
    assert [len(answer.json()["rows"]) for answer in found] == [2] * 3
    assert product.gateway.calls.count(HISTORY) == 3


def test_browse_is_kept_for_its_own_time(product):
    product.client.get("/browse", params=PLANT)
    before = product.gateway.calls.count(BROWSE)
    first = product.client.get("/browse", params=PLANT)
    assert product.gateway.calls.count(BROWSE) == before
    product.gateway.tags.import_tags({"name": "A new one", "tagType": "AtomicTag"}, base="[default]Plant")
    product.gateway.clock.advance(10)
    names = [row["name"] for row in product.client.get("/browse", params=PLANT).json()["results"]]
    assert "A new one" in names and b"A new one" not in first.body


def test_live_values_are_never_kept(product):
    for path, params in (("/tags", [("path", FLOW)]), ("/tags/default/Plant/FlowRate", [])):
        product.gateway.tags.set_value(FLOW, 12)
        assert b'"value":12,' in product.client.get(path, params=params).body
        product.gateway.tags.set_value(FLOW, 37)
        assert b'"value":37,' in product.client.get(path, params=params).body


def test_the_status_says_what_is_kept(product):
    for _ in range(3):
        history(product)
    found = product.client.get("/status").json()["caches"]
    assert sorted(found) == ["browse", "configuration", "history"]
    kept = dict((name, found["history"][name]) for name in ("entries", "hits", "misses", "loads"))
    assert kept == {"entries": 1, "hits": 2, "misses": 1, "loads": 1}
    assert found["history"]["weight"] > 100
    assert found["configuration"]["loads"] == 1 and found["configuration"]["hits"] == 3
    assert found["configuration"]["entries"] == 1


def test_the_number_of_what_is_kept_is_bounded(product):
    product.library.project.history.endpoints.CLOSED.cache.maxEntries = 3
    for number in range(10):
        history(product, startDate=str(NOW - 172800000 - number))
    assert counts(product, "history")["entries"] == 3


def test_the_configuration_has_its_own_time(product):
    product.configure("Limits", dict(LIMITS, configurationCacheSeconds=20))
    product.client.get("/tags")
    product.gateway.tags.set_value("[default]Config/API/DefaultTags", [T])
    product.gateway.clock.advance(19)
    assert product.client.get("/tags").json() == {}
    product.gateway.clock.advance(2)
    assert list(product.client.get("/tags").json()) == ["Temperature"]
