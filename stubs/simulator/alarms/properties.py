"""What alarm events are made of: property sets, qualified paths, and the enums of priority and state."""
from java.util import Date
from simulator.alarms.settings import PRIORITIES
from simulator.values import JavaEnum


class StateEnum(JavaEnum):
    """com.inductiveautomation...AlarmState: its text is for people, its name for programs."""

    __slots__ = ("_shown",)

    def __init__(self, name, code, shown):
        JavaEnum.__init__(self, name, code)
        self._shown = shown

    def toString(self):
        return self._shown

    __str__ = toString
    __repr__ = toString


PRIORITY = {name: JavaEnum(name, code) for code, name in enumerate(PRIORITIES)}
STATES = (
    StateEnum("ClearUnacked", 0, "Cleared, Unacknowledged"),
    StateEnum("ClearAcked", 1, "Cleared, Acknowledged"),
    StateEnum("ActiveUnacked", 2, "Active, Unacknowledged"),
    StateEnum("ActiveAcked", 3, "Active, Acknowledged"),
)
ACTIVE, CLEAR, ACK = [JavaEnum(name, code) for code, name in enumerate(("Active", "Clear", "Ack"))]


class QualifiedPath(object):
    """A path of named parts, as `prov:default:/tag:A/B:/alm:High`."""

    __slots__ = ("_text",)

    def __init__(self, text):
        self._text = text

    def toString(self):
        return self._text

    __str__ = toString
    __repr__ = toString

    def __eq__(self, other):
        return isinstance(other, QualifiedPath) and self._text == other._text

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._text)


class StringPath(QualifiedPath):
    """A path that is only a text: the display path of an alarm."""

    __slots__ = ()


class Property(object):
    __slots__ = ("_name",)

    def __init__(self, name):
        self._name = name

    def getName(self):
        return self._name

    name = property(getName)

    def toString(self):
        return self._name

    __str__ = toString
    __repr__ = toString


class PropertyValue(object):
    __slots__ = ("_property", "_value")

    def __init__(self, name, value):
        self._property = Property(name)
        self._value = value

    def getProperty(self):
        return self._property

    def getValue(self):
        return self._value

    value = property(getValue)
    property = property(getProperty)  # last: it hides the builtin in this class


class EventData(object):
    """When something happened to an alarm, and the properties that it had then. Iterates PropertyValues."""

    def __init__(self, millis, pairs):
        self._millis = millis
        self._pairs = [("eventTime", Date(millis))] + list(pairs)

    def getTimeStamp(self):
        return self._millis

    def getTimestamp(self):
        return self._millis

    timestamp = property(getTimestamp)

    def pairs(self):
        return list(self._pairs)

    def getProperties(self):
        return [Property(name) for name, _ in self._pairs]

    def getValues(self):
        return [PropertyValue(name, value) for name, value in self._pairs]

    def getRawValueMap(self):
        return {Property(name): value for name, value in self._pairs}

    def iterator(self):
        return iter(self.getValues())

    __iter__ = iterator
