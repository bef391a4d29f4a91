"""project.config.settings: the one table of the configuration."""

import json
import re

import pytest

import simulator
import webdev
from tests.support.product import CONFIG, export


@pytest.fixture(scope="module")
def settings(library):
    return library.config.settings


# How the documentation speaks of a wrong value.
WRONG = re.compile("wrong value|wrong in any part|mistake|ignored|malformed|unknown|does not exist")


def names(settings):
    return [setting["name"] for setting in settings.SETTINGS]


def test_each_entry_is_complete_and_documented(settings):
    assert len(set(names(settings))) == len(settings.SETTINGS)
    for setting in settings.SETTINGS:
        assert set(setting) == set(["name", "dataType", "default", "documentation"])
        assert re.match("^[A-Z][A-Za-z]+$", setting["name"])
        assert setting["documentation"].endswith(".")


def test_each_documentation_says_what_empty_and_what_a_wrong_value_means(settings):
    for setting in settings.SETTINGS:
        text = setting["documentation"]
        assert setting["dataType"] == "Boolean" or "Empty" in text, setting["name"]
        assert WRONG.search(text), setting["name"]


def test_documentation_names_each_limit_with_its_default(settings):
    documented = [setting["documentation"] for setting in settings.SETTINGS if setting["name"] == "Limits"][0]
    for name, (default, lowest, highest) in settings.LIMITS.items():
        assert lowest <= default <= highest
        assert "%s (%d)" % (name, default) in documented


def test_the_tag_file_imports_at_the_root_of_the_provider_and_gives_what_is_shipped(settings):
    gateway = simulator.use(simulator.Gateway())
    gateway.tags.import_tags(json.loads(json.dumps(settings.tagExport())), base="[default]")
    for setting in settings.SETTINGS:
        node = gateway.tags.get(settings.tagPath(setting["name"]))
        assert node.data_type == setting["dataType"]
        assert node.config["documentation"] == setting["documentation"]
        assert gateway.tags.read(settings.tagPath(setting["name"])).quality.isGood()
    host = webdev.Host(gateway)
    host.install("any", export())
    configuration = host.project("any").library.project.config.current.get()
    assert configuration.isAvailable and configuration.problems == []
    assert configuration.limits == dict((name, bounds[0]) for name, bounds in settings.LIMITS.items())


def test_no_token_is_shipped(settings):
    shipped = dict((setting["name"], setting["default"]) for setting in settings.SETTINGS)
    assert shipped["ValidTokens"] == ""


def test_the_root_is_where_the_contract_says(settings):
    assert settings.ROOT + "/" == CONFIG
    assert settings.tagPath("X") == CONFIG + "X"
