"""project.http.xmlschema, judged by lxml."""

import pytest
from lxml import etree

from tests.support import xmlschema

NAMESPACE = "http://www.w3.org/2005/xpath-functions"
VALUES = [
    None, True, False, 0, -1, 2 ** 53, 0.5, -2.5e-300, 1e16, "", " ", "text", "\u00e4\U0001f600", "<&>\"'", "]]>",
    "a\r\nb\tc", "back\\slash", [], {}, [[]], [{}],
    {"": 1, "a": None, "<&\"'>": [1, "x"], "\t\r\n": 2, "b": {"c": [True, {"d": -1}]}},
]


@pytest.fixture(scope="module")
def http(library):
    return library.http


@pytest.fixture(scope="module")
def judge(http):
    return xmlschema.Judge(http.xmlschema.FILES)


@pytest.mark.parametrize("value", VALUES)
def test_documents_are_valid_and_mean_the_same_to_another_parser(http, judge, value):
    assert xmlschema.value(judge.root(http.xmltext.document(value).encode("utf-8"))) == value


@pytest.mark.parametrize("value", ["\x01", {"\x1f\\": "\ufffe"}])
def test_what_xml_cannot_carry_is_valid_in_its_escaped_form(http, judge, value):
    judge.root(http.xmltext.document(value).encode("utf-8"))


@pytest.mark.parametrize("inner", [
    "<string>a</string>", "<date key='a'/>", "text", "<number key='a'>NaN</number>", "<number key='a'>01</number>",
    "<string key='a'/><null key='a'/>", "<map key='b'><string key='a'/><null key='a'/></map>",
    "<boolean key='a'>yes</boolean>", "<string key='a' type='b'/>", "<null key='a'>x</null>",
    "<array key='a'><null key='b'/></array>",
])
def test_the_schema_refuses_what_the_reader_refuses(http, judge, inner):
    text = f'<map xmlns="{NAMESPACE}">{inner}</map>'
    with pytest.raises(etree.DocumentInvalid):
        judge.root(text.encode())
    with pytest.raises(http.xmlbody.codec.Refused):
        http.xmlbody.decode(text, {"maxDepth": 32, "maxNodes": 100})


def test_problem_documents_are_valid(http, judge):
    problem = http.problem.document(http.problem.Problem(422, "atomic_check_failed", "a < b & c\x01", members={
        "path": "[default]a", "quality": None, "current": {"1 a:b": 5, "": 6},
        "results": [{"path": "p", "success": False}, {"path": "q", "n": 1.5}],
    }), "id")
    root = judge.root(http.xmltext.problemDocument(problem).encode("utf-8"))
    fields = {element.tag.partition("}")[2]: element for element in root}
    assert fields["detail"].text == "a < b & c\ufffd"
    assert [item.findtext("{*}success") for item in fields["results"]] == ["false", None]
    assert [item.findtext("{*}n") for item in fields["results"]] == [None, "1.5"]
    assert [element.tag for element in fields["results"]] == ["{urn:ietf:rfc:7807}i"] * 2
    assert fields["status"].text == "422"
    assert [element.tag.partition("}")[2] for element in fields["current"]] == ["_", "_1_a_b"]
    assert fields["quality"].text is None


def test_a_problem_without_its_members_is_not_valid(judge):
    with pytest.raises(etree.DocumentInvalid):
        judge.root(b'<problem xmlns="urn:ietf:rfc:7807"><title>x</title></problem>')
