"""`make verify` against the simulated gateway over HTTP: the product holds, a broken one is named."""

import http.server
import itertools
import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
import requests

import webdev
from tests.support import trees
from tests.support.product import TOKEN, Product, export
from tests.support.serving import ROOT, free_port
from tools.package import layout
from webdev import wsgi

ORIGIN = "https://dashboard.example.com"
REPLY = "com.inductiveautomation.webdev/resources/api/{}/{}.py"


def verify(url="", token=TOKEN, **environ):
    """The finished run. The environment is what `make verify URL=... TOKEN=...` hands over."""
    kept = {name: value for name, value in os.environ.items() if name not in ("URL", "TOKEN", "TAG", "ORIGIN")}
    given = kept | {"URL": url, "TOKEN": token} | environ
    return subprocess.run([sys.executable, "-m", "tools.verify"], cwd=ROOT, env=given, text=True, timeout=60,
                          capture_output=True, check=False)


@contextmanager
def served(product):
    product.configure("AllowedOrigins", [ORIGIN])
    with wsgi.serve(product.host, port=0) as server:
        yield f"{server.url}/system/webdev/{product.project}"


def broken(*lines, resource=None, verb=None):
    """The product with lines put between its answer (`result`) and WebDev, everywhere or in one verb file."""
    files = dict(export().files)
    for entry in files:
        if layout.is_handler(entry) and (resource is None or entry == REPLY.format(resource, verb)):
            first, call = files[entry].decode("ascii").strip().split("\n")
            body = [first, call.replace("return ", "result = "), *(f"\t{line}" for line in lines), "\treturn result"]
            files[entry] = "\n".join(body).encode("ascii")
    assert files != export().files
    product = Product(tags=trees.PLANT)
    product.host.install(product.project, webdev.Export(files))
    return product


def failures(run):
    assert run.returncode == 1, run.stdout + run.stderr
    found = re.findall(r"^  FAILED +(.*)$", run.stdout, re.MULTILINE)
    assert re.search(rf"^\d+ held, {len(found)} failed, \d+ not checked$", run.stdout, re.MULTILINE), run.stdout
    return "\n".join(found)


def outcome_of(mutant):
    with served(mutant) as url:
        return verify(url)


def plant(**options):
    """The product on a gateway that has everything, with two active alarms and a day of history."""
    product = Product(tags=trees.PLANT, **options)
    product.gateway.historian.add_provider("Historian")
    product.gateway.alarms.journals.add("Journal")
    hot = [{"name": name, "mode": "AboveValue", "setpointA": 10.0} for name in ("High", "HighHigh")]
    product.gateway.tags.import_tags(trees.tag("Hot", "Float8", 11.0, alarms=hot), base="[default]Plant")
    now = product.gateway.clock.now_millis()
    product.gateway.historian.record("[default]Plant/Temperature", [
        (now - hours * 3600000, 20.0 + hours, "Good") for hours in range(24, 0, -1)])
    product.configure("Commands", {"set": {
        "parameters": {"value": {"type": "number"}},
        "steps": [{"write": "[default]Plant/Setpoint", "value": "{value}"}]}})
    return product


@pytest.mark.parametrize("version", ["8.1.55", "8.3.10"])
def test_the_product_holds(version):
    with served(plant(version=version)) as url:
        run = verify(url + "/", ORIGIN=ORIGIN)
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^\d\d+ held, 0 failed, 0 not checked$", run.stdout, re.MULTILINE), run.stdout
    assert run.stdout.index("It writes no tag") < run.stdout.index("held")


def test_it_writes_nothing_and_says_so_first():
    product = Product(tags=trees.PLANT)
    with served(product) as url:
        product.gateway.calls.clear()
        run = verify(url, TAG="[default]Plant/Setpoint")
    assert run.returncode == 0, run.stdout
    assert "writes no tag" in run.stdout.splitlines()[1]
    assert product.gateway.calls.count("system.tag.readBlocking") > 0
    assert product.gateway.calls.count("system.tag.writeBlocking") == 0


def test_a_run_right_after_another_waits_for_the_limit_of_wrong_tokens():
    product = plant()
    product.configure("Limits", {"failedLoginsPerMinute": 30})
    with served(product) as url:
        wrong = {"Authorization": "Bearer wrong-token-0123456789"}
        assert {requests.get(f"{url}/api/tags", headers=wrong, timeout=9).status_code for _ in range(40)} == {403, 429}
        run = verify(url)
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^The gateway's limits ask this address to wait [12] s; waiting$", run.stdout, re.MULTILINE)


def test_no_request_carries_something_to_write():
    """Even where nothing checks a credential: what a write route is sent holds no value."""
    seen = 'system.util.getLogger("bodies").info("%r" % (request.get("data"),))'
    product = broken(seen, resource="write", verb="doPost")
    with served(product) as url:
        verify(url)
    bodies = [message for level, logger, message in product.gateway.log.records if logger == "bodies"]
    assert bodies
    assert all("path" not in body for body in bodies), bodies


