"""project.values.kinds: the plain forms."""

import pytest


@pytest.fixture(scope="module")
def kinds(library):
    return library.values.kinds


def test_instants_are_equal_by_their_moment(kinds):
    assert kinds.Instant(5) == kinds.Instant(5)
    assert not kinds.Instant(5) != kinds.Instant(5)
    assert kinds.Instant(5) != kinds.Instant(6)
    assert kinds.Instant(5) != 5
    assert len(set([kinds.Instant(5), kinds.Instant(5), kinds.Instant(6)])) == 2


@pytest.mark.parametrize("quality, good", [
    ("Good", True), ("Good_WritePending", True), ("Good_Unspecified", True), ("Goodness", False), ("good", False),
    ("Uncertain", False), ("Bad", False), ("Bad_NotFound", False), ("Error_IO", False), ("", False),
])
def test_good_is_good_and_its_variants(kinds, quality, good):
    assert kinds.isGood(quality) is good
    assert kinds.Qualified(1, quality, None, None).isGood() is good
