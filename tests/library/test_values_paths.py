"""project.values.paths: which spellings of a tag path are canonical, and case folding for refusals."""

import random
import re
import sys

import pytest

ASCII = re.compile(u"[\x00-\x7f]")
CANONICAL = [
    "[default]Plant/Temperature",
    "[default]Plant",
    "[default]",
    "[System]Gateway/CurrentDateTime",
    "[my provider-2_x]A/B/C",
    "[default]Line 1/Pump (2)/Speed_%s" % "x",
    u"[default]Stra\u00dfe/\u6e29\u5ea6",
    u"[default]Plant/\U0001f600",
    "[default]_types_/Pump/Speed",
    "[default]a'b/c,d=e@f!g$h&i+j:k",
    "[default]" + "a" * 991,
]

MALFORMED = [
    "",
    "Plant/Temperature",
    "default]Plant",
    "[default",
    "[]Plant/Temperature",
    "[~]Plant/Temperature",
    "[.]Temperature",
    "[..]Temperature",
    "[ default]Plant",
    "[-x]Plant",
    u"[d\u00e9fault]Plant",
    " [default]Plant/Temperature",
    "x[default]Plant/Temperature",
    "[default]/Plant/Temperature",
    "[default]Plant//Temperature",
    "[default]Plant/Temperature/",
    "[default]Plant/ Temperature",
    "[default]Plant /Temperature",
    u"[default]Plant/\u00a0Temperature",
    "[default]Plant/./Temperature",
    "[default]Plant/../Temperature",
    "[default]..",
    "[default]Plant\\Temperature",
    "[default]Plant/Temperature[0]",
    "[default][other]Plant",
    "[default]Plant/{Param}",
    "[default]Plant/*",
    "[default]Plant/Temp?",
    "[default]Plant/%54emperature",
    "[default]Plant/#1",
    "[default]Plant/a;b",
    "[default]Plant/~1",
    "[default]Plant/a|b",
    "[default]Plant/\"a\"",
    "[default]Plant/<a>",
    "[default]Plant/Temp\x00erature",
    "[default]Plant/Temperature\n",
    u"[default]Plant/Temp\u200berature",
    u"[default]Plant/Temp\u202eerature",
    u"[default]Plant/\ufeffTemperature",
    u"[default]Plant/Temp\u2028erature",
    u"[default]Plant/Temp\x85erature",
    "[default]" + "a" * 992,
]

PROPERTIES = [
    "[default]Plant/Temperature.Value",
    "[default]Plant/Temperature.value",
    "[default]Plant/Temperature.Alarms.High",
    "[default]Plant/Temperature.",
    "[default]Plant.x/Temperature",
    "[default]Plant/...",
    "[default]Plant/.hidden",
]


@pytest.fixture(scope="module")
def paths(library):
    return library.values.paths


@pytest.mark.parametrize("path", CANONICAL)
def test_canonical_paths_come_back_as_they_are(paths, path):
    assert paths.canonical(path) == path


@pytest.mark.parametrize("path", MALFORMED)
def test_every_other_form_is_refused(paths, path):
    with pytest.raises(paths.Malformed) as refused:
        paths.canonical(path)
    assert not refused.value.isProperty
    assert len(u"%s" % refused.value) < 200


@pytest.mark.parametrize("path", PROPERTIES)
def test_properties_are_refused_as_such(paths, path):
    with pytest.raises(paths.Malformed) as refused:
        paths.canonical(path)
    assert refused.value.isProperty


def test_what_is_canonical_has_exactly_its_segments(paths):
    source = random.Random(3)
    alphabet = u"ab/. []\\\u00e9%{}~\t\x00"
    for _ in range(20000):
        rest = u"".join(source.choice(alphabet) for _ in range(source.randrange(8)))
        try:
            path = paths.canonical(u"[p]" + rest)
        except paths.Malformed:
            continue
        names = paths.segments(path)
        assert u"[p]" + u"/".join(names) == path
        assert all(name and name == name.strip() and not set(name) & set(u".[]\\%{}~\t\x00") for name in names)


def test_segments(paths):
    assert paths.segments("[default]") == []
    assert paths.segments("[default]A") == ["A"]
    assert paths.segments("[default]A/B c") == ["A", "B c"]


def blocks():
    """Every character beyond ASCII, in texts of 256."""
    character = chr if sys.version_info[0] > 2 else unichr  # noqa: F821
    for start in [128] + list(range(256, sys.maxunicode + 1, 256)):
        if not 0xd800 <= start < 0xe000:
            yield u"".join(character(point) for point in range(start, start - start % 256 + 256))


def cased(text):
    forms = [text, text.lower(), text.upper(), text.lower().upper(), text.upper().lower()]
    # Python 3 keeps the dot as a character of its own; Character.toLowerCase of Java drops it.
    forms.append(text.replace(u"\u0130", u"i"))
    forms.append(text.casefold() if hasattr(text, "casefold") else text)
    return forms


def test_folding_makes_ascii_of_exactly_what_some_case_mapping_makes_ascii(paths):
    aliases = {}
    for block in blocks():
        if ASCII.search(u"".join(cased(block))):
            aliases.update((one, set(form.lower() for form in cased(one) if is_ascii(form))) for one in block)
        else:
            assert not ASCII.search(paths.folded(block))
    for character, forms in aliases.items():
        folded = paths.folded(character)
        assert forms == (set([folded]) if is_ascii(folded) else set()), repr(character)
    found = [character for character, forms in aliases.items() if forms]
    assert set(u"\u0130\u0131\u017f\u212a") <= set(found)
    assert all(paths.folded(one) == one.lower() for one in map(chr, range(128)))


def is_ascii(text):
    return all(ord(character) < 128 for character in text)


@pytest.mark.parametrize("spelling", [
    "config/api", "CONFIG/API", u"conf\u0131g/ap\u0130", u"CONF\u0130G/API", u"con\ufb01g/api",
])
def test_folding_by_example(paths, spelling):
    assert paths.folded(spelling) == "config/api"


def test_folding_keeps_what_is_no_alias(paths):
    # Cyrillic letters that look like Latin ones are other letters to every gateway.
    assert paths.folded(u"\u0441onfig") == u"\u0441onfig"
    assert paths.folded("") == ""
    assert paths.folded(u"\u00c4") == u"\u00e4"
