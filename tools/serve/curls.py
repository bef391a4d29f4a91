"""The lines that `make run` prints: for every endpoint that the API declares, curl calls ready to paste."""

import json
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

PLANT = "[default]Plant"
SETPOINT = f"{PLANT}/Setpoint"
LEVEL = f"{PLANT}/Tank1/LevelSetpoint"
PRESSURE_LOW = "prov:default:/tag:Plant/Pressure:/alm:Low"
NEWEST = "the newest alarm"
FIRST_ID = r"""sed -n 's/.*"id":"\([^"]*\)".*/\1/p'"""


def encoded(path: str) -> str:
    return quote(path, safe="/")


def address(path: str) -> str:
    """A full tag path as the URL path of its endpoint: `[default]Plant/X` is `/tags/default/Plant/X`."""
    provider, _, rest = path[1:].partition("]")
    return f"/tags/{encoded(provider)}/{encoded(rest)}"


@dataclass(frozen=True)
class Example:
    """One call. `endpoint` is the path as the API declares it, `target` what follows the base URL."""

    title: str
    method: str
    endpoint: str
    target: str
    body: Any = None
    public: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    only_if_unchanged: bool = False
    show_headers: bool = False
    newest_alarm: str | None = None

    @property
    def declared(self) -> tuple[str, str]:
        return self.method, self.endpoint


EXAMPLES = [
    Example("Is the API alive", "GET", "/health", "/health", public=True),
    Example("Can it serve reads", "GET", "/health", "/health?ready", public=True),
    Example("Versions, limits, configuration problems", "GET", "/status", "/status"),
    Example("The default tags", "GET", "/tags", "/tags"),
    Example("Tags by name", "GET", "/tags",
            f"/tags?path={encoded(PLANT)}/Line1/Good&path={encoded(PLANT)}/Line1/Reject"),
    Example("One tag", "GET", "/tags/{tagPath}", address(f"{PLANT}/Temperature")),
    Example("Write one tag", "PUT", "/tags/{tagPath}", address(SETPOINT), {"value": 160}),
    Example("Write one tag, unless it changed since it was read", "PUT", "/tags/{tagPath}", address(SETPOINT),
            {"value": 165}, only_if_unchanged=True),
    Example("Write one tag, once: paste it twice and look for Idempotent-Replayed", "PUT", "/tags/{tagPath}",
            address(SETPOINT), {"value": 158}, headers={"Idempotency-Key": "example-1"}, show_headers=True),
    Example("Write one tag, named in the query", "PUT", "/tags", f"/tags?path={encoded(SETPOINT)}",
            {"value": 155}),
    Example("Read many tags", "POST", "/read", "/read",
            {"paths": [f"{PLANT}/Temperature", f"{PLANT}/Tank1/Level", f"{PLANT}/Line1/Shifts"]}),
    Example("Write many tags", "POST", "/write", "/write",
            {"writes": [{"path": SETPOINT, "value": 150}, {"path": LEVEL, "value": 60}]}),
    Example("Write many tags, all or none", "POST", "/write", "/write",
            {"writes": [{"path": SETPOINT, "value": 150}, {"path": LEVEL, "value": 50}], "atomic": True}),
    Example("The schema that every answer in XML keeps", "GET", "/schema/{file}", "/schema/api.xsd", public=True),
    Example("The description of the API, OpenAPI 3.0.3", "GET", "/openapi.json", "/openapi.json", public=True),
    Example("The plant's folders and tags", "GET", "/browse", f"/browse?path={encoded(PLANT)}"),
    Example("Alarms, newest first", "GET", "/alarms", "/alarms"),
    Example("Active alarms of the pumps, from High up", "GET", "/alarms",
            "/alarms?state=ActiveUnacked&state=ActiveAcked&priority=High&source=*Pump*"),
    Example("What happened to alarms in the last hour", "GET", "/alarms/journal", "/alarms/journal?startDate=-1h"),
    Example("Acknowledge the newest change of the setpoint", "POST", "/alarms/acknowledge", "/alarms/acknowledge",
            {"ids": [NEWEST], "notes": "meant"}, newest_alarm="/alarms?source=*Setpoint*&state=ClearUnacked&limit=1"),
    Example("Hide an alarm for ten minutes", "POST", "/alarms/shelve", "/alarms/shelve",
            {"paths": [PRESSURE_LOW], "minutes": 10}),
    Example("Several requests in one, the second only after the first", "POST", "/batch", "/batch",
            {"requests": [
                {"id": "set", "method": "PUT", "path": address(LEVEL), "body": {"value": 55}},
                {"id": "see", "method": "GET", "path": address(f"{PLANT}/Tank1/Level"), "after": "set"}]}),
    Example("Commands that may be run", "GET", "/cmd", "/cmd"),
    Example("Run a command: another rate of the line, checked on the tag", "POST", "/cmd", "/cmd",
            {"command": "setLineRate", "parameters": {"rate": 90}}),
    Example("Named queries that may be run", "GET", "/queries", "/queries"),
    Example("What the line made in each of the last eight hours", "GET", "/queries/{name}",
            "/queries/productionByHour?startDate=-8h"),
    Example("When it stood still, as CSV", "POST", "/queries/{name}", "/queries/downtime?format=csv",
            {"parameters": {"startDate": "-1d"}, "limit": 10000}),
    Example("Start a work order", "POST", "/cmd", "/cmd",
            {"command": "startWorkOrder", "parameters": {"order": 4711, "rate": 85}}),
    Example("Complete it", "POST", "/cmd", "/cmd",
            {"command": "completeWorkOrder", "parameters": {"order": 4711, "good": 1203, "reject": 18}}),
    Example("Work orders that are done", "GET", "/queries/{name}", "/queries/workOrders?state=completed"),
    Example("An endpoint of the site's own: effectiveness of the line in the last four hours", "GET", "/custom/oee",
            "/custom/oee?hours=4"),
    Example("Another one: set the line up for the next order", "POST", "/custom/changeover", "/custom/changeover",
            {"order": "4711", "rate": 85, "temperature": 150}),
    Example("Show it again", "POST", "/alarms/unshelve", "/alarms/unshelve", {"paths": [PRESSURE_LOW]}),
    Example("An hour of a tag, as it was stored", "GET", "/history",
            f"/history?path={encoded(PLANT)}/Temperature&startDate=-1h&limit=100"),
    Example("A day of two tags in hours: time-weighted averages", "GET", "/history",
            f"/history?path={encoded(PLANT)}/Temperature&path={encoded(PLANT)}/Pressure"
            "&startDate=-1d&interval=1h&aggregationMode=Average"),
    Example("The same as rows with qualities, asked in a body", "POST", "/history", "/history",
            {"paths": [f"{PLANT}/Temperature", f"{PLANT}/Pressure"], "startDate": "-1d", "interval": "1h",
             "returnFormat": "tall"}),
]


