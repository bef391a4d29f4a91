"""What a handler gets as servletRequest and servletResponse: the container's objects as the profile has them.

Profile 8.1 has the container's own. Profile 8.3 has servlet 6, which dropped methods that they still have.
"""

DROPPED = frozenset((
    "encodeUrl", "encodeRedirectUrl", "isRequestedSessionIdFromUrl", "requestedSessionIdFromUrl", "getRealPath"))


def as_servlet_6(arguments):
    """Puts views in the place of the servlet objects in a handler's request dict."""
    arguments["servletRequest"] = View(arguments["servletRequest"])
    arguments["servletResponse"] = ResponseView(arguments["servletResponse"])


class View(object):
    """Forwards everything to a servlet object, real or pure Python; bean properties included."""

    def __init__(self, target):
        self.__dict__["_target"] = target

    def __getattr__(self, name):
        if name in DROPPED:
            raise AttributeError("'%s' has no attribute '%s' in servlet 6" % (type(self).__name__, name))
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        setattr(self._target, name, value)


class ResponseView(View):
    """The servletResponse of a handler."""

    def setStatus(self, status, *message):
        if message:
            raise TypeError("setStatus(): expected 1 args; got 2")
        self._target.setStatus(status)
