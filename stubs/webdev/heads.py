"""The head of a request as Jetty 9.4 reads it, or refuses it. It knows no waitress and no WebDev."""

import re

LIMIT = 8192
LONGEST_LENGTH = 2**63 - 1
REQUEST_LINE = re.compile(br"(?P<method>[!-~]+) +(?P<target>[!-\xff]+)(?: +(?P<version>[!-~]+))?\Z")
VERSION = re.compile(br"HTTP/(1\.[01])\Z", re.IGNORECASE)
ABSOLUTE = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)")
AUTHORITY = re.compile(r"(?P<name>\[.*\]|[^:]*)(?::(?P<port>[0-9]+))?\Z")
DEFAULT_PORTS = {"http": 80, "https": 443}


class Refused(Exception):
    """What Jetty answers by itself: a status and a reason."""

    def __init__(self, status, reason):
        Exception.__init__(self, status, reason)
        self.status = status
        self.reason = reason


class Head(object):
    """`lines` are those of the headers, as bytes; `server` the name and port asked for, None where none was."""

    def __init__(self, method, target, version, lines, scheme, server):
        self.method, self.target, self.version = method, target, version
        self.lines = lines
        self.scheme, self.server = scheme, server


def read(raw):
    """The head without its last blank line. Raises Refused."""
    lines = raw.split(b"\r\n")
    first_line = lines.pop(0)
    lines = [line for line in lines if line]
    _check_sizes(first_line, lines)
    method, target, version = _request_line(first_line)
    if any(line[:1] in (b" ", b"\t") for line in lines):
        raise Refused(400, "Header Folding")
    hosts = values(lines, b"host")
    if not hosts and version == "1.1":
        raise Refused(400, "No Host")
    _check_body(lines)
    if any(value.lower() != b"100-continue" for value in values(lines, b"expect")):
        raise Refused(417, "Expectation Failed")
    scheme, authority = _authority(target, hosts)
    return Head(method, target, version, lines, scheme, _server(authority, scheme))


def values(lines, name):
    pairs = [line.partition(b":") for line in lines]
    return [value.strip(b" \t") for known, _, value in pairs if known.lower() == name]


def _check_sizes(first_line, lines):
    if len(first_line) > LIMIT:
        raise Refused(414, "URI Too Long")
    if len(first_line) + sum(len(line) + 2 for line in lines) > LIMIT:
        raise Refused(431, "Request Header Fields Too Large")


def _request_line(line):
    match = REQUEST_LINE.match(line)
    if match is None:
        raise Refused(400, "Bad Request")
    method, target, version = match.group("method", "target", "version")
    known = VERSION.match(version or b"")
    if version == b"HTTP/2.0":
        raise Refused(426, "Upgrade Required")
    if known is None:
        raise Refused(505, "Unknown Version")
    try:
        return method.decode("ascii"), target.decode("utf-8"), known.group(1).decode("ascii")
    except UnicodeDecodeError:
        raise Refused(400, "Bad Request")


def _check_body(lines):
    lengths = values(lines, b"content-length")
    encodings = values(lines, b"transfer-encoding")
    if any(length.isdigit() and int(length) > LONGEST_LENGTH for length in lengths):
        raise Refused(400, "Invalid Content-Length Value")
    if not encodings:
        return
    if lengths:
        raise Refused(400, "Transfer-Encoding and Content-Length")
    codings = [coding.strip() for coding in b",".join(encodings).lower().split(b",")]
    if codings.count(b"chunked") != 1 or codings[-1] != b"chunked":
        raise Refused(400, "Bad Transfer-Encoding")


def _authority(target, hosts):
    absolute = ABSOLUTE.match(target)
    if absolute is None:
        return "http", hosts[-1].decode("latin-1") if hosts else ""
    if "@" in absolute.group("authority"):
        raise Refused(400, "Bad Request")
    return absolute.group("scheme"), absolute.group("authority")


def _server(authority, scheme):
    match = AUTHORITY.match(authority)
    if match is None:
        raise Refused(400, "Bad Host")
    name, port = match.group("name", "port")
    return (name, int(port or DEFAULT_PORTS.get(scheme, 0))) if name else None
