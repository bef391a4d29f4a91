"""The product with a database, and what stands in its tables. Python 2 and 3."""

from tests.support import databases, trees
from tests.support.product import Product

SETPOINT = "[default]Plant/Setpoint"
URL = "/tags/default/Plant/Setpoint"
AUDIT = (
    "SELECT item, action, target, old_value, new_value, result, principal, key_id, request_id, address, happened_at,"
    " completed_at FROM rest_api_audit ORDER BY happened_at, event_id, item")


def product(kind="sqlite", settings=None, **connection):
    """A fresh installation whose Database is set; `connection` are settings of the simulated connection."""
    found = Product(tags=trees.PLANT)
    databases.connect(found.gateway, kind, **connection)
    configure(found, Database="API", **(settings or {}))
    return found


def configure(product, **settings):
    for name, value in settings.items():
        product.configure(name, value)


def rows(product, statement=AUDIT):
    """The rows of a table as the database has them."""
    connection = product.gateway.databases.connections["API"]
    columns, types, found = connection.run_alone("query", statement, [])
    return [dict(zip(columns, row)) for row in found]


def records(product):
    return rows(product, "SELECT * FROM rest_api_idempotency")


def faults(product):
    return product.gateway.databases.connections["API"].faults


def setpoint(product):
    return product.gateway.tags.read(SETPOINT).value


def put(product, value, key=None, client=None, headers=()):
    sent = list(headers) + ([] if key is None else [("Idempotency-Key", key)])
    return (client or product.client).put(URL, {"value": value}, headers=sent)
