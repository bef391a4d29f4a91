"""A tree with one WebDev resource that keeps every rule; each test then breaks it in one way."""

import json
from pathlib import Path

import pytest

from tools.faults import Fault, Refused
from tools.package import layout, rules, tree

PROJECT = {"title": "Example", "description": "", "enabled": True, "inheritable": False, "parent": ""}
RESOURCE = "webdev_resources/api/tags"


def handler(verb: str) -> str:
    return f'def {verb}(request, session):\n\treturn project.api.serve("tags", request)\n'


class Tree:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("ignition/project.json", json.dumps(PROJECT))
        self.write("scripts/project/version.py", 'VERSION = "1.2.3"\n')
        self.write("scripts/project/api.py", "def serve(root, request):\n\treturn {'json': root}\n")
        self.write_resource(RESOURCE)

    def write(self, path: str, content: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def write_resource(self, folder: str) -> None:
        for verb in layout.VERBS:
            self.write(f"{folder}/{verb}.py", handler(verb))

    def read(self, path: str) -> str:
        return (self.root / path).read_text()

    def export(self) -> dict[str, bytes]:
        return tree.export_files(self.root)

    def faults(self) -> list[Fault]:
        """Everything that a build would refuse."""
        try:
            return rules.check(self.export())
        except Refused as refused:
            return refused.faults


@pytest.fixture
def good(tmp_path: Path) -> Tree:
    return Tree(tmp_path)
