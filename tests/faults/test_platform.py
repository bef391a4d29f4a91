"""The platform raises, at any function that any endpoint calls: abuse case 81."""

import pytest

from java.lang import NullPointerException, RuntimeException
from tests.faults.answers import clean, refused
from tests.faults.test_inventory import PLATFORM
from tests.faults.test_matrix import ENDPOINTS, alarm_id, ask, label, over_endpoints, recording

INSIDE = "Broken inside com.inductiveautomation"
CONFIGURATION = "The configuration below"
LOGGING = "system.util.getLogger"
# What no example of an endpoint gets to, and who does.
ELSEWHERE = {
    "system.dataset.toDataSet": "a write of a dataset: test_writes",
    "system.db.execQuery": "8.3: test_query_endpoints",
    "system.db.execScalar": "8.3: test_query_endpoints",
    "system.db.execUpdate": "8.3: test_query_endpoints",
    "system.db.getConnections": "the status of a database: test_status",
    "system.historian.browse": "paths of historians: test_gateway_history",
    "system.historian.queryAggregatedPoints": "paths of historians: test_gateway_history",
    "system.historian.queryRawPoints": "paths of historians: test_gateway_history",
    "system.net.httpClient": "access tokens: test_gateway_web",
    "system.secrets.readSecretValue": "secrets of 8.3: test_gateway_vault",
    "system.security.getUserRoles": "passwords: test_guard_basic",
    "system.user.getUserSources": "with UserSource: test_status",
    "system.util.audit": "with AuditProfile: test_disclosure",
    "system.util.sendMessage": "steps of commands: test_command",
}


@pytest.fixture
def product():
    with recording() as found:
        yield found


def reached(product, number):
    """The functions of the platform that the example of an endpoint calls."""
    product.gateway.calls.clear()
    assert ask(product, ENDPOINTS[number], alarm=alarm_id(product, None)).status == 200
    return sorted(name for name in product.gateway.calls.names() if name != LOGGING)


@over_endpoints
@pytest.mark.parametrize("kind", [RuntimeException, NullPointerException])
def test_abuse_case_81_the_caller_learns_that_the_gateway_failed_and_the_log_says_once_how(product, number, kind):
    alarm = alarm_id(product, None)
    for name in reached(product, number):
        # The configuration is stale, so that it is read as well, and a store that failed is asked again.
        product.gateway.clock.advance(6)
        before = len(product.gateway.log.messages("ERROR"))
        product.gateway.faults.set(name, throw=lambda: kind(INSIDE))
        answer = ask(product, ENDPOINTS[number], alarm=alarm)
        product.gateway.faults.clear()
        where = "%s, %s: %s" % (label(ENDPOINTS[number]), name, answer.text())
        assert answer.status in (200, 502, 503), where
        traces = [text for text in product.gateway.log.messages("ERROR")[before:] if "\n" in text]
        if answer.status == 502:
            clean(answer)
            refused(answer, 502)
            assert INSIDE not in answer.text()
            assert all(text.startswith("Request %s: " % answer.headers["x-request-id"]) for text in traces), where
            # Reading the configuration may have failed before, in a line of its own.
            assert len([text for text in traces if INSIDE in text and CONFIGURATION not in text]) == 1, where


def test_abuse_case_81_every_function_that_is_called_anywhere_takes_part(product):
    called = set("%s.%s" % (room, name) for room in PLATFORM for name in PLATFORM[room])
    for number in range(len(ENDPOINTS)):
        called.difference_update(reached(product, number))
        product.gateway.clock.advance(6)
    assert sorted(called - {LOGGING}) == sorted(ELSEWHERE)
