"""`make build`: writes the project zip, the tag files and the SQL to dist/, or says what stands in the way.

python -m tools.build                    build dist/
python -m tools.build --check some.zip   judge a finished export
"""

import argparse
import functools
import sys
from pathlib import Path

from tools import ROOT
from tools.faults import Refused, step, tell
from tools.package import archive, demo, rules, sql, tags, tree

NAME = "ignition-rest-api"


@functools.cache
def _export(root: Path) -> dict[str, bytes]:
    return tree.export_files(root)


def export_files(root: Path = ROOT) -> dict[str, bytes]:
    """The content of the zip, `{path: bytes}`, as the tree has it now; read once in a process."""
    return dict(_export(root))


def build(root: Path = ROOT) -> list[Path]:
    """Writes dist/ below `root` and gives the files written. Raises Refused with every fault found."""
    version = tree.version(root)
    files = tree.export_files(root)
    step(f"checking {len(files)} files of version {version}")
    refuse(rules.check(files) + demo.faults(root))
    step("importing the tag files into a simulated gateway")
    products = {f"{NAME}-{version}.zip": archive.pack(files)} | tags.documents(root, files) | sql.scripts(root)
    products |= demo.products(root)
    for name, content in products.items():
        archive.write(root / "dist" / name, content)
        step(f"wrote dist/{name} ({len(content)} bytes)")
    return [root / "dist" / name for name in products]


def check(source: Path) -> None:
    """Judges a finished export by the rules of our own."""
    files = archive.unpack(source)
    step(f"checking {len(files)} files of {source}")
    refuse(rules.check(files, lambda entry: f"{source.name}:{entry}"))
    step(f"{source.name} keeps every rule")


def refuse(faults: list) -> None:
    if faults:
        raise Refused(faults)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.build", description="Build the importable project.")
    parser.add_argument("--check", metavar="ZIP", type=Path, help="judge this export instead of building")
    options = parser.parse_args(arguments)
    try:
        if options.check:
            check(options.check)
        else:
            build()
    except Refused as refused:
        tell(refused.faults)
        print(f"refused: {len(refused.faults)} faults", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
