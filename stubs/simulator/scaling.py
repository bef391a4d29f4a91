"""scaleMode: what the tag makes of a raw value. Exponential filter and bit inversion are not simulated."""
from simulator.compat import INTEGERS
from simulator.properties import configured


def _curve(mode, part):
    if mode == "Linear":
        return part
    return part ** 0.5 if part > 0 else 0.0


def _clamped(node, value, low, high):
    mode = configured(node, "clampMode")
    if mode in ("Clamp_Low", "Clamp_Both"):
        value = max(value, low)
    if mode in ("Clamp_High", "Clamp_Both"):
        value = min(value, high)
    return value


def scaled(node, raw):
    """`raw` on the tag's scale; as it is, where nothing is to be scaled."""
    mode = configured(node, "scaleMode")
    numeric = isinstance(raw, INTEGERS + (float,)) and not isinstance(raw, bool)
    if mode not in ("Linear", "SquareRoot") or not numeric:
        return raw
    raw_low, raw_high, low, high = [
        float(configured(node, name)) for name in ("rawLow", "rawHigh", "scaledLow", "scaledHigh")]
    if raw_high == raw_low:
        return raw
    part = (raw - raw_low) / (raw_high - raw_low)
    return _clamped(node, low + (high - low) * _curve(mode, part), low, high)
