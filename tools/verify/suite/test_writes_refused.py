"""The routes that could write, called only so that they must refuse.

No request here carries a value: even an API that checked nothing would have nothing to write.
"""

import pytest

WRITES = [("POST", "/write"), ("PUT", "/tags"), ("PUT", "/tags/default/verify")]
NAMES = [" ".join(pair) for pair in WRITES]
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("method, path", WRITES, ids=NAMES)
def test_no_credential(api, method, path):
    """A write without a credential: 401."""
    api.call(method, path, bearer=None, headers=JSON).expect(401, "credentials_required")


@pytest.mark.parametrize("method, path", WRITES, ids=NAMES)
def test_unknown_token(api, method, path):
    """A write with an unknown token: 403."""
    api.call(method, path, bearer="verify-is-not-a-token", headers=JSON).expect(403, "invalid_token")


def test_no_writes(api):
    """POST /write with an empty object: refused."""
    answer = api.post("/write", {})
    if answer.status != 403:  # writing switched off, or a token that may only read
        found = answer.expect(400, "missing_field").json()["error"]
        assert found == "Missing 'writes' field", f"POST /write: the error is {found!r}"


def test_nothing_to_write(api):
    """POST /write with an empty list: refused."""
    answer = api.post("/write", {"writes": []})
    if answer.status != 403:
        answer.expect(400, "invalid_field")
