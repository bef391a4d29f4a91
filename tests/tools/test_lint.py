"""How the lint runs its checks and what it makes of iglint's findings."""

import pytest

from tools import ROOT, iglint, lint
from tools.faults import Fault, Refused

STRICT = ("--strict", "--config", str(ROOT / "iglint.toml"))
FAULT = Fault("scripts/project/a.py", 3, "is wrong", "mend it")


def refuse():
    raise Refused([FAULT])


def fail(code):
    return lambda: lint._command("tool", "-c", f"import sys; sys.exit({code})")


def test_tells_every_check_and_every_fault(monkeypatch, capsys):
    monkeypatch.setattr(lint, "CHECKS", {"first": lambda: [FAULT], "second": list, "third": refuse})
    assert lint.main() == 1
    told = capsys.readouterr()
    assert [line.rpartition(" (")[0] for line in told.out.splitlines()] == [
        "FAIL first",
        "ok   second",
        "FAIL third",
        "",
    ]
    assert told.err.splitlines() == ["scripts/project/a.py:3: is wrong; mend it"] * 2


def test_passes_without_faults(monkeypatch, capsys):
    monkeypatch.setattr(lint, "CHECKS", {"first": list, "second": fail(0)})
    assert lint.main() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "no faults"


def test_a_tool_that_fails_is_a_fault(monkeypatch, capsys):
    monkeypatch.setattr(lint, "CHECKS", {"tool": fail(3)})
    assert lint.main() == 1
    assert "tool: ended with 3; see its lines above" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("def f():\n\treturn system.tag.raedBlocking([])\n", "SCR201"),
        ("def f():\n\treturn system.tag.noSuchFunction([])\n", "SCR201"),
        ("def f():\n\treturn system.tag.readBlocking(timeout=1)\n", "SCR202"),
        ("def f():\n\treturn system.util.getLogger(name='a')\n", "SCR203"),
        ("from project import version\n\ndef f():\n\treturn version.NUMBER\n", "REF002"),
        ("def f():\n\treturn undefined\n", "SCR101"),
    ],
)
def test_iglint_refuses_in_strict_mode(good, text, code):
    good.write("scripts/project/gateway/probe.py", text)
    faults = iglint.faults(good.export(), *STRICT)
    assert [(fault.path, f"({code})" in fault.problem) for fault in faults] == [
        ("ignition/script-python/project/gateway/probe/code.py", True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n\treturn system.tag.queryTagHistory(paths=[])\n",
        "def f(g):\n\ttry:\n\t\treturn g()\n\texcept:\n\t\treturn None\n",
    ],
)
def test_iglint_lets_pass_what_8_1_and_jython_need(good, text):
    good.write("scripts/project/gateway/probe.py", text)
    assert iglint.faults(good.export(), *STRICT) == []


def test_iglint_that_cannot_run_is_no_silent_pass(good):
    with pytest.raises(RuntimeError, match="iglint failed"):
        iglint.faults(good.export(), "--no-such-option")
