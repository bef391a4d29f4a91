"""The demo plant's own project: named queries that `make run` serves, and the SQL of their tables. Beside the zip."""

from pathlib import Path

from tools.faults import Fault
from tools.package import archive, rules

SOURCE = "ignition/demo-plant"
PROJECT = f"{SOURCE}/project"
NAME = "demo-plant"


def export_files(root: Path) -> dict[str, bytes]:
    """The content of its zip, `{path: bytes}`; it lies in the tree as it does in the zip."""
    folder = root / PROJECT
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def faults(root: Path) -> list[Fault]:
    files = export_files(root)
    return rules.check(files, lambda entry: f"{PROJECT}/{entry}") if files else []


def products(root: Path) -> dict[str, bytes]:
    """`{"demo-plant.zip": content, "demo-plant-sqlite.sql": content}`."""
    files = export_files(root)
    tables = sorted((root / SOURCE / "tables").glob("*.sql"))
    zipped = {f"{NAME}.zip": archive.pack(files)} if files else {}
    return zipped | {f"{NAME}-{source.name}": source.read_bytes() for source in tables}
