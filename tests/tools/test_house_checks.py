"""What the lint refuses in the shipped library: the order of its rooms, its manners, its verb files."""

import pytest

from tools.checks import abuse, comparisons, grammar, handlers, manners, rooms


def found(check, tree):
    return [(fault.path, fault.line, fault.problem) for fault in check(tree.root)]


@pytest.mark.parametrize("check", [rooms.check, manners.check, handlers.check, grammar.check, comparisons.check])
def test_the_example_tree_passes(good, check):
    assert found(check, good) == []


@pytest.mark.parametrize(
    ("module", "statement", "problem"),
    [
        ("values/times", "from project.gateway import clock", "`values` imports `gateway`"),
        ("gateway/clock", "from project.config import settings", "`gateway` imports `config`"),
        ("http/reply", "from project.guard import roles", "`http` imports `guard`"),
        ("tags", "from project import history", "`tags` imports `history`"),
        ("guard/roles", "import project.tags.items", "`guard` imports `tags`"),
        ("openapi", "from project import api", "`openapi` imports `api`"),
    ],
)
def test_a_room_imports_only_what_stands_before_it(good, module, statement, problem):
    good.write(f"scripts/project/{module}.py", f"A = 1\n{statement}\n")
    assert found(rooms.check, good) == [(f"scripts/project/{module}.py", 2, f"{problem}, which stands after it")]


def test_a_later_room_may_import_an_earlier_one(good):
    good.write("scripts/project/history.py", "from project import tags\nA = tags\n")
    good.write("scripts/project/tags.py", "from project.http import reply\nA = reply\n")
    good.write("scripts/project/http/reply.py", "A = 1\n")
    assert found(rooms.check, good) == []


def test_a_room_that_nobody_knows(good):
    good.write("scripts/project/helpers.py", "A = 1\n")
    assert found(rooms.check, good) == [("scripts/project/helpers.py", 0, "`helpers` is no room of the library")]


def test_no_circles_inside_a_room(good):
    good.write("scripts/project/http/a.py", "from project.http import b\nA = b\n")
    good.write("scripts/project/http/b.py", "from project.http import c\nA = c\n")
    good.write("scripts/project/http/c.py", "from project.http import a\nA = a\n")
    ((path, _, problem),) = found(rooms.check, good)
    assert path.startswith("scripts/project/http/")
    assert problem.startswith("imports go in a circle: project.http.")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("A = system.tag.readBlocking\n", "names `system`"),
        ("A = system\n", "names `system`"),
        ("from java.util import Date\n", "imports from the platform (`java`)"),
        ("import java\n", "imports from the platform (`java`)"),
        ("from com.inductiveautomation.ignition import common\n", "imports from the platform (`com`)"),
        ("import org.slf4j\n", "imports from the platform (`org`)"),
        ("from javax.crypto import Mac\n", "imports from the platform (`javax`)"),
        ("from system import tag\n", "imports from the platform (`system`)"),
        ("A = java.util.Date\n", "names `java.util`"),
    ],
)
def test_only_the_ports_name_the_platform(good, text, problem):
    good.write("scripts/project/tags.py", text)
    assert found(manners.check, good) == [("scripts/project/tags.py", 1, problem)]
    (good.root / "scripts/project/tags.py").unlink()
    good.write("scripts/project/gateway/tags.py", text)
    assert found(manners.check, good) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("from project.http.reply import write", "`project.http.reply.write` is not a module"),
        ("from project import http", "`project.http` is a package"),
        ("from project.http import *", "`project.http.*` is not a module"),
        ("import project.http.reply", "`import project.http.reply`"),
        ("from . import version", "a relative import"),
        ("A = project.http.reply", "reaches a module through the global `project`"),
    ],
)
def test_modules_are_imported_whole_and_by_their_full_name(good, statement, problem):
    good.write("scripts/project/http/reply.py", "def write():\n\treturn 1\n")
    good.write("scripts/project/tags.py", f"{statement}\n")
    assert found(manners.check, good) == [("scripts/project/tags.py", 1, problem)]


@pytest.mark.parametrize(
    "text", ["def f():\n\timport json\n", "class A:\n\tdef f(self):\n\t\tif self:\n\t\t\timport json\n"]
)
def test_no_import_inside_a_function(good, text):
    good.write("scripts/project/tags.py", text)
    assert [problem for _, _, problem in found(manners.check, good)] == ["an import inside a function"]


