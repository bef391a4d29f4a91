"""HttpServletResponse in pure Python: status, headers, buffering, commit. Knows nothing of WebDev.

A front end passes `sink`, with start(status, headers) and write(bytes); without one the body is kept.
"""

import re

from webdev import throwables
from webdev.beans import Bean
from webdev.compat import java_text, text_type
from webdev.cookies import set_cookie
from webdev.pages import REASONS, error_page
from webdev.servlet_request import ASSUMED_CHARSET, charset_of, media_type
from webdev.streams import OutputStream, Writer

BUFFER_SIZE = 32768
BODILESS = (204, 304)
INFERRED_CHARSET = {"text/html": "utf-8", "text/xml": "utf-8", "application/xhtml+xml": "utf-8"}
# Jetty's resetContent: what described the lost body goes, other headers stay
CONTENT_HEADERS = ("content-type", "content-length", "content-encoding", "content-language", "content-range",
                   "content-md5", "content-location", "transfer-encoding", "cache-control", "last-modified",
                   "expires", "vary", "etag")
UNSAFE_IN_NAME = re.compile(u"[\r\n:]|[^\x00-\xff]")
UNSAFE_IN_VALUE = re.compile(u"[\r\n]|[^\x00-\xff]")


class Response(Bean):
    """One response. After finish(): `status`, `headers` as a list of (name, value), `body` as bytes."""

    def __init__(self, request=None, sink=None):
        self._request = request
        self._sink = sink
        self._status = 200
        self._headers = []
        self._buffer = []
        self._size = 0
        self._sent = []
        self._committed = False
        self._closed = False
        self._output = None
        self._charset = None

    @property
    def headers(self):
        return list(self._headers)

    @property
    def body(self):
        """Everything that went out or is about to, as the client would see it."""
        return b"" if self._bodiless() else b"".join(self._sent + self._buffer)

    @property
    def finished(self):
        """Whether all of it has gone out."""
        return self._closed

    # status and headers

    def getStatus(self):
        return self._status

    def setStatus(self, status, message=None):
        if not self._committed:
            self._status = int(status)

    def setHeader(self, name, value):
        if self._committed:
            return
        self._drop(name)
        if value is not None:
            self._add(name, value)

    def addHeader(self, name, value):
        if not self._committed and value is not None:
            self._add(name, value)

    def setIntHeader(self, name, value):
        self.setHeader(name, text_type(int(value)))

    def addIntHeader(self, name, value):
        self.addHeader(name, text_type(int(value)))

    def containsHeader(self, name):
        return bool(self.getHeaders(name))

    def getHeader(self, name):
        values = self.getHeaders(name)
        return values[0] if values else None

    def getHeaders(self, name):
        return [value for known, value in self._headers if known.lower() == name.lower()]

    def getHeaderNames(self):
        names = []
        for name, _ in self._headers:
            if name.lower() not in [known.lower() for known in names]:
                names.append(name)
        return names

    def addCookie(self, cookie):
        self.addHeader("Set-Cookie", set_cookie(cookie))
        # Jetty: so that no cache keeps it
        if not self.containsHeader("Expires"):
            self.addHeader("Expires", "Thu, 01 Jan 1970 00:00:00 GMT")

    def getContentType(self):
        return self.getHeader("Content-Type")

    def setContentType(self, content_type):
        self.setHeader("Content-Type", content_type)

    def setContentLength(self, length):
        self.setHeader("Content-Length", text_type(int(length)))

    setContentLengthLong = setContentLength

    def getCharacterEncoding(self):
        kind = media_type(self.getContentType())
        return (charset_of(self.getContentType()) or self._charset or ASSUMED_CHARSET.get(kind)
                or INFERRED_CHARSET.get(kind) or "iso-8859-1")

    def setCharacterEncoding(self, charset):
        self._charset = charset
        if self.getContentType():
            self.setContentType(self.getContentType().partition(";")[0] + ";charset=" + charset)

    # the body

    def getOutputStream(self):
        if isinstance(self._output, Writer):
            raise throwables.illegal_state("WRITER")
        if self._output is None:
            self._output = OutputStream(self)
        return self._output

    def getWriter(self):
        if isinstance(self._output, OutputStream):
            raise throwables.illegal_state("STREAM")
        if self._output is None:
            self._output = Writer(self, self._named_charset())
        return self._output

    def isStreaming(self):
        return isinstance(self._output, OutputStream)

    def getBufferSize(self):
        return BUFFER_SIZE

    def isCommitted(self):
        return self._committed

    def flushBuffer(self):
        self._commit()
        content, self._buffer = b"".join(self._buffer), []
        self._size = 0
        if self._sink is None:
            self._sent.append(content)
        else:
            self._sink.write(b"" if self._bodiless() else content)

    def resetBuffer(self):
        if self._committed:
            raise throwables.illegal_state("Committed")
        self._buffer, self._size = [], 0

    def reset(self):
        self.resetBuffer()
        self._status, self._headers, self._output, self._charset = 200, [], None, None

    # instead of an answer

    def sendError(self, status, message=None):
        """Jetty's HTML error page, after which nothing more can be written."""
        self.resetBuffer()
        for name in CONTENT_HEADERS:
            self._drop(name)
        self._status = int(status)
        self._output = None
        self._add("Cache-Control", "must-revalidate,no-cache,no-store")
        self._add("Content-Type", "text/html;charset=iso-8859-1")
        path = self._request.getRequestURI() if self._request is not None else u""
        page = error_page(self._status, java_text(message or REASONS.get(status, "")), path)
        self._append(page.encode("latin-1", "replace"))
        self.finish()

    def sendRedirect(self, location):
        self.resetBuffer()
        self._status = 302
        self.setHeader("Location", location)
        self.finish()

    def encodeURL(self, url):
        return url

    def encodeRedirectURL(self, url):
        return url

    def encodeUrl(self, url):
        return url

    def encodeRedirectUrl(self, url):
        return url

    def finish(self):
        """What the container does when the servlet returns: content length, commit, flush."""
        if not self._committed and not self.containsHeader("Content-Length") and self._status not in BODILESS:
            self._add("Content-Length", text_type(self._size))
        self.flushBuffer()
        self._closed = True

    def _named_charset(self):
        charset = self.getCharacterEncoding()
        content_type = self.getContentType()
        if content_type and not charset_of(content_type) and media_type(content_type) not in ASSUMED_CHARSET:
            self.setContentType(content_type + ";charset=" + charset)
        return charset

    def _append(self, content):
        # Jetty drops what is written after sendError or close
        if self._closed:
            return
        self._buffer.append(content)
        self._size += len(content)
        if self._size > BUFFER_SIZE:
            self.flushBuffer()

    def _commit(self):
        if not self._committed:
            self._committed = True
            if self._sink is not None:
                self._sink.start(self._status, self._headers)

    def _bodiless(self):
        head = self._request is not None and self._request.getMethod() == "HEAD"
        return head or self._status in BODILESS

    def _add(self, name, value):
        value = value if isinstance(value, (text_type, str)) else text_type(value)
        # Jetty's generator: no header can be split, and none leaves Latin-1
        self._headers.append((UNSAFE_IN_NAME.sub(u"?", java_text(name)), UNSAFE_IN_VALUE.sub(u" ", java_text(value))))

    def _drop(self, name):
        self._headers = [(known, value) for known, value in self._headers if known.lower() != name.lower()]
