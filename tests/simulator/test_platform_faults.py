"""Faults, call counts, the clock and the log."""
import time

import pytest

from java.lang import RuntimeException, Throwable
from java.util import Date

PATHS = ["[default]Plant/Int4", "[default]Plant/Int8"]


def names(codes):
    return [code.getName() for code in codes]


def test_a_quality_fault_answers_for_every_path_and_writes_nothing(gateway):
    for name in ("readBlocking", "writeBlocking"):
        gateway.faults.set("system.tag." + name, quality="Bad_NotConnected")
    values = gateway.system.tag.readBlocking(PATHS)
    assert [(value.value, value.quality.getName()) for value in values] == [(None, "Bad_NotConnected")] * 2
    assert names(gateway.system.tag.writeBlocking(tagPaths=PATHS, values=[7, 7])) == ["Bad_NotConnected"] * 2
    gateway.faults.clear()
    assert [value.value for value in gateway.system.tag.readBlocking(PATHS)] == [4, 8]


@pytest.mark.parametrize("throw", [
    RuntimeException("broken"), RuntimeException, lambda: RuntimeException("broken")])
def test_a_thrown_java_exception_escapes_except_exception(gateway, throw):
    gateway.faults.set("system.tag.readBlocking", throw=throw)
    caught = None
    try:
        gateway.system.tag.readBlocking(PATHS)
    except Exception:
        caught = "python"
    except Throwable:
        caught = "java"
    assert caught == "java"


def test_a_python_exception_can_be_thrown(gateway):
    gateway.faults.set("system.date.now", throw=ValueError("x"))
    with pytest.raises(ValueError, match="x"):
        gateway.system.date.now()


def test_a_call_may_do_its_work_and_then_fail(gateway):
    gateway.faults.set("system.tag.writeBlocking", throw=RuntimeException("timed out"), after=True)
    with pytest.raises(Throwable):
        gateway.system.tag.writeBlocking(PATHS, [7, 7])
    assert gateway.tags.read(PATHS[0]).value == 7


def test_a_result_may_be_too_short_or_too_long(gateway):
    gateway.faults.set("system.tag.readBlocking", short=1)
    assert [value.value for value in gateway.system.tag.readBlocking(PATHS)] == [4]
    gateway.faults.set("system.tag.readBlocking", short=-2)
    assert [value.value for value in gateway.system.tag.readBlocking(PATHS)] == [4, 8, 8, 8]
    gateway.faults.set("system.tag.readBlocking", short=9)
    assert gateway.system.tag.readBlocking(PATHS) == []


def test_a_fault_may_last_for_some_calls_only(gateway):
    gateway.faults.set("system.tag.readBlocking", quality="Bad_Stale", times=2)
    seen = [gateway.system.tag.readBlocking(PATHS)[0].quality.getName() for _ in range(3)]
    assert seen == ["Bad_Stale", "Bad_Stale", "Good"]


def test_a_delay_takes_real_time(gateway):
    gateway.faults.set("system.tag.readBlocking", delay=0.05)
    started = time.time()
    assert len(gateway.system.tag.readBlocking(PATHS)) == 2
    assert time.time() - started >= 0.04


def test_a_fault_that_makes_no_sense_is_told(gateway):
    gateway.faults.set("system.date.now", quality="Bad")
    with pytest.raises(ValueError, match="qualities"):
        gateway.system.date.now()
    with pytest.raises(ValueError, match="nonsense"):
        gateway.faults.set("system.nonsense.now", delay=1)


def test_faults_can_be_cleared_one_by_one(gateway):
    gateway.faults.set("system.tag.readBlocking", quality="Bad")
    gateway.faults.set("system.date.now", throw=ValueError)
    gateway.faults.clear("system.tag.readBlocking")
    assert gateway.system.tag.readBlocking(PATHS)[0].quality.isGood()
    with pytest.raises(ValueError):
        gateway.system.date.now()


def test_calls_are_counted_by_name(gateway):
    gateway.calls.clear()
    gateway.system.tag.readBlocking(PATHS)
    gateway.system.tag.readBlocking(PATHS)
    gateway.system.tag.browse("")
    assert gateway.calls.count("system.tag.readBlocking") == 2
    assert (gateway.calls.count(), gateway.calls.count("system.tag.exists")) == (3, 0)
    assert gateway.calls.names() == ["system.tag.browse", "system.tag.readBlocking"]


def test_the_clock_runs_until_it_is_set(start):
    clock = start().clock
    clock.release()
    assert abs(clock.now_millis() - time.time() * 1000) < 5000
    before = clock.nanos()
    time.sleep(0.002)
    assert clock.nanos() > before


def test_a_set_clock_stands_still_and_moves_when_told(gateway):
    clock = gateway.clock
    clock.set_millis(1000)
    nanos = clock.nanos()
    assert gateway.system.date.now() == Date(1000)
    clock.advance(1.5)
    assert (clock.now_millis(), clock.nanos() - nanos) == (2500, 1500000000)


def test_setting_the_wall_clock_back_leaves_the_monotonic_clock(gateway):
    nanos = gateway.clock.nanos()
    gateway.clock.set_millis(5)
    assert (gateway.clock.now_millis(), gateway.clock.nanos()) == (5, nanos)


def test_the_log_keeps_level_logger_and_message(gateway):
    script = gateway.system.util.getLogger("api")
    error = RuntimeException("secret")
    script.info("plain 100%")
    script.warnf("%s and %d", "text", 3)
    script.error("failed", error)
    script.debug("below the level")
    assert gateway.log.records == [
        ("INFO", "api", "plain 100%"), ("WARN", "api", "text and 3"), ("ERROR", "api", "failed")]
    assert gateway.log.records[2].throwable is error
    assert "secret" in gateway.log.text()
    assert gateway.log.messages("WARN") == ["text and 3"]


def test_debug_is_logged_when_enabled(gateway):
    log = gateway.system.util.getLogger("api")
    assert not log.isDebugEnabled()
    gateway.log.level = "DEBUG"
    log.debug("now")
    log.trace("not yet")
    assert log.isDebugEnabled()
    assert gateway.log.messages() == ["now"]


@pytest.mark.parametrize("level", ["trace", "debug", "info", "warn", "error"])
def test_a_second_argument_that_is_no_throwable_raises(gateway, level):
    with pytest.raises(TypeError):
        getattr(gateway.system.util.getLogger("api"), level)("%s", "x")
    with pytest.raises(TypeError):
        getattr(gateway.system.util.getLogger("api"), level)("%s %s", 1, 2)


def test_the_log_forgets_the_oldest_records(gateway):
    gateway.log.capacity = 3
    for number in range(5):
        gateway.system.util.getLogger("api").info(str(number))
    assert gateway.log.messages() == ["2", "3", "4"]
    gateway.log.clear()
    assert gateway.log.records == []