def test_an_import_may_be_tried_at_the_top(good):
    good.write("scripts/project/tags.py", "try:\n\timport json\nexcept ImportError:\n\tjson = None\n")
    assert found(manners.check, good) == []


@pytest.mark.parametrize("name", ["read_tags", "ReadTags", "READ"])
def test_public_functions_are_camel_case(good, name):
    good.write("scripts/project/tags.py", f"class A:\n\tdef {name}(self):\n\t\treturn 1\n")
    assert found(manners.check, good) == [("scripts/project/tags.py", 2, f"function {name} is not camelCase")]


@pytest.mark.parametrize("name", ["readTags", "read", "_read_tags", "__init__", "toRfc3339"])
def test_other_names_are_left_alone(good, name):
    good.write("scripts/project/tags.py", f"class A:\n\tdef {name}(self):\n\t\treturn 1\n")
    assert found(manners.check, good) == []


@pytest.mark.parametrize(
    "text",
    [
        'def doGet(request, session):\n\treturn project.api.serve("health", request)\n',
        'def doGet(request, session):\n    return project.api.serve("tags", request)\n',
        'def doGet(request, session):\n\t# read\n\treturn project.api.serve("tags", request)\n',
        "def doGet(request, session):\n\treturn project.api.serve('tags', request)\n",
    ],
)
def test_a_verb_file_has_one_form(good, text):
    good.write("webdev_resources/api/tags/doGet.py", text)
    assert [path for path, _, _ in found(handlers.check, good)] == ["webdev_resources/api/tags/doGet.py"]


def test_a_verb_file_needs_no_last_line_end(good):
    path = "webdev_resources/api/tags/doGet.py"
    good.write(path, good.read(path).rstrip("\n"))
    assert found(handlers.check, good) == []


@pytest.mark.parametrize(("expression", "name"), [
    ("token == other", "token"), ("other != self.tokenDigest", "tokenDigest"), ("digest in known", "digest"),
    ("name in tokens", "tokens"), ("a not in api_keys or secret is None and secret == a", "secret"),
    ("row['password'] == given", "password"), ("entry.get('sha256') == given", "sha256"), ("keyHash == a", "keyHash"),
    ("(name, signature) == pair", "signature"), ("hexText(digest) == text", "digest"),
    ("passwords[0] == a", "passwords"), ("token.lower() == a", "token"),
    ("a == hashes.get(b)", "hashes"), ("token.startswith(a)", "token"), ("a.endswith(secret)", "secret"),
    ("known.index(digest)", "digest"), ("apiToken.__eq__(a)", "apiToken"), ("credential + a == b", "credential"),
])
def test_abuse_case_41_a_secret_is_compared_in_constant_time_only(good, expression, name):
    good.write("scripts/project/guard.py", f"def f(a):\n\treturn {expression}\n")
    assert found(comparisons.check, good) == [("scripts/project/guard.py", 2, f"`{name}` is compared openly")]


@pytest.mark.parametrize("expression", [
    "crypto.equal(digest, other)", "len(token) > 20", "len(token) == 20", "token is None", "TOKEN in a", "a == 'token'",
    "type(secret) == a", "isinstance(token, a) == b", "tokenizer == a", "a.get('x') == b", "code != 'token_required'",
    "known.get(digest)", "known[digest]",
])
def test_abuse_case_41_what_is_no_secret_may_be_compared(good, expression):
    good.write("scripts/project/guard.py", f"def f(a):\n\treturn {expression}\n")
    assert found(comparisons.check, good) == []


def test_abuse_case_41_nothing_is_excused_that_is_not_there(good, monkeypatch):
    monkeypatch.setattr(comparisons, "ALLOWED", {("project.guard", "token"): "known to all"})
    good.write("scripts/project/guard.py", "A = token == other\n")
    assert found(comparisons.check, good) == []
    good.write("scripts/project/guard.py", "A = 1\n")
    assert found(comparisons.check, good) == [("scripts/project/guard.py", 0, "`token` is not compared here")]


@pytest.mark.parametrize("folder", grammar.TREES)
def test_what_jython_runs_is_python_2_too(good, folder):
    good.write(f"{folder}/probe.py", "A = 1\nB = f'{A}'\n")
    problems = found(grammar.check, good)
    assert {(path, line) for path, line, _ in problems} == {(f"{folder}/probe.py", 2)}
    assert len(problems) == 1


