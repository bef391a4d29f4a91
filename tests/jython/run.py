"""Runs pytest under Jython; its arguments are pytest's. Makes up for what CPython's tests get from elsewhere."""

import sys

import folders
import pytest

import java.lang
import simulator


class System(object):
    """java.lang.System with the clocks of the gateway in use, as CPython's stand-in has them."""

    def __init__(self, real):
        self._real = real

    def __getattr__(self, name):
        return getattr(self._real, name)

    def nanoTime(self):
        return simulator.current().clock.nanos()

    def currentTimeMillis(self):
        return simulator.current().clock.now_millis()


class SameNames(object):
    """Lets two folders have a test file of the same name, as pytest does on Python 3."""

    def pytest_collectstart(self, collector):
        if isinstance(collector, pytest.Module):
            sys.modules.pop(collector.fspath.purebasename, None)


java.lang.__dict__["System"] = System(java.lang.System)
folders.name_packages("tests")
sys.exit(pytest.main(sys.argv[1:], plugins=[SameNames()]))
