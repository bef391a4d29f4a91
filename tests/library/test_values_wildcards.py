"""project.values.wildcards against fnmatch."""

import fnmatch
import random
import time

import pytest


@pytest.fixture(scope="module")
def matches(library):
    return library.values.wildcards.matches


def by_fnmatch(pattern, text):
    # To fnmatch brackets are wildcards too.
    return fnmatch.fnmatchcase(text.lower(), pattern.lower().replace("[", "[[]"))


def test_agrees_with_fnmatch_on_random_cases(matches):
    source = random.Random(5)
    for _ in range(20000):
        pattern = "".join(source.choice("aAb[*?*") for _ in range(source.randrange(7)))
        text = "".join(source.choice("aAbB[*?") for _ in range(source.randrange(9)))
        assert matches(pattern, text) == by_fnmatch(pattern, text), (pattern, text)


@pytest.mark.parametrize("pattern, text, expected", [
    ("", "", True),
    ("", "a", False),
    ("*", "", True),
    ("?", "", False),
    ("Temp*", "TEMPERATURE", True),
    ("*ture", "Temperature", True),
    ("T*p*e", "Temperature", True),
    ("Temp", "Temperature", False),
    (".*", "Temperature", False),
    ("a+b", "a+b", True),
    ("(a|b)", "a", False),
    ("[ab]", "a", False),
    ("a\nb", "a\nb", True),
    (u"\u00c4*", u"\u00e4pfel", True),
    ("a*", "a\n", True),
])
def test_by_example(matches, pattern, text, expected):
    assert matches(pattern, text) is expected


def test_many_stars_stay_cheap(matches):
    started = time.time()
    assert not matches("*a" * 200 + "b", "a" * 2000)
    # A backtracking matcher would take longer than the universe.
    assert time.time() - started < 30


def test_a_matcher_agrees_with_matches_on_random_cases(library):
    wildcards = library.values.wildcards
    source = random.Random(6)
    for _ in range(2000):
        pattern = "".join(source.choice("aAb?***") for _ in range(source.randrange(8)))
        accepts = wildcards.matcher(pattern)
        for _ in range(10):
            text = "".join(source.choice("aAbB*") for _ in range(source.randrange(9)))
            assert accepts(text) == wildcards.matches(pattern, text), (pattern, text)
