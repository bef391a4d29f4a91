"""Named queries: what the Designer saves below ignition/named-query, and how a gateway runs it."""
import json
import re

from java.lang import Exception as JavaException
from java.lang import IllegalArgumentException, NullPointerException, Throwable
from simulator.databases import parameters
from simulator.dataset import PyDataSet

BASE = "ignition/named-query"
VERSION = 2
QUERY, SCALAR, UPDATE = "Query", "ScalarQuery", "UpdateQuery"
FROM_PARAMETER = "{}"
SECONDS = {"MS": 0.001, "SEC": 1, "MIN": 60, "HOUR": 3600, "DAY": 86400, "WEEK": 604800, "MONTH": 2592000,
           "YEAR": 31536000}
# What is left alone, and what stands for a value.
TOKENS = re.compile(r"('(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|::)|:([A-Za-z_][A-Za-z0-9_]*)", re.DOTALL)


def of_export(export, dated_only):
    """{path: NamedQuery} of a project export."""
    found = {}
    for path, files in export.resources(BASE, dated_only).items():
        if "query.sql" in files:
            manifest = json.loads(export.files["%s/%s/resource.json" % (BASE, path)].decode("utf-8"))
            found[path] = NamedQuery(path, files["query.sql"].decode("utf-8"), manifest)
    return found


class NamedQuery(object):
    """One resource. `kind` is None where the resource has another version than the gateway reads."""

    def __init__(self, path, sql, manifest):
        attributes = manifest.get("attributes", {})
        self.path = path
        self.sql = sql
        self.kind = attributes.get("type") if manifest.get("version") == VERSION else None
        self.enabled = attributes.get("enabled", True)
        self.database = attributes.get("database", "")
        self.parameters = [parameters.Parameter(each) for each in attributes.get("parameters", [])]
        self.most_rows = attributes.get("maxReturnSize") if attributes.get("useMaxReturnSize") else None
        self.fallback = attributes.get("fallbackValue") if attributes.get("fallbackEnabled") else None
        self.cache_seconds = None
        if attributes.get("cacheEnabled"):
            self.cache_seconds = attributes["cacheAmount"] * SECONDS[attributes["cacheUnit"]]

    def bound(self, values):
        """(statement with question marks, [arguments], connection name or None)."""
        sql, database = self.sql, self.database
        by_name = {}
        for parameter in self.parameters:
            value = values.get(parameter.identifier)
            if parameter.kind == parameters.QUERY_STRING:
                sql = sql.replace("{%s}" % parameter.identifier, "" if value is None else u"%s" % value)
            elif parameter.kind == parameters.DATABASE:
                database = value if self.database == FROM_PARAMETER else database
            else:
                by_name[parameter.identifier] = parameter.coerced(value)
        arguments = []

        def placed(match):
            if match.group(2) is None:
                return match.group(0)
            if match.group(2) not in by_name:
                raise IllegalArgumentException("Parameter '%s' is not defined on the query." % match.group(2))
            arguments.append(by_name[match.group(2)])
            return "?"

        return TOKENS.sub(placed, sql), arguments, database


class NamedQueries(object):
    """Those of all projects, by project and path."""

    def __init__(self, databases, options, clock):
        self._databases = databases
        self._options = options
        self._clock = clock
        self._projects = {}
        self._cache = {}

    def install(self, project, exports, dated_only=True):
        """The queries of a project: of the exports in this order, of which the last one wins."""
        self._projects[project] = {}
        for export in exports:
            self._projects[project].update(of_export(export, dated_only))
        self._cache = {}

    def find(self, project, path):
        """The NamedQuery, or None."""
        return self._projects.get(project, {}).get(path)

    def run(self, project, path, values, transaction=None, get_key=False, wanted=None):
        """What system.db.runNamedQuery gives: a PyDataSet, one value, or how many rows were changed.

        wanted  the kind that the caller's function is for; None: any
        """
        query = self._usable(project, path, wanted)
        values = dict(values or {})
        self._check_names(query, values)
        if query.kind == UPDATE:
            return self._databases.update(*(query.bound(values) + (transaction, get_key)))
        key = (project, path, repr(sorted(values.items())))
        kept = self._cache.get(key)
        if query.cache_seconds and kept and self._clock.now_millis() < kept[0]:
            return kept[1]
        answer = self._read(query, values, transaction)
        if query.cache_seconds:
            self._cache[key] = (self._clock.now_millis() + query.cache_seconds * 1000, answer)
        return answer

    def _usable(self, project, path, wanted):
        if project not in self._projects:
            raise IllegalArgumentException("Project '%s' does not exist." % project)
        query = self.find(project, path)
        if query is None:
            raise IllegalArgumentException("Named query '%s' not found in project '%s'." % (path, project))
        if query.kind is None:
            raise NullPointerException()
        if not query.enabled:
            raise JavaException("Named query '%s' is disabled." % path)
        if wanted not in (None, query.kind) and self._options.named_query_other_kind == "raise":
            raise IllegalArgumentException("Named query '%s' is no %s." % (path, wanted))
        return query

    def _check_names(self, query, values):
        known = [parameter.identifier for parameter in query.parameters]
        for name in known:
            if name not in values and self._options.named_query_missing == "raise":
                raise IllegalArgumentException("No value for the parameter '%s' of '%s'." % (name, query.path))
        for name in values:
            if name not in known and self._options.named_query_unknown == "raise":
                raise IllegalArgumentException("'%s' has no parameter '%s'." % (query.path, name))

    def _read(self, query, values, transaction):
        try:
            table = self._databases.query(*(query.bound(values) + (transaction,)))
        except Throwable:
            if query.kind == SCALAR and query.fallback is not None:
                return query.fallback
            raise
        if query.kind == SCALAR:
            return table.getValueAt(0, 0) if table.getRowCount() else None
        if query.most_rows is not None and table.getRowCount() > query.most_rows:
            return PyDataSet(table.first(query.most_rows))
        return table
