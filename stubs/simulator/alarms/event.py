"""One event of an alarm: from active over clear and acknowledged, and the object that scripts get for it."""
from java.lang import IllegalArgumentException
from java.util import UUID
from simulator.alarms.properties import (
    ACK,
    ACTIVE,
    CLEAR,
    PRIORITY,
    STATES,
    EventData,
    PropertyValue,
    QualifiedPath,
    StringPath,
)
from simulator.compat import text


class Event(object):
    """What the engine keeps. `settings` are those of the moment when it became active."""

    def __init__(self, source, settings):
        self.id = UUID.randomUUID()
        self.source = source
        self.settings = settings
        self.active = None
        self.cleared = None
        self.acked = None
        self.needs_ack = settings.get("ackMode") != "Unused"
        self.last = None

    def become_active(self, millis, value):
        self.active = EventData(millis, self._state(value))
        self.last = ACTIVE

    def clear(self, millis, value):
        self.cleared = EventData(millis, self._state(value))
        self.last = CLEAR
        if self.settings.get("ackMode") == "Auto":
            self.needs_ack = False

    def acknowledge(self, millis, notes, user):
        pairs = [("ackUser", QualifiedPath("usr:" + user))] + ([("ackNotes", notes)] if notes else [])
        self.acked = EventData(millis, pairs)
        self.needs_ack = False
        self.last = ACK

    def is_acked(self):
        return not self.needs_ack

    def is_cleared(self):
        return self.active is None or self.cleared is not None

    def state(self):
        return STATES[(0 if self.is_cleared() else 2) + (1 if self.is_acked() else 0)]

    def priority(self):
        return self.settings.get("priority")

    def display_path(self):
        return text(self.settings.get("displayPath") or "")

    def data(self):
        """All properties, the latest of each name."""
        found = {}
        for data in (self.active, self.cleared, self.acked):
            found.update(data.pairs() if data is not None else ())
        return found

    def _state(self, value):
        get = self.settings.get
        pairs = [("eventValue", value), ("name", self.settings.name), ("priority", PRIORITY[get("priority")]),
                 ("mode", get("mode")), ("setpointA", get("setpointA"))]
        return pairs + self.settings.associated


class PyAlarmEvent(object):
    """com.inductiveautomation.ignition.common.alarming.PyAlarmEvent, as the queries hand it out."""

    __slots__ = ("_event", "_shelved")

    def __init__(self, event, shelved):
        self._event = event
        self._shelved = shelved

    def getId(self):
        return self._event.id

    def getSource(self):
        return QualifiedPath(self._event.source)

    def getDisplayPath(self):
        return StringPath(self._event.display_path())

    def getDisplayPathOrSource(self):
        return self._event.display_path() or self._event.source

    def getName(self):
        # As the manual says: only what follows the last slash.
        return self._event.settings.name.rpartition("/")[2]

    def getLabel(self):
        return text(self._event.settings.get("label") or self.getName())

    def getNotes(self):
        return text(self._event.settings.get("notes") or "")

    def getPriority(self):
        return PRIORITY[self._event.priority()]

    def getState(self):
        return self._event.state()

    def getLastEventState(self):
        return self._event.last

    def getActiveData(self):
        return self._event.active

    def getClearedData(self):
        return self._event.cleared

    def getAckData(self):
        return self._event.acked

    def isAcked(self):
        return self._event.is_acked()

    def isCleared(self):
        return self._event.is_cleared()

    def isShelved(self):
        return self._shelved

    def contains(self, property):
        return str(property) in self._event.data()

    def get(self, property):
        try:
            return self._event.data()[str(property)]
        except KeyError:
            raise IllegalArgumentException("The alarm event has no property '%s'." % property)

    def getOrDefault(self, property):
        return self.getOrElse(property, None)

    def getOrElse(self, property, defaultValue):
        return self._event.data().get(str(property), defaultValue)

    def __iter__(self):
        return iter([PropertyValue(name, value) for name, value in self._event.data().items()])

    id = property(getId)
    source = property(getSource)
    displayPath = property(getDisplayPath)
    displayPathOrSource = property(getDisplayPathOrSource)
    name = property(getName)
    label = property(getLabel)
    notes = property(getNotes)
    priority = property(getPriority)
    state = property(getState)
    lastEventState = property(getLastEventState)
    activeData = property(getActiveData)
    clearedData = property(getClearedData)
    ackData = property(getAckData)
    acked = property(isAcked)
    cleared = property(isCleared)
    shelved = property(isShelved)
