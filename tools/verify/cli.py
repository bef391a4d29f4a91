"""The command line of `make verify`: what it is asked, the run of the suite, and the table."""

import argparse
import itertools
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tools import ROOT
from tools.faults import step
from tools.verify.client import TARGET, Api, Target
from tools.verify.diagnosis import obstacle

SUITE = ROOT / "tools" / "verify" / "suite"
USAGE = "make verify URL=http://gateway:8088/system/webdev/<project> TOKEN=<token>"
PROMISE = ("This run reads. It writes no tag: routes that could write are called without a credential or "
           "without anything to write, and must refuse.")
BEARER = re.compile(r"[A-Za-z0-9\-._~+/]+=*")
HELD, FAILED, UNCHECKED = "held", "FAILED", "not checked"


@dataclass(frozen=True)
class Row:
    outcome: str
    group: str
    says: str
    reason: str = ""

    def __str__(self) -> str:
        return f"  {self.outcome:<12}{self.says}{f': {self.reason}' if self.reason else ''}"


class Table:
    """A pytest plugin that hands the suite its target and keeps one row for each check."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.rows: list[Row] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[TARGET] = self.target

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo):
        report = yield
        if report.when == "call" or report.outcome != "passed":
            reason = "" if call.excinfo is None else _first_line(call.excinfo.value)
            outcome = {"passed": HELD, "failed": FAILED, "skipped": UNCHECKED}[report.outcome]
            self.rows.append(Row(outcome, _first_line(item.module.__doc__), _says(item), reason))
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector):
        report = yield
        if report.failed:
            self.rows.append(Row(FAILED, collector.name, "these checks load", str(report.longrepr)))
        return report

    def lines(self) -> Iterator[str]:
        for group, rows in itertools.groupby(self.rows, key=lambda row: row.group):
            yield group
            yield from map(str, rows)

    def count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)


def main(arguments: list[str] | None = None) -> int:
    """0: everything held. 1: something did not. 2: nothing could be verified."""
    asked = _parser().parse_args(arguments)
    missing = [name for name in ("URL", "TOKEN") if not getattr(asked, name.lower())]
    if missing:
        return _refuse(f"{' and '.join(missing)} not given; say: {USAGE}")
    if not BEARER.fullmatch(asked.token.strip()):
        return _refuse("TOKEN cannot be a token of this API: letters, digits and -._~+/ only")
    target = Target(_base(asked.url), asked.token.strip(), asked.tag or None, asked.origin or None)
    step(f"Verifying {target.base}\n{PROMISE}\n")
    reason = obstacle(Api(target))
    return _refuse(reason) if reason else _run(target)


def _run(target: Target) -> int:
    table = Table(target)
    options = ("-c", str(ROOT / "pyproject.toml"), "-p", "no:terminal", "-p", "no:cacheprovider",
               "--disable-plugin-autoload", "--capture=no")
    ended = pytest.main([*options, str(SUITE)], plugins=[table])
    for line in table.lines():
        step(line)
    step(f"\n{table.count(HELD)} held, {table.count(FAILED)} failed, {table.count(UNCHECKED)} not checked")
    if ended not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or not table.rows:
        return _refuse(f"the checks themselves ended with {ended!r}")
    return 1 if table.count(FAILED) else 0


def _base(url: str) -> str:
    """The API's URL from the project's, or from one that names the API already."""
    return url.strip().rstrip("/").removesuffix("/api") + "/api"


def _says(item: pytest.Item) -> str:
    """A check says what it checks in its docstring; one of several names its case."""
    says = " ".join((item.function.__doc__ or item.name).split()).rstrip(".")
    return f"{says} ({item.callspec.id})" if hasattr(item, "callspec") else says


def _first_line(said: object) -> str:
    return (str(said).strip() or type(said).__name__).splitlines()[0]


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr, flush=True)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.verify", description="Verify an API over HTTP.")
    env = os.environ.get
    parser.add_argument("--url", default=env("URL"), help="the project's URL; else the environment's URL")
    parser.add_argument("--token", default=env("TOKEN"), help="better in the environment's TOKEN")
    parser.add_argument("--tag", default=env("TAG"), help="a tag to read; else one is taken from browse")
    parser.add_argument("--origin", default=env("ORIGIN"), help="an origin that AllowedOrigins holds")
    return parser
