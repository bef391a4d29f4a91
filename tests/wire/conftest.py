"""The tests over sockets run against the front end of this interpreter, under both profiles."""

import contextlib

import pytest

from tests.support import transports
from tests.support.ways import http, pytest_configure, pytest_generate_tests, way  # noqa: F401


@pytest.fixture
def front_end():
    """Starts front ends of the test's own: front_end(site, threads=2). They are stopped after it."""
    started = []

    def start(site, **options):
        started.append(transports.Http(**options))
        started[-1].serve(site.host)
        return started[-1]

    yield start
    for transport in started:
        with contextlib.closing(transport):
            pass
