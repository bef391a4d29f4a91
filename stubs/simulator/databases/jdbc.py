"""Sessions over JDBC, for Jython: what a gateway itself does."""
from java.lang import Class, ClassLoader, Long
from java.sql import Date as SqlDate
from java.sql import SQLException, Statement, Timestamp
from java.util import Date, Properties
from simulator.compat import INTEGERS

DRIVERS = {
    "sqlite": "org.sqlite.JDBC",
    "postgresql": "org.postgresql.Driver",
    "mariadb": "org.mariadb.jdbc.Driver",
}


def opened(url, user, password):
    """A Session. Raises SQLException."""
    properties = Properties()
    if user:
        properties.setProperty("user", user)
        properties.setProperty("password", password)
    if url.startswith("jdbc:sqlite:"):
        properties.setProperty("journal_mode", "WAL")
        properties.setProperty("synchronous", "NORMAL")
        properties.setProperty("busy_timeout", "10000")
    driver = Class.forName(DRIVERS[url.split(":")[1]], True, ClassLoader.getSystemClassLoader())
    return Session(driver.getDeclaredConstructor([]).newInstance([]).connect(url, properties))


class Session(object):
    def __init__(self, connection):
        self._connection = connection
        self.broken = False

    def works(self):
        return self._connection.isValid(1)

    def query(self, sql, arguments):
        statement = self._prepared(sql, arguments)
        try:
            return _table(statement.executeQuery())
        finally:
            statement.close()

    def update(self, sql, arguments, get_key):
        statement = self._prepared(sql, arguments, get_key)
        try:
            count = statement.executeUpdate()
            return _key(statement.getGeneratedKeys()) if get_key else count
        finally:
            statement.close()

    def _prepared(self, sql, arguments, get_key=False):
        if get_key:
            statement = self._connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)
        else:
            statement = self._connection.prepareStatement(sql)
        for index, argument in enumerate(arguments):
            statement.setObject(index + 1, _native(argument))
        return statement

    def begin(self, isolation):
        if self._connection.getMetaData().supportsTransactionIsolationLevel(isolation):
            self._connection.setTransactionIsolation(isolation)
        self._connection.setAutoCommit(False)

    def commit(self):
        self._connection.commit()

    def rollback(self):
        self._connection.rollback()

    def reset(self):
        """Undoes what was not committed; False where the session is of no more use."""
        try:
            if not self._connection.getAutoCommit():
                self._connection.rollback()
                self._connection.setAutoCommit(True)
            return True
        except SQLException:
            return False

    def close(self):
        self._connection.close()


def _native(value):
    """What drivers take: Jython's long is a BigInteger, and they know no java.util.Date but their own."""
    if isinstance(value, INTEGERS) and not isinstance(value, bool) and -2 ** 63 <= value < 2 ** 63:
        return Long(value)
    if isinstance(value, Date) and not isinstance(value, (SqlDate, Timestamp)):
        return Timestamp(value.getTime())
    return value


def _table(results):
    about = results.getMetaData()
    places = range(1, about.getColumnCount() + 1)
    names = [about.getColumnLabel(place) for place in places]
    rows = []
    while results.next():
        rows.append([results.getObject(place) for place in places])
    return names, [about.getColumnClassName(place) for place in places], rows


def _key(results):
    return results.getObject(1) if results.next() else -1
