"""What the demo's database is told of the line: units and gallons by the hour, and when it stood still."""
from java.math import BigDecimal
from java.util import Date
from simulator.plant import line as lines
from simulator.plant.runner import Runner

HOUR = 3600000
PERIOD = 5.0  # seconds
LINE = 1
DOWN = (lines.FAULT, lines.STARVED)
FORGET = "DELETE FROM production WHERE line = ? AND started_at = ?"
MADE = "INSERT INTO production (line, started_at, good, reject, volume) VALUES (?, ?, ?, ?, ?)"
STOOD = "INSERT INTO downtime (line, started_at, code, reason) VALUES (?, ?, ?, ?)"
RAN = "UPDATE downtime SET ended_at = ? WHERE line = ? AND ended_at IS NULL"


def shown(line):
    """[good, reject, code]: its counters, and why it stands still, 0 while it does not."""
    return [line.good, line.reject, line.stop_code if line.state in DOWN else 0]


class Records(object):
    """Follows one line; `connection` is that of the simulated gateway."""

    def __init__(self, connection):
        self._connection = connection
        self._counted = None
        self._hour = None
        self._made = [0, 0]
        self._code = 0

    def follow(self):
        """Another line, or one that starts anew: its counters are compared with nothing."""
        self._counted = None

    def see(self, seen, millis):
        """What the line shows at this moment, as `shown` gives it."""
        good, reject, code = seen
        if self._hour is None or millis // HOUR * HOUR != self._hour:
            self.write()
            self._hour, self._made = millis // HOUR * HOUR, [0, 0]
        counted = (good, reject)
        if self._counted is not None:
            self._made = [made + now - then for made, now, then in zip(self._made, counted, self._counted)]  # noqa: B905
        self._counted = counted
        self._see_state(code, millis)

    def _see_state(self, code, millis):
        if code == self._code:
            return
        if self._code:
            self._run(RAN, Date(millis), LINE)
        if code:
            self._run(STOOD, LINE, Date(millis), code, lines.STOP_REASONS[code])
        self._code = code

    def write(self):
        """Writes what was made in this hour so far."""
        if self._hour is None:
            return
        good, reject = self._made
        volume = BigDecimal("%.3f" % ((good + reject) * lines.UNIT_VOLUME))
        self._run(FORGET, LINE, Date(self._hour))
        self._run(MADE, LINE, Date(self._hour), good, reject, volume)

    def _run(self, statement, *arguments):
        self._connection.run_alone("update", statement, list(arguments), False)


class Recorder(object):
    """Keeps the records of a plant that runs. `start` and `stop` as of the plant itself."""

    def __init__(self, records, plant, clock, report):
        self._records = records
        self._line = plant.process.line
        self._clock = clock
        self._runner = Runner(self._step, PERIOD, "the records of the demo plant", report)

    def start(self):
        self._records.follow()
        self._runner.start()

    def stop(self):
        self._runner.stop()

    def _step(self):
        self._records.see(shown(self._line), self._clock.now_millis())
        self._records.write()
