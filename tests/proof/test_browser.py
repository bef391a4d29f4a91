"""A real browser on the API: pages of an allowed origin read and write, pages of any other are kept out.

Needs Chromium and its driver; without them the tests fail and say which packages to install.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from tests.support.serving import free_port, serving

pytestmark = pytest.mark.proof

FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")
PAGE = b"<!doctype html><title>A dashboard</title><p>A page that calls the API."
CALL = """
const [url, options, done] = arguments;
fetch(url, options)
  .then(async answer => done({status: answer.status, etag: answer.headers.get("ETag"), body: await answer.json()}))
  .catch(error => done({refused: String(error)}));
"""


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_):
        """The requests for the page are of no interest."""


@contextmanager
def website(port: int) -> Iterator[str]:
    site = ThreadingHTTPServer(("127.0.0.1", port), Page)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        site.shutdown()
        site.server_close()


def program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail(f"{names[0]} is not installed; on Debian: apt-get install chromium chromium-driver", pytrace=False)
    return found


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    options = Options()
    options.binary_location = program("chromium", "chromium-browser", "google-chrome")
    driver = program("chromedriver")
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    running = webdriver.Chrome(options=options, service=Service(driver))
    running.set_script_timeout(15)
    yield running
    running.quit()


@pytest.fixture(scope="module")
def allowed():
    with website(free_port()) as origin:
        yield origin


@pytest.fixture(scope="module")
def foreign():
    with website(free_port()) as origin:
        yield origin


@pytest.fixture(scope="module")
def server(allowed):
    with serving("--origins", allowed) as running:
        yield running


class Script:
    """A page of `origin`, whose script calls the API with the token."""

    def __init__(self, browser, server, origin: str) -> None:
        self._browser = browser
        self._server = server
        browser.get(origin)
        browser.get_log("browser")

    def fetch(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> dict:
        sent = {"Authorization": f"Bearer {self._server.token}", **headers}
        options = {"method": method, "headers": sent} | ({"body": body} if body else {})
        return self._call(path, options)

    def fetch_simply(self, path: str) -> dict:
        """Without a token: nothing that would make the browser ask first."""
        return self._call(path, {})

    def _call(self, path: str, options: dict) -> dict:
        return self._browser.execute_async_script(CALL, self._server.base + path, options)

    def complaints(self) -> str:
        return "\n".join(entry["message"] for entry in self._browser.get_log("browser"))


TEMPERATURE = "/tags/default/Plant/Temperature"
SETPOINT = "/tags/default/Plant/Setpoint"
JSON = {"Content-Type": "application/json"}


def test_a_page_of_an_allowed_origin_reads_a_tag(browser, server, allowed):
    page = Script(browser, server, allowed)
    answer = page.fetch(TEMPERATURE)
    assert answer["status"] == 200
    assert answer["body"]["path"] == "[default]Plant/Temperature"
    assert answer["body"]["quality"] == "Good"
    assert 32.0 < answer["body"]["value"] < 250.0


def test_it_writes_the_setpoint_under_the_etag_that_it_may_see(browser, server, allowed):
    page = Script(browser, server, allowed)
    read = page.fetch(SETPOINT)
    written = page.fetch(SETPOINT, "PUT", '{"value": 171.5}', **JSON, **{"If-Match": read["etag"]})
    assert written["status"] == 200
    assert server.value("Plant/Setpoint") == 171.5
    stale = page.fetch(SETPOINT, "PUT", '{"value": 99}', **JSON, **{"If-Match": read["etag"]})
    assert stale["status"] == 412
    assert server.value("Plant/Setpoint") == 171.5


def test_it_can_read_why_it_was_refused(browser, server, allowed):
    answer = Script(browser, server, allowed).fetch(TEMPERATURE, Authorization="Bearer wrong-token-0123456789")
    assert answer["status"] == 403
    assert answer["body"]["error"] == "Invalid API token"


def test_a_page_of_another_origin_can_neither_read_nor_write(browser, server, foreign):
    before = server.value("Plant/Setpoint")
    page = Script(browser, server, foreign)
    assert "TypeError" in page.fetch(TEMPERATURE)["refused"]
    assert "TypeError" in page.fetch(SETPOINT, "PUT", '{"value": 66}', **JSON)["refused"]
    assert "blocked by CORS policy" in page.complaints()
    assert server.value("Plant/Setpoint") == before


def test_what_is_public_can_be_read_from_an_allowed_origin_only(browser, server, allowed, foreign):
    assert Script(browser, server, allowed).fetch_simply("/health")["body"] == {"status": "ok"}
    page = Script(browser, server, foreign)
    assert "TypeError" in page.fetch_simply("/health")["refused"]
    assert "blocked by CORS policy" in page.complaints()
