"""Conformance: loading of exports, resources and verb files (checklist 7.1 to 7.8)."""

import json

import pytest

import webdev
from tests.support.synthetic import (
    WEBDEV,
    Gateway,
    Site,
    folder,
    project,
    python_resource,
    script,
    source,
    verb_block,
)
from webdev import options

GOOD = source("doGet", "return {'html': 'ran'}")


def one_resource(text, **options_):
    return Site(project(python_resource("r", {"doGet": text})), **options_)


def status_of_files(files, **options_):
    return Site(project(files), **options_).get("/r").status


def without(files, ending):
    return {path: content for path, content in files.items() if not path.endswith(ending)}


# 7.1

def test_7_1_resource_with_both_json_files_answers():
    assert status_of_files(python_resource("r", {"doGet": GOOD})) == 200


@pytest.mark.parametrize("ending", ["resource.json", "config.json"])
def test_7_1_folder_without_a_json_file_is_no_resource(ending):
    assert status_of_files(without(python_resource("r", {"doGet": GOOD}), ending)) == 404


def test_7_1_file_not_listed_is_not_there():
    files = {"config.json": json.dumps({"resource-type": "python-resource", "doGet": verb_block()}).encode(),
             "doGet.py": GOOD.encode()}
    assert status_of_files(folder(WEBDEV + "r", files)) == 200
    assert status_of_files(folder(WEBDEV + "r", files, listed=["config.json"])) == 501
    assert status_of_files(folder(WEBDEV + "r", files, listed=["doGet.py"])) == 404


def test_7_1_listed_but_missing_file_is_tolerated():
    files = python_resource("r", {"doGet": GOOD})
    files.update(folder(WEBDEV + "r", {}, listed=["config.json", "doGet.py", "doPost.py"]))
    assert status_of_files(files) == 200


def test_7_1_resource_outside_the_resources_folder_is_ignored():
    moved = {path.replace("/resources/", "/"): content
             for path, content in python_resource("r", {"doGet": GOOD}).items()}
    assert status_of_files(moved) == 404


@pytest.mark.parametrize("scope, status", [("G", 200), ("A", 200), ("DG", 200), ("D", 404), ("C", 404)])
def test_7_1_only_the_gateway_scope_loads(scope, status):
    files = python_resource("r", {"doGet": GOOD})
    files.update(folder(WEBDEV + "r", {}, listed=["config.json", "doGet.py"], scope=scope))
    assert status_of_files(files) == status


def test_7_1_broken_resource_json_is_no_resource():
    files = python_resource("r", {"doGet": GOOD})
    files[WEBDEV + "r/resource.json"] = b"{"
    assert status_of_files(files) == 404


@pytest.mark.parametrize("variant", options.VARIANTS["missing_last_modification"])
def test_7_1_missing_last_modification_in_every_variant(variant):
    files = python_resource("r", {"doGet": GOOD})
    manifest = json.loads(files[WEBDEV + "r/resource.json"].decode())
    manifest["attributes"] = {}
    files[WEBDEV + "r/resource.json"] = json.dumps(manifest).encode()
    expected = {"ignored": 404, "loads": 200}[variant]
    assert status_of_files(files, missing_last_modification=variant) == expected


@pytest.mark.in_process("reads a file")
def test_export_needs_project_json_at_its_root():
    with pytest.raises(ValueError):
        webdev.Export({"demo/project.json": b"{}"})


@pytest.mark.in_process("reads a file")
def test_export_reads_a_zip(tmp_path):
    import zipfile
    path = str(tmp_path / "demo.zip")
    archive = zipfile.ZipFile(path, "w")
    for name, content in project(python_resource("r", {"doGet": GOOD})).items():
        archive.writestr(name, content)
    archive.close()
    host = webdev.Host(Gateway())
    host.install("demo", webdev.Export.open(path))
    assert "r" in host.project("demo").resources


@pytest.mark.parametrize("config", [b"{", b"[]", b"\xff"])
def test_7_2_broken_config_json_405_and_the_rest_of_the_project_loads(config):
    files = python_resource("r", {"doGet": GOOD})
    files[WEBDEV + "r/config.json"] = config
    site = Site(project(files, python_resource("other", {"doGet": GOOD})))
    assert (site.get("/r").status, site.get("/other").status) == (405, 200)


# 7.2

def test_7_2_without_resource_type_405():
    files = folder(WEBDEV + "r", {"config.json": json.dumps({"doGet": verb_block()}).encode(),
                                  "doGet.py": GOOD.encode()})
    assert status_of_files(files) == 405


def test_7_2_wrong_key_for_the_type_405():
    files = folder(WEBDEV + "r", {"config.json": json.dumps({"resourceType": "python-resource"}).encode()})
    assert status_of_files(files) == 405


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_7_2_unknown_type_is_mounted_and_every_call_500(method):
    files = folder(WEBDEV + "r", {"config.json": json.dumps({"resource-type": "python"}).encode()})
    response = Site(project(files)).call(method, "/r")
    assert response.status == 500
    assert b"Unknown resource factory: " in response.body


