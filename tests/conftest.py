"""Fixtures that the tests of shipped code share. Python 2 and 3."""

import pytest

import simulator
from simulator.compat import ON_JYTHON
from tests.support import client as clients
from tests.support import trees
from tests.support.canaries import pytest_configure, pytest_runtest_makereport, pytest_runtest_setup  # noqa: F401
from tests.support.product import Product

if not ON_JYTHON:
    from tests.support import described
    clients.WATCHERS.append(described.check)


@pytest.fixture
def product():
    """A fresh installation with the plant of tests.support.trees."""
    return Product(tags=trees.PLANT)


@pytest.fixture
def client(product):
    return product.client


@pytest.fixture(scope="module")
def library():
    """The package `project`, for functions that touch no gateway."""
    return Product().library.project


@pytest.fixture(scope="module")
def shared():
    """One installation for a module whose tests change nothing in it."""
    return Product(tags=trees.PLANT)


@pytest.fixture
def plant(shared):
    """The client of the shared installation, with its gateway in use."""
    simulator.use(shared.gateway)
    return shared.client
