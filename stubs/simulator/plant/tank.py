"""A heated tank: mass balance and heat balance. Knows nothing of pumps or controllers."""
from __future__ import division

CAPACITY = 100.0  # gal
HEIGHT = 4.0  # ft
HEAT_OF_WATER = 8.8  # kJ per gal and degree Fahrenheit
HEAT_LOSS = 0.05  # kW per degree Fahrenheit above the room
ROOM = 70.0  # degrees Fahrenheit
SUPPLY = 60.0
SWITCHES = (5.0, 15.0, 85.0, 95.0)  # percent: low-low, low, high, high-high


class Tank(object):
    """Volumes in gal, temperature in degrees Fahrenheit, level in percent of the capacity."""

    def __init__(self, volume, temperature):
        self.volume = volume
        self.temperature = temperature
        self.total_in = 0.0
        self.total_out = 0.0

    @property
    def level(self):
        return 100.0 * self.volume / CAPACITY

    @property
    def depth(self):
        """In ft."""
        return HEIGHT * self.volume / CAPACITY

    @property
    def switches(self):
        return [self.level >= height for height in SWITCHES]

    def fill(self, volume):
        """Takes in what there is room for, mixes it, and returns it."""
        taken = min(volume, CAPACITY - self.volume)
        if taken > 0.0:
            warmth = self.volume * self.temperature + taken * SUPPLY
            self.volume += taken
            self.temperature = warmth / self.volume
            self.total_in += taken
        return taken

    def draw(self, volume):
        """Gives what there is, and returns it."""
        given = min(volume, self.volume)
        self.volume -= given
        self.total_out += given
        return given

    def heat(self, kilowatts, dt):
        gained = (kilowatts - HEAT_LOSS * (self.temperature - ROOM)) * dt
        # The vessel's own steel keeps an empty tank from changing its temperature at once.
        self.temperature += gained / (HEAT_OF_WATER * max(self.volume, 0.05 * CAPACITY))
