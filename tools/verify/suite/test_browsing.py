"""GET /browse: rows, pages, what is not listed."""

import pytest


def browse(api, **asked):
    return api.get("/browse", params=asked)


def test_providers(providers):
    """GET /browse without a path lists the tag providers."""
    assert providers, "GET /browse lists no provider"
    assert all(path.startswith("[") and path.endswith("]") for path in providers), f"GET /browse lists {providers}"


def test_rows(api, provider):
    """A row has path, name, tagType and hasChildren."""
    for row in browse(api, path=provider).expect(200).json()["results"]:
        missing = [name for name in ("path", "name", "tagType", "hasChildren") if name not in row]
        assert not missing, f"GET /browse: a row lacks {', '.join(missing)}"


def test_pages(api, provider):
    """Pages of one row give the same rows as one page, once each."""
    whole = browse(api, path=provider, recursive="true", limit=4).expect(200).json()["results"]
    rows, cursor = [], None
    while len(rows) < len(whole):
        asked = {"path": provider, "recursive": "true", "limit": 1} | ({"cursor": cursor} if cursor else {})
        page = browse(api, **asked).expect(200).json()
        rows += page["results"]
        cursor = page["cursor"]
        if cursor is None:
            break
    assert rows == whole, "GET /browse: pages of one row give other rows than one page"


def test_records(api, provider):
    """?format=records answers a bare array, the next page in Link."""
    answer = api.get("/browse", params={"path": provider, "format": "records", "recursive": "true", "limit": 1})
    assert isinstance(answer.expect(200).json(), list), "GET /browse?format=records: no array"


def test_absent(api, provider):
    """A folder that does not exist: 404."""
    browse(api, path=f"{provider}verify-no-such-folder").expect(404, "tag_not_found")


def test_configuration_not_listed(api):
    """The API's own configuration is not listed."""
    answer = browse(api, path="[default]Config/API")
    assert answer.status in (403, 404), f"GET /browse of Config/API answered {answer.status}, not 403"
    answer = browse(api, path="[default]", recursive="true", name="ValidTokens")
    assert answer.status == 404 or not [row for row in answer.json()["results"] if "/API/" in row["path"]], (
        "GET /browse lists the API's configuration")


@pytest.mark.parametrize("name, value, code", [
    ("cursor", "verify", "invalid_cursor"), ("limit", "0", "invalid_parameter"), ("limit", "x", "invalid_parameter"),
    ("verify", "1", "unknown_parameter")])
def test_wrong_parameter(api, name, value, code):
    """A wrong parameter: 400."""
    browse(api, **{name: value}).expect(400, code)


def test_repeated_parameter(api):
    """A parameter given twice: 400."""
    api.get("/browse?limit=1&limit=2").expect(400, "repeated_parameter")
