"""What a handler gets as servletRequest and servletResponse: the container's objects as the profile has them.

Profile 8.3 has servlet 6, which dropped methods that 8.1's servlet API still has.
"""

from webdev import throwables

DROPPED = {
    "8.1": (),
    "8.3": ("encodeUrl", "encodeRedirectUrl", "isRequestedSessionIdFromUrl", "requestedSessionIdFromUrl",
            "getRealPath"),
}
# PERF: found once for each request, because handlers ask for them a dozen times
KEPT = ("getHeaders", "setHeader")
STREAMS = ("getOutputStream", "getWriter", "outputStream", "writer")
WATCHED = frozenset(KEPT + STREAMS + DROPPED["8.3"])


class View(object):
    """Forwards everything to a servlet object, real or pure Python; bean properties included.

    Remembers that a stream was asked for.
    """

    def __init__(self, target, profile):
        own = self.__dict__  # PERF: 0.4 us, where update() with named values takes 1.2 us
        own["_target"] = target
        own["_profile"] = profile
        own["_streams"] = []

    def __getattr__(self, name):
        if name not in WATCHED:
            return getattr(self._target, name)
        if name in DROPPED[self._profile]:
            raise AttributeError("'%s' has no attribute '%s' in servlet 6" % (type(self).__name__, name))
        if name in STREAMS:
            self._streams.append(name)
        found = getattr(self._target, name)
        if name in KEPT:
            self.__dict__[name] = found
        return found

    def __setattr__(self, name, value):
        setattr(self._target, name, value)


class RequestView(View):
    """The servletRequest of a handler. Nobody has seen WebDev allow asynchronous answers."""

    def startAsync(self, *arguments):
        raise throwables.illegal_state("!asyncSupported")

    def isAsyncSupported(self):
        return False


class ResponseView(View):
    """The servletResponse of a handler."""

    def setStatus(self, status, *message):
        if message and self._profile == "8.3":
            raise TypeError("setStatus(): expected 1 args; got 2")
        self._target.setStatus(status, *message)


def target(view):
    """The container's own object behind a view."""
    return view._target


def streamed(view):
    """Whether the handler asked for the output stream or the writer."""
    return bool(view._streams)
