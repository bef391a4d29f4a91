"""Request URIs as Jetty 9.4 reads them: path parameters, percent encoding, dot segments, query strings."""

import re

from webdev.compat import native_bytes, to_text, unichr

ESCAPE = re.compile(r"%(?:u([0-9A-Fa-f]{4})|([0-9A-Fa-f]{2}))?")
ABSOLUTE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
PATH_PARAMETER = re.compile(r";[^/]*")
DOTS_WITH_PARAMETER = re.compile(r"/(?:\.|%2e){1,2};", re.IGNORECASE)


class BadUri(Exception):
    """What Jetty answers with 400 before any servlet runs."""


def split(uri):
    """(raw path, query or None) of a request target, relative or absolute."""
    relative = ABSOLUTE.sub("", uri)
    path, mark, query = relative.partition("#")[0].partition("?")
    return path or ("/" if relative != uri else ""), query if mark else None


def decoded_path(raw_path):
    """The path that is routed on: no path parameters, percent-decoded, dot segments resolved."""
    if not raw_path.startswith("/"):
        raise BadUri("Not a path")
    if DOTS_WITH_PARAMETER.search(raw_path):
        raise BadUri("Ambiguous path parameters")
    stripped = PATH_PARAMETER.sub("", raw_path)
    path = _resolved(_text(_path_bytes(stripped)))
    if u"\x00" in path:
        raise BadUri("Illegal NUL in path")
    return path


def parameters(query):
    """[(name, value or None)] of a query string or form body, in order; None where there is no `=`."""
    found = []
    for pair in (query or "").split("&"):
        name, mark, value = pair.partition("=")
        if pair:
            found.append((decoded_parameter(name), decoded_parameter(value) if mark else None))
    return found


def decoded_parameter(text):
    return to_text(_unescaped(text.replace("+", " "), lambda escape: u"\ufffd".encode("utf-8")))


def _path_bytes(path):
    def refuse(escape):
        raise BadUri("Bad percent encoding")
    return _unescaped(path, refuse)


def _text(path_bytes):
    try:
        return path_bytes.decode("utf-8")
    except UnicodeDecodeError:
        # Jetty 9.4 falls back rather than refuse
        return path_bytes.decode("latin-1")


def _unescaped(text, malformed):
    pieces = []
    position = 0
    for escape in ESCAPE.finditer(text):
        pieces.append(_raw_bytes(text[position:escape.start()]))
        if escape.group(1):
            pieces.append(unichr(int(escape.group(1), 16)).encode("utf-8", "replace"))
        elif escape.group(2):
            pieces.append(native_bytes(bytearray([int(escape.group(2), 16)])))
        else:
            pieces.append(malformed(escape))
        position = escape.end()
    pieces.append(_raw_bytes(text[position:]))
    return b"".join(pieces)


def _raw_bytes(text):
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")


def _resolved(path):
    kept = []
    segments = path.split(u"/")
    for index, segment in enumerate(segments):
        if segment not in (u".", u".."):
            kept.append(segment)
            continue
        if segment == u".." and len(kept) < 2:
            raise BadUri("Path above the root")
        if segment == u"..":
            kept.pop()
        if index == len(segments) - 1:
            kept.append(u"")
    return u"/".join(kept)
