"""Long tables over sockets: rows are made as the client takes them, and an answer that broke off is seen to have."""

import json
from contextlib import closing

import pytest

from tests.support.longtables import PATH, Table
from tests.support.product import Product
from tests.support.raw_http import Cut

COUNT = 60000


@pytest.fixture
def served(front_end):
    product = Product()
    return product, front_end(product)


def asked(served, format="json"):
    product, transport = served
    connection = transport.connect(product.host)
    line = "GET /system/webdev/demo/api%s?format=%s HTTP/1.1\r\nHost: x\r\n\r\n" % (PATH, format)
    connection.send(line.encode("ascii"))
    return connection


def test_all_rows_arrive(served):
    Table(served[0], COUNT)
    with closing(asked(served)) as connection:
        answer = connection.answer()
    assert (answer.status, answer.header("Transfer-Encoding")) == (200, "chunked")
    assert [row[1] for row in json.loads(answer.body.decode("utf-8"))["rows"]] == list(range(COUNT))


@pytest.mark.parametrize("format", ["json", "xml", "csv"])
def test_an_answer_that_breaks_off_has_no_last_chunk(served, format):
    Table(served[0], COUNT, fails=COUNT // 2)
    with closing(asked(served, format)) as connection:
        assert connection.head()[0] == 200
        with pytest.raises(Cut):
            while connection.chunk():
                pass
