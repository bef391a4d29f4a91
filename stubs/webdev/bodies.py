"""The request body as WebDev hands it to a handler: parsed JSON, text, or a byte array."""

import json
import re

from webdev.compat import java_bytes, native_bytes, to_text
from webdev.servlet_request import FORM, charset_of, media_type

JSON = "application/json"
COMMENT = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(\s*[}\]])')


def read_body(servlet_request, options):
    """(whether there is a body, what `data` is)."""
    content_type = servlet_request.getContentType() or ""
    if options.form_body == "params" and media_type(content_type) == FORM:
        return False, None
    content = native_bytes(servlet_request.getInputStream().readAllBytes())
    if not content:
        return False, None
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
    text = COMMENT.sub(lambda match: match.group(1) or "", text)
    return json.loads(TRAILING_COMMA.sub(lambda match: match.group(1) or match.group(2), text))


def _unique(pairs):
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("duplicate key")
    return value


def _refused(name):
    raise ValueError(name)
