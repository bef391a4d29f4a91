"""The request body as WebDev hands it to a handler: parsed JSON, text, or a byte array."""

import json
import re

from webdev.compat import java_bytes, native_bytes, to_text
from webdev.encode import DEEPEST
from webdev.servlet_request import charset_of, media_type

JSON = "application/json"
BLANKS = u" \t\n\r"
# On Jython each search() begins with a copy of the whole text, and each repetition of a group takes a level of the
# stack: so one finditer() goes through it, and the patterns find quotes and escapes too.
BRACKETS = re.compile(r'\\["\\]|["\[\]{}]')
COMMAS = re.compile(r'\\["\\]|"|,\s*(?=[}\]])')
COMMENTS = re.compile(r'\\["\\]|"|//|/\*|\*/|\n')
ENDS = {u'"': u'"', u"//": u"\n", u"/*": u"*/"}


def read_body(servlet_request, options):
    """(whether there is a body, what `data` is). Chunks may well hold nothing."""
    content = native_bytes(servlet_request.getInputStream().readAllBytes())
    if not content:
        return False, None
    content_type = servlet_request.getContentType() or ""
    charset = charset_of(content_type)
    if _is_json(content_type, options):
        return True, _parsed(_text(content, charset), options)
    if media_type(content_type).startswith("text/"):
        return True, _text(content, charset)
    return True, java_bytes(content)


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
    """The value, or the text itself when it is not JSON or too deep: no error reaches the handler."""
    if _is_too_deep(text):
        return text
    try:
        value = _lenient(text) if options.lenient_json else _strict(text)
    except ValueError:
        return text
    if options.json_array == "text" and not isinstance(value, dict):
        return text
    return value


def _is_too_deep(text):
    # asked first: where a stack overflows in Jython's parser, locks of its regex cache stay held for good
    if text.count(u"[") + text.count(u"{") <= DEEPEST:
        return False
    depth = 0
    for start, _ in _outside_strings(BRACKETS, text):
        depth += 1 if text[start] in u"[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _strict(text):
    # PERF: json.loads makes a decoder for each text, and looks for blanks with `re` and its lock
    bare = text.strip(BLANKS)
    value, end = STRICT.raw_decode(bare)
    if end != len(bare):
        raise ValueError("more than one value")
    return value


def _lenient(text):
    text = _without(_comments(text), text)
    return json.loads(_without(_outside_strings(COMMAS, text), text))


def _without(places, text):
    kept, position = [], 0
    for start, end in places:
        kept.append(text[position:start])
        position = end
    return u"".join(kept + [text[position:]])


def _outside_strings(pattern, text):
    quoted = False
    for found in pattern.finditer(text):
        if found.group() == u'"':
            quoted = not quoted
        elif not quoted and text[found.start()] != u"\\":
            yield found.start(), found.end()


def _comments(text):
    expected, start = None, 0
    for found in COMMENTS.finditer(text):
        mark = found.group()
        if expected is None and mark in ENDS:
            expected, start = ENDS[mark], found.start()
        elif mark == expected:
            if mark != u'"':
                yield start, found.end()
            expected = None
    if expected == u"\n":
        yield start, len(text)


def _unique(pairs):
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("duplicate key")
    return value


def _refused(name):
    raise ValueError(name)


STRICT = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refused)
