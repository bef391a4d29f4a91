"""What the build refuses in the names of scripts and packages."""

import pytest


def found(tree):
    return [(fault.path, fault.problem) for fault in tree.faults()]


def test_refuses_a_folder_that_is_both_package_and_script(good):
    good.write("scripts/project/http.py", "A = 1\n")
    good.write("scripts/project/http/reply.py", "A = 1\n")
    assert ("scripts/project/http.py", "both a script and a package") in found(good)


def test_refuses_a_script_named_init(good):
    good.write("scripts/project/http/__init__.py", "")
    assert ("scripts/project/http/__init__.py", "the gateway ignores a script named __init__") in found(good)


@pytest.mark.parametrize("name", ["system", "java", "javax", "com", "org"])
def test_refuses_a_module_named_like_the_platform(good, name):
    good.write(f"scripts/project/{name}.py", "A = 1\n")
    assert (f"scripts/project/{name}.py", f"hides the platform's own `{name}`") in found(good)


def test_refuses_a_package_named_like_the_platform(good):
    good.write("scripts/project/java/thing.py", "A = 1\n")
    assert ("scripts/project/java.py", "hides the platform's own `java`") in found(good)


@pytest.mark.parametrize("name", ["exec", "print", "class", "two words"])
def test_refuses_a_name_that_cannot_be_imported(good, name):
    good.write(f"scripts/project/{name}.py", "A = 1\n")
    assert (f"scripts/project/{name}.py", f"`{name}` cannot be imported") in found(good)


@pytest.mark.parametrize("path", ["scripts/custom.py", "scripts/custom/api.py"])
def test_refuses_a_package_named_custom(good, path):
    good.write(path, "A = 1\n")
    assert ("scripts/custom.py", "`custom` belongs to the integrator") in found(good)


@pytest.mark.parametrize("statement", ["import json", "import json.decoder as d", "from json import dumps"])
def test_refuses_a_module_that_hides_what_its_sibling_imports(good, statement):
    good.write("scripts/project/http/json.py", "A = 1\n")
    good.write("scripts/project/http/reply.py", f"A = 1\n{statement}\n")
    problem = "in Python 2 it hides the `json` that scripts/project/http/reply.py:2 imports"
    assert ("scripts/project/http/json.py", problem) in found(good)


def test_refuses_a_module_that_hides_what_it_imports_itself(good):
    good.write("scripts/project/commands.py", "import commands\nA = commands\n")
    problem = "in Python 2 it hides the `commands` that scripts/project/commands.py:1 imports"
    assert ("scripts/project/commands.py", problem) in found(good)


def test_refuses_a_package_that_hides_what_its_sibling_imports(good):
    good.write("scripts/project/json/codec.py", "A = 1\n")
    good.write("scripts/project/reply.py", "import json\nA = json\n")
    assert "scripts/project/json.py" in [path for path, _ in found(good)]


def test_refuses_a_module_that_hides_the_root_package(good):
    good.write("scripts/project/http/project.py", "A = 1\n")
    good.write("scripts/project/http/reply.py", "from project import version\nA = version\n")
    assert "scripts/project/http/project.py" in [path for path, _ in found(good)]


def test_allows_a_module_of_another_folder_to_carry_the_name(good):
    good.write("scripts/project/codec/json.py", "A = 1\n")
    good.write("scripts/project/http/reply.py", "import json\nA = json\n")
    assert found(good) == []


def test_allows_siblings_by_their_full_name(good):
    good.write("scripts/project/http/problem.py", "A = 1\n")
    good.write("scripts/project/http/reply.py", "from project.http import problem\nA = problem\n")
    assert found(good) == []


def test_refuses_a_file_that_is_no_script(good):
    good.write("scripts/project/notes.txt", "note")
    assert ("scripts/project/notes.txt", "not a script") in found(good)
