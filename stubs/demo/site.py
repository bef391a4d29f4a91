"""What the site of the demo has beside the API: a project with named queries, and what callers may do with it."""
import io
import os

import webdev

PROJECT = "DemoPlant"
CONNECTION = "Plant"
LINE = {"type": "integer", "minimum": 1, "maximum": 1, "default": 1, "description": "The demo has one line."}
SINCE = {"type": "dateTime", "default": "-8h", "description": "From when on."}
UNTIL = {"type": "dateTime", "default": "now", "description": "Before when."}
NUMBER = {"type": "integer", "minimum": 1, "maximum": 99999, "description": "The number of the work order."}
COUNT = {"type": "integer", "minimum": 0}
NOW = {"type": "dateTime", "default": "now"}
TARGET_RATE = "[default]Plant/Line1/TargetRate"

NAMED_QUERIES = {
    "productionByHour": {
        "path": "Production/By Hour", "project": PROJECT, "title": "Production by hour",
        "description": "Good and rejected units and gallons that the line made in each hour.",
        "parameters": {"line": LINE, "startDate": SINCE, "endDate": UNTIL}},
    "downtime": {
        "path": "Production/Downtime", "project": PROJECT, "title": "Downtime",
        "description": "When the line stood still, and why.",
        "parameters": {"line": LINE, "startDate": SINCE, "endDate": UNTIL}},
    "recipes": {"path": "Recipes/All", "project": PROJECT, "title": "Recipes"},
    "workOrders": {
        "path": "Work Orders/All", "project": PROJECT, "title": "Work orders",
        "parameters": {"state": {"type": "string", "enum": ["planned", "running", "completed"], "required": False}}},
    "runningOrder": {
        "path": "Work Orders/Running", "project": PROJECT, "type": "ScalarQuery", "title": "The work order that runs"},
    "startWorkOrder": {
        "path": "Work Orders/Start", "project": PROJECT, "type": "UpdateQuery",
        "parameters": {"id": NUMBER, "at": NOW}},
    "planWorkOrder": {
        "path": "Work Orders/Plan Again", "project": PROJECT, "type": "UpdateQuery", "parameters": {"id": NUMBER}},
    "completeWorkOrder": {
        "path": "Work Orders/Complete", "project": PROJECT, "type": "UpdateQuery",
        "parameters": {"id": NUMBER, "good": COUNT, "reject": COUNT, "at": NOW}},
}
COMMANDS = {
    "setLineRate": {
        "title": "Set the rate of the line", "description": "Line 1 fills so many units a minute.",
        "parameters": {"rate": {"type": "number", "minimum": 20, "maximum": 110, "description": "Units a minute."}},
        "steps": [{"write": TARGET_RATE, "value": "{rate}", "readBackSeconds": 2}],
    },
    "restPump": {
        "title": "Stop or start a pump", "confirmation": "The line stops without pump 2.",
        "parameters": {"run": {"type": "boolean"}},
        "steps": [{"write": "[default]Plant/Pump2/Enabled", "value": "{run}"}],
    },
    "startWorkOrder": {
        "title": "Start a work order", "description": "Books the start, then sets the rate of the line.",
        "parameters": {
            "order": NUMBER, "rate": {"type": "number", "minimum": 20, "maximum": 110, "default": 80,
                                      "description": "Units a minute."}},
        "steps": [
            {"query": "startWorkOrder", "parameters": {"id": "{order}"}, "rows": 1},
            {"write": TARGET_RATE, "value": "{rate}", "readBackSeconds": 2}],
        "compensation": [{"query": "planWorkOrder", "parameters": {"id": "{order}"}}],
    },
    "completeWorkOrder": {
        "title": "Complete a work order", "description": "Books its end and what was made.",
        "parameters": {"order": NUMBER, "good": COUNT, "reject": COUNT},
        "steps": [{
            "query": "completeWorkOrder", "rows": 1,
            "parameters": {"id": "{order}", "good": "{good}", "reject": "{reject}"}}],
    },
}


def export(folder):
    """The project export in a folder: project.json, and below ignition/ its resources."""
    files = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with io.open(path, "rb") as stream:
                files[os.path.relpath(path, folder).replace(os.sep, "/")] = stream.read()
    return webdev.Export(files)
