"""Conformance: the request dict and the servlet request (checklist 7.16 to 7.22)."""

import json

import pytest

from tests.support import transports
from tests.support.synthetic import probing_site, site_of
from webdev import options
from webdev.compat import java_bytes, native_bytes, text_type

ALL_KEYS = {"context", "data", "headers", "params", "postData", "remainingPath", "remoteAddr", "remoteHost", "scheme",
            "servletRequest", "servletResponse"}
BODY_METHODS = ("POST", "PUT", "PATCH", "DELETE")
JSON = "application/json"


def seen(method, path, headers=(), body=b"", look=None, **options_):
    """The request dict of one call, or what `look` made of it while the handler ran."""
    site = probing_site(look, **options_)
    assert site.call(method, path, headers=headers, body=body).status == 200
    return site.seen[0]


def data(content_type, body, method="POST", **options_):
    return seen(method, "/r", [("Content-Type", content_type)] if content_type else [], body, **options_)["data"]


# 7.16

def test_7_16_post_has_exactly_the_eleven_keys():
    assert set(seen("POST", "/r", [("Content-Type", JSON)], b"{}")) == ALL_KEYS


def test_7_16_there_is_no_method_key():
    response = site_of("return {'html': request['method']}").get("/r")
    assert response.status == 500
    assert b"KeyError" in response.body


def test_7_16_method_comes_from_the_servlet_request():
    def look(request):
        return request["servletRequest"].getMethod(), request["servletRequest"].method

    assert seen("PATCH", "/r", look=look) == ("PATCH", "PATCH")


def test_7_16_plain_values():
    request = seen("GET", "/r")
    assert (request["remoteAddr"], request["remoteHost"], request["scheme"]) == ("127.0.0.1", "127.0.0.1", "http")


@pytest.mark.in_process("no front end speaks TLS, and all tests come from one address")
def test_7_16_plain_values_of_another_client():
    site = probing_site()
    site.get("/r", remote_addr="10.0.0.7", remote_host="hmi", scheme="https")
    request = site.seen[0]
    assert (request["remoteAddr"], request["remoteHost"], request["scheme"]) == ("10.0.0.7", "hmi", "https")


def test_7_16_proxy_headers_do_not_change_the_address():
    request = seen("GET", "/r", [("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Proto", "https")])
    assert (request["remoteAddr"], request["scheme"]) == ("127.0.0.1", "http")


# 7.18

SENT = [("authorization", "a"), ("X-API-key", "k"), ("content-TYPE", "text/plain"), ("x-Custom", "c")]
AS_JETTY = {"Host", "Authorization", "X-API-key", "Content-Type", "x-Custom"}


@pytest.mark.parametrize("variant, names", [
    ("sent", {"Host", "authorization", "X-API-key", "content-TYPE", "x-Custom"}),
    ("lower", {"host", "authorization", "x-api-key", "content-type", "x-custom"}),
    ("jetty", AS_JETTY),
])
def test_7_18_header_case_in_every_variant(way, variant, names):
    def look(request):
        return set(request["headers"]), request["servletRequest"].getHeader("AUTHORIZATION")

    if variant == "sent" and transports.JETTY and way[0] == "http":
        names = AS_JETTY  # it does not tell how they were sent
    assert seen("GET", "/r", SENT, look=look, header_case=variant) == (names, "a")
    assert set(options.VARIANTS["header_case"]) == {"sent", "lower", "jetty"}


@pytest.mark.parametrize("variant, value", [("tuple", ("1", "2")), ("list", ["1", "2"]), ("first", "1")])
def test_7_18_repeated_header_in_every_variant(variant, value):
    request = seen("GET", "/r", [("X-A", "1"), ("X-B", "b"), ("x-a", "2")], repeated_headers=variant)
    assert request["headers"]["X-A"] == value
    assert request["headers"]["X-B"] == "b"
    assert set(options.VARIANTS["repeated_headers"]) == {"tuple", "list", "first"}


# 7.19

@pytest.mark.parametrize("method", BODY_METHODS)
def test_7_19_json_object_is_a_dict_of_unicode(method):
    body = json.dumps({"name": u"caf\u00e9", "n": [1, 2.5, None, True, 2 ** 40]}).encode("utf-8")
    value = data(JSON, body, method)
    assert type(value) is dict
    assert value == {"name": u"caf\u00e9", "n": [1, 2.5, None, True, 2 ** 40]}
    assert all(isinstance(key, text_type) for key in value) and isinstance(value["name"], text_type)


@pytest.mark.parametrize("method", BODY_METHODS)
@pytest.mark.parametrize("body", [b"{", b"{'a': 1}", b"nonsense", b'{"a": 1} x', b"\xef\xbb\xbf{}"])
def test_7_19_malformed_json_is_the_raw_text_and_the_handler_runs(method, body):
    value = data(JSON, body, method)
    assert isinstance(value, text_type)
    assert value == body.decode("utf-8")


