"""Load until Java has compiled what a request needs: until its CPU time does not fall any more."""

from tools.bench import load
from tools.bench.gateway import Gateway
from tools.bench.load import Shot

SLICE = 2  # seconds
COMPARED = 5  # slices with as many before them
FALLS = 0.97


def up(gateway: Gateway, shot: Shot, connections: int, most: int) -> list[float]:
    """Loads in slices until the CPU time is flat, or for `most` seconds; microseconds per request of each slice."""
    found: list[float] = []
    while len(found) * SLICE < most and not is_flat(found):
        found.append(load.run(gateway, shot, connections, SLICE).cpu)
    return found


def is_flat(slices: list[float]) -> bool:
    """Whether the best of the last slices is hardly better than the best of those before them."""
    before, last = slices[-2 * COMPARED:-COMPARED], slices[-COMPARED:]
    return len(slices) >= 2 * COMPARED and min(last) >= FALLS * min(before)


def line(slices: list[float]) -> str:
    return f"{slices[0]:,.0f} to {slices[-1]:,.0f} microseconds of CPU in {len(slices) * SLICE} s"
