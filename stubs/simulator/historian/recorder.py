"""From tags to their historian: which values of a tag that is marked for history become samples."""
import threading

from java.util import Date
from simulator.compat import INTEGERS, STRINGS
from simulator.historian import paths

FLOATS = ("Float4", "Float8")


class Recorder(object):
    """Takes the tags' new values. `forward(provider name, Named, analog, samples)` stores them."""

    def __init__(self, forward):
        self._forward = forward
        self._lock = threading.Lock()
        self._last = {}

    def __call__(self, node, qualified):
        value = stored(qualified.value)
        if not node.config.get("historyEnabled") or (value is None and qualified.value is not None):
            return
        code = qualified.quality.getCode() & 0xFFFF
        path = node.path
        with self._lock:
            if not self._is_news(node, path, value, code):
                return
            self._last[path] = (value, code)
        self._forward(node.config.get("historyProvider"), paths.parse(path), is_analog(node),
                      [(qualified.timestamp.getTime(), value, code)])

    def _is_news(self, node, path, value, code):
        """A discrete deadband: the value has moved by more than it, or the quality is another."""
        if path not in self._last:
            return True
        before, quality = self._last[path]
        if quality != code or isinstance(value, STRINGS) or None in (value, before):
            return (before, quality) != (value, code)
        return abs(value - before) > node.config.get("historicalDeadband", 0)


def is_analog(node):
    """Whether values between two samples lie on a line: by the deadband style, else for floating point tags."""
    style = node.config.get("historicalDeadbandStyle", "Auto")
    return style == "Analog" or (style == "Auto" and node.data_type in FLOATS)


def stored(value):
    """The value as the historian keeps it: a number or a text; None for what it does not store."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Date):
        return value.getTime()
    if isinstance(value, INTEGERS + (float,) + STRINGS):
        return value
    return None
