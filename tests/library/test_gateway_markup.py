"""project.gateway.markup: XML as plain events; what could hide something is refused."""

import socket

import pytest


@pytest.fixture(scope="module")
def gateway(library):
    return library.gateway


@pytest.fixture
def no_connections(monkeypatch):
    """Fails the test where anything is connected to."""
    def refused(*arguments):
        raise AssertionError("a connection went out")
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)


@pytest.fixture
def listener():
    """A socket on this machine; its backlog is empty as long as nobody connected."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(5)
    server.settimeout(0.2)
    yield server
    server.close()


def read(gateway, text):
    return list(gateway.markup.events(text))


def refused(gateway, text):
    with pytest.raises(gateway.codec.Refused) as raised:
        read(gateway, text)
    return raised.value.code


def test_gives_names_attributes_and_text(gateway):
    text = u"""<?xml version="1.0" encoding="UTF-8"?>
<a xmlns="urn:x" b="1" y:c="\u00e4" xmlns:y="urn:y">t&lt;<d/></a>
"""
    found = read(gateway, text)
    assert found[0] == ("start", ("urn:x", "a"), {(None, "b"): "1", ("urn:y", "c"): u"\u00e4"})
    assert u"".join(event[1] for event in found if event[0] == "text").strip() == u"t<"
    assert ("start", ("urn:x", "d"), {}) in found
    assert [event[0] for event in found if event[0] != "text"] == ["start", "start", "end", "end"]


@pytest.mark.parametrize("text, expected", [
    (u"<a><![CDATA[<b> & ]]></a>", u"<b> & "),
    (u"<a>1<!-- 2 -->3<?four five?>6</a>", u"136"),
    (u"<a>&#228;&#x1F600;&amp;&quot;&apos;&gt;</a>", u"\u00e4\U0001f600&\"'>"),
    (u"<a>\r\n</a>", u"\n"),
    (u"\ufeff<a>x</a>", u"x"),
    (u"<?xml version='1.0' encoding='us-ascii'?><a>x</a>", u"x"),
    (u"<a>" + u"long " * 20000 + u"</a>", u"long " * 20000),
])
def test_text_in_any_form(gateway, text, expected):
    assert u"".join(event[1] for event in read(gateway, text) if event[0] == "text") == expected


@pytest.mark.parametrize("text", [
    u"", u" ", u"x", u"<", u"<a", u"<a>", u"</a>", u"<a></b>", u"<a/><b/>", u"<a/>x", u"<a b=1/>", u"<a b='1' b='2'/>",
    u"<a>&</a>", u"<a>&nbsp;</a>", u"<a>&#0;</a>", u"<a>\x01</a>", u"<a>&#1;</a>", u"<a>\ufffe</a>", u"<a b='<'/>",
    u"<a><b></a></b>", u"<x:a/>", u" <?xml version='1.0'?><a/>", u"<?xml version='1.1'?><a>&#1;</a>",
    u"<?xml version='1.0' encoding='utf-16'?><a/>", u"<?xml version='1.0' encoding='latin1'?><a/>", u"<a>]]></a>",
    u"<a><!-- -- --></a>", u"<1/>", u"{}", u"<a\x00/>", u"<?xml version='2.0'?><a/>",
])
def test_what_is_not_well_formed_is_refused(gateway, text):
    assert refused(gateway, text) == "malformed_xml"


BOMB = u"".join(
    [u'<!DOCTYPE a [<!ENTITY e0 "ha">'] + [u'<!ENTITY e%d "%s">' % (n, u"&e%d;" % (n - 1) * 10) for n in range(1, 12)]
    + [u"]><a>&e11;</a>"])


@pytest.mark.parametrize("text", [
    u"<!DOCTYPE a><a/>", u"<?xml version='1.0'?>\n<!-- x --><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", BOMB,
    u'<!DOCTYPE a [<!ENTITY b "%s">]><a>%s</a>' % (u"x" * 50000, u"&b;" * 10000),
    u'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
])
def test_abuse_case_12_a_dtd_is_refused_before_any_entity(gateway, no_connections, text):
    assert refused(gateway, text) == "dtd_refused"


@pytest.mark.parametrize("declaration", [
    u'<!DOCTYPE a SYSTEM "http://127.0.0.1:%d/a.dtd"><a/>',
    u'<!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:%d/b">]><a>&b;</a>',
    u'<!DOCTYPE a [<!ENTITY %% b SYSTEM "http://127.0.0.1:%d/b"> %%b;]><a/>',
])
def test_abuse_case_12_nothing_connects(gateway, listener, declaration):
    assert refused(gateway, declaration % listener.getsockname()[1]) == "dtd_refused"
    with pytest.raises(socket.timeout):
        listener.accept()
