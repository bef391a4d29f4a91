"""Abuse cases of what is kept: many callers at once, callers with other rights, rights that are lost."""

import pytest

from java.lang import RuntimeException
from tests.support import recorded
from tests.support.holding import Held, in_threads, joined
from tests.support.product import LIMITS, TOKEN
from tests.support.recorded import FLOW, NOW, T, record
from tests.support.waiting import wait_for

BROWSE = "system.tag.browse"
HISTORY = "system.tag.queryTagHistory"
DAY = {"startDate": str(NOW - 172800000), "endDate": str(NOW - 86400000)}
QUESTIONS = {
    "browse": ("/browse", [("path", "[default]Plant")], BROWSE),
    "history": ("/history", sorted(dict(DAY, path=T, returnFormat="tall").items()), HISTORY),
}
AREA = "area-token-0123456789abcdef"


@pytest.fixture
def product():
    found = recorded.product()
    record(found, T, (100000, 1.0), (90000, 2.0))
    record(found, FLOW, (100000, 3.0))
    return found


@pytest.fixture(params=sorted(QUESTIONS))
def question(request):
    return QUESTIONS[request.param]


def counts(product):
    return product.client.get("/status").json()["caches"]


def with_area_role(product, **role):
    """A second caller, whose role is given."""
    library = product.library.project
    digest = library.gateway.crypto.hexText(library.gateway.crypto.sha256(AREA.encode("ascii")))
    product.configure("Roles", {"area": role})
    product.configure("Keys", {"area": {"sha256": digest, "roles": ["area"]}})


def ask(product, question, token=TOKEN, headers=()):
    path, params, function = question
    sent = [("Authorization", "Bearer " + token)] + list(headers)
    return product.client.request("GET", path, params=params, headers=sent)


def test_abuse_case_110_a_hundred_callers_make_one_load(product, question):
    ask(product, question)
    product.host.restart(product.project)
    held = Held(product, question[2])
    before = product.gateway.calls.count(question[2])
    threads, found = in_threads(100, lambda: ask(product, question))
    assert held.entered.wait(20)
    name = question[0][1:]
    cache = getattr(product.host.project(product.project).library.project, "tags" if name == "browse" else name)
    cache = (cache.endpoints.BROWSED if name == "browse" else cache.endpoints.CLOSED).cache
    wait_for(lambda: cache.counts()["misses"] == 100)
    held.go.set()
    joined(threads)
    assert [answer.status for answer in found] == [200] * 100
    assert len(set(answer.body for answer in found)) == 1
    assert product.gateway.calls.count(question[2]) - before == 1
    assert cache.counts()["loads"] == 1


def test_abuse_case_110_an_error_reaches_all_who_wait_and_is_not_kept(product, question):
    held = Held(product, question[2], RuntimeException("jdbc:secret"))
    threads, found = in_threads(20, lambda: ask(product, question))
    assert held.entered.wait(20)
    wait_for(lambda: counts(product)[question[0][1:]]["misses"] == 20)
    held.go.set()
    joined(threads)
    assert set((answer.status, answer.code) for answer in found) == set([(502, "gateway_error")])
    assert len(set(answer.json()["requestId"] for answer in found)) == 20
    assert product.gateway.calls.count(question[2]) == 1
    product.gateway.faults.clear()
    assert ask(product, question).status == 200


def test_abuse_case_110_those_who_wait_for_a_load_that_hangs_time_out(product, question, monkeypatch):
    product.configure("Limits", dict(LIMITS, historySeconds=1))
    library = product.library.project
    monkeypatch.setattr(library.http.kept, "PATIENCE_SECONDS", 0.05)
    held = Held(product, question[2])
    threads, found = in_threads(1, lambda: ask(product, question))
    assert held.entered.wait(20)
    answer = ask(product, question)
    assert (answer.status, answer.code) == (504, "gateway_timeout")
    assert counts(product)[question[0][1:]]["timeouts"] == 1
    held.go.set()
    joined(threads)
    assert [first.status for first in found] == [200]
    assert ask(product, question).status == 200


