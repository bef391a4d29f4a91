"""No memory left, anywhere in the platform: abuse case 92. Every endpoint, every platform function that it calls."""

import pytest

import simulator
from java.lang import OutOfMemoryError
from tests.faults.answers import clean, refused
from tests.faults.test_matrix import ENDPOINTS, alarm_id, ask, label, over_endpoints, recording
from tests.support import stored

# Jython turns Java's error into a MemoryError in some places.
ERRORS = [OutOfMemoryError, MemoryError]
LOGGING = "system.util.getLogger"
# Where the platform itself fails to name or close a transaction, its own time limit gives the session back.
TRANSACTION = ("system.db.beginTransaction", "system.db.closeTransaction")


@pytest.fixture
def product():
    with recording() as found:
        yield found


def out_of_memory(kind):
    return kind("Java heap space")


def nothing_is_held(product, sessions=True):
    """No place, session or thread stays taken."""
    simulator.use(product.gateway)
    project = product.library.project
    assert project.gateway.database.RUNNING.taken == 0
    assert not sessions or product.gateway.databases.connections["API"].pool.taken == 0
    places = project.guard.limiter.HOLDER.get().places
    assert dict((kind, place.get()) for kind, place in places.items()) == dict.fromkeys(places, 0)


def failed(answer):
    assert answer.status == 200 or answer.status >= 500, answer.text()
    if answer.status >= 500:
        clean(answer)
        refused(answer, answer.status)
        assert "heap" not in answer.text()
    return answer


@over_endpoints
@pytest.mark.parametrize("after", [False, True])
def test_abuse_case_92_an_endpoint_answers_and_goes_on_when_there_is_memory_again(product, number, after):
    declared, alarm = ENDPOINTS[number], alarm_id(product, None)
    product.gateway.calls.clear()
    assert ask(product, declared, alarm=alarm).status == 200
    called = [name for name in product.gateway.calls.names() if name != LOGGING]
    for name in sorted(called, key=lambda name: name in TRANSACTION):
        # The configuration is stale, so that it is read as well.
        product.gateway.clock.advance(6)
        product.gateway.faults.set(name, throw=lambda: out_of_memory(OutOfMemoryError), after=after)
        failed(ask(product, declared, alarm=alarm))
        product.gateway.faults.clear()
        product.gateway.clock.advance(3)
        answer = ask(product, declared, alarm=alarm)
        assert answer.status == 200, (label(declared), name, answer.text())
        nothing_is_held(product, sessions=name not in TRANSACTION)


@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("name, status, code, after, trace", [
    ("system.tag.writeBlocking", 502, "outcome_unknown", False, [("tag.write", "pending")]),
    ("system.tag.writeBlocking", 502, "outcome_unknown", True, [("tag.write", "pending")]),
    ("system.tag.readBlocking", 502, "gateway_error", False, [("request.failed", "gateway_error")]),
    ("system.tag.getConfiguration", 200, None, False, [("tag.write", "Good")]),
])
def test_abuse_case_92_a_change_leaves_its_trace_in_the_audit(product, kind, name, status, code, after, trace):
    assert product.client.get(stored.URL).status == 200
    product.gateway.faults.set(name, throw=lambda: out_of_memory(kind), after=after)
    answer = stored.put(product, 61.5, "k")
    assert (answer.status, None if status == 200 else answer.code) == (status, code)
    assert [(row["action"], row["result"]) for row in stored.rows(product)] == trace
    product.gateway.faults.clear()
    again = stored.put(product, 61.5, "k")
    assert (again.status, again.headers.get("idempotent-replayed")) == {
        "outcome_unknown": (504, "true"), "gateway_error": (200, None), None: (200, "true")}[code]


@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("name", [
    "system.db.beginTransaction", "system.db.runPrepUpdate", "system.db.commitTransaction", "system.db.runPrepQuery"])
def test_abuse_case_92_what_cannot_be_recorded_is_not_done(product, kind, name):
    assert product.client.get(stored.URL).status == 200
    before = product.gateway.calls.count("system.tag.writeBlocking")
    product.gateway.faults.set(name, throw=lambda: out_of_memory(kind))
    answer = stored.put(product, 61.5, "k")
    assert (answer.status, answer.code) == (503, "store_unavailable")
    product.gateway.faults.clear()
    assert stored.records(product) == [] and stored.rows(product) == []
    assert (product.gateway.calls.count("system.tag.writeBlocking"), stored.setpoint(product)) == (before, 50.0)
    product.gateway.clock.advance(3)
    assert stored.put(product, 61.5, "k").status == 200


@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("module, function, method", [
    ("tags.items", "answerOne", "GET"), ("values.plain", "plain", "PUT"), ("http.etag", "named", "GET"),
    ("guard.scope", "judge", "GET"), ("guard.admission", "permit", "PUT"), ("guard.keys", "holder", "GET"),
    ("guard.audit", "insertion", "PUT"), ("http.params", "checked", "GET"), ("values.typed", "fromJson", "PUT"),
])
def test_abuse_case_92_our_own_code_holds_nothing_either(product, monkeypatch, kind, module, function, method):
    assert product.client.get("/health").status == 200
    room = product.library.project
    for name in module.split("."):
        room = getattr(room, name)

    def without_memory(*arguments, **named):
        raise out_of_memory(kind)

    with monkeypatch.context() as patched:
        patched.setattr(room, function, without_memory)
        answer = product.client.send(method, stored.URL, {"value": 61.5})
        refused(answer, 500, "internal_error")
    assert stored.setpoint(product) == 50.0
    nothing_is_held(product)
    assert product.client.send(method, stored.URL, {"value": 61.5}).status == 200


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ERRORS)
def test_abuse_case_92_a_database_call_that_cannot_even_say_that_it_failed_has_failed(product, monkeypatch, kind):
    simulator.use(product.gateway)
    gateway = product.library.project.gateway

    def without_memory(*arguments):
        raise out_of_memory(kind)

    monkeypatch.setattr(gateway.failure, "caught", without_memory)
    try:
        gateway.database.within(5, "system.db.commitTransaction", without_memory)
    except gateway.failure.GatewayFailure as error:
        assert error.operation == "system.db.commitTransaction"
    else:
        pytest.fail("it passes for done")
    assert gateway.database.RUNNING.taken == 0
