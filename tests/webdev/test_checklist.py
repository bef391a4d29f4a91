"""Every point of the checklist for WebDev (7.1 to 7.34, docs/platform.md) has a test that runs over HTTP."""

import io
import os
import re

import pytest

pytestmark = pytest.mark.in_process("reads the tests")
HERE = os.path.dirname(os.path.abspath(__file__))
FOLDERS = [HERE, os.path.join(os.path.dirname(HERE), "wire")]
TEST = re.compile(r"((?:@pytest\.mark\..*\n(?:[ \]].*\n)*)*)def test_7_(\d+)_")


def points_of(text):
    if re.search(r"^pytestmark = pytest\.mark\.in_process", text, re.MULTILINE):
        return set()
    return {int(number) for marks, number in TEST.findall(text) if "mark.in_process" not in marks}


def test_no_point_is_tested_in_process_only():
    found = set()
    for folder in FOLDERS:
        for name in os.listdir(folder):
            if name.startswith("test_") and name.endswith(".py"):
                with io.open(os.path.join(folder, name), encoding="utf-8") as stream:
                    found |= points_of(stream.read())
    assert found >= set(range(1, 35))


def test_marks_are_seen():
    assert points_of("def test_7_1_a():\n") == {1}
    marks = '@pytest.mark.in_process("x")\n@pytest.mark.parametrize("a", [\n    1,\n])\n'
    assert points_of(marks + "def test_7_1_a():\n") == set()
    assert points_of('pytestmark = pytest.mark.in_process("x")\n\ndef test_7_1_a():\n') == set()
