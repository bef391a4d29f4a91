"""Rows of history as the datasets that scripts get: wide, with a column for each path, or tall."""
import itertools

from java.util import Date
from simulator import quality
from simulator.dataset import Dataset

TALL = ["path", "value", "quality", "timestamp"]
NAMES = dict((quality.code(name).getCode() & 0xFFFF, name) for name in reversed(quality.NAMES))


def wide(names, rows):
    """`rows`: (millis, [(value, quality) or None of each name])."""
    return Dataset(["t_stamp"] + names, [
        [Date(millis)] + [None if cell is None else cell[0] for cell in cells] for millis, cells in rows])


def tall(names, rows, options):
    found = []
    for millis, cells in rows:
        for name, cell in zip(names, cells):
            if cell is not None:
                found.append([name, cell[0], shown_quality(cell[1], options), Date(millis)])
    return Dataset(TALL, found)


def shown_quality(code, options):
    """The 16 lower bits of a code as a tall table shows it."""
    full = quality.code(NAMES[code])
    if options.history_tall_quality == "low_bits":
        return code
    return full.getCode() if options.history_tall_quality == "code" else full


def disordered(rows):
    """What a troubled historian answers: every second row first, some of them twice."""
    rows = list(rows)
    return list(itertools.chain(rows[1::2], rows[::2], rows[:1]))
