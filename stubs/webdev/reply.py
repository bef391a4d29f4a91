"""Writes what a handler returned. It knows WebDev's reply keys; status and headers are not among them."""

import base64
import mimetypes
import os

from webdev import throwables
from webdev.compat import array_bytes, is_byte_array, native_bytes, stream_bytes, text_bytes, text_type
from webdev.encode import encode

KEYS = ("html", "json", "file", "bytes", "response")
TEXTS = (text_type, str)
TEXT_TYPES = {"html": "text/html", "json": "application/json", "response": "text/plain"}
BINARY = "application/octet-stream"


class BadReply(Exception):
    """A return value WebDev answers with its error page."""


class MissingFile(Exception):
    """The path under `file` does not exist: 404."""


def write(result, response, options):
    """Writes a handler's return value, oddities included."""
    if not isinstance(result, dict):
        result = _not_a_dict(result, options)
        if result is None:
            return
    for key in KEYS:
        if key in result:
            break
    else:
        raise BadReply("handler returned a dict without a known key")
    value = result[key]
    content_type = TEXT_TYPES.get(key)
    # PERF: texts, which are most, take the shortest way
    content = text_bytes(value) if content_type and isinstance(value, TEXTS) else _CONTENT[key](value, options)
    # where the writer was used, the container refuses the stream by itself
    if options.strict_reply and (response.isCommitted() or response.isStreaming()):
        raise throwables.illegal_state("reply returned after the response was streamed or committed")
    if "contentType" in result:
        content_type = result["contentType"]
    elif options.content_type_kept and response.getContentType():
        content_type = response.getContentType()
    elif content_type is None:
        content_type = key == "file" and mimetypes.guess_type(value)[0] or BINARY
    elif options.reply_charset == "utf-8":
        content_type += ";charset=utf-8"
    response.setContentType(content_type)
    response.getOutputStream().write(content)


def _not_a_dict(result, options):
    if options.other_return == "error":
        raise BadReply("handler returned %s" % type(result).__name__)
    return {"response": result} if options.other_return == "text" else None


def _html(value, options):
    return text_bytes(value)


def _json(value, options):
    return text_bytes(encode(value, options))


def _file(value, options):
    if not os.path.isfile(value):
        raise MissingFile(value)
    with open(value, "rb") as source:
        return stream_bytes(source.read())


def _bytes(value, options):
    if is_byte_array(value):
        return array_bytes(value)
    if options.bytes_of_text == "error":
        raise BadReply("bytes is not a Java byte[] but %s" % type(value).__name__)
    if isinstance(value, text_type):
        value = value.encode("utf-8")
    return stream_bytes(native_bytes(value))


def _response(value, options):
    if is_byte_array(value):
        # measured on a gateway: 28,984 bytes became 39,156, which is base64 in lines of 76
        encoded = base64.b64encode(native_bytes(value))
        return stream_bytes(b"\n".join(encoded[start:start + 76] for start in range(0, len(encoded), 76)))
    return text_bytes(text_type(value))


_CONTENT = {"html": _html, "json": _json, "file": _file, "bytes": _bytes, "response": _response}
