"""project.http.body: one object, whatever form WebDev hands it over in. tests/faults holds the abuse."""

import json

import pytest

from tests.support.product import Product
from tests.support.trees import PLANT

PATH = "[default]Plant/FlowRate"
BODY = json.dumps({"paths": [PATH]}).encode("ascii")


def read(client, body=BODY, content_type="application/json", headers=()):
    sent = list(headers) + ([("Content-Type", content_type)] if content_type is not None else [])
    return client.request("POST", "/read", headers=sent, body=body)


@pytest.mark.parametrize("content_type", [
    "application/json", "APPLICATION/JSON", "application/json; charset=utf-8", 'application/json;charset="UTF-8"',
    "application/json ;  charset = utf-8",
])
@pytest.mark.parametrize("variant", ["media_type", "exact", "suffix"])
def test_json_is_read_whether_webdev_parsed_it_or_not(content_type, variant):
    client = Product(tags=PLANT, options={"json_media": variant}).client
    answer = read(client, content_type=content_type)
    assert (answer.status, answer.json()["results"][0]["value"]) == (200, 7)


@pytest.mark.parametrize("content_type", [
    None, "", "text/plain", "application/xml; charset=utf-16", "application/soap+xml", "text/json",
    "application/x-www-form-urlencoded", "multipart/form-data",
    "application/problem+json", "application/json; charset=latin-1", "application/json; version=2", "application/jsonp",
    "application/json, text/plain", "*/*",
])
@pytest.mark.parametrize("variant", ["media_type", "suffix"])
def test_any_other_content_type_is_415(content_type, variant):
    answer = read(Product(tags=PLANT, options={"json_media": variant}).client, content_type=content_type)
    assert (answer.status, answer.code) == (415, "unsupported_media_type")


@pytest.mark.parametrize("content_type", ["application/xml", "text/xml", "Application/XML ; charset=UTF-8"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_xml_is_read_as_the_same_json(plant, content_type, mark):
    body = mark + (u"""<?xml version="1.0" encoding="UTF-8"?>
<map xmlns="http://www.w3.org/2005/xpath-functions">
  <array key="paths"><string>%s</string></array>
</map>""" % PATH).encode("utf-8")
    answer = read(plant, body, content_type)
    assert (answer.status, answer.json()["results"][0]["value"]) == (200, 7)


@pytest.mark.parametrize("body, code", [
    (b"", "body_required"), (b" ", "body_required"), (BODY, "malformed_xml"), (b"<map>\xff</map>", "malformed_xml"),
    (b'<array xmlns="http://www.w3.org/2005/xpath-functions"/>', "object_required"),
    (b'<map xmlns="http://www.w3.org/2005/xpath-functions"><null key="&#xfffd;"/></map>', "malformed_xml"),
    (b'<map xmlns="http://www.w3.org/2005/xpath-functions"><null key="\\u0000" escaped-key="true"/></map>',
        "malformed_xml"),
    (b'<map xmlns="http://www.w3.org/2005/xpath-functions"><null key="path"/></map>', "missing_field"),
])
def test_xml_that_is_refused(plant, body, code):
    for content_type in ("application/xml", "text/xml"):
        answer = read(plant, body, content_type)
        assert (answer.status, answer.code) == (400, code)


@pytest.mark.parametrize("coding, status", [
    ("identity", 200), ("", 200), ("gzip", 415), ("br", 415), ("gzip, identity", 415),
])
def test_content_codings(plant, coding, status):
    answer = read(plant, headers=[("Content-Encoding", coding)])
    assert answer.status == status
    if status == 415:
        assert answer.code == "unsupported_content_encoding"
        assert answer.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("get_data", ["absent", "none"])
@pytest.mark.parametrize("post_data", ["absent", "none", "data"])
@pytest.mark.parametrize("method, path", [("POST", "/read"), ("PUT", "/tags/default/Plant/Setpoint")])
def test_no_body_is_400_however_webdev_shows_it(get_data, post_data, method, path):
    client = Product(tags=PLANT, options={"get_data": get_data, "post_data_elsewhere": post_data}).client
    for body in (b"", b"   "):
        answer = client.request(method, path, headers=[("Content-Type", "application/json")], body=body)
        assert (answer.status, answer.code) == (400, "body_required")


@pytest.mark.parametrize("array", ["list", "text"])
@pytest.mark.parametrize("body", [b"[]", b"[1]", b"5", b"true", b"null", b'"x"'])
def test_what_is_no_object_is_400(array, body):
    answer = read(Product(tags=PLANT, options={"json_array": array}).client, body)
    assert answer.status == 400
    assert answer.code in ("object_required", "body_required", "malformed_json")


def nested(levels):
    """A body of so many levels of arrays and objects, itself the first, with a number innermost."""
    return b'{"paths":' + b"[" * (levels - 1) + b"1" + b"]" * (levels - 1) + b"}"


@pytest.mark.parametrize("content_type", ["application/json", "application/json ; charset=utf-8"])
@pytest.mark.parametrize("limit", [4, 32])
def test_depth_means_the_same_whoever_parsed_the_body(content_type, limit):
    product = Product(tags=PLANT, options={"json_media": "exact"})
    product.configure("Limits", {"maxDepth": limit})
    allowed = read(product.client, nested(limit), content_type)
    assert (allowed.status, allowed.code) == (400, "invalid_field")
    for body in (nested(limit + 1), nested(limit).replace(b"1", b"[]"), nested(limit).replace(b"1", b"{}")):
        refused = read(product.client, body, content_type)
        assert (refused.status, refused.code) == (400, "too_deep")


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8"])
def test_the_number_of_values_is_bounded_whoever_parsed_the_body(content_type):
    product = Product(tags=PLANT, options={"json_media": "exact"})
    product.configure("Limits", {"maxNodes": 100})
    allowed = read(product.client, json.dumps({"paths": [PATH] * 98}).encode("ascii"), content_type)
    assert allowed.status == 200
    refused = read(product.client, json.dumps({"paths": [PATH] * 99}).encode("ascii"), content_type)
    assert (refused.status, refused.code) == (400, "too_many_nodes")


def test_a_body_where_none_is_expected_is_not_looked_at(plant):
    answer = plant.request("GET", "/tags", headers=[("Content-Type", "application/json")], body=b"{junk")
    assert answer.status == 200
