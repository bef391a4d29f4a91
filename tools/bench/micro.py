"""`python -m tools.bench.micro`, a part of `make bench`: what authentication costs on Jython, step by step."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tools import ROOT, build
from tools.bench import machine, report
from tools.bench.gateway import HEAP, WORK
from tools.bench.verdict import Target
from tools.faults import Refused, step
from tools.jython import jvm
from tools.jython.jars import Missing
from tools.package import archive, tags

SECONDS, QUICK_SECONDS = 12.0, 3.0
LOG = WORK / "micro.log"
# Step: at most so many microseconds.
WANTED = {
    "a key of Keys": 10.0,
    "a token of ValidTokens": 10.0,
    "a JSON Web Token, known": 10.0,
    "a JSON Web Token with RS256, new": 150.0,
}
# Below the first no difference shows, above the second there is one (dudect, DATE 2017).
SMALL, LARGE = 4.5, 10.0


class Ended(Exception):
    """The measured process gave no figures."""


def main() -> int:
    quick = bool(os.environ.get("BENCH_QUICK"))
    try:
        measured = _measured(QUICK_SECONDS if quick else SECONDS)
    except (Missing, Refused, Ended) as reason:
        print(reason, file=sys.stderr)
        return 1
    targets = judged(measured["micros"])
    section = text(measured, targets, machine.description())
    step(f"\n{section}\n")
    if quick:
        step("a quick run is for trying: docs/performance.md is as it was")
    else:
        report.publish("micro", section)
        step(f"wrote {report.DOCUMENT}")
    return 0 if all(target.reached for target in targets) else 1


def _measured(seconds: float) -> dict[str, dict[str, float]]:
    export = WORK / "micro.zip"
    files = build.export_files()
    archive.write(export, archive.pack(files))
    config = WORK / "micro-tags.json"
    archive.write(config, json.dumps(tags.config_document(files)).encode("ascii"))
    program = jvm.command("-m", "micro")
    program.insert(1, HEAP)
    environment = jvm.environment(ROOT / "stubs", ROOT / "bench" / "jvm")
    asked = {"export": str(export), "tags": [str(config)], "seconds": seconds}
    with LOG.open("w") as log:
        ended = subprocess.run(program, env=environment, text=True, input=json.dumps(asked) + "\n",
                               stdout=subprocess.PIPE, stderr=log, check=False)
    if ended.returncode:
        raise Ended(f"the measured process ended with {ended.returncode}; see {LOG.relative_to(Path(ROOT))}")
    return json.loads(ended.stdout)


def judged(micros: dict[str, float]) -> list[Target]:
    return [Target(name, f"at most {most:.0f} µs", f"{micros[name]:.1f} µs", micros[name] <= most)
            for name, most in WANTED.items()]


def text(measured: dict[str, dict[str, float]], targets: list[Target], described: dict[str, str]) -> str:
    others = [(name, f"{micros:.1f} µs") for name, micros in measured["micros"].items() if name not in WANTED]
    return "\n\n".join([
        report.machine_table({name: what for name, what in described.items() if name != "wrk"}),
        report.target_table(targets),
        report.unreached(targets),
        "For comparison:",
        report.table(("step", "median"), others),
        "Does the time of a comparison tell anything of a secret (Welch's t; a hint, no proof)?",
        report.table(("what is compared", "t", ""), [
            (name, f"{t:.1f}", said(t)) for name, t in measured["welch"].items()]),
    ])


def said(t: float) -> str:
    if abs(t) < SMALL:
        return "no difference shows"
    return "unclear: run it again" if abs(t) < LARGE else "**there is a difference**"


if __name__ == "__main__":
    sys.exit(main())
