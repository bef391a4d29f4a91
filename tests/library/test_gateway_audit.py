"""project.gateway.audit: one record in a profile."""

import pytest

from tests.support.product import Product


def test_a_record_names_its_actor_and_host():
    product = Product()
    product.gateway.audit.add_profile("Site")
    product.library.project.gateway.audit.write("Site", "tag.write", "x = 1", "key:mes", "10.0.0.5", 1700000000000, 0)
    record, = product.gateway.audit.records("Site")
    assert (record["action"], record["actor"], record["actorHost"], record["originatingContext"]) == (
        "tag.write", "key:mes", "10.0.0.5", 1)
    assert record["eventTimestamp"].getTime() == 1700000000000


def test_a_profile_that_raises_is_a_gateway_failure():
    product = Product()
    with pytest.raises(product.library.project.gateway.failure.GatewayFailure):
        product.library.project.gateway.audit.write("Nowhere", "a", "b", "c", "d", 0, 0)
