"""The request body as WebDev hands it to a handler: parsed JSON, text, or a byte array."""

import json
import re

from webdev.compat import java_bytes, native_bytes, to_text
from webdev.servlet_request import FORM, charset_of, media_type

JSON = "application/json"
# No repeated groups: on Jython each repetition takes a level of the stack.
COMMENT_OR_QUOTE = re.compile(r'"|//[^\n]*|/\*.*?\*/', re.DOTALL)
COMMA_OR_QUOTE = re.compile(r'"|,\s*(?=[}\]])')
QUOTE_OR_ESCAPE = re.compile(r'"|\\.', re.DOTALL)


def read_body(servlet_request, options):
    """(whether there is a body, what `data` is)."""
    content_type = servlet_request.getContentType() or ""
    if options.form_body == "params" and media_type(content_type) == FORM:
        return False, None
    content = _content(servlet_request.getInputStream())
    if not content:
        return False, None
    charset = charset_of(content_type)
    if _is_json(content_type, options):
        return True, _parsed(_text(content, charset), options)
    if media_type(content_type).startswith("text/"):
        return True, _text(content, charset)
    return True, java_bytes(content)


def _content(stream):
    # PERF: most requests have no body, and to read all of nothing takes a buffer
    first = stream.read()
    if first < 0:
        return b""
    return native_bytes(bytearray([first])) + native_bytes(stream.readAllBytes())


def _is_json(content_type, options):
    if options.json_media == "exact":
        return content_type.lower() == JSON
    parsed = media_type(content_type)
    return parsed == JSON or (options.json_media == "suffix" and parsed.endswith("+json"))


def _text(content, charset):
    try:
        return to_text(content, charset or "utf-8")
    except LookupError:
        return to_text(content)


def _parsed(text, options):
    """The value, or the text itself when it is not JSON: no error reaches the handler."""
    try:
        value = _lenient(text) if options.lenient_json else _strict(text)
    except (ValueError, RuntimeError):
        # RuntimeError: nested too deep; the platform's parser reports that as malformed too
        return text
    if options.json_array == "text" and not isinstance(value, dict):
        return text
    return value


def _strict(text):
    return json.loads(text, object_pairs_hook=_unique, parse_constant=_refused)


def _lenient(text):
    return json.loads(_without(COMMA_OR_QUOTE, _without(COMMENT_OR_QUOTE, text)))


def _without(pattern, text):
    """`text` less what the pattern finds outside of its strings."""
    kept, position = [], 0
    found = pattern.search(text)
    while found:
        kept.append(text[position:found.start()])
        position = found.end()
        if found.group() == u'"':
            position = _end_of_string(text, found.end())
            kept.append(text[found.start():position])
        found = pattern.search(text, position)
    return u"".join(kept + [text[position:]])


def _end_of_string(text, position):
    ends = (found.end() for found in QUOTE_OR_ESCAPE.finditer(text, position) if found.group() == u'"')
    return next(ends, len(text))


def _unique(pairs):
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("duplicate key")
    return value


def _refused(name):
    raise ValueError(name)
