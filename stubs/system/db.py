"""system.db, without named queries, stored procedures and store-and-forward."""
from simulator.dataset import Dataset
from simulator.facade import gateway, offered


def _databases():
    return gateway().databases


def _scalar(table):
    return table.getValueAt(0, 0) if table.getRowCount() else None


@offered()
def runPrepQuery(query, args, database="", tx=None):
    return _databases().query(query, args, database, tx)


@offered()
def runScalarPrepQuery(query, args, database="", tx=None):
    return _scalar(_databases().query(query, args, database, tx))


@offered()
def runPrepUpdate(query, args, database="", tx=None, getKey=False, skipAudit=False):
    return _databases().update(query, args, database, tx, getKey)


@offered(until="8.1")
def runQuery(query, database="", tx=None):
    return _databases().query(query, [], database, tx)


@offered(until="8.1")
def runScalarQuery(query, database="", tx=None):
    return _scalar(_databases().query(query, [], database, tx))


@offered(until="8.1")
def runUpdateQuery(query, database="", tx=None, getKey=False, skipAudit=False):
    return _databases().update(query, [], database, tx, getKey)


@offered()
def beginTransaction(database="", isolationLevel=None, timeout=None):
    return _databases().begin(database, isolationLevel, timeout)


@offered()
def commitTransaction(tx):
    _databases().commit(tx)


@offered()
def rollbackTransaction(tx):
    _databases().rollback(tx)


@offered()
def closeTransaction(tx):
    _databases().end(tx)


@offered()
def getConnections():
    rows = [(found.name, found.description, found.kind, found.status)
            for name, found in sorted(_databases().connections.items())]
    return Dataset(["Name", "Description", "DBType", "Status"], rows, ["java.lang.String"] * 4)


@offered()
def getConnectionInfo(name=None):
    """One row; none where there is no such connection."""
    databases = _databases()
    found = databases.connections.get(name or databases.default)
    rows = [] if found is None else [(found.kind, found.status)]
    return Dataset(["DBType", "Status"], rows, ["java.lang.String"] * 2)
