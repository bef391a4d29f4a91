"""browseHistoricalTags: from the historians down to the tags, one level at a time."""
import fnmatch

from simulator import quality
from simulator.browse import Results
from simulator.compat import text


class Row(object):
    """A row of the answer: an object, not a dict as those of system.tag.browse."""

    def __init__(self, path, has_children):
        self._path = path
        self._has_children = has_children

    def getPath(self):
        return self._path

    def hasChildren(self):
        return self._has_children

    def getType(self):
        return "folder" if self._has_children else "tag"

    path = property(getPath)
    type = property(getType)


def page(providers, gateway, path, filters, most, continuation):
    rows = [row for row in _below(providers, gateway, path or "") if _matches(row, filters)]
    start = int(continuation or 0)
    end = start + int(most or len(rows))
    following = text(end) if end < len(rows) else None
    return Results(rows[start:end], len(rows), following, quality.code("Good"))


def _below(providers, gateway, path):
    found = {}
    for provider in providers:
        found.setdefault("histprov:%s" % provider.name, bool(provider.entries)) if not path else None
        for entry in list(provider.entries.values()):
            for shorter, longer in _steps(provider, gateway, entry):
                if shorter == path:
                    found[longer[0]] = found.get(longer[0], False) or longer[1]
    return [Row(text(name), found[name]) for name in sorted(found)]


def _steps(provider, gateway, entry):
    """(parent, (child, whether the child has children)) along the way to a series."""
    root = "histprov:%s" % provider.name
    driver = "%s:/drv:%s:%s" % (root, gateway, entry.provider)
    yield root, (driver, True)
    parent, names = driver, entry.tag.split("/")
    for place in range(len(names)):
        child = "%s:/tag:%s" % (driver, "/".join(names[:place + 1]))
        yield parent, (child, place + 1 < len(names))
        parent = child


def _matches(row, filters):
    name = row.getPath().rpartition("/")[2].lower()
    return not filters or any(fnmatch.fnmatchcase(name, pattern.lower()) for pattern in filters)
