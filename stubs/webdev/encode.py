"""The gateway's own JSON encoder, for an object under the reply key `json`. Refuses what nobody knows."""

import json
import math

from webdev import throwables
from webdev.compat import integer_types, java_text, text_type

# Where a parser or encoder gives up, as Java's do when their stack ends
DEEPEST = 300
HTML_ESCAPES = ((u"<", u"\\u003c"), (u">", u"\\u003e"), (u"&", u"\\u0026"),
                (u"=", u"\\u003d"), (u"'", u"\\u0027"))


class Foreign(Exception):
    """The graph holds a Java object that the encoder does not know."""


def encode(value, options):
    """JSON text; empty for a foreign object under that variant."""
    try:
        text = java_text(json.dumps(_plain(value, options, 0), ensure_ascii=False))
    except Foreign:
        if options.encode_foreign == "empty":
            return u""
        raise throwables.stack_overflow()
    if options.escape_html:
        for character, escape in HTML_ESCAPES:
            text = text.replace(character, escape)
    return text


def _plain(value, options, depth):
    if depth > DEEPEST:
        raise throwables.stack_overflow()
    if isinstance(value, dict):
        return {_text(key): _plain(item, options, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, options, depth + 1) for item in value]
    if isinstance(value, float) and (math.isnan(value) or math.isinf(value)):
        return _not_a_number(value, options)
    if isinstance(value, (text_type, str)):
        return java_text(value)
    if value is None or isinstance(value, (bool, float) + integer_types):
        return value
    if isinstance(value, throwables.named("java.util", "Date")):
        return _date(value, options)
    raise Foreign(type(value).__name__)


def _text(key):
    return java_text(key) if isinstance(key, (text_type, str)) else text_type(key)


def _not_a_number(value, options):
    if options.encode_nan == "error":
        raise ValueError("JSON forbids %r" % value)
    return None if options.encode_nan == "null" else value


def _date(value, options):
    if options.encode_date == "poison":
        raise ValueError("nobody knows how a gateway writes java.util.Date as JSON: format it yourself")
    return value.getTime() if options.encode_date == "millis" else text_type(value)
