"""Where the time goes: python -m tools.bench.profile api "get 1" samples the server's threads under load."""

import argparse
import sys
from pathlib import Path

from tools.bench import cases, contestants, gateway, load, measure
from tools.faults import step

INTERVAL = 0.01
SHOWN = 45
TABLES = (("own", "own"), ("total", "with callees"), ("leaves", "own by Java method"))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.profile", description=__doc__)
    parser.add_argument("contestant", help="api, minimal, bare, or the name of a directory given as well")
    parser.add_argument("case", nargs="+", choices=[case.name for case in cases.CASES])
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--directory", type=Path, action="append", default=[], help="a further contestant")
    asked = parser.parse_args(arguments)
    with gateway.running(contestants.assembled(asked.directory)) as running:
        for name in asked.case:
            _profile(running, asked.contestant, next(case for case in cases.CASES if case.name == name), asked.seconds)
    return 0


def _profile(running: gateway.Gateway, contestant: str, case: cases.Case, seconds: int) -> None:
    shot = load.aimed(case, running.url(contestant, case.target), cases.token_of(contestant))
    load.run(running, shot, measure.USUAL, seconds)
    running.ask("sample", interval=INTERVAL)
    run = load.run(running, shot, measure.USUAL, seconds)
    found = running.ask("sampled")
    step(f"\n{contestant}, {case.name}: {run.rate:,.0f} requests/s, {run.cpu:,.0f} CPU microseconds each, "
         f"while sampled; {found['samples']} samples")
    for kind, title in TABLES:
        step(f"\n{title}")
        for function, count in sorted(found[kind].items(), key=lambda entry: -entry[1])[:SHOWN]:
            step(f"{100 * count / found['samples']:6.1f} %  {function}")


if __name__ == "__main__":
    sys.exit(main())
