"""Taking in tag exports of every shape: one node, {"tags": [...]}, a provider with its `_types_`, a list."""
from simulator import coerce, quality, tagpath
from simulator.compat import text
from simulator.reading import NOT_EVALUATED
from simulator.tagtree import Node
from simulator.udt import TYPES_FOLDER, Expander
from simulator.values import DATA_TYPES, QualifiedValue

_WITHOUT_VALUE = ("expr", "db", "query", "derived")


class Importer(object):
    def __init__(self, tree, options, log, now):
        self._tree = tree
        self._options = options
        self._log = log
        self._now = now
        self._expander = Expander(tree, log)

    def import_tags(self, document, base):
        """Adds to what is there; a tag that exists is replaced, a folder is kept and added to."""
        with self._tree.lock:
            parent = self._base(base)
            top = _top_level(document)
            # Definitions first: an instance needs its own.
            for node in sorted(top, key=lambda node: node.get("name") != TYPES_FOLDER):
                self._add(parent, node)
            parent.refresh()
            self._tree.changed()

    def _base(self, base):
        parsed = tagpath.parse(base)
        node = self._tree.add_provider(parsed.provider)
        for segment in parsed.segments:
            node = self._tree.child(node, segment) or self._new_folder(node, text(segment))
        return node

    def _new_folder(self, parent, name):
        node = Node(name, "Folder", parent, {})
        self._tree.link(node)
        return node

    def _add(self, parent, described, expanded=False):
        name = text(described["name"])
        kind = _kind(described)
        if kind == "UdtInstance" and not expanded and not parent.in_definition():
            described = self._expander.expand(parent, described)
            expanded = True
        config = {key: value for key, value in described.items() if key not in ("tags", "name", "tagType")}
        known = self._tree.child(parent, name)
        node = Node(name, kind, parent, config)
        if known is not None and known.kind == kind == "Folder":
            node = known
            node.config.update(config)
        if kind == "AtomicTag":
            self._start(node)
        for child in described.get("tags", ()):
            self._add(node, child, expanded)
        if node is not known:
            # Last, so that nobody ever reads half of it.
            self._tree.link(node)

    def _start(self, node):
        if node.data_type not in DATA_TYPES:
            raise ValueError("%s: no such data type: %s" % (node.path, node.data_type))
        value, code = self._initial(node)
        node.current = QualifiedValue(value, code, self._now())

    def _initial(self, node):
        if node.value_source in _WITHOUT_VALUE:
            if not node.in_definition():
                self._log.write("WARN", "simulator.tags", "%s: %s" % (node.path, NOT_EVALUATED))
            return None, quality.code("Uncertain_InitialValue", NOT_EVALUATED)
        configured = node.config.get("value", node.config.get("defaultValue"))
        if configured is None:
            return self._untouched(node)
        try:
            return coerce.convert(configured, node.data_type, self._options), quality.code("Good")
        except coerce.ConversionError as error:
            return None, quality.code("Error_TypeConversion", str(error))

    def _untouched(self, node):
        if node.value_source == "opc":
            return None, quality.code("Uncertain_InitialValue", "No device has reported a value.")
        if self._options.memory_initial == "zero":
            return coerce.zero(node.data_type, self._options), quality.code("Good")
        return None, quality.code("Good")


def _top_level(document):
    if isinstance(document, list):
        return document
    if document.get("tagType") == "Provider" or "name" not in document:
        return document.get("tags", [])
    return [document]


def _kind(described):
    kind = described.get("tagType")
    if kind is not None:
        return kind
    return "Folder" if "tags" in described else "AtomicTag"
