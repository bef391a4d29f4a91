"""XML, CSV and gzip: what the other formats look like."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest

MAP = "{http://www.w3.org/2005/xpath-functions}map"


def media_type(answer, expected):
    assert answer.media_type == expected, f"{answer.name}: {answer.media_type or 'nothing'}, not {expected}"
    return answer


@pytest.mark.parametrize("asked", [{"params": {"format": "xml"}}, {"headers": {"Accept": "application/xml"}}],
                         ids=["?format=", "Accept"])
def test_xml(api, asked):
    """XML is one map in the namespace of the schema."""
    answer = media_type(api.raw("GET", "/status", **asked).expect(200), "application/xml")
    root = ET.fromstring(answer.text)  # noqa: S314 - of the gateway that its owner verifies
    assert root.tag == MAP, f"{answer.name}: the root is {root.tag}"


def test_problem_in_xml(api):
    """A problem in XML where XML is asked for."""
    answer = api.raw("GET", "/health/verify", headers={"Accept": "application/xml"})
    assert answer.status == 404, f"{answer.name} answered {answer.status}, not 404"
    media_type(answer, "application/problem+xml")


def test_csv(api, tag):
    """CSV has a header row, then a row for each tag."""
    answer = media_type(api.raw("GET", "/tags", params={"path": tag, "format": "csv"}).expect(200), "text/csv")
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert rows[0][:3] == ["path", "value", "quality"], f"{answer.name}: the header row is {rows[0]}"
    assert [row[0] for row in rows[1:]] == [tag], f"{answer.name}: the rows are of {[row[0] for row in rows[1:]]}"


def test_schema(api):
    """The schema of the XML is served without a credential."""
    answer = media_type(api.raw("GET", "/schema/api.xsd", bearer=None).expect(200), "application/xml")
    ET.fromstring(answer.text)  # noqa: S314
