"""What the simulator itself costs: a read that costs more than a gateway's would make every ratio look better."""

from java.lang import System

BATCH = 50


def micros(read, paths, seconds):
    """The median of what one call takes, in microseconds. The first half of `seconds` only warms up."""
    started = System.nanoTime()
    taken = []
    while System.nanoTime() - started < seconds * 1e9:
        before = System.nanoTime()
        for _ in range(BATCH):
            read(paths)
        taken.append((System.nanoTime() - before) / 1e3 / BATCH)
    warm = sorted(taken[len(taken) // 2:])
    return warm[len(warm) // 2]
