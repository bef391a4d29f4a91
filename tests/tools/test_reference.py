"""The tables of docs/api.md: made from the declarations, and what is written by people is left alone."""

import pytest

from tools import ROOT, reference

TEXT = "Before.\n<!-- made: GET /health -->\nold\n<!-- end -->\nAfter.\n"


@pytest.fixture(scope="module")
def parts():
    return reference.parts()


def test_only_what_is_made_is_written(parts):
    assert reference.renewed(TEXT, {"GET /health": "new"}) == TEXT.replace("old\n", "\nnew\n\n")


def test_what_is_up_to_date_stays_as_it_is(parts):
    text = (ROOT / reference.PLACE).read_text("utf-8")
    assert reference.renewed(text, parts) == text


def test_a_table_that_is_old_missing_or_of_nothing_is_a_fault(tmp_path, parts):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "api.md").write_text(TEXT + "<!-- made: GET /nothing -->\n<!-- end -->\n")
    problems = [fault.problem for fault in reference.check(tmp_path)]
    assert "the table of GET /browse is there 0 times" in problems
    assert "nothing declares GET /nothing" in problems
    assert "its tables are not what the endpoints declare" in problems


def test_a_table_says_what_is_declared(parts):
    assert "| `limit` | whole number, 1 to 10000, default 1000 | Tags per page, at most Limits.maxBrowse. |" in (
        parts["GET /browse"])
    assert "Scope `tags:read`. Answers in json, records, xml, csv." in parts["GET /browse"]
    assert "404 `tag_not_found`" in parts["GET /browse"]
    assert "| `writes` | list, at most `maxPaths` | |" in parts["POST /write"]
    assert "| 409 | `read_only` | read-only tag |" in parts["problem codes"]
