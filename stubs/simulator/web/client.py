"""What system.net.httpClient gives: requests now or as a promise; 4xx and 5xx are answers, not errors."""
import json

from java.lang import IllegalArgumentException, UnsupportedOperationException
from simulator.compat import STRINGS, TEXT, text
from simulator.web import Sent
from simulator.web.promise import Promise
from simulator.web.response import Response

try:
    from urllib.parse import urlencode, urljoin
except ImportError:
    from urllib import urlencode

    from urlparse import urljoin

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE")
POLICIES = ("NEVER", "NORMAL", "ALWAYS")
VERSIONS = ("HTTP_1_1", "HTTP_2")
REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 5
# java.net.http refuses to let a caller set these.
RESTRICTED = ("connection", "content-length", "expect", "host", "upgrade")


class Client(object):
    """`unsimulated`: {argument: value} of what is not simulated, and refused when it is given."""

    def __init__(self, web, timeout, bypass, redirects, version, unsimulated):
        _refuse(unsimulated)
        if bypass is None:
            # Sources disagree about the default: nobody may rely on it.
            raise UnsupportedOperationException("Say bypass_cert_validation=True or False.")
        if bypass:
            raise UnsupportedOperationException("bypass_cert_validation=True is not simulated.")
        if redirects not in POLICIES or version not in VERSIONS:
            raise IllegalArgumentException("No enum constant for %s or %s" % (redirects, version))
        self._web = web
        self._timeout = timeout
        self._redirects = redirects
        self._version = version

    def getConnectTimeout(self):
        return self._timeout

    def getRedirectPolicy(self):
        return self._redirects

    def getVersion(self):
        return self._version

    def request(self, url, method="GET", **options):
        return self._prepared(method, url, **options)()

    def requestAsync(self, url, method="GET", **options):
        return Promise(self._prepared(method, url, **options))

    def _prepared(self, method, url, params=None, data=None, file=None, headers=None, username=None, password=None,
                  timeout=60000):
        """The request as a function that makes it; what is wrong with it is told at once."""
        _refuse({"file": file, "username": username, "password": password})
        if not url.startswith(("http://", "https://")):
            raise IllegalArgumentException("invalid URI scheme %s" % url.partition(":")[0])
        body, kind = _body(data)
        given = _headers(headers or {}, kind)
        if params:
            url += ("&" if "?" in url else "?") + urlencode(params)
        return lambda: self._followed(Sent(method, url, given, body), timeout / 1000.0)

    def _followed(self, sent, seconds):
        for _ in range(MAX_REDIRECTS):
            received = self._web.exchange(sent, seconds)
            response = Response(sent, received)
            target = response.headers.get("location", response.headers.get("Location"))
            if received.status not in REDIRECTS or not target or not self._follows(sent.url, target[0]):
                return response
            sent = _redirected(sent, received.status, target[0])
        return response

    def _follows(self, url, target):
        downgrade = url.startswith("https:") and urljoin(url, target).startswith("http:")
        return self._redirects == "ALWAYS" or (self._redirects == "NORMAL" and not downgrade)


def _redirected(sent, status, target):
    keeps = status in (307, 308) or sent.method in ("GET", "HEAD")
    return Sent(sent.method if keeps else "GET", urljoin(sent.url, target), sent.headers.items(),
                sent.body if keeps else None)


def _refuse(options):
    given = sorted(name for name, value in options.items() if value is not None)
    if given:
        raise UnsupportedOperationException("Not simulated: %s" % ", ".join(given))


def _body(data):
    """(bytes, content type) of what a script passes as `data`."""
    if data is None:
        return None, None
    if isinstance(data, dict):
        return json.dumps(data).encode("utf-8"), "application/json"
    if isinstance(data, STRINGS) or isinstance(data, TEXT):
        return text(data).encode("utf-8"), "text/plain; charset=UTF-8"
    return bytes(data), "application/octet-stream"


def _headers(headers, kind):
    found = [(name, "%s" % value) for name, value in headers.items()]
    for name, value in found:
        if name.lower() in RESTRICTED:
            raise IllegalArgumentException('restricted header name: "%s"' % name)
        if "\r" in value or "\n" in value:
            raise IllegalArgumentException('invalid header value: "%s"' % name)
    if kind and not any(name.lower() == "content-type" for name, _ in found):
        found.append(("Content-Type", kind))
    return found


def _offer(method):
    def now(self, url, params=None, data=None, file=None, headers=None, username=None, password=None, timeout=60000):
        return self._prepared(method, url, params, data, file, headers, username, password, timeout)()

    def later(self, url, params=None, data=None, file=None, headers=None, username=None, password=None, timeout=60000):
        return Promise(self._prepared(method, url, params, data, file, headers, username, password, timeout))

    setattr(Client, method.lower(), now)
    setattr(Client, method.lower() + "Async", later)


for _method in METHODS:
    _offer(_method)
