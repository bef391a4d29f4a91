"""project.values.memory: what was worked out before, never more than so many entries."""

import pytest

from tests.support.threads import THREADS, together


@pytest.fixture(scope="module")
def memory(library):
    return library.values.memory


def test_it_remembers_and_gives_back_what_it_is_given(memory):
    found = memory.Memory(3)
    assert found.get("a") is None
    assert found.put("a", 1) == 1
    assert found.get("a") == 1


def test_it_never_holds_more_than_it_may(memory):
    found = memory.Memory(3)
    for number in range(100):
        found.put(number, number)
        assert len(found.entries) <= 3
        assert found.get(number) == number


def test_threads_that_fill_it_find_what_they_put_or_nothing(memory):
    found = memory.Memory(50)

    def fill(thread):
        for number in range(2000):
            found.put(number % 97, number % 97)
            assert found.get((number + 13) % 97) in (None, (number + 13) % 97)

    together(fill)
    assert len(found.entries) <= 50 + THREADS
