"""project.http.csvtext: RFC 4180, and what a spreadsheet must not calculate."""

import csv
import io

import pytest

from simulator.compat import ON_JYTHON


@pytest.fixture(scope="module")
def csvtext(library):
    return library.http.csvtext


def test_rows(csvtext):
    assert csvtext.header(["path", "value"], None) == u"path,value\r\n"
    assert csvtext.row([u"a", 1, 2.5, True, False, None, u"", -7, 2 ** 60], None) == (
        u'a,1,2.5,true,false,,"",-7,1152921504606846976\r\n')


@pytest.mark.parametrize("cell, expected", [
    (u"a,b", u'"a,b"'), (u'say "x"', u'"say ""x"""'), (u"a\r\nb", u'"a\r\nb"'), (u" a", u'" a"'), (u"a ", u'"a "'),
    (u"\u00e4;b", u"\u00e4;b"), ([1, u"x"], u'"[1,""x""]"'), ({u"a": None}, u'"{""a"":null}"'), (u"=1+1", u"=1+1"),
])
def test_fields(csvtext, cell, expected):
    assert csvtext.row([cell], None) == expected + u"\r\n"


@pytest.mark.parametrize("first", [u"=", u"+", u"-", u"@", u"\t", u"\r", u"\n", u"\uff1d", u"\uff0b", u"\uff0d",
    u"\uff20"])
def test_excel_defuses_texts(csvtext, first):
    cell = first + u"1+cmd|' /C calc'!A0"
    assert csvtext.row([cell], "excel").lstrip(u'"')[:2] == u"'" + first
    assert csvtext.header([cell], "excel").lstrip(u'\ufeff"')[:2] == u"'" + first
    assert u"'" + first not in csvtext.row([cell], None)


@pytest.mark.parametrize("cell, defused", [
    (u"a;=HYPERLINK(1)", u"a;'=HYPERLINK(1)"), (u"a\t=1", u"a\t'=1"), (u"a; =1;-2;b", u"a; '=1;'-2;b"),
    (u"a=1;b=2", u"a=1;b=2"), (u"=1;=2", u"'=1;'=2"), ([u"x;=1"], u'"[""x;\'=1""]"')])
def test_excel_defuses_what_another_list_separator_would_begin(csvtext, cell, defused):
    assert csvtext.row([cell], "excel") == defused + u"\r\n"
    assert u"'" not in csvtext.row([cell], None)


def test_excel_leaves_numbers_alone_and_gets_a_byte_order_mark(csvtext):
    assert csvtext.row([-5, -0.5, u"a=b"], "excel") == u"-5,-0.5,a=b\r\n"
    assert csvtext.header([u"a"], "excel") == u"\ufeffa\r\n"


@pytest.mark.skipif(ON_JYTHON, reason="the csv module of Python 2 takes bytes only")
def test_the_csv_module_reads_every_text_back(csvtext):
    cells = [u"", u" ", u'"', u'""', u",", u"\r\n", u"\n", u"\r", u"a'b", u"\u00e4\U0001f600", u"=1", u"\t"]
    cells.append(u"x" * 70000)
    text = csvtext.header([u"c%d" % index for index in range(len(cells))], None) + csvtext.row(cells, None)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows[1] == cells
