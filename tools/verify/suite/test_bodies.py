"""Request bodies, sent to POST /read, which changes nothing."""

import pytest

LARGEST = 2 << 20


def post(api, body, content_type="application/json"):
    return api.call("POST", "/read", data=body, headers={"Content-Type": content_type} if content_type else {})


@pytest.mark.parametrize("body", ['{"paths": [', '{"paths": ["[default]a"]} x', "{'paths': []}"])
def test_malformed(api, body):
    """Malformed JSON: 400."""
    post(api, body).expect(400, "malformed_json")


@pytest.mark.parametrize("body, code", [("", "body_required"), ("[]", "object_required"), ("{}", "missing_field"),
                                        ('{"paths": 1}', "invalid_field"), ('{"paths": []}', "invalid_field"),
                                        ('{"paths": ["[default]a"], "x": 1}', "unknown_field")],
                         ids=["none", "array", "no paths", "paths no list", "paths empty", "unknown field"])
def test_wrong(api, body, code):
    """A body that is not what POST /read takes: 400."""
    post(api, body).expect(400, code)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xmlx"])
def test_media_type(api, content_type):
    """Another Content-Type than a format of the API: 415."""
    post(api, '{"paths": ["[default]a"]}', content_type).expect(415)


def test_charset(api):
    """application/json; charset=utf-8 is taken."""
    post(api, '{"paths": ["[default]a"]}', "application/json; charset=utf-8").expect(200)


def test_chunked(api):
    """A body sent in chunks is taken."""
    post(api, iter([b'{"paths": ', b'["[default]a"]}'])).expect(200)


def test_too_deep(api, limits):
    """Nesting beyond Limits.maxDepth: 400."""
    depth = limits["maxDepth"] + 1
    post(api, '{"paths": ' + "[" * depth + "]" * depth + "}").expect(400, "too_deep")


def test_too_large(api, limits):
    """A body over Limits.maxBodyBytes: 413."""
    if limits["maxBodyBytes"] >= LARGEST:
        pytest.skip(f"the limit of this gateway is above the {LARGEST} bytes that this run sends")
    post(api, '{"paths": ["[default]a"]}' + " " * limits["maxBodyBytes"]).expect(413, "body_too_large")
