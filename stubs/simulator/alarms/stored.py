"""An alarm event as a JSON text, for a journal, and back."""
import json

from java.util import UUID, Date
from simulator.alarms.event import Event
from simulator.alarms.properties import ACK, ACTIVE, CLEAR, PRIORITY, EventData, QualifiedPath
from simulator.alarms.settings import Settings
from simulator.compat import INTEGERS, STRINGS
from simulator.values import JavaEnum

_LAST = {kind.name(): kind for kind in (ACTIVE, CLEAR, ACK)}
_SCALARS = (type(None), bool, float) + INTEGERS + STRINGS
_PARTS = ("active", "cleared", "acked")
_SETTINGS = {}


def text_of(event):
    found = {"id": str(event.id), "source": event.source, "described": event.settings.described,
             "needs_ack": event.needs_ack, "last": event.last.name()}
    for part in _PARTS:
        data = getattr(event, part)
        # The first property, the time, is made anew of the milliseconds.
        found[part] = data and [data.getTimeStamp(), [[name, _kept(value)] for name, value in data.pairs()[1:]]]
    # What JSON has no form for stays a text, as in a column of a database.
    return json.dumps(found, sort_keys=True, default=str)


def event_of(text):
    found = json.loads(text)
    event = Event(found["source"], _settings(found["described"]))
    event.id = UUID.fromString(found["id"])
    event.needs_ack = found["needs_ack"]
    event.last = _LAST[found["last"]]
    for part in _PARTS:
        kept = found[part]
        if kept is not None:
            setattr(event, part, EventData(kept[0], [(name, _given(*value)) for name, value in kept[1]]))
    return event


def _settings(described):
    key = json.dumps(described, sort_keys=True)
    if key not in _SETTINGS:
        _SETTINGS[key] = Settings(described, lambda problem: None)
    return _SETTINGS[key]


def _kept(value):
    if isinstance(value, _SCALARS):
        return ["value", value]
    if isinstance(value, JavaEnum):
        return ["priority", value.name()]
    if isinstance(value, QualifiedPath):
        return ["path", str(value)]
    if isinstance(value, Date):
        return ["date", value.getTime()]
    return ["value", str(value)]


def _given(kind, value):
    return {"priority": PRIORITY.get, "path": QualifiedPath, "date": Date}.get(kind, lambda same: same)(value)
