"""Does the time of a comparison tell where two secrets differ? Welch's t of two classes of inputs, taken in turns.

After dudect (Reparaz, Balasch, Verbauwhede: Dude, is my code constant time?, DATE 2017): |t| below 4.5 shows no
difference, above 10 there is one. It is a hint and no proof: what runs beside it moves it.
"""

import array
import math
import random

from java.lang import System

BATCH = 50
# The slowest measurements are those that something interrupted.
KEPT = 0.9


def comparisons(library, token, seconds):
    """{what is compared: t}"""
    project = library.project
    crypto, keys = project.gateway.crypto, project.guard.keys
    configuration = project.config.current.get()
    known = crypto.sha256(token.encode("ascii"))
    near, far = ([text % number for number in range(1000)] for text in (token[:-4] + "%04d", "%036d"))
    return {
        "two digests: the first byte differs, or the last": t(
            lambda digest: crypto.equal(known, digest), [_changed(known, 0)] * BATCH, [_changed(known, 31)] * BATCH,
            seconds),
        "a wrong token: nearly the right one, or far from it": t(
            lambda name: keys.static(crypto.sha256(name.encode("ascii")), configuration), near, far, seconds),
    }


def _changed(digest, index):
    octets = array.array("b", digest)
    octets[index] ^= 1
    return octets


def t(call, one, other, seconds):
    """Welch's t statistic of the same call for two classes of values, which take turns in a random order: so a drift
    meets both alike, and so does what Java makes of the code."""
    taken, classes, coin = ([], []), (one, other), random.Random(2)
    began = System.nanoTime()
    while System.nanoTime() - began < seconds * 1e9:
        which = coin.randrange(2)
        first = coin.randrange(len(classes[which]) - BATCH + 1)
        values = classes[which][first:first + BATCH]
        before = System.nanoTime()
        for value in values:
            call(value)
        if System.nanoTime() - began > seconds * 0.5e9:
            taken[which].append(System.nanoTime() - before)
    bound = sorted(taken[0] + taken[1])[int(KEPT * (len(taken[0]) + len(taken[1])))]
    first, second = [_moments([each for each in part if each <= bound]) for part in taken]
    return (first[1] - second[1]) / math.sqrt(first[2] / first[0] + second[2] / second[0])


def _moments(values):
    """How many, their mean, their variance."""
    count = len(values)
    mean = sum(values) / float(count)
    return count, mean, sum((value - mean) ** 2 for value in values) / (count - 1.0)
