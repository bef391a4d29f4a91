"""The stand-ins for Java. On Jython the same tests hold for the real classes."""
import threading

import pytest

from java.lang import (
    Error,
    IllegalArgumentException,
    NullPointerException,
    OutOfMemoryError,
    RuntimeException,
    StackOverflowError,
    Thread,
    Throwable,
)
from java.lang import Exception as JavaException
from java.security import MessageDigest, NoSuchAlgorithmException
from java.util import UUID, ArrayList, Date, HashMap, List, Map
from java.util.concurrent import ConcurrentHashMap, TimeoutException


@pytest.mark.parametrize("kind", [
    Error, IllegalArgumentException, NullPointerException, OutOfMemoryError, RuntimeException, StackOverflowError,
    TimeoutException, JavaException])
def test_no_java_exception_is_caught_by_except_exception(kind):
    caught = []
    try:
        try:
            raise kind("why")
        except Exception:
            caught.append("python")
    except Throwable as thrown:
        caught.append(thrown.getMessage())
    assert caught == ["why"]


def test_throwables_have_messages_and_causes():
    cause = RuntimeException("first")
    thrown = RuntimeException("second", cause)
    assert (thrown.getMessage(), thrown.message) == ("second", "second")
    assert thrown.getCause() is cause
    assert thrown.toString() == "java.lang.RuntimeException: second"
    assert RuntimeException(cause).getMessage() == "java.lang.RuntimeException: first"
    assert RuntimeException().getMessage() is None
    assert thrown.getClass().getName() == "java.lang.RuntimeException"


def test_errors_are_no_java_exceptions():
    assert issubclass(StackOverflowError, Error)
    assert not issubclass(Error, JavaException)
    assert issubclass(NullPointerException, RuntimeException)


def test_dates_are_milliseconds():
    date = Date(1700000000123)
    assert (date.getTime(), date.time) == (1700000000123, 1700000000123)
    assert date == Date(1700000000123)
    assert hash(date) == hash(Date(1700000000123))
    assert date.after(Date(0)) and date.before(Date(2 ** 45)) and date.compareTo(date) == 0
    assert Date(1) < Date(2)


@pytest.mark.parametrize("wrong", [1.5, "5", {}])
def test_a_date_takes_whole_numbers_only(wrong):
    with pytest.raises((TypeError, IllegalArgumentException)):
        Date(wrong)


def test_maps_and_lists_are_no_python_ones_but_can_be_subscripted():
    filled = HashMap({"a": 1})
    filled["b"] = 2
    assert isinstance(filled, Map) and not isinstance(filled, dict)
    assert (sorted(filled), filled["a"], filled.get("c"), len(filled)) == (["a", "b"], 1, None, 2)
    assert "b" in filled and filled.containsKey("b")
    assert (filled.put("a", 5), filled.remove("a"), filled.remove("a")) == (1, 5, None)
    listed = ArrayList([1, 2])
    assert isinstance(listed, List) and not isinstance(listed, list)
    assert (list(listed), listed[1], listed.size(), listed.contains(2)) == ([1, 2], 2, 2, True)


def test_a_concurrent_map_sets_once_and_refuses_null():
    shared = ConcurrentHashMap()
    assert (shared.putIfAbsent("a", 1), shared.putIfAbsent("a", 2), shared["a"]) == (None, 1, 1)
    with pytest.raises(NullPointerException):
        shared.put("a", None)


def test_digests():
    digest = MessageDigest.getInstance("SHA-256")
    digest.update(b"a")
    whole = digest.digest(b"bc")
    assert list(whole)[:4] == [-70, 120, 22, -65]
    assert list(digest.digest(b"abc")) == list(whole)
    assert MessageDigest.isEqual(b"abc", b"abc") and not MessageDigest.isEqual(b"abc", b"abd")
    assert not MessageDigest.isEqual(b"abc", b"ab")
    with pytest.raises(NoSuchAlgorithmException):
        MessageDigest.getInstance("SHA-5")


def test_random_uuids_differ_and_can_be_read_back():
    first, second = UUID.randomUUID(), UUID.randomUUID()
    assert first != second
    assert UUID.fromString(first.toString()) == first
    assert len(str(first)) == 36


def test_a_thread_runs_a_function():
    done = threading.Event()
    thread = Thread(done.set, "worker")
    thread.setDaemon(True)
    thread.start()
    thread.join()
    assert done.is_set()
    assert thread.getName() == "worker"
    assert not thread.isAlive()
