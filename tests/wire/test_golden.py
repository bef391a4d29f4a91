"""Both front ends make of odd requests what odd_requests.json has, which was written by Jetty.

With RECORD in the environment, Jetty writes that file anew (docs/jython.md).
"""

import io
import json
import os

import pytest

from tests.support import synthetic, transports
from tests.support.raw_http import Cut
from tests.support.synthetic import PROFILES, probing_site, transport
from tests.wire.odd_requests import every
from webdev.compat import native_bytes

pytestmark = pytest.mark.over_http("8.1")
FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "odd_requests.json")
PAGE = "text/html;charset=iso-8859-1"


class Anything(object):
    """Equals everything, as unittest.mock.ANY, which Python 2 lacks."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = None


# Where waitress answers otherwise: (why, its outcome as far as it differs)
BEFORE_THE_HANDLER = "Jetty finds the fault while WebDev reads, and it is WebDev's 500; waitress has read before"
WAITRESS = {
    "chunks: size is no number": (BEFORE_THE_HANDLER, {"status": 400}),
    "chunks: negative size": (BEFORE_THE_HANDLER, {"status": 400}),
    "chunks: wrong size": (BEFORE_THE_HANDLER, {"status": 400}),
    "header: bare LF": ("Jetty ends lines at a line feed, waitress refuses one",
                        {"status": 400, "type": PAGE, "seen": []}),
    "line: blank at the start": ("waitress drops it before any of our code runs",
                                 {"status": 200, "type": "application/json", "seen": Anything()}),
    "coding: CHUNKED": ("Jetty hands out the values that it knows as it spells them", {"seen": Anything()}),
    "method CONNECT": ("Jetty takes the target as host and port: no path, so no WebDev", {"status": 501}),
}


def look(request):
    """What a handler can tell about a request, as JSON has it."""
    servlet_request = request["servletRequest"]
    return {
        "method": servlet_request.getMethod(), "uri": servlet_request.getRequestURI(),
        "query": servlet_request.getQueryString(), "protocol": servlet_request.getProtocol(),
        "server": [servlet_request.getServerName(), servlet_request.getServerPort()],
        "url": "%s" % servlet_request.getRequestURL(), "secure": servlet_request.isSecure(),
        "length": servlet_request.getContentLength(),
        "charset": servlet_request.getCharacterEncoding(), "scheme": request["scheme"],
        "remainingPath": request["remainingPath"], "params": request["params"],
        "headers": {name: list(value) if isinstance(value, tuple) else value
                    for name, value in request["headers"].items()},
        "data": _plain(request.get("data")),
    }


def _plain(data):
    return native_bytes(data).decode("latin-1") if hasattr(data, "typecode") else data


def outcome(site, raw):
    """What came of one raw request: the status, whether the server goes on, what the handler saw."""
    connection = site.connect()
    try:
        connection.send(raw)
        answer = connection.answer(raw.split(b" ")[0].decode("latin-1"))
        found = {"status": answer.status, "type": answer.content_type}
    except Cut:
        found = {"status": None}
    finally:
        connection.close()
    seen = json.dumps(site.seen).replace(":%d/" % transport().address[1], ":LOCAL/")
    return dict(found, seen=json.loads(seen.replace(", %d]" % transport().address[1], ', "LOCAL"]')))


def golden():
    with io.open(FILE, encoding="utf-8") as stream:
        return json.load(stream)


GOLDEN = golden() if os.path.exists(FILE) else {}
CASES = every()


@pytest.mark.parametrize("name, raw", CASES, ids=[name for name, _ in CASES])
def test_odd_request(name, raw):
    site = probing_site(look, header_case="jetty", session_cookie="used")
    expected = GOLDEN[name] if transports.JETTY else dict(GOLDEN[name], **WAITRESS.get(name, (None, {}))[1])
    found = outcome(site, raw)
    assert found == expected


@pytest.mark.in_process("compares tables")
def test_every_request_is_recorded_and_every_exception_is_one():
    assert set(GOLDEN) == {name for name, _ in CASES}
    assert set(WAITRESS) <= set(GOLDEN)


if "RECORD" in os.environ and transports.JETTY:
    def test_odd_request(http):  # noqa: F811
        synthetic.use(http, PROFILES[0])
        found = {name: outcome(probing_site(look, header_case="jetty", session_cookie="used"), raw)
                 for name, raw in CASES}
        lines = ["%s: %s" % (json.dumps(name), json.dumps(found[name], sort_keys=True)) for name in sorted(found)]
        with open(FILE, "wb") as stream:
            stream.write(b"{\n" + b",\n".join(lines) + b"\n}\n")
