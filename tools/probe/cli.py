"""The command line of `make probe-ask`: asks the page of a gateway, prints the table, writes the answers."""

import argparse
import json
import os
import re
import sys
from pathlib import Path

import requests

from tools import ROOT
from tools.faults import step
from tools.package import archive
from tools.probe import answers, simulated
from tools.probe.asker import Asker, Reply
from tools.verify.diagnosis import ADVICE, EMPTY

TARGET = ROOT / "build" / "probe-answers.json"
USAGE = "make probe-ask URL=http://gateway:8088/system/webdev/<project>/probe TOKEN=<token that make probe printed>"


def main(arguments: list[str] | None = None) -> int:
    """0: asked, whatever the answers are. 2: there is no page to ask."""
    asked = _parser().parse_args(arguments)
    if not asked.url or not asked.token:
        return _refuse(f"URL and TOKEN are needed; say: {USAGE}")
    if not re.fullmatch(r"[\w-]+", asked.token, re.ASCII):
        return _refuse("TOKEN is none that `make probe` prints")
    asker = Asker(asked.url.strip().rstrip("/"), asked.token)
    reason = _obstacle(asker)
    if reason:
        return _refuse(reason)
    step(f"asking {asker.url}; some questions fail on purpose, and the gateway's log will show those errors")
    rows = _asked(asker, asked.with_audit)
    archive.write(asked.to, (json.dumps(answers.document(rows), indent=2) + "\n").encode("ascii"))
    _tell(rows)
    step(f"wrote {asked.to}")
    return 0


def _asked(asker: Asker, with_audit: bool) -> list[dict]:
    rows = answers.collect(asker, with_audit)
    with simulated.asked(answers.profile(rows)) as simulator:
        return answers.compared(rows, answers.collect(simulator, with_audit))


def _tell(rows: list[dict]) -> None:
    for line in answers.table(rows):
        step(line)
    count = sum(row["agrees"] == answers.NO for row in rows)
    step(f"\n{len(rows)} facts, {count} differ from what the simulator assumes")


def _obstacle(asker: Asker) -> str | None:
    try:
        reply = asker.ask("self")
    except requests.exceptions.RequestException as error:
        return f"{asker.url} cannot be reached ({type(error).__name__}): check host, port, network and certificate"
    if reply.status == 401 and "make probe" in reply.text:
        return "the page does not know this TOKEN: every `make probe` makes a new one for the zip it writes"
    if reply.status == 200 and _is_page(reply):
        return None
    if reply.status == 200 and not reply.body:
        return f"the page answered {EMPTY}"
    advice = ADVICE.get(reply.status, f"that is not the page of the probe; say: {USAGE}")
    return f"the page answered {reply.status}: {advice}"


def _is_page(reply: Reply) -> bool:
    try:
        return json.loads(reply.text)["format"] == 1
    except (ValueError, KeyError, TypeError):
        return False


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr, flush=True)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.probe", description="Ask a gateway that holds the probe.")
    parser.add_argument("url", nargs="?", default=os.environ.get("URL"), help="the page's URL")
    parser.add_argument("--token", default=os.environ.get("TOKEN"), help="better in the environment's TOKEN")
    parser.add_argument("--with-audit", action="store_true", default=bool(os.environ.get("AUDIT")),
                        help="also ask what an unknown audit profile does; may leave one audit record")
    parser.add_argument("--to", type=Path, default=TARGET, help="the file for the answers")
    return parser
