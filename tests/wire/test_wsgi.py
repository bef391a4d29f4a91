"""What only the front end for CPython has."""

import io
import threading

import pytest

from tests.support.synthetic import probing_site
from webdev import wsgi

pytestmark = pytest.mark.in_process("starts servers of its own")


def test_wait_returns_after_close():
    server = wsgi.serve(probing_site().host, 0)
    waiting = threading.Thread(target=server.wait)
    waiting.start()
    server.close()
    waiting.join(5)
    assert not waiting.is_alive()


def test_application_under_another_server():
    """Headers lose case and repetition there, nothing else."""
    site = probing_site()
    started = []

    def start_response(status, headers):
        started.append((status, headers))
        return lambda content: None

    environ = {"REQUEST_METHOD": "POST", "REQUEST_URI": "/system/webdev/demo/r/x?a=1", "QUERY_STRING": "a=1",
               "HTTP_X_A": "1", "CONTENT_TYPE": "text/plain", "CONTENT_LENGTH": "2",
               "wsgi.input": io.BytesIO(b"hi there"), "REMOTE_ADDR": "10.0.0.7", "REMOTE_PORT": "1",
               "wsgi.url_scheme": "https", "SERVER_NAME": "gw", "SERVER_PORT": "8043", "SERVER_PROTOCOL": "HTTP/1.1"}
    assert list(wsgi.application(site.host)(environ, start_response)) == []
    request = site.seen[0]
    assert (request["data"], request["headers"]["X-A"], request["scheme"]) == ("hi", "1", "https")
    assert (request["remainingPath"], request["remoteAddr"]) == ("/x", "10.0.0.7")
    assert started[0][0] == "200 OK"
