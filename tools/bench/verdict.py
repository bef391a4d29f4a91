"""What the figures must be: for the run to count, and for the API to be called fast."""

from dataclasses import dataclass

from tools.bench import alarms, cases
from tools.bench.cases import API, BARE, FLOOR, LEAST, MINIMAL, SECURED
from tools.bench.measure import Measured

LEAST_BARE = 0.6
MOST_READCOST = 100.0

ONE_TAG = 0.5
HUNDRED_TAGS = 0.8
FIVE_TIMES_THE_TAGS = 5.5
KEPT_ANSWER = 0.8
NO_LESS = 0.9
DAY_OF_HISTORY = 1.2
STREAM_MIB = 64
BATCH_TIMES = 5.0
ALARM_MILLIS = 500.0
RATE = 500
SLOWEST_MILLIS = 250.0
START_SECONDS = 5.0

WITH_A_ROLE = "with a key and its role, of the same with a token that may all"


@dataclass(frozen=True)
class Target:
    what: str
    wanted: str
    found: str
    reached: bool


def void(measured: Measured) -> list[str]:
    """Why the run does not count; nothing where it does."""
    bare = measured.ratio((cases.GET_ONE.name, BARE), (cases.GET_ONE.name, FLOOR))
    reasons = []
    if bare < LEAST_BARE:
        reasons.append(f"the bare handler reaches {bare:.2f} of the floor; the simulated WebDev is too slow "
                       f"(at least {LEAST_BARE})")
    if measured.readcost_micros >= MOST_READCOST:
        reasons.append(f"the simulator's readBlocking of 100 tags takes {measured.readcost_micros:.0f} microseconds "
                       f"(under {MOST_READCOST:.0f})")
    return reasons


def targets(measured: Measured, start_seconds: float) -> list[Target]:
    return [
        _near(measured, "One tag by GET, of the bare handler", cases.GET_ONE.name, BARE, ONE_TAG),
        _near(measured, "One tag by POST /read, of the bare handler", cases.READ_1.name, BARE, ONE_TAG),
        _near(measured, "100 tags, of the minimal handler", cases.READ_100.name, MINIMAL, HUNDRED_TAGS),
        _growth(measured),
        _with_a_role(measured, "One tag by GET", cases.GET_ONE.name),
        _with_a_role(measured, "100 tags", cases.READ_100.name),
        _near(measured, "A kept answer, 1,000 listed tags, of bare", cases.BROWSE.name, BARE, KEPT_ANSWER),
        _near(measured, "A kept answer, a day of history, of bare", cases.KEPT_DAY.name, BARE, KEPT_ANSWER),
        _history(measured),
        Target("100,000 rows of history, memory above idle", f"under {STREAM_MIB} MiB",
               f"{measured.stream_bytes / 2**20:.1f} MiB", measured.stream_bytes < STREAM_MIB * 2**20),
        _batch(measured),
        _alarms(measured),
        _rate(measured),
        _crowd(measured),
        Target("Start to first answer", f"under {START_SECONDS:.0f} s", f"{start_seconds:.1f} s",
               start_seconds < START_SECONDS),
    ]


def _with_a_role(measured: Measured, what: str, case: str) -> Target:
    found = measured.ratio((case, SECURED), (case, API))
    return Target(f"{what} {WITH_A_ROLE}", f"at least {NO_LESS}", f"{found:.2f}", found >= NO_LESS)


def _near(measured: Measured, what: str, case: str, other: str, least: float) -> Target:
    found, possible = (measured.ratio((case, who), (case, other)) for who in (API, LEAST))
    return Target(what, f"at least {least}", f"{found:.2f}; all in one function {possible:.2f}", found >= least)


def _history(measured: Measured) -> Target:
    found, minimal = (
        measured.history_micros[name] / measured.history_micros["call"] for name in (API, MINIMAL))
    return Target("A day of one tag, in times of the historian call", f"at most {DAY_OF_HISTORY}",
                  f"{found:.2f}; the minimal handler {minimal:.2f}", found <= DAY_OF_HISTORY)


def _growth(measured: Measured) -> Target:
    found, minimal = (
        measured.ratio((cases.READ_100.name, name), (cases.READ_500.name, name)) for name in (API, MINIMAL))
    return Target("500 tags, in times of 100 tags", f"at most {FIVE_TIMES_THE_TAGS}",
                  f"{found:.2f}; the minimal handler {minimal:.2f}", found <= FIVE_TIMES_THE_TAGS)


def _batch(measured: Measured) -> Target:
    found = measured.ratio((cases.GET_ONE.name, API), (cases.BATCH.name, API))
    return Target("A batch of 20 reads, in times of one", f"under {BATCH_TIMES:.0f}", f"{found:.2f}",
                  found < BATCH_TIMES)


def _alarms(measured: Measured) -> Target:
    found = {case.name: measured.middle(case.name, API, 1) for case in alarms.CASES}
    return Target(f"{alarms.COUNT:,} active alarms: listed, filtered, a later page",
                  f"median under {ALARM_MILLIS:.0f} ms, no error",
                  ", ".join(f"{run.p50:.0f} ms" for run in found.values()),
                  all(run.p50 < ALARM_MILLIS and not run.errors for run in found.values()))


def _rate(measured: Measured) -> Target:
    found = measured.middle(cases.GET_ONE.name, API, 64)
    return Target("One tag, 64 connections", f"{RATE} requests/s, no error",
                  f"{found.rate:,.0f} requests/s, {found.errors} errors", found.rate >= RATE and not found.errors)


def _crowd(measured: Measured) -> Target:
    found, possible = (measured.middle(cases.GET_ONE.name, name, 256) for name in (API, LEAST))
    return Target("One tag, 256 connections", f"p99 under {SLOWEST_MILLIS:.0f} ms, no error",
                  f"p99 {found.p99:.0f} ms, {found.errors} errors; all in one function {possible.p99:.0f} ms",
                  found.p99 < SLOWEST_MILLIS and not found.errors)
