"""Runs pytest under Jython; its arguments are pytest's. Makes up for what CPython's tests get from elsewhere."""

import os
import sys
import types

import pytest

import java.lang
import simulator

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class System(object):
    """java.lang.System with the monotonic clock of the gateway in use, as CPython's stand-in has it."""

    def __init__(self, real):
        self._real = real

    def __getattr__(self, name):
        return getattr(self._real, name)

    def nanoTime(self):
        return simulator.current().clock.nanos()


class SameNames(object):
    """Lets two folders have a test file of the same name, as pytest does on Python 3."""

    def pytest_collectstart(self, collector):
        if isinstance(collector, pytest.Module):
            sys.modules.pop(collector.fspath.purebasename, None)


def name_packages(folder, dotted):
    """Python 3 imports a folder without __init__.py as a package, Python 2 does not."""
    package = sys.modules[dotted] = types.ModuleType(dotted)
    package.__path__ = [folder]
    for name in sorted(os.listdir(folder)):
        below = os.path.join(folder, name)
        if os.path.isdir(below) and not os.path.exists(os.path.join(below, "__init__.py")):
            name_packages(below, dotted + "." + name)


java.lang.__dict__["System"] = System(java.lang.System)
name_packages(TESTS, "tests")
sys.exit(pytest.main(sys.argv[1:], plugins=[SameNames()]))
