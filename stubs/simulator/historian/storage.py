"""The table of stored samples, in SQLite: through sqlite3 on CPython, through JDBC on Jython. Knows no tags.

A sample is (millis, value, quality): epoch milliseconds; a number, a text or None; the 16 lower bits of its code.
"""
import threading

from simulator.compat import INTEGERS, ON_JYTHON

if ON_JYTHON:
    from java.lang import Class, ClassLoader
    from java.util import Properties
else:
    import sqlite3

SCHEMA = (
    "CREATE TABLE samples (place INTEGER PRIMARY KEY, series INTEGER, millis INTEGER, value, quality INTEGER)",
    "CREATE INDEX by_time ON samples (series, millis, place)",
)
INSERT = "INSERT INTO samples (series, millis, value, quality) VALUES (?, ?, ?, ?)"
SELECT = "SELECT millis, value, quality FROM samples WHERE series = ?"


class Storage(object):
    """Samples by the number of their series; those of one millisecond keep the order in which they were stored."""

    def __init__(self):
        self._lock = threading.Lock()
        self._session = Jdbc() if ON_JYTHON else Sqlite()
        for statement in SCHEMA:
            self._session.query(statement, ())

    def add(self, series, samples):
        with self._lock:
            self._session.insert([(series,) + tuple(sample) for sample in samples])

    def between(self, series, start, end):
        """The samples with start <= millis < end, in order."""
        return self._ask(SELECT + " AND millis >= ? AND millis < ? ORDER BY millis, place", series, start, end)

    def before(self, series, millis, good=False):
        """[the last sample before `millis`] or []; `good`: the last good one."""
        wanted = " AND quality BETWEEN 0 AND 511" if good else ""
        return self._ask(SELECT + wanted + " AND millis < ? ORDER BY millis DESC, place DESC LIMIT 1", series, millis)

    def after(self, series, millis, good=False):
        """[the first sample at or after `millis`] or []."""
        wanted = " AND quality BETWEEN 0 AND 511" if good else ""
        return self._ask(SELECT + wanted + " AND millis >= ? ORDER BY millis, place LIMIT 1", series, millis)

    def count(self, series, start, end):
        found = self._ask("SELECT COUNT(*) FROM samples WHERE series = ? AND millis >= ? AND millis < ?",
                          series, start, end)
        return found[0][0]

    def _ask(self, sql, *arguments):
        with self._lock:
            return self._session.query(sql, arguments)


class Sqlite(object):
    def __init__(self):
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)

    def query(self, sql, arguments):
        return self._connection.execute(sql, arguments).fetchall()

    def insert(self, rows):
        self._connection.execute("BEGIN")
        self._connection.executemany(INSERT, rows)
        self._connection.execute("COMMIT")


class Jdbc(object):
    def __init__(self):
        driver = Class.forName("org.sqlite.JDBC", True, ClassLoader.getSystemClassLoader())
        self._connection = driver.getDeclaredConstructor([]).newInstance([]).connect(
            "jdbc:sqlite::memory:", Properties())

    def query(self, sql, arguments):
        statement = self._filled(sql, arguments)
        try:
            return self._rows(statement) if statement.execute() else []
        finally:
            statement.close()

    def insert(self, rows):
        self._connection.setAutoCommit(False)
        statement = self._connection.prepareStatement(INSERT)
        try:
            for row in rows:
                self._fill(statement, row)
                statement.addBatch()
            statement.executeBatch()
            self._connection.commit()
        finally:
            statement.close()
            self._connection.setAutoCommit(True)

    def _filled(self, sql, arguments):
        statement = self._connection.prepareStatement(sql)
        self._fill(statement, arguments)
        return statement

    @staticmethod
    def _fill(statement, arguments):
        for index, argument in enumerate(arguments):
            if isinstance(argument, INTEGERS):
                # As an object, an integer of Jython may be a BigInteger, which the driver takes for a text.
                statement.setLong(index + 1, argument)
            else:
                statement.setObject(index + 1, argument)

    @staticmethod
    def _rows(statement):
        results = statement.getResultSet()
        places = range(1, results.getMetaData().getColumnCount() + 1)
        rows = []
        while results.next():
            rows.append(tuple([results.getObject(place) for place in places]))
        return rows
