"""All answers of one gateway, compared with what the simulator assumes, and the table that shows them."""

import json
from collections.abc import Iterator
from typing import Any

from tools.probe import replies, wire  # noqa: F401 - they fill the register
from tools.probe.asker import Asker, Reply
from tools.probe.options import NOT_ASKED, OUT_OF_REACH, options
from tools.probe.questions import REGISTER, answered

# Told for the record: the simulator assumes nothing about them, or runs on another interpreter.
INFORMATION = ("ignition_version", "interpreter", "java", "server", "servlet_package", "elementtree",
               "aggregated_points", "json_encode_decimal")
YES, NO, UNSAID = "yes", "NO", "-"


def collect(asker: Asker, with_audit: bool = False) -> list[dict]:
    """The page's own answers, then those that needed requests of their own."""
    own = own_rows(asker.ask("self-with-audit" if with_audit else "self"))
    return own + [answered(question, asker) for question in REGISTER]


def own_rows(reply: Reply) -> list[dict]:
    return json.loads(reply.text)["answers"]


def profile(rows: list[dict]) -> str:
    """The simulator's profile that comes nearest to the gateway's version."""
    version = next((row["seen"] for row in rows if row["fact"] == "ignition_version"), None) or ""
    numbers = [int(part) for part in version.split(".")[:2] if part.isdigit()]
    return "8.3" if numbers >= [8, 3] else "8.1"


def compared(rows: list[dict], simulated: list[dict]) -> list[dict]:
    """Each answer with `assumed` and `agrees`.

    An option of the simulator is assumed as its table says; any other fact as the simulator answers it.
    """
    known = {name: option.default for name, option in options().items()}
    told = {row["fact"]: row["seen"] for row in simulated}
    return [_compared(row, (told | known).get(row["fact"])) for row in rows]


def _compared(row: dict, assumed: Any) -> dict:
    silent = row["fact"] in INFORMATION or row["seen"] is None or assumed is None
    agrees = UNSAID if silent else YES if row["seen"] == assumed else NO
    return row | {"assumed": None if row["fact"] in INFORMATION else assumed, "agrees": agrees}


def table(rows: list[dict]) -> Iterator[str]:
    lines = [("fact", "this gateway", "simulator assumes", "agrees")]
    lines += [(row["fact"], _shown(row), _plain(row["assumed"]), row["agrees"]) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    for line in lines:
        yield "  ".join([*(text.ljust(width) for text, width in zip(line[:3], widths, strict=True)), line[3]])


def _shown(row: dict) -> str:
    text = _plain(row["seen"]) if row["seen"] is not None else f"({row['note'] or 'not answered'})"
    return text if len(text) <= 60 else text[:57] + "..."


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else UNSAID if value is None else json.dumps(value)


def document(rows: list[dict]) -> dict:
    """What build/probe-answers.json holds: no address and no token."""
    return {"format": 1, "answers": rows, "notAsked": NOT_ASKED | OUT_OF_REACH}
