"""What was revoked stays out: abuse case 40, on every database."""

import threading

import pytest

from tests.support import databases, stored
from tests.support.product import TOKEN
from tests.support.stored import put

GRACE = "revocationGraceSeconds"


@pytest.fixture(params=databases.KINDS)
def product(request):
    found = stored.product(request.param)
    found.gateway.clock.set_millis(1700000000000)
    yield found
    databases.close(found.gateway)


@pytest.fixture
def name(product):
    """The caller as the audit names it."""
    put(product, 1)
    return stored.rows(product)[0]["principal"]


def revoke(product, *arguments):
    return product.library.project.auth.revoke(*arguments)


def read(product):
    return product.client.get(stored.URL)


def test_abuse_case_40_a_revoked_credential_is_refused_within_five_seconds(product, name):
    assert read(product).status == 200
    revoke(product, name)
    product.gateway.clock.advance(5)
    for answer in (read(product), put(product, 2)):
        assert (answer.status, answer.json()["error"]) == (403, "Invalid API token")


def test_abuse_case_40_and_44_it_is_refused_as_an_unknown_one_is(product, name):
    revoke(product, name)
    product.gateway.clock.advance(5)
    revoked = read(product).json()
    product.client.token = "unknown-token-0123456789abcdef"
    unknown = read(product).json()
    for document in (revoked, unknown):
        del document["requestId"]
    assert revoked == unknown


def test_abuse_case_40_it_is_refused_after_a_restart_of_the_scripts(product, name):
    revoke(product, name)
    product.host.restart(product.project)
    assert read(product).status == 403


def test_abuse_case_40_it_is_refused_on_every_thread(product, name):
    revoke(product, name)
    product.gateway.clock.advance(5)
    statuses = []
    threads = [threading.Thread(target=lambda: statuses.append(read(product).status)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert statuses == [403] * 16


def test_abuse_case_40_it_is_refused_to_handlers_of_other_people(product, name):
    revoke(product, name)
    product.gateway.clock.advance(5)
    valid, response = product.library.project.auth.validateRequest({"headers": {"Authorization": "Bearer " + TOKEN}})
    assert (valid, response["code"]) == (False, 403)


def test_revoking_twice_is_revoking_once(product, name):
    for _ in range(2):
        revoke(product, name)
    assert len(stored.rows(product, "SELECT * FROM rest_api_revocation")) == 1


def test_names_are_told_apart_by_letter_case(product, name):
    revoke(product, name.upper())
    product.gateway.clock.advance(5)
    assert read(product).status == 200


def test_a_revocation_is_over_when_the_credential_has_expired_anyway(product, name):
    revoke(product, name, "2023-11-14T22:14:00Z")
    product.gateway.clock.advance(10)
    assert read(product).status == 403
    product.gateway.clock.advance(60)
    assert read(product).status == 200


def test_the_list_is_not_read_for_every_request(product, name):
    before = product.gateway.calls.count("system.db.runPrepQuery")
    for _ in range(20):
        assert read(product).status == 200
    assert product.gateway.calls.count("system.db.runPrepQuery") - before <= 1


def test_abuse_case_40_without_the_list_nothing_is_written_and_reads_go_on(product, name):
    stored.faults(product).down = True
    product.gateway.clock.advance(6)
    assert (put(product, 2).status, put(product, 2).code) == (503, "store_unavailable")
    assert read(product).status == 200


def test_abuse_case_40_what_was_revoked_stays_so_while_the_store_is_down(product, name):
    revoke(product, name)
    product.gateway.clock.advance(5)
    assert read(product).status == 403
    stored.faults(product).down = True
    product.gateway.clock.advance(3600)
    assert read(product).status == 403


@pytest.mark.parametrize("restart", [False, True])
def test_abuse_case_40_reads_can_be_closed_as_well(product, name, restart):
    product.configure("Limits", {GRACE: 60})
    assert read(product).status == 200
    stored.faults(product).down = True
    if restart:
        product.host.restart(product.project)
    product.gateway.clock.advance(30)
    assert read(product).status == 200
    product.gateway.clock.advance(60)
    assert (read(product).status, read(product).code) == (503, "store_unavailable")
    stored.faults(product).clear()
    product.gateway.clock.advance(3)
    assert read(product).status == 200


def test_the_console_is_told_what_is_missing(product, name):
    for identifier in ("", "x" * 256):
        with pytest.raises(ValueError):
            revoke(product, identifier)
    with pytest.raises(ValueError):
        revoke(product, name, "31.12.2023")
    product.configure("Database", "")
    with pytest.raises(ValueError, match="Database"):
        revoke(product, name)


def test_a_revocation_that_was_not_taken_is_an_error(product, name):
    stored.faults(product).down = True
    with pytest.raises(product.library.project.guard.store.Unavailable):
        revoke(product, name)
