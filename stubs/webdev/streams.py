"""The streams of the pure-Python servlet objects: one pair to read, one to write."""

from webdev.compat import integer_types, java_bytes, java_text, native_bytes, text_type

try:
    # on Jython, where other streams take nothing else
    from java.io import OutputStream as _JavaStream
except ImportError:
    _JavaStream = object


class InputStream(object):
    """ServletInputStream over a body that has arrived in full."""

    def __init__(self, body):
        self._bytes = java_bytes(body)
        self._position = 0

    def read(self, buffer=None, offset=0, length=None):
        """One byte as 0..255, or the number of bytes put into `buffer`; -1 at the end."""
        if buffer is None:
            taken = self._take(1)
            return taken[0] & 255 if taken else -1
        taken = self._take(len(buffer) - offset if length is None else length)
        buffer[offset:offset + len(taken)] = taken
        return len(taken) or -1

    def readAllBytes(self):
        return self._take(len(self._bytes))

    def available(self):
        return len(self._bytes) - self._position

    def isFinished(self):
        return not self.available()

    def close(self):
        pass

    def _take(self, count):
        taken = self._bytes[self._position:self._position + count]
        self._position += len(taken)
        return taken


class Reader(object):
    """BufferedReader over the body's text."""

    def __init__(self, text):
        self._text = text

    def readLine(self):
        if not self._text:
            return None
        line, _, self._text = self._text.partition(u"\n")
        return line.rstrip(u"\r")

    def read(self):
        character, self._text = self._text[:1], self._text[1:]
        return ord(character) if character else -1

    def close(self):
        pass


class OutputStream(_JavaStream):
    """ServletOutputStream."""

    def __init__(self, response):
        _JavaStream.__init__(self)
        self._response = response

    def write(self, data, offset=0, length=None):
        if isinstance(data, integer_types):
            content = native_bytes(bytearray([data & 255]))
        else:
            content = native_bytes(data)
        self._response._append(content[offset:] if length is None else content[offset:offset + length])

    def flush(self):
        self._response.flushBuffer()

    def close(self):
        self._response.finish()


class Writer(object):
    """PrintWriter in the response's charset."""

    def __init__(self, response, charset):
        self._response = response
        self._charset = charset

    def write(self, text):
        value = text if isinstance(text, (text_type, str)) else text_type(text)
        self._response._append(java_text(value).encode(self._charset, "replace"))

    def println(self, text=u""):
        self.write(text)
        self.write(u"\n")

    def append(self, text):
        self.write(text)
        return self

    def flush(self):
        self._response.flushBuffer()

    def close(self):
        self._response.finish()


# `def print` is not Python 2
setattr(Writer, "print", Writer.write)  # noqa: B010
