"""What holds for every answer, good or bad: the helpers that each test of an abuse case goes through."""

import contextlib
import os
import re
import time

from tests.support.product import TOKEN

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# What this process has worked, where there is such a clock: how busy the machine is must fail no test.
cpu_seconds = getattr(time, "process_time", None) or time.clock

# What takes quadratic time takes minutes on the inputs here; a slow machine does not take so long.
AGES = 20
TITLES = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    406: "Not Acceptable", 409: "Conflict", 412: "Precondition Failed", 413: "Content Too Large",
    415: "Unsupported Media Type", 422: "Unprocessable Content", 500: "Internal Server Error",
    502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
}
MEMBERS = ("type", "title", "status", "detail", "requestId", "error", "code")
CODE = re.compile(r"^[a-z][a-z0-9_]*\Z")

# Stack traces, files, class names, identity hashes; then SQL and addresses of databases.
INSIDES = re.compile(
    r"Traceback|\.py\b|\.java\b|File \\?\"|<module>|\bline [0-9]+, in |"
    r"\b(?:java|javax|jakarta|com\.inductiveautomation|org\.python)\.[a-z]|"
    r"[A-Za-z](?:Exception|Error)\b|NoneType|<type |<class | object at |0x[0-9a-fA-F]{5}|@[0-9a-f]{6,8}\b|"
    r"/usr/|/opt/|/home/|C:\\")
DATABASES = re.compile(r"\bselect\b.+\bfrom\b|\binsert into\b|jdbc:", re.IGNORECASE)


def clean(answer):
    """Nothing of the inside shows in what the caller gets; returns the answer."""
    seen = answer.text()
    found = INSIDES.search(seen) or DATABASES.search(seen)
    assert not found, "%r shows in %s" % (found.group(0), seen[:1000])
    assert ROOT not in seen
    assert TOKEN not in seen
    return answer


def answered(answer, status=200):
    """A good answer: status, strict JSON, headers; returns the body."""
    clean(answer)
    assert answer.status == status, answer.text()[:1000]
    assert answer.headers["content-type"].partition(";")[0] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-request-id"]
    return answer.json()


def refused(answer, status, code=None):
    """A problem document (RFC 9457) with that status; returns the document."""
    clean(answer)
    assert answer.status == status, answer.text()[:1000]
    assert answer.headers["content-type"].partition(";")[0] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    document = answer.json()
    assert set(MEMBERS) <= set(document)
    assert document["type"] == "about:blank"
    assert document["title"] == TITLES[status]
    assert document["status"] == status
    assert document["requestId"] == answer.headers["x-request-id"]
    assert document["detail"] and document["error"]
    assert CODE.match(document["code"])
    if code is not None:
        assert document["code"] == code, document
    return document


def settled(answer):
    """Not a failure of ours: a good answer or a problem of the caller's; returns the answer."""
    clean(answer)
    assert 200 <= answer.status < 500, answer.text()[:1000]
    if answer.status >= 400:
        refused(answer, answer.status)
    return answer


@contextlib.contextmanager
def unwritten(product):
    """Nothing is written meanwhile: no platform call that writes, and every tag as it was."""
    before, calls = values(product), product.gateway.calls.count("system.tag.writeBlocking")
    yield
    assert product.gateway.calls.count("system.tag.writeBlocking") == calls
    assert values(product) == before


def values(product):
    """{path: what the tag holds, as text} of every tag of the default provider."""
    provider = product.gateway.tags.tree.providers["default"]
    return dict((tag.path, "%s" % (tag.current,)) for tag in provider.tags_below())
