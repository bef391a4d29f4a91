"""What is asked of the contestants: the tags, and one HTTP request for each case."""

import hashlib
import itertools
import json
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

FOLDER = "[default]Bench"
READ = [f"{FOLDER}/Read/T{number:03}" for number in range(500)]
WRITE = [f"{FOLDER}/Write/T{number:02}" for number in range(50)]
LISTED = f"{FOLDER}/Listed"
LISTED_TAGS = 1000

# Of one tag, every five minutes; and a longer one.
DAY_TAG, LONG_TAG = f"{FOLDER}/History/Day", f"{FOLDER}/History/Long"
DAY, DAY_ROWS, LONG_ROWS = 86400000, 288, 100000
STARTED = int(time.time()) * 1000
RECORDED = {  # tag path: first millis, milliseconds between two samples, how many
    DAY_TAG: (STARTED - 2 * DAY, DAY // DAY_ROWS, 2 * DAY_ROWS),
    LONG_TAG: (STARTED - LONG_ROWS * 500, 500, LONG_ROWS),
}

# In turn; as on a plant floor, most are floats, and every fifth of those is shown widened by a gateway.
KINDS: list[tuple[str, Callable[[int], Any]]] = [
    ("Float8", lambda number: 147.57071855985492 + number),
    ("Int4", lambda number: 1000 + number),
    ("Float8", lambda number: number / 8),
    ("Boolean", lambda number: number % 2 == 0),
    ("Float4", lambda number: 0.1 + number),
    ("String", lambda number: f"Batch {number}"),
]

FLOOR, BARE, MINIMAL, API = "floor", "bare", "minimal", "api"
# What the API owes each request, in one function: as near to `bare` as anything could come.
LEAST = "least"
# The API once more, asked with a key whose role names scopes and tags; `api` is asked with a token that may all.
SECURED = "secured"
ALL = (FLOOR, BARE, LEAST, MINIMAL, API, SECURED)

TOKEN, KEY = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
ACCESS = {
    "ValidTokens": TOKEN,
    "Keys": {"bench": {"sha256": hashlib.sha256(KEY.encode("ascii")).hexdigest(), "roles": ["reader"]}},
    "Roles": {"reader": {"scopes": ["tags:read"], "read": [f"{FOLDER}/Read/**"]}},
}


def token_of(name: str) -> str:
    """What a contestant is asked with."""
    return KEY if name == SECURED else TOKEN


@dataclass(frozen=True, eq=False)
class Case:
    """One request. `by` are those of our own contestants that answer it; others may answer any.

    `target` follows `/system/webdev/<project>/api`. `conditional` sends the ETag that an earlier answer gave.
    """

    name: str
    group: str
    by: tuple[str, ...]
    method: str
    target: str
    body: Any = None
    status: int = 200
    results: int | None = None
    authorized: bool = True
    conditional: bool = False

    def headers(self, token: str) -> dict[str, str]:
        found = {"Authorization": f"Bearer {token}"} if self.authorized else {}
        return found | {"Content-Type": "application/json"} if self.body is not None else found

    @property
    def content(self) -> str | None:
        return None if self.body is None else json.dumps(self.body)


def url_path(tag: str) -> str:
    provider, _, rest = tag[1:].partition("]")
    return f"/tags/{quote(provider)}/{quote(rest)}"


def read(count: int, by: tuple[str, ...]) -> Case:
    return Case(f"read {count}", "read", by, "POST", "/read", {"paths": READ[:count]}, results=count)


def write(count: int) -> Case:
    writes = [{"path": path, "value": 40 + number} for number, path in enumerate(WRITE[:count])]
    return Case(f"write {count}", "write", (MINIMAL, API), "POST", "/write", {"writes": writes}, results=count)


def _history(name: str, by: tuple[str, ...], start: int) -> Case:
    target = f"/history?path={quote(DAY_TAG)}&startDate={start}&endDate={start + DAY - 1}"
    return Case(name, "history", by, "GET", target, results=DAY_ROWS)


ONE = url_path(READ[0])
GET_ONE = Case("get 1", "read", ALL, "GET", ONE)
READ_1 = read(1, (BARE, LEAST, MINIMAL, API))
READ_100 = read(100, (LEAST, MINIMAL, API, SECURED))
CLOSE = (GET_ONE, READ_100)
READ_500 = read(500, (MINIMAL, API))
WRITE_1, WRITE_50 = write(1), write(50)
# An end that lies only now behind makes the API ask the historian each time; a day later it answers from memory.
HISTORY_DAY = _history("history 288", (MINIMAL, API), STARTED - DAY)
KEPT_DAY = _history("history 288 kept", (BARE, LEAST, API), STARTED - 2 * DAY)
LONG = f"/history?path={quote(LONG_TAG)}&startDate={STARTED - DAY}&endDate={STARTED + DAY}&limit={LONG_ROWS}"
BROWSE = Case("browse 1000", "browse", (BARE, LEAST, MINIMAL, API), "GET",
              f"/browse?path={quote(LISTED)}&limit={LISTED_TAGS}", results=LISTED_TAGS)
NOT_MODIFIED = Case("304", "refusals", (API,), "GET", ONE, status=304, conditional=True)
UNAUTHORIZED = Case("401", "refusals", (API,), "GET", ONE, status=401, authorized=False)

BATCH_READS = 20
BATCH = Case(f"batch {BATCH_READS}", "read", (API,), "POST", "/batch",
             {"requests": [{"id": str(number), "method": "GET", "path": url_path(path)}
                           for number, path in enumerate(READ[:BATCH_READS])]}, results=BATCH_READS)

CASES = (GET_ONE, READ_1, READ_100, READ_500, BATCH, WRITE_1, WRITE_50, BROWSE, HISTORY_DAY, KEPT_DAY, NOT_MODIFIED,
         UNAUTHORIZED)


def tag_export() -> dict[str, Any]:
    """All tags of all cases, to be imported at the root of the provider."""
    listed = [_tag(f"T{number:03}", number) for number in range(LISTED_TAGS)]
    history = [_tag(path.rpartition("/")[2], 0) for path in RECORDED]
    folders = [_folder("Read", list(_named(READ))), _folder("Write", list(_named(WRITE, "Float8"))),
               _folder("Listed", listed), _folder("History", history)]
    return {"name": "", "tagType": "Provider", "tags": [_folder("Bench", folders)]}


def _named(paths: list[str], kind: str | None = None) -> Iterator[dict[str, Any]]:
    for number, path in zip(itertools.count(), paths):
        tag = _tag(path.rpartition("/")[2], number)
        yield tag if kind is None else tag | {"dataType": kind, "value": 0.0}


def _tag(name: str, number: int) -> dict[str, Any]:
    kind, value = KINDS[number % len(KINDS)]
    return {"name": name, "tagType": "AtomicTag", "valueSource": "memory", "dataType": kind, "value": value(number)}


def _folder(name: str, tags: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": name, "tagType": "Folder", "tags": tags}
