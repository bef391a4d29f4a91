"""`make lint`: every static check, one after the other, each with its faults. Fails on any."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable

from tools import ROOT, build, examples, iglint, reference
from tools.checks import abuse, causes, comparisons, grammar, handlers, manners, rooms, secrets
from tools.faults import Fault, Refused, step, tell
from tools.package import demo, rules, tags

TREES = ("bench", "scripts", "webdev_resources", "probe", "stubs", "tests", "tools")


def ruff() -> list[Fault]:
    options = ("--quiet", "--no-cache", "--output-format", "concise")
    return _command("ruff", "-m", "ruff", "check", *options, *TREES)


def signatures() -> list[Fault]:
    return _command("signatures", "-m", "tools.signatures", "--fetch")


def strict_iglint() -> list[Fault]:
    options = ("--strict", "--config", str(ROOT / "iglint.toml"))
    return rules.placed(iglint.faults(build.export_files(), *options))


def shipped_secrets() -> list[Fault]:
    files = build.export_files()
    return secrets.check(files | tags.documents(ROOT, files))


CHECKS: dict[str, Callable[[], Iterable[Fault]]] = {
    "ruff": ruff,
    "Python 2.7 and 3 grammar of what Jython runs": lambda: grammar.check(ROOT),
    "rules of an importable export": lambda: rules.check(build.export_files()) + demo.faults(ROOT),
    "iglint, strict": strict_iglint,
    "order of the rooms": lambda: rooms.check(ROOT),
    "manners of shipped code": lambda: manners.check(ROOT),
    "problems that the code raises and the table of causes": lambda: causes.check(ROOT),
    "recorded answers": examples.check,
    "tables of docs/api.md": reference.check,
    "form of the verb files": lambda: handlers.check(ROOT),
    "secrets in what is shipped": shipped_secrets,
    "secrets are compared in constant time": lambda: comparisons.check(ROOT),
    "abuse cases and their tests": lambda: abuse.check(ROOT),
    "signatures of the stand-ins": signatures,
}


def main() -> int:
    faults: list[Fault] = []
    for name, check in CHECKS.items():
        started = time.monotonic()
        found = _run(check)
        step(f"{'FAIL' if found else 'ok  '} {name} ({time.monotonic() - started:.1f} s)")
        tell(found)
        faults.extend(found)
    step(f"{len(faults)} faults" if faults else "no faults")
    return 1 if faults else 0


def _run(check: Callable[[], Iterable[Fault]]) -> list[Fault]:
    try:
        return list(check())
    except Refused as refused:
        return refused.faults


def _command(name: str, *arguments: str) -> list[Fault]:
    """A tool that prints its own findings."""
    ended = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False)
    return [Fault(name, 0, f"ended with {ended.returncode}", "see its lines above")] if ended.returncode else []


if __name__ == "__main__":
    sys.exit(main())
