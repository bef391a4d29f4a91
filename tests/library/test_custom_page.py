"""docs/custom-endpoints.md: its code, taken out of the page and saved in a project, does what the page says."""

import io
import json
import os
import re

import pytest

from tests.faults.answers import ROOT
from tests.support import databases, queries, trees
from tests.support.product import Product

LINE = "[default]Plant/Line1/"
HOUR = 3600 * 1000


def text(*path):
    with io.open(os.path.join(ROOT, *path), encoding="utf-8") as stream:
        return stream.read()


PAGE = text("docs", "custom-endpoints.md")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
PLANT = trees.folder(
    "Plant", trees.tag("Setpoint", "Float8", 140.0), trees.folder(
        "Line1", trees.tag("TargetRate", "Float8", 80.0), trees.tag("Rate", "Float8", 60.0),
        trees.tag("Running", "Boolean", True)))
BY_HOUR = queries.query("SELECT '12:00' AS hour, 45 AS good, 5 AS reject WHERE :startDate IS NOT NULL"
                        " UNION ALL SELECT '13:00', 45, 5", parameters=[("startDate", queries.DATE_TIME)])
ALLOWED = {"productionByHour": {
    "path": "By Hour", "project": queries.PROJECT, "parameters": {"startDate": {"type": "dateTime"}}}}


@pytest.fixture
def product():
    found = Product(tags=PLANT)
    found.gateway.historian.add_provider("Historian")
    now = found.gateway.clock.now_millis()
    for name, samples in (
            ("Rate", [(now - 5 * HOUR, 60.0)]), ("Running", [(now - 5 * HOUR, True), (now - HOUR, False)])):
        found.gateway.historian.record(LINE + name, [sample + ("Good",) for sample in samples])
    queries.prepare(found, queries={"By Hour": BY_HOUR}, allowed=ALLOWED)
    yield found
    databases.close(found.gateway)


def test_the_page_has_two_scripts_and_the_demo_serves_both():
    first, second = [block.split("ENDPOINTS = [\n")[0] for block in BLOCKS]
    demo = text("stubs", "demo", "designer", "custom", "api.py")
    assert demo.startswith(first + second + "ENDPOINTS = [\n")
    assert all(block.split("ENDPOINTS = [\n")[1].rpartition("]")[0] in demo for block in BLOCKS)


def test_overall_equipment_effectiveness(product):
    product.script(BLOCKS[0])
    found = product.client.get("/custom/oee", params=[("hours", "4")])
    assert found.status == 200, found.text()
    rounded = dict((name, round(value, 3)) for name, value in found.json().items())
    # Three of four hours; 60 units a minute over all of them, 80 while it ran.
    assert rounded == {"availability": 0.75, "performance": 1.0, "quality": 0.9, "oee": 0.675}
    # Five of ten hours are stored, and of these the line ran four.
    found = product.client.get("/custom/oee", params=[("hours", "10")]).json()
    assert (round(found["availability"], 3), round(found["performance"], 3)) == (0.8, 0.938)
    assert product.client.get("/custom/oee", params=[("hours", "0")]).status == 400
    assert product.client.get("/custom/oee", params=[("format", "xml")]).status == 200
    product.gateway.tags.set_value(LINE + "TargetRate", 0.0)
    assert product.client.get("/custom/oee").code == "no_production"


def test_a_post_with_a_body(product):
    product.script(BLOCKS[1])
    body = {"order": "4711", "rate": 85, "temperature": 150}
    answer = product.client.post("/custom/changeover", body)
    assert answer.status == 200, answer.text()
    assert [result["success"] for result in answer.json()["results"]] == [True, True]
    assert [product.gateway.tags.read(path).value for path in (LINE + "TargetRate", "[default]Plant/Setpoint")] == [
        85.0, 150.0]
    assert product.client.post("/custom/changeover", dict(body, rate=111)).code == "invalid_argument"


def test_the_page_names_every_field_and_member(product):
    product.script(BLOCKS[0])
    extension = product.library.project.extension
    declared, surface = extension.declared, extension.surface
    names = declared.FIELDS + declared.PARAMETER_FIELDS + declared.EXAMPLE_FIELDS
    assert [name for name in names if "`%s`" % name not in PAGE] == []
    members = [name for name in dir(surface.Request) if not name.startswith("_")]
    assert [name for name in members if "`request.%s" % name not in PAGE] == []
    assert [name for name in surface.HEADERS if "`%s`" % name not in PAGE.lower()] == []


@pytest.mark.parametrize("number, path, method", [(0, "/custom/oee", "get"), (1, "/custom/changeover", "post")])
def test_the_openapi_document_has_the_endpoint(product, number, path, method):
    product.script(BLOCKS[number])
    document = product.client.get("/openapi.json").json()
    assert sorted(each for each in document["paths"] if each.startswith("/custom")) == [path]
    operation = document["paths"][path][method]
    assert operation["summary"] in PAGE
    assert {"401", "403", "429", "500"} <= set(operation["responses"])
    if method == "get":
        assert "hours" in [each.get("name") for each in operation["parameters"]]
    else:
        assert "temperature" in json.dumps(operation["requestBody"])
