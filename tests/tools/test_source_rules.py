"""What the build refuses in a single source file."""

import pytest

MODULE = "scripts/project/probe.py"
VERB = "webdev_resources/api/tags/doGet.py"

PYTHON_3_ONLY = {
    "f-string": "def f(a):\n\treturn f'{a}'\n",
    "argument annotation": "def f(a: int):\n\treturn a\n",
    "return annotation": "def f(a) -> int:\n\treturn a\n",
    "variable annotation": "a: int = 1\n",
    "nonlocal": "def f():\n\ta = 1\n\tdef g():\n\t\tnonlocal a\n\t\ta = 2\n\treturn g\n",
    "keyword-only argument": "def f(*, a=1):\n\treturn a\n",
    "keyword-only argument after *args": "def f(*args, a=1):\n\treturn a\n",
    "positional-only argument": "def f(a, /):\n\treturn a\n",
    "raise from": "def f(a):\n\traise ValueError() from a\n",
    "walrus": "def f(a):\n\tif (b := a):\n\t\treturn b\n",
    "yield from": "def f(a):\n\tyield from a\n",
    "async": "async def f():\n\treturn 1\n",
    "starred target": "def f(a):\n\tb, *c = a\n\treturn c\n",
    "two starred arguments": "def f(g, a):\n\treturn g(*a, *a)\n",
    "dict unpacking": "def f(a):\n\treturn {**a}\n",
    "digit groups": "a = 1_000\n",
    "metaclass keyword": "class A(metaclass=type):\n\tpass\n",
    "matrix product": "def f(a, b):\n\treturn a @ b\n",
    "match": "def f(a):\n\tmatch a:\n\t\tcase 1:\n\t\t\treturn 1\n",
    "attribute called exec": "def f(a):\n\treturn a.exec()\n",
    "attribute called print": "def f(a):\n\treturn a.print\n",
    "print with a file": "def f(a):\n\tprint(1, file=a)\n",
    "value of a generator": "def f(a):\n\tyield a\n\treturn a\n",
}

PYTHON_2_ONLY = {
    "print statement": "print 'a'\n",
    "except with a comma": "try:\n\tpass\nexcept ValueError, e:\n\tpass\n",
    "exec statement": "exec 'a = 1'\n",
    "backticks": "a = `1`\n",
    "raise with a comma": "raise ValueError, 'a'\n",
    "octal without o": "a = 0777\n",
    "long suffix": "a = 1L\n",
    "not-equal as <>": "a = 1 <> 2\n",
    "ur string": "a = ur'b'\n",
    "tuple argument": "def f((a, b)):\n\treturn a\n",
}


def problems(tree, path=MODULE):
    return [fault.problem for fault in tree.faults() if fault.path == path]


def test_the_example_tree_keeps_every_rule(good):
    assert good.faults() == []


@pytest.mark.parametrize("text", PYTHON_3_ONLY.values(), ids=PYTHON_3_ONLY)
def test_refuses_what_only_python_3_accepts(good, text):
    good.write(MODULE, text)
    assert any("not Python 2.7" in problem or "generator" in problem for problem in problems(good))


@pytest.mark.parametrize("text", PYTHON_2_ONLY.values(), ids=PYTHON_2_ONLY)
def test_refuses_what_only_python_2_accepts(good, text):
    good.write(MODULE, text)
    assert any(problem.startswith("not Python 3 ") for problem in problems(good))


@pytest.mark.parametrize("name", ["f-string", "keyword-only argument", "nonlocal", "walrus", "raise from"])
def test_iglint_refuses_it_too(good, name):
    good.write(MODULE, PYTHON_3_ONLY[name])
    assert any("SCR001" in problem for problem in problems(good))


def test_refuses_a_syntax_error_in_a_verb_file(good):
    good.write(VERB, "def doGet(request, session):\n\treturn (\n")
    assert any("not Python 2.7" in problem for problem in problems(good, VERB))


def test_names_the_line_of_a_syntax_error(good):
    good.write(MODULE, "a = 1\n\n\nb = f'{a}'\n")
    assert {fault.line for fault in good.faults()} == {4}


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (b"\xef\xbb\xbfa = 1\n", 1, "byte order mark"),
        (b"a = 1\r\nb = 2\r\n", 1, "carriage return"),
        (b"a = 1\nb = '\\n'\r\n", 2, "carriage return"),
        ("a = 1\nb = u'\u00e9'\n".encode(), 2, "non-ASCII"),
        (b"# caf\xe9\n", 1, "non-ASCII"),
        (b"# -*- coding: utf-8 -*-\na = 1\n", 1, "coding cookie"),
        (b"a = 1\n# vim: set fileencoding=ascii :\n", 2, "coding cookie"),
        (b"def f():\n    return 1\n", 2, "space in the indentation"),
        (b"def f():\n\tif 1:\n\t    return 1\n", 3, "space in the indentation"),
    ],
)
def test_refuses_bytes_that_the_designer_would_not_write(good, content, line, problem):
    good.write(MODULE, content)
    faults = [fault for fault in good.faults() if problem in fault.problem]
    assert [(fault.path, fault.line) for fault in faults[:1]] == [(MODULE, line)]


def test_allows_spaces_inside_a_multi_line_string(good):
    good.write(MODULE, '"""Title\n\n  indented\n"""\n')
    assert problems(good) == []


def test_a_coding_cookie_counts_only_where_python_reads_one(good):
    good.write(MODULE, "a = 1\nb = 2\n# coding: ascii\n")
    assert problems(good) == []


def test_refuses_a_module_over_40_kilobytes(good):
    good.write(MODULE, "a = 1\n" * 7000)
    assert any("42000 bytes" in problem for problem in problems(good))


def test_allows_a_module_of_40_kilobytes(good):
    good.write(MODULE, "#" * (40 * 1024 - 1) + "\n")
    assert problems(good) == []


@pytest.mark.parametrize(
    "text",
    [
        "import javax.servlet\n",
        "import javax.servlet.http as http\n",
        "from javax.servlet.http import HttpServletResponse\n",
        "from javax import servlet\n",
        "from jakarta import servlet\n",
        "from jakarta.servlet import http\n",
        "from javax import *\n",
        "import jakarta\n",
        "import javax as j\n",
        "import javax.crypto\nresponse = javax.servlet.http.HttpServletResponse\n",
        "def f(loader):\n\treturn loader('jakarta.servlet.http.Cookie')\n",
    ],
)
def test_refuses_a_servlet_class(good, text):
    good.write(MODULE, text)
    assert "names a servlet class" in problems(good)


def test_allows_other_javax_packages_and_prose_about_servlets(good):
    good.write(MODULE, '"""Never javax.servlet."""\nfrom javax.crypto import Mac\nUSED = Mac\n')
    assert problems(good) == []
