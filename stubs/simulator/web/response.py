"""The answer to a request, as Ignition's Response shows it: as properties and with getters."""
import array
import re

from simulator import jsoncodec

CHARSET = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)


class Response(object):
    def __init__(self, sent, received):
        self._body = received.body
        self.statusCode = received.status
        self.url = sent.url
        self.headers = {}
        for name, value in received.headers:
            self.headers.setdefault(name.lower(), []).append(value)

    @property
    def body(self):
        """A Java byte[]."""
        return array.array("b", self._body)

    @property
    def text(self):
        found = CHARSET.search(self.headers.get("content-type", [""])[0])
        return self._body.decode(found.group(1) if found else "utf-8", "replace")

    @property
    def json(self):
        return jsoncodec.decode(self.text)

    @property
    def good(self):
        return 200 <= self.statusCode < 300

    @property
    def clientError(self):
        return 400 <= self.statusCode < 500

    @property
    def serverError(self):
        return 500 <= self.statusCode < 600


def _offer(getter, name):
    setattr(Response, getter, lambda self: getattr(self, name))


for _name in ("statusCode", "url", "headers", "body", "text", "json"):
    _offer("get" + _name[0].upper() + _name[1:], _name)
for _name in ("good", "clientError", "serverError"):
    _offer("is" + _name[0].upper() + _name[1:], _name)
