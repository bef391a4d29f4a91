"""`make probe`: writes dist/webdev-probe.zip and prints the token that asks it. The zip holds the token's digest."""

import hashlib
import json
import secrets
import sys

from tools import ROOT
from tools.faults import Refused, step, tell
from tools.package import archive, layout, rules, tree
from tools.probe.options import options

SOURCES = ROOT / "probe"
ZIP = "webdev-probe.zip"
PAGE = f"{layout.RESOURCES}probe/"
BUILT = f"{layout.SCRIPTS}webdevprobe/built/"
# What the page lacks is part of what is asked: HEAD, OPTIONS and PATCH have no handler, DELETE is switched off.
DISABLED = "doDelete"


def files(token: str) -> dict[str, bytes]:
    """The content of the zip, for one token."""
    found = tree.export_files(SOURCES)
    script = layout.SCRIPTS + "webdevprobe/page/" + layout.RESOURCE_FILE
    found |= {BUILT + layout.CODE_FILE: _built(token), BUILT + layout.RESOURCE_FILE: found[script]}
    return dict(sorted((found | _page()).items()))


def build(token: str) -> bytes:
    """The zip's bytes. Raises Refused where it breaks a rule of an importable export."""
    content = files(token)
    faults = rules.check(content)
    if faults:
        raise Refused(faults)
    return archive.pack(content)


def _built(token: str) -> bytes:
    """The module that differs from build to build: who may ask, and what the simulator assumes today."""
    known = options()
    lines = [
        '"""Made by `make probe`: the digest of its token, and what the simulator assumes."""\n',
        f"DIGEST = {hashlib.sha256(token.encode()).hexdigest()!r}",
        f"ASSUMED = {_literal({name: option.default for name, option in known.items()})}",
        f"QUESTIONS = {_literal({name: option.question for name, option in known.items()})}\n",
    ]
    return "\n".join(lines).encode("ascii")


def _literal(table: dict[str, object]) -> str:
    return "\n".join(["{", *(f"\t{name!r}: {ascii(value)}," for name, value in table.items()), "}"])


def _page() -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in sorted((SOURCES / "page").glob("do*.py"))}
    verbs = [name.removesuffix(".py") for name in found]
    blocks = {verb: tree.VERB_SETTINGS | {"enabled": verb != DISABLED} for verb in verbs}
    manifest = {"scope": "G", "version": 1, "restricted": False, "overridable": True,
                "files": [layout.CONFIG_FILE, *found], "attributes": {"lastModification": tree.LAST_MODIFICATION}}
    found[layout.CONFIG_FILE] = _json({"resource-type": "python-resource"} | blocks)
    found[layout.RESOURCE_FILE] = _json(manifest)
    return {PAGE + name: content for name, content in found.items()}


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode("ascii")


def main() -> int:
    token = secrets.token_urlsafe(24)
    try:
        content = build(token)
    except Refused as refused:
        tell(refused.faults)
        return 1
    archive.write(ROOT / "dist" / ZIP, content)
    step(f"wrote dist/{ZIP} ({len(content)} bytes); every build has a token of its own")
    step(f"\nToken   {token}\n\nImport it into a project of its own, then ask:\n"
         f"  make probe-ask URL=http://gateway:8088/system/webdev/<project>/probe TOKEN={token}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
