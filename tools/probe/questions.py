"""The register of questions that need requests of their own. tools.probe.wire and .replies fill it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from tools.probe.asker import Asker, Refused
from tools.probe.options import options

# What a cut connection looks like to the client.
CUT = (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError)


@dataclass(frozen=True)
class Question:
    fact: str
    text: str
    ask: Callable[[Asker], Any]


REGISTER: list[Question] = []


def question(fact: str, text: str | None = None) -> Callable:
    """Declares a question. A fact that is an option of the simulator takes its text from there."""

    def declare(ask: Callable[[Asker], Any]) -> Callable[[Asker], Any]:
        REGISTER.append(Question(fact, text or options()[fact].question, ask))
        return ask

    return declare


def answered(asked: Question, asker: Asker) -> dict:
    """One row, as the page writes its own; a question that fails does not stop the others."""
    row = {"fact": asked.fact, "question": asked.text, "seen": None, "note": None}
    try:
        row["seen"] = asked.ask(asker)
    except Refused as refused:
        row["seen"] = str(refused)
    except CUT:
        row["seen"] = "connection cut"
    except (KeyError, TypeError, ValueError, AttributeError, requests.exceptions.RequestException) as error:
        row["note"] = f"failed: {type(error).__name__}"
    return row


def kind(shape: dict | None) -> str:
    """The kind of an echoed value; absent where there was none."""
    if shape is None:
        return "absent"
    return shape.get("kind") or f"failed: {shape['failed']}"
