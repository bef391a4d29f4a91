"""The product's own export, written as a zip, read back and imported into a gateway under another name."""

import functools
from types import FunctionType

import pytest

import simulator
import webdev
from tools import ROOT, build
from tools.package import archive, layout, tags, tree

METHODS = [verb[2:].upper() for verb in layout.VERBS]


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    target = tmp_path_factory.mktemp("dist") / "product.zip"
    archive.write(target, archive.pack(build.export_files()))
    return webdev.Export.open(str(target))


@pytest.fixture(scope="module")
def project(export):
    host = webdev.Host(simulator.use(simulator.Gateway()))
    host.install("line 7", export)
    return host.project("line 7")


def test_the_zip_gives_back_what_the_tree_holds(export):
    assert export.files == tree.export_files(ROOT)


def test_every_folder_of_verb_files_is_a_resource_with_eight_handlers(project):
    folders = {path.parent for path in (ROOT / layout.RESOURCE_SOURCES).rglob("*.py")}
    assert set(project.resources) == {
        folder.relative_to(ROOT / layout.RESOURCE_SOURCES).as_posix() for folder in folders
    }
    for resource in project.resources.values():
        verbs = [resource.verb(method) for method in METHODS]
        assert all(verb.enabled and not verb.require_auth and not verb.require_https for verb in verbs)
        assert [verb.handler.error for verb in verbs] == [None] * 8


def test_every_script_loads_and_keeps_the_name_of_its_source(project):
    for path in (ROOT / layout.SCRIPT_SOURCES).rglob("*.py"):
        place = path.relative_to(ROOT / layout.SCRIPT_SOURCES).with_suffix("")
        module = functools.reduce(getattr, place.parts, project.library)
        assert module.__name__ == ".".join(place.parts)
        functions = [value for value in vars(module).values() if isinstance(value, FunctionType)]
        own = [function.__code__ for function in functions if function.__module__ == module.__name__]
        assert {code.co_filename for code in own} <= {f"scripts/{place.as_posix()}.py"}


def test_the_configuration_tags_are_the_table_of_settings(export, project):
    config = tags.config_document(export.files)
    (api,) = config["tags"]
    assert (config["name"], api["name"]) == ("Config", "API")
    settings = project.library.project.config.settings.SETTINGS
    assert [tag["name"] for tag in api["tags"]] == [setting["name"] for setting in settings]


@pytest.mark.parametrize("name", ["Temperature", "Pressure", "FlowRate", "Status", "Setpoint"])
def test_the_demo_tags_hold_the_plant_of_the_examples(name):
    gateway = simulator.Gateway()
    gateway.tags.import_tags(tags.demo_document(ROOT))
    assert gateway.tags.read(f"[default]Plant/{name}").quality.isGood()


def test_the_version_in_the_file_name_is_the_one_that_the_library_tells(project):
    assert tree.version(ROOT) == project.library.project.version.VERSION
