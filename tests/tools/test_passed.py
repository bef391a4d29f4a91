"""tools.package.passed: what has passed is not judged again, what has not is told each time."""

import pytest

from tools.package import passed, source

GOOD, BAD = {"a.py": b"A = 1\n"}, {"b.py": b"print 1\n"}


@pytest.fixture
def notes(tmp_path):
    return tmp_path / "build" / "passed.json"


@pytest.fixture
def judged(monkeypatch):
    """The paths that were judged."""
    found, real = [], source.faults
    monkeypatch.setattr(source, "faults", lambda path, content: found.append(path) or real(path, content))
    return found


def test_what_has_passed_is_not_judged_again(notes, judged):
    for _ in range(3):
        assert list(passed.faults(GOOD, notes)) == []
    assert judged == ["a.py"]


@pytest.mark.parametrize("files", [{"a.py": b"A = 2\n"}, {"c.py": b"A = 1\n"}])
def test_other_content_and_another_name_are(notes, judged, files):
    list(passed.faults(GOOD, notes))
    list(passed.faults(files, notes))
    assert judged == ["a.py", *files]


def test_a_fault_is_told_each_time(notes, judged):
    first, second = [list(passed.faults(GOOD | BAD, notes)) for _ in range(2)]
    assert first == second and first[0].path == "b.py"
    assert judged == ["a.py", "b.py", "b.py"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"rules": "other", "passed": []}', b'{"rules": 1}'])
def test_notes_that_cannot_be_used_are_no_notes(notes, judged, content):
    list(passed.faults(GOOD, notes))
    notes.write_bytes(content)
    assert list(passed.faults(GOOD, notes)) == []
    assert judged == ["a.py", "a.py"]


def test_other_rules_judge_anew(notes, judged, monkeypatch):
    list(passed.faults(GOOD, notes))
    monkeypatch.setattr(passed, "version", lambda name: "0")
    list(passed.faults(GOOD, notes))
    assert judged == ["a.py", "a.py"]
