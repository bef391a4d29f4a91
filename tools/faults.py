"""What a check found, and how it is told. Checks return faults; only the commands print and exit."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one place. `line` is 0 where the whole file is meant."""

    path: str
    line: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.problem}; {self.remedy}"


class Refused(Exception):
    """Carries every fault that stands in the way of a build."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def step(text: str) -> None:
    print(text, flush=True)


def tell(faults: Iterable[Fault]) -> None:
    for fault in faults:
        print(fault, file=sys.stderr, flush=True)
