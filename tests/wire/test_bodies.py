"""Bodies over real sockets: requests in any framing, replies whole, streamed, cut and empty."""

from __future__ import annotations

import http.client
import threading
import time
from contextlib import closing

import pytest
import requests

from tests.support.synthetic import header, probing_site, site_of
from tests.wire.conftest import PATH, parsed, read_all
from webdev import wsgi
from webdev.compat import native_bytes

STREAM = ["response = request['servletResponse']", "response.setContentType('text/event-stream')",
          "out = response.getOutputStream()"]


def wait_for(condition, seconds=3.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.005)


# requests

def test_binary_body_is_exact(serve):
    served = serve(probing_site())
    body = bytes(range(256)) * 300
    requests.post(served.url + "/r", data=body, headers={"Content-Type": "application/octet-stream"}, timeout=5)
    assert native_bytes(served.seen[0]["data"]) == body
    assert served.seen[0]["servletRequest"].getContentLength() == len(body)


def test_chunked_body_has_no_length(serve):
    served = serve(probing_site())
    requests.post(served.url + "/r", data=iter([b'{"a":', b" 1}"]), headers={"Content-Type": "application/json"},
                  timeout=5)
    assert served.seen[0]["data"] == {"a": 1}
    assert served.seen[0]["servletRequest"].getContentLength() == -1
    assert served.seen[0]["headers"]["Transfer-Encoding"] == "chunked"


def test_json_body(serve):
    served = serve(probing_site())
    requests.put(served.url + "/r", json={"name": "café"}, timeout=5)
    assert served.seen[0]["data"] == {"name": "café"}


