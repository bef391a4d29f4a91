"""project.values.patterns: what a role's patterns fit, and what is no pattern."""

import pytest

FITS = [
    ("[default]A/*", ["[default]A/x", "[default]A/Line 1"], ["[default]A", "[default]A/x/y", "[default]AB/x",
     "[default]a/x", "[Default]A/x", "[other]A/x", "[default]A1/x"]),
    ("[default]A/**", ["[default]A/x", "[default]A/x/y/z"], ["[default]A", "[default]AB/x", "[default]a/x"]),
    ("[default]**", ["[default]A", "[default]A/b/c"], ["[other]A", "[default2]A"]),
    ("[default]**/T", ["[default]A/T", "[default]A/b/T"], ["[default]T", "[default]A/T/x", "[default]A/t"]),
    ("[default]A/**/T", ["[default]A/b/T", "[default]A/b/c/T"], ["[default]A/T", "[default]A/b/T/x"]),
    ("[default]**/x/**", ["[default]a/x/b", "[default]x/x/x", "[default]a/x/x/b"], ["[default]x/b", "[default]a/x"]),
    ("[default]Line*/T*p", ["[default]Line/Tp", "[default]Line 12/Temp"], ["[default]Lin/Temp", "[default]Line/T/p"]),
    ("[default]A", ["[default]A"], ["[default]A/x", "[default]AA", "[default]"]),
    ("[my provider]A/(x)", ["[my provider]A/(x)"], ["[my provider]A/x"]),
]
REACHES = [
    ("[default]A/b/*", ["[default]", "[default]A", "[default]A/b"], ["[default]A/b/c", "[default]a", "[other]"]),
    ("[default]A/**", ["[default]", "[default]A", "[default]A/b/c"], ["[default]B"]),
    ("[default]**/T", ["[default]", "[default]x", "[default]x/y"], ["[other]x"]),
    ("[default]Line*/T", ["[default]Line 1"], ["[default]Lane", "[default]Line 1/T"]),
]
NO_PATTERNS = [
    "", "*", "**", "[default]", "[default]*/", "A/*", "[default]A//B", "[default]A/ x", "[default]A/***",
    "[default]A**",
    "[default]A/***/b", "[default]A/.*", "[default]A/[ab]", "[default]A|B", "[default]^A", "[default]A$",
    "[default]A?",
    "[default]A+", "[default]{a}", "[default]A\\B", "[*]A", "[]A", "[default]A/../B", "[default]A.Value",
    u"[default]A\u200b", "[default]A\nB",
]


@pytest.fixture(scope="module")
def patterns(library):
    return library.values.patterns


@pytest.mark.parametrize("text, fitting, others", FITS, ids=[row[0] for row in FITS])
def test_what_fits(patterns, text, fitting, others):
    pattern = patterns.TagPattern(text)
    assert [path for path in fitting + others if pattern.fits(path)] == fitting


@pytest.mark.parametrize("text, reached, others", REACHES, ids=[row[0] for row in REACHES])
def test_folders_that_hold_something_that_fits(patterns, text, reached, others):
    pattern = patterns.TagPattern(text)
    assert [path for path in reached + others if pattern.reaches(path)] == reached


@pytest.mark.parametrize("text", NO_PATTERNS)
def test_abuse_case_50_what_is_no_pattern_is_refused(patterns, text):
    with pytest.raises(patterns.Malformed):
        patterns.TagPattern(text)


def test_many_crossings_do_not_take_long(patterns):
    pattern = patterns.TagPattern("[default]" + "/".join(["**"] * 50) + "/z")
    assert not pattern.fits("[default]" + "/".join("a" * 200))


@pytest.mark.parametrize("text, name, expected", [
    ("start*", "startLine", True), ("start*", "Start", False), ("start", "start", True), ("**", "anything", True),
    ("*Line*", "a Line b", True), ("*Line", "Line b", False),
])
def test_names(patterns, text, name, expected):
    assert patterns.NamePattern(text).fits(name) is expected


@pytest.mark.parametrize("text", ["", "*", "***", " a", "a.b", "a?"])
def test_what_is_no_name_pattern(patterns, text):
    with pytest.raises(patterns.Malformed):
        patterns.NamePattern(text)


@pytest.mark.parametrize("text, why", [
    ("*", "it is a star alone; write ** for all of them"), ("", "it is empty")])
def test_why_it_is_none(patterns, text, why):
    with pytest.raises(patterns.Malformed) as refused:
        patterns.NamePattern(text)
    assert str(refused.value) == why
