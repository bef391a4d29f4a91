"""Requests that web servers read in different ways, as raw bytes under a name each. Python 2 and 3.

What Jetty makes of them is in odd_requests.json (docs/jython.md says how it is written).
"""

R = b"/system/webdev/demo/r"
HOST = b"Host: gw:8088"


def message(first_line, *lines, **options):
    return b"\r\n".join((first_line,) + lines + (b"", options.get("body", b"")))


def get(target, *lines):
    return message(b"GET " + target + b" HTTP/1.1", HOST, *lines)


def post(body, *lines):
    return message(b"POST " + R + b" HTTP/1.1", HOST, *lines, body=body)


def sized(body, *lines):
    return post(body, b"Content-Length: %d" % len(body) if str is not bytes else b"Content-Length: " + str(len(body)),
                *lines)


PATHS = [
    b"", b"/", b"//", b"/a/", b"/a//b", b"/a;x=1/b", b";x=1", b";x=1/y", b"/a;/b", b";jsessionid=1?a=1", b"/a/../b",
    b"/a/./b", b"/.", b"/..", b"/../r/z", b"/a/..", b"/a/%2e%2e/b", b"/a/%2E./b", b"/%2e", b"/.%2e/r/y", b"/..;/r",
    b"/..;x=1/r", b"/.;/y", b"/%2e;/y", b"/a..", b"/...", b"/a/...", b"/a%2Fb", b"/a%2fb", b"/..%2f..%2f..%2fetc",
    b"/..%2fr/q", b"/%2e%2e%2fr", b"/a%5Cb", b"/a\\b", b"/a%00b", b"/%00", b"/a%0Ab", b"/a%0D%0Ab", b"/a%09b",
    b"/a%20b", b"/a+b", b"/a%2Bb", b"/a%25b", b"/a%252Fb", b"/%zz", b"/%", b"/%4", b"/%u0041", b"/%u00e9", b"/%u00",
    b"/\xc3\xa9", b"/\xe9", b"/%C3%A9", b"/%c3%a9", b"/%E9", b"/%FF", b"/%C3", b"/%C0%AF", b"/%ED%A0%80",
    b"/%F0%9F%98%80", b"/%E6%B8%A9", b"/%5Bdefault%5DA", b"/[default]A", b"/a|b", b"/a{b}", b"/a\"b", b"/a'b",
    b"/a<b>", b"/a^b`c", b"/a~b", b"/a:b", b"/a@b", b"/a&b=c", b"/a,b", b"/a!b$c(d)*e", b"/a#b", b"/a%23b", b"/a%3Fb",
    b"/a%3Bb", b"/a\x7fb",
]
QUERIES = [
    b"?", b"?a", b"?a=", b"?=a", b"?a=1&a=2", b"?a=1&&b=2&", b"?a=%41+b%2Bc", b"?a=%C3%A9", b"?a=\xc3\xa9", b"?a=%E9",
    b"?a=\xe9", b"?a=%zz", b"?a=%", b"?a=%4", b"?a=%u00e9", b"?a=1;b=2", b"?a=b=c", b"?a=b?c", b"?a=b#c", b"?a=%00",
    b"?a=%0D%0Ab", b"?path=%5Bdefault%5DA%2FB", b"?path=[default]A/B", b"?a%3D1=2", b"?a[]=1", b"?%C3%A9=1", b"?a=<>\"",
    b"?a=../..", b"?a=%26b=1",
]
TARGETS = {
    "absolute": b"http://gw:8088" + R + b"/a?b=1", "absolute, another host": b"http://other" + R,
    "absolute https": b"https://gw" + R, "absolute without path": b"http://gw:8088", "asterisk": b"*",
    "no slash": b"system/webdev/demo/r", "two slashes": b"//system/webdev/demo/r", "root": b"/",
    "empty project": b"/system/webdev//r", "above the root": b"/../../../etc/passwd", "only a query": b"?a=1",
    "main": b"/main" + R, "case of system": b"/System/webdev/demo/r", "encoded system": b"/%73ystem/webdev/demo/r",
    "encoded project": b"/system/webdev/d%65mo/r", "missing project": b"/system/webdev/nope/r",
    "missing route": b"/system/webdev/demo/nope", "project in another case": b"/system/webdev/DEMO/r",
    "parameter of the project": b"/system/webdev/demo;x=1/r", "dots into the project": b"/system/webdev/x/../demo/r",
    "bare port": b":8088" + R, "user in the authority": b"http://user:pass@gw:8088" + R,
    "long path": R + b"/" + b"a" * 7000, "too long": R + b"/" + b"a" * 9000,
}
METHODS = [b"HEAD", b"OPTIONS", b"TRACE", b"PATCH", b"DELETE", b"FOO", b"get", b"Get", b"PROPFIND", b"G,T", b"G(T",
           b"CONNECT", b"PRI", b"A" * 100]