def test_without_a_tag_that_is_named_it_takes_one_from_browse():
    product = Product(tags=trees.several(trees.folder("Only", trees.tag("One", "Int4", 1))))
    with served(product) as url:
        run = verify(url)
    assert run.returncode == 0, run.stdout


def test_a_tag_that_keeps_changing_is_not_checked_for_304(monkeypatch):
    product = Product(tags=trees.PLANT)
    clock, ticks = product.gateway.clock, itertools.count()
    # Two requests can fall into one millisecond.
    monkeypatch.setattr(clock, "now_millis", lambda now=clock.now_millis: now() + next(ticks))
    with served(product) as url:
        run = verify(url, TAG="[System]Gateway/CurrentDateTime")
    assert run.returncode == 0, run.stdout
    assert "not checked If-None-Match" in run.stdout
    assert "name a quiet tag" in run.stdout


def test_an_origin_is_checked_only_when_named():
    with served(plant()) as url:
        run = verify(url)
    assert run.returncode == 0
    assert run.stdout.count("not checked ") == 2
    assert "ORIGIN=" in run.stdout


def test_what_a_gateway_does_not_have_is_not_checked():
    with served(Product(tags=trees.PLANT)) as url:
        run = verify(url, ORIGIN=ORIGIN)
    assert run.returncode == 0, run.stdout
    assert "this gateway has no historian" in run.stdout and "this gateway has no alarm journal" in run.stdout


def test_a_script_of_the_site_that_does_not_load_fails():
    product = plant()
    product.script("import nothing_of_that_name\n")
    told = failures(outcome_of(product))
    assert "custom.api: None of its endpoints is served: it imports something that is not there" in told


EMPTY = ["result = None"]
AS_200 = ['response = request["servletResponse"]', "if response.getStatus() == 401:", "\tresponse.setStatus(200)"]
HTML = ['if result and "read" in request["servletRequest"].getRequestURI():', '\tresult["contentType"] = "text/html"']
PLAIN = ['if result and request["servletResponse"].getStatus() == 403:', '\tresult["contentType"] = "application/json"']
TRACE = ['if result and request["servletResponse"].getStatus() == 404:',
         '\tresult["json"] = \'{"detail": "Traceback (most recent call last): x"}\'']
NO_304 = ['if request["servletResponse"].getStatus() == 304:', '\trequest["servletResponse"].setStatus(200)',
          '\tresult = {"json": "{}", "contentType": "application/json"}']
