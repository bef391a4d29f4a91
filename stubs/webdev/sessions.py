"""The `session` dicts: one per client and project, found again by a cookie."""

from webdev.compat import random_hex

COOKIE = u"JSESSIONID"
NAME, ATTRIBUTES = COOKIE + u"=", u"; Path=/; HttpOnly"
MOST = 10000


class Sessions(object):
    """Sessions of all projects. Only servlet methods are used, as cookie classes differ between profiles."""

    def __init__(self, clock, options):
        self._clock = clock
        self._options = options
        self._entries = {}  # key: [last used, session]
        self._older = {}  # those that were there when the others were at their most

    def open(self, project, servlet_request, servlet_response):
        """(key, dict) of the client's session. Sets the cookie now if the options say so."""
        header = servlet_request.getHeader("Cookie")
        if header:
            key = (project, _cookie(header))
            session = self._known(key)
            if session is not None:
                return key, session
        key, session = (project, None), {}
        if self._options.session_cookie == "always":
            key = self._keep(project, session, servlet_response)
        return key, session

    def close(self, key, session, servlet_response):
        """Keeps a new session that the handler has put something into."""
        if key not in self._entries and key not in self._older:
            self._keep(key[0], session, servlet_response)

    def _known(self, key):
        entry = self._entries.get(key) or self._older.get(key)
        now = self._clock.now_millis()
        if entry is None or now - entry[0] > self._options.session_seconds * 1000:
            return None
        entry[0] = now
        return entry[1]

    def _keep(self, project, session, servlet_response):
        # PERF: no lock; each of these steps is one, and two threads that both begin anew do no harm
        if len(self._entries) >= MOST:
            self._older, self._entries = self._entries, {}
        key = (project, random_hex())
        self._entries[key] = [self._clock.now_millis(), session]
        servlet_response.addHeader("Set-Cookie", NAME + key[1] + ATTRIBUTES)
        return key


def _cookie(header):
    for pair in header.split(";"):
        name, _, value = pair.strip().partition("=")
        if name == COOKIE:
            return value
    return None
