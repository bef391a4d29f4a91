"""Conformance: the script library (checklist 7.6)."""

import threading

import pytest

from tests.support.synthetic import Gateway, Site, project, script
from webdev.compiled import code_of
from webdev.scripts import ScriptLibrary, compile_source

pytestmark = pytest.mark.in_process("no request")


def library(sources, **names):
    return ScriptLibrary({dotted: (text, "scripts/%s.py" % dotted.replace(".", "/"))
                          for dotted, text in sources.items()}, names)


def test_dotted_access_loads_on_first_use():
    log = []
    lib = library({"project.http.reply": "log.append('reply')\nV = 1\n",
                   "project.http.other": "log.append('other')\n"}, log=log)
    assert log == []
    assert lib.project.http.reply.V == 1
    assert lib.project.http.reply.V == 1
    assert log == ["reply"]


def test_unknown_names_are_attribute_errors():
    lib = library({"project.a": "V = 1\n"})
    for find in (lambda: lib.nothing, lambda: lib.project.nothing, lambda: lib.project.a.nothing):
        with pytest.raises(AttributeError):
            find()


@pytest.mark.parametrize("statement", [
    "from project.http import problem",
    "import project.http.problem as problem",
    "from project.http import problem as problem, other",
    "import project.http.problem\nproblem = project.http.problem",
    "import problem",
    "problem = project.http.problem",
])
def test_every_form_of_import_gives_the_same_module(statement):
    lib = library({"project.http.problem": "V = []\n", "project.http.other": "pass",
                   "project.http.reply": statement + "\n"})
    assert lib.project.http.reply.problem is lib.project.http.problem


def test_import_inside_a_function():
    lib = library({"a.b": "def f():\n\tfrom a import c\n\treturn c.V\n", "a.c": "V = 7\n"})
    assert lib.a.b.f() == 7


def test_from_module_import_name():
    lib = library({"a.b": "from a.c import V\nfrom a.c import *\n", "a.c": "V = 7\nW = 8\n"})
    assert (lib.a.b.V, lib.a.b.W) == (7, 8)


def test_missing_module_and_name_are_import_errors():
    for statement in ("import a.missing", "from a import missing", "from a.c import missing",
                      "import nowhere_at_all"):
        lib = library({"a.b": statement, "a.c": "pass"})
        with pytest.raises(ImportError):
            lib.a.b  # noqa: B018


def test_python_2_takes_a_sibling_before_the_standard_library():
    lib = library({"a.json": "V = 'sibling'\n", "a.b": "import json\n", "c.d": "import json\n"})
    assert lib.a.b.json.V == "sibling"
    assert hasattr(lib.c.d.json, "dumps")


def test_sibling_means_the_same_folder_only():
    lib = library({"a.json": "V = 'uncle'\n", "a.b.c": "import json\n"})
    assert hasattr(lib.a.b.c.json, "dumps")


def test_names_given_are_globals_and_importable():
    system = Gateway().system
    lib = library({"a": "import system\nfrom system import seen\nsame = system.seen is seen\n"}, system=system)
    assert lib.a.same is True
    assert lib.a.system is system


def test_missing_system_namespace_is_an_import_error():
    lib = library({"a": "import system.historian\n"}, system=Gateway().system)
    with pytest.raises(ImportError):
        lib.load("a")


def test_two_libraries_have_each_their_own_project():
    first = library({"project.a": "V = 1\n", "project.b": "from project import a\n"})
    second = library({"project.a": "V = 2\n", "project.b": "from project import a\n"})
    assert (first.project.b.a.V, second.project.b.a.V) == (1, 2)


def test_modules_stay_out_of_sys_modules():
    import sys
    assert library({"only_in_a_library.a": "V = 1\n"}).only_in_a_library.a.V == 1
    assert not [name for name in sys.modules if name.startswith("only_in_a_library")]


def test_other_code_is_not_affected_by_the_hook():
    library({"json": "V = 1\n"})
    import json
    assert json.loads("1") == 1


