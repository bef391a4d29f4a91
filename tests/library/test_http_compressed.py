"""gzip over the endpoints themselves: every long answer, no short one, and the same bytes once it is unpacked."""

import gzip
import io

import pytest

from tests.support import recorded
from tests.support.recorded import NOW, T, record
from tests.support.trees import tag

LONG = 8192
GZIP = [("Accept-Encoding", "br, gzip")]
CLOSED = {"startDate": str(NOW - 172800000), "endDate": str(NOW - 86400000)}
NAMES = ["[default]Plant/M%03d" % number for number in range(200)]


@pytest.fixture(scope="module")
def product():
    found = recorded.product()
    for name in NAMES:
        found.gateway.tags.import_tags(tag(name.rpartition("/")[2], "String", u"l\u00e4uft"), base="[default]Plant")
    record(found, T, *[(100000 - number, 0.5 + number) for number in range(1000)])
    record(found, T, *[(3000 - number, 0.5 + number) for number in range(1000)])
    return found


def ask(product, path, headers, format, params=(), body=None):
    params = list(params) + ([] if format is None else [("format", format)])
    if body is not None:
        return product.client.send("POST", path, body, headers=headers, params=params)
    return product.client.get(path, headers=headers, params=params)


@pytest.mark.parametrize("format", ["json", "records", "xml", "csv"])
@pytest.mark.parametrize("path, params, body", [
    ("/read", (), {"paths": NAMES}), ("/read", (), {"paths": NAMES[:9]}),
    ("/browse", [("path", "[default]Plant")], None), ("/browse", [("path", "[default]Plant"), ("limit", "5")], None),
    ("/tags", [("path", name) for name in NAMES], None), ("/tags", [("path", NAMES[0])], None),
    ("/history", [("path", T)], None), ("/history", [("path", T), ("limit", "9")], None),
    ("/history", [("path", T)] + sorted(CLOSED.items()), None),
    ("/history", [("path", T), ("limit", "9")] + sorted(CLOSED.items()), None)])
def test_long_answers_are_packed_and_short_ones_are_not(product, path, params, body, format):
    plain, packed = [ask(product, path, headers, format, params, body) for headers in ([], GZIP)]
    assert plain.status == packed.status == 200, plain.text()
    is_long = len(plain.body.decode("utf-8")) >= LONG
    assert packed.headers.get("content-encoding") == ("gzip" if is_long else None)
    assert "content-encoding" not in plain.headers
    if is_long:
        assert gzip.GzipFile(fileobj=io.BytesIO(packed.body)).read() == plain.body
        assert len(packed.body) * 2 < len(plain.body)
    else:
        assert packed.body == plain.body


@pytest.mark.parametrize("count, packs", [(LONG - 1, False), (LONG, True)])
def test_from_8_kib_on(product, count, packs):
    name = "[default]Plant/Long"
    product.gateway.tags.import_tags(tag("Long", "String", ""), base="[default]Plant")
    rest = len(product.client.get("/tags/default/Plant/Long").body)
    product.gateway.tags.set_value(name, u"x" * (count - rest))
    assert len(product.client.get("/tags/default/Plant/Long").body) == count
    answer = product.client.get("/tags/default/Plant/Long", headers=GZIP)
    assert answer.headers.get("content-encoding") == ("gzip" if packs else None)


@pytest.mark.parametrize("path", ["/openapi.json", "/schema/api.xsd"])
def test_documents_for_everybody_too(product, path):
    plain, packed = product.client.get(path), product.client.get(path, headers=GZIP)
    if len(plain.body) < LONG:
        assert packed.body == plain.body
        return
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.GzipFile(fileobj=io.BytesIO(packed.body)).read() == plain.body
    assert plain.headers["etag"] != packed.headers["etag"]
