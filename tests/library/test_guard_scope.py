"""project.guard.scope: which tags a caller may touch. tests/library/test_protected_tags.py asks over every endpoint."""

import pytest

FORBIDDEN, INVALID = "tag_forbidden", "invalid_tag_path"


class Caller(object):
    """A principal, as far as the scope of tags asks for one. Its grants come from the library under test."""

    grants = None


CALLER = Caller()


@pytest.fixture(scope="module")
def scope(library):
    CALLER.grants = library.guard.roles.Grants([library.config.roles.BUILT_IN["operator"]])
    return library.guard.scope


def code(scope, call):
    with pytest.raises(scope.Denied) as raised:
        call()
    assert raised.value.detail == "%s" % raised.value
    return raised.value.code


@pytest.mark.parametrize("path", [
    "[default]Plant/Temperature", "[other]Plant", "[default]Configuration/API", "[default]Config/APIs",
    "[default]Config/Other", "[default]Plant/Config/API/ValidTokens", "[default]API/Config",
    "[System]Gateway/CurrentDateTime", u"[default]\u0421onfig/API",
])
def test_tags_that_may_be_read(scope, path):
    assert scope.requireTag(CALLER, path, scope.READ) == path


@pytest.mark.parametrize("path", ["[default]Plant/Temperature", "[other]Plant", "[SystemX]a", "[default]types_/a"])
def test_tags_that_may_be_written(scope, path):
    assert scope.requireTag(CALLER, path, scope.WRITE) == path


@pytest.mark.parametrize("path", [
    "[System]Gateway/CurrentDateTime", "[system]a", "[SYSTEM]a", "[default]_types_/Pump/Speed", "[default]_TYPES_/Pump",
])
def test_tags_that_may_be_read_only(scope, path):
    assert scope.requireTag(CALLER, path, scope.READ) == path
    assert code(scope, lambda: scope.requireTag(CALLER, path, scope.WRITE)) == FORBIDDEN


@pytest.mark.parametrize("action", ["read", "write"])
@pytest.mark.parametrize("path", [
    "[default]Config", "[default]Config/API", "[x]CONFIG/api", "[default]Config/API/Any/Thing",
    "[client]User/Username", "[Client ]x",
])
def test_the_configuration_its_parent_and_what_lies_in_clients_are_no_ones(scope, path, action):
    assert code(scope, lambda: scope.requireTag(CALLER, path, action)) == FORBIDDEN


@pytest.mark.parametrize("path, expected", [
    ("[default]", INVALID), ("[default]Plant//Temperature", INVALID), ("[default]Plant/../Plant/Temperature", INVALID),
    ("[default", INVALID), ("[default]a\\b", INVALID), ("[default]a[0]", INVALID),
    ("Plant/Temperature", FORBIDDEN), ("", FORBIDDEN), ("[default]Plant/Temperature.Value", FORBIDDEN),
])
def test_paths_in_other_forms(scope, path, expected):
    assert code(scope, lambda: scope.requireTag(CALLER, path, scope.READ)) == expected


@pytest.mark.parametrize("path", ["", "[default]", "[default]Plant", "[default]Config", "[System]"])
def test_folders_that_may_be_browsed(scope, path):
    assert scope.requireFolder(CALLER, path) == path


@pytest.mark.parametrize("path, expected", [
    ("[default]Config/API", FORBIDDEN), ("[default]config/api/ValidTokens", FORBIDDEN),
    ("[default]Config//API", FORBIDDEN), ("Config/API", FORBIDDEN), ("Plant", FORBIDDEN), ("[default]Plant/", INVALID),
    ("[default]Plant.x", FORBIDDEN),
    (" ", FORBIDDEN), ("/", FORBIDDEN),
])
def test_folders_that_may_not(scope, path, expected):
    assert code(scope, lambda: scope.requireFolder(CALLER, path)) == expected


@pytest.mark.parametrize("path, visible", [
    ("[default]Config", True), ("[default]Plant/x", True), ("[default]Config/API", False), ("[x]config/API/y", False),
    ("[default]Config/API.Name", False),
])
def test_what_may_be_listed(scope, path, visible):
    assert scope.isVisible(CALLER, path) is visible


@pytest.mark.parametrize("path, names", [
    ("", []), ("[default]", []), ("[default]A/B", ["a", "b"]), ("A/B", ["a", "b"]), ("[x][y]A", ["a"]),
    ("//A///B//", ["a", "b"]), ("A\\B", ["a", "b"]), (" A / B ", ["a", "b"]), ("A.x/B.y.z", ["a", "b"]),
    ("A/./B", ["a", "b"]), ("A/X/../B", ["a", "b"]), ("../../A", ["a"]), ("A/..", []), ("A/ .. /B", ["b"]),
    (".hidden/A", ["a"]), (u"\u0130/\u017f", ["i", "s"]),
])
def test_the_most_forgiving_reading(scope, path, names):
    assert scope.loose(path) == names


def test_what_is_remembered_is_bounded_and_never_carries_over(scope, library):
    tag = "[System]Gateway/CurrentDateTime"
    for _ in range(2):
        assert scope.requireTag(CALLER, tag, scope.READ) == tag
        assert code(scope, lambda: scope.requireTag(CALLER, tag, scope.WRITE)) == FORBIDDEN
    most = library.guard.roles.MAX_REMEMBERED
    for index in range(most + 5):
        scope.requireTag(CALLER, "[default]Many/%d" % index, scope.READ)
    assert 0 < len(CALLER.grants.allowed["read"].entries) <= most
    assert code(scope, lambda: scope.requireTag(CALLER, "[default]Config/API/ValidTokens", scope.READ)) == FORBIDDEN


def test_a_list_is_judged_tag_by_tag_and_remembered_for_its_caller_and_action(scope):
    tag, system, secret = "[default]A", "[System]B", "[default]Config/API/ValidTokens"
    for _ in range(2):
        allowed, denied = scope.partedTags(CALLER, [tag, secret, system, tag], scope.READ)
        assert sorted(allowed) == sorted([tag, system])
        assert list(denied) == [secret] and denied[secret].code == "tag_forbidden"
        allowed, denied = scope.partedTags(CALLER, [tag, secret, system, tag], scope.WRITE)
        assert allowed == [tag] and sorted(denied) == sorted([system, secret])


def test_lists_are_remembered_within_bounds(scope):
    lists = CALLER.grants.lists["read"]
    for index in range(lists.most + 5):
        scope.partedTags(CALLER, ["[default]Many/%d" % index], scope.READ)
    assert 0 < len(lists.entries) <= lists.most
    before = len(lists.entries)
    long_one = ["[default]%s%d" % ("x" * 900, index) for index in range(scope.MAX_LIST_CHARS // 900)]
    assert len(scope.partedTags(CALLER, long_one, scope.READ)[0]) == len(long_one)
    assert len(lists.entries) == before
