"""One tag and several: items, order, absence, what may not be seen."""

import re
import uuid

import pytest

from tools.verify.client import address

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
QUALITY = re.compile(r"(Good|Uncertain|Bad|Error)(_\w+)?")
FORBIDDEN = ["[default]Config/API/ValidTokens", "[default]config/api/validtokens", "[default]Config/API",
             "[DEFAULT]Config/API/ValidTokens.value"]
TRIES = 8


@pytest.fixture
def absent(provider):
    return f"{provider}verify-{uuid.uuid4().hex}"


def check_item(item, path):
    missing = [name for name in ("path", "value", "quality", "timestamp") if name not in item]
    assert not missing, f"the item of {path} lacks {', '.join(missing)}"
    assert item["path"] == path, f"the item of {path} says it is {item['path']}"
    assert QUALITY.fullmatch(item["quality"]), f"the quality of {path} is {item['quality']!r}"
    assert item["timestamp"] is None or TIME.fullmatch(item["timestamp"]), f"a timestamp is {item['timestamp']!r}"


def read(api, paths):
    return api.post("/read", {"paths": paths}).expect(200).json()["results"]


def test_one_tag(api, tag):
    """GET /tags/<provider>/<path> answers the item with a strong ETag."""
    answer = api.get(address(tag)).expect(200)
    check_item(answer.json(), tag)
    assert re.fullmatch(r'"[\x21\x23-\x7e]+"', answer.headers.get("ETag", "")), f"{answer.name}: no strong ETag"


def test_tag_as_parameter(api, tag):
    """GET /tags?path= answers an object keyed by the tag's name."""
    found = api.get("/tags", params={"path": tag}).expect(200).json()
    name = tag.rpartition("/")[2].rpartition("]")[2]
    assert list(found) == [name], f"GET /tags: the keys are {list(found)}, not {[name]}"
    check_item(found[name], tag)


def test_head(api, tag):
    """HEAD answers like GET, without a body, with an ETag."""
    assert "ETag" in api.call("HEAD", address(tag)).expect(200).headers, "HEAD: no ETag"


def test_not_modified(api, tag):
    """If-None-Match with the present ETag: 304 without a body."""
    for _ in range(TRIES):
        etag = api.get(address(tag)).expect(200).headers.get("ETag", "")
        answer = api.get(address(tag), headers={"If-None-Match": etag})
        if answer.status == 304:
            return
        assert answer.headers.get("ETag") != etag, f"{answer.name}: 200 for the ETag that it has, not 304"
    pytest.skip(f"{tag} changes all the time; name a quiet tag: TAG=")


def test_absent(api, absent):
    """A tag that does not exist: 404."""
    api.get(address(absent)).expect(404, "tag_not_found")


def test_read_in_order(api, tag, absent):
    """POST /read answers one item for each path, in order, the absent ones too."""
    wanted = [tag, absent, tag]
    found = read(api, wanted)
    assert [item["path"] for item in found] == wanted, f"POST /read: the order is {[item['path'] for item in found]}"
    assert found[1]["quality"] == "Bad_NotFound", f"POST /read: an absent tag is {found[1]['quality']}"
    for item, path in zip(found, wanted, strict=True):
        check_item(item, path)


@pytest.mark.parametrize("path", FORBIDDEN)
def test_configuration_hidden(api, path):
    """The API's own configuration is forbidden."""
    api.get("/tags", params={"path": path})  # in a list it is an item
    api.get(address(path)).expect(403, "tag_forbidden")
    found = read(api, [path])[0]
    assert (found["value"], found["quality"]) == (None, "Bad_AccessDenied"), f"POST /read: {found['quality']} for it"


def test_malformed_path(api, provider):
    """A malformed tag path: an item error in a list."""
    found = read(api, [f"{provider}a//b"])[0]["quality"]
    assert found == "Error_InvalidPathSyntax", f"POST /read: a malformed path is {found}"


def test_too_many_paths(api, limits):
    """More paths than Limits.maxPaths: 400 that names the limit."""
    answer = api.post("/read", {"paths": ["[default]v"] * (limits["maxPaths"] + 1)}).expect(400, "too_many_items")
    assert str(limits["maxPaths"]) in answer.json()["detail"], "POST /read: the limit is not named"
