"""The properties of a tag that a path can name (Tag.EngUnit) and what they are when nobody set them."""
from simulator import coerce
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


_STRUCTURED = frozenset(["alarms", "eventScripts", "parameters", "readPermissions", "writePermissions"])

VALUE_SOURCES = ("memory", "opc", "expr", "derived", "reference", "db")


def converted(name, value, options):
    """`value` as the configuration will hold it; ConversionError if the property cannot be that."""
    if name == "dataType" or name == "valueSource":
        if str(value) not in (DATA_TYPES if name == "dataType" else VALUE_SOURCES):
            raise coerce.ConversionError("%s cannot be %s" % (name, value))
        return str(value)
    default = DEFAULTS.get(name)
    if isinstance(default, bool):
        return coerce.convert(value, "Boolean", options)
    if isinstance(default, float):
        return coerce.convert(value, "Float8", options)
    if name in DEFAULTS and name not in _STRUCTURED and name != "defaultValue":
        return coerce.convert(value, "String", options)
    return value.toDict() if hasattr(value, "toDict") else value


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
