"""What the build refuses in project.json, resource.json, config.json and the verb files."""

import json

import pytest

from tools.package import layout, rules

FOLDER = "com.inductiveautomation.webdev/resources/api/tags"
SOURCE = "webdev_resources/api/tags"
SCRIPT = "ignition/script-python/project/api"


def found(files):
    return [(fault.path, fault.problem) for fault in rules.check(files, place=str)]


def changed(export, entry, change):
    """The export with one JSON entry passed through `change`, which alters the document in place."""
    document = json.loads(export[entry])
    change(document)
    return {**export, entry: json.dumps(document).encode()}


@pytest.mark.parametrize(
    "start",
    ["# comment\n", "\n", '"""Docstring."""\n', "import json\n", "\ufeff", " ", "A = 1\n"],
    ids=["comment", "blank line", "docstring", "import", "byte order mark", "space", "constant"],
)
def test_refuses_a_handler_that_is_not_first(good, start):
    path = f"{SOURCE}/doPost.py"
    good.write(path, start + good.read(path))
    assert [(fault.path, fault.line) for fault in good.faults() if "empty 200" in fault.problem] == [(path, 1)]


@pytest.mark.parametrize(
    "line", ["def doGet(request, session) :", "def doGet(request, s):", "def doPut(request, session):"]
)
def test_refuses_another_signature(good, line):
    good.write(f"{SOURCE}/doGet.py", f"{line}\n\treturn None\n")
    assert any("empty 200" in fault.problem and fault.path == f"{SOURCE}/doGet.py" for fault in good.faults())


def test_refuses_names_beside_the_handler(good):
    path = f"{SOURCE}/doGet.py"
    good.write(path, good.read(path) + "\nLIMIT = 5\n")
    assert [(fault.path, fault.line) for fault in good.faults()] == [(path, 4)]


def test_refuses_a_missing_verb_file(good):
    (good.root / SOURCE / "doTrace.py").unlink()
    assert [(fault.path, fault.problem) for fault in good.faults()] == [
        (f"{SOURCE}/doTrace.py", "the verb file is missing")
    ]


def test_refuses_another_file_in_a_resource(good):
    good.write(f"{SOURCE}/helper.py", "A = 1\n")
    assert f"{SOURCE}/helper.py" in [fault.path for fault in good.faults()]


def test_refuses_a_resource_below_a_resource(good):
    good.write_resource(f"{SOURCE}/history")
    problem = "a WebDev resource below the resource webdev_resources/api/tags"
    assert (f"{SOURCE}/history", problem) in [(fault.path, fault.problem) for fault in good.faults()]


def test_allows_resources_whose_names_begin_alike(good):
    good.write_resource(f"{SOURCE}-more")
    assert good.faults() == []


def test_refuses_a_listed_file_that_is_missing(good):
    export = good.export()
    del export[f"{FOLDER}/doGet.py"]
    assert (f"{FOLDER}/resource.json", "lists doGet.py, which is not there") in found(export)


def test_refuses_a_file_that_is_not_listed(good):
    export = good.export() | {f"{FOLDER}/extra.bin": b"1"}
    assert (f"{FOLDER}/extra.bin", "not listed in resource.json, so the gateway ignores it") in found(export)


def test_refuses_a_python_file_that_no_verb_names(good):
    files = changed(good.export(), f"{FOLDER}/resource.json", lambda document: document["files"].append("dopost.py"))
    files[f"{FOLDER}/dopost.py"] = b"A = 1\n"
    assert (f"{FOLDER}/dopost.py", "no verb file, so the gateway never runs it") in found(files)


def test_refuses_a_folder_without_resource_json(good):
    export = good.export()
    del export[f"{SCRIPT}/resource.json"]
    assert (f"{SCRIPT}/code.py", "the gateway ignores a folder without resource.json") in found(export)


def test_refuses_a_resource_outside_resources(good):
    export = {entry.replace("webdev/resources/", "webdev/"): content for entry, content in good.export().items()}
    assert "the gateway ignores what is outside resources/" in [problem for _, problem in found(export)]


