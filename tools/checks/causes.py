"""The table of problem codes and the code agree: what is raised is in it, and what is in it is raised."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.checks import shipped
from tools.faults import Fault

TABLE = "project.http.causes"


def check(root: Path) -> Iterator[Fault]:
    modules = {module.name: module for module in shipped.modules(root)}
    entries = _entries(modules[TABLE])
    pairs = {(status, code) for status, code, _ in entries}
    codes = {code for _, code in pairs}
    mentioned = set()
    for module in modules.values():
        if module.name == TABLE:
            continue
        mentioned |= _texts(module)
        for node, status, code in _raised(module):
            if code not in codes or (status is not None and (status, code) not in pairs):
                yield module.fault(node, f"the problem {status or ''} `{code}` is not in the table of causes",
                                   f"add it to {modules[TABLE].path}, with what causes it")
    for _, code, node in entries:
        if code not in mentioned:
            yield modules[TABLE].fault(node, f"nothing gives the problem `{code}`", "remove it from the table")


def _entries(module: shipped.Module) -> list[tuple[int, str, ast.Tuple]]:
    table = next(node.value for node in module.tree.body
                 if isinstance(node, ast.Assign) and node.targets[0].id == "TABLE")
    return [(entry.elts[0].value, entry.elts[1].value, entry) for entry in table.elts]


def _texts(module: shipped.Module) -> set[str]:
    return {node.value for node in ast.walk(module.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _raised(module: shipped.Module) -> Iterator[tuple[ast.Call, int | None, str]]:
    """(call, status or None where it is worked out, code) of every problem whose code stands in the call."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "problem.Problem" and len(node.args) > 1:
            status, code = [getattr(argument, "value", None) for argument in node.args[:2]]
            if isinstance(code, str):
                yield node, status if isinstance(status, int) else None, code
