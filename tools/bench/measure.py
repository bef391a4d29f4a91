"""The run: who is measured when. Contestants take turns, so that a drift of the machine meets all alike."""

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tools.bench import alarms, cases, contestants, load, stream, warming
from tools.bench.cases import Case
from tools.bench.contestants import Contestant
from tools.bench.gateway import Gateway
from tools.bench.load import Run, Shot

USUAL = 16
CONNECTIONS = (1, USUAL, 64, 256)


@dataclass(frozen=True)
class Plan:
    """Seconds of warm-up for each contestant and case, at most; runs at the usual connections and at others.

    `decisive_runs` are those of the cases in which contestants are told apart that differ by little.
    """

    warm_up: int
    seconds: int
    decisive_runs: int
    usual_runs: int
    other_runs: int
    readcost_seconds: float

    def runs(self, case: Case, connections: int) -> int:
        if connections != USUAL:
            return self.other_runs
        return self.decisive_runs if case in cases.CLOSE else self.usual_runs


FULL = Plan(warm_up=60, seconds=2, decisive_runs=15, usual_runs=5, other_runs=1, readcost_seconds=6)
QUICK = Plan(warm_up=4, seconds=1, decisive_runs=2, usual_runs=2, other_runs=1, readcost_seconds=2)


@dataclass
class Measured:
    """Every run by (case, contestant, connections), and what else the process told."""

    runs: dict[tuple[str, str, int], list[Run]] = field(default_factory=dict)
    peaks: dict[tuple[str, str], int] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    readcost_micros: float = 0.0
    history_micros: dict[str, float] = field(default_factory=dict)
    stream_bytes: int = 0
    resident_bytes: int = 0

    def add(self, case: str, name: str, connections: int, run: Run) -> None:
        self.runs.setdefault((case, name, connections), []).append(run)

    def has(self, case: str, name: str, connections: int = USUAL) -> bool:
        return (case, name, connections) in self.runs

    def middle(self, case: str, name: str, connections: int = USUAL) -> Run:
        """The medians of the runs; their errors all together."""
        runs = self.runs[case, name, connections]
        return Run(*(statistics.median(getattr(run, what) for run in runs) for what in ("rate", "p50", "p99", "cpu")),
                   sum(run.errors for run in runs))

    def ratio(self, over: tuple[str, str], under: tuple[str, str]) -> float:
        """Of one case the median of the ratios of rates, run by run: both of a pair ran within seconds of each other.

        Of two cases, which do not run side by side, the ratio of the medians.
        """
        if over[0] != under[0]:
            return _share(self.middle(*over), self.middle(*under))
        pairs = zip(self.runs[*over, USUAL], self.runs[*under, USUAL], strict=True)
        return statistics.median(_share(*pair) for pair in pairs)


def _share(over: Run, under: Run) -> float:
    return over.rate / under.rate if under.rate else 0.0


def measure(gateway: Gateway, competing: list[Contestant], plan: Plan, report: Callable[[str], None]) -> Measured:
    measured = Measured()
    measured.readcost_micros = gateway.ask("readcost", paths=cases.READ[:100], seconds=plan.readcost_seconds)
    report(f"readBlocking of 100 tags: {measured.readcost_micros:.0f} microseconds")
    _measure_history(gateway, plan, measured, report)
    names = contestants.names(competing)
    for group in dict.fromkeys(case.group for case in cases.CASES):
        _measure_group(gateway, _shots(gateway, group, names, measured), plan, measured, report)
    for name, run in alarms.measure(gateway, plan.warm_up, plan.seconds, report).items():
        measured.add(name, cases.API, 1, run)
    measured.resident_bytes = gateway.resident_bytes()
    return measured


def _measure_history(gateway: Gateway, plan: Plan, measured: Measured, report: Callable[[str], None]) -> None:
    measured.history_micros = gateway.ask(
        "historycost", path=cases.DAY_TAG, start=cases.STARTED - cases.DAY, end=cases.STARTED - 1, token=cases.TOKEN,
        seconds=10 * plan.readcost_seconds)
    report("a day of history: {call:.0f} microseconds for the call, {minimal:.0f} for the minimal handler, "
           "{api:.0f} for the API".format(**measured.history_micros))
    shot = Shot(cases.HISTORY_DAY, gateway.url(cases.API, cases.LONG), cases.HISTORY_DAY.headers(cases.TOKEN))
    for _ in range(2):
        measured.stream_bytes = stream.bytes_above_idle(gateway, shot, 40 * cases.LONG_ROWS)
    report(f"{cases.LONG_ROWS} rows of history: {measured.stream_bytes / 2**20:.1f} MiB above idle")


def _shots(gateway: Gateway, group: str, names: list[str], measured: Measured) -> dict[tuple[Case, str], Shot]:
    """Who answers which case of a group. Our own must; a further contestant may leave one out."""
    found = {}
    for case in (case for case in cases.CASES if case.group == group):
        for name in names:
            if name in cases.ALL and name not in case.by:
                continue
            try:
                found[case, name] = load.aimed(case, gateway.url(name, case.target), cases.token_of(name))
            except load.WrongAnswer as wrong:
                if name in cases.ALL:
                    raise
                measured.absent.append(f"{name}, {case.name}: {wrong}")
    return found


def _measure_group(gateway: Gateway, shots: dict[tuple[Case, str], Shot], plan: Plan, measured: Measured,
                   report: Callable[[str], None]) -> None:
    _warm_up(gateway, shots, plan, report)
    for connections in CONNECTIONS:
        for case in dict.fromkeys(case for case, _ in shots):
            entered = [(name, shot) for (entry, name), shot in shots.items() if entry == case]
            for number in range(plan.runs(case, connections)):
                for name, shot in turned(entered, number):
                    gateway.ask("forget")
                    measured.add(case.name, name, connections, load.run(gateway, shot, connections, plan.seconds))
                    _note_peak(gateway, measured, (case.name, name))
            report(_line(case, [name for name, _ in entered], connections, measured))
    for shot in shots.values():
        load.check(shot)


def _warm_up(gateway: Gateway, shots: dict[tuple[Case, str], Shot], plan: Plan,
             report: Callable[[str], None]) -> None:
    for (case, name), shot in shots.items():
        slices = warming.up(gateway, shot, USUAL, plan.warm_up)
        report(f"warmed up {name}, {case.name}: {warming.line(slices)}")


def turned(entered: list, number: int) -> Iterable:
    """Another one starts each time."""
    first = number % len(entered)
    return entered[first:] + entered[:first]


def _note_peak(gateway: Gateway, measured: Measured, key: tuple[str, str]) -> None:
    measured.peaks[key] = max(measured.peaks.get(key, 0), gateway.ask("peak"))


def _line(case: Case, names: list[str], connections: int, measured: Measured) -> str:
    rates = (f"{name} {measured.middle(case.name, name, connections).rate:,.0f}" for name in names)
    return f"{case.name}, {connections} connections: {', '.join(rates)} requests/s"
