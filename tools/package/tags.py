"""The two tag files that are imported beside the project: its configuration and the demo plant.

Both are proved by importing them into a simulated gateway."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import simulator
import webdev
from tools.faults import Fault, Refused

DEMO_SOURCE = "ignition/tags/demo-tags.json"
SETTINGS_SOURCE = "scripts/project/config/settings.py"
PROVIDER = "[default]"


def documents(root: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """The two files by name."""
    return {"config-tags.json": _encode(config_document(files)), "demo-tags.json": _encode(demo_document(root))}


def config_document(files: dict[str, bytes]) -> Any:
    """The tag export that the shipped table of settings gives, run as the gateway would run it."""
    host = webdev.Host(simulator.Gateway())
    host.install("build", webdev.Export(files))
    return _imported(SETTINGS_SOURCE, host.project("build").library.project.config.settings.tagExport())


def demo_document(root: Path) -> Any:
    source = root / DEMO_SOURCE
    try:
        document = json.loads(source.read_bytes())
    except FileNotFoundError:
        raise Refused([Fault(DEMO_SOURCE, 0, "the file is missing", "restore it")]) from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise Refused([Fault(DEMO_SOURCE, line, f"not JSON ({error})", "mend it")]) from None
    return _imported(DEMO_SOURCE, document)


def _imported(source: str, document: Any) -> Any:
    gateway = simulator.Gateway()
    try:
        gateway.tags.import_tags(document, base=PROVIDER)
    except Exception as error:  # whatever the import raises is what the builder must read
        problem = f"cannot be imported ({type(error).__name__}: {error})"
        raise Refused([Fault(source, 0, problem, "mend the tag it names")]) from error
    faults = [
        Fault(source, 0, f"{path} is {quality} after the import", "mend the tag")
        for path, quality in _qualities(gateway, document)
        if not quality.isGood()
    ]
    if faults:
        raise Refused(faults)
    return document


def _qualities(gateway: simulator.Gateway, document: Any) -> Iterator[tuple[str, Any]]:
    for path in _paths(document):
        node = gateway.tags.get(PROVIDER + path)
        if node is None or node.is_tag():
            yield path, gateway.tags.read(PROVIDER + path).quality


def _paths(node: Any, above: str = "") -> Iterator[str]:
    """Every tag below the nodes of an export: one node, `{"tags": [...]}` or a list."""
    if isinstance(node, list):
        for child in node:
            yield from _paths(child, above)
        return
    path = "/".join(part for part in (above, node.get("name", "")) if part)
    if path:
        yield path
    yield from _paths(node.get("tags", []), path)


def _encode(document: Any) -> bytes:
    return (json.dumps(document, indent=2) + "\n").encode("ascii")
