"""The ways in which a test's request reaches a Host: in process, or over HTTP through a front end.

Over HTTP it is the front end of the interpreter that runs the tests: waitress on CPython, Jetty on Jython.
"""

import sys

from tests.support import raw_http
from tests.support.raw_http import Answer, Cut
from webdev import servlet

try:
    from javax.servlet.http import Cookie

    from webdev import jetty as front_end
except ImportError:
    from webdev import wsgi as front_end
    from webdev.servlet import Cookie

JETTY = front_end.__name__ == "webdev.jetty"
AUTHORITY = ("gw", 8088)


class InProcess(object):
    """Pure-Python servlet objects, no socket."""

    cookie = servlet.Cookie

    def ask(self, host, method, target, headers, body, **request):
        """The Answer. Raises Cut where a front end would cut the connection."""
        name, port = AUTHORITY
        given = dict({"server_name": name, "port": port}, **request)
        try:
            response = servlet.exchange(host, method, target, headers=with_host(headers, body), body=body, **given)
        except KeyboardInterrupt:
            raise
        except:  # noqa: E722 - Java's exceptions are no Exception
            raise Cut(repr(sys.exc_info()[1]))
        return Answer(response.status, response.headers, response.body)


class Http(object):
    """A front end that serves whichever Host was asked last."""

    cookie = Cookie

    def __init__(self, **options):
        self._relay = Relay()
        self._server = front_end.serve(self._relay, 0, **options)
        self.address = self._server.address, self._server.port

    def ask(self, host, method, target, headers, body):
        self.serve(host)
        return raw_http.ask(*self.address + (method, target, with_host(headers, body), body))

    def serve(self, host):
        self._relay.host = host

    def connect(self, host):
        self.serve(host)
        return raw_http.Connection(*self.address)

    def close(self):
        self._server.close()


class Relay(object):
    """Stands where a front end has its Host, so that one server serves many."""

    host = None

    def handle(self, servlet_request, servlet_response):
        self.host.handle(servlet_request, servlet_response)


def with_host(headers, body):
    """The headers of a well-formed request: those given, and what HTTP needs besides."""
    names = [name.lower() for name, _ in headers]
    needed = [] if "host" in names else [("Host", "%s:%d" % AUTHORITY)]
    if body and not {"content-length", "transfer-encoding"} & set(names):
        needed.append(("Content-Length", str(len(body))))
    return needed + list(headers)


IN_PROCESS = InProcess()
