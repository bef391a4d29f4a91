"""Scripts restart and projects are imported again while clients ask (checklist 7.6, 7.38, abuse case 89)."""

import threading

import pytest

import webdev
from tests.support import raw_http, trees
from tests.support.product import TOKEN, Product, export
from tests.support.synthetic import Site, project, python_resource, script, source, transport
from tests.support.waiting import Crowd, wait_for
from webdev.throwables import named

pytestmark = pytest.mark.over_http
CLIENTS = 8
ROUNDS = 20
STATE = """import threading

seen = []


def count():
	seen.append(1)
	return len(seen)


def run(generation, ended):
	while system.util.getGlobals()["generation"] == generation:
		ended.wait(0.005)


shared = system.util.getGlobals()
with shared["lock"]:
	shared["generation"] += 1
	generation = shared["generation"]
worker = threading.Thread(target=run, args=(generation, threading.Event()), name="worker of a script")
worker.daemon = True
worker.start()
"""


class Util(object):
    def __init__(self, values):
        self._values = values

    def getGlobals(self):
        return self._values


def workers():
    return [thread for thread in threading.enumerate() if thread.name == "worker of a script"]


@pytest.fixture
def site():
    """A project with module state and a thread that ends when a newer one has taken over."""
    parts = [script("own.state", STATE),
             python_resource("r", {"doGet": source("doGet", "return {'html': str(own.state.count())}")})]
    made = Site(project(*parts))
    made.gateway.globals.update(generation=0, lock=threading.Lock(), kept=["mine"])
    made.gateway.system.util = Util(made.gateway.globals)
    yield made
    made.gateway.globals["generation"] += 1
    wait_for(lambda: not workers())


def asking(site, statuses):
    """Work for a Crowd: one request on a connection of its own."""
    address, target = transport().address, site.target("/r")
    transport().serve(site.host)
    return lambda: statuses.append(raw_http.ask(*address + ("GET", target, [("Host", "a")])).status)


def under_load(ask, statuses, changes):
    """The statuses that clients saw while the changes were made one by one."""
    with Crowd(CLIENTS, ask) as crowd:
        for change in changes:
            change("demo")
            enough = len(statuses) + CLIENTS
            wait_for(lambda enough=enough: len(statuses) >= enough or crowd.errors)
    assert crowd.errors == []
    return set(statuses)


def restart(site, name):
    site.host.restart(name)


def import_again(site, name):
    site.host.install(name, webdev.Export(site.host.project(name).export.files))


@pytest.mark.parametrize("change", [restart, import_again])
def test_7_38_no_request_fails_while_scripts_restart(site, change):
    statuses = []
    changes = [lambda name: change(site, name)] * ROUNDS
    assert under_load(asking(site, statuses), statuses, changes) == {200}
    assert int(site.get("/r").body) > 1
    change(site, "demo")
    assert site.get("/r").body == b"1"
    assert site.gateway.globals["kept"] == ["mine"]
    assert site.gateway.globals["generation"] > ROUNDS
    wait_for(lambda: len(workers()) == 1)


def test_7_6_requests_under_way_end_with_the_modules_they_began_with(site):
    texts = {"doGet": source("doGet", "own.state.count()", "system.seen.append(1)", "system.event.wait(20)",
                             "return {'html': str(own.state.count())}")}
    site.host.install("demo", webdev.Export(project(script("own.state", STATE), python_resource("r", texts))))
    site.gateway.system.event = threading.Event()
    bodies = []
    client = threading.Thread(target=lambda: bodies.append(site.get("/r").body))
    client.start()
    wait_for(lambda: site.seen)
    site.host.restart("demo")
    site.gateway.system.event.set()
    client.join(20)
    assert bodies == [b"2"]
    assert site.get("/r").body == b"2"


# the product

@pytest.fixture
def product(way):
    return Product(tags=trees.PLANT, version=way[1] + ".0")


def reading(product, statuses, path="/tags/default/Plant/Temperature"):
    address = transport().address
    transport().serve(product.host)
    target = "/system/webdev/demo/api" + path
    headers = [("Host", "a"), ("Authorization", "Bearer " + TOKEN)]
    return lambda: statuses.append(raw_http.ask(*address + ("GET", target, headers)).status)


def test_product_answers_while_its_scripts_restart(product):
    statuses = []
    changes = [product.host.restart, lambda name: product.host.install(name, export())] * 5
    assert under_load(reading(product, statuses), statuses, changes) == {200}


def test_product_is_not_open_for_a_moment_while_its_scripts_restart(product):
    product.configure("ValidTokens", "another-token-0123456789")
    statuses = []
    assert under_load(reading(product, statuses), statuses, [product.host.restart] * 5) == {403}


def test_product_turns_java_errors_into_502_under_load(product):
    statuses = []
    ask = reading(product, statuses)
    ask()
    product.gateway.faults.set("system.tag.readBlocking", throw=named("java.lang", "RuntimeException")("down"))
    under_load(ask, statuses, [lambda name: None] * 5)
    assert (statuses[0], set(statuses[1:])) == (200, {502})
