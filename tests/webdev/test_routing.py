"""Conformance: from URL to handler (checklist 7.9 to 7.14)."""

import pytest

from tests.support.synthetic import (
    VERBS,
    WEBDEV,
    Site,
    header,
    probing_site,
    project,
    python_resource,
    site_of,
    source,
    verb_block,
)
from webdev import options

REST = "return {'html': repr(request['remainingPath'])}"


def tree():
    """Resources at several depths, each answering with its own path and what remained."""
    parts = [python_resource(path, {"doGet": source("doGet", "return {'html': '%s ' + str(request['remainingPath'])}"
                                                     % path)})
             for path in ("api", "api/tags", "api/tags/deep", "page.json")]
    return Site(project(*parts))


# 7.9

@pytest.mark.parametrize("path, answer", [
    ("/api", b"api None"),
    ("/api/x", b"api /x"),
    ("/api/tags", b"api/tags None"),
    ("/api/tags/x/y", b"api/tags /x/y"),
    ("/api/tagsx", b"api /tagsx"),
    ("/api/tags/deep/er", b"api/tags/deep /er"),
    ("/api/tags//x", b"api/tags //x"),
    ("/page.json", b"page.json None"),
    ("/api/tags?x=/deep", b"api/tags None"),
])
def test_7_9_longest_match_and_remaining_path(path, answer):
    assert tree().get(path).body == answer


def test_7_9_resource_names_are_case_sensitive():
    assert tree().get("/API").status == 404


@pytest.mark.parametrize("variant, decoded", [("decoded", u"/a b/\u00e9"), ("raw", u"/a%20b/%C3%A9")])
def test_7_9_remaining_path_in_every_variant(variant, decoded):
    site = probing_site(remaining_path=variant)
    site.get("/r/a%20b/%C3%A9")
    assert site.seen[0]["remainingPath"] == decoded
    assert set(options.VARIANTS["remaining_path"]) == {"decoded", "raw"}


@pytest.mark.parametrize("variant, value", [("slash", "/"), ("none", None)])
def test_7_9_trailing_slash_in_every_variant(variant, value):
    site = probing_site(remaining_slash=variant)
    site.get("/r/")
    assert site.seen[0]["remainingPath"] == value


def test_outside_webdev_404():
    site = tree()
    for target in ("/", "/system", "/system/webdev", "/system/webdev/", "/system/other/demo/api", "/data/webdev"):
        assert site.ask("GET", target).status == 404


# 7.10

def test_7_10_missing_project_get_404_with_its_name():
    response = tree().ask("GET", "/system/webdev/nope/api")
    assert response.status == 404
    assert b'Project &quot;nope&quot; not found' in response.body
    assert header(response, "Content-Type") == ["text/html;charset=iso-8859-1"]


def test_project_name_is_escaped_in_the_page():
    response = tree().ask("GET", "/system/webdev/%3Cscript%3E/api")
    assert b"<script>" not in response.body


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_7_10_missing_project_and_route_405_for_other_methods(method):
    site = tree()
    assert site.ask(method, "/system/webdev/nope/api").status == 405
    assert site.call(method, "/nope").status == 405


@pytest.mark.parametrize("variant", options.VARIANTS["missing_route_get"])
def test_7_10_missing_route_get_in_every_variant(variant):
    site = site_of(REST, missing_route_get=variant)
    assert site.get("/nope").status == variant


def test_disabled_project_is_not_found():
    site = Site(project(python_resource("r", {"doGet": source("doGet", REST)}), enabled=False))
    assert site.get("/r").status == 404


# 7.11

@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH"])
def test_7_11_verb_without_a_block_501_nothing_implicit(method):
    site = Site(project(python_resource("r", {"doGet": source("doGet", REST)})))
    assert site.call(method, "/r").status == 501


def test_7_11_disabled_verb_405():
    texts = {verb: source(verb, REST) for verb in VERBS}
    blocks = {verb: verb_block(enabled=False) for verb in VERBS}
    site = Site(project(python_resource("r", texts, **blocks)))
    assert {site.call(verb[2:].upper(), "/r").status for verb in VERBS} == {405}


def test_7_11_each_verb_reaches_its_own_file():
    texts = {verb: source(verb, "return {'html': '%s'}" % verb) for verb in VERBS}
    site = Site(project(python_resource("r", texts)))
    for verb in VERBS:
        response = site.call(verb[2:].upper(), "/r")
        assert (response.status, header(response, "Content-Length")) == (200, [str(len(verb))])
        assert response.body == (b"" if verb == "doHead" else verb.encode())