def test_text_resource_is_served_with_its_type():
    config = {"resource-type": "text-resource", "content-type": "text/css", "text": u"a { content: '\u00e9' }"}
    site = Site(project(folder(WEBDEV + "r.css", {"config.json": json.dumps(config).encode()})))
    response = site.get("/r.css")
    assert (response.status, response.content_type) == (200, "text/css")
    assert response.body == config["text"].encode("utf-8")
    assert site.call("POST", "/r.css").status == 405


# 7.3

def test_7_3_def_at_byte_0_runs():
    assert one_resource(GOOD).get("/r").body == b"ran"


@pytest.mark.parametrize("prefix", [
    "# comment\n", "\n", "\r\n", '"""docstring"""\n', "import json\n", "LIMIT = 5\n", u"\ufeff",
])
def test_7_3_anything_before_the_def_answers_empty_200(prefix):
    response = one_resource(prefix + GOOD).get("/r")
    assert (response.status, response.body, response.content_type) == (200, b"", None)


@pytest.mark.parametrize("definition", ["def doGet(request,session):", "def doGet(req, session):",
                                        "def doPost(request, session):", "def  doGet(request, session):"])
def test_7_3_another_def_line_is_not_the_handler(definition):
    response = one_resource(definition + "\n\treturn {'html': 'ran'}").get("/r")
    assert (response.status, response.body) == (200, b"")


def test_7_3_wrapped_file_runs_as_the_body():
    site = one_resource("system.seen.append('ran')\nreturn {'html': 'body'}")
    assert site.get("/r").body == b"body"
    assert site.seen == ["ran"]


@pytest.mark.parametrize("variant", options.VARIANTS["bom"])
def test_7_3_byte_order_mark_in_every_variant(variant):
    expected = {"empty": 200, "not_compiled": 501}[variant]
    assert one_resource(u"\ufeff" + GOOD, bom=variant).get("/r").status == expected


def test_7_3_spaces_are_fine():
    assert one_resource("def doGet(request, session):\n    return {'html': 'ran'}\n").get("/r").body == b"ran"


# 7.4

def test_7_4_syntax_error_is_501_for_that_verb_only():
    site = Site(project(python_resource("r", {
        "doGet": source("doGet", "return ="), "doPost": source("doPost", "return {'html': 'ran'}")})))
    assert site.get("/r").status == 501
    assert site.call("POST", "/r").body == b"ran"


def test_7_4_tabs_and_spaces_mixed_do_not_compile():
    assert one_resource("def doGet(request, session):\n\tif 1:\n        return None\n").get("/r").status == 501


def test_7_4_coding_cookie_does_not_compile():
    text = "def doGet(request, session):\n\t# -*- coding: utf-8 -*-\n\treturn {'html': 'ran'}"
    assert one_resource(text).get("/r").status == 501


# 7.5

@pytest.mark.parametrize("line", ["LIMIT = 5", "import math as LIMIT", "def LIMIT():\n\tpass"])
def test_7_5_top_level_names_are_invisible(line):
    response = one_resource(source("doGet", "return {'html': str(LIMIT)}") + "\n" + line + "\n").get("/r")
    assert response.status == 500
    assert b"NameError" in response.body


def test_7_5_handler_cannot_call_itself():
    assert one_resource(source("doGet", "return doGet(request, session)")).get("/r").status == 500


# 7.6

def test_7_6_handler_has_system_and_the_library_roots():
    site = Site(project(
        python_resource("r", {"doGet": source("doGet", "system.seen.append(1)", "return pkg.mod.answer()")}),
        script("pkg.mod", "def answer():\n\treturn {'html': 'from the library'}\n")))
    assert site.get("/r").body == b"from the library"
    assert site.seen == [1]


def test_7_6_handler_may_import_from_the_library():
    site = Site(project(
        python_resource("r", {"doGet": source("doGet", "from pkg import mod", "import pkg.mod as same",
                                              "return {'html': str(mod is same is pkg.mod)}")}),
        script("pkg.mod", "pass")))
    assert site.get("/r").body == b"True"


# 7.7

def test_7_7_java_exceptions_escape_except_exception():
    site = one_resource("\n\t".join([
        "def doGet(request, session):", "import java.lang", "try:",
        "\traise java.lang.IllegalStateException('boom')",
        "except Exception:", "\treturn {'html': 'caught'}"]))
    response = site.get("/r")
    assert response.status == 500
    assert b"IllegalStateException" in response.body
    assert b"caught" not in response.body


def test_7_7_bare_except_catches_java_exceptions():
    site = one_resource("\n\t".join([
        "def doGet(request, session):", "import java.lang", "try:",
        "\traise java.lang.IllegalStateException('boom')",
        "except:", "\treturn {'html': 'caught'}"]))
    assert site.get("/r").body == b"caught"
