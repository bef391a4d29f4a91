"""What the platform hands to scripts: qualified values, tag paths, enums. No behaviour of tags."""


class JavaEnum(object):
    """A constant of a Java enum: its text is its name, and it equals nothing but itself."""

    __slots__ = ("_name", "_code")

    def __init__(self, name, code=None):
        self._name = name
        self._code = code

    def name(self):
        return self._name

    def getIntValue(self):
        return self._code

    def toString(self):
        return self._name

    def __str__(self):
        return self._name

    __repr__ = __str__


def _enum(names):
    return {name: JavaEnum(name, code) for name, code in names}


DATA_TYPES = _enum([
    ("Int1", 0), ("Int2", 1), ("Int4", 2), ("Int8", 3), ("Float4", 4), ("Float8", 5), ("Boolean", 6),
    ("String", 7), ("DateTime", 8), ("DataSet", 9), ("Text", 10), ("Int4Array", 11), ("Int8Array", 12),
    ("Float8Array", 13), ("BooleanArray", 14), ("StringArray", 15), ("DateTimeArray", 16),
    ("Int1Array", 17), ("Int2Array", 18), ("Float4Array", 19), ("ByteArray", 20), ("Document", 29),
])

TAG_TYPES = _enum([(name, None) for name in (
    "Provider", "Folder", "AtomicTag", "UdtType", "UdtInstance", "Property", "Node", "Unknown")])


class QualifiedValue(object):
    """A value with its quality and time. Shared between readers: nobody may change it."""

    __slots__ = ("value", "quality", "timestamp")

    def __init__(self, value, quality, timestamp):
        self.value = value
        self.quality = quality
        self.timestamp = timestamp

    def getValue(self):
        return self.value

    def getQuality(self):
        return self.quality

    def getTimestamp(self):
        return self.timestamp

    def derive(self, quality):
        return QualifiedValue(self.value, quality, self.timestamp)

    def toString(self):
        return "[%s, %s, %s]" % (self.value, self.quality, self.timestamp)

    def __str__(self):
        return self.toString()

    __repr__ = __str__

    def __eq__(self, other):
        return (isinstance(other, QualifiedValue) and self.value == other.value
                and self.quality == other.quality and self.timestamp == other.timestamp)

    def __ne__(self, other):
        return not self == other

    __hash__ = None


class TagPathObject(object):
    """com.inductiveautomation...TagPath as browse and getConfiguration hand it out: `str` gives the path."""

    __slots__ = ("_provider", "_segments", "_property")

    def __init__(self, provider, segments, property_name=None):
        self._provider = provider
        self._segments = tuple(segments)
        self._property = property_name

    def getSource(self):
        return self._provider

    def getItemName(self):
        return self._segments[-1] if self._segments else ""

    def getParentPath(self):
        if self._property is not None:
            return TagPathObject(self._provider, self._segments)
        return TagPathObject(self._provider, self._segments[:-1]) if self._segments else None

    def getPathLength(self):
        return len(self._segments)

    def getPathComponent(self, index):
        return self._segments[index]

    def toStringFull(self):
        head = "" if self._provider is None else "[%s]" % self._provider
        tail = "" if self._property is None else ".%s" % self._property
        return head + "/".join(self._segments) + tail

    def toStringPartial(self):
        return "/".join(self._segments)

    toString = toStringFull
    __str__ = toStringFull
    __repr__ = toStringFull

    def __eq__(self, other):
        return isinstance(other, TagPathObject) and self.toStringFull() == other.toStringFull()

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.toStringFull())

    source = property(getSource)
    itemName = property(getItemName)
    parentPath = property(getParentPath)
    pathLength = property(getPathLength)