def test_abuse_case_110_the_historian_is_spared_and_no_place_is_left_taken(product):
    product.configure("Limits", dict(LIMITS, inFlightHistory=1))
    running = product.library.project.guard.limiter.HOLDER.get().places["history"]
    assert ask(product, QUESTIONS["history"]).status == 200
    running.set(1)
    assert ask(product, QUESTIONS["history"]).status == 200
    assert ask(product, ("/history", [("path", T)], HISTORY)).code == "busy"
    assert running.get() == 1


def test_abuse_case_111_a_kept_answer_is_for_callers_with_the_same_rights_only(product):
    with_area_role(product, scopes=["tags:read", "history:read"], read=["[default]Plant/Temperature"])
    question = QUESTIONS["browse"]
    everything = ask(product, question)
    area = ask(product, question, AREA)
    assert [row["name"] for row in area.json()["results"]] == ["Temperature"]
    assert len(everything.json()["results"]) > 10
    for _ in range(3):
        assert ask(product, question).body == everything.body
        assert ask(product, question, AREA).body == area.body
    assert counts(product)["browse"]["loads"] == 2
    assert counts(product)["browse"]["hits"] == 6


def test_abuse_case_111_a_kept_history_is_not_shown_to_who_may_not_read_it(product):
    with_area_role(product, scopes=["tags:read", "history:read"], read=["[default]Plant/Temperature"])
    both = ("/history", [("path", T), ("path", FLOW)] + sorted(DAY.items()), HISTORY)
    alone = ("/history", [("path", FLOW)] + sorted(DAY.items()), HISTORY)
    assert [row[1:] for row in ask(product, both).json()["rows"]] == [[1.0, 3.0], [2.0, None]]
    area = ask(product, both, AREA).json()
    assert [row[1:] for row in area["rows"]] == [[1.0, None], [2.0, None]]
    assert [entry["quality"] for entry in area["problems"]] == ["Bad_AccessDenied"]
    assert ask(product, alone).status == 200
    assert ask(product, alone, AREA).code == "tag_forbidden"


def test_abuse_case_111_a_posted_question_is_part_of_the_key(product):
    body = dict(DAY, paths=[T])
    for value in (1.0, 1.0):
        assert product.client.post("/history", body).json()["rows"][0][1] == value
    assert product.client.post("/history", dict(DAY, paths=[FLOW])).json()["rows"][0][1] == 3.0
    assert product.client.post("/history", dict(body, limit=1)).json()["cursor"] is not None
    assert (counts(product)["history"]["loads"], counts(product)["history"]["hits"]) == (3, 1)


@pytest.mark.parametrize("lost", [{"scopes": ["status:read"], "read": ["[default]**"]}, {"scopes": []}])
def test_abuse_case_112_an_entity_tag_is_no_use_once_the_scope_is_gone(product, question, lost):
    with_area_role(product, scopes=["tags:read", "history:read"], read=["[default]**"])
    known = ("If-None-Match", ask(product, question, AREA).headers["etag"])
    assert ask(product, question, AREA, [known]).status == 304
    product.configure("Roles", {"area": lost})
    for headers in ([known], [("If-None-Match", "*")]):
        answer = ask(product, question, AREA, headers)
        assert (answer.status, answer.code) == (403, "insufficient_scope")
        assert "etag" not in answer.headers


def test_abuse_case_112_nor_once_the_tag_is_forbidden(product):
    question = QUESTIONS["history"]
    with_area_role(product, scopes=["history:read"], read=["[default]**"])
    known = ("If-None-Match", ask(product, question, AREA).headers["etag"])
    product.configure("Roles", {"area": {"scopes": ["history:read"], "read": ["[default]Other/**"]}})
    assert ask(product, question, AREA, [known]).code == "tag_forbidden"


def test_abuse_case_112_it_changes_exactly_when_the_body_does(product, question):
    first = ask(product, question)
    product.gateway.clock.advance(400)
    second = ask(product, question)
    assert (second.headers["etag"], second.body) == (first.headers["etag"], first.body)
    record(product, T, (95000, 1.5))
    product.gateway.tags.import_tags({"name": "New", "tagType": "AtomicTag"}, base="[default]Plant")
    assert ask(product, question, headers=[("If-None-Match", first.headers["etag"])]).status == 304
    product.gateway.clock.advance(400)
    third = ask(product, question, headers=[("If-None-Match", first.headers["etag"])])
    assert third.status == 200
    assert third.headers["etag"] != first.headers["etag"] and third.body != first.body
