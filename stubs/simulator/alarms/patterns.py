"""Texts with `*` for any characters, as the alarm functions take them; letter case does not count."""
import re


def matches(pattern, given):
    parts = [re.escape(part) for part in pattern.split("*")]
    return re.match("^" + ".*".join(parts) + r"\Z", given, re.IGNORECASE | re.DOTALL) is not None
