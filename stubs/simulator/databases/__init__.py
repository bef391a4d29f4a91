"""The database connections of a gateway, and the transactions that scripts hold. None, until someone adds one.

What runs against a connection is here; `pool` owns sessions, `jdbc` (Jython) and `dbapi` (CPython) the drivers.
Named queries are in `named`, and run through `Databases.query` and `update`.
"""
import threading
import uuid

from java.lang import Exception as JavaException
from java.lang import IllegalArgumentException
from java.sql import SQLException
from simulator.compat import text
from simulator.databases.connection import Connection
from simulator.databases.named import NamedQueries
from simulator.dataset import Dataset, PyDataSet

READ_COMMITTED = 2
ONE_MINUTE = 60000


class Databases(object):
    """`default`: the name of the project's default connection; a bare project has none.

    `updates` counts the statements that were to change something.
    """

    def __init__(self, options, clock):
        self._options = options
        self._clock = clock
        self._lock = threading.Lock()
        self._transactions = {}
        self.connections = {}
        self.default = None
        self.updates = 0
        self.named = NamedQueries(self, options, clock)

    def add(self, name, url, user="", password="", **settings):
        """A connection by its JDBC URL (sqlite, postgresql or mariadb); `settings` are those of Connection."""
        self.connections[name] = Connection(name, url, user, password, **settings)
        return self.connections[name]

    def add_sqlite(self, name, path, script=None, **settings):
        """A connection to a SQLite file; `script`: the path of SQL to run at once."""
        connection = self.add(name, "jdbc:sqlite:%s" % path, **settings)
        if script is not None:
            connection.run_script(script)
        return connection

    def close(self):
        """Gives back every transaction and closes all sessions."""
        for key in list(self._transactions):
            self.end(key)
        for connection in self.connections.values():
            connection.pool.close()

    def query(self, sql, arguments, database, transaction):
        """A PyDataSet."""
        columns, types, rows = self._run("query", sql, arguments, database, transaction)
        return PyDataSet(Dataset(columns, rows, types))

    def update(self, sql, arguments, database, transaction, get_key):
        """The number of rows, or the key of the row that was inserted."""
        self.updates += 1
        return self._run("update", sql, arguments, database, transaction, get_key)

    def begin(self, database, isolation, timeout):
        """The id of a new transaction, which holds a session until it is closed."""
        connection = self._connection(database)
        try:
            session = connection.begin(isolation or READ_COMMITTED)
        except SQLException as error:
            raise self._reported(error, "beginTransaction", "")
        key = text(uuid.uuid4())
        with self._lock:
            self._transactions[key] = Transaction(connection, session, timeout or ONE_MINUTE)
        return key

    def commit(self, key):
        transaction = self._transaction(key)
        try:
            transaction.connection.commit(transaction.session)
        except SQLException as error:
            raise self._reported(error, "commitTransaction", "")

    def rollback(self, key):
        self._transaction(key).session.rollback()

    def end(self, key):
        """Closes a transaction: what was not committed is undone, the session goes back to its pool."""
        with self._lock:
            transaction = self._transactions.pop(key, None)
        if transaction is None:
            raise self._unknown(key)
        transaction.connection.pool.give(transaction.session)

    def open_transactions(self):
        return len(self._transactions)

    def _run(self, kind, sql, arguments, database, transaction, *more):
        self._close_idle()
        try:
            if transaction:
                held = self._transaction(transaction)
                held.touched = self._clock.now_millis()
                return held.connection.run(held.session, kind, sql, arguments, *more)
            return self._connection(database).run_alone(kind, sql, arguments, *more)
        except SQLException as error:
            raise self._reported(error, kind, sql)

    def _connection(self, name):
        """An unknown name is an error, as is none where the project has no default."""
        found = self.connections.get(name or self.default)
        if found is None:
            raise IllegalArgumentException("Datasource \"%s\" does not exist in this gateway." % (name or ""))
        return found

    def _transaction(self, key):
        found = self._transactions.get(key)
        if found is None:
            raise self._unknown(key)
        return found

    def _close_idle(self):
        now = self._clock.now_millis()
        for key, transaction in list(self._transactions.items()):
            if transaction.touched is None:
                transaction.touched = now
            elif now - transaction.touched > transaction.timeout:
                self.end(key)

    def _unknown(self, key):
        return IllegalArgumentException("Transaction \"%s\" does not exist; it may have timed out." % key)

    def _reported(self, error, function, sql):
        if self._options.db_errors == "sql":
            return error
        return JavaException("Error executing system.db.%s(%s)" % (function, sql), error)


class Transaction(object):
    """A session that a script holds. `timeout`: how many milliseconds it may be left alone."""

    def __init__(self, connection, session, timeout):
        self.connection = connection
        self.session = session
        self.timeout = timeout
        self.touched = None
