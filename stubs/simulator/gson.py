"""Gson under the name that scripts find it by on a gateway. Jython only: CPython has no Java to take it from."""
import sys
import types

from simulator.compat import ON_JYTHON

NAME = "com.inductiveautomation.ignition.common.gson"


def offer():
    """Makes `from com.inductiveautomation.ignition.common.gson import GsonBuilder` work, once per process."""
    if not ON_JYTHON or NAME in sys.modules:
        return
    from com.google.gson import GsonBuilder

    parts = NAME.split(".")
    packages = [".".join(parts[:length]) for length in range(2, len(parts) + 1)]
    for package in packages:
        sys.modules[package] = types.ModuleType(package)
    sys.modules[NAME].GsonBuilder = GsonBuilder
    for outer, inner in zip(packages, packages[1:]):  # noqa: B905 (not in Python 2)
        setattr(sys.modules[outer], inner.rpartition(".")[2], sys.modules[inner])