HEADERS = {
    "lower-case names": [b"authorization: a", b"x-own: b", b"accept-encoding: gzip"],
    "upper-case names": [b"AUTHORIZATION: a", b"X-OWN: b", b"IF-NONE-MATCH: x"],
    "repeated": [b"X-A: 1", b"X-A: 2"], "repeated in another case": [b"X-A: 1", b"x-a: 2"],
    "repeated authorization": [b"Authorization: a", b"authorization: b"],
    "repeated cookie": [b"Cookie: a=1", b"Cookie: b=2"], "underscore": [b"X_Forwarded_For: 1"],
    "empty value": [b"X-A:"], "blank value": [b"X-A:   "], "padded": [b"X-A: \t a b \t "], "no blank": [b"X-A:a"],
    "colon in the value": [b"X-A: a:b"], "Latin-1": [b"X-A: caf\xe9"], "UTF-8": [b"X-A: caf\xc3\xa9"],
    "tab inside": [b"X-A: a\tb"], "folded": [b"X-A: a", b" b"], "folded by a tab": [b"X-A: a", b"\tb"],
    "leading blank": [b" X-A: a"], "blank before the colon": [b"X-A : a"], "blank in the name": [b"X A: a"],
    "no colon": [b"X-A"], "no name": [b": a"], "NUL": [b"X-A: a\x00b"], "NUL in the name": [b"X\x00A: a"],
    "bare CR": [b"X-A: a\rb"], "bare LF": [b"X-A: a\nX-B: b"], "control character": [b"X-A: a\x01b"],
    "delete character": [b"X-A: a\x7fb"], "separator in the name": [b"X(A): a"], "name beyond ASCII": [b"X-\xe9: a"],
    "quoted": [b'X-A: "a, b"'], "forwarded": [b"X-Forwarded-For: 6.6.6.6", b"X-Forwarded-Proto: https",
                                              b"X-Forwarded-Host: evil", b"Forwarded: for=6.6.6.6;proto=https"],
    "override": [b"X-HTTP-Method-Override: DELETE"], "upgrade": [b"Connection: Upgrade", b"Upgrade: h2c"],
    "unknown expectation": [b"Expect: 200-maybe"], "accepts JSON": [b"Accept: application/json"],
    "range": [b"Range: bytes=0-1"], "second host": [b"Host: other"], "long": [b"X-A: " + b"a" * 7000],
    "too long": [b"X-A: " + b"a" * 9000],
    "many": [b"X-%d: " % n + b"a" * 90 if str is not bytes else b"X-" + str(n) + b": " + b"a" * 90 for n in range(100)],
}
HOSTS = {
    "without port": b"Host: gw", "address": b"Host: 127.0.0.1:8088", "IPv6": b"Host: [::1]:8088", "empty": b"Host:",
    "bad port": b"Host: gw:x", "no port after the colon": b"Host: gw:", "upper case": b"HOST: GW:8088",
    "blank inside": b"Host: g w", "path": b"Host: gw/a", "user": b"Host: user@gw",
}
LINES = {
    "no Host": message(b"GET " + R + b" HTTP/1.1"), "1.0 without Host": message(b"GET " + R + b" HTTP/1.0"),
    "1.0 with Host": message(b"GET " + R + b" HTTP/1.0", HOST),
    "1.2": message(b"GET " + R + b" HTTP/1.2", HOST), "2.0": message(b"GET " + R + b" HTTP/2.0", HOST),
    "2.7": message(b"GET " + R + b" HTTP/2.7", HOST), "lower-case version": message(b"GET " + R + b" http/1.1", HOST),
    "no version": message(b"GET " + R, HOST), "only a method": message(b"GET", HOST),
    "blank in the target": message(b"GET " + R + b"/a b HTTP/1.1", HOST),
    "two blanks": message(b"GET  " + R + b" HTTP/1.1", HOST), "tab": message(b"GET\t" + R + b"\tHTTP/1.1", HOST),
    "blank at the end": message(b"GET " + R + b" HTTP/1.1 ", HOST),
    "blank line first": b"\r\n" + get(R), "blank at the start": b" " + get(R),
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "tab in the target": get(R + b"/a\tb"), "NUL in the target": get(R + b"/a\x00b"),
    "no target": message(b"GET  HTTP/1.1", HOST),
}
LENGTH = b"Content-Length: "
CHUNKED = b"Transfer-Encoding: chunked"
JSON = b"Content-Type: application/json"
TEXT = b"Content-Type: text/plain"
HELLO = b"5\r\nhello\r\n0\r\n\r\n"
BODIES = {
    "text": sized(b"hello", TEXT), "JSON": sized(b'{"a": "\xc3\xa9"}', JSON), "no type": sized(b"hello"),
    "JSON in UTF-16": sized(u'{"a": 1}'.encode("utf-16-le"), JSON + b";charset=utf-16le"),
    "type without value": sized(b"hello", b"Content-Type:"), "odd type": sized(b"hello", b"Content-Type: text"),
    "two types": sized(b"{}", JSON, TEXT), "gzip body": sized(b"\x1f\x8b\x08\x00", b"Content-Encoding: gzip", JSON),
    "form": sized(b"a=1&b=%C3%A9", b"Content-Type: application/x-www-form-urlencoded"),
    "charset quoted": sized(b"caf\xe9", TEXT + b'; charset="iso-8859-1"'),
    "unknown charset": sized(b"x", TEXT + b";charset=nope"),
    "body of GET": message(b"GET " + R + b" HTTP/1.1", HOST, LENGTH + b"5", TEXT, body=b"hello"),
    "body of DELETE": message(b"DELETE " + R + b" HTTP/1.1", HOST, LENGTH + b"5", TEXT, body=b"hello"),
}
LENGTHS = {
    "none": [], "0": [LENGTH + b"0"], "plus sign": [LENGTH + b"+5"], "negative": [LENGTH + b"-5"],
    "hexadecimal": [LENGTH + b"0x5"], "no number": [LENGTH + b"x"], "empty": [LENGTH], "padded": [LENGTH + b" 5 "],
    "leading zero": [LENGTH + b"05"], "two": [LENGTH + b"5", LENGTH + b"4"], "twice": [LENGTH + b"5", LENGTH + b"5"],
    "list": [LENGTH + b"5, 5"], "huge": [LENGTH + b"9" * 30], "and chunked": [LENGTH + b"5", CHUNKED],
    "after chunked": [CHUNKED, LENGTH + b"5"], "and identity": [b"Transfer-Encoding: identity", LENGTH + b"5"],
}
CHUNKS = {
    "one": HELLO, "two": b"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "extension": b"5;a=b\r\nhello\r\n0\r\n\r\n",
    "trailer": b"5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n", "capital size": b"A\r\nhellohello\r\n0\r\n\r\n",
    "size is no number": b"x\r\nhello\r\n0\r\n\r\n", "negative size": b"-5\r\nhello\r\n0\r\n\r\n",
    "wrong size": b"3\r\nhello\r\n0\r\n\r\n",
}
CODINGS = [b"CHUNKED", b"chunked2", b"gzip", b"gzip, chunked", b"chunked, gzip", b"chunked, chunked", b"", b"identity"]


