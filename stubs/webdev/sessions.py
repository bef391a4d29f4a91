"""The `session` dicts: one per client and project, found again by a cookie."""

import collections
import threading
import uuid

COOKIE = "JSESSIONID"
MOST = 10000


class Sessions(object):
    """Sessions of all projects. Only servlet methods are used, as cookie classes differ between profiles."""

    def __init__(self, clock, options):
        self._clock = clock
        self._options = options
        self._lock = threading.Lock()
        self._entries = collections.OrderedDict()

    def open(self, project, servlet_request, servlet_response):
        """(key, dict) of the client's session. Sets the cookie now if the options say so."""
        key = (project, _cookie(servlet_request))
        now = self._clock.now_millis()
        with self._lock:
            used, session = self._entries.pop(key, (0, None))
            if session is not None and now - used <= self._options.session_seconds * 1000:
                self._entries[key] = (now, session)
                return key, session
        key = (project, uuid.uuid4().hex)
        session = {}
        if self._options.session_cookie == "always":
            self._keep(key, session, servlet_response)
        return key, session

    def close(self, key, session, servlet_response):
        """Keeps a new session that the handler has put something into."""
        if session and key not in self._entries:
            self._keep(key, session, servlet_response)

    def _keep(self, key, session, servlet_response):
        with self._lock:
            if len(self._entries) >= MOST:
                self._entries.popitem(last=False)
            self._entries[key] = (self._clock.now_millis(), session)
        servlet_response.addHeader("Set-Cookie", "%s=%s; Path=/; HttpOnly" % (COOKIE, key[1]))


def _cookie(servlet_request):
    for pair in (servlet_request.getHeader("Cookie") or "").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == COOKIE:
            return value
    return None
