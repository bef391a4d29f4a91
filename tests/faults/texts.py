# coding: utf-8
"""Texts that break JSON parsers, written for these tests after RFC 8259. All are byte strings."""

# Not JSON, wherever they stand. As a whole body: refused by every parser.
MUST_REJECT = [
    b"", b"[", b"]", b"{", b"}", b"[1", b"[1,", b"[1,]", b"[,1]", b"[1,,2]", b"[1 2]", b"[1}", b'{"a"}', b'{"a":}',
    b'{"a":1', b'{"a":1,', b'{"a":1,}', b'{,"a":1}', b'{"a":1 "b":2}', b'{"a" 1}', b'{"a"::1}', b"{a:1}", b"{1:1}",
    b"{'a':1}", b"{null:1}", b'{"a":1}}', b"[[]", b"[]]", b"[1]]", b'"', b'"a', b'"\\', b'"\\"', b'"\\x"', b'"\\u"',
    b'"\\u12"', b'"\\u12g4"', b'"\\U0041"', b'"a\nb"', b'"a\tb"', b'"a\rb"', b'"\x01"', b'"\x1f"', b"'a'", b"`a`",
    b"a", b"tru", b"True", b"TRUE", b"nul", b"None", b"undefined", b"truefalse", b"-", b"+", b"+1", b"1.", b".1",
    b"-.1", b"01", b"-01", b"1e", b"1e+", b"1.e1", b"1.5.5", b"1e1.5", b"0x1F", b"0b1", b"0o7", b"1_0", b"1,5",
    b"1 000", b"NaN", b"-NaN", b"Infinity", b"-Infinity", b"1/2", b"//x", b"1//x", b"/*x*/1", b"1/*x", b"#x", b"<a/>",
    b"\\", b"\\u005b", b"\x00", b"1\x00", b"\x0b1", b"\x0c1", b"\xc2\xa01", b"\xe2\x80\xa81", b"\xef\xbb\xbf1",
    b"\xff", b"\x1b[31m", b"*", b"&a", b"---\n- 1", b"a: 1", b"%s", b"{{x}}", b"${x}", b"(1)", b"1;", b"a=1&b=2",
]

# As a whole body: also what is JSON, but not an object, and what follows a complete object.
MALFORMED = [text for text in MUST_REJECT if text] + [
    b"{}{}", b"{} {}", b"{},", b"{}]", b"{}x", b'{"paths":["a"]} trailing', b'{"paths":["a"]}{"paths":["b"]}',
    b'{"paths":["a"]}\x00', b'\x00{"paths":["a"]}', b'{"paths":["a"]};', b")]}',\n" + b'{"paths":["a"]}',
    b'callback({"paths":["a"]})', b'{"paths":["a"]}\xff', b"{" * 1000, b"[" * 1000, b"}" * 1000, b'"' * 999,
]

# (text, its value): JSON that a parser must not stumble over.
MUST_ACCEPT = [
    (b"0", 0), (b"-0", 0), (b"-1", -1), (b"1.5", 1.5), (b"1E3", 1000.0), (b"1e-3", 0.001), (b"1.25e+2", 125.0),
    (b"123456789012345678", 123456789012345678), (b"1e-400", 0.0), (b"true", True), (b"false", False), (b"null", None),
    (b" 1 ", 1), (b"\t1\r\n", 1), (b'""', u""), (b'" "', u" "), (b'"\\u0041"', u"A"),
    (b'"\\"\\\\\\/\\b\\f\\n\\r\\t"', u'"\\/\b\f\n\r\t'), (b'"\\ud83d\\ude00"', u"\U0001f600"),
    (b'"\xf0\x9f\x98\x80"', u"\U0001f600"), (b'"\\u2028\\u2029"', u"\u2028\u2029"), (b'"\x7f"', u"\x7f"),
    (b'"\xe2\x80\xae"', u"\u202e"), (b'"\xef\xbf\xbe"', u"\ufffe"), (b'"[[[["', u"[[[["), (b'"}{"', u"}{"),
    (b'"\\\\"', u"\\"), (b'"\\\\\\""', u'\\"'), (b"[]", []), (b"[[]]", [[]]), (b"{}", {}), (b'{"":0}', {u"": 0}),
    (b'{"a":{"a":1}}', {u"a": {u"a": 1}}), (b"[1,\n2]", [1, 2]), (b'["a","a"]', [u"a", u"a"]),
    (b'{"__proto__":1,"constructor":2}', {u"__proto__": 1, u"constructor": 2}),
    (b'"' + b"a" * 60000 + b'"', u"a" * 60000), (b'"' + b'\\"' * 30000 + b'"', u'"' * 30000),
]
