"""Abuse case 80: tag providers that are missing, switched off, or on a gateway that cannot be reached."""

import pytest

from tests.faults.answers import answered, refused
from tests.support.product import Product
from tests.support.trees import PLANT, several, tag

# The last is what a provider that was never set up comes to; the platform has no quality of its own for it.
DEAD = ("Bad_NotConnected", "Bad_GatewayCommOff", "Bad_Disabled", "Bad_TrialExpired", "Error_Configuration")
ALIVE = "[default]Plant/Temperature"
REMOTE = "[Remote]Line/Speed"
MISSING = "[Nowhere]Line/Speed"
READ = "system.tag.readBlocking"


@pytest.fixture(params=["8.1.55", "8.3.8"])
def product(request):
    found = Product(tags=PLANT, version=request.param)
    found.gateway.tags.add_provider("Remote")
    found.gateway.tags.import_tags(
        several({"name": "Line", "tagType": "Folder", "tags": [tag("Speed", "Float8", 1.5)]}), base="[Remote]")
    return found


@pytest.mark.parametrize("quality", DEAD)
def test_abuse_case_80_tags_of_a_dead_provider_are_bad_and_the_others_are_read(product, quality):
    product.gateway.tags.set_provider_state("Remote", quality)
    items = answered(product.client.post("/read", {"paths": [REMOTE, ALIVE, MISSING]}))["results"]
    assert [item["quality"] for item in items] == [quality, "Good", "Bad_NotFound"]
    assert items[1]["value"] is not None
    keyed = answered(product.client.get("/tags", params=[("path", REMOTE), ("path", ALIVE)]))
    assert keyed["Speed"]["quality"] == quality and keyed["Temperature"]["quality"] == "Good"
    # A bad value is an answer, not an error of the request.
    single = product.client.get("/tags/Remote/Line/Speed")
    assert (single.status, single.json()["quality"]) == (200, quality)


def test_abuse_case_80_one_call_with_a_time_limit_for_all_of_them(product, monkeypatch):
    """A provider that does not answer cannot hold up the others beyond the limit of the call."""
    port = product.library.project.gateway.tags
    asked = []

    def read(paths, *more):
        asked.append((list(paths),) + more)
        return product.gateway.system.tag.readBlocking(paths, *more)

    class Tags(object):
        readBlocking = staticmethod(read)

    class System(object):
        tag = Tags

    product.client.get("/health")
    monkeypatch.setattr(port, "system", System)
    answered(product.client.post("/read", {"paths": [REMOTE, ALIVE, MISSING]}))
    assert asked == [([REMOTE, ALIVE, MISSING], 10000)]


def test_abuse_case_80_a_provider_that_is_not_there(product):
    assert product.client.get("/tags/Nowhere/Line/Speed").code == "tag_not_found"
    assert product.client.get("/browse", params=[("path", "[Nowhere]")]).code == "tag_not_found"
    put = product.client.put("/tags/Nowhere/Line/Speed", {"value": 1})
    assert (put.status, put.code) == (404, "tag_not_found")
    results = answered(product.client.post("/write", {"writes": [{"path": MISSING, "value": 1}]}))["results"]
    assert [(result["success"], result["quality"]) for result in results] == [(False, "Bad_NotFound")]


@pytest.mark.parametrize("quality", DEAD)
def test_abuse_case_80_readiness_goes_with_the_provider_of_the_configuration(product, quality):
    assert product.client.get("/health", params=[("ready", None)]).status == 200
    product.gateway.tags.set_provider_state("Remote", quality)
    assert product.client.get("/health", params=[("ready", None)]).status == 200
    product.gateway.faults.set(READ, quality=quality)
    answer = product.client.get("/health", params=[("ready", None)])
    assert (answer.status, answer.json()) == (503, {"status": "unavailable"})
    # Alive it still is, and the last configuration serves for a while: the items say what is wrong.
    assert product.client.get("/health").status == 200


@pytest.mark.parametrize("quality", DEAD)
def test_abuse_case_80_all_tags_dead_is_no_error_of_the_request(product, quality):
    answered(product.client.post("/read", {"paths": [ALIVE]}))
    product.gateway.faults.set(READ, quality=quality)
    items = answered(product.client.post("/read", {"paths": [ALIVE, REMOTE]}))["results"]
    assert [item["quality"] for item in items] == [quality] * 2


@pytest.mark.parametrize("quality", DEAD)
def test_abuse_case_80_browsing_a_dead_provider_says_which_and_why(product, quality):
    assert answered(product.client.get("/browse", params=[("path", "[Remote]")]))["results"]
    product.configure("Limits", {"browseCacheSeconds": 0})
    product.gateway.tags.set_provider_state("Remote", quality)
    for path in ("[Remote]", "[Remote]Line"):
        document = refused(product.client.get("/browse", params=[("path", path)]), 409, "provider_unavailable")
        assert document["quality"] == quality
        assert "[Remote]" in document["detail"] and quality in document["detail"]
    # The list of providers and the others are as they were.
    rows = answered(product.client.get("/browse", params=[("recursive", "true")]))["results"]
    paths = [row["path"] for row in rows]
    assert "[Remote]" in paths and ALIVE in paths and "[Remote]Line" not in paths
    product.gateway.tags.set_provider_state("Remote", None)
    assert answered(product.client.get("/browse", params=[("path", "[Remote]")]))["results"]


@pytest.mark.parametrize("quality", DEAD)
def test_abuse_case_80_writing_to_a_dead_provider_is_no_fault_of_the_gateway(product, quality):
    product.gateway.tags.set_provider_state("Remote", quality)
    code = "tag_disabled" if quality == "Bad_Disabled" else "provider_unavailable"
    document = refused(product.client.put("/tags/Remote/Line/Speed", {"value": 1}), 409, code)
    assert document["quality"] == quality
    writes = [{"path": REMOTE, "value": 1}, {"path": ALIVE, "value": 2}]
    results = answered(product.client.post("/write", {"writes": writes}))["results"]
    assert [(each["success"], each.get("code")) for each in results] == [(False, code), (True, None)]
