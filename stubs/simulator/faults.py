"""Faults that a test puts into a system function, and the count of calls."""
import importlib
import threading
import time

from simulator import facade, quality
from simulator.compat import ON_JYTHON

if ON_JYTHON:
    from java.util.concurrent.atomic import LongAdder as Counter  # PERF: threads do not wait for each other
else:
    class Counter(object):
        """java.util.concurrent.atomic.LongAdder, as far as it is needed."""

        def __init__(self):
            self._lock = threading.Lock()
            self._count = 0

        def increment(self):
            with self._lock:
                self._count += 1

        def intValue(self):
            return self._count


class Fault(object):
    """What happens at a call. `after`: the call does its work before it throws. `times`: only so often."""

    def __init__(self, delay=0, throw=None, quality=None, short=0, after=False, times=None):
        self.delay = delay
        self.throw = throw
        self.quality = quality
        self.short = short
        self.after = after
        self.times = times

    def raise_it(self):
        """`throw` is an exception, its class, or a function that raises or returns one."""
        thrown = self.throw
        if callable(thrown):
            thrown = thrown()
        if thrown is not None:
            raise thrown

    def resize(self, results):
        if self.short > 0:
            return list(results)[:-self.short]
        return list(results) + [results[-1]] * -self.short if results else results


def _check_name(name):
    module, _, function = name.rpartition(".")
    try:
        namespace = importlib.import_module(module)
    except (ImportError, ValueError):
        raise ValueError("no such namespace: %s" % name)
    if not any(offer.name == function for offer in facade.offers_of(namespace)):
        raise ValueError("no such function: %s" % name)


class Faults(object):
    def __init__(self):
        self._lock = threading.Lock()
        self._faults = {}

    def set(self, name, **settings):
        """`settings` are those of Fault. A name that no script can call is an error."""
        _check_name(name)
        self._faults[name] = Fault(**settings)

    def clear(self, name=None):
        if name is None:
            self._faults.clear()
        else:
            self._faults.pop(name, None)

    def take(self, name):
        """The fault for this call, or None."""
        if not self._faults:
            return None
        with self._lock:
            fault = self._faults.get(name)
            if fault is None or fault.times is None:
                return fault
            if fault.times <= 0:
                return None
            fault.times -= 1
            return fault

    def run(self, fault, function, args, kwargs, refuse):
        """Call under a fault. `refuse(quality, args, kwargs)` makes results that carry the quality."""
        if fault.delay:
            time.sleep(fault.delay)
        if fault.throw is not None and not fault.after:
            fault.raise_it()
        if fault.quality is not None:
            return refuse(quality.code(fault.quality), args, kwargs)
        results = function(*args, **kwargs)
        if fault.throw is not None:
            fault.raise_it()
        return fault.resize(results) if fault.short else results


class Calls(object):
    """How often each system function was called."""

    def __init__(self):
        self._counts = {}  # name: Counter

    def record(self, name):
        try:  # PERF: and no `is None`, for which Jython locks what all threads share
            counter = self._counts[name]
        except KeyError:
            counter = self._counts.setdefault(name, Counter())
        counter.increment()

    def count(self, name=None):
        """Calls of one function, or of all."""
        if name is None:
            return sum(counter.intValue() for counter in list(self._counts.values()))
        return self._counts[name].intValue() if name in self._counts else 0

    def names(self):
        return sorted(self._counts)

    def clear(self):
        self._counts.clear()

    def __repr__(self):
        return "Calls(%s)" % (dict((name, self.count(name)) for name in self.names()),)
