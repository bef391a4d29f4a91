"""What a write to a tag does and answers: read-only, conversion, engineering limits, devices, references."""
from simulator import coerce, quality
from simulator.compat import INTEGERS
from simulator.document import BasicDocument
from simulator.properties import configured
from simulator.tagtree import not_found
from simulator.values import QualifiedValue


class Writer(object):
    def __init__(self, tree, reader, options, now):
        self._tree = tree
        self._reader = reader
        self._options = options
        self._now = now
        self._sources = {
            "memory": self._keep, "opc": self._send, "reference": self._forward, "derived": self._derived,
        }

    def write(self, node, value, seen=()):
        """A quality code; Good means that the tag holds the value now."""
        if node.down is not None:
            return quality.code(node.down)
        if node.kind == "UdtInstance":
            return self._write_instance(node, value)
        if node.kind != "AtomicTag":
            return not_found(node.path)
        if node.read_only or node.provider().config.get("readOnly"):
            return quality.code("Bad_ReadOnly", "Tag '%s' is read-only." % node.path)
        with self._tree.lock:
            return self._sources.get(node.value_source, self._unwritable)(node, value, seen)

    def _unwritable(self, node, value, seen):
        return quality.code("Bad_ReadOnly", "A tag of source '%s' cannot be written." % node.value_source)

    def _convert(self, node, value):
        """(converted, None) or (None, the code that refuses it)."""
        try:
            return coerce.convert(value, node.data_type, self._options), None
        except coerce.ConversionError as error:
            return None, quality.code("Error_TypeConversion", str(error))

    def _keep(self, node, value, seen):
        converted, refusal = self._convert(node, value)
        if refusal is not None:
            return refusal
        outside = out_of_range(node, converted)
        if outside and self._options.out_of_range_write == "refuse":
            return quality.code("Bad_OutOfRange", "Outside the engineering limits of '%s'." % node.path)
        code = quality.code("Bad_OutOfRange") if outside else quality.code("Good")
        node.hold(QualifiedValue(converted, code, self._now()))
        return quality.code("Good")

    def _send(self, node, value, seen):
        if self._options.opc_write == "immediate":
            return self._keep(node, value, seen)
        converted, refusal = self._convert(node, value)
        if refusal is not None:
            return refusal
        node.pending = (converted,)
        return quality.code("Good_WritePending")

    def complete(self, node):
        """The device answers a pending write."""
        with self._tree.lock:
            if node.pending is not None:
                self._keep(node, node.pending[0], ())
                node.pending = None

    def _forward(self, node, value, seen):
        if node in seen:
            return quality.code("Error_CycleDetected")
        source = self._reader.source_of(node)
        if source is None:
            return quality.code("Bad_ReferenceNotFound")
        return self.write(source, value, seen + (node,))

    def _derived(self, node, value, seen):
        if node.config.get("deriveExpressionSetter") in (None, "", "{value}"):
            return self._forward(node, value, seen)
        return quality.code("Error_ExpressionEval", "The simulator does not evaluate expressions.")

    def _write_instance(self, node, value):
        if isinstance(value, BasicDocument):
            value = value.toDict()
        if self._options.udt_write == "refuse" or not isinstance(value, dict):
            return quality.code("Bad_Unsupported", "'%s' is a UDT instance." % node.path)
        return self._write_members(node, value)

    def _write_members(self, node, values):
        """The first code that is not good, or Good."""
        result = quality.code("Good")
        for name, value in values.items():
            child = self._tree.child(node, name)
            if child is None:
                code = not_found("%s/%s" % (node.path, name))
            elif child.kind == "Folder" and isinstance(value, dict):
                code = self._write_members(child, value)
            else:
                code = self.write(child, value)
            result = result if code.isGood() else code
        return result


def out_of_range(node, value):
    """Whether engLimitMode is on and the number outside. The manual names its modes like clampMode's."""
    if not _is_number(value):
        return False
    mode = str(configured(node, "engLimitMode")).lower()
    low, high = configured(node, "engLow"), configured(node, "engHigh")
    both = "both" in mode or mode == "3"
    too_low = _is_number(low) and value < low
    too_high = _is_number(high) and value > high
    return (too_low and (both or "low" in mode or mode == "1")) or (
        too_high and (both or "high" in mode or mode == "2"))


def _is_number(value):
    return isinstance(value, INTEGERS + (float,)) and not isinstance(value, bool)
