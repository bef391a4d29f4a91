"""From a path to a project's resource. Knows no methods, requests or replies."""

PREFIX = [u"", u"system", u"webdev"]
INDEX = u"index.html"


class Route(object):
    """`project` is the name in the URL; `resource` None where nothing answers."""

    def __init__(self, project, resource=None, segments=(), depth=0):
        self.project = project
        self.resource = resource
        self.decoded = _joined(segments)
        self._depth = depth

    def remaining_path(self, servlet_request, options):
        """What follows the resource, with a leading slash, or None."""
        rest = self.decoded
        if options.remaining_path == "raw":
            rest = _joined(servlet_request.getRequestURI().split("/")[self._depth:])
        return None if rest == u"/" and options.remaining_slash == "none" else rest


def _joined(segments):
    return u"/" + u"/".join(segments) if segments else None


def project_name(path):
    """The project segment of a WebDev path, or None for any other path."""
    segments = path.split(u"/")
    if segments[:3] != PREFIX or len(segments) < 4 or not segments[3]:
        return None
    return segments[3]


def find(path, resources):
    """The route with the longest resource path that `path` begins with."""
    segments = path.split(u"/")
    project, rest = segments[3], segments[4:]
    if rest in ([], [u""]):
        return Route(project, resources.get(INDEX))
    for length in range(len(rest), 0, -1):
        resource = resources.get(u"/".join(rest[:length]))
        if resource is not None:
            return Route(project, resource, rest[length:], 4 + length)
    return Route(project)
