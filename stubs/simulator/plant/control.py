"""Controllers of the demo process. Owns the control laws, not what they act on."""
from __future__ import division


def clamp(value, low, high):
    return min(max(value, low), high)


class Controller(object):
    """Proportional and integral control with a limited output.

    The integral stands still while the output is at a limit and the error pushes further (no wind-up).
    """

    def __init__(self, gain, integral_seconds, low, high, output):
        self._gain = gain
        self._integral_seconds = integral_seconds
        self._low = low
        self._high = high
        self._integral = output
        self.output = output

    def step(self, error, dt):
        wanted = self._gain * error + self._integral
        self.output = clamp(wanted, self._low, self._high)
        if (wanted - self.output) * error <= 0:
            self._integral += self._gain * error * dt / self._integral_seconds
        return self.output


class Lag(object):
    """A first order lag: follows its input with a time constant."""

    def __init__(self, seconds, value):
        self._seconds = seconds
        self.value = value

    def step(self, target, dt):
        self.value += (target - self.value) * min(1.0, dt / self._seconds)
        return self.value