def preflight(origin: str) -> Example:
    """What a browser sends before it lets a page of `origin` write."""
    asked = {"Origin": origin, "Access-Control-Request-Method": "PUT",
             "Access-Control-Request-Headers": "authorization, content-type"}
    return Example("What a browser asks before a page may write (CORS preflight)", "OPTIONS",
                   "/tags/{tagPath}", address(SETPOINT), public=True, headers=asked, show_headers=True)


def line(example: Example, base: str, token: str) -> str:
    """The call as one line for a shell."""
    parts = ["curl", "-sS"]
    if example.show_headers:
        parts += ["-i"]
    if example.method != "GET":
        parts += ["-X", example.method]
    parts += _headers(example, token)
    if example.only_if_unchanged:
        parts += ["-H", f'"If-Match: {_present_state(example, base, token)}"']
    if example.body is not None:
        parts += ["-d", _body(example, base, token)]
    return " ".join([*parts, shlex.quote(base + example.target)])


def _headers(example: Example, token: str) -> list[str]:
    headers = dict(example.headers)
    if not example.public:
        headers["Authorization"] = f"Bearer {token}"
    if example.body is not None:
        headers["Content-Type"] = "application/json"
    return [part for name, value in headers.items() for part in ("-H", shlex.quote(f"{name}: {value}"))]


def _body(example: Example, base: str, token: str) -> str:
    text = shlex.quote(json.dumps(example.body))
    if example.newest_alarm is None:
        return text
    return text.replace(NEWEST, f"'{_newest_alarm(example, base, token)}'")


def _newest_alarm(example: Example, base: str, token: str) -> str:
    """A shell expression that reads the id of an alarm."""
    words = shlex.join(["-H", f"Authorization: Bearer {token}", f"{base}{example.newest_alarm}"])
    return f"$(curl -sS {words} | {FIRST_ID})"


def _present_state(example: Example, base: str, token: str) -> str:
    """A shell expression that reads the tag's ETag."""
    headers = shlex.join(["-H", f"Authorization: Bearer {token}", base + example.target])
    return f"$(curl -sSI {headers} | tr -d '\\r' | sed -n 's/^[Ee][Tt][Aa][Gg]: //p')"


def of(endpoints: Iterable[dict[str, Any]]) -> list[Example]:
    """The examples of declared endpoints."""
    declared = {(endpoint["method"], endpoint["path"]) for endpoint in endpoints}
    return [example for example in EXAMPLES if example.declared in declared]


def missing(endpoints: Iterable[dict[str, Any]]) -> list[str]:
    """The declared endpoints that no example calls."""
    covered = {example.declared for example in EXAMPLES}
    declared = [(endpoint["method"], endpoint["path"]) for endpoint in endpoints]
    return [" ".join(endpoint) for endpoint in declared if endpoint not in covered]
