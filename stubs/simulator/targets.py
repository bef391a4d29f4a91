"""What a path names: a tag's value, a property, an array element, a member of a document, a parameter."""
import array

from java.util import Date
from simulator import properties, quality
from simulator.document import BasicDocument
from simulator.tagtree import not_found
from simulator.values import QualifiedValue


class Nothing(object):
    """A path that names nothing."""

    node = None

    def __init__(self, reader, code):
        self._reader = reader
        self._code = code

    def read(self):
        return self._reader.nothing(self._code)

    def write(self, value):
        return self._code


class Value(object):
    def __init__(self, platform, node):
        self._platform = platform
        self.node = node

    def read(self):
        node = self.node
        return node.current if node.plain else self._platform.reader.read(node)

    def write(self, value):
        return self._platform.writer.write(self.node, value)


class Property(object):
    """A property other than Value. Writing one changes the configuration, as on a gateway."""

    def __init__(self, platform, node, name):
        self._platform = platform
        self.node = node
        self._name = name

    def read(self):
        return QualifiedValue(self._value(), quality.code("Good"), Date(self._platform.clock.now_millis()))

    def _value(self):
        if self._name == "quality":
            return self._quality(self._platform.reader.read(self.node).quality)
        if self._name == "timestamp":
            return self._platform.reader.read(self.node).timestamp
        if self._name == "canRead":
            return True
        if self._name == "canWrite":
            return not (self.node.read_only or self.node.provider().config.get("readOnly"))
        return self._plain(properties.shown(self.node, self._name))

    def _quality(self, code):
        return {"object": code, "name": code.getName(), "code": code.getCode()}[
            self._platform.options.quality_property]

    def _plain(self, value):
        return BasicDocument(value) if isinstance(value, (dict, list)) else value

    def write(self, value):
        if self._name in properties.FIXED or self.node.provider().config.get("readOnly"):
            return quality.code("Bad_ReadOnly", "Property '%s' is read-only." % self._name)
        return self._platform.configure_property(self.node, self._name, value)


class Part(object):
    """An element of an array tag, Tag[0], or a member of a document tag, Tag['a.b[0]']."""

    def __init__(self, platform, node, steps, path):
        self._platform = platform
        self.node = node
        self._steps = steps
        self._path = path

    def read(self):
        whole = self._platform.reader.read(self.node)
        try:
            found = self._walk(self._content(whole.value), self._steps)
        except (KeyError, IndexError, TypeError):
            return self._platform.reader.nothing(not_found(self._path))
        if isinstance(found, (dict, list)):
            found = BasicDocument(found)
        return QualifiedValue(found, whole.quality, whole.timestamp)

    def write(self, value):
        with self._platform.tree.lock:
            try:
                content = self._content(self._platform.reader.read(self.node).value)
                self._walk(content, self._steps[:-1])[self._steps[-1]] = value
            except (KeyError, IndexError, TypeError):
                return not_found(self._path)
            return self._platform.writer.write(self.node, content)

    @staticmethod
    def _content(value):
        """A copy as dicts and lists; TypeError for what has no parts."""
        if isinstance(value, BasicDocument):
            return value.toDict()
        if isinstance(value, (list, array.array)):
            return list(value)
        raise TypeError("neither an array nor a document")

    @staticmethod
    def _walk(content, steps):
        for step in steps:
            if not isinstance(content, (dict, list)):
                raise TypeError("nothing below a plain value")
            content = content[step]
        return content


def steps_of(selector):
    """The steps of a selector: "0" is [0]; "'a.b[0]'" is ["a", "b", 0]; None if it is neither."""
    if selector.isdigit():
        return [int(selector)]
    if len(selector) < 3 or selector[0] not in "'\"" or selector[-1] != selector[0]:
        return None
    steps = []
    for name in selector[1:-1].replace("]", "").replace("[", ".").split("."):
        steps.append(int(name) if name.isdigit() else name)
    return steps


def parameter_of(node, name):
    """The value of a UDT instance's parameter, or None; without case."""
    for key, declared in (node.config.get("parameters") or {}).items():
        if key.lower() == name.lower():
            return declared.get("value") if isinstance(declared, dict) else declared
    return None


class Parameter(object):
    """Instance/Parameters.Name."""

    def __init__(self, platform, node, name):
        self._platform = platform
        self.node = node
        self._name = name

    def read(self):
        value = parameter_of(self.node, self._name)
        if value is None:
            return self._platform.reader.nothing(not_found("%s/Parameters.%s" % (self.node.path, self._name)))
        return QualifiedValue(value, quality.code("Good"), Date(self._platform.clock.now_millis()))

    def write(self, value):
        return quality.code("Bad_Unsupported", "The simulator does not change parameters of an instance.")
