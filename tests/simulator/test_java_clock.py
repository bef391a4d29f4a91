"""On CPython java.lang.System and java.util.Date follow the clock of the gateway in use."""
import sys

import pytest

from java.lang import System
from java.util import Date

pytestmark = pytest.mark.skipif(sys.platform.startswith("java"), reason="Java's own clock cannot be set")


def test_time_of_java_is_time_of_the_gateway(gateway):
    gateway.clock.set_millis(1234)
    nanos = System.nanoTime()
    assert (System.currentTimeMillis(), Date().getTime()) == (1234, 1234)
    gateway.clock.advance(0.5)
    assert (System.currentTimeMillis(), System.nanoTime() - nanos) == (1734, 500000000)


def test_time_of_java_runs_with_the_real_clock(gateway):
    gateway.clock.release()
    assert System.nanoTime() <= System.nanoTime()
    assert abs(Date().getTime() - System.currentTimeMillis()) < 1000
