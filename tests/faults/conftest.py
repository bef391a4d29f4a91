"""Installations for the abuse cases, under the ways in which WebDev may hand over a request."""

import pytest

from tests.faults import settings
from tests.support import databases, stored


def over(names):
    return {"params": settings.settings(names), "ids": settings.label}


def ready(setting):
    product = settings.shared(setting)
    product.gateway.faults.clear()
    return product


@pytest.fixture(**over(settings.HEADERS + settings.QUERY))
def plant(request):
    """Under the variants of headers and query. Shared between tests, which leave it as it is."""
    return ready(request.param)


@pytest.fixture(**over(settings.BODY))
def reader(request):
    """Under the variants of how a body arrives; shared as well."""
    return ready(request.param)


@pytest.fixture(**over(settings.PATH))
def walker(request):
    """Under the variants of what follows a resource in the URL; shared as well."""
    return ready(request.param)


@pytest.fixture(params=settings.PROFILES)
def product(request):
    """New for each test, on both profiles."""
    return settings.fresh(request.param)


@pytest.fixture(params=databases.KINDS)
def recorded(request):
    """New for each test, with its tables in each database that there is."""
    found = stored.product(request.param)
    yield found
    databases.close(found.gateway)