def test_circular_from_import_fails_as_on_python_2():
    lib = library({"a.b": "from a import c\n", "a.c": "from a import b\n"})
    with pytest.raises(ImportError):
        lib.a.b  # noqa: B018


def test_circular_use_through_dotted_globals_works():
    lib = library({"a.b": "def f():\n\treturn a.c.g()\ndef h():\n\treturn 5\n", "a.c": "def g():\n\treturn a.b.h()\n"})
    assert lib.a.b.f() == 5


def test_root_script_is_a_lazy_global():
    log = []
    lib = library({"tool": "log.append(1)\ndef f():\n\treturn 3\n", "a.b": "def f():\n\treturn tool.f()\n"}, log=log)
    module = lib.a.b
    assert log == []
    assert module.f() == 3
    assert log == [1]


def test_failed_load_is_raised_and_tried_again():
    state = {"broken": True}
    lib = library({"a.b": "half = 1\nif state['broken']:\n\traise ValueError('no')\nV = 1\n"}, state=state)
    with pytest.raises(ValueError):
        lib.a.b  # noqa: B018
    state["broken"] = False
    assert lib.a.b.V == 1


def test_code_carries_the_file_name():
    lib = library({"project.http.reply": "def f():\n\tpass\n"})
    assert lib.project.http.reply.f.__code__.co_filename == "scripts/project/http/reply.py"
    assert lib.project.http.reply.__file__ == "scripts/project/http/reply.py"


def test_package_and_script_at_once_is_refused():
    with pytest.raises(ValueError):
        library({"a": "pass", "a.b": "pass"})


def test_coding_cookie_is_a_syntax_error():
    with pytest.raises(SyntaxError):
        compile_source("# coding: utf-8\n", "x.py")
    with pytest.raises(SyntaxError):
        compile_source("\n# -*- coding: latin-1 -*-\n", "x.py")
    assert compile_source("\n\n# coding: utf-8\n", "x.py")


def test_module_is_executed_once_under_threads():
    log = []
    lib = library({"a.slow": "import time\nlog.append(1)\ntime.sleep(0.05)\nV = 1\n", "a.user": "from a import slow\n"},
                  log=log)
    values = []
    work = [lambda: values.append(lib.a.slow.V), lambda: values.append(lib.a.user.slow.V)] * 4
    threads = [threading.Thread(target=target) for target in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (values, log) == ([1] * 8, [1])


def test_script_named_init_is_ignored():
    site = Site(project(script("pkg.__init__", "V = 1\n"), script("pkg.mod", "V = 2\n")))
    assert site.library.pkg.mod.V == 2
    assert "pkg.__init__" not in site.library


def test_loading_does_not_wait_for_another_library():
    slow = library({"a": "import time\ntime.sleep(2)\n"})
    quick = library({"a": "V = 1\n"})
    thread = threading.Thread(target=lambda: slow.load("a"))
    thread.start()
    assert quick.a.V == 1
    assert thread.is_alive()
    thread.join()


@pytest.mark.parametrize("text", ["V = 7 / 2\n", "V = u'a'\n", u"V = u'\u00e4'\n"])
def test_code_that_was_kept_does_what_the_text_says(text):
    found = []
    for _ in range(2):
        code = code_of(text, "scripts/kept.py")
        names = {}
        exec(code, names)
        found.append((names["V"], code.co_filename))
    expected = {}
    exec(compile(text, "scripts/kept.py", "exec", 0, True), expected)
    assert found == [(expected["V"], "scripts/kept.py")] * 2


def test_another_text_or_file_is_other_code():
    values = []
    for text, filename in (("V = 1", "scripts/a.py"), ("V = 2", "scripts/a.py"), ("V = 1", "scripts/b.py")):
        code, names = code_of(text, filename), {}
        exec(code, names)
        values.append((names["V"], code.co_filename))
    assert values == [(1, "scripts/a.py"), (2, "scripts/a.py"), (1, "scripts/b.py")]


def test_what_does_not_compile_is_a_syntax_error_each_time():
    for _ in range(2):
        with pytest.raises(SyntaxError):
            code_of("def f(:", "scripts/broken.py")
