"""project.http.cursors: what a cursor holds, and for which question."""

import pytest


@pytest.fixture(scope="module")
def cursors(library):
    return library.http.cursors


@pytest.fixture(scope="module")
def problem(library):
    return library.http.problem.Problem


def anything(position):
    return True


@pytest.mark.parametrize("position", [u"[default]A/\xe4", [1, u"b"], None, -1700000000000])
def test_a_cursor_gives_back_its_position(cursors, position):
    question = cursors.digest(["a", None])
    cursor = cursors.encode(question, position)
    assert all(character.isalnum() or character in "-_" for character in cursor)
    assert cursors.decode(question, cursor, anything) == position


def test_a_cursor_belongs_to_its_question(cursors, problem):
    cursor = cursors.encode(cursors.digest(["a"]), "x")
    with pytest.raises(problem) as caught:
        cursors.decode(cursors.digest(["b"]), cursor, anything)
    assert (caught.value.status, caught.value.code) == (400, "invalid_cursor")


def test_a_position_is_checked(cursors, problem):
    question = cursors.digest([])
    with pytest.raises(problem):
        cursors.decode(question, cursors.encode(question, 7), lambda position: position == 8)


@pytest.mark.parametrize("cursor", ["", "x", "!", u"\xe4", "e30", "W10", "WzFd", "bnVsbA", "W1tbW11dXV0"])
def test_what_is_no_cursor_is_refused(cursors, problem, cursor):
    with pytest.raises(problem) as caught:
        cursors.decode(cursors.digest([]), cursor, anything)
    assert caught.value.code == "invalid_cursor"
