"""`make bench`: every contestant in one JVM, driven by wrk; writes the figures into docs/performance.md."""

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
    text = report.bench(measured, verdict.targets(measured, start_seconds), described,
                        contestants.names(competing))
    step(f"\n{text}\n")
    return _ended(verdict.void(measured), text, publish)


def _ended(reasons: list[str], text: str, publish: bool) -> int:
    if reasons:
        print("The run is void and counts for nothing: " + "; ".join(reasons), file=sys.stderr)
        return 1
    if publish:
        report.publish("bench", text)
        step(f"wrote {report.DOCUMENT}")
    else:
        step("a quick run is for trying: docs/performance.md is as it was")
    return 0


if __name__ == "__main__":
    sys.exit(main())
