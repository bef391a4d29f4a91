"""WebDev's verb files all say the same: which resource they are, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

from tools.faults import Fault
from tools.package.layout import RESOURCE_SOURCES

TEMPLATE = 'def {verb}(request, session):\n\treturn project.api.serve("{resource}", request)'


def check(root: Path) -> Iterator[Fault]:
    for path in sorted((root / RESOURCE_SOURCES).rglob("*.py")):
        expected = TEMPLATE.format(verb=path.stem, resource=path.parent.name)
        if path.read_bytes().decode("latin-1") not in (expected, expected + "\n"):
            place = path.relative_to(root).as_posix()
            yield Fault(place, 1, "not the one form of a verb file", f"write exactly {expected!r}")
