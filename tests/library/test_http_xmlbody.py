"""project.http.xmlbody and xmltext: the same plain data there and back; nothing is passed over."""

import json

import pytest

LIMITS = {"maxDepth": 32, "maxNodes": 10000}
NAMESPACE = u"http://www.w3.org/2005/xpath-functions"

VALUES = [
    None, True, False, 0, -1, 2 ** 63 - 1, 10 ** 40, 0.5, -2.5e-300, 1e16, u"", u" ", u"text",
    u"\u00e4\U0001f600\u2028", u"<&>\"'", u"]]>", u"a\r\nb\tc", u"\x01\x1f", u"back\\slash", u"back\\u0041\x0b",
    u"\ufffe\uffff\\\"", [], {}, [[]], [{}],
    {u"": 1, u"a": None, u"<&\"'>": [1, u"x"], u"\t\r\n": 2, u"\x02\\": {u"b": [True, {u"c": -0.0}]}},
]


@pytest.fixture(scope="module")
def http(library):
    return library.http


def inside(text):
    return u'<map xmlns="%s">%s</map>' % (NAMESPACE, text)


def refused(http, text, code="malformed_xml", **limits):
    with pytest.raises(http.xmlbody.codec.Refused) as raised:
        http.xmlbody.decode(text, dict(LIMITS, **limits))
    assert raised.value.code == code
    return raised.value.detail


@pytest.mark.parametrize("value", VALUES)
def test_every_value_comes_back_as_it_went(http, value):
    found = http.xmlbody.decode(http.xmltext.document(value), LIMITS)
    assert found == value
    assert json.dumps(found, sort_keys=True) == json.dumps(value, sort_keys=True)


def test_a_body_as_a_person_writes_it(http):
    found = http.xmlbody.decode(u"""<?xml version="1.0"?>
<!-- set the temperature -->
<f:map xmlns:f="%s" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       xsi:schemaLocation="%s api.xsd">
  <f:array key="writes">
    <f:map>
      <f:string key="path">[default]Plant/Setpoint</f:string>
      <f:number key="value"> 55.5 </f:number>
    </f:map>
  </f:array>
  <f:boolean key="atomic">1</f:boolean>
  <f:null key="nothing"> <!-- nothing --> </f:null>
</f:map>
""" % (NAMESPACE, NAMESPACE), LIMITS)
    assert found == {
        u"writes": [{u"path": u"[default]Plant/Setpoint", u"value": 55.5}], u"atomic": True, u"nothing": None}


@pytest.mark.parametrize("text", [
    u"<map/>", u'<map xmlns="urn:other"/>', inside(u"<date key='a'/>"), inside(u"<string>a</string>"), inside(u"text"),
    inside(u"<string key='a'>1</string><number key='a'>1</number>"), inside(u"<string key='a' type='b'>1</string>"),
    inside(u"<string key='a'><string>b</string></string>"), inside(u"<null key='a'>x</null>"),
    inside(u"<array key='a'><null key='b'/></array>"), inside(u"<null key='a' escaped='true'/>"),
    inside(u"<boolean key='a'>yes</boolean>"), inside(u"<boolean key='a'/>"), inside(u"<string key='a' escaped='x'/>"),
    inside(u"<string key='a' escaped='true'>\\x</string>"), inside(u"<string key='a' escaped='true'>\\</string>"),
    inside(u"<string key='a' escaped='true'>\\u00</string>"), inside(u"<string key='\\' escaped-key='true'/>"),
    inside(u"<map key='a' xmlns:y='urn:y' y:b='1'/>"), u'<map xmlns="%s" key="a"/>' % NAMESPACE,
    inside(u"<array key='a'>1</array>"), inside(u"<string xmlns='' key='a'/>"),
])
def test_what_the_schema_does_not_have_is_refused(http, text):
    refused(http, text)


@pytest.mark.parametrize("digits", [
    u"", u" ", u"1.", u".5", u"+1", u"01", u"0x1", u"1e", u"NaN", u"INF", u"1_0", u"1 2", u"true", u"\u0661",
])
def test_a_number_is_what_json_calls_one(http, digits):
    refused(http, inside(u"<number key='a'>%s</number>" % digits))


@pytest.mark.parametrize("digits", [u"9" * 65, u"1e400", u"9" * 200000])
def test_abuse_case_7_a_number_too_large(http, digits):
    refused(http, inside(u"<number key='a'>%s</number>" % digits), "number_too_large")


def test_abuse_case_6_depth_is_counted_while_it_is_read(http):
    deep = u'<array xmlns="%s">' % NAMESPACE + u"<array>" * 31 + u"<null/>" + u"</array>" * 32
    assert http.xmlbody.decode(deep, LIMITS) is not None
    refused(http, u'<array xmlns="%s">' % NAMESPACE + u"<array>" * 100000, "too_deep")


def test_nodes_are_counted_while_they_are_read(http):
    many = u'<array xmlns="%s">' % NAMESPACE + u"<null/>" * 200
    assert len(http.xmlbody.decode(many + u"</array>", dict(LIMITS, maxNodes=201))) == 200
    refused(http, many, "too_many_nodes", maxNodes=200)


def test_escapes_are_read_as_json_reads_them(http):
    text = u'<string xmlns="%s" escaped="true">\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00"\t</string>' % NAMESPACE
    assert http.xmlbody.decode(text, LIMITS) == u"\"\\/\b\f\n\r\t\u00e4\U0001f600\"\t"
    many = u'<string xmlns="%s" escaped="true">%s</string>' % (NAMESPACE, u"\\n" * 30000)
    assert http.xmlbody.decode(many, LIMITS) == u"\n" * 30000
