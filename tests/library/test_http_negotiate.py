"""project.http.negotiate: which format an answer is in."""

import pytest

BOTH = ("json", "records")
ONE = ("json",)


class Asked(object):
    def __init__(self, *accept):
        self.accept = accept

    def joinedHeader(self, name):
        assert name == "accept"
        return ", ".join(self.accept)


@pytest.fixture(scope="module")
def http(library):
    return library.http


@pytest.mark.parametrize("accept", [
    [], [""], ["*/*"], ["application/json"], ["APPLICATION/JSON"], ["application/*"], ["text/html, */*;q=0.1"],
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"], ["application/json;q=0.001"],
    ["application/json; charset=utf-8"], ["application/json;q=bad"], ["application/json;q=2"], ["text/html", "*/*"],
    ["*/*;q=0, application/json"], ["application/*;q=0, application/json;q=0.5"], [" , application/json ,"],
    ["application/json ; q=1.000"], ["application/json;version=1;q=0.5"],
])
def test_accepts(http, accept):
    assert http.negotiate.chosen(Asked(*accept), None, BOTH) == "json"


@pytest.mark.parametrize("accept", [
    ["text/html"], ["application/xml"], ["text/*"], ["application/json;q=0"], ["*/*;q=0"], ["application/json;q=0.000"],
    ["application/json;q=0, */*"], ["application/jsonp"], ["application"], ["json"], ["application/problem+json"],
    ["application/*;q=0, */*"], [";"],
])
def test_refuses_what_it_cannot_write_and_names_what_it_can(http, accept):
    with pytest.raises(http.problem.Problem) as raised:
        http.negotiate.chosen(Asked(*accept), None, BOTH)
    assert (raised.value.status, raised.value.code) == (406, "not_acceptable")
    assert "json, records" in raised.value.detail


@pytest.mark.parametrize("accept", [[], ["text/html"], ["application/json;q=0"]])
def test_the_parameter_wins_over_the_header(http, accept):
    assert http.negotiate.chosen(Asked(*accept), "records", BOTH) == "records"
    assert http.negotiate.chosen(Asked(*accept), "json", BOTH) == "json"


@pytest.mark.parametrize("format, formats", [("records", ONE), ("xml", BOTH), ("", BOTH), ("JSON", BOTH)])
def test_a_format_that_the_endpoint_has_not_is_refused(http, format, formats):
    with pytest.raises(http.problem.Problem) as raised:
        http.negotiate.chosen(Asked(), format, formats)
    assert raised.value.status == 406


@pytest.mark.parametrize("accept, expected", [
    ("text/csv", "csv"), ("text/csv, application/json", "json"), ("text/csv, application/json;q=0.9", "csv"),
    ("text/*;q=0.4, */*;q=0.3", "csv"), ("*/*", "json"), ("*/*;q=0.1, text/csv;q=0.2", "csv"),
    ("application/json;q=0.5, text/csv;q=0.500", "json"), ("text/csv;q=0, text/*;q=0.9, */*;q=0.1", "json"),
])
def test_the_heavier_type_is_chosen(http, accept, expected):
    assert http.negotiate.chosen(Asked(accept), None, ("json", "csv")) == expected


@pytest.mark.parametrize("accept, expected", [
    ("application/xml", "xml"), ("text/xml", "xml"), ("text/xml, application/json;q=0.9", "xml"), ("*/*", "json"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml"), ("application/*", "json"),
    ("text/*", "xml"), ("application/json, application/xml", "json"),
])
def test_xml(http, accept, expected):
    assert http.negotiate.chosen(Asked(accept), None, http.negotiate.DATA) == expected


class AskedFor(Asked):
    def __init__(self, accept, *format):
        Asked.__init__(self, accept)
        self.format = format

    def parameters(self):
        return {"format": list(self.format)} if self.format else {}


@pytest.mark.parametrize("request_, expected", [
    (AskedFor(""), "json"), (AskedFor("*/*"), "json"), (AskedFor("text/csv"), "json"), (AskedFor("", "xml"), "xml"),
    (AskedFor("application/xml"), "xml"), (AskedFor("text/xml"), "xml"), (AskedFor("application/problem+xml"), "xml"),
    (AskedFor("application/xml", "json"), "json"), (AskedFor("application/xml", "csv"), "json"),
    (AskedFor("application/json", "xml"), "xml"), (AskedFor("application/xml, */*;q=0.1"), "xml"),
    (AskedFor("application/xml;q=0.5, application/json"), "json"), (AskedFor("application/xml;q=0"), "json"),
    (AskedFor("", "xml", "xml"), "json"), (AskedFor("application/problem+json, application/xml;q=0.9"), "json"),
])
def test_problems_are_xml_where_xml_was_asked_for(http, request_, expected):
    assert http.negotiate.forProblem(request_) == expected


class Coding(object):
    def __init__(self, header):
        self.header = header

    def joinedHeader(self, name):
        assert name == "accept-encoding"
        return self.header


@pytest.mark.parametrize("header, expected", [
    ("", False), ("gzip", True), ("GZIP", True), ("x-gzip", True), ("deflate, gzip;q=0.5, br", True), ("*", True),
    ("gzip;q=0", False), ("*, gzip;q=0", False), ("identity", False), ("br", False), ("*;q=0", False),
    ("gzip;q=0.001", True),
])
def test_gzip(http, header, expected):
    assert http.negotiate.takesGzip(Coding(header)) is expected


def test_over_the_wire(plant):
    assert plant.get("/tags", headers=[("Accept", "application/json")]).status == 200
    answer = plant.get("/tags", headers=[("Accept", "application/pdf")])
    assert (answer.status, answer.code) == (406, "not_acceptable")
    assert answer.headers["content-type"] == "application/problem+json"
    assert plant.get("/tags", params=[("format", "records")]).json() == []
    assert plant.get("/tags", params=[("format", "records")]).headers["vary"] == "Accept"
    assert plant.get("/status", params=[("format", "records")]).code == "not_acceptable"
    assert plant.get("/health", params=[("format", "json")]).status == 200
