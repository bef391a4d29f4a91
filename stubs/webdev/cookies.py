"""javax.servlet.http.Cookie in pure Python, and the header that Jetty makes of one."""

import time

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Cookie(object):
    """Its Java methods, as far as API code meets them."""

    def __init__(self, name, value):
        self._name, self._value = name, value
        self._path, self._max_age = None, -1
        self._http_only, self._secure = False, False

    def getName(self):
        return self._name

    def getValue(self):
        return self._value

    def getPath(self):
        return self._path

    def setPath(self, path):
        self._path = path

    def getMaxAge(self):
        return self._max_age

    def setMaxAge(self, seconds):
        self._max_age = seconds

    def isHttpOnly(self):
        return self._http_only

    def setHttpOnly(self, flag):
        self._http_only = flag

    def getSecure(self):
        return self._secure

    def setSecure(self, flag):
        self._secure = flag


def set_cookie(cookie):
    """The value of Set-Cookie."""
    parts = [u"%s=%s" % (cookie.getName(), cookie.getValue())]
    if cookie.getPath():
        parts.append(u"Path=" + cookie.getPath())
    if cookie.getMaxAge() >= 0:
        parts += [u"Expires=" + _expiry(cookie.getMaxAge()), u"Max-Age=%d" % cookie.getMaxAge()]
    parts += [u"Secure"] * bool(cookie.getSecure()) + [u"HttpOnly"] * bool(cookie.isHttpOnly())
    return u"; ".join(parts)


def _expiry(seconds):
    if seconds == 0:
        return u"Thu, 01-Jan-1970 00:00:00 GMT"
    at = time.gmtime(time.time() + seconds)
    # not strftime: names of days and months are English whatever the locale
    return u"%s, %02d-%s-%d %02d:%02d:%02d GMT" % (DAYS[at.tm_wday], at.tm_mday, MONTHS[at.tm_mon - 1], at.tm_year,
                                                   at.tm_hour, at.tm_min, at.tm_sec)
