"""A client for tests: requests in process, through the simulated WebDev module.

Python 2 and 3: the tests of shipped code run on both.
"""

import json

from webdev import servlet

BASE = "/system/webdev/%s/api"


class Answer(object):
    """status, headers (lower case name to value; the last one wins), body bytes."""

    def __init__(self, response):
        self.status = response.status
        self.header_list = [(name, value) for name, value in response.headers]
        self.headers = dict((name.lower(), value) for name, value in self.header_list)
        self.body = bytes(response.body)

    def json(self):
        """The body, decoded strictly: duplicate members, NaN and bad UTF-8 fail."""
        text = self.body.decode("utf-8")
        return json.loads(text, object_pairs_hook=unique, parse_constant=refuse)

    @property
    def code(self):
        return self.json()["code"]


def unique(pairs):
    assert len(dict(pairs)) == len(pairs), "the same member twice"
    return dict(pairs)


def refuse(name):
    raise AssertionError("%s is not JSON" % name)


class Client(object):
    """Calls one project of a webdev.Host with one token."""

    def __init__(self, host, project="demo", token=None):
        self.host = host
        self.project = project
        self.token = token

    def request(self, method, path, headers=(), body=b"", params=(), scheme="http", remote_addr="127.0.0.1"):
        """`headers` and `params` are lists of pairs, `body` bytes; an Authorization header comes from the token."""
        sent = list(headers)
        if self.token and not any(name.lower() in ("authorization", "x-api-key") for name, value in sent):
            sent.append(("Authorization", "Bearer " + self.token))
        if body or method in ("POST", "PUT", "PATCH"):
            if not any(name.lower() == "content-length" for name, value in sent):
                sent.append(("Content-Length", str(len(body))))
        uri = BASE % self.project + path
        if params:
            uri += "?" + "&".join("%s=%s" % (quoted(name), quoted(value)) for name, value in params)
        request = servlet.Request(method, uri, headers=sent, body=body, remote_addr=remote_addr, scheme=scheme)
        response = servlet.Response()
        self.host.handle(request, response)
        return Answer(response)

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, value, **options):
        return self.send("POST", path, value, **options)

    def put(self, path, value, **options):
        return self.send("PUT", path, value, **options)

    def send(self, method, path, value, headers=(), **options):
        """Send a value as a JSON body."""
        sent = [("Content-Type", "application/json")] + list(headers)
        return self.request(method, path, headers=sent, body=json.dumps(value).encode("utf-8"), **options)


def quoted(text):
    safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
    return "".join(
        chr(octet) if chr(octet) in safe else "%%%02X" % octet for octet in bytearray(text.encode("utf-8")))
