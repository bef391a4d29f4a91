"""java.sql: the exceptions and times that databases hand out."""

from __future__ import annotations

from java.lang import Exception as JavaException
from java.util import Date as UtilDate

__all__ = [
    "Connection", "Date", "SQLException", "SQLIntegrityConstraintViolationException", "SQLTimeoutException",
    "SQLTransientConnectionException", "Timestamp",
]


class SQLException(JavaException):
    """The constructor (reason, SQLState, vendorCode), as Java has it."""

    def __init__(self, reason: object = None, state: str | None = None, code: int = 0) -> None:
        super().__init__(reason)
        self._state = state
        self._code = code

    def getSQLState(self) -> str | None:
        return self._state

    def getErrorCode(self) -> int:
        return self._code


class SQLIntegrityConstraintViolationException(SQLException):
    pass


class SQLTimeoutException(SQLException):
    pass


class SQLTransientConnectionException(SQLException):
    pass


class Timestamp(UtilDate):
    pass


class Date(UtilDate):
    pass


class Connection:
    TRANSACTION_READ_UNCOMMITTED = 1
    TRANSACTION_READ_COMMITTED = 2
    TRANSACTION_REPEATABLE_READ = 4
    TRANSACTION_SERIALIZABLE = 8


for _name in __all__:
    globals()[_name].__module__ = "java.sql"
