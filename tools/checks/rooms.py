"""The order of the rooms: a module imports only what stands before it, without circles inside a room."""

import graphlib
from collections.abc import Iterator
from pathlib import Path

from tools.checks import shipped
from tools.faults import Fault

ORDER = (
    "version",
    "values",
    "cache",
    "gateway",
    "config",
    "http",
    "guard",
    "tags",
    "history",
    "alarms",
    "query",
    "command",
    "extension",
    "status",
    "schema",
    "batch",
    "examples",
    "openapi",
    "api",
    "auth",
)


def check(root: Path) -> Iterator[Fault]:
    modules = shipped.modules(root)
    for module in modules:
        if module.room in ORDER:
            yield from _order_faults(module)
        else:
            remedy = "move it into one of " + ", ".join(ORDER)
            yield Fault(module.path, 0, f"`{module.room}` is no room of the library", remedy)
    yield from _circle_faults(modules)


def _order_faults(module: shipped.Module) -> Iterator[Fault]:
    for each in shipped.own_imports(module):
        room = (each.target.split(".") + [""])[1]
        if room in ORDER and ORDER.index(room) > ORDER.index(module.room):
            problem = f"`{module.room}` imports `{room}`, which stands after it"
            yield module.fault(each.node, problem, "turn the dependency round or hand the thing over as an argument")


def _circle_faults(modules: list[shipped.Module]) -> Iterator[Fault]:
    by_name = {module.name: module for module in modules}
    graph = {
        module.name: {each.target for each in shipped.own_imports(module) if each.target in by_name}
        for module in modules
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        circle = error.args[1]
        way = " -> ".join(reversed(circle))
        yield Fault(by_name[circle[0]].path, 0, f"imports go in a circle: {way}", "move what they share below them")
