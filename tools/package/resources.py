"""Rules for project resources: project.json, resource.json, WebDev's config.json and its verb files."""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator

from tools.faults import Fault
from tools.package import layout, source

KEYS = {"scope", "version", "restricted", "overridable", "files", "attributes"}
PROJECT_KEYS = {"title", "description", "enabled", "inheritable"}
# scope and version by resource type; a gateway reads a wrong version as a dead resource
TYPES = {
    layout.SCRIPTS: ("A", 1),
    layout.WEBDEV: ("G", 1),
    "ignition/named-query/": ("DG", 2),
}
# 8.1 accepts these and never runs them
EVENTS = re.compile(r"ignition/(event-scripts|startup|shutdown|update|timer|tag-change|scheduled|message)/")
RESOURCE_TYPES = ("python-resource", "text-resource")


def faults(files: dict[str, bytes]) -> Iterator[Fault]:
    yield from _project_faults(files)
    folders: dict[str, list[str]] = defaultdict(list)
    for entry in files:
        if entry != layout.PROJECT_FILE:
            folders[layout.parent(entry)].append(entry)
    for folder, entries in sorted(folders.items()):
        yield from _resource_faults(folder, entries, files)
    yield from _nesting_faults({folder for folder in folders if folder.startswith(layout.RESOURCES)})
    for entry in files:
        if layout.is_handler(entry):
            yield from _handler_faults(entry, files[entry])


def _project_faults(files: dict[str, bytes]) -> Iterator[Fault]:
    if layout.PROJECT_FILE not in files:
        problem = "the file is missing at the root of the zip"
        yield Fault(layout.PROJECT_FILE, 0, problem, "zip the project's content, not the folder around it")
        return
    document, wrong = _read(layout.PROJECT_FILE, files)
    yield from wrong
    for key in sorted(PROJECT_KEYS - set(document)) if not wrong else ():
        yield Fault(layout.PROJECT_FILE, 0, f'"{key}" is missing', "add it")


def _resource_faults(folder: str, entries: list[str], files: dict[str, bytes]) -> Iterator[Fault]:
    if EVENTS.match(f"{folder}/"):
        yield Fault(folder, 0, "8.1 never runs event scripts from files", "remove it: start from the handlers instead")
    if folder.startswith(layout.WEBDEV) and not folder.startswith(layout.RESOURCES):
        yield Fault(folder, 0, "the gateway ignores what is outside resources/", f"move it below {layout.RESOURCES}")
    manifest = f"{folder}/{layout.RESOURCE_FILE}"
    if manifest not in files:
        for entry in entries:
            yield Fault(entry, 0, "the gateway ignores a folder without resource.json", "add the resource.json")
        return
    document, wrong = _read(manifest, files)
    yield from wrong
    if not wrong:
        yield from _manifest_faults(manifest, document, {layout.name(entry) for entry in entries})
    if folder.startswith(layout.RESOURCES):
        yield from _config_faults(folder, entries, files)


def _manifest_faults(manifest: str, document: dict, present: set[str]) -> Iterator[Fault]:
    listed = document.get("files")
    for key in sorted(KEYS ^ (set(document) - {"documentation"})):
        yield Fault(manifest, 0, f'"{key}" is {"missing" if key in KEYS else "unknown"}', "write exactly the six keys")
    if isinstance(listed, list):
        for name in sorted(set(map(str, listed)) - present):
            yield Fault(manifest, 0, f"lists {name}, which is not there", "add the file or strike it from the list")
        for name in sorted(present - set(map(str, listed)) - {layout.RESOURCE_FILE}):
            problem = "not listed in resource.json, so the gateway ignores it"
            yield Fault(f"{layout.parent(manifest)}/{name}", 0, problem, "list it or remove it")
    attributes = document.get("attributes")
    yield from _attribute_faults(manifest, attributes if isinstance(attributes, dict) else {})
    yield from _type_faults(manifest, document)


def _attribute_faults(manifest: str, attributes: dict) -> Iterator[Fault]:
    if "lastModificationSignature" in attributes:
        yield Fault(manifest, 0, "carries a signature; a stale one is skipped silently", "leave it out")
    modified = attributes.get("lastModification")
    if not isinstance(modified, dict) or set(modified) != {"actor", "timestamp"}:
        remedy = 'add {"actor": ..., "timestamp": ...} under "attributes"'
        yield Fault(manifest, 0, "no lastModification; some gateways skip such a resource", remedy)
    if manifest.startswith(layout.SCRIPTS) and attributes.get("hintScope") != 2:
        yield Fault(manifest, 0, "a script without hintScope 2", 'set "hintScope": 2 under "attributes"')


def _type_faults(manifest: str, document: dict) -> Iterator[Fault]:
    found = (document.get("scope"), document.get("version"))
    for prefix, expected in TYPES.items():
        if manifest.startswith(prefix) and found != expected:
            remedy = 'write "scope": "{}", "version": {}'.format(*expected)
            yield Fault(manifest, 0, "wrong scope or version", remedy)


def _config_faults(folder: str, entries: list[str], files: dict[str, bytes]) -> Iterator[Fault]:
    config = f"{folder}/{layout.CONFIG_FILE}"
    if config not in files:
        yield Fault(config, 0, "the file is missing, so the gateway ignores the resource", "add it")
        return
    document, wrong = _read(config, files)
    yield from wrong
    if wrong:
        return
    if document.get("resource-type") not in RESOURCE_TYPES:
        problem = f'"resource-type" is {document.get("resource-type")!r}, so every call fails'
        yield Fault(config, 0, problem, f"write one of {', '.join(RESOURCE_TYPES)}")
    present = {layout.name(entry)[:-3] for entry in entries if layout.is_handler(entry)}
    for verb in layout.VERBS:
        if verb in document and verb not in present:
            problem = f"configures {verb}, but {verb}.py is not there"
            yield Fault(config, 0, problem, "add the file or strike the block")
        if verb in present and verb not in document:
            yield Fault(f"{folder}/{verb}.py", 0, "has no block in config.json, so it answers 501", "add the block")


def _nesting_faults(folders: set[str]) -> Iterator[Fault]:
    for folder in sorted(folders):
        above = [other for other in folders if folder.startswith(f"{other}/")]
        if above:
            problem = f"a WebDev resource below the resource {layout.origin(min(above))}"
            yield Fault(folder, 0, problem, "move it, or let the upper one read its remainingPath")


def _handler_faults(entry: str, content: bytes) -> Iterator[Fault]:
    verb = layout.name(entry)[:-3]
    if verb not in layout.VERBS:
        yield Fault(entry, 0, "no verb file, so the gateway never runs it", "move it into the script library")
        return
    opening = f"def {verb}(request, session):"
    if not content.startswith((f"{opening}\n".encode(), f"{opening}\r\n".encode())):
        problem = "the file does not start with its handler, so it would answer an empty 200"
        yield Fault(entry, 1, problem, f"let the first byte begin `{opening}`")
    module = source.tree(content)
    for extra in module.body if module else ():
        if not (isinstance(extra, ast.FunctionDef) and extra.name == verb):
            problem = "the handler cannot see names beside it"
            yield Fault(entry, extra.lineno, problem, "move this statement into the script library")


def _read(entry: str, files: dict[str, bytes]) -> tuple[dict, list[Fault]]:
    try:
        document = json.loads(files[entry])
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        return {}, [Fault(entry, line, f"not JSON ({error})", "mend it")]
    if not isinstance(document, dict):
        return {}, [Fault(entry, 1, "not a JSON object", "mend it")]
    return document, []
