"""HttpServletRequest in pure Python, with Jetty 9.4's reading of the URI. Knows nothing of WebDev."""

from webdev import throwables, uri
from webdev.beans import Bean, Enumeration
from webdev.compat import java_text, native_bytes, text_type
from webdev.cookies import Cookie
from webdev.streams import InputStream, Reader

DEFAULT_PORTS = {"http": 80, "https": 443}
ASSUMED_CHARSET = {"application/json": "UTF-8", "text/json": "UTF-8"}
FORM = "application/x-www-form-urlencoded"


class Request(Bean):
    """One request. `target` is the raw request target, `headers` a list of (name, value) as they came: where there is
    a body, Content-Length or Transfer-Encoding is among them.

    Raises uri.BadUri for what Jetty refuses before a servlet sees it.
    """

    def __init__(self, method, target, headers=(), body=b"", remote_addr="127.0.0.1", scheme="http",
                 secure=None, port=8088, server_name="localhost", remote_host=None, remote_port=50000,
                 protocol="HTTP/1.1", local_port=None):
        self._method = java_text(method)
        self._raw_path, self._query = uri.split(java_text(target))
        self._path = uri.decoded_path(self._raw_path)
        self._headers = [(java_text(name), java_text(value)) for name, value in headers]
        self._body = body if isinstance(body, bytes) else body.encode("utf-8")
        self._remote_addr, self._remote_port = java_text(remote_addr), remote_port
        self._remote_host = java_text(remote_host or remote_addr)
        self._scheme, self._protocol = java_text(scheme), java_text(protocol)
        self._secure = scheme == "https" if secure is None else secure
        self._server_name, self._port = java_text(server_name), port
        self._local_port = local_port or port
        self._attributes = {}
        self._encoding = None
        self._input = None
        self._parameter_map = None

    # the request line

    def getMethod(self):
        return self._method

    def getRequestURI(self):
        return self._raw_path

    def getRequestURL(self):
        port = u"" if self._port == DEFAULT_PORTS.get(self._scheme) else u":%d" % self._port
        return u"%s://%s%s%s" % (self._scheme, self._server_name, port, self._raw_path)

    def getQueryString(self):
        return self._query

    def getProtocol(self):
        return self._protocol

    def isAsyncSupported(self):
        return False

    def startAsync(self, *arguments):
        raise throwables.illegal_state("!asyncSupported")

    def getScheme(self):
        return self._scheme

    def isSecure(self):
        return self._secure

    def getContextPath(self):
        return u""

    def getServletPath(self):
        return u""

    def getPathInfo(self):
        return self._path

    # headers

    def getHeader(self, name):
        values = self._values(name)
        return values[0] if values else None

    def getHeaders(self, name):
        return Enumeration(self._values(name))

    def getHeaderNames(self):
        names = []
        for name, _ in self._headers:
            if name not in names:
                names.append(name)
        return Enumeration(names)

    def getIntHeader(self, name):
        value = self.getHeader(name)
        return -1 if value is None else int(value)

    def getContentType(self):
        return self.getHeader("Content-Type")

    def getContentLength(self):
        value = self.getHeader("Content-Length")
        return int(value) if value and value.strip().isdigit() else -1

    getContentLengthLong = getContentLength

    def getCharacterEncoding(self):
        assumed = ASSUMED_CHARSET.get(media_type(self.getContentType()))
        return self._encoding or charset_of(self.getContentType()) or assumed

    def setCharacterEncoding(self, encoding):
        self._encoding = encoding

    def getCookies(self):
        pairs = [pair.strip() for line in self._values("Cookie") for pair in line.split(";")]
        cookies = [Cookie(*pair.split("=", 1)) for pair in pairs if "=" in pair]
        return cookies or None

    # the body

    def getInputStream(self):
        return self._open(InputStream)

    def getReader(self):
        return self._open(Reader)

    def getParameter(self, name):
        values = self._parameters().get(name)
        return values[0] if values else None

    def getParameterValues(self, name):
        return self._parameters().get(name)

    def getParameterNames(self):
        return Enumeration(self._parameters())

    def getParameterMap(self):
        return dict(self._parameters())

    # the connection

    def getRemoteAddr(self):
        return self._remote_addr

    def getRemoteHost(self):
        return self._remote_host

    def getRemotePort(self):
        return self._remote_port

    def getRemoteUser(self):
        return None

    def getServerName(self):
        return self._server_name

    def getServerPort(self):
        return self._port

    def getLocalPort(self):
        return self._local_port

    # the rest

    def getAttribute(self, name):
        return self._attributes.get(name)

    def setAttribute(self, name, value):
        self._attributes[name] = value

    def removeAttribute(self, name):
        self._attributes.pop(name, None)

    def getAttributeNames(self):
        return Enumeration(self._attributes)

    def isRequestedSessionIdFromUrl(self):
        return False

    def getRealPath(self, path):
        return None

    def _values(self, name):
        return [value for known, value in self._headers if known.lower() == name.lower()]

    def _open(self, kind):
        if self._input is None:
            content = self._body
            if kind is Reader:
                content = content.decode(self.getCharacterEncoding() or "latin-1", "replace")
            self._input = kind(content)
        if not isinstance(self._input, kind):
            raise throwables.illegal_state("STREAMED" if kind is Reader else "READER")
        return self._input

    def _parameters(self):
        if self._parameter_map is None:
            pairs = uri.parameters(self._query)
            if self._input is None and media_type(self.getContentType()) == FORM:
                fields = native_bytes(self.getInputStream().readAllBytes())
                pairs += uri.parameters(fields.decode("latin-1"))
            self._parameter_map = {}
            for name, value in pairs:
                self._parameter_map.setdefault(name, []).append(value or text_type())
        return self._parameter_map


def media_type(content_type):
    """A Content-Type without its parameters, in lower case."""
    return (content_type or "").partition(";")[0].strip().lower()


def charset_of(content_type):
    """The charset parameter of a media type, or None."""
    for parameter in (content_type or "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower()
    return None
