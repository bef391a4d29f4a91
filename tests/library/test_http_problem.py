"""project.http.problem: RFC 9457."""

import pytest


@pytest.fixture(scope="module")
def problem(library):
    return library.http.problem


def test_document(problem):
    members = {"path": "[default]A", "status": 200, "code": "x"}
    raised = problem.Problem(422, "out_of_range", "Too large.", members=members)
    assert problem.document(raised, "id-1") == {
        "type": "about:blank", "title": "Unprocessable Content", "status": 422, "detail": "Too large.",
        "requestId": "id-1", "error": "Too large.", "code": "out_of_range", "path": "[default]A"}


def test_the_short_message_of_the_first_examples(problem):
    raised = problem.Problem(403, "invalid_token", "Long.", error="Invalid API token", headers={"X": "y"})
    answer = problem.answer(raised, "id-1")
    assert answer["json"]["error"] == "Invalid API token" and answer["json"]["detail"] == "Long."
    assert (answer["code"], answer["contentType"]) == (403, "application/problem+json")
    assert answer["headers"] == {"Cache-Control": "no-store", "X": "y"}


def test_titles_are_the_reason_phrases(problem):
    for status in problem.TITLES:
        assert problem.document(problem.Problem(status, "x", "y"), "z")["title"] == problem.TITLES[status]


@pytest.mark.parametrize("path, params, headers, status", [
    ("/tags", [("x", "1")], [], 400), ("/tags", [], [("Authorization", "")], 401),
    ("/tags", [], [("X-API-Key", "wrong-token-0123456789")], 403), ("/tags/default/Nothing", [], [], 404),
    ("/status", [], [("Accept", "image/png")], 406),
])
def test_over_the_wire(plant, path, params, headers, status):
    answer = plant.get(path, params=params, headers=headers)
    body = answer.json()
    assert answer.status == body["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert body["requestId"] == answer.headers["x-request-id"]
    assert set(body) == set(["type", "title", "status", "detail", "requestId", "error", "code"])