@pytest.mark.parametrize("lenient", options.VARIANTS["lenient_json"])
@pytest.mark.parametrize("body", [b"[" * 100000, b"[" * 301 + b"]" * 301, b'{"a":' * 301 + b"1" + b"}" * 301])
def test_7_19_too_deep_json_is_the_raw_text(body, lenient):
    assert data(JSON, body, lenient_json=lenient) == body.decode("ascii")


@pytest.mark.parametrize("body", [b"[" * 300 + b"]" * 300, b"[" + b",".join([b"{}"] * 600) + b"]",
                                  b'["' + b"[" * 600 + b'"]', b'["\\"' + b"[" * 600 + b'"]'])
def test_7_19_deep_or_seemingly_deep_json_is_parsed(body):
    assert data(JSON, body) == json.loads(body.decode("ascii"))


@pytest.mark.parametrize("method", BODY_METHODS)
@pytest.mark.parametrize("content_type", ["text/plain", "text/csv;charset=utf-8", "text/xml"])
def test_7_19_text_is_text(method, content_type):
    value = data(content_type, u"caf\u00e9".encode("utf-8"), method)
    assert isinstance(value, text_type)
    assert value == u"caf\u00e9"


def test_7_19_text_in_its_charset():
    assert data("text/plain;charset=iso-8859-1", b"caf\xe9") == u"caf\u00e9"
    assert data("text/plain; charset=no-such", u"caf\u00e9".encode("utf-8")) == u"caf\u00e9"


@pytest.mark.parametrize("method", BODY_METHODS)
@pytest.mark.parametrize("content_type", ["application/octet-stream", "application/xml", "multipart/form-data",
                                          "", "x"])
def test_7_19_anything_else_is_a_byte_array(method, content_type):
    body = bytes(bytearray([0, 127, 128, 255]))
    value = data(content_type, body, method)
    assert (value.typecode, list(value)) == ("b", [0, 127, -128, -1])
    assert native_bytes(value) == body


@pytest.mark.parametrize("method", BODY_METHODS)
@pytest.mark.parametrize("variant", options.VARIANTS["post_data_elsewhere"])
def test_7_19_post_data_belongs_to_post_in_every_variant(method, variant):
    request = seen(method, "/r", [("Content-Type", JSON)], b'{"a": 1}', post_data_elsewhere=variant)
    assert request["data"] == {"a": 1}
    expected = {"a": 1} if method == "POST" or variant == "data" else None
    assert request.get("postData") == expected
    assert ("postData" in request) is (method == "POST" or variant != "absent")


@pytest.mark.parametrize("variant, parsed", [
    ("media_type", {JSON, "application/json;charset=utf-8", "Application/JSON"}),
    ("exact", {JSON, "Application/JSON"}),
    ("suffix", {JSON, "application/json;charset=utf-8", "Application/JSON", "application/merge-patch+json"}),
])
@pytest.mark.parametrize("content_type", [JSON, "application/json;charset=utf-8", "Application/JSON",
                                          "application/merge-patch+json", "application/jsonp"])
def test_json_media_types_in_every_variant(variant, parsed, content_type):
    value = data(content_type, b'{"a": 1}', json_media=variant)
    assert (value == {"a": 1}) is (content_type in parsed)
    assert set(options.VARIANTS["json_media"]) == {"media_type", "exact", "suffix"}


@pytest.mark.parametrize("variant", options.VARIANTS["json_array"])
@pytest.mark.parametrize("body", [b"[1, 2]", b"5", b'"text"', b"null"])
def test_json_that_is_no_object_in_every_variant(variant, body):
    expected = json.loads(body.decode()) if variant == "list" else body.decode()
    request = seen("POST", "/r", [("Content-Type", JSON)], body, json_array=variant)
    assert request["data"] == expected
    assert "data" in request


@pytest.mark.parametrize("lenient", options.VARIANTS["lenient_json"])
@pytest.mark.parametrize("body", [b'{"a": 1, "a": 2}', b'{"a": 2,}', b'{"a": 2 /* why */}', b'{"a": 2} // why'])
def test_strict_and_lenient_parser(lenient, body):
    value = data(JSON, body, lenient_json=lenient)
    assert value == ({"a": 2} if lenient else body.decode())


@pytest.mark.parametrize("lenient", options.VARIANTS["lenient_json"])
def test_strict_and_lenient_about_nan(lenient):
    value = data(JSON, b'{"a": NaN}', lenient_json=lenient)
    assert isinstance(value, dict) is lenient


def test_lenient_parser_leaves_strings_alone():
    body = json.dumps({"a": "x // y, ] /* z */", "b": 'q"//'}).encode()
    assert data(JSON, body, lenient_json=True) == json.loads(body.decode())


FORM = "application/x-www-form-urlencoded"


