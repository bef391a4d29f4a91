"""What the demo's site has beside the API: its queries and commands on every database that there are tables for."""
import io
import os
import re

import pytest

from demo import records, site
from simulator.plant import line as lines
from simulator.plant.process import Process
from tests.simulator.exports import folder, tag
from tests.support import databases
from tests.support.product import Product

SOURCE = os.path.join(databases.ROOT, "ignition", "demo-plant")
KINDS = [kind for kind in databases.KINDS if os.path.exists(os.path.join(SOURCE, "tables", kind + ".sql"))]
START = 1769846400000
RATE = "[default]Plant/Line1/TargetRate"


def connect(gateway, kind):
    script = os.path.join(SOURCE, "tables", kind + ".sql")
    connection = databases.connect(gateway, kind, name=site.CONNECTION, tables=False)
    with io.open(script, encoding="utf-8") as stream:
        for what, name in reversed(re.findall(r"CREATE (TABLE|VIEW) (\w+)", stream.read())):
            connection.run_alone("update", "DROP %s IF EXISTS %s" % (what, name), [], False)
    connection.run_script(script)
    return connection


@pytest.fixture(params=KINDS)
def product(request):
    found = Product(tags=folder("Plant", folder("Line1", tag("TargetRate", "Float4", 80.0)), folder(
        "Pump2", tag("Enabled", "Boolean", True))), version="8.3.10")
    found.gateway.clock.set_millis(START)
    found.plant = connect(found.gateway, request.param)
    found.host.install(site.PROJECT, site.export(os.path.join(SOURCE, "project")))
    found.configure("NamedQueries", site.NAMED_QUERIES)
    found.configure("Commands", site.COMMANDS)
    yield found
    databases.close(found.gateway)


def rows(product, path, **params):
    answer = product.client.get("/queries/" + path, params=sorted(params.items()))
    assert answer.status == 200, answer.text()
    names = [column["name"] for column in answer.json()["columns"]]
    return [dict(zip(names, row)) for row in answer.json()["rows"]]


def run(product, command, expected=200, **parameters):
    answer = product.client.post("/cmd", {"command": command, "parameters": parameters})
    assert answer.status == expected, answer.text()
    return answer.json()


def order(product, number):
    return [each for each in rows(product, "workOrders") if each["id"] == number][0]


def moment(text):
    """A time as any of the databases shows it, without its milliseconds."""
    return re.sub(r"\.000Z$", "Z", text)


def test_the_status_finds_nothing_wrong_with_it(product):
    found = product.client.get("/status").json()["configuration"]["problems"]
    assert [each for each in found if each["name"] in ("NamedQueries", "Commands")] == []


def test_the_hours_add_up_to_what_the_line_made(product):
    process, seen = Process(seed=3), records.Records(product.plant)
    for second in range(0, 3 * 3600, 30):
        process.step(30.0)
        seen.see(records.shown(process.line), START - 3 * 3600000 + second * 1000)
        if second == 0:
            before = process.line.good, process.line.reject
    seen.write()
    found = rows(product, "productionByHour")
    assert [moment(each["hour"]) for each in found] == [
        "2026-01-31T0%d:00:00Z" % hour for hour in (5, 6, 7)]
    assert sum(each["good"] for each in found) == process.line.good - before[0]
    assert sum(each["reject"] for each in found) == process.line.reject - before[1]
    assert found[0]["volume"] == (found[0]["good"] + found[0]["reject"]) * lines.UNIT_VOLUME
    assert rows(product, "productionByHour", startDate="-1h") == found[2:]
    assert rows(product, "productionByHour", endDate="2026-01-31T06:00:00Z") == found[:1]


def test_a_stop_is_open_until_the_line_runs_again(product):
    process, seen = Process(), records.Records(product.plant)
    for second, state, code in ((0, lines.RUNNING, 0), (30, lines.FAULT, 101), (60, lines.FAULT, 101)):
        process.line.state, process.line.stop_code = state, code
        seen.see(records.shown(process.line), START - 3600000 + second * 1000)
    stop, = rows(product, "downtime")
    assert (moment(stop["started"]), stop["ended"], stop["reason"]) == (
        "2026-01-31T07:00:30Z", None, lines.STOP_REASONS[101])
    process.line.state = lines.RUNNING
    seen.see(records.shown(process.line), START - 3600000 + 90000)
    assert moment(rows(product, "downtime")[0]["ended"]) == "2026-01-31T07:01:30Z"


def test_counters_that_start_anew_make_nothing(product):
    process, seen = Process(), records.Records(product.plant)
    process.line.good = 100
    seen.see(records.shown(process.line), START - 1000)
    process.line.good = 110
    seen.see(records.shown(process.line), START - 500)
    seen.follow()
    process.line.good = 0
    seen.see(records.shown(process.line), START - 100)
    seen.write()
    assert rows(product, "productionByHour")[0]["good"] == 10


def test_recipes(product):
    assert [(each["name"], each["temperature"]) for each in rows(product, "recipes")] == [
        ("juice", 150), ("tea", 165.5), ("water", 140.25)]


def test_a_work_order_is_started_and_completed(product):
    assert [each["id"] for each in rows(product, "workOrders", state="planned")] == [4711, 4712, 4713]
    assert rows(product, "runningOrder") == [{"value": None}]
    body = run(product, "startWorkOrder", order=4712, rate=95)
    assert [step["state"] for step in body["results"]] == ["done", "done"]
    assert rows(product, "runningOrder") == [{"value": 4712}]
    assert product.gateway.tags.read(RATE).value == 95.0
    run(product, "completeWorkOrder", order=4712, good=5001, reject=9007199254740993)
    found = order(product, 4712)
    assert (found["state"], found["good"], found["reject"]) == ("completed", 5001, 9007199254740993)
    assert moment(found["started"]) == moment(found["completed"]) == "2026-01-31T08:00:00Z"


def test_only_one_work_order_runs_and_a_refused_start_leaves_the_rate_alone(product):
    run(product, "startWorkOrder", order=4711, rate=85)
    body = run(product, "startWorkOrder", 502, order=4712, rate=95)
    assert body["results"][0]["code"] == "unexpected_rows"
    assert product.gateway.tags.read(RATE).value == 85.0
    assert (order(product, 4711)["state"], order(product, 4712)["state"]) == ("running", "planned")


def test_a_start_whose_rate_cannot_be_set_is_taken_back(product):
    product.gateway.faults.set("system.tag.writeBlocking", quality="Bad_NotConnected")
    body = run(product, "startWorkOrder", 502, order=4711)
    assert (body["results"][1]["state"], body["compensation"][0]["rows"]) == ("failed", 1)
    assert (order(product, 4711)["state"], order(product, 4711)["started"]) == ("planned", None)
