"""system.db, without stored procedures, store-and-forward and transactions of named queries."""
from simulator.databases import named
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
def runNamedQuery(*args, **kwargs):
    """(project, path, parameters, tx, getKey), and on 8.3 from a script of a project (path, parameters, ...) too."""
    names = ["project", "path", "parameters", "tx", "getKey"]
    if gateway().profile != "8.1" and (len(args) < 2 or isinstance(args[1], dict)):
        names.remove("project")
        kwargs.setdefault("project", gateway().project_name())
    given = dict(zip(names, args), **kwargs)
    return _databases().named.run(
        given["project"], given["path"], given.get("parameters"), given.get("tx"), bool(given.get("getKey")))


def _executed(kind, path, values, tx, project, get_key=False):
    return _databases().named.run(project or gateway().project_name(), path, values, tx, get_key, wanted=kind)


@offered(since="8.3")
def execQuery(path, parameters=None, tx=None, project=None):
    return _executed(named.QUERY, path, parameters, tx, project)


@offered(since="8.3")
def execScalar(path, parameters=None, tx=None, project=None):
    return _executed(named.SCALAR, path, parameters, tx, project)


@offered(since="8.3")
def execUpdate(path, parameters=None, tx=None, getKey=False, project=None):
    return _executed(named.UPDATE, path, parameters, tx, project, getKey)


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
