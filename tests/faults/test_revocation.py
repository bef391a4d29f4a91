"""What was revoked stays out: abuse case 40, on every database."""

import hashlib
import threading

import pytest

from tests.support import issuing, stored
from tests.support.stored import put

GRACE = "revocationGraceSeconds"
KEY = "key-of-the-mes-0123456789abcdef"
ACCESS_TOKEN = issuing.TOKENS["accepted"]["RS256"]


@pytest.fixture
def product(recorded):
    recorded.gateway.clock.set_millis(1700000000000)
    return recorded


def of_token(product):
    """A token of ValidTokens is revoked by the caller's name in the audit."""
    put(product, 1)
    return stored.rows(product)[0]["principal"]


def of_key(product):
    """A key is revoked by its id."""
    digest = hashlib.sha256(KEY.encode("ascii")).hexdigest()
    product.configure("Keys", {"mes": {"sha256": digest, "roles": ["operator"]}})
    product.client.token = KEY
    return "mes"


def of_access_token(product):
    """A JSON Web Token is revoked by its jti; here it was verified before."""
    issuing.Provider(product)
    product.configure("Issuers", {"plant": issuing.ENTRY})
    product.client.token = ACCESS_TOKEN
    assert read(product).status == 200
    return issuing.claims(ACCESS_TOKEN)["jti"]


@pytest.fixture(params=[of_token, of_key, of_access_token])
def name(request, product):
    """What the caller's credential is revoked by."""
    return request.param(product)


def refused(product, answer):
    """A revoked key is as one that never was; a revoked access token is told so (RFC 6750)."""
    if product.client.token == ACCESS_TOKEN:
        assert (answer.status, answer.code) == (401, "invalid_token")
        assert answer.headers["www-authenticate"].startswith('Bearer error="invalid_token"')
    else:
        assert (answer.status, answer.json()["error"]) == (403, "Invalid API token")
    return True


def revoke(product, *arguments):
    return product.library.project.auth.revoke(*arguments)


def read(product):
    return product.client.get(stored.URL)


def test_abuse_case_40_a_revoked_credential_is_refused_within_five_seconds(product, name):
    assert read(product).status == 200
    revoke(product, name)
    product.gateway.clock.advance(5)
    written = stored.setpoint(product)
    assert refused(product, read(product)) and refused(product, put(product, written + 1))
    assert stored.setpoint(product) == written


@pytest.mark.parametrize("of", [of_token, of_key])
def test_abuse_case_40_and_44_it_is_refused_as_an_unknown_one_is(product, of):
    revoke(product, of(product))
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
    assert refused(product, read(product)) and refused(product, put(product, 2))


def test_abuse_case_40_it_is_refused_on_every_thread(product, name):
    revoke(product, name)
    product.gateway.clock.advance(5)
    found = []
    threads = [threading.Thread(target=lambda: found.append(read(product))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 16 and all(refused(product, answer) for answer in found)


def test_abuse_case_40_it_is_refused_to_handlers_of_other_people(product, name):
    revoke(product, name)
    product.gateway.clock.advance(5)
    valid, response = product.library.project.auth.validateRequest({
        "headers": {"Authorization": "Bearer " + product.client.token}})
    assert (valid, response["code"]) == (False, 401 if product.client.token == ACCESS_TOKEN else 403)


def test_revoking_twice_is_revoking_once(product, name):
    for _ in range(2):
        revoke(product, name)
    assert len(stored.rows(product, "SELECT * FROM rest_api_revocation")) == 1


def test_names_are_told_apart_by_letter_case(product, name):
    revoke(product, name.swapcase())
    product.gateway.clock.advance(5)
    assert read(product).status == 200


def test_a_revocation_is_over_when_the_credential_has_expired_anyway(product, name):
    revoke(product, name, "2023-11-14T22:14:00Z")
    product.gateway.clock.advance(10)
    assert refused(product, read(product))
    product.gateway.clock.advance(60)
    assert read(product).status == 200


def test_the_list_is_not_read_for_every_request(product, name):
    assert read(product).status == 200
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
    assert refused(product, read(product))
    stored.faults(product).down = True
    # An access token has expired after five minutes.
    product.gateway.clock.advance(240 if product.client.token == ACCESS_TOKEN else 3600)
    assert refused(product, read(product))


@pytest.mark.parametrize("isKnown", [True, False], ids=["the list was read before", "only the console knew it"])
def test_abuse_case_40_what_was_revoked_stays_so_through_a_restart_while_the_store_is_down(product, name, isKnown):
    assert read(product).status == 200
    revoke(product, name)
    if isKnown:
        product.gateway.clock.advance(5)
        assert refused(product, read(product))
    stored.faults(product).down = True
    for _ in range(2):
        product.host.restart(product.project)
        assert refused(product, read(product))
        product.gateway.clock.advance(60)
        assert refused(product, read(product))


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
