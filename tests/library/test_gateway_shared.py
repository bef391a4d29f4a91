"""project.gateway.shared: what outlives the scripts."""

import pytest

from java.lang import RuntimeException
from tests.support import threads


@pytest.fixture
def shared(product):
    return product.library.project.gateway.shared


def test_a_restart_of_the_scripts_and_other_projects_find_the_same(product, shared):
    shared.number(shared.table("counts", 1), "a", 5).incrementAndGet()
    product.host.restart(product.project)
    again = product.host.project(product.project).library.project.gateway.shared
    assert again is not shared
    assert again.number(again.table("counts", 1), "a", 5).get() == 6


def test_abuse_case_113_another_layout_has_another_table(shared):
    shared.number(shared.table("counts", 1), "a").incrementAndGet()
    assert shared.number(shared.table("counts", 2), "a").get() == 0
    assert shared.entries(shared.table("counts", 1))[0][1].get() == 1


def test_only_javas_own_objects_lie_there(product, shared):
    shared.number(shared.table("counts", 1), "a")
    values = list(product.gateway.globals.values())
    for table in values + [table for root in values for key, table in shared.entries(root)]:
        assert type(table).__name__ == "ConcurrentHashMap"


def test_threads_at_once_get_one_table_and_one_number(shared):
    threads.together(lambda index: shared.number(shared.table("race", 1), "a").incrementAndGet())
    assert shared.number(shared.table("race", 1), "a").get() == threads.THREADS


def test_failures(product, shared):
    product.gateway.faults.set("system.util.getGlobals", throw=RuntimeException("x"))
    with pytest.raises(product.library.project.gateway.failure.GatewayFailure):
        shared.table("counts", 1)
