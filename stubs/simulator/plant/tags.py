"""Which tag shows what of the process, and which tags steer it. Reads the process, writes no tag."""
from __future__ import division

import array
import time

from java.util import Date
from simulator.plant import line

STATUS = {line.STOPPED: u"Stopped", line.RUNNING: u"Running", line.FAULT: u"Fault", line.STARVED: u"Starved"}
SHIFT_HOURS = 8

# Tag: the target of the process that it sets.
TARGETS = {"Setpoint": "temperature", "Tank1/LevelSetpoint": "level", "Line1/TargetRate": "rate"}
# Tag: the pump that it allows to run.
SWITCHES = {"Pump1/Enabled": "feed", "Pump2/Enabled": "discharge"}


class Instruments(object):
    """Measures the process as its transmitters would: with a little noise, and never beyond their range."""

    def __init__(self, process):
        self._process = process
        self._starts = {}

    def readings(self, now_millis):
        """{tag path below the plant: value} of everything that the plant's devices own."""
        shown = self._plant()
        shown.update(_below("Tank1", self._tank()))
        shown.update(_below("Pump1", self._pump("Pump1", self._process.feed, now_millis)))
        shown.update(_below("Pump2", self._pump("Pump2", self._process.discharge, now_millis)))
        shown.update(_below("Line1", self._line(now_millis)))
        return shown

    def _plant(self):
        process = self._process
        return {
            "Temperature": self._measure(process.tank.temperature, 0.03, 32.0, 250.0),
            "Pressure": self._measure(process.pressure, 0.05, 0.0, 40.0),
            "FlowRate": self._measure(process.discharge.flow, 0.02, 0.0, 25.0),
            "Status": STATUS[process.line.state],
        }

    def _tank(self):
        process = self._process
        return {
            "Level": self._measure(process.tank.level, 0.02, 0.0, 100.0),
            "Volume": process.tank.volume,
            "Inflow": process.feed.flow,
            "Outflow": process.discharge.flow,
            "HeaterPower": process.heater.value,
            "LevelSwitches": process.tank.switches,
        }

    def _pump(self, name, machine, now_millis):
        shown = {
            "Running": machine.running,
            "Mode": 1 if machine.enabled else 0,
            "Speed": machine.speed,
            "Flow": machine.flow,
            "Power": machine.power,
            "Starts": machine.starts,
            "RunSeconds": int(machine.run_seconds),
            "Vibration": array.array("f", self._process.vibration(machine)),
            "DriveStatus": telegram(machine),
        }
        shown.update(self._last_start(name, machine.starts, now_millis))
        return shown

    def _line(self, now_millis):
        filler = self._process.line
        shown = {
            "State": filler.state,
            "Running": filler.running,
            "Rate": filler.rate,
            "Good": filler.good,
            "Reject": filler.reject,
            "Quality": filler.quality,
            "Downtime": int(filler.downtime),
            "StopCode": filler.stop_code,
            "StopReason": line.STOP_REASONS[filler.stop_code],
            "BatchId": batch_id(now_millis),
            "CycleTimes": array.array("i", filler.cycle_times),
        }
        shown.update(self._last_start("Line1", filler.starts, now_millis))
        return shown

    def _last_start(self, name, starts, now_millis):
        if starts == self._starts.get(name, 0):
            return {}
        self._starts[name] = starts
        return {"LastStart": Date(now_millis)}

    def _measure(self, value, noise, low, high):
        measured = value + noise * (2.0 * self._process.random.random() - 1.0)
        return min(max(measured, low), high)


def _below(folder, shown):
    return {folder + "/" + name: value for name, value in shown.items()}


def telegram(machine):
    """State bits (0 ready, 1 running), fault, speed in tenths of a hertz with the high byte first."""
    tenths = int(10.0 * machine.speed)
    state = (1 if machine.enabled else 0) + (2 if machine.running else 0)
    # Speeds end at 60.0 Hz, 600 tenths: the low byte alone may exceed what a signed byte holds.
    low = tenths % 256
    return array.array("b", [state, 0, tenths // 256, low - 256 if low > 127 else low])


def batch_id(now_millis):
    """The date and the number of the shift, in UTC, as 20261122-2."""
    moment = time.gmtime(now_millis // 1000)
    return u"%s-%d" % (time.strftime("%Y%m%d", moment), moment.tm_hour // SHIFT_HOURS + 1)
