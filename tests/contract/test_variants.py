"""The whole contract, in process, under each plausible variant of what is not known of a gateway and of WebDev."""

import pytest

from simulator.options import TABLE
from tests.contract import (
    test_contract_browse,
    test_contract_common,
    test_contract_health_status,
    test_contract_read_write,
    test_contract_tags,
)
from tests.contract.installation import Installation
from tests.support.client import Client
from webdev.options import VARIANTS

MODULES = (test_contract_browse, test_contract_common, test_contract_health_status, test_contract_read_write,
           test_contract_tags)
# The first variant is what every other test runs on; an expired trial answers nothing at all.
WEBDEV = [(name, value) for name in sorted(VARIANTS) for value in VARIANTS[name][1:] if name != "trial_expired"]
GATEWAY = [(name, value) for name in sorted(TABLE) for value in TABLE[name][0] or () if value != TABLE[name][1]]
CONTRACT = [(module, name) for module in MODULES for name in sorted(vars(module)) if name.startswith("test_")]


def obeys(installation):
    for module, name in CONTRACT:
        getattr(module, name)(installation.client)


@pytest.mark.parametrize("version", ["8.1.55", "8.3.8"])
def test_the_contract_holds_in_process(version):
    assert len(CONTRACT) > 30
    obeys(Installation(version=version))


@pytest.mark.parametrize("name, value", WEBDEV)
def test_webdev(name, value):
    obeys(Installation(webdev_options={name: value}))


@pytest.mark.parametrize("name, value", GATEWAY + [("default_provider", "default"), ("browse_page_size", 3)])
def test_gateway(name, value):
    obeys(Installation({name: value}, version="8.3.8"))


def test_the_neighbour_is_another_project():
    host = Installation().host
    for path in ("/health", "/tags"):
        assert Client(host, "neighbour").get(path).json() == {"neighbour": True}


def test_a_gateway_that_tells_names_by_their_case():
    obeys(Installation(case_sensitive=True))
