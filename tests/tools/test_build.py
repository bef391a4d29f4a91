"""The build as a whole: its bytes, its refusals, its tag files."""

import io
import json
import zipfile

import pytest

from tools import ROOT, build
from tools.faults import Refused
from tools.package import archive, demo, tree

SETTINGS = '''"""Settings."""


def tagExport():
	role = {"name": "DefaultRole", "tagType": "AtomicTag", "valueSource": "memory", "dataType": "String"}
	return {"name": "Config", "tagType": "Folder", "tags": [
		{"name": "API", "tagType": "Folder", "tags": [role]},
	]}
'''
TABLES = "CREATE TABLE example (id INTEGER);\n"
DEMO = {
    "name": "Plant",
    "tagType": "Folder",
    "tags": [
        {
            "name": "FlowRate",
            "tagType": "AtomicTag",
            "valueSource": "memory",
            "dataType": "Float8",
            "value": 1.5,
        }
    ],
}


@pytest.fixture
def whole(good):
    """The example tree with what the tag files need."""
    good.write("scripts/project/config/settings.py", SETTINGS)
    good.write("ignition/tags/demo-tags.json", json.dumps(DEMO))
    good.write("ignition/sql/sqlite.sql", TABLES)
    return good


def zip_of(files):
    return zipfile.ZipFile(io.BytesIO(archive.pack(files)))


def write_zip(path, entries):
    with zipfile.ZipFile(path, "w") as target:
        for name, content in entries:
            target.writestr(name, content)
    return path


def test_writes_the_zip_and_both_tag_files(whole):
    assert [path.name for path in build.build(whole.root)] == [
        "ignition-rest-api-1.2.3.zip",
        "config-tags.json",
        "demo-tags.json",
        "tables-sqlite.sql",
    ]
    assert archive.unpack(whole.root / "dist/ignition-rest-api-1.2.3.zip") == whole.export()
    config = json.loads((whole.root / "dist/config-tags.json").read_text())
    assert config["tags"][0]["tags"][0]["name"] == "DefaultRole"
    assert json.loads((whole.root / "dist/demo-tags.json").read_text()) == DEMO
    assert (whole.root / "dist/tables-sqlite.sql").read_text() == TABLES


def test_the_demo_plant_lies_beside_the_zip():
    products = demo.products(ROOT)
    assert sorted(products) == ["demo-plant-postgresql.sql", "demo-plant-sqlite.sql", "demo-plant.zip"]
    files = demo.export_files(ROOT)
    assert "ignition/named-query/Production/By Hour/query.sql" in files
    assert demo.faults(ROOT) == []
    assert not [entry for entry in build.export_files() if "named-query" in entry]


def test_two_builds_give_equal_bytes(whole):
    first = [path.read_bytes() for path in build.build(whole.root)]
    for source in whole.root.rglob("*.py"):
        source.touch()
    assert [path.read_bytes() for path in build.build(whole.root)] == first


def test_leaves_nothing_but_the_products_in_dist(whole):
    products = build.build(whole.root)
    assert sorted((whole.root / "dist").iterdir()) == sorted(products)


def test_a_refused_build_writes_nothing(whole):
    whole.write("scripts/project/probe.py", "print 'a'\n")
    with pytest.raises(Refused):
        build.build(whole.root)
    assert not (whole.root / "dist").exists()


def test_entries_are_sorted_with_one_time_and_mode(good):
    entries = zip_of(good.export()).infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {(entry.date_time, entry.external_attr) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 0o100644 << 16)}
    assert entries[0].filename.startswith("com.inductiveautomation.webdev/resources/api/tags/")


def test_sources_go_into_the_zip_byte_for_byte(good):
    files = good.export()
    assert files["ignition/script-python/project/api/code.py"].decode() == good.read("scripts/project/api.py")
    handler = files["com.inductiveautomation.webdev/resources/api/tags/doGet.py"]
    assert handler.decode() == good.read("webdev_resources/api/tags/doGet.py")


