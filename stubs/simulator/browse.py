"""system.tag.browse: rows, filter, pages."""
import fnmatch

from simulator import properties, quality
from simulator.compat import text
from simulator.values import DATA_TYPES, TAG_TYPES

FILTER_KEYS = frozenset(["name", "dataType", "valueSource", "tagType", "typeId", "quality", "recursive",
                         "maxResults", "continuationPoint"])

ATOMIC_PROPERTIES = ("Value", "Quality", "Timestamp", "Name", "DataType", "Enabled", "TagGroup", "ReadOnly",
                     "CanRead", "CanWrite", "EngUnit", "EngLow", "EngHigh", "FormatString", "Tooltip",
                     "Documentation")


class Results(object):
    """What browse answers."""

    def __init__(self, rows, total, continuation, code):
        self._rows = rows
        self._total = total
        self._continuation = continuation
        self._code = code

    def getResults(self):
        return list(self._rows)

    def getReturnedSize(self):
        return len(self._rows)

    def getTotalAvailableSize(self):
        return self._total

    def getContinuationPoint(self):
        return self._continuation

    def getResultQuality(self):
        return self._code

    results = property(getResults)
    returnedSize = property(getReturnedSize)
    totalAvailableSize = property(getTotalAvailableSize)
    continuationPoint = property(getContinuationPoint)
    resultQuality = property(getResultQuality)


def row_of(node):
    row = {
        "fullPath": node.path_object(), "name": text(node.name), "tagType": TAG_TYPES[node.kind],
        "hasChildren": node.is_tag() or bool(node.children),
    }
    if node.is_tag():
        row["dataType"] = DATA_TYPES[node.data_type]
        row["valueSource"] = text(node.value_source)
    if node.kind in ("UdtInstance", "UdtType"):
        row["typeId"] = text(node.config.get("typeId") or "")
    return row


def _named_row(node, name, kind):
    path = node.path_object(name) if kind == "Property" else node.path_object()
    return {"fullPath": path, "name": text(name), "tagType": TAG_TYPES[kind], "hasChildren": False}


def rows_below(node, alarm_metrics):
    """One level: child nodes; for a tag its properties; for folders of 8.3 the Alarm Metrics node."""
    if node.is_tag():
        return [_named_row(node, name, "Property") for name in _properties_of(node)]
    rows = [row_of(child) for child in list(node.children.values())]
    if alarm_metrics and node.kind == "Folder":
        rows.append(_metrics_row(node))
    return rows


def _metrics_row(node):
    row = _named_row(node, "Alarm Metrics", "Folder")
    row["fullPath"] = type(row["fullPath"])(node.provider().name, node.segments() + ["Alarm Metrics"])
    row["hasChildren"] = True
    return row


def _properties_of(node):
    custom = [key for key in node.config if properties.canonical(key, {}) is None]
    return ATOMIC_PROPERTIES + tuple(sorted(custom))


def all_below(node, alarm_metrics):
    """Every node below, without the properties of tags."""
    for row in rows_below(node, alarm_metrics):
        yield row
    for child in list(node.children.values()):
        if not child.is_tag():
            for row in all_below(child, alarm_metrics):
                yield row


def _matches(row, wanted):
    for key in ("dataType", "valueSource", "tagType", "typeId"):
        asked = wanted.get(key)
        if asked is not None and str(row.get(key, "")).lower() != str(asked).lower():
            return False
    pattern = wanted.get("name")
    if pattern is None:
        return True
    # Of what fnmatch knows, only * and ? are wildcards here.
    return fnmatch.fnmatchcase(row["name"].lower(), text(pattern).lower().replace("[", "[[]"))


def page(rows, wanted, default_size):
    """The page that the filter asks for. The continuation point is the index of the next row, as text."""
    chosen = [row for row in rows if _matches(row, wanted)]
    start = int(wanted.get("continuationPoint") or 0)
    size = int(wanted.get("maxResults") or default_size or len(chosen))
    end = start + size
    following = text(end) if end < len(chosen) else None
    return Results(chosen[start:end], len(chosen), following, quality.code("Good"))
