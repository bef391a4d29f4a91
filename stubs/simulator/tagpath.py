"""Reading a tag path as text: provider, names, selector, property. Knows no tags."""
from simulator.compat import STRINGS


class PathError(ValueError):
    """The path cannot name anything. `quality` is the name of the code that it gets."""

    def __init__(self, quality, message):
        ValueError.__init__(self, message)
        self.quality = quality
        self.message = message


class ParsedPath(object):
    """`selector` is the text inside the brackets after the last name (array index or quoted key)."""

    __slots__ = ("provider", "segments", "selector", "property")

    def __init__(self, provider, segments, selector=None, property_name=None):
        self.provider = provider
        self.segments = segments
        self.selector = selector
        self.property = property_name


def _split_provider(path, default_provider):
    if not path.startswith("["):
        return default_provider, path
    end = path.find("]")
    if end < 0:
        raise PathError("Error_InvalidPathSyntax", "Missing ] in path '%s'" % path)
    return path[1:end] or default_provider, path[end + 1:]


def _split_selector(rest, path):
    """(names, selector, property). Names hold no brackets or dots: the first of them ends the names."""
    bracket = rest.find("[")
    dot = rest.find(".", rest.rfind("/") + 1)
    if bracket >= 0 and (dot < 0 or bracket < dot or "/" in rest[bracket:]):
        end = rest.rfind("]")
        if end < bracket:
            raise PathError("Error_InvalidPathSyntax", "Missing ] in path '%s'" % path)
        tail = rest[end + 1:]
        return rest[:bracket], rest[bracket + 1:end], tail[1:] if tail.startswith(".") else None
    if dot >= 0:
        return rest[:dot], None, rest[dot + 1:]
    return rest, None, None


def parse(path, default_provider=None, tolerant=False):
    """The parts of `path`; PathError if it has no provider or is no path at all."""
    if not isinstance(path, STRINGS):
        raise PathError("Error_InvalidPathSyntax", "Not a tag path: %s" % (path,))
    provider, rest = _split_provider(path, default_provider)
    if provider is None:
        raise PathError("Bad_NotFound", "Path '%s' has no provider and there is no default provider." % path)
    names, selector, property_name = _split_selector(rest, path)
    segments = names.split("/") if names else []
    if tolerant:
        segments = [segment for segment in segments if segment]
    return ParsedPath(provider, segments, selector, property_name)
