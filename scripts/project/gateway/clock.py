"""The gateway's two clocks: wall time for people and tokens, monotonic time for everything that expires."""

from java.lang import System
from java.lang import Thread

# Before any moment of the monotonic clocks, which may stand below zero (java.lang.System.nanoTime).
LONG_AGO = float("-inf")


def nowMillis():
	"""Wall time in epoch milliseconds; may step back when the gateway's clock is set."""
	return System.currentTimeMillis()


# () -> nanoseconds on a clock that never steps, the same for all scripts of the gateway; only differences count. PERF:
# bound, it takes half of what a function around it does.
monotonicNanos = System.nanoTime


def monotonicSeconds():
	"""Seconds on a clock that never steps, as a float; only differences mean anything."""
	return monotonicNanos() / 1e9


def sleep(seconds):
	"""Hold this thread for so long."""
	Thread.sleep(int(seconds * 1000))
