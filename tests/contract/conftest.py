"""The API over real HTTP, on both kinds of gateway. test_variants runs the same tests in process on many more."""

import pytest

from tests.contract.installation import NAME, Installation
from tests.support.product import TOKEN


@pytest.fixture(scope="session", params=["8.1.55", "8.3.8"])
def served(request):
    """(installation, its base URL) of a gateway that listens."""
    pytest.importorskip("requests")
    from webdev import wsgi

    installation = Installation(version=request.param)
    with wsgi.serve(installation.host, port=0) as server:
        yield installation, server.url


@pytest.fixture(scope="module")
def api(served):
    """A client over HTTP. The plant is shared by the tests of a module: whoever changes it puts it back."""
    from tests.contract.remote import Remote

    installation, base = served
    return Remote(installation.host, NAME, TOKEN, base)
