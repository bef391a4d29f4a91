"""Real threads, as a gateway has them: no answer is lost, mixed up or half true."""

from tests.support.product import Product
from tests.support.threads import THREADS, together
from tests.support.trees import folder, tag

ROUNDS = 25


def test_eight_threads_write_and_read_and_none_loses_an_update():
    product = Product(tags=folder("Own", *[tag("T%d" % number, "Int4", -1) for number in range(THREADS)]))

    def work(number):
        path = "[default]Own/T%d" % number
        for value in range(ROUNDS):
            written = product.client.post("/write", {"writes": [{"path": path, "value": value}]})
            assert [result["success"] for result in written.json()["results"]] == [True]
            item, = product.client.post("/read", {"paths": [path]}).json()["results"]
            assert (item["path"], item["value"], item["quality"]) == (path, value, "Good")
            single = product.client.get("/tags/default/Own/T%d" % number)
            assert (single.status, single.json()["value"]) == (200, value)

    together(work)
