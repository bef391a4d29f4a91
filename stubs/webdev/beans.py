"""Java manners for the pure-Python servlet objects, as Jython shows them: bean properties, enumerations."""


class Bean(object):
    """`x.status = 201` calls setStatus, `x.method` calls getMethod, as Jython does for Java objects."""

    def __getattr__(self, name):
        if not name.startswith("_"):
            for prefix in ("get", "is"):
                getter = getattr(type(self), prefix + _capital(name), None)
                if getter is not None:
                    return getter(self)
        raise AttributeError("'%s' object has no attribute '%s'" % (type(self).__name__, name))

    def __setattr__(self, name, value):
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        setter = getattr(type(self), "set" + _capital(name), None)
        if setter is None:
            raise AttributeError("'%s' object has no attribute '%s'" % (type(self).__name__, name))
        setter(self, value)


class Enumeration(object):
    """java.util.Enumeration over a list; Jython iterates them too."""

    def __init__(self, items):
        self._items = iter(list(items))
        self._ahead = []

    def hasMoreElements(self):
        if not self._ahead:
            self._ahead.extend([item for item in [next(self._items, self)] if item is not self])
        return bool(self._ahead)

    def nextElement(self):
        if not self.hasMoreElements():
            raise StopIteration("no more elements")
        return self._ahead.pop()

    def __iter__(self):
        while self.hasMoreElements():
            yield self.nextElement()


def _capital(name):
    return name[:1].upper() + name[1:]
