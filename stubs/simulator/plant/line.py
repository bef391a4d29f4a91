"""The filling line: makes units of product, rejects some, stops at times. Knows no tags and no pumps."""
from __future__ import division

import math

STOPPED, RUNNING, FAULT, STARVED = range(4)
STOP_REASONS = {
    0: u"",
    101: u"Jam at the infeed",
    102: u"Label sensor",
    103: u"Cap supply",
    104: u"Guard door open",
    200: u"No product",
}
FAULT_CODES = (101, 102, 103, 104)
NO_PRODUCT = 200

UNIT_VOLUME = 0.125  # gal
MEAN_RUN = 1500.0  # seconds between faults
MEAN_REPAIR = 90.0  # seconds
SHORTEST_REPAIR = 15.0
STARVED_AFTER = 15.0  # seconds without product: a pump needs some to come up to speed
REJECT_SHARE = 0.015
REJECT_SHARE_OFF_TEMPERATURE = 0.20
TEMPERATURE_TOLERANCE = 5.0  # degrees Fahrenheit


class Line(object):
    """`random` is a random.Random; counters only grow; `buffer` is product not yet a whole unit (gal)."""

    def __init__(self, random):
        self._random = random
        self._repair = 0.0
        self._dry = 0.0
        self.state = STOPPED
        self.stop_code = 0
        self.good = 0
        self.reject = 0
        self.starts = 0
        self.downtime = 0.0
        self.buffer = 0.0
        self.rate = 0.0
        self.cycle_times = [0] * 10

    @property
    def running(self):
        return self.state == RUNNING

    @property
    def quality(self):
        units = self.good + self.reject
        return 100.0 * self.good / units if units else 100.0

    def wanted_flow(self, target_rate):
        """Flow in gpm for `target_rate` units a minute; none while the line is down."""
        return 0.0 if self.state == FAULT else target_rate * UNIT_VOLUME

    def step(self, volume, target_rate, off_temperature, dt):
        """Fills `volume` gal, with the product `off_temperature` degrees from its setpoint."""
        self._fill(volume, abs(off_temperature) > TEMPERATURE_TOLERANCE)
        self.rate = 60.0 * volume / UNIT_VOLUME / dt
        self.cycle_times = self.cycle_times[1:] + [int(60000.0 / self.rate) if self.rate >= 1.0 else 0]
        self._dry = 0.0 if volume > 0.0 else self._dry + dt
        self._repair = max(0.0, self._repair - dt)
        self._enter(self._next_state(target_rate, dt))
        if self.state in (FAULT, STARVED):
            self.downtime += dt

    def _fill(self, volume, off_temperature):
        self.buffer += volume
        share = REJECT_SHARE_OFF_TEMPERATURE if off_temperature else REJECT_SHARE
        while self.buffer >= UNIT_VOLUME:
            self.buffer -= UNIT_VOLUME
            if self._random.random() < share:
                self.reject += 1
            else:
                self.good += 1

    def _next_state(self, target_rate, dt):
        if self._repair > 0.0:
            return FAULT
        if target_rate <= 0.0:
            return STOPPED
        if self.running and self._random.random() < 1.0 - math.exp(-dt / MEAN_RUN):
            return FAULT
        return STARVED if self._is_starved() else RUNNING

    def _is_starved(self):
        if self.state in (STOPPED, FAULT):
            self._dry = 0.0
        return self._dry > STARVED_AFTER or (self.state == STARVED and self._dry > 0.0)

    def _enter(self, state):
        if state == self.state:
            return
        self.state = state
        self.stop_code = NO_PRODUCT if state == STARVED else 0
        if state == RUNNING:
            self.starts += 1
        if state == FAULT:
            self.stop_code = FAULT_CODES[int(self._random.random() * len(FAULT_CODES))]
            self._repair = SHORTEST_REPAIR - MEAN_REPAIR * math.log(1.0 - self._random.random())
