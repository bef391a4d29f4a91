"""Questions about what a request becomes: routes, paths, parameters, headers, bodies."""

import gzip

from tools.probe.asker import JSON, Asker, Refused
from tools.probe.questions import kind, question

TEXT = "text/plain"
LARGE = 2 << 20
LARGE_HEAD = 12 << 10
LENIENT = {"duplicate keys": b'{"a": 1, "a": 2}', "NaN": b'{"a": NaN}', "comments": b'{"a": 1 /* b */}',
           "trailing commas": b'{"a": 1,}'}


# routes and methods


@question("missing_route_get")
def missing_route_get(asker: Asker) -> int:
    return asker.ask("echo", address=asker.beside("webdevprobe-none")).status


@question("missing_route_post", "POST on a route that does not exist inside a project that does.")
def missing_route_post(asker: Asker) -> int:
    return asker.ask("echo", "POST", address=asker.beside("webdevprobe-none"), body=b"").status


@question("head_default", "HEAD on a resource that has doGet and no doHead.")
def head_default(asker: Asker) -> int:
    return asker.ask("echo", "HEAD").status


@question("options_default", "OPTIONS on a resource without doOptions.")
def options_default(asker: Asker) -> int:
    return asker.ask("echo", "OPTIONS").status


@question("absent_verb", "PATCH on a resource without doPatch.")
def absent_verb(asker: Asker) -> int:
    return asker.ask("echo", "PATCH", body=b"").status


@question("disabled_verb", "DELETE on a resource whose doDelete is switched off.")
def disabled_verb(asker: Asker) -> int:
    return asker.ask("echo", "DELETE").status


@question("session_cookie")
def session_cookie(asker: Asker) -> str:
    return "always" if "Set-Cookie" in asker.ask("echo").headers else "used"


# paths


@question("remaining_path")
def remaining_path(asker: Asker) -> str:
    found = asker.echo(tail="/a%20b")["remainingPath"].get("text")
    return {"/a b": "decoded", "/a%20b": "raw"}.get(found, f"other: {found}")


@question("remaining_slash")
def remaining_slash(asker: Asker) -> str:
    found = asker.echo(tail="/")["remainingPath"]
    return "slash" if found.get("text") == "/" else kind(found)


@question("encoded_slash")
def encoded_slash(asker: Asker) -> str:
    try:
        asker.echo(tail="/a%2Fb")
    except Refused as refused:
        if refused.status != 400:
            raise
        return "refused"
    return "decoded"


@question("path_parameter", "A path parameter (/a;x=1) in remainingPath.")
def path_parameter(asker: Asker) -> str:
    return "kept" if ";" in asker.echo(tail="/a;x=1")["remainingPath"]["text"] else "stripped"


@question("path_charset", "Percent-encoded UTF-8 (/%C3%A9) in remainingPath, if it is decoded.")
def path_charset(asker: Asker) -> str:
    found = asker.echo(tail="/%C3%A9")["remainingPath"]["text"]
    return {"/\u00e9": "UTF-8", "/\u00c3\u00a9": "Latin-1", "/%C3%A9": "not decoded"}.get(found, "other")


# parameters


@question("repeated_params")
def repeated_params(asker: Asker) -> str:
    return _several(asker.echo(tail="?probe=1&probe=2")["params"]["probe"], "1", "2")


@question("valueless_param")
def valueless_param(asker: Asker) -> str:
    found = asker.echo(tail="?flag")["params"].get("flag")
    return "empty" if found and found.get("text") == "" else kind(found)


@question("empty_param", "The value of `?a=`.")
def empty_param(asker: Asker) -> str:
    found = asker.echo(tail="?a=")["params"].get("a")
    return "empty" if found and found.get("text") == "" else kind(found)


# headers


@question("header_case")
def header_case(asker: Asker) -> str:
    names = set(asker.echo(headers=(("X-pRoBe-CaSe", "1"), ("aCcEpT-lAnGuAge", "en")))["headers"])
    for variant, expected in (("sent", {"X-pRoBe-CaSe", "aCcEpT-lAnGuAge"}), ("jetty", {"X-pRoBe-CaSe",
                              "Accept-Language"}), ("lower", {"x-probe-case", "accept-language"})):
        if expected <= names:
            return variant
    return "other: " + ", ".join(sorted(names))


@question("repeated_headers")
def repeated_headers(asker: Asker) -> str:
    found = asker.echo(headers=(("X-Probe-Twice", "1"), ("X-Probe-Twice", "2")))["headers"]
    return _several(next(found[name] for name in found if name.lower() == "x-probe-twice"), "1", "2")


@question("large_header", "A request header of 12 KiB.")
def large_header(asker: Asker) -> int:
    return asker.ask("echo", headers=(("X-Probe-Large", "p" * LARGE_HEAD),)).status


