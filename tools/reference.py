"""`make reference`: the tables of docs/api.md, from what the endpoints declare. `make lint` says where they are old.

A table stands between `<!-- made: GET /browse -->` and `<!-- end -->`; what is outside is written by people.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import simulator
import webdev
from tools import ROOT, build
from tools.faults import Fault, step

PLACE = "docs/api.md"
BLOCK = re.compile(r"(<!-- made: ([^\n]+?) -->\n).*?(<!-- end -->)", re.DOTALL)
TYPES = {"string": "text", "integer": "whole number", "boolean": "true or false", "array": "list", "number": "number",
         "object": "object"}
COMMON = ("format", "safe", "int64")


def check(root: Path = ROOT) -> Iterator[Fault]:
    text = (root / PLACE).read_text("utf-8")
    made = parts()
    found = [name for _, name, _ in BLOCK.findall(text)]
    for name in made:
        if found.count(name) != 1:
            yield Fault(PLACE, 0, f"the table of {name} is there {found.count(name)} times",
                        f"put `<!-- made: {name} -->` and `<!-- end -->` where it belongs, then `make reference`")
    for name in found:
        if name not in made:
            yield Fault(PLACE, 0, f"nothing declares {name}", "remove its table")
    if renewed(text, made) != text:
        yield Fault(PLACE, 0, "its tables are not what the endpoints declare", "run `make reference`")


def renewed(text: str, made: dict[str, str]) -> str:
    return BLOCK.sub(lambda block: f"{block[1]}\n{made.get(block[2], '')}\n\n{block[3]}", text)


def parts() -> dict[str, str]:
    """The made text by its name: one for each endpoint that is shipped, and `problem codes`."""
    library = _library()
    shown = {f"{each['method']} {each['path']}": _endpoint(library, each) for each in library.api.ENDPOINTS}
    shown["problem codes"] = _rows(("status", "code", "cause"), [
        (str(status), f"`{code}`", cause) for status, code, cause in library.http.causes.TABLE])
    return shown


def _library() -> Any:
    host = webdev.Host(simulator.use(simulator.Gateway()))
    host.install("reference", webdev.Export(build.export_files()))
    return host.project("reference").library.project


def _endpoint(library: Any, declared: dict[str, Any]) -> str:
    texts = [f"{_access(library, declared)} {_formats(declared)}"]
    asked = [each for each in declared["parameters"] if each["name"] not in COMMON]
    if asked:
        texts.append(_rows(("parameter", "", ""), [
            (f"`{each['name']}`", _values(each), each["description"]) for each in asked]))
    if declared.get("body", {}).get("properties"):
        texts.append(_fields(declared["body"]))
    own = sorted(entry[:2] for code in set(declared.get("problems", ())) for entry in library.http.causes.of(code))
    if own:
        texts.append("Problems of its own: " + ", ".join(f"{status} `{code}`" for status, code in own) + ".")
    return "\n\n".join(texts)


def _access(library: Any, declared: dict[str, Any]) -> str:
    scope = declared["scope"]
    if scope is None:
        return "Public."
    return f"Scope `{scope}`." if scope else "Any valid credential."


def _formats(declared: dict[str, Any]) -> str:
    names = ", ".join(f"`{each['name']}`" for each in declared["parameters"] if each["name"] in COMMON)
    return f"Answers in {', '.join(declared['formats'])}. Common parameters: {names}."


def _fields(body: dict[str, Any]) -> str:
    required = body.get("required", [])
    rows = []
    for name in sorted(body["properties"], key=lambda each: (each not in required, each)):
        schema = body["properties"][name]
        rows.append((f"`{name}`", _values(schema) + ("" if name in required else "; may be left out"),
                     schema.get("description", "")))
    return _rows(("field of the body", "", ""), rows)


def _values(declared: dict[str, Any]) -> str:
    """The type of a parameter or field, its bounds and its default, in words."""
    texts = [TYPES.get(declared.get("type", ""), "any value")]
    if "oneOf" in declared:
        texts = [" or ".join(TYPES[each["type"]] for each in declared["oneOf"])]
    if "enum" in declared:
        texts = [", ".join(f"`{each}`" for each in declared["enum"] if each is not None)]
    if declared.get("minimum") is not None:
        texts.append(f"{declared['minimum']} to {declared['maximum']}")
    if "limit" in declared:
        texts.append(f"at most `{declared['limit']}`")
    if declared.get("list"):
        texts.append("repeatable")
    if declared.get("required"):
        texts.append("required")
    if declared.get("default") not in (None, ""):
        texts.append("default " + (json.dumps(declared["default"])).strip('"'))
    return ", ".join(texts)


def _rows(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    text = "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)
    return text.replace("|  |", "| |").replace("|  |", "| |")


def _cell(text: str) -> str:
    """As a cell of a Markdown table: only what stands between backticks is left as it is."""
    parts = text.replace("|", "\\|").split("`")
    return "`".join(part if index % 2 else part.replace("*", "\\*") for index, part in enumerate(parts))


def main() -> int:
    path = ROOT / PLACE
    text = path.read_text("utf-8")
    path.write_text(renewed(text, parts()), "utf-8")
    step(f"wrote the tables of {PLACE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
