"""User sources: users with their passwords and roles."""
import threading

from java.lang import IllegalArgumentException


class Source(object):
    """What getUserSources tells of a user source."""

    def __init__(self, name):
        self.name = name
        self.description = ""
        self.type = "INTERNAL"


class Users(object):
    def __init__(self, options):
        self._options = options
        self._sources = {}
        self._lock = threading.Lock()

    def add_source(self, name):
        with self._lock:
            self._sources.setdefault(name, {})

    def add_user(self, source, name, password, roles=()):
        """Also replaces a user, and makes the source."""
        self.add_source(source)
        with self._lock:
            self._sources[source][name.lower()] = (password, tuple(roles))

    def remove_user(self, source, name):
        with self._lock:
            del self._sources[source][name.lower()]

    def sources(self):
        return [Source(name) for name in sorted(self._sources)]

    def roles(self, source, name, password):
        """The roles of a user; None where name or password is wrong."""
        users = self._sources.get(source)
        if users is None:
            if self._options.unknown_user_source == "raise":
                raise IllegalArgumentException("User source '%s' does not exist." % source)
            return None
        if not name or not password:
            return None
        # Ignition's internal user sources do not tell Ann from ann.
        found = users.get(name.lower())
        return found[1] if found and found[0] == password else None