@question("long_url", "A URL of 12 KiB.")
def long_url(asker: Asker) -> int:
    return asker.ask("echo", tail="?probe=" + "p" * LARGE_HEAD).status


def _several(shape: dict, first: str, last: str) -> str:
    """How two values arrived."""
    if kind(shape) != "text":
        return kind(shape)
    return {first: "first", last: "last"}.get(shape["text"], f"joined: {shape['text']}")


# bodies


@question("get_data")
def get_data(asker: Asker) -> str:
    return kind(asker.echo()["data"])


@question("empty_body", "Key `data` of a POST with an empty body.")
def empty_body(asker: Asker) -> str:
    return kind(asker.sent(b"")["data"])


@question("post_data_elsewhere")
def post_data_elsewhere(asker: Asker) -> str:
    found = kind(asker.sent(b"probe", TEXT, "PUT")["postData"])
    return found if found in ("absent", "none") else "data"


@question("json_media")
def json_media(asker: Asker) -> str:
    parsed = {name: kind(asker.sent(b'{"a": 1}', name)["data"]) == "dict"
              for name in (JSON, JSON + "; charset=utf-8", "application/merge-patch+json")}
    return {(True, True, False): "media_type", (True, False, False): "exact", (True, True, True): "suffix"}.get(
        tuple(parsed.values()), "parsed: " + ", ".join(name for name in parsed if parsed[name]))


@question("json_array")
def json_array(asker: Asker) -> str:
    return kind(asker.sent(b"[1, 2]")["data"])


@question("json_scalar", "A JSON number as the body.")
def json_scalar(asker: Asker) -> str:
    return kind(asker.sent(b"12")["data"])


@question("malformed_json", "`data` for a body that is not JSON.")
def malformed_json(asker: Asker) -> str:
    return kind(asker.sent(b'{"a": ')["data"])


@question("lenient_json")
def lenient_json(asker: Asker) -> bool | str:
    taken = [name for name, body in LENIENT.items() if kind(asker.sent(body)["data"]) == "dict"]
    return len(taken) == len(LENIENT) if len(taken) in (0, len(LENIENT)) else "takes " + ", ".join(taken)


@question("text_body", "`data` for text/plain.")
def text_body(asker: Asker) -> str:
    return kind(asker.sent(b"probe", TEXT)["data"])


@question("text_charset", "Whether the charset of a text body counts.")
def text_charset(asker: Asker) -> bool:
    return asker.sent(b"\xe9", TEXT + "; charset=iso-8859-1")["data"].get("text") == "\u00e9"


@question("xml_body", "`data` for application/xml.")
def xml_body(asker: Asker) -> str:
    return kind(asker.sent(b"<a/>", "application/xml")["data"])


@question("untyped_body", "`data` for a body without Content-Type.")
def untyped_body(asker: Asker) -> str:
    return kind(asker.sent(b"probe", None)["data"])


@question("form_body")
def form_body(asker: Asker) -> str:
    found = asker.sent(b"probe=1", "application/x-www-form-urlencoded")
    places = [kind(found["data"])] if kind(found["data"]) not in ("absent", "none") else []
    return " and ".join(places + ["params"] * ("probe" in found["params"])) or "lost"


@question("multipart_body", "`data` for multipart/form-data.")
def multipart_body(asker: Asker) -> str:
    part = b'--p\r\nContent-Disposition: form-data; name="probe"\r\n\r\n1\r\n--p--\r\n'
    return kind(asker.sent(part, "multipart/form-data; boundary=p")["data"])


@question("chunked_body", "`data` for a JSON object that comes in chunks.")
def chunked_body(asker: Asker) -> str:
    return kind(asker.sent(iter([b'{"a": ', b"1}"]))["data"])


@question("chunked_length", "getContentLength() of a body that comes in chunks.")
def chunked_length(asker: Asker) -> int:
    return asker.sent(iter([b"probe"]), TEXT)["contentLength"]


@question("gzip_request", "`data` for a JSON object with Content-Encoding: gzip.")
def gzip_request(asker: Asker) -> str:
    return kind(asker.sent(gzip.compress(b'{"a": 1}'), headers=(("Content-Encoding", "gzip"),))["data"])


@question("large_body", "A text body of 2 MiB.")
def large_body(asker: Asker) -> str:
    return "taken" if asker.sent(b"p" * LARGE, TEXT)["data"].get("size") == LARGE else "cut short"


@question("stream_left", "What a handler can still read of a JSON body that was parsed.")
def stream_left(asker: Asker) -> str:
    found = asker.sent(b'{"a": 1}')["streamLeft"]
    if isinstance(found, dict):
        return found["failed"]
    return "nothing" if found == -1 else "something"
