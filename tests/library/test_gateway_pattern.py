"""project.gateway.pattern: expressions that cover a whole text, the same on Java and on CPython."""

import pytest


@pytest.fixture(scope="module")
def pattern(library):
    return library.gateway.pattern


@pytest.mark.parametrize("text, matches", [
    ("", False), ("a", True), ("a-b_9", True), ("a\n", False), ("\na", False), ("a b", False), (u"\u00e4", False),
    (u"\u0661", False), ("x" * 100000, True), ("x" * 100000 + " ", False),
])
def test_the_whole_text_or_nothing(pattern, text, matches):
    assert pattern.Whole(r"[A-Za-z0-9_\-]+").matches(text) is matches


@pytest.mark.parametrize("text, found", [("/a", True), ("/", True), ("a/", False), ("", False), ("\n/", False)])
def test_a_part_of_the_text(pattern, text, found):
    assert pattern.Part("^/").isIn(text) is found
