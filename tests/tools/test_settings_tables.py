"""The tables of the configuration in the documents say what the settings are."""

import re

import pytest

from tests.support.product import Product
from tools import ROOT

ROW = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)
SHOWN = {"": "empty", (): "empty", False: "false", True: "true"}


@pytest.fixture(scope="module")
def settings():
    return Product().library.project.config.settings


@pytest.fixture(scope="module")
def rows():
    """{name: [cells of its row]} of every table with names in its first column."""
    found = {}
    for document in ("README.md", "docs/api.md"):
        for name, cells in ROW.findall((ROOT / document).read_text("utf-8")):
            found.setdefault(name, []).append(cells.split(" | "))
    return found


def test_every_setting_stands_in_the_table_with_its_type_and_what_is_shipped(settings, rows):
    for setting in settings.SETTINGS:
        default = setting["default"]
        shown = f"`{default}`" if default in ({}, "operator") else SHOWN[tuple(default) if default == [] else default]
        told = [cells[:2] for cells in rows.get(setting["name"], [])]
        assert [setting["dataType"], shown] in told, setting["name"]


def test_every_limit_stands_in_the_table_with_its_bounds(settings, rows):
    for name, bounds in settings.LIMITS.items():
        told = [cells[:3] for cells in rows.get(name, [])]
        assert [str(bound) for bound in bounds] in told, name


def test_no_table_names_a_setting_that_is_not_there(settings, rows):
    types = {setting["dataType"] for setting in settings.SETTINGS}
    told = {name for name, tables in rows.items() for cells in tables if cells[0] in types}
    assert told == {setting["name"] for setting in settings.SETTINGS}
