"""Conformance: restart, re-import, several projects, inheritance (checklist 7.6, 7.37, 7.38)."""

import threading
import time

import pytest

from tests.support.synthetic import Site, project, python_resource, script, source

COUNTER = script("state.counter", "seen = []\ndef count():\n\tseen.append(1)\n\treturn len(seen)\n")
COUNTING = python_resource("r", {"doGet": source("doGet", "return {'html': str(state.counter.count())}")})


def test_7_6_module_state_is_shared_until_a_restart():
    site = Site(project(COUNTER, COUNTING))
    site.gateway.globals["kept"] = [1]
    assert [site.get("/r").body for _ in range(3)] == [b"1", b"2", b"3"]
    site.host.restart("demo")
    assert site.get("/r").body == b"1"
    assert site.gateway.globals == {"kept": [1]}


def test_7_6_old_threads_keep_the_old_objects():
    site = Site(project(COUNTER, COUNTING))
    old = site.library.state.counter
    old.count()
    site.host.restart("demo")
    assert site.library.state.counter is not old
    assert old.count() == 2
    assert site.library.state.counter.count() == 1


def test_restart_under_load_fails_no_request():
    site = Site(project(COUNTER, COUNTING))
    stop = threading.Event()
    statuses = set()

    def ask():
        while not stop.is_set():
            statuses.add(site.get("/r").status)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(30):
        site.host.restart("demo")
        time.sleep(0.005)
    stop.set()
    for thread in threads:
        thread.join()
    assert statuses == {200}


def test_7_37_two_projects_side_by_side():
    site = Site(project(COUNTER, COUNTING), name="first")
    site.host.install("second", site.host.project("first").export)
    assert [site.get("/r").body for _ in range(2)] == [b"1", b"2"]
    site.name = "second"
    assert site.get("/r").body == b"1"


@pytest.mark.parametrize("name", ["demo", "Other_Name-2", "with space"])
def test_7_37_any_project_name(name):
    site = Site(project(COUNTER, COUNTING), name=name)
    site.name = name.replace(" ", "%20")
    assert site.get("/r").body == b"1"


def test_7_38_reimport_rebuilds_and_leaks_no_thread():
    site = Site(project(COUNTER, COUNTING))
    before = threading.active_count()
    for _ in range(3):
        assert site.get("/r").body == b"1"
        site.host.install("demo", site.host.project("demo").export)
    assert threading.active_count() == before


def test_reimport_of_another_version():
    site = Site(project(script("a.b", "V = 1\n")))
    site.host.install("demo", type(site.host.project("demo").export)(project(script("a.b", "V = 2\n"))))
    assert site.library.a.b.V == 2


def test_uninstalled_project_is_gone():
    site = Site(project(COUNTER, COUNTING))
    site.host.uninstall("demo")
    assert site.get("/r").status == 404
    assert site.gateway.projects == []


def test_gateway_knows_the_names_of_installed_projects():
    site = Site(project(COUNTER, COUNTING), name="first")
    for name in ("second", "first"):
        site.host.install(name, site.host.project("first").export)
    assert site.gateway.projects == ["first", "second"]


def test_running_project_is_known_while_a_handler_runs():
    site = Site(project(python_resource("r", {"doGet": source("doGet", "system.seen.append(system.running.project)")})))
    site.gateway.system.running = site.gateway.running
    site.get("/r")
    assert site.seen == ["demo"]
    assert site.gateway.running.project == ""


# inheritance

@pytest.mark.parametrize("variant, status", [("answer", 200), ("absent", 404)])
def test_child_inherits_scripts_and_in_one_variant_resources(variant, status):
    parent = project(COUNTER, COUNTING, inheritable=True)
    child = project(script("own.mod", "def f():\n\treturn state.counter.count()\n"), parent="base")
    site = Site(parent, name="base", inherited_resources=variant)
    export = type(site.host.project("base").export)
    site.host.install("child", export(child))
    assert site.host.project("child").library.own.mod.f() == 1
    site.name = "child"
    assert site.get("/r").status == status


def test_child_overrides_and_follows_a_reimported_parent():
    site = Site(project(script("a.b", "V = 1\n"), script("a.c", "V = 1\n"), inheritable=True), name="base")
    export = type(site.host.project("base").export)
    site.host.install("child", export(project(script("a.b", "V = 9\n"), parent="base")))
    site.host.install("base", export(project(script("a.b", "V = 2\n"), script("a.c", "V = 2\n"), inheritable=True)))
    found = site.host.project("child").library
    assert (found.a.b.V, found.a.c.V) == (9, 2)


def test_parent_that_is_not_inheritable_gives_nothing():
    site = Site(project(script("a.b", "V = 1\n")), name="base")
    export = type(site.host.project("base").export)
    site.host.install("child", export(project(parent="base")))
    assert not hasattr(site.host.project("child").library, "a")
