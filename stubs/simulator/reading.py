"""What a read of a tag answers: value sources, disabled tags, UDT instances. Nothing here changes a tag."""
import array
import copy

from simulator import quality, tagpath
from simulator.compat import INTEGERS, STRINGS, text
from simulator.document import BasicDocument
from simulator.tagtree import not_found
from simulator.values import QualifiedValue

NOT_EVALUATED = "The simulator does not evaluate expressions and queries."

_IDENTITY = (None, "", "{source}")


class Reader(object):
    def __init__(self, tree, options, now):
        self._tree = tree
        self._options = options
        self._now = now
        self._sources = {
            "memory": self._held, "opc": self._held, "reference": self._reference, "derived": self._derived,
            "system": self._computed,
        }

    def nothing(self, code):
        return QualifiedValue(None, code, self._now())

    def read(self, node, seen=()):
        if node.plain:
            return node.current
        if node.down is not None:
            return self.nothing(quality.code(node.down))
        if node.kind == "AtomicTag":
            return self._sources.get(node.value_source, self._unevaluated)(node, seen)
        if node.kind == "UdtInstance":
            return self._instance(node)
        if self._options.folder_read == "unsupported":
            return self.nothing(quality.code("Bad_Unsupported"))
        return self.nothing(not_found(node.path))

    def _held(self, node, seen):
        held = node.current
        if isinstance(held.value, (array.array, list)):
            # Copied, so that a reader cannot change the tag.
            return QualifiedValue(copy.copy(held.value), held.quality, held.timestamp)
        return held

    def _computed(self, node, seen):
        return QualifiedValue(node.compute(), quality.code("Good"), self._now())

    def _unevaluated(self, node, seen):
        return node.current

    def _reference(self, node, seen):
        if node in seen:
            return self.nothing(quality.code("Error_CycleDetected"))
        source = self.source_of(node)
        if source is None:
            return self.nothing(quality.code("Bad_ReferenceNotFound"))
        return self.read(source, seen + (node,))

    def _derived(self, node, seen):
        if node.config.get("deriveExpressionGetter") in _IDENTITY:
            return self._reference(node, seen)
        return node.current

    def source_of(self, node):
        """The tag behind a reference or derived tag, or None."""
        return self.tag_at(node, node.config.get("sourceTagPath"))

    def tag_at(self, node, path):
        """The tag that a tag's configuration names, or None; `[.]` and `[~]` start at the tag."""
        try:
            parsed = tagpath.parse(path, node.provider().name)
        except tagpath.PathError:
            return None
        if parsed.provider == "~":
            return self._tree.find(node.provider().name, parsed.segments)
        if parsed.provider == ".":
            return self._relative(node.parent, parsed.segments)
        return self._tree.find(parsed.provider, parsed.segments)

    def _relative(self, node, segments):
        for segment in segments:
            if node is None:
                return None
            node = node.parent if segment == ".." else self._tree.child(node, segment)
        return node

    def _instance(self, node):
        if self._options.udt_read == "null":
            return QualifiedValue(None, quality.code("Good"), self._now())
        return QualifiedValue(BasicDocument(self.members(node)), quality.code("Good"), self._now())

    def members(self, node):
        """The values below a UDT instance or folder, as its document shows them."""
        shown = {}
        for child in list(node.children.values()):
            shown[child.name] = self._plain(child)
        return shown

    def _plain(self, node):
        if not node.is_tag():
            return self.members(node)
        value = self.read(node).value
        if isinstance(value, BasicDocument):
            return value.toDict()
        if isinstance(value, array.array):
            return list(value)
        if value is None or isinstance(value, INTEGERS + STRINGS + (bool, float, list)):
            return value
        return text(str(value))
