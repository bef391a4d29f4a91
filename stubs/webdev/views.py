"""What a handler gets as servletRequest and servletResponse: the container's objects as the profile has them.

Profile 8.3 has servlet 6, which dropped methods that 8.1's servlet API still has.
"""

from webdev import throwables

DROPPED = {
    "8.1": (),
    "8.3": ("encodeUrl", "encodeRedirectUrl", "isRequestedSessionIdFromUrl", "requestedSessionIdFromUrl",
            "getRealPath"),
}
STREAMS = ("getOutputStream", "getWriter", "outputStream", "writer")


class View(object):
    """Forwards everything to a servlet object, real or pure Python; bean properties included."""

    def __init__(self, target, profile):
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "_dropped", DROPPED[profile])
        object.__setattr__(self, "_profile", profile)

    def __getattr__(self, name):
        if name in self._dropped:
            raise AttributeError("'%s' has no attribute '%s' in servlet 6" % (type(self).__name__, name))
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        setattr(self._target, name, value)


class RequestView(View):
    """The servletRequest of a handler. Nobody has seen WebDev allow asynchronous answers."""

    def startAsync(self, *arguments):
        raise throwables.illegal_state("!asyncSupported")

    def isAsyncSupported(self):
        return False


class ResponseView(View):
    """The servletResponse of a handler; remembers that a stream was asked for."""

    def __init__(self, target, profile):
        View.__init__(self, target, profile)
        object.__setattr__(self, "_streams", [])

    def __getattr__(self, name):
        if name in STREAMS:
            self._streams.append(name)
        return View.__getattr__(self, name)

    def setStatus(self, status, *message):
        if message and self._profile == "8.3":
            raise TypeError("setStatus(): expected 1 args; got 2")
        self._target.setStatus(status, *message)


def streamed(view):
    """Whether the handler asked for the output stream or the writer."""
    return bool(view._streams)
