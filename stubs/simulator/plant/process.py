"""The demo process: supply, pump 1, heated tank, pump 2, filling line. Owns the physical state, no tags.

US units throughout: gal, gpm, ft, psi, degrees Fahrenheit, kW.
"""
from __future__ import division

import random

from simulator.plant import line, pump, tank
from simulator.plant.control import Controller, Lag, clamp

LONGEST_STEP = 1.0  # seconds; longer steps are cut, so that the controllers stay stable
FEED_LIFT = 20.0  # ft from the supply to the top of the tank
LINE_LIFT = 10.0  # ft from the bottom of the tank to the line
HEATER_MAX = 300.0  # kW
HEATER_LAG = 10.0  # seconds
HEATER_TRIP = 205.0  # degrees Fahrenheit
PSI_PER_FOOT = 0.433
BANDS = 16
BAND_WIDTH = 10.0  # Hz

LIMITS = {"temperature": (60.0, 200.0), "level": (20.0, 80.0), "rate": (0.0, 120.0)}


class Process(object):
    """`targets`: temperature, level and rate to hold, set by the operator and kept within LIMITS."""

    def __init__(self, seed=0):
        self.random = random.Random(seed)  # noqa: S311 - noise of a process, nothing secret
        self.targets = {"temperature": 150.0, "level": 50.0, "rate": 80.0}
        self.tank = tank.Tank(volume=50.0, temperature=140.0)
        self.feed = pump.Pump()
        self.discharge = pump.Pump()
        self.line = line.Line(self.random)
        self.heater = Lag(HEATER_LAG, 0.0)
        self._level_control = Controller(3.0, 120.0, 0.0, pump.FULL_SPEED, 42.0)
        self._temperature_control = Controller(12.0, 100.0, 0.0, HEATER_MAX, 130.0)

    @property
    def pressure(self):
        """Behind the discharge pump, in psi."""
        return PSI_PER_FOOT * (self.tank.depth + self.discharge.head)

    def set_target(self, name, value):
        self.targets[name] = clamp(value, *LIMITS[name])

    def step(self, dt):
        """Advances by `dt` seconds."""
        while dt > 0.0:
            piece = min(dt, LONGEST_STEP)
            self._advance(piece)
            dt -= piece

    def vibration(self, machine):
        """Spectrum of one pump in mm/s: a peak at the shaft's speed, a lower one at twice the speed."""
        strength = (machine.speed / pump.FULL_SPEED) ** 2
        return [self._band(number, machine.speed, strength) for number in range(BANDS)]

    def _band(self, number, speed, strength):
        centre = (number + 0.5) * BAND_WIDTH
        peaks = sum(height * max(0.0, 1.0 - abs(centre - order * speed) / BAND_WIDTH)
                    for order, height in ((1, 2.4), (2, 0.8)))
        return strength * (peaks + 0.1 * self.random.random())

    def _advance(self, dt):
        self._control(dt)
        self._move(dt)
        self.tank.heat(self.heater.value, dt)

    def _control(self, dt):
        self.feed.turn(self._level_control.step(self.targets["level"] - self.tank.level, dt), dt)
        wanted = self.line.wanted_flow(self.targets["rate"])
        self.discharge.turn(pump.speed_for(wanted, self._discharge_lift()), dt)
        error = self.targets["temperature"] - self.tank.temperature
        power = self._temperature_control.step(error, dt)
        self.heater.step(power if self._heater_allowed() else 0.0, dt)

    def _heater_allowed(self):
        return self.tank.level >= tank.SWITCHES[1] and self.tank.temperature < HEATER_TRIP

    def _move(self, dt):
        minutes = dt / 60.0
        came = self.tank.fill(self.feed.deliverable(FEED_LIFT) * minutes)
        wanted = self.line.wanted_flow(self.targets["rate"])
        went = self.tank.draw(min(wanted, self.discharge.deliverable(self._discharge_lift())) * minutes)
        self.feed.flow = came / minutes
        self.discharge.flow = went / minutes
        off_temperature = self.tank.temperature - self.targets["temperature"]
        self.line.step(went, self.targets["rate"], off_temperature, dt)

    def _discharge_lift(self):
        return LINE_LIFT - self.tank.depth
