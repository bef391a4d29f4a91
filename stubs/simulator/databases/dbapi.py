"""Sessions over Python's drivers, for CPython: they answer and fail as JDBC's would."""
import array
import datetime
import decimal
import importlib
import re

from java.math import BigDecimal
from java.sql import Date as SqlDate
from java.sql import SQLException, SQLIntegrityConstraintViolationException, Timestamp
from java.util import Date

SERVER = re.compile(r"jdbc:(\w+)://([^:/]+):(\d+)/(\w+)\Z")
EPOCH = datetime.datetime(1970, 1, 1)
PARTS = re.compile(r"'[^']*'|\?|%")
PLACEHOLDERS = {"?": "%s", "%": "%%"}
ISOLATION = {1: "READ UNCOMMITTED", 2: "READ COMMITTED", 4: "REPEATABLE READ", 8: "SERIALIZABLE"}


def opened(url, user, password):
    """A Session. Raises SQLException."""
    kind = url.split(":")[1]
    driver, dialect = importlib.import_module(DRIVERS[kind][0]), DRIVERS[kind][1]
    try:
        return dialect(driver, url, user, password)
    except driver.Error as error:
        raise _failure(driver, error)


class Session(object):
    """One connection of a driver that follows the DB-API (PEP 249), in autocommit mode."""

    def __init__(self, driver, connection):
        self._driver = driver
        self._connection = connection
        self._in_transaction = False
        self.broken = False

    def works(self):
        try:
            self._executed("SELECT 1", [])
            return True
        except SQLException:
            return False

    def query(self, sql, arguments):
        cursor = self._executed(sql, arguments)
        names = [column[0] for column in cursor.description]
        rows = [[_java(value) for value in row] for row in cursor.fetchall()]
        return names, None, rows

    def update(self, sql, arguments, get_key):
        cursor = self._executed(sql, arguments)
        return cursor.lastrowid if get_key else cursor.rowcount

    def _executed(self, sql, arguments):
        cursor = self._connection.cursor()
        try:
            cursor.execute(self._spelled(sql), [self._native(value) for value in arguments])
        except self._driver.Error as error:
            raise _failure(self._driver, error)
        return cursor

    def begin(self, isolation):
        self._executed(self._beginning(isolation), [])
        self._in_transaction = True

    def commit(self):
        self._executed("COMMIT", [])
        self._in_transaction = False

    def rollback(self):
        if self._in_transaction:
            self._executed("ROLLBACK", [])
            self._in_transaction = False

    def reset(self):
        """Undoes what was not committed; False where the session is of no more use."""
        try:
            self.rollback()
            return True
        except SQLException:
            return False

    def close(self):
        self._connection.close()

    def _spelled(self, sql):
        """JDBC's question marks as the driver's placeholders."""
        return PARTS.sub(lambda part: PLACEHOLDERS.get(part.group(0), part.group(0).replace("%", "%%")), sql)

    def _native(self, value):
        if isinstance(value, Date):
            return EPOCH + datetime.timedelta(milliseconds=value.getTime())
        if isinstance(value, BigDecimal):
            return decimal.Decimal(value.toString())
        if isinstance(value, array.array):
            return value.tobytes()
        return value


class Sqlite(Session):
    def __init__(self, driver, url, user, password):
        connection = driver.connect(
            url[len("jdbc:sqlite:"):], isolation_level=None, check_same_thread=False, timeout=10.0)
        Session.__init__(self, driver, connection)
        self._executed("PRAGMA journal_mode=WAL", [])
        self._executed("PRAGMA synchronous=NORMAL", [])

    def _beginning(self, isolation):
        return "BEGIN"

    def _spelled(self, sql):
        return sql

    def _native(self, value):
        """As JDBC's driver does: a time is its milliseconds, a decimal its text."""
        if isinstance(value, Date):
            return value.getTime()
        if isinstance(value, BigDecimal):
            return value.toString()
        return Session._native(self, value)


class Postgres(Session):
    def __init__(self, driver, url, user, password):
        host, port, name = SERVER.match(url).groups()[1:]
        connection = driver.connect(
            host=host, port=int(port), dbname=name, user=user, password=password, autocommit=True)
        Session.__init__(self, driver, connection)

    def _beginning(self, isolation):
        return "BEGIN ISOLATION LEVEL %s" % ISOLATION[isolation]


class Mariadb(Session):
    def __init__(self, driver, url, user, password):
        host, port, name = SERVER.match(url).groups()[1:]
        connection = driver.connect(
            host=host, port=int(port), database=name, user=user, password=password, autocommit=True,
            charset="utf8mb4", client_flag=driver.constants.CLIENT.FOUND_ROWS)
        Session.__init__(self, driver, connection)

    def _beginning(self, isolation):
        self._executed("SET TRANSACTION ISOLATION LEVEL %s" % ISOLATION[isolation], [])
        return "START TRANSACTION"


DRIVERS = {"sqlite": ("sqlite3", Sqlite), "postgresql": ("psycopg", Postgres), "mariadb": ("pymysql", Mariadb)}


def _failure(driver, error):
    kind = SQLIntegrityConstraintViolationException if isinstance(error, driver.IntegrityError) else SQLException
    return kind("%s" % error, getattr(error, "sqlstate", None), 0)


def _java(value):
    """What JDBC's getObject would give."""
    if isinstance(value, decimal.Decimal):
        return BigDecimal(value)
    if isinstance(value, datetime.datetime):
        return Timestamp(_millis(value))
    if isinstance(value, datetime.date):
        return SqlDate(_millis(datetime.datetime(value.year, value.month, value.day)))
    if isinstance(value, (bytes, bytearray, memoryview)):
        return array.array("b", bytes(value))
    return value


def _millis(moment):
    if moment.tzinfo is not None:
        moment = moment.replace(tzinfo=None) - moment.utcoffset()
    passed = moment - EPOCH
    return (passed.days * 86400 + passed.seconds) * 1000 + passed.microseconds // 1000
