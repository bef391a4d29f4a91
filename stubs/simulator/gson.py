"""Gson under the name that scripts find it by on a gateway. Jython only: CPython has no Java to take it from."""
import sys

from simulator import javanames
from simulator.compat import ON_JYTHON

NAME = "com.inductiveautomation.ignition.common.gson"


def offer():
    """Makes `from com.inductiveautomation.ignition.common.gson import GsonBuilder` work, once per process."""
    if not ON_JYTHON or NAME in sys.modules:
        return
    from com.google.gson import GsonBuilder

    javanames.offer(NAME, GsonBuilder=GsonBuilder)
