"""Fixtures for conformance tests: each runs in process, and over HTTP under both profiles.

A conftest imports the fixtures and `pytest_generate_tests`. The mark `in_process(why)` keeps a test, or a
module, in process, where it runs once; the mark `over_http` leaves that way out.
"""

import pytest

from tests.support import synthetic, transports

IN_PROCESS = [("process", "8.1")]
OVER_HTTP = [("http", "8.1"), ("http", "8.3")]
MARKS = ("in_process(why): needs no front end, or pokes where HTTP does not reach",
         "over_http(*profiles): is about sockets and framing; under these profiles, or both")


def pytest_configure(config):
    for mark in MARKS:
        config.addinivalue_line("markers", mark)


def pytest_generate_tests(metafunc):
    ways = IN_PROCESS + OVER_HTTP
    over_http = metafunc.definition.get_closest_marker("over_http")
    if metafunc.definition.get_closest_marker("in_process"):
        ways = IN_PROCESS
    elif over_http:
        ways = [way for way in OVER_HTTP if way[1] in (over_http.args or synthetic.PROFILES)]
    metafunc.parametrize("way", ways, indirect=True, ids=["-".join(way) for way in ways])


@pytest.fixture(scope="module")
def http():
    """The front end that a module's tests share."""
    transport = transports.Http()
    yield transport
    transport.close()


@pytest.fixture(autouse=True)
def way(request):
    """Sends what the test asks through one transport, under one profile."""
    transport, profile = request.param
    over_http = transport == "http"
    synthetic.use(request.getfixturevalue("http") if over_http else transports.IN_PROCESS, profile)
    yield request.param
    synthetic.use(transports.IN_PROCESS, synthetic.PROFILES[0])
