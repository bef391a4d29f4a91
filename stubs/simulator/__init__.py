"""A simulated Ignition gateway: all state and behaviour behind the `system` facade.

    gateway = simulator.use(simulator.Gateway(version="8.1.55"))
    gateway.tags.import_tags(parsed_tag_export)
    gateway.system.tag.readBlocking(["[default]Plant/Temperature"])
"""
import threading

_lock = threading.Lock()
_current = None


def use(gateway):
    """Makes `gateway` the one that `system` speaks to, in the whole process; returns it."""
    global _current
    _current = gateway
    return gateway


def current():
    """The gateway in use; a plain one if nobody chose."""
    if not _current:  # PERF: for `is None` Jython locks the gateway, which all threads share
        with _lock:
            if not _current:
                use(Gateway())
    return _current


# Below, because the parts import this module for `current`.
from simulator.dataset import Dataset, PyDataSet  # noqa: E402
from simulator.document import BasicDocument  # noqa: E402
from simulator.gateway import Gateway  # noqa: E402
from simulator.quality import QualityCode  # noqa: E402
from simulator.values import QualifiedValue  # noqa: E402

__all__ = [
    "BasicDocument", "Dataset", "Gateway", "PyDataSet", "QualifiedValue", "QualityCode", "current", "use",
]
