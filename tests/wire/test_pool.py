"""A front end's threads and its end (checklist 7.33)."""

import threading
import time
from contextlib import closing

import pytest

from tests.support import raw_http
from tests.support.synthetic import site_of
from tests.support.transports import front_end as module
from tests.support.waiting import wait_for

pytestmark = pytest.mark.over_http("8.1")
HOST = [("Host", "a")]
SOON = 5  # seconds, on a machine that does other things too


def test_7_33_pool_can_be_exhausted(front_end):
    site = site_of("system.seen.append(1)", "system.event.wait(20)", "return {'html': 'x'}")
    transport = front_end(site, threads=2)
    event = site.gateway.system.event = threading.Event()
    answers = []
    clients = [threading.Thread(target=lambda: answers.append(
        raw_http.ask(*transport.address + ("GET", site.target("/r"), HOST)).status)) for _ in range(3)]
    for client in clients:
        client.start()
    wait_for(lambda: site.seen)
    time.sleep(0.3)
    assert len(site.seen) <= 2  # Jetty keeps one of its threads in reserve at times
    assert answers == []
    event.set()
    for client in clients:
        client.join(20)
    assert (len(site.seen), answers) == (3, [200, 200, 200])


def test_close_is_quick_and_frees_the_port():
    site = site_of("return {'html': 'x'}")
    server = module.serve(site.host, 0)
    address = server.address, server.port
    assert raw_http.ask(*address + ("GET", site.target("/r"), HOST)).body == b"x"
    before = time.time()
    server.close()
    server.close()
    assert time.time() - before < SOON
    with closing(module.serve(site.host, address[1])):
        assert raw_http.ask(*address + ("GET", site.target("/r"), HOST)).body == b"x"


def test_close_ends_open_streams():
    site = site_of("out = request['servletResponse'].getOutputStream()", "try:", "\twhile True:",
                   "\t\tout.write(b': alive\\n\\n')", "\t\tout.flush()", "\t\tsystem.event.wait(0.01)",
                   "finally:", "\tsystem.seen.append('over')")
    site.gateway.system.event = threading.Event()
    server = module.serve(site.host, 0)
    with closing(raw_http.Connection(server.address, server.port)) as connection:
        connection.send(raw_http.request_bytes("GET", site.target("/r"), HOST))
        assert connection.head()[0] == 200
        before = time.time()
        server.close()
        assert time.time() - before < SOON
    wait_for(lambda: site.seen == ["over"])
