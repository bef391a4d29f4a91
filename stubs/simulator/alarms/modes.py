"""When an alarm's condition holds. The names are those of tag exports; `AnyChange` is no condition and not here.

`active` says whether it held before: then the deadband lies between the setpoint and the value that clears.
"""
from simulator.compat import INTEGERS, STRINGS
from simulator.properties import configured


def holds(get, node, qualified, active):
    """Whether the condition of the alarm with the properties `get(name)` holds for a value; None: nobody can say."""
    mode = get("mode")
    if mode == "BadQuality":
        return qualified.quality.isBadOrError()
    if mode == "OnCondition":
        return bool(get("activeCondition"))
    value = qualified.value
    if not qualified.quality.isGood() or value is None or mode not in _MODES:
        return None
    if isinstance(value, STRINGS) and mode not in ("Equality", "Inequality"):
        return None
    return bool(_MODES[mode](get, node, value, _margin(get, node) if active else 0.0))


def is_known(mode):
    return mode in _MODES or mode in ("BadQuality", "OnCondition", "AnyChange")


def _margin(get, node):
    if get("deadbandMode") == "Off":
        return 0.0
    if get("deadbandMode") == "Percent":
        return get("deadband") / 100.0 * (configured(node, "engHigh") - configured(node, "engLow"))
    return get("deadband")


def _above(value, setpoint, inclusive, margin):
    if margin > 0.0:
        # As measured: above 10 with a deadband of 2 clears at exactly 8.
        return value > setpoint - margin
    return value >= setpoint if inclusive else value > setpoint


def _below(value, setpoint, inclusive, margin):
    return _above(-value, -setpoint, inclusive, margin)


def _above_value(get, node, value, margin):
    return _above(value, get("setpointA"), get("inclusiveA"), margin)


def _below_value(get, node, value, margin):
    return _below(value, get("setpointA"), get("inclusiveA"), margin)


def _between(get, node, value, margin):
    return (_above(value, get("setpointA"), get("inclusiveA"), margin)
            and _below(value, get("setpointB"), get("inclusiveB"), margin))


def _outside(get, node, value, margin):
    return (_below(value, get("setpointA"), get("inclusiveA"), margin)
            or _above(value, get("setpointB"), get("inclusiveB"), margin))


def _out_of_range(get, node, value, margin):
    return (_below(value, configured(node, "engLow"), False, margin)
            or _above(value, configured(node, "engHigh"), False, margin))


def _equality(get, node, value, margin):
    if margin > 0.0 and not isinstance(value, STRINGS):
        return abs(value - get("setpointA")) < margin
    return value == get("setpointA")


def _bit(get, node, value, margin):
    if not isinstance(value, INTEGERS):
        return False
    return bool(value >> get("bitPosition") & 1) != get("bitOnZero")


_MODES = {
    "Equality": _equality,
    "Inequality": lambda get, node, value, margin: value != get("setpointA"),
    "AboveValue": _above_value,
    "BelowValue": _below_value,
    "BetweenValues": _between,
    "OutsideValues": _outside,
    "OutOfEngRange": _out_of_range,
    "Bit": _bit,
    "WhenTrue": lambda get, node, value, margin: bool(value),
    "WhenFalse": lambda get, node, value, margin: not value,
}
