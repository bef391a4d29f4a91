"""`make soak`: 500 requests a second for ten minutes; does the memory stay flat, is every answer right?"""

import os
import statistics
import sys
from dataclasses import dataclass

from tools.bench import cases, contestants, gateway, load, machine, report
from tools.bench.cases import API
from tools.bench.pace import Pacer, Tally
from tools.bench.verdict import Target
from tools.faults import Refused, step
from tools.jython.jars import Missing

SECONDS = 600
RATE = 500
CONNECTIONS = 64
WARM_UP = 20
SAMPLES = 40
MIX = ((cases.GET_ONE, 50), (cases.READ_1, 10), (cases.READ_100, 5), (cases.WRITE_1, 15), (cases.NOT_MODIFIED, 15),
       (cases.UNAUTHORIZED, 5))

HELD = 0.99
GROWTH_SHARE, GROWTH_BYTES = 0.05, 4 * report.MIB


@dataclass(frozen=True)
class Sample:
    """Seconds since the start, and the bytes on the heap after a collection."""

    second: float
    live: int


def main() -> int:
    seconds = float(os.environ.get("SOAK_SECONDS", SECONDS))
    try:
        return _soak(seconds)
    except (Missing, Refused, gateway.Died, load.WrongAnswer) as reason:
        print(reason, file=sys.stderr)
        return 1


def _soak(seconds: float) -> int:
    described = machine.description()
    competing = [each for each in contestants.assembled([]) if each.name == API]
    with gateway.running(competing) as running:
        tally, samples = _driven(running, seconds)
        resident = running.resident_bytes()
    targets = judged(tally, samples, seconds)
    text = _text(tally, samples, targets, described, seconds, resident)
    step(f"\n{text}\n")
    if seconds < SECONDS:
        step("a short run is for trying: docs/performance.md is as it was")
    else:
        report.publish("soak", text)
        step(f"wrote {report.DOCUMENT}")
    return 0 if all(target.reached for target in targets) else 1


def _driven(running: gateway.Gateway, seconds: float) -> tuple[Tally, list[Sample]]:
    shots = [(load.aimed(case, running.url(API, case.target), cases.TOKEN), weight) for case, weight in MIX]
    samples: list[Sample] = []

    def sample(second: float) -> None:
        if not samples or second >= samples[-1].second + seconds / SAMPLES:
            samples.append(Sample(second, running.ask("live")))
            step(f"{second:5.0f} s: {samples[-1].live / report.MIB:.1f} MiB live")

    step(f"warming up for {WARM_UP} s")
    Pacer(shots, RATE // 2, WARM_UP, CONNECTIONS).run(lambda second: None)
    step(f"{RATE} requests a second on {CONNECTIONS} connections for {seconds:.0f} s")
    return Pacer(shots, RATE, seconds, CONNECTIONS).run(sample), samples


def judged(tally: Tally, samples: list[Sample], seconds: float) -> list[Target]:
    sent = len(tally.latencies)
    rate = sent / max(seconds, _end(tally, seconds))
    errors = sum(tally.errors.values())
    early, late = halves(samples)
    grown = late - early
    return [
        Target("Rate held", f"{RATE} requests/s", f"{rate:.0f} requests/s", rate >= HELD * RATE),
        Target("Errors", "none", str(errors), errors == 0),
        Target("Memory after a collection", "flat", f"{early / report.MIB:.1f} MiB, then {late / report.MIB:.1f} MiB",
               grown <= max(GROWTH_BYTES, GROWTH_SHARE * early)),
    ]


def _end(tally: Tally, seconds: float) -> float:
    """When the last request left: later than planned where the client or the server fell behind."""
    return seconds + max(tally.late[-CONNECTIONS:], default=0.0)


def halves(samples: list[Sample]) -> tuple[float, float]:
    """The median of the second quarter and that of the last: the first quarter fills caches."""
    quarter = max(1, len(samples) // 4)
    live = [sample.live for sample in samples]
    return statistics.median(live[quarter:2 * quarter] or live), statistics.median(live[-quarter:])


def _text(tally: Tally, samples: list[Sample], targets: list[Target], described: dict[str, str], seconds: float,
          resident: int) -> str:
    latencies = sorted(tally.latencies)
    quantiles = {share: latencies[int(share * (len(latencies) - 1))] * 1e3 for share in (0.5, 0.99, 0.999)}
    shown = samples[:: max(1, len(samples) // 10)]
    mix = ", ".join(f"{weight} % {case.name}" for case, weight in MIX)
    return "\n\n".join([
        report.machine_table(described),
        f"{seconds:.0f} seconds, {len(latencies):,} requests on {CONNECTIONS} connections: {mix}.",
        report.target_table(targets),
        report.unreached(targets),
        f"Latency from the moment that a request was due: p50 {quantiles[0.5]:.1f} ms, p99 {quantiles[0.99]:.1f} ms, "
        f"p99.9 {quantiles[0.999]:.1f} ms. Each of the {len(samples)} memory samples forces a collection, which "
        f"stops the server for a moment. Most memory of the process, Java itself included: "
        f"{resident / report.MIB:,.0f} MiB.",
        report.table(("second", "MiB after a collection"),
                     [(f"{sample.second:.0f}", f"{sample.live / report.MIB:.1f}") for sample in shown]),
        _errors(tally),
    ]).strip()


def _errors(tally: Tally) -> str:
    return "\n".join(f"- {number} times {error}" for error, number in sorted(tally.errors.items()))


if __name__ == "__main__":
    sys.exit(main())
