"""A centrifugal pump on a variable speed drive: ramp, pump curve, power. Knows nothing of what it fills."""
from __future__ import division

import math

FULL_SPEED = 60.0  # Hz
RAMP = 6.0  # Hz per second
SHUTOFF_HEAD = 60.0  # ft at full speed and no flow
CURVE_LOSS = 0.04  # ft per gpm squared, inside the pump
PIPE_LOSS = 0.06  # ft per gpm squared, in the pipe behind it
EFFICIENCY = 0.55
IDLE_POWER = 0.15  # kW at full speed and no flow
WATER_KILOWATTS = 0.7457 / 3960.0  # per gpm and ft


class Pump(object):
    """Speed in Hz, flow in gpm, head in ft, power in kW."""

    def __init__(self):
        self.enabled = True
        self.speed = 0.0
        self.flow = 0.0
        self.starts = 0
        self.run_seconds = 0.0

    @property
    def running(self):
        return self.speed > 0.0

    def turn(self, demand, dt):
        """Moves the speed towards the demand by what the ramp allows in `dt` seconds."""
        was_running = self.running
        change = (demand if self.enabled else 0.0) - self.speed
        self.speed += min(max(change, -RAMP * dt), RAMP * dt)
        if self.running:
            self.starts += 0 if was_running else 1
            self.run_seconds += dt

    def deliverable(self, lift):
        """Flow at this speed against `lift` ft, where the pump curve meets the pipe's (affinity laws)."""
        spare = self._shutoff_head() - lift
        return math.sqrt(spare / (CURVE_LOSS + PIPE_LOSS)) if spare > 0.0 else 0.0

    @property
    def head(self):
        return max(0.0, self._shutoff_head() - CURVE_LOSS * self.flow ** 2)

    @property
    def power(self):
        share = self.speed / FULL_SPEED
        return self.flow * self.head * WATER_KILOWATTS / EFFICIENCY + IDLE_POWER * share ** 3

    def _shutoff_head(self):
        return SHUTOFF_HEAD * (self.speed / FULL_SPEED) ** 2


def speed_for(flow, lift):
    """Speed at which a pump delivers `flow` gpm against `lift` ft; 0 for no flow."""
    if flow <= 0.0:
        return 0.0
    head = lift + (CURVE_LOSS + PIPE_LOSS) * flow ** 2
    return min(FULL_SPEED, FULL_SPEED * math.sqrt(max(0.0, head) / SHUTOFF_HEAD))