def every():
    """[(name, raw request)]."""
    found = [("path %r" % _shown(path), get(R + path)) for path in PATHS]
    found += [("query %r" % _shown(query), get(R + query)) for query in QUERIES]
    found += [("target: " + name, get(target)) for name, target in TARGETS.items()]
    found += [("method " + _shown(method), message(method + b" " + R + b" HTTP/1.1", HOST)) for method in METHODS]
    found += [("header: " + name, get(R, *lines)) for name, lines in HEADERS.items()]
    found += [("host: " + name, message(b"GET " + R + b" HTTP/1.1", host)) for name, host in HOSTS.items()]
    found += [("line: " + name, raw) for name, raw in LINES.items()]
    found += [("body: " + name, raw) for name, raw in BODIES.items()]
    found += [("length: " + name, post(b"" if name in ("none", "0") else HELLO if CHUNKED in lines else b"hello",
                                       TEXT, *lines)) for name, lines in LENGTHS.items()]
    found += [("chunks: " + name, post(body, CHUNKED, TEXT)) for name, body in CHUNKS.items()]
    found += [("coding: " + _shown(coding), post(HELLO, b"Transfer-Encoding: " + coding, TEXT)) for coding in CODINGS]
    return sorted(found)


def _shown(raw):
    return str(raw.decode("latin-1").encode("unicode_escape").decode("ascii"))
