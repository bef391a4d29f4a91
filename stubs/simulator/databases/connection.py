"""One named database connection: its sessions, its faults, and how a statement runs on it."""
import io
import re
import time

from java.sql import SQLException, SQLTimeoutException, SQLTransientConnectionException
from simulator.compat import ON_JYTHON
from simulator.databases.pool import Pool

if ON_JYTHON:
    from simulator.databases import jdbc as drivers
else:
    from simulator.databases import dbapi as drivers

KINDS = {"sqlite": "SQLITE", "postgresql": "POSTGRES", "mariadb": "MARIADB"}
STATEMENT = re.compile(r"(?:[^;']|'[^']*')+")
COMMENT = re.compile(r"--[^\n]*")


class Faults(object):
    """What is wrong with the database.

    down: no session opens, and those that are open break.
    delay: seconds that each statement takes longer.
    locked: each statement waits for `delay`, then gives up as one does that waits for a lock too long.
    lost_after: how many of the next commits (statements without a transaction too) are done, and then not answered.
    """

    def __init__(self):
        self.clear()

    def clear(self):
        self.down = False
        self.delay = 0
        self.locked = False
        self.lost_after = 0


class Connection(object):
    """`size`: how many sessions there may be; `wait`: for how many seconds a script waits for one."""

    def __init__(self, name, url, user, password, size=8, wait=5.0, description=""):
        self.name = name
        self.url = url
        self.kind = KINDS[url.split(":")[1]]
        self.description = description
        self.faults = Faults()
        self.pool = Pool(lambda: self._opened(user, password), size, wait)

    @property
    def status(self):
        return "Faulted" if self.faults.down else "Valid"

    def run_script(self, path):
        """Runs each statement of an SQL file; statements end in semicolons."""
        with io.open(path, encoding="utf-8") as stream:
            script = COMMENT.sub("", stream.read())
        for statement in STATEMENT.findall(script):
            if statement.strip():
                self.run_alone("update", statement.strip(), [], False)

    def run_alone(self, kind, sql, arguments, *more):
        """A statement in a session of its own, committed at once."""
        session = self.pool.take()
        try:
            answer = self.run(session, kind, sql, arguments, *more)
            if kind == "update":
                self._lose(session)
            return answer
        finally:
            self.pool.give(session)

    def run(self, session, kind, sql, arguments, *more):
        self._hinder(session)
        return getattr(session, kind)(sql, list(arguments or ()), *more)

    def begin(self, isolation):
        session = self.pool.take()
        try:
            self._hinder(session)
            session.begin(isolation)
        except SQLException:
            self.pool.give(session)
            raise
        return session

    def commit(self, session):
        self._hinder(session)
        session.commit()
        self._lose(session)

    def _opened(self, user, password):
        if self.faults.down:
            raise SQLTransientConnectionException("Connection refused.", "08001", 0)
        return drivers.opened(self.url, user, password)

    def _hinder(self, session):
        if self.faults.down:
            session.broken = True
            raise SQLException("An I/O error occurred while sending to the backend.", "08006", 0)
        if self.faults.delay:
            time.sleep(self.faults.delay)
        if self.faults.locked:
            raise SQLTimeoutException("Lock wait timeout exceeded.", "HYT00", 0)

    def _lose(self, session):
        if self.faults.lost_after > 0:
            self.faults.lost_after -= 1
            session.broken = True
            raise SQLException("The connection was closed before the answer arrived.", "08006", 0)
