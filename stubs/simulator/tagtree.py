"""The tags themselves: nodes, providers, and finding a node by its path. Knows nothing of values' meaning."""
import threading
from collections import OrderedDict

from simulator import quality
from simulator.properties import DEFAULTS
from simulator.values import TagPathObject


class Node(object):
    """A provider, folder, tag, UDT definition or UDT instance."""

    __slots__ = ("name", "kind", "parent", "children", "config", "current", "pending", "down", "plain",
                 "data_type", "value_source", "read_only", "compute", "watchers")

    def __init__(self, name, kind, parent, config):
        self.name = name
        self.kind = kind
        self.parent = parent
        self.children = OrderedDict()
        self.config = config
        self.current = None
        self.pending = None
        self.compute = None
        self.watchers = []
        self.refresh()

    def refresh(self):
        """Work out again what depends on the configuration, for this node and all below."""
        config = self.config
        self.data_type = config.get("dataType", DEFAULTS["dataType"])
        self.value_source = config.get("valueSource", DEFAULTS["valueSource"])
        self.read_only = bool(config.get("readOnly", False))
        self.down = self._down()
        # Plain: `current` is the answer to a read, with nothing to work out or to copy.
        self.plain = (self.kind == "AtomicTag" and self.down is None
                      and self.value_source in ("memory", "opc") and not self.data_type.endswith("Array"))
        for child in self.children.values():
            child.refresh()

    def _down(self):
        """The quality of a node that is switched off, or whose provider is not there to ask; None otherwise."""
        if not self.config.get("enabled", True):
            return "Bad_Disabled"
        return self.config.get("state") if self.parent is None else self.parent.down

    def hold(self, qualified):
        """Takes on a value, and tells whoever watches the tag."""
        self.current = qualified
        for watcher in self.watchers:
            watcher(self, qualified)

    def is_tag(self):
        return self.kind == "AtomicTag"

    def provider(self):
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def segments(self):
        names = []
        node = self
        while node.parent is not None:
            names.append(node.name)
            node = node.parent
        return names[::-1]

    def path_object(self, property_name=None):
        return TagPathObject(self.provider().name, self.segments(), property_name)

    @property
    def path(self):
        return self.path_object().toStringFull()

    def in_definition(self):
        return self.kind == "UdtType" or (self.parent is not None and self.parent.in_definition())

    def tags_below(self):
        """All atomic tags at and below this node."""
        if self.is_tag():
            yield self
        for child in list(self.children.values()):
            for tag in child.tags_below():
                yield tag


_FOLDINGS = {
    "lower": lambda name: name.lower(),
    "upper": lambda name: name.upper(),
    "java": lambda name: name.upper().lower(),
}


class Tree(object):
    """Providers and the nodes below them."""

    def __init__(self, case_sensitive, options, on_change):
        self._case_sensitive = case_sensitive
        self._options = options
        self.lock = threading.RLock()
        self.providers = OrderedDict()
        self.changed = on_change

    def key(self, name):
        """What two names must share to be the same."""
        if self._case_sensitive:
            return name
        return _FOLDINGS[self._options.case_folding](name)

    def fold_anew(self):
        """After a change of the options: the names are the same, what they must share is not."""
        with self.lock:
            self.providers = self._refolded(self.providers)
            self.changed()

    def _refolded(self, nodes):
        for node in nodes.values():
            node.children = self._refolded(node.children)
        return OrderedDict((self.key(node.name), node) for node in nodes.values())

    def add_provider(self, name):
        with self.lock:
            found = self.providers.get(self.key(name))
            if found is None:
                found = Node(name, "Provider", None, {})
                self.providers[self.key(name)] = found
                self.changed()
            return found

    def link(self, node):
        """Shows a node that is complete, in the place of one that had the name."""
        node.parent.children[self.key(node.name)] = node
        self.changed()

    def child(self, node, name):
        return node.children.get(self.key(name))

    def find(self, provider, segments):
        """The node, or None."""
        node = self.providers.get(self.key(provider))
        for segment in segments:
            if node is None:
                return None
            node = node.children.get(self.key(segment))
        return node


def not_found(path):
    return quality.code("Bad_NotFound", "Path '%s' not found." % (path,))