def test_bytecode_folders_stay_out(good):
    good.write("scripts/project/__pycache__/api.cpython-311.pyc", b"\0")
    assert not [entry for entry in good.export() if "pycache" in entry]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "VERSION is not assigned"),
        ("VERSION = 1\n", "VERSION is no version literal"),
        ('VERSION = "../1"\n', "VERSION is no version literal"),
        ('VERSION = "1.2" + ".3"\n', "VERSION is no version literal"),
    ],
)
def test_refuses_a_version_it_cannot_read(good, text, problem):
    good.write("scripts/project/version.py", text)
    with pytest.raises(Refused, match=f"^scripts/project/version.py.*{problem}"):
        tree.version(good.root)


def test_refuses_demo_tags_that_are_not_json(whole):
    whole.write("ignition/tags/demo-tags.json", '{\n"name": }\n')
    with pytest.raises(Refused, match=r"^ignition/tags/demo-tags.json:2: not JSON"):
        build.build(whole.root)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"dataType": "Int44"}, "no such data type: Int44"),
        ({"dataType": "Int4", "value": "fast"}, "Plant/FlowRate is Error_TypeConversion"),
    ],
)
def test_refuses_demo_tags_that_the_gateway_cannot_import(whole, change, problem):
    flow_rate = DEMO["tags"][0] | change
    whole.write("ignition/tags/demo-tags.json", json.dumps(DEMO | {"tags": [flow_rate]}))
    with pytest.raises(Refused, match=rf"^ignition/tags/demo-tags.json: .*{problem}"):
        build.build(whole.root)


def test_command_tells_each_fault_on_one_line_and_fails(good, capsys):
    export = good.export() | {"stray.txt": b"1", "stray/other.txt": b"1"}
    target = write_zip(good.root / "some.zip", export.items())
    assert build.main(["--check", str(target)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "some.zip:stray.txt: the gateway ignores a folder without resource.json; add the resource.json",
        "some.zip:stray/other.txt: the gateway ignores a folder without resource.json; add the resource.json",
        "refused: 2 faults",
    ]


def test_command_accepts_its_own_export(good, capsys):
    target = good.root / "own.zip"
    archive.write(target, archive.pack(good.export()))
    assert build.main(["--check", str(target)]) == 0
    assert "own.zip keeps every rule" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("ignition\\script-python\\a\\code.py", "backslash"),
        ("../outside.py", "leaves the project folder"),
        ("/absolute.py", "leaves the project folder"),
        ("PROJECT.json", "there twice"),
    ],
)
def test_refuses_entries_that_an_import_would_trip_over(good, name, problem):
    target = write_zip(good.root / "some.zip", [*good.export().items(), (name, b"1")])
    with pytest.raises(Refused) as refused:
        archive.unpack(target)
    assert [problem in fault.problem for fault in refused.value.faults] == [True]
    assert f"some.zip:{name}" in str(refused.value)


def test_refuses_a_wrapper_directory(good):
    target = write_zip(good.root / "some.zip", [(f"Project/{name}", text) for name, text in good.export().items()])
    with pytest.raises(Refused, match=r"some.zip:project.json: the file is missing at the root of the zip"):
        build.check(target)


def test_refuses_what_is_no_zip(good):
    good.write("some.zip", b"not a zip")
    with pytest.raises(Refused, match=r"^some.zip: cannot be read as a zip"):
        build.check(good.root / "some.zip")


def test_refuses_a_zip_with_damaged_content(good):
    content = bytearray(archive.pack(good.export()))
    content[200:260] = bytes(60)
    good.write("some.zip", bytes(content))
    with pytest.raises(Refused, match=r"^some.zip: cannot be read as a zip"):
        build.check(good.root / "some.zip")


def test_a_write_that_fails_keeps_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "file"
    target.write_bytes(b"old")
    monkeypatch.setattr(archive.os, "replace", lambda *paths: (_ for _ in ()).throw(OSError("disk")))
    with pytest.raises(OSError, match="disk"):
        archive.write(target, b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
