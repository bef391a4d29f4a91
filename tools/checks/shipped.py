"""The shipped script library as modules and syntax trees, for the checks that read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.faults import Fault
from tools.package import source

ROOT_PACKAGE = "project"


@dataclass(frozen=True)
class Module:
    path: str  # scripts/project/http/reply.py
    name: str  # project.http.reply
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.name.split(".")[1]

    def fault(self, node: ast.AST, problem: str, remedy: str) -> Fault:
        return Fault(self.path, node.lineno, problem, remedy)


@dataclass(frozen=True)
class Import:
    """One name brought in: `target` is the module or name meant, `node` the statement."""

    target: str
    node: ast.Import | ast.ImportFrom


def modules(root: Path) -> list[Module]:
    """Every module of the package `project`; one that does not parse is the build's to refuse."""
    found = []
    for path in sorted((root / "scripts" / ROOT_PACKAGE).rglob("*.py")):
        tree = source.tree(path.read_bytes())
        if tree is not None:
            place = path.relative_to(root)
            found.append(Module(place.as_posix(), ".".join(place.with_suffix("").parts[1:]), tree))
    return found


def imports(module: Module) -> Iterator[Import]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(f"{'.' * node.level}{node.module or ''}.{alias.name}", node)


def own_imports(module: Module) -> Iterator[Import]:
    """Imports of the library's own modules."""
    for each in imports(module):
        if each.target == ROOT_PACKAGE or each.target.startswith(f"{ROOT_PACKAGE}."):
            yield each
