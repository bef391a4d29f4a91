"""Every rule that a finished export must keep, our own or anyone's.

Faults name the place that `place` gives an entry: the file of the tree for our own build, the entry of the
zip for a foreign one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tools import iglint
from tools.faults import Fault
from tools.package import layout, modules, passed, resources


def check(files: dict[str, bytes], place: Callable[[str], str] = layout.origin) -> list[Fault]:
    return placed(_faults(files), place)


def placed(faults: Iterable[Fault], place: Callable[[str], str] = layout.origin) -> list[Fault]:
    return sorted({replace(fault, path=place(fault.path)) for fault in faults})


def _faults(files: dict[str, bytes]) -> Iterator[Fault]:
    yield from resources.faults(files)
    yield from modules.faults(files)
    yield from passed.faults({entry: content for entry, content in files.items() if entry.endswith(".py")})
    yield from iglint.faults(files, *iglint.SYNTAX)
