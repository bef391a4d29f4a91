"""Runs iglint, which knows Jython's grammar and Ignition's functions, over files laid out on disk."""

import json
import subprocess
import sysconfig
import tempfile
from pathlib import Path

from tools.faults import Fault

SYNTAX = ("--isolated", "--select", "SCR001,SCR002")


def faults(files: dict[str, bytes], *options: str) -> list[Fault]:
    """Findings of severity error in an export, by its own paths; `options` choose the rules."""
    with tempfile.TemporaryDirectory() as folder:
        _lay_out(files, Path(folder))
        return [_fault(finding) for finding in _run(folder, [*options, "."]) if finding["severity"] == "error"]


def _lay_out(files: dict[str, bytes], folder: Path) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _run(folder: str, arguments: list[str]) -> list[dict]:
    program = Path(sysconfig.get_path("scripts")) / "iglint"
    command = [
        str(program),
        "check",
        "--no-cache",
        "--error-on",
        "error",
        "--output-format",
        "json",
        *arguments,
    ]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ended.returncode not in (0, 1):
        raise RuntimeError(f"iglint failed: {ended.stderr.strip()}")
    return json.loads(ended.stdout)


def _fault(finding: dict) -> Fault:
    problem = f"{finding['message']} ({finding['code']})"
    return Fault(finding["filename"], finding["location"]["row"], problem, f"see `iglint rule {finding['code']}`")
