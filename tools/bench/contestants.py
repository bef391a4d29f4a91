"""The contestants: directories of WebDev resources and scripts, packed as the exports that a gateway imports."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from tools import ROOT, build
from tools.bench.cases import ALL, API, BARE, FLOOR, LEAST, MINIMAL
from tools.package import archive, layout, tree

NAME = re.compile(r"[A-Za-z0-9_-]+")
PROJECT = {"title": "Contestant", "description": "", "enabled": True, "inheritable": False, "parent": ""}


class Unusable(Exception):
    """Says why a directory cannot compete."""


@dataclass(frozen=True)
class Contestant:
    """`name` is the project's name in URLs; `files` is its export, None for what is no project."""

    name: str
    files: dict[str, bytes] | None


def assembled(directories: list[Path]) -> list[Contestant]:
    """Our own and those of further directories, in the order of the tables."""
    own = [
        Contestant(FLOOR, None),
        Contestant(BARE, export_files(ROOT / "bench" / BARE)),
        # It answers with the constants of the one and reads lists of tags as the other does.
        Contestant(LEAST, export_files(ROOT / "bench" / BARE) | export_files(ROOT / "bench" / MINIMAL)
                   | export_files(ROOT / "bench" / LEAST)),
        Contestant(MINIMAL, export_files(ROOT / "bench" / MINIMAL)),
        Contestant(API, build.export_files()),
    ]
    for directory in directories:
        own.append(_further(directory.resolve(), set(names(own))))
    return own


def names(competing: list[Contestant]) -> list[str]:
    """Who is measured, in the order of the tables: ours, then the further ones."""
    return list(dict.fromkeys([*ALL, *(each.name for each in competing)]))


def export_files(directory: Path) -> dict[str, bytes]:
    """The export of `scripts/` and `webdev_resources/`; a resource answers the methods that it has a file for."""
    files = {layout.PROJECT_FILE: _json(PROJECT)}
    for source in _sources(directory / layout.SCRIPT_SOURCES):
        place = layout.SCRIPTS + source.relative_to(directory / layout.SCRIPT_SOURCES).with_suffix("").as_posix()
        files[f"{place}/{layout.CODE_FILE}"] = source.read_bytes()
        files[f"{place}/{layout.RESOURCE_FILE}"] = _manifest("A", [layout.CODE_FILE])
    resources = directory / layout.RESOURCE_SOURCES
    for folder in sorted({source.parent for source in _sources(resources)}):
        files |= _resource(layout.RESOURCES + folder.relative_to(resources).as_posix(), folder)
    return files


def pack(contestants: list[Contestant], folder: Path) -> dict[str, str]:
    """Writes the exports; {project name: path}."""
    exports = {each.name: each.files for each in contestants if each.files is not None}
    for name, files in exports.items():
        archive.write(folder / f"{name}.zip", archive.pack(files))
    return {name: str(folder / f"{name}.zip") for name in exports}


def _further(directory: Path, taken: set[str]) -> Contestant:
    if not (directory / layout.RESOURCE_SOURCES).is_dir():
        raise Unusable(f"{directory} has no folder {layout.RESOURCE_SOURCES}")
    if not NAME.fullmatch(directory.name):
        raise Unusable(f"{directory.name!r} is no project name; use letters, digits, - and _")
    if directory.name in taken:
        raise Unusable(f"two contestants are called {directory.name}; rename one directory")
    return Contestant(directory.name, export_files(directory))


def _resource(place: str, folder: Path) -> dict[str, bytes]:
    verbs = [source.stem for source in _sources(folder) if source.parent == folder and source.stem in layout.VERBS]
    config = {"resource-type": "python-resource"} | dict.fromkeys(verbs, tree.VERB_SETTINGS)
    files = {f"{place}/{verb}.py": (folder / f"{verb}.py").read_bytes() for verb in verbs}
    names = [layout.CONFIG_FILE, *(f"{verb}.py" for verb in verbs)]
    return files | {f"{place}/{layout.CONFIG_FILE}": _json(config),
                    f"{place}/{layout.RESOURCE_FILE}": _manifest("G", names)}


def _sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _manifest(scope: str, names: list[str]) -> bytes:
    attributes = {"lastModification": tree.LAST_MODIFICATION}
    return _json({"scope": scope, "version": 1, "files": names, "attributes": attributes})


def _json(value: object) -> bytes:
    return json.dumps(value).encode("ascii")
