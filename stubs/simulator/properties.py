"""The properties of a tag that a path can name (Tag.EngUnit) and what they are when nobody set them."""
from simulator.compat import text
from simulator.values import DATA_TYPES, TAG_TYPES

# Documented defaults; None: shown without a value.
DEFAULTS = {
    "enabled": True, "readOnly": False, "tagGroup": "Default", "valueSource": "memory", "dataType": "Int4",
    "engUnit": None, "engLow": 0.0, "engHigh": 100.0, "engLimitMode": "Off", "formatString": "#,##0.##",
    "scaleMode": "Off", "rawLow": 0.0, "rawHigh": 10.0, "scaledLow": 0.0, "scaledHigh": 10.0,
    "clampMode": "No_Clamp", "scaleFactor": None, "deadband": 0.0001, "deadbandMode": "Absolute",
    "tooltip": None, "documentation": None, "defaultValue": None, "typeId": None,
    "opcServer": None, "opcItemPath": None, "sourceTagPath": None, "expression": None, "query": None,
    "datasource": None, "queryType": None, "executionMode": "EventDriven", "valuePersistence": None,
    "deriveExpressionGetter": None, "deriveExpressionSetter": None, "readPermissions": None,
    "writePermissions": None, "historyEnabled": False, "historyProvider": None, "alarmEvalEnabled": True,
    "alarms": None, "eventScripts": None, "parameters": None,
}

RUNTIME = ("value", "quality", "timestamp", "name", "tagType", "canRead", "canWrite")

# Writing these through a path has no meaning on any gateway.
FIXED = frozenset(["quality", "timestamp", "name", "tagType", "typeId", "canRead", "canWrite"])

_BY_FOLDED = {name.lower(): name for name in list(DEFAULTS) + list(RUNTIME)}


def canonical(name, config):
    """The property's own spelling, custom properties included; None if there is no such property."""
    folded = name.lower()
    if folded in _BY_FOLDED:
        return _BY_FOLDED[folded]
    for key in config:
        if key.lower() == folded:
            return key
    return None


def configured(node, name):
    """What the tag is configured to, or the default."""
    return node.config.get(name, DEFAULTS.get(name))


def shown(node, name):
    """A configured property as a reader of Tag.<property> gets it."""
    if name == "name":
        return text(node.name)
    if name == "tagType":
        return TAG_TYPES[node.kind]
    if name == "dataType":
        return DATA_TYPES[node.data_type]
    return configured(node, name)
