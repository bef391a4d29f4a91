"""Reads the tree and lays it out as an Ignition project export, `{zip path: bytes}`.

Judges nothing that the finished export shows by itself (tools.package.rules does), only what would get lost
on the way."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tools.faults import Fault, Refused
from tools.package import layout

# Constant, so that equal sources give equal bytes. The gateway ignores resources without it.
LAST_MODIFICATION = {"actor": "external", "timestamp": "2026-01-01T00:00:00Z"}

VERSION = re.compile(r"\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?")

VERB_FILES = sorted(f"{verb}.py" for verb in layout.VERBS)
VERB_SETTINGS = {
    "enabled": True,
    "max-retry-attempts": 3,
    "require-auth": False,
    "require-https": False,
    "required-roles": "",
    "user-source": "",
}


def version(root: Path) -> str:
    """The literal assigned to VERSION in scripts/project/version.py, read without running it."""
    source = root / layout.SCRIPT_SOURCES / "project" / "version.py"
    where = source.relative_to(root).as_posix()
    remedy = 'write VERSION = "x.y.z"'
    if not source.is_file():
        raise Refused([Fault(where, 0, "the file is missing", remedy)])
    for node in _statements(source):
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["VERSION"]:
            if isinstance(node.value, ast.Constant) and VERSION.fullmatch(str(node.value.value)):
                return node.value.value
            raise Refused([Fault(where, node.lineno, "VERSION is no version literal", remedy)])
    raise Refused([Fault(where, 0, "VERSION is not assigned", remedy)])


def export_files(root: Path) -> dict[str, bytes]:
    """The content of the zip, in its order. Raises Refused for a file that has no place in it."""
    faults: list[Fault] = []
    files: dict[str, bytes] = {}
    _add_project(root, files, faults)
    _add_scripts(root / layout.SCRIPT_SOURCES, files, faults)
    _add_resources(root / layout.RESOURCE_SOURCES, files, faults)
    if faults:
        raise Refused(faults)
    return dict(sorted(files.items()))


def _statements(source: Path) -> list[ast.stmt]:
    # A syntax error is reported with everything else that is wrong with the file, by the rules.
    try:
        return ast.parse(source.read_bytes()).body
    except (SyntaxError, ValueError):
        return []


def _add_project(root: Path, files: dict[str, bytes], faults: list[Fault]) -> None:
    source = root / "ignition" / layout.PROJECT_FILE
    if source.is_file():
        files[layout.PROJECT_FILE] = source.read_bytes()
    else:
        faults.append(Fault(f"ignition/{layout.PROJECT_FILE}", 0, "the file is missing", "restore it"))


def _add_scripts(folder: Path, files: dict[str, bytes], faults: list[Fault]) -> None:
    for source in _walk(folder):
        path = source.relative_to(folder)
        if source.suffix != ".py":
            stray = f"{folder.name}/{path.as_posix()}"
            faults.append(Fault(stray, 0, "not a script", "move it out of this folder"))
            continue
        place = layout.SCRIPTS + path.with_suffix("").as_posix()
        files[f"{place}/{layout.CODE_FILE}"] = source.read_bytes()
        files[f"{place}/{layout.RESOURCE_FILE}"] = _json(_resource("A", [layout.CODE_FILE], {"hintScope": 2}))


def _add_resources(folder: Path, files: dict[str, bytes], faults: list[Fault]) -> None:
    sources = _walk(folder)
    for source in sources:
        path = source.relative_to(folder).as_posix()
        files[layout.RESOURCES + path] = source.read_bytes()
        if source.name not in VERB_FILES:
            remedy = "remove it; helpers belong in scripts/"
            faults.append(Fault(f"{folder.name}/{path}", 0, "not one of the eight verb files", remedy))
    config = {"resource-type": "python-resource"} | dict.fromkeys(layout.VERBS, VERB_SETTINGS)
    manifest = _resource("G", [layout.CONFIG_FILE, *VERB_FILES], {})
    for resource in sorted({source.parent for source in sources}):
        path = resource.relative_to(folder).as_posix()
        for verb_file in VERB_FILES:
            if not (resource / verb_file).is_file():
                missing = f"{folder.name}/{path}/{verb_file}"
                faults.append(Fault(missing, 0, "the verb file is missing", "add it: a resource has all eight"))
        files[f"{layout.RESOURCES}{path}/{layout.CONFIG_FILE}"] = _json(config)
        files[f"{layout.RESOURCES}{path}/{layout.RESOURCE_FILE}"] = _json(manifest)


def _walk(folder: Path) -> list[Path]:
    return sorted(_sources(folder))


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and path.parent.name != "__pycache__":
            yield path


def _resource(scope: str, files: list[str], attributes: dict) -> dict:
    return {
        "scope": scope,
        "version": 1,
        "restricted": False,
        "overridable": True,
        "files": files,
        "attributes": {**attributes, "lastModification": LAST_MODIFICATION},
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode("ascii")
