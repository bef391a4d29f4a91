"""Compares the signatures of the `system` facade with those of the package ignition-api-stubs.

Both are read as syntax trees; the stubs are unpacked into build/signatures, never installed. Compared are the
names of the arguments, their order and which have a default (the stubs do not say what the defaults are).
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACADE = ROOT / "stubs" / "system"
CACHE = ROOT / "build" / "signatures"
PACKAGE = "ignition-api-stubs"
VERSIONS = {"8.1": "8.1.55", "8.3": "8.3.10.post1"}

# (profile, function): why the facade differs there on purpose.
ACCEPTED = {
    ("8.3", "system.dataset.toPyDataSet"): "deprecated in 8.3 and gone from its stubs, but still callable",
    ("8.3", "system.db.runNamedQuery"): "the same",
    ("8.3", "system.net.httpClient"): "there an object that is called with the arguments of 8.1",
    ("8.3", "system.tag.browseHistoricalTags"): "deprecated in 8.3 and gone from its stubs, but still callable",
    ("8.3", "system.tag.queryTagCalculations"): "the same",
    ("8.3", "system.tag.queryTagHistory"): "the same",
    ("8.3", "system.tag.storeTagHistory"): "the same",
}


class NoStubs(Exception):
    """The stubs are not there and could not be had."""


@dataclass(frozen=True)
class Signature:
    """(name, has a default) of each argument, stars in the name; None for an attribute."""

    arguments: tuple[tuple[str, bool], ...] | None

    def __str__(self) -> str:
        if self.arguments is None:
            return "an attribute"
        return "(" + ", ".join(name + ("=..." if default else "") for name, default in self.arguments) + ")"


@dataclass(frozen=True)
class Offer:
    """A name of the facade and the profiles that have it."""

    name: str
    signature: Signature
    profiles: tuple[str, ...]
    place: str


def signature_of(function: ast.FunctionDef) -> Signature:
    plain = function.args.posonlyargs + function.args.args
    required = len(plain) - len(function.args.defaults)
    found = [(argument.arg, index >= required) for index, argument in enumerate(plain)]
    if function.args.vararg:
        found.append(("*" + function.args.vararg.arg, False))
    defaults = function.args.kw_defaults
    found += [(a.arg, d is not None) for a, d in zip(function.args.kwonlyargs, defaults, strict=True)]
    if function.args.kwarg:
        found.append(("**" + function.args.kwarg.arg, False))
    return Signature(tuple(found))


# The facade


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.replace(".post", ".").split("."))


def _profiles(since: str, until: str | None) -> tuple[str, ...]:
    """The profiles whose version lies in the range; `until` counts with all that begins like it."""
    found = []
    for profile, version in VERSIONS.items():
        numbers = _numbers(version)
        last = None if until is None else _numbers(until)
        if _numbers(since) <= numbers and (last is None or numbers[: len(last)] <= last):
            found.append(profile)
    return tuple(found)


def _literals(call: ast.Call) -> dict[str, str]:
    return {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords if keyword.arg}


def _is_call_of(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _function_offer(namespace: str, node: ast.FunctionDef, place: str) -> Offer | None:
    for decorator in node.decorator_list:
        if _is_call_of(decorator, "offered"):
            declared = _literals(decorator)
            name = f"{namespace}.{declared.get('name', node.name)}"
            profiles = _profiles(declared.get("since", "8.1"), declared.get("until"))
            return Offer(name, signature_of(node), profiles, place)
    return None


def _attribute_offer(namespace: str, node: ast.Assign, place: str) -> Offer | None:
    if not _is_call_of(node.value, "Attribute") or not isinstance(node.targets[0], ast.Name):
        return None
    declared = _literals(node.value)
    profiles = _profiles(declared.get("since", "8.1"), declared.get("until"))
    return Offer(f"{namespace}.{node.targets[0].id}", Signature(None), profiles, place)


def offers(facade: Path) -> Iterator[Offer]:
    """All that the facade offers. A public function without `offered` is an error: nobody would see it."""
    for file in sorted(facade.glob("*.py")):
        namespace = f"system.{file.stem}"
        for node in ast.parse(file.read_text("utf-8")).body:
            place = f"{facade.name}/{file.name}:{node.lineno}"
            offer = None
            if isinstance(node, ast.FunctionDef):
                offer = _function_offer(namespace, node, place)
                if offer is None and not node.name.startswith("_"):
                    raise SyntaxError(f"{place}: {node.name} is public, but not declared with @offered")
            elif isinstance(node, ast.Assign):
                offer = _attribute_offer(namespace, node, place)
            if offer is not None:
                yield offer


# The stubs


def stub_signatures(stubs: Path) -> dict[str, Signature]:
    """All functions and attributes of `system` in an unpacked stub package."""
    found = {}
    for file in sorted((stubs / "system").rglob("*.pyi")):
        parts = file.relative_to(stubs).with_suffix("").parts
        namespace = ".".join(part for part in parts if part != "__init__")
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                found[f"{namespace}.{node.name}"] = signature_of(node)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found[f"{namespace}.{node.target.id}"] = Signature(None)
    return found


def _download(version: str, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
               "--only-binary", ":all:", "--dest", str(folder), f"{PACKAGE}=={version}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise NoStubs(f"{PACKAGE} {version} could not be downloaded: {last}")


def unpacked(version: str, cache: Path, fetch: bool) -> Path:
    """The folder with the stubs of a version; NoStubs if it is not there and may not or cannot be fetched."""
    folder = cache / version
    if (folder / "system").is_dir():
        return folder
    if not fetch:
        raise NoStubs(f"no {PACKAGE} {version} in {cache}: run `python -m tools.signatures --fetch` once")
    cache.mkdir(parents=True, exist_ok=True)
    (cache / ".gitignore").write_text("*\n")
    _download(version, cache)
    wheel = next(cache.glob(f"*-{version}-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


# The comparison


def _difference(offer: Offer, profile: str, stubs: dict[str, dict[str, Signature]]) -> str | None:
    theirs = stubs[profile].get(offer.name)
    if theirs == offer.signature:
        return None
    if theirs is None:
        return f"{offer.place}: {offer.name} does not exist in {VERSIONS[profile]}"
    return f"{offer.place}: {offer.name} is {offer.signature}, in {VERSIONS[profile]} {theirs}"


def compare(facade: Path, stubs: dict[str, dict[str, Signature]], accepted: dict) -> list[str]:
    """One line for each difference that nobody accepted, and for each accepted one that is none."""
    lines, seen = [], set()
    for offer in offers(facade):
        if not any(offer.name in known for known in stubs.values()):
            lines.append(f"{offer.place}: {offer.name} exists in no version of Ignition")
            continue
        for profile in offer.profiles:
            difference = _difference(offer, profile, stubs)
            if difference is None:
                continue
            seen.add((profile, offer.name))
            if (profile, offer.name) not in accepted:
                lines.append(difference)
    stale = sorted(set(accepted) - seen)
    return lines + [f"accepted, but there is no difference: {name} in {profile}" for profile, name in stale]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.signatures", description=__doc__.split("\n")[0])
    parser.add_argument("--fetch", action="store_true", help="download the stubs where they are missing")
    fetch = parser.parse_args(arguments).fetch
    try:
        folders = {profile: unpacked(version, CACHE, fetch) for profile, version in VERSIONS.items()}
    except NoStubs as missing:
        print(f"signatures: {missing}", file=sys.stderr)
        return 1
    stubs = {profile: stub_signatures(folder) for profile, folder in folders.items()}
    lines = compare(FACADE, stubs, ACCEPTED)
    for line in lines:
        print(line)
    if not lines:
        print(f"signatures: {len(list(offers(FACADE)))} names agree with {PACKAGE}")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
