"""What one alarm of a tag is configured to: an entry of the tag's `alarms`, with the documented defaults."""
from simulator.compat import STRINGS, text

PRIORITIES = ("Diagnostic", "Low", "Medium", "High", "Critical")
ACK_MODES = ("Unused", "Auto", "Manual")

DEFAULTS = {
    "enabled": True, "priority": "Low", "mode": "AboveValue", "setpointA": 0.0, "setpointB": 0.0,
    "inclusiveA": True, "inclusiveB": True, "anyChange": False, "bitPosition": 0, "bitOnZero": False,
    "activeCondition": False, "deadband": 0.0, "deadbandMode": "Absolute", "timeOnDelaySeconds": 0.0,
    "timeOffDelaySeconds": 0.0, "ackMode": "Manual", "ackNotesReqd": False, "shelvingAllowed": True,
    "notes": "", "displayPath": "", "label": "", "timestampSource": "System", "notifyInitialEvent": False,
    "activePipeline": "", "clearPipeline": "", "ackPipeline": "",
}


class Settings(object):
    """`get(name)` gives a property; `associated` are the custom ones, in order of their names.

    `references` are properties that another tag gives, as {name: its path}.
    """

    def __init__(self, described, warn):
        self.name = text(described["name"])
        self.described = described
        self.references = {}
        self._values = dict(DEFAULTS)
        self._warn = warn
        for key in sorted(described):
            if key != "name":
                self._take(key, described[key])
        self.associated = [(key, self._values[key]) for key in sorted(self._values) if key not in DEFAULTS]

    def get(self, name):
        return self._values[name]

    def seconds(self, name):
        return float(self._values[name])

    def _take(self, key, value):
        if not isinstance(value, dict):
            self._values[key] = value
        elif _reference(value) is not None:
            self.references[key] = _reference(value)
        else:
            self._warn("the alarm '%s': '%s' is bound to what the simulator does not evaluate" % (self.name, key))
        if key == "priority" and self._values[key] not in PRIORITIES:
            self._warn("the alarm '%s' has the unknown priority '%s'" % (self.name, value))
            self._values[key] = DEFAULTS[key]


def _reference(binding):
    """The path of the one tag that a binding consists of, or None."""
    expression = binding.get("value")
    if not isinstance(expression, STRINGS):
        return None
    if binding.get("bindType") == "Tag":
        return expression
    is_one = expression.startswith("{") and expression.endswith("}") and expression.count("{") == 1
    return expression[1:-1] if binding.get("bindType") == "Expression" and is_one else None
