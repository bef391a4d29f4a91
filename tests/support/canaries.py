"""A pytest plugin: what the tests make secret shows up nowhere, or the test during which it did fails.

Secret are the tokens, passwords and shared secrets that tests configure, and the credentials that they send. Searched
are the answers to every request of the tests' clients, the gateway log with its throwables, what goes into databases
and audit profiles, what a test prints, and what the servers that it starts print and log. What is meant to show, as a
key that is just minted, is never configured or sent by the same test, or the test has the mark `shows_secrets(why)`.
Python 2 and 3, pytest 4.6 and later.
"""

import base64
import json

import pytest

from simulator.audit import Audit
from simulator.compat import TEXT
from simulator.databases.connection import Connection
from simulator.log import Log
from simulator.tags import Tags
from simulator.users import Users
from simulator.vault import Vault

MARK = "shows_secrets(why): the test lets a secret be seen on purpose"
CONFIGURATION = "[default]Config/API/"
# In the documents of settings.
NAMES = ("clientSecret", "sharedSecret", "password")
# A shorter text is in some answer by chance.
LEAST = 10
CREDENTIALS = ("authorization", "x-api-key")
# So many bytes wait until they are searched.
BATCH = 4000000


class Watch(object):
    """The secrets of the tests of one file, and what was seen since it was last asked."""

    def __init__(self):
        self.file = None
        self.constants = {}
        self.secrets = {}
        self.seen = []
        self.size = 0
        self.found = []

    def plant(self, kind, text):
        """A text that must not be seen from now on; `kind` names it for people."""
        if isinstance(text, (TEXT, str)) and len(text.strip()) >= LEAST:
            self.secrets[octets(text.strip())] = kind

    def plant_for_all(self, kind, text):
        """As `plant`, for the tests of every file."""
        self.constants[octets(text)] = kind
        self.secrets[octets(text)] = kind

    def begin(self, file):
        """What another file made secret is of no interest here."""
        if file != self.file:
            self.file = file
            self.search()
            self.secrets = dict(self.constants)

    def see(self, place, content):
        """Content that somebody could read at that place; `content` is text or bytes."""
        content = octets(content)
        self.seen.append((place, content))
        self.size += len(content)
        if self.size > BATCH:
            self.search()

    def search(self):
        seen, self.seen, self.size = self.seen, [], 0
        for place, content in seen:
            for secret, kind in list(self.secrets.items()):
                if secret in content:
                    self.found.append("%s shows in %s: %r" % (kind, place, around(content, secret)))

    def take(self):
        """What was found since it was last asked."""
        self.search()
        found, self.found = self.found, []
        return found


WATCH = Watch()


def octets(content):
    if isinstance(content, bytes):
        return content
    # Half a surrogate pair is a text too.
    return content.encode("utf-8", "replace")


def around(content, secret):
    start = content.index(secret)
    return content[max(0, start - 60):start + len(secret) + 20]


def tee(owner, name, look):
    """Lets look(self, *arguments) see each call of a method before it is made."""
    real = getattr(owner, name)

    def called(self, *arguments, **options):
        look(self, *arguments, **options)
        return real(self, *arguments, **options)
    setattr(owner, name, called)


def plant_setting(tags, path, value, *more, **options):
    if path == CONFIGURATION + "ValidTokens" and isinstance(value, (TEXT, str)):
        for token in value.split(","):
            WATCH.plant("a token of ValidTokens", token)
    elif "%s" % path in (CONFIGURATION + "Issuers", CONFIGURATION + "Commands"):
        plant_members(value)


def plant_members(value):
    if isinstance(value, dict):
        for name, member in value.items():
            if name in NAMES:
                WATCH.plant(name, member)
            plant_members(member)


def plant_user(users, source, name, password, *more, **options):
    WATCH.plant("a password", password)


def plant_secret(vault, provider, name, text):
    WATCH.plant("a secret of the gateway", text)


def plant_login(connection, name, url, user, password, *more, **options):
    WATCH.plant("a database password", password)


def plant_credentials(headers):
    """The credentials of a request, [(name, value)]."""
    for name, value in headers:
        if name.lower() in CREDENTIALS:
            credential = value.strip().rpartition(" ")[2]
            WATCH.plant("a credential that was sent", credential)
            if credential.count(".") == 2:
                WATCH.plant("the signature of a token that was sent", credential.rpartition(".")[2])
            if value.lower().startswith("basic "):
                WATCH.plant("a password that was sent", password_of(credential))


def password_of(credential):
    try:
        return base64.b64decode(credential).decode("utf-8").partition(":")[2]
    except ValueError:
        return None
    except TypeError:  # Python 2's word for what is no base64
        return None


def see_answer(status, headers, body):
    WATCH.see("an answer (%s)" % status, "\n".join("%s: %s" % (name, value) for name, value in headers))
    WATCH.see("an answer (%s)" % status, body)


def see_record(log, level, logger, message, throwable=None):
    WATCH.see("the gateway log", "%s %s" % (message, "" if throwable is None else throwable))


def see_statement(connection, session, kind, sql, arguments, *more):
    if kind == "update":
        texts = [argument for argument in arguments or () if isinstance(argument, (TEXT, str))]
        WATCH.see("the database", "\n".join([sql] + texts))


def see_audit(audit, profile, record):
    WATCH.see("an audit profile", json.dumps(record, default=str))


tee(Tags, "set_value", plant_setting)
tee(Users, "add_user", plant_user)
tee(Vault, "add", plant_secret)
tee(Connection, "__init__", plant_login)
tee(Log, "write", see_record)
tee(Connection, "run", see_statement)
tee(Audit, "write", see_audit)


def pytest_configure(config):
    config.addinivalue_line("markers", MARK)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    WATCH.begin(item.nodeid.partition("::")[0])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    for title, printed in report.sections:
        if title.endswith(call.when):
            WATCH.see("what it printed (%s)" % title, printed)
    found = WATCH.take()
    if found and not item.get_closest_marker("shows_secrets"):
        message = "%s (%s)\n%s" % (item.nodeid, call.when, "\n".join(sorted(set(found))[:10]))
        if report.outcome == "passed":
            report.outcome, report.longrepr = "failed", "A secret shows during " + message
        else:
            report.sections.append(("secrets that show", message))
