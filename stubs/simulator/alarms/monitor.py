"""One alarm of one tag: from values to events, with delays that run on the gateway's clock."""
from simulator.alarms import modes
from simulator.alarms.event import Event
from simulator.properties import configured

# The manual's default of the live event limit: so many events are kept for each alarm.
LIVE_EVENTS = 5


class Monitor(object):
    """`recorder(event)` is called after each change of an event; `read(node, path)` gives the value at a path."""

    def __init__(self, node, settings, source, options, read, recorder):
        self.node = node
        self.settings = settings
        self.source = source
        self.events = []
        self.active = False
        self.pending = None
        self._options = options
        self._read = read
        self._record = recorder
        self._last = None

    def start(self, now):
        if self._options.alarm_never_active == "clear_acked" and not self.events:
            event = Event(self.source, self.settings)
            event.clear(now, None)
            event.needs_ack = False
            self._keep(event)

    def take_over(self, other):
        """The tag was configured anew: its events stay."""
        self.events, self.active = other.events, other.active

    def evaluate(self, qualified, now):
        """Take a value into account that the tag has from `now` on."""
        self.settle(now)
        if not self._is_evaluated():
            return
        if self.settings.get("mode") == "AnyChange":
            self._changed(qualified, now)
            return
        holds = modes.holds(self._get, self.node, qualified, self.active)
        if holds is None:
            holds = self.active and self._options.alarm_bad_quality == "hold"
        self._wish(holds, qualified.value, now)

    def settle(self, now):
        """Do what a delay held back and is due."""
        if self.pending is not None and now >= self.pending[0]:
            due, active, value = self.pending
            self.pending = None
            self._enter(active, value, due)

    def _is_evaluated(self):
        return bool(self._get("enabled") and configured(self.node, "alarmEvalEnabled"))

    def _get(self, name):
        path = self.settings.references.get(name)
        return self.settings.get(name) if path is None else self._read(self.node, path)

    def _wish(self, active, value, now):
        if active == self.active:
            self.pending = None
        elif self.pending is None:
            delay = self.settings.seconds("timeOnDelaySeconds" if active else "timeOffDelaySeconds")
            if delay > 0.0:
                self.pending = (now + int(delay * 1000), active, value)
            else:
                self._enter(active, value, now)

    def _enter(self, active, value, now):
        self.active = active
        if active:
            self._keep(Event(self.source, self.settings))
            self.events[-1].become_active(now, value)
        elif self.events:
            self.events[-1].clear(now, value)
        if self.events:
            self._record(self.events[-1])

    def _changed(self, qualified, now):
        before, self._last = self._last, (qualified.value,)
        if before is not None and before != self._last:
            self._enter(True, qualified.value, now)
            self._enter(False, qualified.value, now)

    def _keep(self, event):
        self.events = (self.events + [event])[-LIVE_EVENTS:]
