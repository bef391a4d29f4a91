"""Java classes of the platform under the names that scripts import them by."""
import sys
import types

from simulator.compat import ON_JYTHON


class Constant(object):
    """A constant of a Java enum, equal only to itself."""

    def __init__(self, name):
        self._name = name

    def name(self):
        return self._name

    def toString(self):
        return self._name

    def __str__(self):
        return self._name

    __repr__ = __str__


def offer(package, **members):
    """Makes `from <package> import <member>` work in this process."""
    parts = package.split(".")
    # On Jython the first name is a Java package already.
    names = [".".join(parts[:length]) for length in range(2 if ON_JYTHON else 1, len(parts) + 1)]
    for name in names:
        if name not in sys.modules:
            sys.modules[name] = types.ModuleType(str(name))
    for outer, inner in zip(names, names[1:]):  # noqa: B905 (not in Python 2)
        setattr(sys.modules[outer], inner.rpartition(".")[2], sys.modules[inner])
    for name, member in members.items():
        setattr(sys.modules[package], name, member)
