"""A product whose tags have a history: a historian, a clock that stands still, samples by seconds before now."""

from tests.support import trees
from tests.support.product import Product

NOW = 1700000000000
T = "[default]Plant/Temperature"
FLOW = "[default]Plant/FlowRate"


def product(**options):
    found = Product(tags=trees.PLANT, **options)
    found.gateway.clock.set_millis(NOW)
    found.gateway.historian.add_provider("Plant DB", "core")
    return found


def record(found, path, *samples):
    """Samples (seconds before now, value, quality name or nothing)."""
    found.gateway.historian.record(path, [
        (NOW - int(sample[0] * 1000), sample[1], sample[2] if len(sample) > 2 else "Good") for sample in samples])


def asked(found, *paths, **parameters):
    return found.client.get("/history", params=[("path", path) for path in paths] + sorted(parameters.items()))


def table(found, *paths, **parameters):
    answer = asked(found, *paths, **parameters)
    assert answer.status == 200, answer.text()
    return answer.json()


def values(found, *paths, **parameters):
    return [row[1] for row in table(found, *paths, **parameters)["rows"]]


def pages(found, *paths, **parameters):
    """The tables of all pages; `between(number)` is called after each."""
    between = parameters.pop("between", lambda number: None)
    shown = []
    while True:
        shown.append(table(found, *paths, **parameters))
        parameters["cursor"] = shown[-1]["cursor"]
        if parameters["cursor"] is None:
            return shown
        between(len(shown))
