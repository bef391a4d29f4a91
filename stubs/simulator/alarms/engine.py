"""The alarm engine: watches the tags that have alarms, and answers for system.alarm."""
import threading

from java.lang import IllegalArgumentException
from simulator.alarms import modes
from simulator.alarms.event import PyAlarmEvent
from simulator.alarms.journal import Journals
from simulator.alarms.monitor import Monitor
from simulator.alarms.query import AlarmQueryResult, Query
from simulator.alarms.settings import Settings
from simulator.alarms.shelf import Shelf
from simulator.compat import STRINGS
from simulator.version import Version

_REPORTS_SINCE = (8, 1, 15)
_PUSHED = ("memory", "opc")


class Alarms(object):
    """`tags`, `clock`, `options` and `log` are the gateway's."""

    def __init__(self, tags, clock, options, log, version):
        self.journals = Journals()
        self._tags = tags
        self._clock = clock
        self._options = options
        self._log = log
        parsed = Version(version)
        self._reports = (parsed.getMajor(), parsed.getMinor(), parsed.getRev()) >= _REPORTS_SINCE
        self._lock = threading.RLock()
        self._monitors = {}
        self._polled = []
        self._shelf = Shelf(clock.now_millis)
        tags.on_import(self.configure)

    # What tags do

    def configure(self):
        """The tags were configured: watch those that have alarms."""
        with self._lock:
            before, self._monitors = self._monitors, {}
            for provider in list(self._tags.tree.providers.values()):
                for node in provider.tags_below():
                    if node.config.get("alarms") and not node.in_definition():
                        self._watch(node, before)
            self._polled = [monitor for monitor in self._monitors.values() if _is_polled(monitor)]

    def _watch(self, node, before):
        mine = [self._monitor(node, described, before) for described in node.config["alarms"]]
        node.watchers = [watcher for watcher in node.watchers if not isinstance(watcher, _Watcher)]
        node.watchers.append(_Watcher(self, mine))
        for monitor in mine:
            self._monitors[monitor.source] = monitor
            monitor.evaluate(self._tags.reader.read(node), self._clock.now_millis())

    def _monitor(self, node, described, before):
        source = "prov:%s:/tag:%s:/alm:%s" % (node.provider().name, "/".join(node.segments()), described["name"])
        known = before.get(source)
        if known is not None and known.node is node and known.settings.described == described:
            return known
        settings = Settings(described, lambda problem: self._warn(node, problem))
        if not modes.is_known(settings.get("mode")):
            self._warn(node, "the alarm '%s' has the unknown mode '%s'" % (settings.name, settings.get("mode")))
        monitor = Monitor(node, settings, source, self._options, self._value_at, self._record)
        if known is not None:
            monitor.take_over(known)
        monitor.start(self._clock.now_millis())
        return monitor

    def _warn(self, node, problem):
        self._log.write("WARN", "simulator.alarms", "%s: %s" % (node.path, problem))

    def _value_at(self, node, path):
        found = self._tags.reader.tag_at(node, path)
        return None if found is None else self._tags.reader.read(found).value

    def _record(self, event):
        latest = {"Active": event.active, "Clear": event.cleared, "Ack": event.acked}[event.last.name()]
        self.journals.record(event, latest.getTimeStamp())

    def evaluate(self, monitors, qualified):
        with self._lock:
            for monitor in monitors:
                monitor.evaluate(qualified, self._clock.now_millis())

    def _settle(self):
        """Bring to the present what no write tells: delays, and values that come from elsewhere."""
        now = self._clock.now_millis()
        for monitor in self._polled:
            monitor.evaluate(self._tags.reader.read(monitor.node), now)
        for monitor in self._monitors.values():
            if monitor.pending is not None:
                monitor.settle(now)

    # What scripts do

    def status(self, include_shelved, **filters):
        query = Query(**filters)
        with self._lock:
            self._settle()
            events = [event for monitor in self._monitors.values() for event in monitor.events]
            return self._result(query, events, include_shelved)

    def journal(self, name, start, end, include_shelved, **filters):
        query = Query(**filters)
        with self._lock:
            self._settle()
            rows = self.journals.rows(name, start, end)
            return self._result(query, [event for _, event in rows], include_shelved)

    def _result(self, query, events, include_shelved):
        accepted = query.accepted(events)
        shelved = self._shelf.of([event.source for event in accepted])
        return AlarmQueryResult([
            PyAlarmEvent(event, event.source in shelved) for event in accepted
            if include_shelved or event.source not in shelved])

    def acknowledge(self, ids, notes, user):
        """The ids that were not acknowledged; None before the version that tells."""
        if user is None:
            raise IllegalArgumentException("A username is required in the gateway scope.")
        _check_ids(ids)
        with self._lock:
            self._settle()
            events = self._by_id()
            left = [each for each in ids if not self._acknowledged(events.get(each), notes, user)]
        return left if self._reports else None

    def _acknowledged(self, event, notes, user):
        if event is None:
            return self._options.alarm_unknown_id == "ignored"
        if event.is_acked():
            return self._options.alarm_reacknowledge == "accepted"
        if event.settings.get("ackNotesReqd") and not notes:
            return False
        event.acknowledge(self._clock.now_millis(), notes, user)
        self._record(event)
        return True

    def _by_id(self):
        return {str(event.id): event for monitor in self._monitors.values() for event in monitor.events}

    def cancel(self, ids):
        """Nothing but the notification of an alarm ends, and the simulator notifies nobody."""
        _check_ids(ids)

    def shelve(self, paths, seconds):
        _check_ids(paths)
        with self._lock:
            self._shelf.put([path for path in paths if self._may_shelve(path)], seconds)

    def _may_shelve(self, path):
        monitor = self._monitors.get(path)
        return monitor is None or monitor.settings.get("shelvingAllowed")

    def unshelve(self, paths):
        _check_ids(paths)
        with self._lock:
            self._shelf.take_off(paths)

    def shelved_paths(self):
        with self._lock:
            return self._shelf.listed()


class _Watcher(object):
    """Tells the engine of a tag's new values."""

    def __init__(self, engine, monitors):
        self._engine = engine
        self._monitors = monitors

    def __call__(self, node, qualified):
        self._engine.evaluate(self._monitors, qualified)


def _is_polled(monitor):
    return monitor.node.value_source not in _PUSHED or bool(monitor.settings.references)


def _check_ids(ids):
    if isinstance(ids, STRINGS) or not hasattr(ids, "__iter__"):
        raise TypeError("1st arg can't be coerced to String[]: %r" % (ids,))
    for each in ids:
        if not isinstance(each, STRINGS):
            raise TypeError("1st arg can't be coerced to String[]: %r" % (ids,))