def test_form_body_is_bytes_or_params():
    headers = [("Content-Type", FORM)]
    as_bytes = seen("POST", "/r?q=1", headers, b"a=%C3%A9&q=2", form_body="bytes")
    assert native_bytes(as_bytes["data"]) == b"a=%C3%A9&q=2"
    assert as_bytes["params"] == {"q": "1"}
    as_params = seen("POST", "/r?q=1", headers, b"a=%C3%A9&q=2", form_body="params")
    assert "data" not in as_params
    assert as_params["params"] == {"q": ["1", "2"], "a": u"\u00e9"}
    assert options.VARIANTS["form_body"] == ("bytes", "params")


# 7.20

def test_7_20_single_parameter_is_a_decoded_string():
    params = seen("GET", "/r?a=1&b=x+y%26z&c=%C3%A9&path=%5Bdefault%5DA%2FB")["params"]
    assert params == {"a": "1", "b": "x y&z", "c": u"\u00e9", "path": "[default]A/B"}
    assert all(isinstance(value, text_type) for value in params.values())


@pytest.mark.parametrize("variant", options.VARIANTS["repeated_params"])
def test_7_20_repeated_parameter_in_every_variant(variant):
    value = seen("GET", "/r?a=1&b=x&a=2", repeated_params=variant)["params"]["a"]
    assert [value[index] for index in range(len(value))] == ["1", "2"]
    assert list(value) == ["1", "2"]
    assert isinstance(value, list) is (variant == "list")
    assert isinstance(value, tuple) is (variant == "tuple")


@pytest.mark.parametrize("variant, params", [
    ("empty", {"flag": "", "a": ""}), ("none", {"flag": None, "a": ""}), ("absent", {"a": ""}),
])
def test_valueless_parameter_in_every_variant(variant, params):
    assert seen("GET", "/r?flag&a=", valueless_param=variant)["params"] == params
    assert set(options.VARIANTS["valueless_param"]) == {"empty", "none", "absent"}


def test_broken_escapes_in_the_query_are_replaced():
    assert seen("GET", "/r?a=%zz&b=%ff")["params"] == {"a": u"\ufffdzz", "b": u"\ufffd"}


# 7.21

@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "POST"])
@pytest.mark.parametrize("variant", options.VARIANTS["get_data"])
def test_7_21_no_body_in_every_variant(method, variant):
    request = seen(method, "/r", get_data=variant)
    assert request.get("data") is None
    assert ("data" in request) is (variant == "none")
    assert ("postData" in request) is (variant == "none" and method == "POST")


# 7.22

def test_7_22_servlet_request():
    def look(request):
        return {
            "method": request.getMethod(), "uri": request.getRequestURI(), "query": request.getQueryString(),
            "header": [request.getHeader(name) for name in ("x-A", "none")],
            "headers": list(request.getHeaders("X-a")), "names": {name.lower() for name in request.getHeaderNames()},
            "address": [request.getRemoteAddr(), request.remoteAddr],
            "values": list(request.getParameterValues("a")), "no values": request.getParameterValues("c"),
            "parameters": [request.getParameter(name) for name in "abc"],
        }

    found = of_servlet("POST", "/r/x;v=1?a=1&a=2&b", [("X-A", "1"), ("x-a", "2"), ("Content-Type", JSON)], b"{}",
                       look=look)
    assert found == {
        "method": "POST", "uri": "/system/webdev/demo/r/x;v=1", "query": "a=1&a=2&b",
        "header": ["1", None], "headers": ["1", "2"], "names": {"host", "content-length", "x-a", "content-type"},
        "address": ["127.0.0.1", "127.0.0.1"], "values": ["1", "2"], "no values": None,
        "parameters": ["1", "", None],
    }


def of_servlet(method, path, headers=(), body=b"", look=None):
    """What `look` sees of the servletRequest in a handler."""
    return seen(method, path, headers, body, look=lambda request: look(request["servletRequest"]))


def test_7_22_attributes():
    def look(request):
        request.setAttribute("who", {"name": "ann"})
        return request.getAttribute("who"), request.getAttribute("other")

    assert of_servlet("GET", "/r", look=look) == ({"name": "ann"}, None)


@pytest.mark.parametrize("content_type", [JSON, "text/plain", "application/octet-stream"])
def test_7_22_input_stream_is_already_consumed(content_type):
    assert of_servlet("POST", "/r", [("Content-Type", content_type)], b'{"a": 1}',
                      look=lambda request: request.getInputStream().read()) == -1


def test_7_22_headers_enumerate_as_in_java():
    def look(request):
        names = request.getHeaderNames()
        found = []
        while names.hasMoreElements():
            found.append(names.nextElement())
        return found

    assert sorted(of_servlet("GET", "/r", [("A", "1"), ("B", "2"), ("a", "3")], look=look)) == ["A", "B", "Host", "a"]


@pytest.mark.in_process("pokes the pure-Python stream")
def test_request_stream_reads_into_a_java_array():
    from webdev import servlet
    stream = servlet.Request("POST", "/", body=b"\x01\xff\x02").getInputStream()
    buffer = java_bytes(b"\0\0")
    assert (stream.read(buffer), list(buffer)) == (2, [1, -1])
    assert (stream.read(), stream.read(), stream.read(buffer)) == (2, -1, -1)
