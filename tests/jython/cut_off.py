"""A gateway in a process of its own that stops in the middle of a write, to be killed there. Python 2 and 3.

Its argument is JSON: {"connection": arguments of Databases.add, "key", "value"}. It prints "written" when the tag
has its new value and nothing of that is recorded, and goes no further.
"""

import json
import sys
import time

import folders

folders.name_packages("tests")

from tests.support import stored, trees  # noqa: E402
from tests.support.product import Product  # noqa: E402


def main(asked):
    product = Product(tags=trees.PLANT)
    product.gateway.databases.add("API", **asked["connection"])
    product.configure("Database", "API")

    calls = []

    def stop():
        # Called before the write, and again when it is done.
        calls.append(None)
        if len(calls) == 2:
            assert stored.setpoint(product) == asked["value"]
            print("written")
            sys.stdout.flush()
            time.sleep(600)

    product.gateway.faults.set("system.tag.writeBlocking", throw=stop)
    stored.put(product, asked["value"], asked["key"])


main(json.loads(sys.argv[1]))
