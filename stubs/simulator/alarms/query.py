"""Which alarm events a script asked for, and what it gets: the filters and the result of both queries."""
from java.lang import IllegalArgumentException
from java.util import Date
from simulator.alarms import patterns
from simulator.alarms.properties import STATES
from simulator.alarms.settings import PRIORITIES
from simulator.compat import INTEGERS, STRINGS
from simulator.dataset import Dataset

_STATE_NAMES = tuple(state.name() for state in STATES)
_COMPARE = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "LIKE": lambda a, b: patterns.matches(b.replace("%", "*"), str(a)),
}


class Query(object):
    """`accepted(events)`. A filter that was not given accepts everything."""

    def __init__(self, priority=None, state=None, path=None, source=None, displaypath=None, all_properties=None,
                 any_properties=None, defined=None):
        self._priorities = _codes(priority, PRIORITIES, "priority")
        self._states = _codes(state, _STATE_NAMES, "state")
        self._sources = _texts(source, "source")
        self._paths = _texts(path, "path")
        self._displays = _texts(displaypath, "displaypath")
        self._all = all_properties or []
        self._any = any_properties or []
        self._defined = defined or []
        self._asks_properties = bool(self._all or self._any or self._defined)

    def accepted(self, events):
        """Those of the events that the script asked for, filter by filter: there can be ten thousand."""
        if self._priorities is not None:
            names = frozenset(PRIORITIES[code] for code in self._priorities)
            events = [event for event in events if event.priority() in names]
        if self._states is not None:
            events = [event for event in events if event.state().getIntValue() in self._states]
        for wanted, given in ((self._sources, _source), (self._paths, _path), (self._displays, _display)):
            if wanted:
                events = [event for event in events if _one_matches(wanted, given(event))]
        return [event for event in events if self._has_properties(event)] if self._asks_properties else events

    def _has_properties(self, event):
        data = event.data()
        return (all(_compared(data, wanted) for wanted in self._all)
                and (not self._any or any(_compared(data, wanted) for wanted in self._any))
                and all(name in data for name in self._defined))


def _codes(given, names, what):
    if given is None:
        return None
    _check_list(given, what)
    return frozenset(_code(each, names, what) for each in given)


def _code(given, names, what):
    if isinstance(given, INTEGERS) and 0 <= given < len(names):
        return given
    for code, name in enumerate(names):
        if isinstance(given, STRINGS) and name.lower() == given.lower():
            return code
    raise IllegalArgumentException("No such alarm %s: %s" % (what, given))


def _texts(given, what):
    if given is not None:
        _check_list(given, what)
    return given


def _check_list(given, what):
    # As Jython refuses to make an array of a text.
    if isinstance(given, STRINGS) or not hasattr(given, "__iter__"):
        raise TypeError("%s can't be coerced to a list: %r" % (what, given))


def _source(event):
    return event.source


def _path(event):
    return event.source.partition(":/tag:")[2]


def _display(event):
    return event.display_path()


def _one_matches(wanted, given):
    return any(patterns.matches(pattern, given) for pattern in wanted)


def _compared(data, wanted):
    name, operator, value = wanted
    compare = _COMPARE.get(operator.upper())
    if compare is None:
        raise IllegalArgumentException("No such comparison: %s" % operator)
    return name in data and compare(data[name], value)


class AlarmQueryResult(list):
    """com.inductiveautomation.ignition.common.alarming.query.AlarmQueryResultImpl: a list of PyAlarmEvents."""

    def getEvent(self, uuid):
        for event in self:
            if str(event.getId()) == uuid:
                return event
        return None

    def getAssociatedData(self, uuid):
        event = self.getEvent(uuid)
        pairs = [] if event is None else event._event.settings.associated
        return Dataset(["property", "value"], [[name, value] for name, value in pairs])

    def getDataset(self):
        return Dataset(["EventId", "Source", "DisplayPath", "EventTime", "State", "Priority"],
                       [_row(event) for event in self])


def _row(event):
    data = [each for each in (event.getActiveData(), event.getClearedData(), event.getAckData()) if each is not None]
    latest = max(each.getTimeStamp() for each in data)
    return [str(event.getId()), str(event.getSource()), str(event.getDisplayPath()), Date(latest),
            event.getState().getIntValue(), event.getPriority().getIntValue()]
