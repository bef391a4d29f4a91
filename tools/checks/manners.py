"""Manners of shipped code: who may name the platform, how modules are imported and functions named."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.checks import shipped
from tools.faults import Fault

PLATFORM = ("system", "java", "javax", "jakarta", "com", "org")
PORTS = "gateway"
CAMEL_CASE = re.compile(r"[a-z][a-zA-Z0-9]*")


def check(root: Path) -> Iterator[Fault]:
    modules = shipped.modules(root)
    names = {module.name for module in modules}
    for module in modules:
        if module.room != PORTS:
            yield from _platform_faults(module)
        yield from _place_faults(module)
        yield from _form_faults(module, names)
        yield from _name_faults(module)


def _platform_faults(module: shipped.Module) -> Iterator[Fault]:
    remedy = f"ask a module of project.{PORTS} for it"
    for each in shipped.imports(module):
        root = each.target.split(".")[0]
        if root in PLATFORM:
            yield module.fault(each.node, f"imports from the platform (`{root}`)", remedy)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id == "system":
            yield module.fault(node, "names `system`", remedy)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in PLATFORM[1:]:
            yield module.fault(node, f"names `{node.value.id}.{node.attr}`", remedy)


def _place_faults(module: shipped.Module) -> Iterator[Fault]:
    inner = {
        id(node)
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(module.tree):
        if id(node) in inner and isinstance(node, ast.Import | ast.ImportFrom):
            yield module.fault(node, "an import inside a function", "move it to the top of the module")


def _form_faults(module: shipped.Module, names: set[str]) -> Iterator[Fault]:
    remedy = "import the module: from project.x import y"
    packages = {name.rpartition(".")[0] for name in names}
    for each in shipped.own_imports(module):
        if isinstance(each.node, ast.Import):
            yield module.fault(each.node, f"`import {each.target}`", remedy)
        elif each.target not in names:
            kind = "a package" if each.target in packages else "not a module"
            yield module.fault(each.node, f"`{each.target}` is {kind}", remedy)
    for each in shipped.imports(module):
        if each.target.startswith("."):
            yield module.fault(each.node, "a relative import", remedy)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id == shipped.ROOT_PACKAGE:
            yield module.fault(node, "reaches a module through the global `project`", remedy)


def _name_faults(module: shipped.Module) -> Iterator[Fault]:
    for node in ast.walk(module.tree):
        public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if public and not CAMEL_CASE.fullmatch(node.name):
            yield module.fault(node, f"function {node.name} is not camelCase", "rename it")