def test_del_of_several_names_is_python_2(good):
    good.write("stubs/webdev/probe.py", "def f(a, b):\n    del a['x'], b['x']\n")
    assert found(grammar.check, good) == []


def test_the_wsgi_front_end_may_be_modern(good):
    good.write("stubs/webdev/wsgi.py", "A = f'{1}'\n")
    assert found(grammar.check, good) == []


def row(number, since="0.1.0", gets="| 400 "):
    return f"| {number} | Something odd. {gets}| {since} |"


@pytest.fixture
def catalogue(good, monkeypatch):
    """Three cases, the last of them planned, and a test for each of the others."""
    monkeypatch.setattr(abuse, "LAST", 3)
    good.write("docs/abuse-cases.md", "\n".join(["# Abuse", "", row(1), row(2, gets=""), row(3, "planned")]))
    good.write("tests/faults/test_known.py", "def test_abuse_case_1_x():\n    def test_abuse_case_2_y():\n")
    return good


def test_rows_and_tests_belong_together(catalogue):
    assert found(abuse.check, catalogue) == []


@pytest.mark.parametrize("claim", ["abuse case 1", "Abuse case 2.", "abuse cases 1 and 2", "abuse cases 1, 2, 3",
                                   "abuse cases 1 to 3", "Abuse cases 1-3"])
def test_a_test_may_speak_of_a_case_of_the_catalogue(catalogue, claim):
    catalogue.write("tests/library/test_probe.py", f'"""{claim}"""\n')
    assert found(abuse.check, catalogue) == []


@pytest.mark.parametrize("claim", ["abuse case 4", "abuse cases 1, 2 and 4", "abuse cases 1 to 4"])
def test_a_test_may_speak_of_no_other_case(catalogue, claim):
    catalogue.write("tests/library/test_probe.py", f'\n"""{claim}"""\n')
    assert found(abuse.check, catalogue) == [
        ("tests/library/test_probe.py", 2, "abuse case 4 is not in docs/abuse-cases.md")
    ]


@pytest.mark.parametrize("name", ["abuse_case_4_x", "abuse_case_1_and_4_x", "abuse_cases_1_to_2_and_4_x"])
def test_a_test_may_carry_no_number_of_no_case(catalogue, name):
    catalogue.write("tests/library/test_probe.py", f"def test_{name}():\n    pass\n")
    assert found(abuse.check, catalogue) == [
        ("tests/library/test_probe.py", 1, "abuse case 4 is not in docs/abuse-cases.md")
    ]


@pytest.mark.parametrize("name", ["abuse_case_3_x", "abuse_case_1_and_3_x", "abuse_cases_1_to_3_x"])
def test_a_case_with_a_test_is_not_planned(catalogue, name):
    catalogue.write("tests/library/test_probe.py", f"\ndef test_{name}():\n    pass\n")
    assert found(abuse.check, catalogue) == [
        ("tests/library/test_probe.py", 2, "abuse case 3 is `planned` in docs/abuse-cases.md")
    ]


@pytest.mark.parametrize("text", ["", "# def test_abuse_case_1_x():", "def test_case_1_x(): pass  # abuse case 1",
                                  "def test_abuse_case_2_abuse_case_1(): pass"])
def test_a_row_with_a_version_needs_a_test_that_carries_its_number(catalogue, text):
    catalogue.write("tests/faults/test_known.py", f"{text}\ndef test_abuse_case_2_y():\n")
    assert found(abuse.check, catalogue) == [("docs/abuse-cases.md", 3, "no test carries the number of case 1")]


@pytest.mark.parametrize(("last", "faults"), [
    ("", [(0, "case 3 has no row")]),
    ("3. Something odd.", [(0, "case 3 has no row")]),
    (row(3, "soon"), [(5, "case 3 has no version"), (5, "no test carries the number of case 3")]),
    (row(3, "planned") + "\n" + row(1), [(6, "case 1 has two rows")]),
])
def test_every_case_has_one_row_that_says_since_when(catalogue, last, faults):
    catalogue.write("docs/abuse-cases.md", "\n".join(["# Abuse", "", row(1), row(2), last]))
    assert [(line, problem) for _, line, problem in found(abuse.check, catalogue)] == faults


def test_the_catalogue_must_be_there(good):
    assert found(abuse.check, good) == [("docs/abuse-cases.md", 0, "the file is missing")]
