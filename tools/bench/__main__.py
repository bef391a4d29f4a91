"""`make bench`: every contestant in one JVM, driven by wrk; writes the figures into docs/performance.md.

Ends with an error where the run is void, and where a target is missed: the figures are published all the same.
"""

import os
import sys
from pathlib import Path

from tools.bench import contestants, gateway, load, machine, measure, report, start, verdict
from tools.faults import Refused, step
from tools.jython.jars import Missing

PORT = 8097


def main() -> int:
    quick = bool(os.environ.get("BENCH_QUICK"))
    further = [Path(name) for name in os.environ.get("CONTESTANTS", "").split()]
    try:
        load.require_wrk()
        return _bench(further, measure.QUICK if quick else measure.FULL, publish=not quick)
    except (Missing, Refused, contestants.Unusable, gateway.Died, load.NoWrk, load.WrongAnswer,
            start.NeverAnswered) as reason:
        print(reason, file=sys.stderr)
        return 1


def _bench(further: list[Path], plan: measure.Plan, publish: bool) -> int:
    described = machine.description()
    competing = contestants.assembled(further)
    start_seconds = start.seconds(PORT)
    step(f"start to first answer: {start_seconds:.1f} s")
    with gateway.running(competing) as running:
        measured = measure.measure(running, competing, plan, step)
    targets = verdict.targets(measured, start_seconds)
    text = report.bench(measured, targets, described, contestants.names(competing))
    step(f"\n{text}\n")
    return ended(verdict.void(measured), targets, text, publish)


def ended(reasons: list[str], targets: list[verdict.Target], text: str, publish: bool) -> int:
    if reasons:
        print("The run is void and counts for nothing: " + "; ".join(reasons), file=sys.stderr)
        return 1
    if publish:
        report.publish("bench", text)
        step(f"wrote {report.DOCUMENT}")
    else:
        step("a quick run is for trying: docs/performance.md is as it was")
    missed = [target.what for target in targets if not target.reached]
    if missed:
        print(f"Not reached: {'; '.join(missed)}.", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
