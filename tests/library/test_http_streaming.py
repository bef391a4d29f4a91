"""project.http.reply with long tables: in pieces, packed where asked for, cut where they cannot be finished."""

import gzip
import io
import json

import pytest

from tests.support.longtables import PATH, Table
from tests.support.product import Product

FORMATS = ("json", "records", "xml", "csv")
LONG = 6000
GZIP = [("Accept-Encoding", "gzip")]


@pytest.fixture
def fresh():
    return Product()


def get(product, format="json", headers=(), method="GET"):
    return product.client.request(method, PATH, headers=list(headers), params=[("format", format)])


def unpacked(answer):
    assert answer.headers["content-encoding"] == "gzip"
    return gzip.GzipFile(fileobj=io.BytesIO(answer.body)).read()


@pytest.mark.parametrize("count", [0, 1, 200, LONG])
def test_json(fresh, count):
    Table(fresh, count)
    answer = get(fresh)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert [row[1] for row in answer.json()["rows"]] == list(range(count))


@pytest.mark.parametrize("format", FORMATS)
def test_a_short_table_has_a_length_and_a_long_one_has_none(fresh, format):
    table = Table(fresh, 3)
    assert "content-length" in get(fresh, format).headers
    table.count = LONG
    answer = get(fresh, format)
    assert "content-length" not in answer.headers
    assert answer.body.decode("utf-8").count(u"T") >= LONG
    assert u"T\u00e4nk" in answer.body.decode("utf-8") or u"T\\u00e4nk" in answer.body.decode("utf-8")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("count", [500, LONG])
def test_gzip(fresh, format, count):
    Table(fresh, count, etag='"abc"')
    plain, packed = get(fresh, format), get(fresh, format, GZIP)
    assert unpacked(packed) == plain.body
    assert len(packed.body) * 3 < len(plain.body)
    assert "content-encoding" not in plain.headers
    assert (plain.headers["etag"], packed.headers["etag"]) == ('"abc"', '"abc-gzip"')
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers["content-type"] == plain.headers["content-type"]


def test_what_is_short_is_not_packed(fresh):
    Table(fresh, 100)
    answer = get(fresh, headers=GZIP)
    assert "content-encoding" not in answer.headers and "Accept-Encoding" not in answer.headers["vary"]


def test_gzip_can_be_switched_off(fresh):
    fresh.configure("Limits", {"gzipFromChars": 0})
    Table(fresh, LONG)
    answer = get(fresh, headers=GZIP)
    assert "content-encoding" not in answer.headers
    assert len(answer.json()["rows"]) == LONG


@pytest.mark.parametrize("known", ['"abc"', '"abc-gzip"', 'W/"abc-gzip"', '"x", "abc-gzip"'])
def test_either_etag_gets_304(fresh, known):
    table = Table(fresh, LONG, etag='"abc"')
    answer = get(fresh, headers=GZIP + [("If-None-Match", known)])
    assert (answer.status, answer.body, table.taken) == (304, b"", 0)
    assert answer.headers["etag"] in known


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("count", [3, 500, LONG])
@pytest.mark.parametrize("headers", [[], GZIP])
def test_head_says_what_get_would(fresh, format, count, headers):
    Table(fresh, count, etag='"abc"')
    head, found = get(fresh, format, headers, "HEAD"), get(fresh, format, headers)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-encoding", "etag", "vary"):
        assert head.headers.get(name) == found.headers.get(name)


@pytest.mark.parametrize("format", FORMATS)
def test_an_early_error_is_still_a_problem(fresh, format):
    Table(fresh, LONG, fails=5)
    answer = get(fresh, format)
    assert (answer.status, answer.headers["content-type"]) == (
        500, "application/problem+xml" if format == "xml" else "application/problem+json")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("headers", [[], GZIP])
def test_a_late_error_cuts_the_connection(fresh, format, headers):
    Table(fresh, LONG, fails=LONG - 1)
    with pytest.raises(Exception) as raised:
        get(fresh, format, headers)
    assert type(raised.value).__name__ == "Interrupted"
    assert "in the middle" in fresh.gateway.log.text()


@pytest.mark.parametrize("format", FORMATS)
def test_where_the_platform_does_not_cut_the_answer_still_is_no_whole_one(fresh, library, format):
    fresh.host.options.update(failure_after_commit="ended")
    Table(fresh, LONG, fails=LONG - 1)
    text = get(fresh, format).body.decode("utf-8")
    if format == "csv":
        lines = text.split(u"\r\n")
        assert lines[-2].startswith(u"INCOMPLETE") and lines[-2].count(u",") > lines[0].count(u",")
    elif format == "xml":
        with pytest.raises(library.gateway.codec.Refused):
            library.http.xmlbody.decode(text, {"maxDepth": 9, "maxNodes": 10 ** 6})
    else:
        with pytest.raises(ValueError):
            json.loads(text)
