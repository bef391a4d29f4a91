"""Rules for the script library as a whole: what its folders and scripts may be called."""

import ast
import keyword
from collections.abc import Iterator

from tools.faults import Fault
from tools.package import layout, source

PLATFORM = ("system", "java", "javax", "com", "org")
KEYWORDS = {*keyword.kwlist, "exec", "print"}


def faults(files: dict[str, bytes]) -> Iterator[Fault]:
    scripts = {layout.parent(entry): content for entry, content in files.items() if layout.is_script(entry)}
    packages = {folder for script in scripts for folder in _folders_above(script)}
    for path in sorted(packages | set(scripts)):
        yield from _name_faults(path)
    for path in sorted(packages & set(scripts)):
        yield Fault(f"{path}/{layout.CODE_FILE}", 0, "both a script and a package", "move its code into the package")
    yield from _shadow_faults(scripts, packages)


def _folders_above(script: str) -> Iterator[str]:
    folder = layout.parent(script)
    while folder.startswith(layout.SCRIPTS):
        yield folder
        folder = layout.parent(folder)


def _name_faults(path: str) -> Iterator[Fault]:
    name = layout.name(path)
    place = f"{path}/{layout.CODE_FILE}"
    if name == "__init__":
        yield Fault(place, 0, "the gateway ignores a script named __init__", "remove it: a package needs no script")
    if name in PLATFORM:
        yield Fault(place, 0, f"hides the platform's own `{name}`", "rename it")
    if not name.isidentifier() or not name.isascii() or name in KEYWORDS:
        yield Fault(place, 0, f"`{name}` cannot be imported", "give it a name that Python 2.7 and 3 accept")
    if path == f"{layout.SCRIPTS}custom":
        yield Fault(place, 0, "`custom` belongs to the integrator", "rename it: an import must not overwrite theirs")


def _shadow_faults(scripts: dict[str, bytes], packages: set[str]) -> Iterator[Fault]:
    """Python 2 looks for `import x` beside the importing module first; the root has no such place."""
    users: dict[str, str] = {}
    for script, content in sorted(scripts.items()):
        folder = layout.parent(script)
        for name, line in _imported(content) if folder.startswith(layout.SCRIPTS) else ():
            user = f"{layout.origin(script + '/' + layout.CODE_FILE)}:{line}"
            users.setdefault(f"{folder}/{name}", user)
    for shadow, user in users.items():
        if shadow in scripts or shadow in packages:
            problem = f"in Python 2 it hides the `{layout.name(shadow)}` that {user} imports"
            yield Fault(f"{shadow}/{layout.CODE_FILE}", 0, problem, "rename it, or import it by its full name")


def _imported(content: bytes) -> Iterator[tuple[str, int]]:
    module = source.tree(content)
    for node in ast.walk(module) if module else ():
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0], node.lineno