def test_expect_continue(serve):
    served = serve(probing_site())
    with closing(served.connect()) as connection:
        connection.sendall(f"POST {PATH}/r HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n"
                           "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(b"hello")
        assert parsed(read_all(connection))[0] == 200
    assert served.seen[0]["data"] == "hello"


def test_session_cookie_over_http(serve):
    served = serve(site_of("session['n'] = session.get('n', 0) + 1", "return {'html': str(session['n'])}"))
    with requests.Session() as client:
        assert [client.get(served.url + "/r", timeout=5).text for _ in range(3)] == ["1", "2", "3"]


# replies

def test_keep_alive_serves_several_requests(serve):
    served = serve(site_of("return {'html': str(request['remainingPath'])}"))
    connection = http.client.HTTPConnection(served.server.address, served.server.port, timeout=5)
    with closing(connection):
        for method, path, body in [("GET", "/a", b"/a"), ("HEAD", "/b", b""), ("GET", "/c", b"/c")]:
            connection.request(method, f"{PATH}/r{path}")
            response = connection.getresponse()
            assert (response.status, response.read()) == (200, body)


def test_head_has_the_length_and_no_body(serve):
    served = serve(site_of("return {'html': 'four'}"))
    status, headers, body = served.ask("HEAD", PATH + "/r")
    assert (status, headers["content-length"], body) == (200, "4", b"")


def test_streamed_head_has_no_body(serve):
    served = serve(site_of(*STREAM, "out.write(b'x')", "out.flush()"))
    assert served.ask("HEAD", PATH + "/r")[2] == b""


@pytest.mark.parametrize("status", [204, 304])
def test_empty_statuses(serve, status):
    served = serve(site_of(f"request['servletResponse'].setStatus({status})", session_cookie="used"))
    assert served.ask("GET", PATH + "/r") == (status, {"date": served.ask("GET", PATH + "/r")[1]["date"],
                                                       "connection": "close"}, b"")


def test_unusual_status(serve):
    served = serve(site_of("request['servletResponse'].setStatus(499)", "return {'html': 'x'}"))
    assert served.ask("GET", PATH + "/r")[::2] == (499, b"x")


def test_large_reply(serve):
    served = serve(site_of("return {'html': 'x' * 3000000}"))
    response = requests.get(served.url + "/r", timeout=10)
    assert len(response.content) == 3000000


def test_stream_arrives_piece_by_piece(serve):
    served = serve(site_of(*STREAM, "for event in system.events:", "\tout.write(b'data: x\\n\\n')", "\tout.flush()",
                           "\tevent.wait(5)"))
    events = [threading.Event() for _ in range(3)]
    served.site.gateway.system.events = events
    with requests.get(served.url + "/r", stream=True, timeout=5) as response:
        lines = response.iter_lines()
        for event in events:
            assert next(lines) == b"data: x"
            next(lines)
            event.set()


def test_flush_alone_sends_the_headers(serve):
    served = serve(site_of(*STREAM, "out.flush()", "system.event.wait(5)"))
    served.site.gateway.system.event = threading.Event()
    with requests.get(served.url + "/r", stream=True, timeout=2) as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        served.site.gateway.system.event.set()


def test_client_that_leaves_makes_the_handler_s_write_raise(serve):
    served = serve(site_of(*STREAM, "try:", "\twhile True:", "\t\tout.write(b': alive\\n\\n')",
                           "\t\tout.flush()", "\t\tsystem.event.wait(0.01)",
                           "except Exception:", "\tsystem.seen.append('Exception')",
                           "except:", "\timport sys", "\tsystem.seen.append(sys.exc_info()[0].__name__)"))
    served.site.gateway.system.event = threading.Event()
    with closing(served.connect()) as connection:
        connection.sendall(f"GET {PATH}/r HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        assert connection.recv(100)
    wait_for(lambda: served.seen)
    assert served.seen == ["IOException"]


@pytest.mark.parametrize("raised", ["ValueError('x')", "java.lang.RuntimeException('x')"])
def test_failure_after_the_commit_cuts_the_connection(serve, raised):
    served = serve(site_of("import java.lang", *STREAM, "out.write(b'half')", "out.flush()", f"raise {raised}"))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        requests.get(served.url + "/r", timeout=5)
    assert served.ask("GET", PATH + "/other")[0] == 404


@pytest.mark.parametrize("raised", ["ValueError('x')", "java.lang.RuntimeException('x')", "SystemExit()"])
def test_failure_before_the_commit_is_a_page(serve, raised):
    served = serve(site_of("import java.lang", f"raise {raised}"))
    status, headers, body = served.ask("GET", PATH + "/r")
    assert (status, headers["content-type"]) == (500, "text/html;charset=iso-8859-1")
    assert b"HTTP ERROR 500" in body


# threads and lifetime

def test_pool_can_be_exhausted(serve):
    served = serve(site_of("system.seen.append(1)", "system.event.wait(5)", "return {'html': 'x'}"), threads=2)
    event = served.site.gateway.system.event = threading.Event()
    answers: list[int] = []
    clients = [threading.Thread(target=lambda: answers.append(requests.get(served.url + "/r", timeout=5).status_code))
               for _ in range(3)]
    for client in clients:
        client.start()
    wait_for(lambda: len(served.seen) == 2)
    time.sleep(0.1)
    assert (len(served.seen), answers) == (2, [])
    event.set()
    for client in clients:
        client.join()
    assert (len(served.seen), answers) == (3, [200, 200, 200])


def test_close_is_quick_and_frees_the_port():
    site = probing_site()
    server = wsgi.serve(site.host, 0)
    assert requests.get(server.url + PATH + "/r", timeout=5).status_code == 200
    started = time.monotonic()
    server.close()
    server.close()
    assert time.monotonic() - started < 1
    with wsgi.serve(site.host, server.port) as again:
        assert requests.get(again.url + PATH + "/r", timeout=5).status_code == 200


def test_close_ends_open_streams_within_a_second():
    site = site_of(*STREAM, "while True:", "\tout.write(b': alive\\n\\n')", "\tout.flush()",
                   "\tsystem.event.wait(0.01)")
    site.gateway.system.event = threading.Event()
    server = wsgi.serve(site.host, 0)
    with requests.get(server.url + PATH + "/r", stream=True, timeout=5) as response:
        next(response.iter_content(5))
        before = time.monotonic()
        server.close()
        assert time.monotonic() - before < 1


def test_wait_returns_after_close():
    server = wsgi.serve(probing_site().host, 0)
    waiting = threading.Thread(target=server.wait)
    waiting.start()
    server.close()
    waiting.join(1)
    assert not waiting.is_alive()


def test_application_under_another_server():
    """Headers lose case and repetition there, nothing else."""
    import io
    site = probing_site()
    started = []

    def start_response(status, headers):
        started.append((status, headers))
        return lambda content: None

    environ = {"REQUEST_METHOD": "POST", "REQUEST_URI": PATH + "/r/x?a=1", "QUERY_STRING": "a=1", "HTTP_X_A": "1",
               "CONTENT_TYPE": "text/plain", "CONTENT_LENGTH": "2", "wsgi.input": io.BytesIO(b"hi there"),
               "REMOTE_ADDR": "10.0.0.7", "REMOTE_PORT": "1", "wsgi.url_scheme": "https", "SERVER_NAME": "gw",
               "SERVER_PORT": "8043", "SERVER_PROTOCOL": "HTTP/1.1"}
    assert list(wsgi.application(site.host)(environ, start_response)) == []
    request = site.seen[0]
    assert (request["data"], request["headers"]["X-A"], request["scheme"]) == ("hi", "1", "https")
    assert (request["remainingPath"], request["remoteAddr"]) == ("/x", "10.0.0.7")
    assert started[0][0] == "200 OK"


def test_header_helper_finds_all_values():
    response = site_of("r = request['servletResponse']", "r.addHeader('A', '1')", "r.addHeader('a', '2')").get("/r")
    assert header(response, "A") == ["1", "2"]
