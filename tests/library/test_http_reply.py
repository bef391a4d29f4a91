"""project.http.reply: from an answer to what WebDev sends."""

import json

import pytest

from tests.support.product import Product
from tests.support.trees import PLANT, folder, tag


class Response(object):
    def __init__(self):
        self.status = None
        self.headers = {}
        self.contentType = None

    def setStatus(self, status):
        self.status = status

    def setHeader(self, name, value):
        self.headers[name] = value

    def setContentType(self, contentType):
        self.contentType = contentType


class Request(object):
    def __init__(self, method="GET", response=None):
        self.method = method
        self.raw = {"servletResponse": response}


@pytest.fixture(scope="module")
def reply(library):
    return library.http.reply


def test_status_and_headers_go_to_the_servlet_response(reply):
    response = Response()
    answer = {"json": {"a": 1}, "code": 201, "headers": {"X-B": "2"}, "contentType": "text/x"}
    assert reply.write(Request(response=response), answer, {"X-A": "1"}) == {"json": '{"a":1}', "contentType": "text/x"}
    assert (response.status, response.headers) == (201, {"X-A": "1", "X-B": "2"})


def test_without_a_servlet_response_the_body_is_all_there_is(reply):
    assert reply.write(Request(), {"json": [1]}, {}) == {"json": "[1]", "contentType": "application/json"}
    assert reply.write(Request("HEAD"), {"json": [1]}, {}) is None


@pytest.mark.parametrize("code", [204, 304])
def test_no_body_and_no_content_type_where_there_must_be_none(reply, code):
    response = Response()
    assert reply.write(Request(response=response), {"code": code, "headers": {"X": "y"}}, {}) is None
    assert (response.status, response.headers, response.contentType) == (code, {"X": "y"}, None)


def test_head_says_the_type_of_the_body_that_it_leaves_out(reply):
    response = Response()
    assert reply.write(Request("HEAD", response), {"json": {}}, {}) is None
    assert (response.status, response.contentType) == (200, "application/json")


@pytest.mark.parametrize("value", [
    "a\r\nSet-Cookie: x=1", "a\nb", "a\rb", "a\x00b", "a\x7fb", u"a\u010ab", u"\u560a", "a\tb", "a\n",
])
def test_a_value_that_could_end_its_line_is_not_sent(reply, value):
    response = Response()
    reply.write(Request(response=response), {"json": 1, "headers": {"X-Echo": value, "X-Other": "kept"}}, {})
    assert response.headers == {"X-Other": "kept"}


@pytest.mark.parametrize("common, own, vary", [
    ({}, {}, None), ({"Vary": "Origin"}, {}, "Origin"), ({}, {"Vary": "Accept"}, "Accept"),
    ({"Vary": "Origin"}, {"Vary": "Accept"}, "Origin, Accept"),
    ({"Vary": "Origin"}, {"Vary": "Origin, X"}, "Origin, X"),
])
def test_vary_is_joined_and_the_rest_is_the_answers(reply, common, own, vary):
    found = reply.joined(dict(common, A="common"), dict(own, A="own"))
    assert found.get("Vary") == vary and found["A"] == "own"
    assert common.get("A") is None
    assert reply.joined(dict(common), None) == common


def test_what_cannot_be_written_is_refused_before_anything_is_sent(reply):
    response = Response()
    with pytest.raises(ValueError):
        reply.write(Request(response=response), {"json": float("nan")}, {})
    assert response.status is None


@pytest.mark.parametrize("charset", ["none", "utf-8"])
@pytest.mark.parametrize("escape", [False, True])
def test_text_arrives_whatever_the_gateway_does_to_its_own_replies(charset, escape):
    product = Product(tags=PLANT, options={"reply_charset": charset, "escape_html": escape})
    answer = product.client.get("/tags/default/Plant/Status")
    assert answer.json()["value"] == u"l\u00e4uft \U0001f600"
    assert answer.headers["content-type"] == "application/json"


def test_text_arrives_through_the_encoder_of_the_gateway_too(monkeypatch):
    product = Product(tags=PLANT)
    name = u"L\u00e4ufer \u6e29"
    product.gateway.tags.import_tags(
        folder(u"\u00dcbung", tag(name + "A", "String", u"\u6e29"), tag(name + "B", "String", u"")))

    class Gson(object):
        def toJson(self, value):
            return json.dumps(value, ensure_ascii=False)

    monkeypatch.setattr(product.library.project.gateway.codec, "GSON", Gson())
    path = u"[default]\u00dcbung/" + name
    answer = product.client.get("/tags", params=[("path", path + "A")])
    assert answer.json()[name + "A"]["value"] == u"\u6e29"
    page = product.client.get("/browse", params=[("path", u"[default]\u00dcbung"), ("limit", "1")]).json()
    assert page["results"][0]["path"] == path + "A"
    rest = product.client.get(
        "/browse", params=[("path", u"[default]\u00dcbung"), ("limit", "1"), ("cursor", page["cursor"])]).json()
    assert rest["results"][0]["path"] == path + "B"
