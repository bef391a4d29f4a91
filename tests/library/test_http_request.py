"""project.http.request: what WebDev hands over, in the shapes of HTTP."""

import re

import pytest

from tests.support.product import Product
from tests.support.trees import PLANT
from webdev import beans


@pytest.fixture(scope="module")
def requests(library):
    return library.http.request


class Servlet(object):
    def __init__(self, **headers):
        self.headers = headers

    def getMethod(self):
        return "get"

    def getQueryString(self):
        return None

    def getHeaders(self, name):
        found = self.headers.get(name.replace("-", "_"))
        return None if found is None else beans.Enumeration(found)


def test_a_dict_that_holds_only_headers_is_a_request(requests):
    request = requests.Request({"headers": {"Authorization": "Bearer x"}})
    assert (request.method, request.remainder) == ("GET", "")
    assert request.header("authorization") == "Bearer x"
    assert request.header("x-api-key") is None and request.joinedHeader("x-api-key") == ""
    assert request.parameters() == {}
    assert request.isHttps(Trusting()) is False
    assert re.match(r"[0-9a-f]{24}-[0-9]+\Z", request.requestId)


@pytest.mark.parametrize("raw", [{}, {"headers": None, "params": None, "remainingPath": None}])
def test_an_empty_one_too(requests, raw):
    request = requests.Request(raw)
    assert (request.method, request.remainder, request.headerValues("accept")) == ("GET", "", ())


@pytest.mark.parametrize("value, values", [
    ("a", ("a",)), (("a", "b"), ("a", "b")), (["a", "b"], ("a", "b")), ((), ()), (None, ()), ("", ("",)),
])
def test_a_header_may_be_a_text_or_a_container(requests, value, values):
    request = requests.Request({"headers": {"X-Any": value}})
    assert request.headerValues("x-any") == values
    assert request.header("x-any") == (values[0] if len(values) == 1 else None)
    assert request.joinedHeader("x-any") == ", ".join(values)


def test_spellings_of_a_header_name_are_one_header(requests):
    request = requests.Request({"headers": {"X-API-KEY": "a", "x-api-key": "b"}})
    assert sorted(request.headerValues("x-api-key")) == ["a", "b"]
    assert request.header("x-api-key") is None


def test_the_servlet_shows_repeated_headers_that_the_dict_hides(requests):
    request = requests.Request({"headers": {"Authorization": "a"}, "servletRequest": Servlet(authorization=["a", "b"])})
    assert request.headerValues("authorization") == ("a", "b")
    assert request.method == "GET"


def test_the_dict_counts_where_the_servlet_shows_less(requests):
    raw = {"headers": {"Authorization": ("a", "b")}, "servletRequest": Servlet(authorization=["a"])}
    assert requests.Request(raw).headerValues("authorization") == ("a", "b")
    raw = {"headers": {"Authorization": "a"}, "servletRequest": Servlet()}
    assert requests.Request(raw).headerValues("authorization") == ("a",)


@pytest.mark.parametrize("value, values", [
    ("a", ["a"]), (["a", "b"], ["a", "b"]), (("a", "b"), ["a", "b"]), ("", [""]), (None, [""]),
])
def test_parameters_are_lists_whatever_webdev_uses(requests, value, values):
    assert requests.Request({"params": {"x": value}}).parameters() == {"x": values}


class Trusting(object):
    trustedProxies = []


@pytest.mark.parametrize("scheme, isHttps", [("https", True), ("http", False), (None, False), ("HTTPS!", False)])
def test_https(requests, scheme, isHttps):
    assert requests.Request({"scheme": scheme}).isHttps(Trusting()) is isHttps


@pytest.mark.parametrize("given", ["abc", "A-1_2.3", "0" * 128, "550e8400-e29b-41d4-a716-446655440000"])
def test_a_sane_request_id_is_kept(plant, given):
    answer = plant.get("/health", headers=[("X-Request-Id", given)])
    assert answer.headers["x-request-id"] == given


@pytest.mark.parametrize("given", [
    "", " ", "0" * 129, "a b", "a\tb", "-a", ".a", "a/b", "a%0d%0aSet-Cookie:x", u"\u00e4", "<script>", "a\"b", "a;b",
])
def test_any_other_is_replaced(plant, given):
    answer = plant.get("/tags/default/Nothing", headers=[("X-Request-Id", given)])
    minted = answer.headers["x-request-id"]
    assert minted != given and re.match(r"[0-9a-f]{24}-[0-9]+\Z", minted)
    assert answer.json()["requestId"] == minted


def test_two_request_ids_are_none(plant):
    answer = plant.get("/health", headers=[("X-Request-Id", "one"), ("X-Request-Id", "two")])
    assert answer.headers["x-request-id"] not in ("one", "two")


def test_each_request_gets_another_id(plant):
    assert len(set(plant.get("/health").headers["x-request-id"] for _ in range(20))) == 20


def test_the_id_is_in_the_log_of_what_failed():
    product = Product(tags=PLANT)
    product.client.get("/tags")
    product.gateway.faults.set("system.tag.readBlocking", throw=ValueError("x"))
    product.client.get("/tags", params=[("path", "[default]A")], headers=[("X-Request-Id", "find-me")])
    assert "find-me" in product.gateway.log.messages("ERROR")[-1]


@pytest.mark.parametrize("variant", ["empty", "none", "absent"])
def test_a_parameter_without_a_value_counts_however_webdev_shows_it(variant):
    product = Product(tags=PLANT, options={"valueless_param": variant})
    product.configure("ValidTokens", "")
    assert product.client.get("/health", params=[("ready", None)]).status == 503
    assert product.client.get("/health", params=[("nonsense", None)]).code == "unknown_parameter"
    assert product.client.get("/health", params=[("token", None)]).code == "credential_in_url"
    product.configure("ValidTokens", "test-token-0123456789abcdef")
    found = product.client.get("/browse", params=[("recursive", None), ("path", "[default]Plant")]).json()["results"]
    assert "[default]Plant/Line 1/Temperature" in [row["path"] for row in found]