@pytest.mark.parametrize("key", ["scope", "version", "restricted", "overridable", "files", "attributes"])
def test_refuses_a_resource_json_without_one_of_its_six_keys(good, key):
    files = changed(good.export(), f"{FOLDER}/resource.json", lambda document: document.pop(key))
    assert (f"{FOLDER}/resource.json", f'"{key}" is missing') in found(files)


@pytest.mark.parametrize(
    ("entry", "change", "problem"),
    [
        (f"{FOLDER}/resource.json", lambda d: d.update(extra=1), '"extra" is unknown'),
        (f"{FOLDER}/resource.json", lambda d: d.update(scope="A"), "wrong scope or version"),
        (f"{SCRIPT}/resource.json", lambda d: d.update(version=2), "wrong scope or version"),
        (
            f"{SCRIPT}/resource.json",
            lambda d: d["attributes"].pop("hintScope"),
            "a script without hintScope 2",
        ),
        (
            f"{SCRIPT}/resource.json",
            lambda d: d["attributes"].pop("lastModification"),
            "no lastModification; some gateways skip such a resource",
        ),
        (
            f"{SCRIPT}/resource.json",
            lambda d: d["attributes"].update(lastModificationSignature="0" * 64),
            "carries a signature; a stale one is skipped silently",
        ),
        (
            f"{FOLDER}/config.json",
            lambda d: d.pop("resource-type"),
            '"resource-type" is None, so every call fails',
        ),
        (
            f"{FOLDER}/config.json",
            lambda d: d.update({"resource-type": "python"}),
            "\"resource-type\" is 'python', so every call fails",
        ),
        ("project.json", lambda d: d.pop("enabled"), '"enabled" is missing'),
    ],
)
def test_refuses_a_wrong_document(good, entry, change, problem):
    assert found(changed(good.export(), entry, change)) == [(entry, problem)]


def test_refuses_a_verb_file_without_its_block(good):
    files = changed(good.export(), f"{FOLDER}/config.json", lambda document: document.pop("doPut"))
    assert found(files) == [(f"{FOLDER}/doPut.py", "has no block in config.json, so it answers 501")]


def test_refuses_a_block_without_its_file(good):
    export = good.export()
    del export[f"{FOLDER}/doPut.py"]
    files = changed(export, f"{FOLDER}/resource.json", lambda document: document["files"].remove("doPut.py"))
    assert found(files) == [(f"{FOLDER}/config.json", "configures doPut, but doPut.py is not there")]


@pytest.mark.parametrize("text", [b"{", b"[]", b'"text"'])
def test_refuses_what_is_no_json_object(good, text):
    assert f"{FOLDER}/config.json" in [path for path, _ in found(good.export() | {f"{FOLDER}/config.json": text})]


def test_refuses_a_zip_without_project_json(good):
    export = good.export()
    del export["project.json"]
    assert found(export) == [("project.json", "the file is missing at the root of the zip")]


@pytest.mark.parametrize("kind", ["timer/Every", "startup", "event-scripts"])
def test_refuses_event_scripts(good, kind):
    export = good.export() | {
        f"ignition/{kind}/data.bin": b"",
        f"ignition/{kind}/resource.json": good.export()[f"{FOLDER}/resource.json"],
    }
    assert (f"ignition/{kind}", "8.1 never runs event scripts from files") in found(export)


def test_every_verb_is_enabled_and_public(good):
    config = json.loads(good.export()[f"{FOLDER}/config.json"])
    block = {
        "enabled": True,
        "max-retry-attempts": 3,
        "require-auth": False,
        "require-https": False,
        "required-roles": "",
        "user-source": "",
    }
    assert config == {"resource-type": "python-resource"} | dict.fromkeys(layout.VERBS, block)


def test_a_script_resource_is_what_the_designer_writes(good):
    document = json.loads(good.export()[f"{SCRIPT}/resource.json"])
    assert document == {
        "scope": "A",
        "version": 1,
        "restricted": False,
        "overridable": True,
        "files": ["code.py"],
        "attributes": {
            "hintScope": 2,
            "lastModification": {"actor": "external", "timestamp": "2026-01-01T00:00:00Z"},
        },
    }
