"""`make soak`: a client that keeps its rate, and what counts as flat."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tools.bench import cases, soak
from tools.bench.load import Shot
from tools.bench.pace import Pacer, Tally
from tools.bench.report import MIB
from tools.bench.soak import Sample


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    status = 200
    delay = 0.0

    def do_GET(self):
        time.sleep(self.delay)
        self.send_response(self.status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *arguments):
        pass


@pytest.fixture
def serve():
    servers = []

    def started(**attributes):
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), attributes))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return Shot(cases.GET_ONE, f"http://127.0.0.1:{server.server_address[1]}/")

    yield started
    for server in servers:
        server.shutdown()
        server.server_close()


def paced(shot, rate=50, seconds=0.6, connections=4):
    seen = []
    tally = Pacer([(shot, 1)], rate, seconds, connections).run(seen.append)
    return tally, seen


def test_sends_as_many_as_the_rate_asks_each_at_its_moment(serve):
    began = time.monotonic()
    tally, seen = paced(serve())
    assert len(tally.latencies) == len(tally.late) == 30
    assert time.monotonic() - began > 29 / 50
    assert tally.errors == {}
    assert seen


def test_waiting_for_a_slow_server_counts_as_latency(serve):
    """One connection, 50 a second, 0.1 s each: the last is due after 0.18 s and answered after 1 s."""
    tally, _ = paced(serve(delay=0.1), seconds=0.2, connections=1)
    assert max(tally.latencies) > 0.7
    assert max(tally.late) > 0.6


def test_another_status_is_an_error(serve):
    tally, _ = paced(serve(status=500), seconds=0.1)
    assert tally.errors == {"status 500 to get 1": 5}


def test_a_server_that_is_gone_is_an_error():
    tally, _ = paced(Shot(cases.GET_ONE, "http://127.0.0.1:9/"), seconds=0.1)
    assert tally.errors == {"ConnectionRefusedError": 5}


def samples(*mib):
    return [Sample(second, int(live * MIB)) for second, live in enumerate(mib)]


def judged(live=(), late=(), errors=None, sent=5000, seconds=10.0):
    tally = Tally([0.01] * sent, list(late), errors or {})
    found = soak.judged(tally, samples(*(live or [40] * 8)), seconds)
    return [target.what for target in found if not target.reached]


def test_a_good_run_reaches_everything():
    assert judged() == []


def test_memory_that_grows_is_not_flat():
    assert judged(live=[30, 40, 41, 42, 44, 46, 48, 50]) == ["Memory after a collection"]


def test_memory_that_fills_caches_at_first_is_flat():
    assert judged(live=[20, 30, 40, 40, 41, 41, 41, 42]) == []


def test_a_rate_that_was_not_held_is_said():
    assert judged(late=[5.0]) == ["Rate held"]
    assert judged(sent=4000) == ["Rate held"]


def test_one_error_is_too_many():
    assert judged(errors={"status 500 to get 1": 1}) == ["Errors"]