def test_7_11_short_block_is_enough():
    block = {"enabled": True, "require-https": False, "require-auth": False}
    site = Site(project(python_resource("r", {"doGet": source("doGet", REST)}, doGet=block)))
    assert site.get("/r").status == 200


@pytest.mark.parametrize("method", ["FOO", "get"])
def test_unknown_method_501(method):
    assert site_of(REST).call(method, "/r").status == 501


def test_enabled_verb_without_its_file_501():
    files = python_resource("r", {"doGet": source("doGet", REST)})
    del files[WEBDEV + "r/doGet.py"]
    assert Site(project(files)).get("/r").status == 501


# 7.12

def test_7_12_expired_trial_402_html_on_every_route():
    site = site_of(REST, trial_expired=True)
    targets = ["/system/webdev/demo/r", "/system/webdev/demo/nope", "/system/webdev/nope/r"]
    for method in ("GET", "POST"):
        responses = [site.ask(method, target) for target in targets]
        assert [response.status for response in responses] == [402] * 3
        assert all(b"<html>" in response.body for response in responses)


def test_7_12_trial_can_run_out_and_be_reset():
    site = site_of(REST)
    site.host.options.trial_expired = True
    assert site.get("/r").status == 402
    site.host.options.trial_expired = False
    assert site.get("/r").status == 200


# 7.13

@pytest.mark.parametrize("path", ["", "/"])
def test_7_13_project_root_is_index_html_or_404(path):
    assert site_of(REST).get(path).status == 404
    index = python_resource("index.html", {"doGet": source("doGet", "return {'html': 'home'}")})
    assert Site(project(index)).get(path).body == b"home"


# 7.14

@pytest.mark.parametrize("method", ["GET", "POST"])
def test_7_14_require_https_redirects_without_running(method):
    texts = {verb: source(verb, "system.seen.append(1)") for verb in VERBS}
    blocks = {verb: verb_block(**{"require-https": True}) for verb in VERBS}
    site = Site(project(python_resource("r", texts, **blocks)), https_port=8443)
    response = site.call(method, "/r/x?a=1")
    assert response.status == 302
    assert header(response, "Location") == ["https://gw:8443/system/webdev/demo/r/x?a=1"]
    assert site.seen == []


@pytest.mark.in_process("no front end speaks TLS")
def test_7_14_require_https_over_https_runs():
    block = verb_block(**{"require-https": True})
    site = Site(project(python_resource("r", {"doGet": source("doGet", REST)}, doGet=block)))
    assert site.get("/r/x", scheme="https").status == 200


# odd paths, as Jetty 9.4 reads them

@pytest.mark.parametrize("path, remaining", [
    ("/r;x=1/y", "/y"),
    ("/r;jsessionid=1", None),
    ("/nope/../r/y", "/y"),
    ("/./r/y", "/y"),
    ("/nope/%2e%2e/r/y", "/y"),
    ("/r/a%2Fb", "/a/b"),
    ("/r/a%2fb", "/a/b"),
    ("/r/x/%2e%2e/y", "/y"),
    ("/r/x%u0041", "/xA"),
    ("/r/%C3%A9", u"/\u00e9"),
    ("/r/%ff", u"/\u00ff"),
    ("/r/a+b", "/a+b"),
    ("/r/a%0Ab", "/a\nb"),
    ("/r/a\\b", "/a\\b"),
    ("/r/.", "/"),
    ("/r/x/..", "/"),
])
def test_odd_paths_are_normalised(path, remaining):
    site = probing_site(lambda request: (request["remainingPath"], request["servletRequest"].getRequestURI()))
    assert site.get(path).status == 200
    assert site.seen == [(remaining, site.target(path))]


@pytest.mark.parametrize("path, status", [
    ("/r/../../../etc", 404),
    ("/..%2f..%2fetc", 404),
    ("/r/%2e%2e/%2e%2e/other/r", 404),
    ("/../../../../etc", 400),
    ("/r/a%00b", 400),
    ("/r/%zz", 400),
    ("/r/x/..;v=1/y", 400),
    ("/r/.;/y", 400),
    ("/r/%2E%2e;a/y", 400),
    ("/r/%4", 400),
    ("/r/%", 400),
])
def test_odd_paths_are_refused(path, status):
    site = probing_site()
    assert site.get(path).status == status
    assert site.seen == []


@pytest.mark.parametrize("variant, status", [("decoded", 200), ("refused", 400)])
def test_encoded_slash_in_every_variant(variant, status):
    assert probing_site(encoded_slash=variant).get("/r/a%2Fb").status == status
    assert probing_site(encoded_slash=variant).get("/r?path=a%2Fb").status == 200
