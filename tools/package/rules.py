"""Every rule that a finished export must keep, our own or anyone's. Faults name the place that `place` gives an
entry: the file of the tree for our own build, the entry of the zip for a foreign one."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tools import iglint
from tools.faults import Fault
from tools.package import layout, modules, resources, source

SYNTAX_RULES = ("SCR001", "SCR002")


def check(files: dict[str, bytes], place: Callable[[str], str] = layout.origin) -> list[Fault]:
    return sorted({replace(fault, path=place(fault.path)) for fault in _faults(files)})


def _faults(files: dict[str, bytes]) -> Iterator[Fault]:
    yield from resources.faults(files)
    yield from modules.faults(files)
    for entry, content in files.items():
        if entry.endswith(".py"):
            yield from source.faults(entry, content)
    yield from iglint.faults(files, "--isolated", "--select", ",".join(SYNTAX_RULES))
