"""A gateway with one folder of tags of every kind."""
import pytest

import simulator
from tests.simulator import exports


@pytest.fixture
def start():
    """Makes a gateway whose clock stands still: start(tags below Plant, options={...}, version=...)."""
    def make(tags=(), **settings):
        gateway = simulator.use(simulator.Gateway(**settings))
        gateway.clock.set_millis(1700000000000)
        gateway.tags.import_tags(exports.plant())
        for described in tags:
            gateway.tags.import_tags(described, "[default]Plant")
        return gateway
    return make


@pytest.fixture
def gateway(start):
    return start()


@pytest.fixture
def read(gateway):
    def one(path):
        return gateway.system.tag.readBlocking([path])[0]
    return one


@pytest.fixture
def write(gateway):
    """Writes one value; gives the name of the quality code."""
    def one(path, value):
        return gateway.system.tag.writeBlocking([path], [value])[0].getName()
    return one
