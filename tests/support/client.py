"""A client for tests: requests in process, through the simulated WebDev module.

Python 2 and 3: the tests of shipped code run on both.
"""

import json

import simulator
from tests.support import canaries
from webdev import servlet

BASE = "/system/webdev/%s/api"
WITH_BODY = ("POST", "PUT", "PATCH")
# Called with (client, method, path, answer) for every answer: what must hold whatever a test is about.
WATCHERS = []


class Answer(object):
    """status, headers (lower case name to value; the last one wins), header_list, body bytes."""

    def __init__(self, status, header_list, body):
        self.status = status
        self.header_list = list(header_list)
        self.headers = dict((name.lower(), value) for name, value in self.header_list)
        self.body = bytes(body)

    def json(self):
        """The body, decoded strictly: duplicate members, NaN and bad UTF-8 fail."""
        return strict(self.body)

    @property
    def code(self):
        return self.json()["code"]

    def text(self):
        """All that the caller sees, for searching: status, headers, body."""
        head = "\n".join("%s: %s" % pair for pair in self.header_list)
        return "%d\n%s\n%s" % (self.status, head, self.body.decode("utf-8"))


def strict(body):
    return json.loads(body.decode("utf-8"), object_pairs_hook=unique, parse_constant=refuse)


def unique(pairs):
    assert len(dict(pairs)) == len(pairs), "the same member twice"
    return dict(pairs)


def refuse(name):
    raise AssertionError("%s is not JSON" % name)


class Client(object):
    """Calls one project of a webdev.Host with one token. `watched` is off where a test puts in its own endpoint."""

    watched = True

    def __init__(self, host, project="demo", token=None):
        self.host = host
        self.project = project
        self.token = token

    def request(self, method, path, headers=(), body=b"", params=(), scheme="http", remote_addr="127.0.0.1"):
        """`headers` and `params` are lists of pairs, `body` bytes; an Authorization header comes from the token.

        A parameter whose value is None is sent without `=`.
        """
        sent = list(headers)
        names = [name.lower() for name, value in sent]
        if self.token and "authorization" not in names and "x-api-key" not in names:
            sent.append(("Authorization", "Bearer " + self.token))
        if (body or method in WITH_BODY) and "content-length" not in names:
            sent.append(("Content-Length", str(len(body))))
        uri = BASE % self.project + path
        if params:
            uri += "?" + "&".join(pair(name, value) for name, value in params)
        # Several gateways may live in one test: this one's scripts must see their own.
        simulator.use(self.host.gateway)
        canaries.plant_credentials(sent)
        answer = self.exchange(method, uri, sent, body, remote_addr=remote_addr, scheme=scheme)
        canaries.see_answer(answer.status, answer.header_list, answer.body)
        for watch in WATCHERS if self.watched else ():
            watch(self, method, path, answer)
        return answer

    def exchange(self, method, uri, headers, body, **connection):
        """The Answer to a request as it is; other ways than in process override this."""
        response = servlet.exchange(self.host, method, uri, headers=headers, body=body, **connection)
        return Answer(response.getStatus(), response.headers, response.body)

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


def pair(name, value):
    return quoted(name) if value is None else "%s=%s" % (quoted(name), quoted(value))


def quoted(text):
    safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
    return "".join(
        chr(octet) if chr(octet) in safe else "%%%02X" % octet for octet in bytearray(text.encode("utf-8")))
