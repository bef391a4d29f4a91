"""The heap of this process."""

from java.lang.management import ManagementFactory, MemoryType

from java.lang import System


class Memory(object):
    def __init__(self):
        pools = ManagementFactory.getMemoryPoolMXBeans()
        self._heap = [pool for pool in pools if pool.getType() == MemoryType.HEAP]
        self._bean = ManagementFactory.getMemoryMXBean()

    def forget_peak(self):
        for pool in self._heap:
            pool.resetPeakUsage()

    def peak_bytes(self):
        """The most that the heap held, garbage included, since forget_peak."""
        return sum(pool.getPeakUsage().getUsed() for pool in self._heap)

    def live_bytes(self):
        """What the heap holds after a collection."""
        System.gc()
        return self._bean.getHeapMemoryUsage().getUsed()