STAR = ['request["servletResponse"].setHeader("Access-Control-Allow-Origin", "*")']
OTHER_ID = ['request["servletResponse"].setHeader("X-Request-Id", "1")']
NO_ALLOW = ['request["servletResponse"].setHeader("Allow", None)']
NO_CHALLENGE = ['request["servletResponse"].setHeader("WWW-Authenticate", None)']
SHORT = ['if result and "results" in result["json"]:', '\tresult["json"] = \'{"results": [], "cursor": null}\'']
MUTANTS = {
    "empty 200": (EMPTY, {"resource": "read", "verb": "doPost"},
                  ["POST /read answered 200 with an empty body"]),
    "401 as 200": (AS_200, {}, ["Without a credential: 401", "A write without a credential: 401 (PUT /tags)",
                                        "answered 200 as application/problem+json"]),
    "read as HTML": (HTML, {}, ["POST /read answered 200 with an HTML page"]),
    "problems as JSON": (PLAIN, {}, ["answered 403 as application/json, not application/problem+json"]),
    "a trace in a body": (TRACE, {}, ["GET /health/verify answered 404 and shows what belongs into the log: "
                                              "'Traceback (most recent'"]),
    "no 304": (NO_304, {}, ["If-None-Match with the present ETag: 304 without a body: GET /tags/"]),
    "CORS for everyone": (STAR, {}, ["Access-Control-Allow-Origin is '*' for a stranger"]),
    "another request id": (OTHER_ID, {}, ["the header X-Request-Id is '1', not 'verify-1'",
                                                  "another requestId than X-Request-Id"]),
    "no Allow": (NO_ALLOW, {}, ["OPTIONS /health: Allow is ''", "GET /read: Allow is ''"]),
    "no challenge": (NO_CHALLENGE, {}, ["POST /read: WWW-Authenticate is ''"]),
    "no items": (SHORT, {"resource": "read", "verb": "doPost"}, ["POST /read: the order is []"]),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_broken_product_fails_and_the_point_is_named(name):
    lines, where, named = MUTANTS[name]
    told = failures(outcome_of(broken(*lines, **where)))
    for point in named:
        assert point in told, told


def test_only_the_broken_point_fails():
    told = failures(outcome_of(broken(*NO_304)))
    assert len(told.splitlines()) == 1


def changed(module, code):
    """The product with code put behind a module of the library."""
    files = dict(export().files)
    files[f"ignition/script-python/project/{module}/code.py"] += code.encode("ascii")
    product = Product(tags=trees.PLANT)
    product.host.install(product.project, webdev.Export(files))
    return product


DESCRIBED = """
whole = document


def document(declared):
	found = whole(declared)
	%s
	return found
"""


@pytest.mark.parametrize("change, told", [
    ('found["openapi"] = "3.1.0"', "the version is '3.1.0'"),
    ('found["paths"]["/cmd"]["get"]["responses"] = {}', "GET /openapi.json is not valid: {} "),
    ('found["paths"]["/commands"] = found["paths"].pop("/cmd")', "GET /openapi.json lacks /cmd"),
    ('found["paths"]["/read"]["get"] = dict(found["paths"]["/read"]["post"], operationId="x")',
     "OPTIONS /read: Allow is 'OPTIONS, POST', without the listed GET"),
    ('del found["paths"]["/browse"]["get"]["responses"]["401"]', "GET /browse answered 401, not listed"),
    ('found["paths"]["/health"]["get"]["security"] = [{"bearer": []}]', "GET /health answered 200, not 401"),
])
def test_a_document_that_is_not_of_what_is_served_fails(change, told):
    assert told in failures(outcome_of(changed("openapi", DESCRIBED % change)))


def test_an_api_that_shows_its_configuration_fails():
    told = failures(outcome_of(changed("guard/scope", """
def judge(path, action, grants):
	pass


def isVisible(principal, path):
	return True
""")))
    assert "forbidden ([default]Config/API/ValidTokens): GET /tags/default/Config/API/ValidTokens answered 200" in told
    assert "The API's own configuration is not listed: GET /browse lists the API's configuration" in told


# what stands in the way


def refusal(run):
    assert run.returncode == 2, run.stdout
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr
    return run.stderr


@pytest.mark.parametrize("url, token, missing", [
    ("", "t", "URL"), ("http://x", "", "TOKEN"), ("", "", "URL and TOKEN")])
def test_says_what_was_not_given(url, token, missing):
    told = refusal(verify(url, token))
    assert told.startswith(f"{missing} not given; say: make verify URL=http://gateway:8088/system/webdev/<project> ")


def test_says_that_a_token_is_none_without_showing_it():
    told = refusal(verify("http://127.0.0.1:1/x", "two\nlines"))
    assert told.startswith("TOKEN cannot be a token") and "two" not in told


def test_says_that_the_gateway_cannot_be_reached():
    port = free_port()
    assert f"127.0.0.1:{port}/system/webdev/x/api cannot be reached" in refusal(
        verify(f"http://127.0.0.1:{port}/system/webdev/x"))


def test_says_that_an_address_is_none():
    assert "write http://host:8088" in refusal(verify("gateway:8088/system/webdev/x"))


def test_says_that_the_trial_has_run_out():
    told = refusal(outcome_of(Product(options={"trial_expired": True})))
    assert "answered 402: the WebDev trial has run out" in told


def test_says_that_there_is_no_such_project():
    with served(Product()) as url:
        assert "answered 404: no such project" in refusal(verify(url + "x"))


def test_says_that_an_empty_200_comes_from_an_edited_handler():
    told = refusal(outcome_of(broken(*EMPTY, resource="health", verb="doGet")))
    assert "GET /health answered 200 with an empty body: something stands above the first line" in told


def test_says_that_a_handler_does_not_compile():
    told = refusal(outcome_of(broken("this is no Python", resource="health", verb="doGet")))
    assert "GET /health answered 501" in told


def test_says_that_the_scripts_are_missing():
    files = {entry: content for entry, content in export().files.items() if not layout.is_script(entry)}
    product = Product()
    product.host.install(product.project, webdev.Export(files))
    with wsgi.serve(product.host, port=0) as server:
        told = refusal(verify(f"{server.url}/system/webdev/demo"))
    assert "answered 500: the handler failed before the API could answer" in told


def test_says_that_the_token_is_not_known():
    with served(Product()) as url:
        assert "TOKEN is not in [default]Config/API/ValidTokens" in refusal(verify(url, "x" * 30))


def test_says_that_no_token_is_configured():
    product = Product()
    product.configure("ValidTokens", "")
    assert "503 auth_unconfigured: put a token" in refusal(outcome_of(product))


@pytest.mark.parametrize("status, headers, said", [
    (302, {"Location": "https://gateway:8043/"}, "redirects to https://gateway:8043/: give that address as URL"),
    (200, {"Content-Type": "text/html"}, "answered 200 as text/html, which the API never does"),
    (403, {"Content-Type": "application/json"}, "answered 403 with a body that is no JSON"),
])
def test_says_that_something_else_answers(status, headers, said):
    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"<html></html>")

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        told = refusal(verify(f"http://127.0.0.1:{server.server_port}/system/webdev/x"))
        server.shutdown()
    assert said in told
